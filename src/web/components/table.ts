import { html } from "hono/html";
import type { Content, Html } from "./context.ts";

export interface Column<Row> {
  readonly label: string;
  readonly cell: (row: Row) => Content;
  /** Figures: to the end of the cell, all of one width. */
  readonly numeric?: boolean;
}

export interface TableOptions<Row> {
  /** What the table is, read out first; shown unless a heading already says it. */
  readonly caption: string;
  readonly captionHidden?: boolean;
  /** The first column names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** A table which becomes a list on a narrow screen, each value behind the name of its column. */
export function table<Row>({ caption, captionHidden, columns, rows }: TableOptions<Row>): Html {
  const head = columns.map(
    ({ label, numeric }) => html`<th scope="col"${numeric && html` class="numeric"`}>${label}</th>`,
  );
  return html`<div class="table-frame"><table>
    <caption${captionHidden && html` class="unseen"`}>${caption}</caption>
    <thead><tr>${head}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${columns.map((column, index) => cell(column, row, index))}</tr>`)}</tbody>
  </table></div>`;
}

function cell<Row>(column: Column<Row>, row: Row, index: number): Html {
  const numeric = column.numeric && html` class="numeric"`;
  const content = html`<span class="cell">${column.cell(row)}</span>`;
  return index === 0
    ? html`<th scope="row"${numeric}>${content}</th>`
    : html`<td data-label="${column.label}"${numeric}>${content}</td>`;
}
