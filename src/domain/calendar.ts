import type { Refusal } from "./message.ts";
import { minuteMs, overlaps, type Slot } from "./slot.ts";
import { localPieces, offsetAt, type LocalPiece } from "./zone.ts";

/** A stretch of each week in which rooms are open, in the calendar's zone. Monday is 1, Sunday 7 (ISO 8601). */
export interface OpeningHours {
  readonly weekday: number;
  /** Minutes of the local day: 540 is 09:00. */
  readonly fromMinute: number;
  /** Up to 1440, the end of the day; a night is two of these. */
  readonly untilMinute: number;
}

/** A time in which nothing can be reserved, and why, for our own people. */
export interface Blackout extends Slot {
  readonly note?: string;
}

/** What of a calendar other coops see; with the taken slots it says how many seats are free in any minute. */
export interface PublishedCalendar {
  /** IANA name. Opening hours follow its daylight-saving changes. */
  readonly timeZone: string;
  /** Empty: always open. */
  readonly openingHours: readonly OpeningHours[];
  /** A slot starts at least so many minutes after it is asked for. */
  readonly noticeMinutes: number;
  /** A slot starts at most so many days ahead; null: as far as anyone may ask. */
  readonly horizonDays: number | null;
}

/** When and how a resource's rooms can be used. */
export interface Calendar extends PublishedCalendar {
  readonly blackouts: readonly Blackout[];
  /** Seats stay taken so many minutes before and after each agreement. */
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  /** A meeting may go on for so many minutes after its end while nobody else needs the seats. */
  readonly overrunMinutes: number;
}

const dayMs = 24 * 60 * minuteMs;
const weekMs = 7 * dayMs;
/** 1 January 1970 was a Thursday: a week that begins on a Monday had begun three days before. */
const mondayMs = 3 * dayMs;

/** A calendar that restricts nothing: always open, nothing kept free. */
export const openCalendar = (timeZone: string): Calendar => ({
  timeZone,
  openingHours: [],
  noticeMinutes: 0,
  horizonDays: null,
  blackouts: [],
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  overrunMinutes: 0,
});

/** What of a calendar other coops see. */
export function publishedCalendar(calendar: Calendar): PublishedCalendar {
  const { timeZone, openingHours, noticeMinutes, horizonDays } = calendar;
  return { timeZone, openingHours, noticeMinutes, horizonDays };
}

/**
 * Whether the rooms are open in every minute of the slot: whether a clock on their wall shows a time within the opening hours.
 * Hours that a change of the clock repeats are open both times, and those that it leaves out do not occur.
 */
export function isOpen(calendar: Pick<PublishedCalendar, "timeZone" | "openingHours">, slot: Slot): boolean {
  const { openingHours, timeZone } = calendar;
  const week = openWeek(openingHours);
  return week === "always" || isOpenInWeek(week, localPieces(timeZone, slot));
}

/**
 * {@link isOpen} for who asks about one slot in very many calendars and keeps what they have in common: `week` is the calendar's
 * (`openWeek`), `pieces` are the slot's in the calendar's zone (`localPieces`).
 */
export function isOpenInWeek(week: OpenWeek, pieces: readonly LocalPiece[]): boolean {
  return week === "always" || pieces.every((piece) => covers(week, piece));
}

/** Whether some minute of a slot lies outside of the hours or in a blackout. Without a calendar it is always open. */
export const isClosed = (
  calendar: (PublishedCalendar & { readonly blackouts?: readonly Blackout[] }) | null | undefined,
  slot: Slot,
): boolean =>
  calendar !== null &&
  calendar !== undefined &&
  (!isOpen(calendar, slot) || (calendar.blackouts ?? []).some((blackout) => overlaps(blackout, slot)));

/** When the rooms are open within a window, in order of time. */
export function openStretches(
  { openingHours, timeZone }: Pick<PublishedCalendar, "timeZone" | "openingHours">,
  window: Slot,
): Slot[] {
  const week = openWeek(openingHours);
  if (week === "always") return [{ startsAtMs: window.startsAtMs, endsAtMs: window.endsAtMs }];
  return joined(localPieces(timeZone, window).flatMap((piece) => openIn(week, piece)));
}

/** When they are closed within a window, in order of time: by the opening hours and, where they are known, in blackouts. */
export function closedSlots(
  calendar: Pick<PublishedCalendar, "timeZone" | "openingHours"> & { readonly blackouts?: readonly Blackout[] },
  window: Slot,
): Slot[] {
  const closed: Slot[] = [];
  let fromMs = window.startsAtMs;
  for (const { startsAtMs, endsAtMs } of openStretches(calendar, window)) {
    if (fromMs < startsAtMs) closed.push({ startsAtMs: fromMs, endsAtMs: startsAtMs });
    fromMs = endsAtMs;
  }
  if (fromMs < window.endsAtMs) closed.push({ startsAtMs: fromMs, endsAtMs: window.endsAtMs });
  const black = (calendar.blackouts ?? []).filter((blackout) => overlaps(blackout, window));
  return joined([...closed, ...black.map((blackout) => clip(blackout, window))]);
}

/** The refusals that a calendar alone may give. */
export type CalendarProblem = Extract<Refusal, { readonly reason: "closed" | "notice-short" | "too-far-ahead" }>;

/**
 * Why a slot cannot be asked for at `nowMs`; undefined when it can. The horizon counts days of the zone's calendar: all hours of the last
 * day can be asked for at any hour of today.
 */
export function calendarProblem({
  calendar,
  slot,
  nowMs,
}: {
  readonly calendar: PublishedCalendar & { readonly blackouts?: readonly Blackout[] };
  readonly slot: Slot;
  readonly nowMs: number;
}): CalendarProblem | undefined {
  const { noticeMinutes, horizonDays, timeZone } = calendar;
  if (slot.startsAtMs < nowMs + noticeMinutes * minuteMs) return { reason: "notice-short", noticeMinutes };
  if (horizonDays !== null && dayOf(timeZone, slot.startsAtMs) - dayOf(timeZone, nowMs) > horizonDays)
    return { reason: "too-far-ahead", horizonDays };
  return isClosed(calendar, slot) ? { reason: "closed" } : undefined;
}

/** Days since 1 January 1970 by the zone's calendar. */
const dayOf = (timeZone: string, atMs: number): number =>
  Math.floor((atMs + offsetAt(timeZone, atMs).offsetMs) / dayMs);

/** Opening hours as stretches of a week in milliseconds since its Monday, 00:00, in order and joined. */
export type OpenWeek = readonly Slot[] | "always";

const weeks = new WeakMap<readonly OpeningHours[], OpenWeek>();

/** Opening hours as stretches of the week; `always` where they leave nothing out. Kept for each list of hours. */
export function openWeek(openingHours: readonly OpeningHours[]): OpenWeek {
  const kept = weeks.get(openingHours);
  if (kept !== undefined) return kept;
  const stretches = joined(
    openingHours.map(({ weekday, fromMinute, untilMinute }) => ({
      startsAtMs: (weekday - 1) * dayMs + fromMinute * minuteMs,
      endsAtMs: (weekday - 1) * dayMs + untilMinute * minuteMs,
    })),
  );
  const [first] = stretches;
  const isAlways = openingHours.length === 0 || (first?.startsAtMs === 0 && first.endsAtMs === weekMs);
  const week = isAlways ? "always" : stretches;
  weeks.set(openingHours, week);
  return week;
}

/** Whether a stretch without a change of the clock lies in one stretch of the week, or in its last and first, which touch. */
function covers(week: readonly Slot[], { startsAtMs, endsAtMs, offsetMs }: LocalPiece): boolean {
  const fromMs = modulo(startsAtMs + offsetMs + mondayMs, weekMs);
  const untilMs = fromMs + endsAtMs - startsAtMs;
  const stretch = week.find((one) => one.startsAtMs <= fromMs && fromMs < one.endsAtMs);
  if (stretch === undefined) return false;
  if (untilMs <= stretch.endsAtMs) return true;
  const [first] = week;
  return stretch.endsAtMs === weekMs && first?.startsAtMs === 0 && untilMs - weekMs <= first.endsAtMs;
}

function openIn(week: readonly Slot[], piece: LocalPiece): Slot[] {
  const { offsetMs, startsAtMs, endsAtMs } = piece;
  const slots: Slot[] = [];
  const firstWeekMs = Math.floor((startsAtMs + offsetMs + mondayMs) / weekMs) * weekMs - mondayMs - offsetMs;
  for (let fromMs = firstWeekMs; fromMs < endsAtMs; fromMs += weekMs) {
    for (const stretch of week) {
      const slot = { startsAtMs: fromMs + stretch.startsAtMs, endsAtMs: fromMs + stretch.endsAtMs };
      if (overlaps(slot, piece)) slots.push(clip(slot, piece));
    }
  }
  return slots;
}

/** Slots in order of time, those that touch or overlap as one, and none that is empty. */
function joined(slots: readonly Slot[]): Slot[] {
  const result: Slot[] = [];
  for (const slot of slots.toSorted((one, other) => one.startsAtMs - other.startsAtMs)) {
    if (slot.startsAtMs >= slot.endsAtMs) continue;
    const last = result.at(-1);
    if (last === undefined || slot.startsAtMs > last.endsAtMs) result.push(slot);
    else result[result.length - 1] = { ...last, endsAtMs: Math.max(last.endsAtMs, slot.endsAtMs) };
  }
  return result;
}

const clip = (slot: Slot, window: Slot): Slot => ({
  startsAtMs: Math.max(slot.startsAtMs, window.startsAtMs),
  endsAtMs: Math.min(slot.endsAtMs, window.endsAtMs),
});

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
