import { html } from "hono/html";
import type { Balance } from "#src/domain/ledger.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { amount } from "#src/web/components/quantity.ts";
import { table } from "#src/web/components/table.ts";
import { seatMinute, workMinute } from "#src/domain/quantity.ts";
import type { Text } from "#src/web/text.ts";
import { currencyName } from "./proposal-form.ts";

/** What was given and received with one coop, by unit; every number leads to the entries that it is made of. */
export function balanceTable(
  page: PageContext,
  { caption, balances }: { readonly caption: string; readonly balances: readonly Balance[] },
): Html {
  const { text } = page;
  const figure = (row: Balance, quantity: number, which: { readonly state: string; readonly signed?: boolean }): Html =>
    html`<a href="/ledger?peer=${row.peer}&amp;state=${which.state}#entries">${amount(text, { quantity, unit: row.unit, signed: which.signed ?? false })}</a>`;
  return table({
    caption,
    captionHidden: true,
    rows: balances,
    columns: [
      { label: text("ledger-column-unit"), cell: ({ unit }) => unitName(text, unit) },
      { label: text("ledger-column-given"), numeric: true, cell: (row) => figure(row, row.given, { state: "agreed" }) },
      {
        label: text("ledger-column-received"),
        numeric: true,
        cell: (row) => figure(row, row.received, { state: "agreed" }),
      },
      {
        label: text("ledger-column-balance"),
        numeric: true,
        cell: (row) => figure(row, row.balance, { state: "agreed", signed: true }),
      },
      {
        label: text("ledger-column-in-transit"),
        numeric: true,
        cell: (row) => figure(row, row.inTransit, { state: "in-transit" }),
      },
      {
        label: text("ledger-column-disputed"),
        numeric: true,
        cell: (row) => figure(row, row.disputed, { state: "disputed" }),
      },
    ],
  });
}

/** What is counted, in words. */
export function unitName(text: Text, unit: string): string {
  if (unit === seatMinute) return text("ledger-unit-seats");
  if (unit === workMinute) return text("ledger-unit-work");
  return currencyName(text, unit);
}
