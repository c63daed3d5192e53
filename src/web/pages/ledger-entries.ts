import { html } from "hono/html";
import { confirmedInBooks } from "#src/app/entry-story.ts";
import { accountOf, kindOf } from "#src/domain/entry.ts";
import type { EntryRow } from "#src/store/entries.ts";
import type { ReconciliationRow } from "#src/store/evidence.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { amount } from "#src/web/components/quantity.ts";
import { table } from "#src/web/components/table.ts";
import { date, openDateFormat } from "#src/web/components/time.ts";
import type { Text } from "#src/web/text.ts";
import type { Names } from "./agreement-parts.ts";
import { entryStatus, partnerName } from "./entry-words.ts";
import { entryFilter, type FilterView } from "./ledger-filter.ts";
import { accountName, kindName } from "./unit-words.ts";

/** A list of entries, with everything that it was chosen by and what it comes to. */
export interface EntryList extends FilterView {
  /** The IRI of our coop. */
  readonly us: string;
  readonly entries: readonly EntryRow[];
  readonly next: string | undefined;
  /** What all that fit come to, when they are of one unit and state. */
  readonly sum: { readonly given: bigint; readonly received: bigint } | undefined;
  readonly names: Names;
  /** When the books of each partner were last found to be the same, by our id of it. */
  readonly reconciliations: ReadonlyMap<string, ReconciliationRow>;
}

/** The entries that a number is made of, or all; how they are chosen stands above them. */
export function entrySection(page: PageContext, list: EntryList): Html {
  const { text } = page;
  return section(
    { title: text("ledger-entries"), id: "entries" },
    html`
    ${entryFilter(page, list)}
    ${sumSays(text, list)}
    ${list.entries.length === 0 ? html`<p>${text("ledger-entries-none")}</p>` : entryTable(page, list)}
    ${pagination(withoutDone(page), list.next)}`,
  );
}

/** The number itself, so that whoever followed it sees that it is the same. */
function sumSays(text: Text, { sum, filter }: EntryList): Html | undefined {
  const { unit, direction } = filter;
  if (sum === undefined || unit === undefined) return undefined;
  const given = html`<span>${text("ledger-column-given")} <strong>${amount(text, { quantity: sum.given, unit })}</strong></span>`;
  const received = html`<span>${text("ledger-column-received")} <strong>${amount(text, { quantity: sum.received, unit })}</strong></span>`;
  if (direction !== undefined) return html`<p class="sum">${direction === "given" ? given : received}</p>`;
  const isBalance = filter.state === "agreed";
  const all = isBalance
    ? html`${text("ledger-column-balance")} <strong>${amount(text, { quantity: sum.given - sum.received, unit, signed: true })}</strong>`
    : html`${text("ledger-together")} <strong>${amount(text, { quantity: sum.given + sum.received, unit })}</strong>`;
  return html`<p class="sum">${given} ${received} <span>${all}</span></p>`;
}

function entryTable(page: PageContext, list: EntryList): Html {
  const { text } = page;
  return table<EntryRow>({
    caption: text("ledger-entries"),
    captionHidden: true,
    rows: list.entries,
    columns: [
      { label: text("ledger-column-what"), cell: (entry) => whatHappened(text, entry, list) },
      { label: text("ledger-column-when"), cell: ({ startsAtMs }) => date(page, startsAtMs) },
      { label: text("ledger-column-quantity"), numeric: true, cell: (entry) => amount(text, entry) },
      { label: text("ledger-column-state"), cell: (entry) => entryStatus(text, entry) },
      {
        label: text("ledger-column-confirmed"),
        cell: (entry) => {
          const atMs = confirmedInBooks(entry, list.reconciliations.get(entry.peerId));
          return atMs === undefined ? text("ledger-not-confirmed") : hour(page, atMs);
        },
      },
    ],
  });
}

/** "22 Nov, 18:31": short, for it stands in every row. */
function hour({ text, zone }: PageContext, atMs: number): Html {
  const short = { day: "numeric", month: "short", hour: "numeric", minute: "2-digit", timeZone: zone } as const;
  return html`<time datetime="${new Date(atMs).toISOString().slice(0, 19)}Z">${openDateFormat(text, short).format(atMs)}</time>`;
}

function whatHappened(text: Text, entry: EntryRow, { us, names }: EntryList): Html {
  const name = partnerName(text, names, entry.peerId);
  const says = entry.provider === us ? text("ledger-given-to", { name }) : text("ledger-received-from", { name });
  const more = moreWords(text, entry);
  return html`<a href="/ledger/${entry.id}">${says}</a>${more.length > 0 && html` <span class="meta">${more.join(" · ")}</span>`}`;
}

/** What is not to be seen from the amount: the kind of work, the commons, that it mends another one. */
function moreWords(text: Text, entry: EntryRow): readonly string[] {
  const kind = kindOf(entry);
  return [
    kind === "capacity" ? undefined : kindName(text, { kind, gift: entry.gift }),
    accountName(text, accountOf(entry)),
    entry.corrects === null ? undefined : text("ledger-correction"),
  ].filter((word) => word !== undefined);
}

/** What an action did is not said again on the next page of the list. */
function withoutDone(page: PageContext): PageContext {
  const here = new URL(page.path, "http://here.invalid");
  for (const name of ["done", "sent", "received"]) here.searchParams.delete(name);
  return { ...page, path: `${here.pathname}${here.search}` };
}

/** The books as files, for other programs and for whoever wants to check them; stewards may take them along. */
export function exportLinks({ text }: PageContext, peerId?: string): Html {
  const link = (format: string, label: string): Html =>
    html`<li><a href="/api/v1/ledger/export?format=${format}${peerId !== undefined && html`&amp;peer=${peerId}`}" download>${label}</a></li>`;
  return html`<ul class="links">${link("csv", text("ledger-export-csv"))}${link("hledger", text("ledger-export-hledger"))}${link("jsonl", text("ledger-export-jsonl"))}</ul>`;
}
