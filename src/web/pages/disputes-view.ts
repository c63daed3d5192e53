import { html } from "hono/html";
import type { DisputeCard, DisputeStanding, DisputeTurn } from "#src/app/dispute-views.ts";
import { cards, emptyState } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { formatQuantity } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { formatDate } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import type { Names } from "./agreement-parts.ts";
import { entrySays, partnerName, reasonName } from "./entry-words.ts";

/** What a list of disputes can be narrowed to; `current` is what people have to settle, now or later. */
export const disputeFilters = ["current", "withdrawn", "settled"] as const;
export type DisputeFilter = (typeof disputeFilters)[number];

export const standingsOf: Readonly<Record<DisputeFilter, readonly DisputeStanding[]>> = {
  current: ["open", "resting"],
  withdrawn: ["withdrawn"],
  settled: ["settled"],
};

export interface DisputesPage {
  /** The IRI of our coop. */
  readonly us: string;
  readonly disputes: readonly DisputeCard[];
  readonly next: string | undefined;
  readonly filter: DisputeFilter;
  readonly names: Names;
}

/** Every entry that one side refuses: about what, and whose turn it is. */
export function renderDisputes(page: PageContext, view: DisputesPage): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("disputes-title"),
    lead: text("disputes-lead"),
    back: { label: text("disputes-to-ledger"), href: "/ledger" },
    body: html`
      ${filters(page, view.filter)}
      ${view.disputes.length === 0 ? empty(text, view.filter) : cards(view.disputes.map((one) => cardOf(page, view, one)))}
      ${pagination(page, view.next)}`,
  });
}

const filters = ({ text }: PageContext, chosen: DisputeFilter): Html =>
  html`<nav class="filter" aria-label="${text("disputes-filter")}"><ul>${disputeFilters.map(
    (filter) =>
      html`<li><a href="/ledger/disputes${filter !== "current" && `?show=${filter}`}"${filter === chosen && html` aria-current="page"`}>${filterName(text, filter)}</a></li>`,
  )}</ul></nav>`;

function filterName(text: Text, filter: DisputeFilter): string {
  switch (filter) {
    case "current":
      return text("disputes-filter-current");
    case "withdrawn":
      return text("disputes-filter-withdrawn");
    case "settled":
      return text("disputes-filter-settled");
  }
}

const empty = (text: Text, filter: DisputeFilter): Html =>
  filter === "current"
    ? emptyState({ title: text("disputes-empty-title"), says: text("disputes-empty") })
    : emptyState({ title: text("disputes-none-title"), says: text("disputes-none") });

function cardOf(page: PageContext, { us, names }: DisputesPage, dispute: DisputeCard) {
  const { text } = page;
  const { entry } = dispute;
  const name = partnerName(text, names, entry.peerId);
  const reason = entry.disputeReason === null ? undefined : reasonName(text, entry.disputeReason);
  return {
    title: formatQuantity(text, entry),
    href: `/ledger/disputes/${entry.id}`,
    status: disputeStatus(text, dispute),
    meta: name,
    body: html`<p>${entrySays(text, entry, { us, name })}</p>
      ${reason !== undefined && html`<p>${text("disputes-reason", { reason })}</p>`}
      <p>${turnSays(page, dispute, name)}</p>`,
  };
}

/** Where a dispute stands, in a word. */
export function disputeStatus(text: Text, { standing, awaits, isOverdue }: DisputeTurn): Html {
  switch (standing) {
    case "resting":
      return status("quiet", text("disputes-status-resting"));
    case "withdrawn":
      return status("quiet", text("disputes-status-withdrawn"));
    case "settled":
      return status("good", text("disputes-status-settled"));
    case "open":
      break;
  }
  if (isOverdue) return status("trouble", text("disputes-status-overdue"));
  return awaits === "them"
    ? status("waiting", text("disputes-status-theirs"))
    : status("trouble", text("disputes-status-ours"));
}

/** Whose turn it is and until when, or why it is nobody's, in a sentence. */
export function turnSays(page: PageContext, turn: DisputeTurn, name: string): string {
  const { text } = page;
  switch (turn.standing) {
    case "resting":
      return text("disputes-rests", { name, date: dateOf(page, turn.restsUntilMs) });
    case "withdrawn":
      return text("disputes-withdrawn");
    case "settled":
      return text("disputes-settled");
    case "open":
      return openSays(page, turn, name);
  }
}

function openSays(page: PageContext, { awaits, answerByMs, isOverdue }: DisputeTurn, name: string): string {
  const { text } = page;
  const about = { name, date: dateOf(page, answerByMs) };
  if (awaits === "both") return text("disputes-awaits-both", about);
  if (awaits === "us") return isOverdue ? text("disputes-overdue-us", about) : text("disputes-awaits-us", about);
  return isOverdue ? text("disputes-overdue-them", about) : text("disputes-awaits-them", about);
}

const dateOf = (page: PageContext, atMs: number | undefined): string =>
  atMs === undefined ? "–" : formatDate(page, atMs);
