import { html } from "hono/html";
import type { History } from "#src/app/ledger-history.ts";
import type { LedgerTotal, PartnerBooks } from "#src/app/ledger-overview.ts";
import { pickText } from "#src/domain/language.ts";
import { linkButton } from "#src/web/components/button.ts";
import { emptyState, section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm } from "#src/web/components/form.ts";
import { localized } from "#src/web/components/language.ts";
import type { Notice } from "#src/web/components/notice.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { balanceColumns } from "./balance-table.ts";
import { comparedSays, standingStatus } from "./books-state.ts";
import { mayAct } from "./done.ts";
import { entrySection, exportLinks, type EntryList } from "./ledger-entries.ts";
import { overTime } from "./ledger-plots.ts";
import { nameOf } from "./peer-names.ts";

export const ledgerDoneWords = ["equal", "repaired", "differs", "unreachable"] as const;

/** What the last comparison came to, said once on the page that follows it. */
export interface LedgerDone {
  readonly word: (typeof ledgerDoneWords)[number];
  readonly sent: number;
  readonly received: number;
}

export interface Ledger {
  readonly books: readonly PartnerBooks[];
  /** Sums of all partners, by unit. */
  readonly totals: readonly LedgerTotal[];
  readonly histories: readonly History[];
  readonly list: EntryList;
}

/** With each coop, by unit: given, received, balance; whether both say the same; how it went; and the entries that it is made of. */
export function renderLedger(page: PageContext, view: Ledger): Html {
  const { text } = page;
  const { books, list } = view;
  const isEmpty =
    books.every(({ lines }) => lines.length === 0) &&
    list.entries.length === 0 &&
    Object.keys(list.filter).length === 0;
  return renderPage(page, {
    title: text("ledger-title"),
    lead: text("ledger-lead"),
    ...(mayAct(page, "steward") && {
      aside: linkButton({ href: "/ledger/entries/new", label: text("ledger-record"), kind: "quiet" }),
    }),
    body: html`
      ${ledgerMenu(text)}
      ${
        isEmpty
          ? emptyState({
              title: text("ledger-empty-title"),
              says: text("ledger-empty"),
              action: linkButton({ href: "/agreements", label: text("ledger-to-agreements") }),
            })
          : ""
      }
      ${books.length > 0 ? section({ title: text("ledger-balances") }, booksTable(page, view)) : ""}
      ${overTime(page, view.histories)}
      ${isEmpty ? "" : entrySection(page, list)}
      ${!isEmpty && mayAct(page, "steward") ? section({ title: text("ledger-export") }, exportLinks(page)) : ""}`,
  });
}

/** What else there is about the books. */
function ledgerMenu(text: Text): Html {
  return html`<nav class="filter" aria-label="${text("ledger-more")}"><ul>
    <li><a href="/ledger/disputes">${text("ledger-to-disputes")}</a></li>
    <li><a href="/ledger/statements">${text("ledger-to-statements")}</a></li>
    <li><a href="/commons">${text("ledger-to-commons")}</a></li>
    <li><a href="/ledger/keys">${text("ledger-to-keys")}</a></li>
    <li><a href="/ledger/recovery">${text("ledger-to-recovery")}</a></li>
    <li><a href="/ledger/recovery">${text("recovery-link")}</a></li>
    <li><a href="/ledger/keys">${text("keys-link")}</a></li>
  </ul></nav>`;
}

/** Partners by units; each partner begins with how its books stand. */
function booksTable(page: PageContext, { books, totals }: Ledger): Html {
  const { text } = page;
  const columns = balanceColumns(page);
  const head = columns.map(
    ({ label, numeric }) => html`<th scope="col"${numeric && html` class="numeric"`}>${label}</th>`,
  );
  const isSummed = books.filter(({ lines }) => lines.length > 0).length > 1;
  return html`<div class="table-frame"><table class="books">
    <caption class="unseen">${text("ledger-balances")}</caption>
    <thead><tr>${head}</tr></thead>
    ${books.map((one) => html`<tbody>${partnerRow(page, one)}${one.lines.map((line) => lineRow(page, line))}</tbody>`)}
    ${isSummed && html`<tbody class="books-all"><tr><th scope="rowgroup" colspan="${columns.length}"><span class="books-name">${text("ledger-all-partners")}</span></th></tr>${totals.map((line) => lineRow(page, line))}</tbody>`}
  </table></div>`;
}

function partnerRow(page: PageContext, { peer, lines, comparison }: PartnerBooks): Html {
  const { text } = page;
  const name = pickText(nameOf(peer), text.locale);
  const mayCompare = mayAct(page, "operator") && peer.state !== "blocked";
  const compare = actionForm(page, {
    action: `/ledger/peers/${peer.id}/reconcile`,
    button: { label: text("ledger-reconcile", { name }), kind: "quiet" },
  });
  return html`<tr><th scope="rowgroup" colspan="6"><div class="books-partner">
    <a class="books-name" href="/ledger/peers/${peer.id}">${localized(text, nameOf(peer))}</a>
    ${standingStatus(page, comparison)}
    ${mayCompare && compare}
    <span class="meta">${lines.length === 0 ? text("ledger-nothing-yet", { name }) : comparedSays(page, comparison)}</span>
  </div></th></tr>`;
}

function lineRow(page: PageContext, line: Parameters<ReturnType<typeof balanceColumns>[number]["cell"]>[0]): Html {
  return html`<tr>${balanceColumns(page).map((column, index) => {
    const numeric = column.numeric && html` class="numeric"`;
    const content = html`<span class="cell">${column.cell(line)}</span>`;
    return index === 0
      ? html`<th scope="row"${numeric}>${content}</th>`
      : html`<td data-label="${column.label}"${numeric}>${content}</td>`;
  })}</tr>`;
}

/** What a comparison came to, in words. */
export function comparedNotice(text: Text, done: LedgerDone | undefined, name: string): { readonly alert?: Notice } {
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
