import { html } from "hono/html";
import type { CommonsAccount, CommonsFlow, CommonsLine, CommonsShare } from "#src/app/commons-account.ts";
import type { EntryFilter } from "#src/app/entry-lists.ts";
import { linkButton } from "#src/web/components/button.ts";
import { emptyState, section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { flowPlot } from "#src/web/components/plot.ts";
import { amount } from "#src/web/components/quantity.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Names } from "./agreement-parts.ts";
import { mayAct } from "./done.ts";
import { partnerName } from "./entry-words.ts";
import { entriesHref } from "./ledger-filter.ts";
import { kindName, unitName } from "./unit-words.ts";

export interface Commons extends CommonsAccount {
  readonly names: Names;
}

/** Who gives to the commons and who draws from it, by what; how that went; and what is not agreed yet. */
export function renderCommons(page: PageContext, view: Commons): Html {
  const { text } = page;
  const isEmpty = view.lines.length === 0 && view.open.length === 0;
  return renderPage(page, {
    title: text("commons-title"),
    lead: text("commons-lead"),
    back: { label: text("ledger-title"), href: "/ledger" },
    body: isEmpty
      ? emptyState({
          title: text("commons-empty-title"),
          says: text("commons-empty"),
          ...(mayAct(page, "steward") && {
            action: linkButton({ href: "/ledger/entries/new", label: text("ledger-record") }),
          }),
        })
      : html`
        ${view.lines.length > 0 && section({ title: text("commons-who") }, html`${whoTable(page, view)}<p class="meta">${text("commons-known")}</p>`)}
        ${openSection(page, view)}
        ${view.flows.length > 0 && section({ title: text("ledger-over-time") }, html`${view.flows.map((flow) => flowOf(page, flow))}`)}`,
  });
}

/** By what was given, each coop's part in it. */
function whoTable(page: PageContext, { lines, names }: Commons): Html {
  const { text } = page;
  return html`<div class="table-frame"><table class="books">
    <caption class="unseen">${text("commons-who")}</caption>
    <thead><tr>
      <th scope="col">${text("commons-column-coop")}</th>
      <th scope="col" class="numeric">${text("commons-column-given")}</th>
      <th scope="col" class="numeric">${text("commons-column-drawn")}</th>
      <th scope="col" class="numeric">${text("commons-column-difference")}</th>
    </tr></thead>
    ${lines.map(
      (line) => html`<tbody>
      <tr><th scope="rowgroup" colspan="4"><div class="books-partner"><span class="books-name">${lineName(page, line)}</span></div></th></tr>
      ${line.shares.map((share) => shareRow(page, line, { share, names }))}
      ${line.shares.length > 1 && totalRow(page, line)}
    </tbody>`,
    )}
  </table></div>`;
}

/** "Work, as a gift"; of money and surplus also in which currency. */
function lineName({ text }: PageContext, { unit, kind, gift }: CommonsLine): string {
  const name = kindName(text, { kind, gift });
  return kind === "money" || kind === "surplus" ? `${name}: ${unitName(text, unit)}` : name;
}

function shareRow(
  page: PageContext,
  line: CommonsLine,
  { share, names }: { readonly share: CommonsShare; readonly names: Names },
): Html {
  const { text } = page;
  const { peerId, given, drawn } = share;
  const name = peerId === undefined ? text("commons-we") : partnerName(text, names, peerId);
  const figure = (quantity: bigint, which: EntryFilter): Html =>
    html`<a${quantity === 0n && html` class="figure-none"`} href="${entriesHref({ ...filterOf(line), ...(peerId !== undefined && { peerId }), ...which })}">${amount(text, { quantity, unit: line.unit })}</a>`;
  // What a partner gives is what we see as received, and the other way round.
  const [gives, draws] = peerId === undefined ? (["given", "received"] as const) : (["received", "given"] as const);
  return html`<tr>
    <th scope="row"><span class="cell">${name}</span></th>
    <td class="numeric" data-label="${text("commons-column-given")}"><span class="cell">${figure(given, { direction: gives, accounts: ["commons", "commons-use"] })}</span></td>
    <td class="numeric" data-label="${text("commons-column-drawn")}"><span class="cell">${figure(drawn, { direction: draws, accounts: ["commons-use"] })}</span></td>
    <td class="numeric" data-label="${text("commons-column-difference")}"><span class="cell">${amount(text, { quantity: given - drawn, unit: line.unit, signed: true })}</span></td>
  </tr>`;
}

function totalRow(page: PageContext, line: CommonsLine): Html {
  const { text } = page;
  const { unit, given, drawn } = line;
  const figure = (quantity: bigint, which: EntryFilter): Html =>
    html`<a${quantity === 0n && html` class="figure-none"`} href="${entriesHref({ ...filterOf(line), ...which })}">${amount(text, { quantity, unit })}</a>`;
  return html`<tr class="books-sum">
    <th scope="row"><span class="cell">${text("commons-all")}</span></th>
    <td class="numeric" data-label="${text("commons-column-given")}"><span class="cell">${figure(given, { accounts: ["commons", "commons-use"] })}</span></td>
    <td class="numeric" data-label="${text("commons-column-drawn")}"><span class="cell">${figure(drawn, { accounts: ["commons-use"] })}</span></td>
    <td class="numeric" data-label="${text("commons-column-difference")}"><span class="cell">${amount(text, { quantity: given - drawn, unit, signed: true })}</span></td>
  </tr>`;
}

const filterOf = ({ unit, kind, gift }: CommonsLine): EntryFilter => ({
  state: "agreed",
  unit,
  kind,
  ...(kind === "work" && { gift }),
});

/** What one side alone has said so far, or what is contested: it counts above once both have signed. */
function openSection(page: PageContext, { open }: Commons): Html | undefined {
  const { text } = page;
  if (open.length === 0) return undefined;
  const link = (unit: string, state: "in-transit" | "disputed", quantity: bigint): Html =>
    html`<a${quantity === 0n && html` class="figure-none"`} href="${entriesHref({ unit, state, accounts: ["commons", "commons-use"] })}">${amount(text, { quantity, unit })}</a>`;
  return section(
    { title: text("commons-open") },
    html`<div class="table-frame"><table>
      <caption class="unseen">${text("commons-open")}</caption>
      <thead><tr><th scope="col">${text("ledger-column-unit")}</th><th scope="col" class="numeric">${text("ledger-column-in-transit")}</th><th scope="col" class="numeric">${text("ledger-column-disputed")}</th></tr></thead>
      <tbody>${open.map(
        ({ unit, inTransit, disputed }) => html`<tr>
        <th scope="row"><span class="cell">${unitName(text, unit)}</span></th>
        <td class="numeric" data-label="${text("ledger-column-in-transit")}"><span class="cell">${link(unit, "in-transit", inTransit)}</span></td>
        <td class="numeric" data-label="${text("ledger-column-disputed")}"><span class="cell">${link(unit, "disputed", disputed)}</span></td>
      </tr>`,
      )}</tbody>
    </table></div>`,
  );
}

function flowOf(page: PageContext, { unit, months }: CommonsFlow): Html | undefined {
  const { text } = page;
  return flowPlot(page, {
    caption: unitName(text, unit),
    unit,
    labels: {
      up: text("commons-column-given"),
      down: text("commons-column-drawn"),
      level: text("commons-column-left"),
    },
    months: months.map(({ month, given, received, closing }, index) => {
      const href = (accounts: EntryFilter["accounts"] = []): string =>
        entriesHref({
          unit,
          state: "agreed",
          accounts,
          from: month,
          ...(index < months.length - 1 && { until: month }),
        });
      return {
        month,
        up: given,
        down: received,
        level: closing,
        upHref: href(["commons", "commons-use"]),
        downHref: href(["commons-use"]),
      };
    }),
  });
}
