import { html } from "hono/html";
import type { StatementDetails } from "#src/app/statements.ts";
import { pickText } from "#src/domain/language.ts";
import type { StatementTotal } from "#src/domain/statement.ts";
import type { EntryRow } from "#src/store/entries.ts";
import type { StatementRow } from "#src/store/statements.ts";
import { section } from "#src/web/components/card.ts";
import type { Content, Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { facts } from "#src/web/components/facts.ts";
import { notice, type Notice } from "#src/web/components/notice.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { amount, formatNumber } from "#src/web/components/quantity.ts";
import { table, type Column } from "#src/web/components/table.ts";
import { date, formatMoment } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { deliveryLink } from "./delivery-link.ts";
import { nameOf } from "./peer-names.ts";
import { formatPeriod, standingSays, statementStatus } from "./statement-words.ts";
import { accountName, unitName } from "./unit-words.ts";

/** Which of the entries that a statement counts are shown. */
export interface CountedChoice {
  readonly unit?: string;
  readonly account?: StatementTotal["account"];
  readonly direction?: "given" | "received";
}

export interface StatementPage extends StatementDetails {
  /** The IRI of our coop. */
  readonly us: string;
  readonly choice: CountedChoice;
  readonly entries: readonly EntryRow[];
  readonly next: string | undefined;
  readonly previous: StatementRow | undefined;
  /** It was proposed just now. */
  readonly isNew: boolean;
}

/** One statement: what it comes to, who has signed it, and every entry that it counts. Made to be printed, too. */
export function renderStatement(page: PageContext, view: StatementPage): Html {
  const { text } = page;
  const { row, peer, us } = view;
  const name = pickText(nameOf(peer), text.locale);
  const isSigned = row.state === "agreed";
  return renderPage(page, {
    title: text("statements-one-title", { name }),
    lead: formatPeriod(text, row),
    back: { label: text("statements-title"), href: "/ledger/statements" },
    aside: statementStatus(text, row, us),
    ...(view.isNew && {
      alert: { meaning: "good", says: text("statements-done-proposed", { name }) } satisfies Notice,
    }),
    body: html`
      ${isSigned ? html`<p>${standingSays(text, row, { us, name })}</p>` : notice({ meaning: row.state === "refused" ? "trouble" : "waiting", title: text("statements-standing"), says: standingSays(text, row, { us, name }) })}
      ${section({ title: text("statements-totals") }, totals(page, view))}
      ${section({ title: text("statements-signatures") }, signatures(page, view, name))}
      ${isSigned && html`<p class="print-hidden"><a href="/api/v1/ledger/statements/${row.id}/file" download>${text("statements-file")}</a> ${text("statements-file-help")}</p>`}
      ${countsEntries(row) && section({ title: text("statements-entries"), id: "entries" }, counted(page, view, name))}
      ${section({ title: text("statements-proof") }, proof(page, view, name))}
      ${deliveryLink(page, row.statement)}`,
  });
}

const countsEntries = ({ state }: StatementRow): boolean => state === "agreed" || state === "proposed";

/** A line as our side sees it: what the first coop gave, the second received. */
function asWeSee(total: StatementTotal, isFirst: boolean): StatementTotal {
  if (isFirst) return total;
  const { given, received, opening, closing } = total;
  return { ...total, given: received, received: given, opening: 0 - opening, closing: 0 - closing };
}

function totals(page: PageContext, view: StatementPage): Html {
  const { text } = page;
  const { row, us, statement } = view;
  const rows = row.totals.map((total) => asWeSee(total, statement.first === us));
  const figure = (total: StatementTotal, quantity: number, href: string | undefined): Content => {
    const shown = amount(text, { quantity, unit: total.unit });
    return href === undefined || quantity === 0 ? shown : html`<a href="${href}">${shown}</a>`;
  };
  const entriesOf = ({ unit, account }: StatementTotal, direction?: "given" | "received"): string | undefined =>
    countsEntries(row) ? hrefOf(row, { unit, account, ...(direction && { direction }) }) : undefined;
  const booksOf = ({ unit, account }: StatementTotal, state: string): string =>
    `/ledger/peers/${row.peerId}?${new URLSearchParams({ unit, account, state }).toString()}#entries`;
  const before = view.previous === undefined ? undefined : `/ledger/statements/${view.previous.id}`;
  const columns: readonly Column<StatementTotal>[] = [
    { label: text("ledger-column-unit"), cell: (total) => lineName(text, total) },
    { label: text("statements-opening"), numeric: true, cell: (total) => figure(total, total.opening, before) },
    {
      label: text("ledger-column-given"),
      numeric: true,
      cell: (total) => figure(total, total.given, entriesOf(total, "given")),
    },
    {
      label: text("ledger-column-received"),
      numeric: true,
      cell: (total) => figure(total, total.received, entriesOf(total, "received")),
    },
    {
      label: text("statements-closing"),
      numeric: true,
      cell: (total) => figure(total, total.closing, entriesOf(total)),
    },
    {
      label: text("ledger-column-in-transit"),
      numeric: true,
      cell: (total) => figure(total, total.inTransit, booksOf(total, "in-transit")),
    },
    {
      label: text("ledger-column-disputed"),
      numeric: true,
      cell: (total) => figure(total, total.disputed, booksOf(total, "disputed")),
    },
  ];
  return table({ caption: text("statements-totals"), captionHidden: true, rows, columns });
}

const lineName = (text: Text, { unit, account }: StatementTotal): Html => {
  const name = accountName(text, account);
  return html`${unitName(text, unit)}${name !== undefined && html` <span class="meta">${name}</span>`}`;
};

function hrefOf({ id }: StatementRow, choice: CountedChoice): string {
  const query = new URLSearchParams({ ...choice }).toString();
  return `/ledger/statements/${id}${query === "" ? "" : `?${query}`}#entries`;
}

function signatures(page: PageContext, view: StatementPage, name: string): Html {
  const { text } = page;
  const { signatures: signed, row, us, peer } = view;
  const says = (coop: string): string => {
    const one = signed.find(({ by }) => by === coop);
    if (one === undefined) return text("statements-unsigned");
    const when = formatMoment(page, Date.parse(one.signedAt));
    const key = one.key.replace(/^.*#ed25519-/, "");
    return coop === row.maker
      ? text("statements-signed-maker", { when, key })
      : text("statements-signed", { when, key });
  };
  return facts([
    [text("ledger-we"), says(us)],
    [name, says(peer.coop)],
  ]);
}

function counted(page: PageContext, view: StatementPage, name: string): Html {
  const { text } = page;
  const { row, us, choice, entries } = view;
  const isNarrow = Object.keys(choice).length > 0;
  return html`
    ${isNarrow && html`<p class="print-hidden"><a href="${hrefOf(row, {})}">${text("statements-entries-all", { count: row.count, number: formatNumber(text, row.count) })}</a></p>`}
    ${table<EntryRow>({
      caption: text("statements-entries"),
      captionHidden: true,
      rows: entries,
      columns: [
        {
          label: text("ledger-column-what"),
          cell: (entry) =>
            html`<a href="/ledger/${entry.id}">${entry.provider === us ? text("ledger-given-to", { name }) : text("ledger-received-from", { name })}</a>`,
        },
        { label: text("ledger-column-when"), cell: ({ startsAtMs }) => date(page, startsAtMs) },
        { label: text("ledger-column-quantity"), numeric: true, cell: (entry) => amount(text, entry) },
      ],
    })}
    ${pagination(page, view.next)}`;
}

function proof(page: PageContext, { row, statement, previous }: StatementPage, name: string): Html {
  const { text } = page;
  const sizes = statement.checkpoints.map((note) => note.split("\n"));
  return html`
    ${facts([
      [text("statements-count"), formatNumber(text, row.count)],
      [text("statements-digest"), html`<code dir="ltr" class="breakable">${row.digest}</code>`],
      [
        text("statements-previous"),
        previous !== undefined && html`<a href="/ledger/statements/${previous.id}">${formatPeriod(text, previous)}</a>`,
      ],
      [text("statements-proposed-at"), formatMoment(page, row.createdAtMs)],
      [text("statements-agreed-at"), row.agreedAtMs !== null && formatMoment(page, row.agreedAtMs)],
      [text("statements-refusal-note", { name }), row.note !== null && row.note !== "" && row.note],
      [
        text("statements-logs"),
        sizes.length > 0 &&
          html`<ul>${sizes.map(([origin = "", size = ""]) => html`<li><code dir="ltr">${origin}</code>: ${size}</li>`)}</ul>`,
      ],
    ])}
    ${copyable(page, { label: text("statements-address"), value: row.statement })}
    <details class="print-hidden"><summary>${text("statements-document")}</summary><pre class="code" dir="ltr" tabindex="0"><code>${JSON.stringify(JSON.parse(row.document), null, 2)}</code></pre></details>`;
}
