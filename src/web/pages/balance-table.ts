import { html } from "hono/html";
import type { EntryFilter } from "#src/app/entry-lists.ts";
import type { LedgerLine, LedgerTotal } from "#src/app/ledger-overview.ts";
import type { Balance } from "#src/domain/ledger.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { amount } from "#src/web/components/quantity.ts";
import { table, type Column } from "#src/web/components/table.ts";
import { entriesHref } from "./ledger-filter.ts";
import { accountName, unitName } from "./unit-words.ts";

type Line = LedgerLine | (LedgerTotal & { readonly peer?: undefined });

/** What was given and received with one coop, by unit; every number leads to the entries that it is made of. */
export function balanceTable(
  page: PageContext,
  { caption, balances }: { readonly caption: string; readonly balances: readonly (Balance & Partial<LedgerLine>)[] },
): Html {
  const rows = balances.map((balance): LedgerLine => ({ account: "pair", ...balance }));
  return table({ caption, captionHidden: true, rows, columns: balanceColumns(page) });
}

/** The columns of such a table; without a `peer` a line is of all partners together. */
export function balanceColumns(page: PageContext): readonly Column<Line>[] {
  const { text } = page;
  const figure = (line: Line, quantity: number | bigint, which: Pick<EntryFilter, "state" | "direction">): Html => {
    const { peer, unit, account } = line;
    const href = entriesHref({ ...(peer !== undefined && { peerId: peer }), unit, accounts: [account], ...which });
    const isBalance = which.state === "agreed" && which.direction === undefined;
    return html`<a${BigInt(quantity) === 0n && html` class="figure-none"`} href="${href}">${amount(text, { quantity, unit, signed: isBalance })}</a>`;
  };
  return [
    { label: text("ledger-column-unit"), cell: (line) => lineName(page, line) },
    {
      label: text("ledger-column-given"),
      numeric: true,
      cell: (line) => figure(line, line.given, { state: "agreed", direction: "given" }),
    },
    {
      label: text("ledger-column-received"),
      numeric: true,
      cell: (line) => figure(line, line.received, { state: "agreed", direction: "received" }),
    },
    {
      label: text("ledger-column-balance"),
      numeric: true,
      cell: (line) => figure(line, line.balance, { state: "agreed" }),
    },
    {
      label: text("ledger-column-in-transit"),
      numeric: true,
      cell: (line) => figure(line, line.inTransit, { state: "in-transit" }),
    },
    {
      label: text("ledger-column-disputed"),
      numeric: true,
      cell: (line) => figure(line, line.disputed, { state: "disputed" }),
    },
  ];
}

function lineName({ text }: PageContext, { unit, account }: Line): Html {
  const name = accountName(text, account);
  return html`${unitName(text, unit)}${name !== undefined && html` <span class="meta">${name}</span>`}`;
}
