import type { TakenSlot } from "./resource.ts";
import { minuteMs, type Slot } from "./slot.ts";

const dayMinutes = 24 * 60;
/** A longer step stands in one list that every search reads, instead of in each of its days. */
const mostDays = 7;

/** Numbers one after the other, in a typed array that grows. */
interface Entries {
  numbers: Int32Array;
  used: number;
}

/**
 * The taken steps of all rows by the day (in UTC) in which they lie, so that a search reads the steps of its days only, one after the
 * other as they stand in memory. A day's entry is its row, its first and last minute in that day, and its seats.
 */
export interface TakenDays {
  readonly days: Map<number, Entries>;
  readonly long: Entries;
}

const openEntries = (): Entries => ({ numbers: new Int32Array(0), used: 0 });

export const openTakenDays = (): TakenDays => ({ days: new Map(), long: openEntries() });

/** Adds the steps of a row that had none. They do not overlap. */
export function addTaken({ days, long }: TakenDays, row: number, taken: readonly TakenSlot[]): void {
  for (const step of taken) {
    const { from, until } = minutesOf(step);
    const [firstDay, lastDay] = [Math.floor(from / dayMinutes), Math.floor((until - 1) / dayMinutes)];
    if (lastDay - firstDay >= mostDays) {
      push(long, [row, from, until, step.seats]);
      continue;
    }
    for (let day = firstDay; day <= lastDay; day += 1) {
      const entries = days.get(day) ?? openEntries();
      days.set(day, entries);
      const startMinute = Math.max(0, from - day * dayMinutes);
      const endMinute = Math.min(dayMinutes, until - day * dayMinutes);
      push(entries, [row, (startMinute << endBits) | endMinute, step.seats]);
    }
  }
}

/** Both minutes of a day's entry stand in one number: 1440 takes eleven bits. */
const endBits = 11;
const endMask = (1 << endBits) - 1;
const dayParts = 3;
const longParts = 4;

/** Times that no calendar reaches are cut to what 32 bits hold: some four thousand years. */
const farMinute = 2 ** 31 - 1;

function minutesOf({ startsAtMs, endsAtMs }: Slot): Minutes {
  const clamp = (minute: number): number => Math.max(-farMinute, Math.min(farMinute, minute));
  return { from: clamp(Math.floor(startsAtMs / minuteMs)), until: clamp(Math.ceil(endsAtMs / minuteMs)) };
}

function push(entries: Entries, numbers: readonly number[]): void {
  if (entries.used + numbers.length > entries.numbers.length) {
    const grown = new Int32Array(Math.max(48, Math.ceil(entries.numbers.length * 1.5)));
    grown.set(entries.numbers);
    entries.numbers = grown;
  }
  entries.numbers.set(numbers, entries.used);
  entries.used += numbers.length;
}

/** The most seats that are taken in any minute of the slot, for each row; `peaks` begins as zeros. */
export function addPeaks({ days, long }: TakenDays, peaks: Int32Array, slot: Slot): void {
  const { from, until } = minutesOf(slot);
  for (let day = Math.floor(from / dayMinutes); day * dayMinutes < until; day += 1) {
    const entries = days.get(day);
    if (entries === undefined) continue;
    const startsAtMinute = day * dayMinutes;
    addDay(peaks, entries, { from: from - startsAtMinute, until: until - startsAtMinute });
  }
  addLong(peaks, long, { from, until });
}

interface Minutes {
  readonly from: number;
  readonly until: number;
}

function addLong(peaks: Int32Array, { numbers, used }: Entries, { from, until }: Minutes): void {
  for (let at = 0; at < used; at += longParts) {
    const [row = 0, start = 0, end = 0, seats = 0] = numbers.subarray(at, at + longParts);
    if (start < until && end > from && seats > (peaks[row] ?? 0)) peaks[row] = seats;
  }
}

function addDay(peaks: Int32Array, { numbers, used }: Entries, { from, until }: Minutes): void {
  for (let at = 0; at < used; at += dayParts) {
    const minutes = numbers[at + 1] ?? 0;
    if (minutes >> endBits >= until || (minutes & endMask) <= from) continue;
    const row = numbers[at] ?? 0;
    const seats = numbers[at + 2] ?? 0;
    if (seats > (peaks[row] ?? 0)) peaks[row] = seats;
  }
}

/** The same steps under new row numbers, without those of rows that have none. */
export function moveTaken({ days, long }: TakenDays, rowOf: (row: number) => number | undefined): TakenDays {
  const moved = openTakenDays();
  for (const [day, entries] of days) {
    const kept = moveEntries(entries, dayParts, rowOf);
    if (kept.used > 0) moved.days.set(day, kept);
  }
  return { days: moved.days, long: moveEntries(long, longParts, rowOf) };
}

function moveEntries({ numbers, used }: Entries, parts: number, rowOf: (row: number) => number | undefined): Entries {
  const kept = openEntries();
  for (let at = 0; at < used; at += parts) {
    const row = rowOf(numbers[at] ?? 0);
    if (row !== undefined) push(kept, [row, ...numbers.subarray(at + 1, at + parts)]);
  }
  return kept;
}
