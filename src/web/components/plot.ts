import { html } from "hono/html";
import type { Html, PageContext } from "./context.ts";
import { amount, formatQuantity } from "./quantity.ts";
import { table } from "./table.ts";
import { date } from "./time.ts";

/** From `atMs` (epoch milliseconds) on, until the next point. */
export interface PlotPoint {
  readonly atMs: number;
  readonly quantity: number | bigint;
}

export interface Plot {
  /** What is drawn, in words; the table is called the same. */
  readonly caption: string;
  readonly unit: string;
  /** What the quantity is called in the table: "Balance". */
  readonly label: string;
  /** In order of time. */
  readonly points: readonly PlotPoint[];
}

const width = 600;
const height = 160;

/**
 * How a quantity went over time, as a line of steps from the first point to now, with zero always in sight; beneath it the same
 * as a table. The drawing is rough, the table is exact. Without points there is nothing to draw.
 */
export function plot(page: PageContext, { caption, unit, label, points }: Plot): Html | undefined {
  const [first] = points;
  if (first === undefined) return undefined;
  const highest = most(points, 1n);
  const lowest = -most(points, -1n);
  const line = outline(page, points, { highest, lowest });
  const zero = heightOf(0n, { highest, lowest });
  const named = (quantity: bigint): string => formatQuantity(page.text, { quantity, unit });
  return html`<figure class="plot">
    <figcaption>${caption}</figcaption>
    <p class="plot-reach">${named(highest)}</p>
    <svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path class="plot-area" d="${line}V${zero}H${placeOf(page, points, first.atMs)}Z" />
      <path class="plot-zero" d="M0 ${zero}H${width}" />
      <path class="plot-line" d="${line}" />
    </svg>
    ${lowest < 0n && html`<p class="plot-reach">${named(lowest)}</p>`}
    <p class="plot-dates">${date(page, first.atMs)} <span>${date(page, page.nowMs)}</span></p>
    <details><summary>${page.text("shell-plot-table")}</summary>${table<PlotPoint>({
      caption,
      captionHidden: true,
      columns: [
        { label: page.text("shell-plot-from"), cell: ({ atMs }) => date(page, atMs) },
        { label, numeric: true, cell: ({ quantity }) => amount(page.text, { quantity, unit }) },
      ],
      rows: points,
    })}</details>
  </figure>`;
}

/** How far the points reach from zero towards one side, and never less than zero. */
const most = (points: readonly PlotPoint[], side: 1n | -1n): bigint =>
  points.reduce((reach, { quantity }) => {
    const far = BigInt(quantity) * side;
    return far > reach ? far : reach;
  }, 0n);

interface Range {
  readonly highest: bigint;
  readonly lowest: bigint;
}

/** In thousandths first, so that no large quantity is squeezed through a float. */
function heightOf(quantity: bigint, { highest, lowest }: Range): number {
  const span = highest - lowest;
  return span === 0n ? height : Math.round((Number(((highest - quantity) * 1000n) / span) * height) / 1000);
}

/** From the first point at the start of the line to now at its end, which is on the left in Arabic. */
function placeOf(page: PageContext, points: readonly PlotPoint[], atMs: number): number {
  const fromMs = points[0]?.atMs ?? atMs;
  const spanMs = Math.max(1, page.nowMs - fromMs, (points.at(-1)?.atMs ?? atMs) - fromMs);
  const place = Math.round(((atMs - fromMs) / spanMs) * width);
  return page.text.direction === "rtl" ? width - place : place;
}

function outline(page: PageContext, points: readonly PlotPoint[], range: Range): string {
  const corners = points.map(({ atMs, quantity }, index) => {
    const place = placeOf(page, points, atMs);
    return `${index === 0 ? `M${place} ` : `H${place}V`}${heightOf(BigInt(quantity), range)}`;
  });
  return `${corners.join("")}H${page.text.direction === "rtl" ? 0 : width}`;
}
