import { html } from "hono/html";
import type { History } from "#src/app/ledger-history.ts";
import type { PartnerBooks } from "#src/app/ledger-overview.ts";
import { pickText } from "#src/domain/language.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { renderPage } from "#src/web/layout.ts";
import { balanceTable } from "./balance-table.ts";
import { comparedSays, logFacts, standingNotice, standingStatus } from "./books-state.ts";
import { mayAct } from "./done.ts";
import { entrySection, exportLinks, type EntryList } from "./ledger-entries.ts";
import { overTime } from "./ledger-plots.ts";
import { comparedNotice, type LedgerDone } from "./ledger-view.ts";
import { nameOf } from "./peer-names.ts";

export interface PartnerLedger {
  readonly books: PartnerBooks;
  readonly histories: readonly History[];
  readonly list: EntryList;
  readonly done: LedgerDone | undefined;
}

/** The books with one coop: what they come to, whether both say the same and how that is known, how it went, and every entry. */
export function renderPartnerLedger(page: PageContext, view: PartnerLedger): Html {
  const { text } = page;
  const { books, histories, list } = view;
  const name = pickText(nameOf(books.peer), text.locale);
  return renderPage(page, {
    title: text("ledger-title-with", { name }),
    lead: text("ledger-lead-with", { name }),
    back: { label: text("ledger-title"), href: "/ledger" },
    aside: standingStatus(page, books.comparison),
    ...comparedNotice(text, view.done, name),
    body: html`
      ${standingNotice(page, books.comparison, name)}
      ${section(
        { title: text("ledger-balances") },
        books.lines.length === 0
          ? html`<p>${text("ledger-nothing-yet", { name })}</p>`
          : balanceTable(page, { caption: text("ledger-title-with", { name }), balances: books.lines }),
      )}
      ${section({ title: text("ledger-both-same") }, bothSides(page, books, name))}
      ${overTime(page, histories, books.peer.id)}
      ${entrySection(page, list)}
      ${mayAct(page, "steward") && section({ title: text("ledger-export") }, exportLinks(page, books.peer.id))}`,
  });
}

/** What was compared and when, and what each side holds of what the other has signed. */
function bothSides(page: PageContext, { peer, comparison }: PartnerBooks, name: string): Html {
  const { text } = page;
  const may = mayAct(page, "operator") && peer.state !== "blocked";
  return html`<p>${comparedSays(page, comparison)}</p>
    ${logFacts(page, comparison, name)}
    ${
      may &&
      actions(
        actionForm(page, {
          action: `/ledger/peers/${peer.id}/reconcile`,
          button: { label: text("ledger-reconcile", { name }), kind: "quiet" },
        }),
      )
    }
    <ul class="links"><li><a href="/ledger/statements?peer=${peer.id}">${text("ledger-statements-with", { name })}</a></li><li><a href="/peers/${peer.id}">${text("ledger-to-peer", { name })}</a></li></ul>`;
}
