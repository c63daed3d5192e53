/** One minute, in milliseconds: the grain of every slot (design: whole minutes, UTC). */
export const minuteMs = 60_000;

/** A half-open stretch of time: from `startsAtMs` (inclusive) to `endsAtMs` (exclusive), epoch milliseconds. */
export interface Slot {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

export interface SlotLimits {
  /** The longest slot, in minutes. */
  readonly maxSlotMinutes: number;
  /** How far ahead a slot may start, in milliseconds. */
  readonly maxAheadMs: number;
}

/** What a slot may be wrong in; the words are those of `Refusal`. */
export type SlotProblem = "slot-invalid" | "slot-past";

/** How long a slot lasts, in minutes. Whole for every slot that `isWholeMinutes`. */
export function minutesOf(slot: Slot): number {
  return (slot.endsAtMs - slot.startsAtMs) / minuteMs;
}

/** Whether both ends are whole minutes in UTC, and the first comes before the second. */
export function isWholeMinutes(slot: Slot): boolean {
  return isMinute(slot.startsAtMs) && isMinute(slot.endsAtMs) && slot.startsAtMs < slot.endsAtMs;
}

function isMinute(atMs: number): boolean {
  return Number.isSafeInteger(atMs) && atMs % minuteMs === 0;
}

/** Whether two slots share any moment. Slots that only touch do not. */
export function overlaps(one: Slot, other: Slot): boolean {
  return one.startsAtMs < other.endsAtMs && other.startsAtMs < one.endsAtMs;
}

/** Whether `inner` lies within `outer`, ends included. */
export function isWithin(inner: Slot, outer: Slot): boolean {
  return inner.startsAtMs >= outer.startsAtMs && inner.endsAtMs <= outer.endsAtMs;
}

/**
 * What is wrong with a slot that someone asks for at `nowMs`; undefined when nothing is. A slot that has begun is past:
 * at its start the receiver withdraws by itself (design: States), so an answer would meet nobody.
 */
export function slotProblem({
  slot,
  nowMs,
  limits,
}: {
  readonly slot: Slot;
  readonly nowMs: number;
  readonly limits: SlotLimits;
}): SlotProblem | undefined {
  if (!isWholeMinutes(slot) || minutesOf(slot) > limits.maxSlotMinutes) return "slot-invalid";
  if (slot.startsAtMs <= nowMs) return "slot-past";
  return slot.startsAtMs > nowMs + limits.maxAheadMs ? "slot-invalid" : undefined;
}
