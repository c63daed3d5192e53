import { html } from "hono/html";
import { Temporal } from "temporal-polyfill";
import { closedSlots, type PublishedCalendar } from "#src/domain/calendar.ts";
import type { TakenSlot } from "#src/domain/resource.ts";
import type { Html, PageContext } from "./context.ts";
import { formatNumber } from "./quantity.ts";
import { openDateFormat, type Slot } from "./time.ts";

export interface Week {
  /** Any moment of the first of the seven days, epoch milliseconds. */
  readonly fromMs: number;
  /** How many there are when none is taken. */
  readonly seats: number;
  readonly taken: readonly TakenSlot[];
  /** When it is open at all; absent: always. */
  readonly calendar?: PublishedCalendar;
  /** The hours that somebody asks about, marked in the strip. */
  readonly wanted?: Slot;
}

interface Day {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/** From one change to the next, `free` seats. */
interface Stretch extends Day {
  readonly free: number;
  /** Not open: none are free, and that says nothing about how full it is. */
  readonly isClosed: boolean;
}

const dayWidth = 100;
const height = 100;
const days = 7;

/**
 * Seven days of free seats as a silhouette: full height is all free, a notch is what is taken. Beneath each day stands its lowest
 * number, so that the strip says the same to those who cannot see it.
 */
export function weekStrip(page: PageContext, week: Week): Html {
  const plan = planDays(week.fromMs, page.zone);
  const scale = (atMs: number): number => placeOf(plan, atMs, page.text.direction);
  const stretches = plan.map((day) => findStretches(day, week));
  const outline = stretches.flat().map((stretch) => outlineOf(stretch, week.seats, scale));
  return html`<figure class="week">
    <svg viewBox="0 0 ${dayWidth * days} ${height}" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      ${stretches
        .flat()
        .filter(({ isClosed }) => isClosed)
        .map((stretch) => closedBand(stretch, scale))}
      <path class="week-free" d="M${scale(plan[0]?.startsAtMs ?? 0)} ${height}${outline.join("")}V${height}Z" />
      ${plan.slice(1).map((day) => html`<path class="week-line" d="M${scale(day.startsAtMs)} 0V${height}" />`)}
      <path class="week-edge" d="${outline.join("").replace("L", "M")}" />
      ${week.wanted && wantedBand(week.wanted, scale)}
    </svg>
    <ol>${plan.map((day, index) => dayLabel(page, day, stretches[index] ?? []))}</ol>
    <figcaption>${page.text("shell-week-caption", { seats: formatNumber(page.text, week.seats), count: week.seats })}${stretches.flat().some(({ isClosed }) => isClosed) && html` · ${page.text("browse-week-closed")}`}</figcaption>
  </figure>`;
}

function planDays(fromMs: number, zone: string): readonly Day[] {
  const first = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone).startOfDay();
  // A day with a change of the clock has 23 or 25 hours; adding days keeps to midnight.
  const starts = Array.from({ length: days + 1 }, (_, index) => first.add({ days: index }).epochMilliseconds);
  return starts.slice(0, days).map((startsAtMs, index) => ({ startsAtMs, endsAtMs: starts[index + 1] ?? startsAtMs }));
}

/** Where a moment stands in the drawing; every day is as wide as any other, and in Arabic the week runs from the right. */
function placeOf(plan: readonly Day[], atMs: number, direction: "ltr" | "rtl"): number {
  const last = plan.length - 1;
  const index = Math.max(
    0,
    plan.findLastIndex((day) => day.startsAtMs <= atMs),
  );
  const day = plan[Math.min(index, last)] ?? { startsAtMs: 0, endsAtMs: 1 };
  const part = (atMs - day.startsAtMs) / (day.endsAtMs - day.startsAtMs);
  const place = Math.round((index + Math.min(1, Math.max(0, part))) * dayWidth * 10) / 10;
  return direction === "rtl" ? dayWidth * days - place : place;
}

function findStretches(day: Day, { seats, taken, calendar }: Week): readonly Stretch[] {
  const closed = calendar === undefined ? [] : closedSlots(calendar, day);
  const here = taken.filter((slot) => slot.startsAtMs < day.endsAtMs && slot.endsAtMs > day.startsAtMs);
  const edges = [...here, ...closed].flatMap((slot) => [slot.startsAtMs, slot.endsAtMs]);
  const inside = edges.filter((atMs) => atMs > day.startsAtMs && atMs < day.endsAtMs);
  const changes = [...new Set([day.startsAtMs, ...inside])].toSorted((a, b) => a - b);
  return changes.map((startsAtMs, index) => {
    const covers = (slot: Slot): boolean => slot.startsAtMs <= startsAtMs && slot.endsAtMs > startsAtMs;
    const isClosed = closed.some(covers);
    const used = here.filter(covers).reduce((sum, slot) => sum + slot.seats, 0);
    const free = isClosed ? 0 : Math.max(0, seats - used);
    return { startsAtMs, endsAtMs: changes[index + 1] ?? day.endsAtMs, free, isClosed };
  });
}

function closedBand({ startsAtMs, endsAtMs }: Stretch, scale: (atMs: number) => number): Html {
  const [from, to] = [scale(startsAtMs), scale(endsAtMs)];
  return html`<rect class="week-closed" x="${Math.min(from, to)}" width="${Math.abs(to - from)}" height="${height}" />`;
}

function outlineOf({ startsAtMs, endsAtMs, free }: Stretch, seats: number, scale: (atMs: number) => number): string {
  const top = seats === 0 ? height : height - Math.round((free / seats) * height);
  return `L${scale(startsAtMs)} ${top}H${scale(endsAtMs)}`;
}

function wantedBand({ startsAtMs, endsAtMs }: Slot, scale: (atMs: number) => number): Html {
  const [from, to] = [scale(startsAtMs), scale(endsAtMs)];
  return html`<rect class="week-wanted" x="${Math.min(from, to)}" width="${Math.abs(to - from)}" height="${height}" />`;
}

/** The lowest number of the hours in which it is open. */
function dayLabel(page: PageContext, { startsAtMs }: Day, stretches: readonly Stretch[]): Html {
  const open = stretches.filter(({ isClosed }) => !isClosed);
  const lowest = Math.min(...open.map(({ free }) => free));
  const options = { weekday: "short", day: "numeric", timeZone: page.zone } as const;
  const says =
    open.length === 0 ? html`<abbr title="${page.text("browse-week-shut")}">–</abbr>` : formatNumber(page.text, lowest);
  return html`<li${lowest === 0 && html` class="week-full"`}><span class="week-day">${openDateFormat(page.text, options).format(startsAtMs)}</span> <span class="week-lowest">${says}</span></li>`;
}
