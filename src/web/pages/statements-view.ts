import { html } from "hono/html";
import type { ClosingProblem } from "#src/app/statements.ts";
import { pickText } from "#src/domain/language.ts";
import type { Peer } from "#src/store/peers.ts";
import type { StatementRow } from "#src/store/statements.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { selectField, textField } from "#src/web/components/field.ts";
import { form } from "#src/web/components/form.ts";
import type { Notice } from "#src/web/components/notice.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import type { Names } from "./agreement-parts.ts";
import { mayAct } from "./done.ts";
import { partnerName } from "./entry-words.ts";
import { nameOf } from "./peer-names.ts";
import { formatPeriod, standingSays, statementStatus } from "./statement-words.ts";

/** What a list of statements can be narrowed to. */
export const statementFilters = ["all", "open", "agreed"] as const;
export type StatementFilter = (typeof statementFilters)[number];

export const statesOf: Readonly<Record<Exclude<StatementFilter, "all">, readonly StatementRow["state"][]>> = {
  open: ["proposed", "refused"],
  agreed: ["agreed"],
};

export interface StatementsPage {
  /** The IRI of our coop. */
  readonly us: string;
  readonly statements: readonly StatementRow[];
  readonly next: string | undefined;
  readonly filter: StatementFilter;
  readonly names: Names;
  /** Those with whom a period can be closed. */
  readonly peers: readonly Peer[];
  /** The last day that is over, `YYYY-MM-DD` in UTC. */
  readonly lastDay: string;
  /** Why a period could not be closed, and with whom. */
  readonly because?: { readonly problem: ClosingProblem; readonly name: string };
}

/** What both coops have signed about each period, and what one of them cannot confirm. */
export function renderStatements(page: PageContext, view: StatementsPage): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("statements-title"),
    lead: text("statements-lead"),
    back: { label: text("statements-to-ledger"), href: "/ledger" },
    ...(view.because !== undefined && { alert: problemNotice(text, view.because) }),
    body: html`
      ${filters(page, view.filter)}
      ${view.statements.length === 0 ? emptyState({ title: text("statements-empty-title"), says: text("statements-empty") }) : cards(view.statements.map((row) => statementCard(page, view, row)))}
      ${pagination(page, view.next)}
      ${mayAct(page, "steward") && view.peers.length > 0 && section({ title: text("statements-close") }, closing(page, view))}`,
  });
}

const filters = ({ text }: PageContext, chosen: StatementFilter): Html =>
  html`<nav class="filter" aria-label="${text("statements-filter")}"><ul>${statementFilters.map(
    (filter) =>
      html`<li><a href="/ledger/statements${filter !== "all" && `?show=${filter}`}"${filter === chosen && html` aria-current="page"`}>${filterName(text, filter)}</a></li>`,
  )}</ul></nav>`;

function filterName(text: Text, filter: StatementFilter): string {
  switch (filter) {
    case "all":
      return text("statements-filter-all");
    case "open":
      return text("statements-filter-open");
    case "agreed":
      return text("statements-filter-agreed");
  }
}

/** A statement among others. */
export function statementCard(
  { text }: PageContext,
  { us, names }: Pick<StatementsPage, "us" | "names">,
  row: StatementRow,
): Card {
  const name = partnerName(text, names, row.peerId);
  return {
    title: formatPeriod(text, row),
    href: `/ledger/statements/${row.id}`,
    status: statementStatus(text, row, us),
    meta: text("statements-with", { name, count: row.count, number: formatNumber(text, row.count) }),
    ...(row.state === "agreed" ? {} : { body: standingSays(text, row, { us, name }) }),
  };
}

function closing(page: PageContext, { peers, lastDay }: StatementsPage): Html {
  const { text } = page;
  return html`<p>${text("statements-close-says")}</p>${form(
    page,
    { action: "/ledger/statements", button: { label: text("statements-close-button") } },
    html`
      ${selectField(page, {
        name: "peer",
        label: text("statements-close-with"),
        prompt: text("statements-close-choose"),
        options: peers.map((peer) => ({ value: peer.id, label: pickText(nameOf(peer), text.locale) })),
      })}
      ${textField(page, { name: "until", type: "date", width: "medium", label: text("statements-close-until"), help: text("statements-close-until-help"), max: lastDay, value: lastDay })}`,
  )}`;
}

function problemNotice(
  text: Text,
  { problem, name }: { readonly problem: ClosingProblem; readonly name: string },
): Notice {
  return { meaning: "trouble", says: problemSays(text, problem, name) };
}

function problemSays(text: Text, problem: ClosingProblem, name: string): string {
  switch (problem) {
    case "not-over":
      return text("statements-problem-not-over");
    case "closed":
      return text("statements-problem-closed", { name });
    case "open":
      return text("statements-problem-open", { name });
    case "empty":
      return text("statements-problem-empty", { name });
    case "unconfirmed":
      return text("statements-problem-unconfirmed", { name });
    case "no-books":
      return text("statements-problem-no-books", { name });
  }
}
