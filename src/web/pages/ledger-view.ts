import { html } from "hono/html";
import type { EntryState } from "#src/domain/entry.ts";
import type { Balance } from "#src/domain/ledger.ts";
import { pickText } from "#src/domain/language.ts";
import type { EntryRow } from "#src/store/entries.ts";
import type { ReconciliationRow } from "#src/store/evidence.ts";
import type { Peer } from "#src/store/peers.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { localized } from "#src/web/components/language.ts";
import type { Notice } from "#src/web/components/notice.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { plot, type PlotPoint } from "#src/web/components/plot.ts";
import { amount, formatNumber } from "#src/web/components/quantity.ts";
import { table } from "#src/web/components/table.ts";
import { date, formatMoment } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import type { Names } from "./agreement-parts.ts";
import { balanceTable, unitName } from "./balance-table.ts";
import { mayAct } from "./done.ts";
import { booksStatus, entryStatus, partnerName } from "./entry-words.ts";
import { nameOf } from "./peer-names.ts";

export const ledgerDoneWords = ["equal", "repaired", "differs", "unreachable"] as const;
export type LedgerDone = (typeof ledgerDoneWords)[number];

/** The books with one other coop. */
export interface Book {
  readonly peer: Peer;
  readonly balances: readonly Balance[];
  readonly reconciliation: ReconciliationRow | undefined;
}

export interface Ledger {
  /** The IRI of our coop. */
  readonly us: string;
  readonly books: readonly Book[];
  /** The one coop whose books alone are shown, with its agreed entries, newest first. */
  readonly peer?: Peer;
  readonly history?: readonly EntryRow[];
  readonly state?: EntryState;
  readonly entries: readonly EntryRow[];
  readonly next: string | undefined;
  readonly names: Names;
  readonly done: { readonly word: LedgerDone; readonly sent: number; readonly received: number } | undefined;
}

/** With each coop, by unit: given, received, balance; whether both say the same; and the entries that it is made of. */
export function renderLedger(page: PageContext, view: Ledger): Html {
  const { text } = page;
  const { peer, books } = view;
  const name = peer === undefined ? "" : pickText(nameOf(peer), text.locale);
  const isEmpty =
    books.every(({ balances }) => balances.length === 0) && view.entries.length === 0 && view.state === undefined;
  return renderPage(page, {
    title: peer === undefined ? text("ledger-title") : text("ledger-title-with", { name }),
    lead: peer === undefined ? text("ledger-lead") : text("ledger-lead-with", { name }),
    ...(peer !== undefined && { back: { label: text("ledger-title"), href: "/ledger" } }),
    ...doneNotice(text, view, name),
    body:
      isEmpty && peer === undefined
        ? emptyState({
            title: text("ledger-empty-title"),
            says: text("ledger-empty"),
            action: linkButton({ href: "/agreements", label: text("ledger-to-agreements") }),
          })
        : html`
        ${section({ title: text("ledger-balances") }, cards(books.map((book) => bookCard(page, book))))}
        ${overTime(page, view)}
        ${entryList(page, view)}`,
  });
}

function doneNotice(text: Text, { done }: Ledger, name: string): { readonly alert?: Notice } {
  switch (done?.word) {
    case undefined:
      return {};
    case "equal":
      return { alert: { meaning: "good", says: text("ledger-done-equal", { name }) } };
    case "repaired":
      return {
        alert: {
          meaning: "good",
          says: text("ledger-done-repaired", { name, sent: done?.sent ?? 0, received: done?.received ?? 0 }),
        },
      };
    case "differs":
      return { alert: { meaning: "trouble", says: text("ledger-done-differs", { name }) } };
    case "unreachable":
      return { alert: { meaning: "trouble", says: text("ledger-done-unreachable", { name }) } };
  }
}

function bookCard(page: PageContext, { peer, balances, reconciliation }: Book): Card {
  const { text } = page;
  const name = pickText(nameOf(peer), text.locale);
  const may = mayAct(page, "operator") && peer.state !== "blocked";
  return {
    title: localized(text, nameOf(peer)),
    href: `/ledger?peer=${peer.id}`,
    status: booksStatus(page, reconciliation),
    ...(balances.length > 0 && {
      meta: lastEqual(page, reconciliation),
    }),
    body:
      balances.length === 0
        ? text("ledger-nothing-yet", { name })
        : balanceTable(page, { caption: text("ledger-title-with", { name }), balances }),
    ...(may && {
      actions: actions(
        actionForm(page, {
          action: `/ledger/peers/${peer.id}/reconcile`,
          button: { label: text("ledger-reconcile", { name }), kind: "quiet" },
        }),
      ),
    }),
  };
}

/** When both sides last said the same. */
function lastEqual(page: PageContext, reconciliation: ReconciliationRow | undefined): string {
  const { text } = page;
  const atMs = reconciliation?.equalAtMs ?? null;
  if (reconciliation === undefined || atMs === null) return text("ledger-never-equal");
  const { entries } = reconciliation;
  return text("ledger-equal-at", {
    when: formatMoment(page, atMs),
    entries: formatNumber(text, entries),
    count: entries,
  });
}

/** How the balance with one coop went, a plot for each unit. */
function overTime(page: PageContext, { us, history = [] }: Ledger): Html | undefined {
  const { text } = page;
  if (history.length < 2) return undefined;
  const oldestFirst = history.toReversed();
  const units = [...new Set(oldestFirst.map(({ unit }) => unit))];
  return section(
    { title: text("ledger-over-time") },
    units
      .map((unit) =>
        plot(page, {
          caption: unitName(text, unit),
          label: text("ledger-column-balance"),
          unit,
          points: pointsOf(
            oldestFirst.filter((entry) => entry.unit === unit),
            us,
          ),
        }),
      )
      .filter((one) => one !== undefined),
  );
}

function pointsOf(entries: readonly EntryRow[], us: string): readonly PlotPoint[] {
  let balance = 0n;
  return entries.map(({ createdAtMs, provider, quantity }) => {
    balance += provider === us ? BigInt(quantity) : -BigInt(quantity);
    return { atMs: createdAtMs, quantity: balance };
  });
}

function entryList(page: PageContext, view: Ledger): Html {
  const { text } = page;
  const { entries, next } = view;
  return section(
    { title: text("ledger-entries"), id: "entries" },
    html`
    ${filter(text, view)}
    ${entries.length === 0 ? html`<p>${text("ledger-entries-none")}</p>` : entryTable(page, view)}
    ${pagination(withoutDone(page), next)}`,
  );
}

function filter(text: Text, { peer, state }: Ledger): Html {
  const link = (one: EntryState | undefined, label: string): Html => {
    const query = new URLSearchParams({
      ...(peer !== undefined && { peer: peer.id }),
      ...(one !== undefined && { state: one }),
    }).toString();
    return html`<li><a href="/ledger${query !== "" && `?${query}`}#entries"${one === state && html` aria-current="true"`}>${label}</a></li>`;
  };
  return html`<nav class="filter" aria-label="${text("ledger-filter")}"><ul>
    ${link(undefined, text("ledger-filter-all"))}
    ${link("agreed", text("ledger-state-agreed"))}
    ${link("in-transit", text("ledger-state-in-transit"))}
    ${link("disputed", text("ledger-state-disputed"))}
  </ul></nav>`;
}

function entryTable(page: PageContext, { entries, names, us }: Ledger): Html {
  const { text } = page;
  return table({
    caption: text("ledger-entries"),
    captionHidden: true,
    rows: entries,
    columns: [
      {
        label: text("ledger-column-what"),
        cell: (entry) =>
          html`<a href="/ledger/${entry.id}">${entry.provider === us ? text("ledger-given-to", { name: partnerName(text, names, entry.peerId) }) : text("ledger-received-from", { name: partnerName(text, names, entry.peerId) })}</a>`,
      },
      { label: text("ledger-column-when"), cell: ({ startsAtMs }) => date(page, startsAtMs) },
      { label: text("ledger-column-quantity"), numeric: true, cell: (entry) => amount(text, entry) },
      { label: text("ledger-column-state"), cell: (entry) => entryStatus(text, entry) },
    ],
  });
}

/** What an action did is not said again on the next page of the list. */
function withoutDone(page: PageContext): PageContext {
  const here = new URL(page.path, "http://here.invalid");
  for (const name of ["done", "sent", "received"]) here.searchParams.delete(name);
  return { ...page, path: `${here.pathname}${here.search}` };
}
