import { minuteMs, minutesOf, overlaps, type Slot } from "./slot.ts";

/** So many people were in the room from one moment to another; `people` null: nobody could look. */
export interface Attendance extends Slot {
  readonly people: number | null;
}

/** What was used of an agreement, and how that is known. It names nobody. */
export interface Usage {
  readonly method: "measured" | "entered";
  readonly seatMinutes: number;
  /** Minutes in which nobody could look. */
  readonly gapMinutes: number;
  /** The most people at once. */
  readonly peak: number;
  /** In order of time; what was seen, also when another number was entered; empty when nobody could look. */
  readonly attendance: readonly Attendance[];
}

/** One look into a room: so many people were there; null: it could not be seen. */
export interface Look {
  readonly atMs: number;
  readonly people: number | null;
}

/** The most steps of one usage: what is looked at no more often than {@link lookEveryMs} says stays below it. */
export const maxAttendance = 2_000;
const mostLooks = 1_440;

/** How often a room is looked into: every minute, and less often in what lasts longer than a day, so that its evidence stays short. */
export const lookEveryMs = (slot: Slot): number => Math.max(1, Math.ceil(minutesOf(slot) / mostLooks)) * minuteMs;

/**
 * How many people were there when, as a step function over the whole slot. What was seen holds from one look to the next, and from the
 * start to the first look, as long as these are at most two intervals apart; otherwise nobody knows, and there is a gap.
 */
export function attendanceOf(
  slot: Slot,
  { looks, everyMs }: { readonly looks: readonly Look[]; readonly everyMs: number },
): readonly Attendance[] {
  const seen = looks
    .filter(({ people, atMs }) => people !== null && atMs < slot.endsAtMs && atMs >= slot.startsAtMs)
    .toSorted((one, other) => one.atMs - other.atMs);
  const steps: Attendance[] = [];
  let { startsAtMs } = slot;
  let people = seen[0]?.people ?? null;
  for (const { atMs, people: next } of [...seen, { atMs: slot.endsAtMs, people: null }]) {
    const isGap = atMs - startsAtMs > 2 * everyMs;
    add(steps, { startsAtMs, endsAtMs: atMs, people: isGap ? null : people });
    startsAtMs = atMs;
    people = next;
  }
  return steps;
}

/** Neighbours of the same height are one step, and what lasts no time is none. */
function add(steps: Attendance[], step: Attendance): void {
  if (step.startsAtMs >= step.endsAtMs) return;
  const last = steps.at(-1);
  if (last !== undefined && last.people === step.people) steps[steps.length - 1] = { ...last, endsAtMs: step.endsAtMs };
  else steps.push(step);
}

/**
 * What was used by what was seen. Exact until the end: people times milliseconds are added up as whole numbers, and only the sum becomes
 * seat-minutes, rounded to the nearest, a half up. Gaps count nothing; a minute that nobody could see in part is one that nobody saw.
 */
export function measure(attendance: readonly Attendance[]): Usage {
  let seatMs = 0;
  let gapMs = 0;
  let peak = 0;
  for (const { startsAtMs, endsAtMs, people } of attendance) {
    if (people === null) gapMs += endsAtMs - startsAtMs;
    else seatMs += people * (endsAtMs - startsAtMs);
    peak = Math.max(peak, people ?? 0);
  }
  const seatMinutes = Math.floor((seatMs + minuteMs / 2) / minuteMs);
  return { method: "measured", seatMinutes, gapMinutes: Math.ceil(gapMs / minuteMs), peak, attendance };
}

/** What somebody entered, beside what was seen, if anything was. The same number as was measured without gaps stays measured. */
export function entered(seatMinutes: number, seen: Usage | undefined): Usage {
  if (seen === undefined) return { method: "entered", seatMinutes, gapMinutes: 0, peak: 0, attendance: [] };
  return { ...seen, method: "entered", seatMinutes };
}

/** What is proposed to the ledger: what was used, and never more than was agreed. */
export const proposedSeatMinutes = (usage: Pick<Usage, "seatMinutes">, agreedSeatMinutes: number): number =>
  Math.min(usage.seatMinutes, agreedSeatMinutes);

/** Whether a usage that somebody else tells is one: whole numbers, steps in order, and a sum that its steps come to. */
export function isUsage(usage: Usage): boolean {
  const { method, seatMinutes, gapMinutes, peak, attendance } = usage;
  const numbers = [seatMinutes, gapMinutes, peak, ...attendance.flatMap(numbersOf)];
  if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) return false;
  if (attendance.length > maxAttendance || !isInOrder(attendance)) return false;
  const seen = measure(attendance);
  if (!Number.isSafeInteger(seen.seatMinutes) || seen.gapMinutes !== gapMinutes || seen.peak !== peak) return false;
  return method === "entered" || seen.seatMinutes === seatMinutes;
}

const numbersOf = ({ startsAtMs, endsAtMs, people }: Attendance): number[] => [startsAtMs, endsAtMs, people ?? 0];

const isInOrder = (attendance: readonly Attendance[]): boolean =>
  attendance.every((step, index) => {
    const next = attendance[index + 1];
    return (
      step.startsAtMs < step.endsAtMs &&
      (next === undefined || (!overlaps(step, next) && next.startsAtMs >= step.endsAtMs))
    );
  });
