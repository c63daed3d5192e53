import { html } from "hono/html";
import { minorDigitsOf } from "#src/domain/currency.ts";
import { seatMinute, workMinute } from "#src/domain/quantity.ts";
import type { Html, PageContext } from "./context.ts";
import { amount, formatQuantity } from "./quantity.ts";
import { table } from "./table.ts";
import { openDateFormat } from "./time.ts";

/** One month (`YYYY-MM`) of a flow; whole numbers of its unit from zero up, but for `level`. */
export interface FlowMonth {
  readonly month: string;
  readonly up: bigint;
  readonly down: bigint;
  /** What there is at its end. */
  readonly level: bigint;
  /** Where the numbers lead that it is made of. */
  readonly upHref: string;
  readonly downHref: string;
}

export interface FlowPlot {
  /** What is drawn, in words; the table is called the same. */
  readonly caption: string;
  readonly unit: string;
  /** What each number is called: "Given", "Received", "Balance". */
  readonly labels: { readonly up: string; readonly down: string; readonly level: string };
  /** Every month without a gap, in order of time. */
  readonly months: readonly FlowMonth[];
}

/** A year is always drawn, however little of it is known, and never more than two. */
const fewest = 12;
const most = 24;
const barsHeight = 176;
const levelHeight = 72;
const gap = 28;
const axisHeight = 24;
const height = barsHeight + gap + levelHeight + axisHeight;

/**
 * What went up and down by month as bars above and below a line, and beneath it the level that it came to; under the drawing the same as a table,
 * where every number leads to what it is made of. Widths are parts of the whole and texts are not, so that it can be read on a phone, on paper
 * and from right to left. Without months there is nothing to draw.
 */
export function flowPlot(page: PageContext, view: FlowPlot): Html | undefined {
  const last = view.months.at(-1);
  if (last === undefined) return undefined;
  const shown = view.months.slice(-most);
  const drawing: Drawing = {
    page,
    unit: view.unit,
    levelName: view.labels.level,
    months: shown,
    slots: Math.max(fewest, shown.length),
    bars: rangeOf(shown.flatMap(({ up, down }) => [Number(up), -Number(down)])),
    level: rangeOf(shown.map(({ level }) => Number(level))),
  };
  return html`<figure class="plot flow">
    <figcaption>${view.caption}</figcaption>
    ${legend(view)}
    <svg width="100%" height="${height}" aria-hidden="true" focusable="false">
      ${bars(drawing)}
      ${levels(drawing)}
      ${axis(drawing)}
    </svg>
    ${flowTables(page, view)}
  </figure>`;
}

/** How many months the table shows at once; those before them are one step away. */
const atOnce = 6;

/** The same in numbers, newest first: every month that has something in it. */
function flowTables(page: PageContext, view: FlowPlot): Html {
  const rows = view.months.filter(({ up, down }) => up > 0n || down > 0n).toReversed();
  const earlier = rows.slice(atOnce);
  const named = `${view.caption}: ${page.text("shell-plot-earlier")}`;
  return html`${flowTable(page, view, { caption: view.caption, rows: rows.slice(0, atOnce) })}
    ${earlier.length > 0 && html`<details><summary>${page.text("shell-plot-earlier")}</summary>${flowTable(page, view, { caption: named, rows: earlier })}</details>`}`;
}

function flowTable(
  page: PageContext,
  { unit, labels }: FlowPlot,
  { caption, rows }: { readonly caption: string; readonly rows: readonly FlowMonth[] },
): Html {
  const figure = (quantity: bigint, href: string): Html =>
    quantity === 0n
      ? amount(page.text, { quantity, unit })
      : html`<a href="${href}">${amount(page.text, { quantity, unit })}</a>`;
  return table<FlowMonth>({
    caption,
    captionHidden: true,
    columns: [
      { label: page.text("shell-plot-month"), cell: ({ month }) => monthName(page, month) },
      { label: labels.up, numeric: true, cell: ({ up, upHref }) => figure(up, upHref) },
      { label: labels.down, numeric: true, cell: ({ down, downHref }) => figure(down, downHref) },
      {
        label: labels.level,
        numeric: true,
        cell: ({ level }) => amount(page.text, { quantity: level, unit, signed: true }),
      },
    ],
    rows,
  });
}

/** "November 2026"; months are those of UTC, as the books have them. */
export const monthName = ({ text }: Pick<PageContext, "text">, month: string): string =>
  openDateFormat(text, { month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(`${month}-01T00:00:00Z`));

function legend({ labels }: FlowPlot): Html {
  const key = (name: string, label: string): Html =>
    html`<li><svg class="${name}" width="14" height="14" aria-hidden="true" focusable="false"><rect x="1" y="1" width="12" height="12" /></svg> ${label}</li>`;
  const line = html`<li><svg class="flow-level" width="14" height="14" aria-hidden="true" focusable="false"><path d="M0 7H14" /></svg> ${labels.level}</li>`;
  return html`<ul class="flow-legend">${key("flow-up", labels.up)}${key("flow-down", labels.down)}${line}</ul>`;
}

interface Drawing {
  readonly page: PageContext;
  readonly unit: string;
  readonly levelName: string;
  readonly months: readonly FlowMonth[];
  /** How many months there is room for; those that are known stand at the end. */
  readonly slots: number;
  readonly bars: Range;
  readonly level: Range;
}

interface Range {
  readonly highest: number;
  readonly lowest: number;
}

/** Zero is always in sight. */
const rangeOf = (values: readonly number[]): Range => ({
  highest: Math.max(0, ...values),
  lowest: Math.min(0, ...values),
});

/** Pixels from the top of a panel; the drawing is rough, the table is exact. */
function heightOf(value: number, { highest, lowest }: Range, panel: number): number {
  const span = highest - lowest;
  return span === 0 ? panel : Math.round(((highest - value) / span) * panel * 10) / 10;
}

/** Where the month at `index` begins, in percent of the width; `part` of a month further on. In Arabic time runs from the right. */
function placeOf({ page, months, slots }: Drawing, index: number, part = 0): number {
  const place = ((slots - months.length + index + part) / slots) * 100;
  return Math.round((page.text.direction === "rtl" ? 100 - place : place) * 100) / 100;
}

const barPart = 0.64;

function bars(drawing: Drawing): Html {
  const { months, bars: range, slots, page } = drawing;
  const zero = heightOf(0, range, barsHeight);
  const width = Math.round((barPart / slots) * 10_000) / 100;
  const bar = (name: string, index: number, { from, to }: { readonly from: number; readonly to: number }): Html => {
    const start = placeOf(drawing, index, (1 - barPart) / 2);
    const x = Math.round((page.text.direction === "rtl" ? start - width : start) * 100) / 100;
    return html`<rect class="${name}" x="${x}%" y="${from}" width="${width}%" height="${Math.max(2, to - from)}" />`;
  };
  const marks = ticks(drawing);
  return html`${marks.lines}
    ${months.map(({ up, down }, index) => [
      up > 0n
        ? bar("flow-up", index, { from: Math.min(heightOf(Number(up), range, barsHeight), zero - 2), to: zero })
        : html``,
      down > 0n ? bar("flow-down", index, { from: zero, to: heightOf(-Number(down), range, barsHeight) }) : html``,
    ])}
    <line class="plot-zero" x1="0" x2="100%" y1="${zero}" y2="${zero}" />
    ${marks.numbers}`;
}

/** Lines at round numbers of what people count in, and their numbers at the start, which stand before the bars. */
function ticks({ page, unit, bars: range }: Drawing): {
  readonly lines: readonly Html[];
  readonly numbers: readonly Html[];
} {
  const edge = page.text.direction === "rtl" ? "100%" : "0";
  const marks = roundNumbers(range, baseOf(unit)).map((value) => {
    const y = heightOf(value, range, barsHeight);
    const says = formatQuantity(page.text, { quantity: Math.abs(value), unit });
    return {
      line: html`<line class="flow-line" x1="0" x2="100%" y1="${y}" y2="${y}" />`,
      number: html`<text class="flow-tick" x="${edge}" y="${value > 0 ? y + 13 : y - 5}">${says}</text>`,
    };
  });
  return { lines: marks.map(({ line }) => line), numbers: marks.map(({ number }) => number) };
}

/** How many of a unit people count as one: an hour, a euro. */
function baseOf(unit: string): number {
  if (unit === seatMinute || unit === workMinute) return 60;
  return 10 ** minorDigitsOf(unit);
}

/** A few round numbers, as many as both sides together have room for. */
function roundNumbers({ highest, lowest }: Range, base: number): readonly number[] {
  const span = highest - lowest;
  const counted = span >= 2 * base ? base : 1;
  const rough = Math.max(1, span / counted / 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power * counted;
  const up = Array.from({ length: Math.floor(highest / step) }, (_, index) => (index + 1) * step);
  const down = Array.from({ length: Math.floor(-lowest / step) }, (_, index) => -(index + 1) * step);
  return [...up, ...down];
}

/** The level as steps: what there was at the end of each month. Lines cannot be given in percent as one path, so that each month has its own. */
function levels(drawing: Drawing): Html {
  const { months, level: range, page, unit, levelName } = drawing;
  const top = barsHeight + gap;
  const yOf = (value: bigint): number => top + heightOf(Number(value), range, levelHeight);
  const zero = yOf(0n);
  const steps = months.map(({ level }, index) => {
    const [from, to] = [placeOf(drawing, index), placeOf(drawing, index, 1)];
    const y = yOf(level);
    const before = months[index - 1];
    const riser =
      before === undefined ? html`` : html`<line x1="${from}%" x2="${from}%" y1="${yOf(before.level)}" y2="${y}" />`;
    const x = Math.min(from, to);
    // A little more than the month, so that no seam shows.
    const width = Math.round((Math.abs(to - from) + 0.1) * 100) / 100;
    return html`<rect class="plot-area" x="${x}%" y="${Math.min(y, zero)}" width="${width}%" height="${Math.abs(zero - y)}" />${riser}<line x1="${from}%" x2="${to}%" y1="${y}" y2="${y}" />`;
  });
  const edge = page.text.direction === "rtl" ? "100%" : "0";
  const last = months.at(-1)?.level ?? 0n;
  return html`<text class="flow-tick" x="${edge}" y="${top - 6}">${levelName}: ${formatQuantity(page.text, { quantity: last, unit, signed: true })}</text>
    <g class="flow-level">${steps}</g>
    <line class="plot-zero" x1="0" x2="100%" y1="${zero}" y2="${zero}" />`;
}

/** The months by name: with the year as many as a phone has room for, the others where there is more. */
function axis(drawing: Drawing): Html {
  const { page, months, slots } = drawing;
  const every = slots > fewest ? 6 : 3;
  const named = { month: "short", year: "numeric", timeZone: "UTC" } as const;
  const names = months.map(({ month }, index) => {
    const back = months.length - 1 - index;
    const isMain = back % every === 0;
    if (!isMain && slots > fewest) return html``;
    const format = openDateFormat(page.text, isMain ? named : { month: "short", timeZone: "UTC" });
    const name = back === 0 ? "flow-month flow-month-last" : isMain ? "flow-month" : "flow-month flow-month-between";
    const x = placeOf(drawing, index, back === 0 ? 1 : 0.5);
    return html`<text class="${name}" x="${x}%" y="${height - 6}">${format.format(Date.parse(`${month}-01T00:00:00Z`))}</text>`;
  });
  return html`${names}`;
}
