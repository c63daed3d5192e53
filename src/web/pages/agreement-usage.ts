import { html } from "hono/html";
import type { AgreementView } from "#src/app/agreement-view.ts";
import type { UsageView } from "#src/app/usages.ts";
import type { Attendance } from "#src/domain/usage.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { actionForm } from "#src/web/components/form.ts";
import { formatNumber, formatQuantity, formatSeats } from "#src/web/components/quantity.ts";
import { table } from "#src/web/components/table.ts";
import { formatTime, time } from "#src/web/components/time.ts";
import { mayAct } from "./done.ts";

/** What is known of the use of an agreement, for its page. */
export interface AgreementUse {
  readonly usage: UsageView | undefined;
  /** A meeting is on in a room of ours, which can be ended from here. */
  readonly mayEnd: boolean;
}

const width = 600;
const height = 160;

/** How many people were there when, as the provider's server was asked; both sides see the same. Nobody is named. */
export function usageSection(page: PageContext, agreement: AgreementView, use: AgreementUse): Html | undefined {
  const { text } = page;
  const { usage, mayEnd } = use;
  const isEndable = mayEnd && mayAct(page, "operator");
  if (usage === undefined && !isEndable) return undefined;
  return section(
    { title: text("usage-title"), id: "usage" },
    html`
      ${usage !== undefined && known(page, agreement, usage)}
      ${isEndable && actionForm(page, { action: `/agreements/${agreement.id}/end`, button: { label: text("usage-end"), kind: "danger", says: text("usage-end-says") } })}`,
  );
}

function known(page: PageContext, agreement: AgreementView, view: UsageView): Html {
  const { text } = page;
  const { usage, seatMinutes } = view;
  const amount = (quantity: number): string => formatQuantity(text, { quantity, unit: "seat-minute" });
  return html`
    <p>${stageSays(page, agreement, view)}</p>
    ${facts([
      [text("usage-how"), howSays(page, view)],
      [text("usage-measured"), amount(usage.seatMinutes)],
      [
        text("usage-counted"),
        seatMinutes !== usage.seatMinutes && text("usage-counted-says", { amount: amount(seatMinutes) }),
      ],
      [text("usage-peak"), usage.attendance.length > 0 && peopleSays(page, usage.peak)],
      [text("usage-gaps"), usage.gapMinutes > 0 && text("usage-gaps-says", { count: usage.gapMinutes })],
    ])}
    ${usage.attendance.length > 0 && drawing(page, agreement, usage.attendance)}`;
}

function stageSays({ text }: PageContext, { role }: AgreementView, { stage, usage }: UsageView): string {
  switch (stage) {
    case "running":
      return text("usage-running");
    case "proposed":
      return usage.gapMinutes > 0 ? text("usage-proposed-gaps") : text("usage-proposed");
    case "settled":
      return role === "provider" ? text("usage-settled-ours") : text("usage-settled-theirs");
  }
}

function howSays({ text }: PageContext, { usage }: UsageView): string {
  if (usage.method === "measured") return text("usage-how-measured");
  return usage.attendance.length > 0 ? text("usage-how-entered-beside") : text("usage-how-entered");
}

const peopleSays = ({ text }: PageContext, people: number): string =>
  text("usage-people", { count: people, number: formatNumber(text, people) });

/** A step for each change, gaps hatched, the agreed seats as a line; beneath it the same as a table. The table is exact. */
function drawing(page: PageContext, { seats }: AgreementView, steps: readonly Attendance[]): Html {
  const { text } = page;
  const scale = scaleOf(page, seats, steps);
  const { most, fromMs, untilMs, heightOf } = scale;
  const hasGaps = steps.some(({ people }) => people === null);
  return html`<figure class="plot">
    <figcaption>${text("usage-plot", { seats: formatSeats(text, seats) })}${hasGaps && html` ${text("usage-plot-gaps")}`}</figcaption>
    <p class="plot-reach">${peopleSays(page, most)}</p>
    <svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <defs><pattern id="usage-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="usage-hatch" d="M0 0V8" /></pattern></defs>
      ${steps.map((step) => bar(scale, step))}
      <path class="plot-zero" d="M0 ${height}H${width}" />
      <path class="usage-agreed" d="M0 ${heightOf(seats)}H${width}" />
      <path class="plot-line" d="${outline(scale, steps)}" />
    </svg>
    <p class="plot-dates"><span>${formatTime(page, fromMs)}</span> <span>${formatTime(page, untilMs)}</span></p>
    <details><summary>${text("shell-plot-table")}</summary>${stepTable(page, steps)}</details>
  </figure>`;
}

interface Scale {
  /** The highest number in sight. */
  readonly most: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly placeOf: (atMs: number) => number;
  readonly heightOf: (people: number) => number;
}

/** From the start at the beginning of the line to the end, which is on the left in Arabic. */
function scaleOf({ text }: PageContext, seats: number, steps: readonly Attendance[]): Scale {
  const most = Math.max(seats, ...steps.map(({ people }) => people ?? 0));
  const fromMs = steps[0]?.startsAtMs ?? 0;
  const untilMs = steps.at(-1)?.endsAtMs ?? 0;
  const spanMs = Math.max(1, untilMs - fromMs);
  return {
    most,
    fromMs,
    untilMs,
    placeOf: (atMs) => {
      const place = Math.round(((atMs - fromMs) / spanMs) * width);
      return text.direction === "rtl" ? width - place : place;
    },
    heightOf: (people) => Math.round(height - (people / most) * height),
  };
}

function bar({ placeOf, heightOf }: Scale, { startsAtMs, endsAtMs, people }: Attendance): Html {
  const places = [placeOf(startsAtMs), placeOf(endsAtMs)];
  const x = Math.min(...places);
  const top = people === null ? 0 : heightOf(people);
  const size = html`x="${x}" y="${top}" width="${Math.max(...places) - x}" height="${height - top}"`;
  return people === null ? html`<rect fill="url(#usage-hatch)" ${size} />` : html`<rect class="plot-area" ${size} />`;
}

const outline = ({ placeOf, heightOf }: Scale, steps: readonly Attendance[]): string =>
  steps
    .map(({ startsAtMs, endsAtMs, people }, index) => {
      if (people === null) return "";
      const isNew = index === 0 || steps[index - 1]?.people === null;
      return `${isNew ? `M${placeOf(startsAtMs)} ` : "V"}${heightOf(people)}H${placeOf(endsAtMs)}`;
    })
    .join("");

const stepTable = (page: PageContext, rows: readonly Attendance[]): Html =>
  table<Attendance>({
    caption: page.text("usage-table"),
    captionHidden: true,
    columns: [
      { label: page.text("shell-plot-from"), cell: ({ startsAtMs }) => time(page, startsAtMs) },
      { label: page.text("usage-until"), cell: ({ endsAtMs }) => time(page, endsAtMs) },
      {
        label: page.text("usage-people-column"),
        numeric: true,
        cell: ({ people }) => (people === null ? page.text("usage-unseen") : formatNumber(page.text, people)),
      },
    ],
    rows,
  });
