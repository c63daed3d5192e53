import type { TakenSlot } from "./resource.ts";
import type { Slot } from "./slot.ts";
import { peakOfSteps } from "./steps.ts";

const hourMs = 3_600_000;

/** Seats of a proposal that are kept for events of the commons until so many hours before a slot starts. None and zero mean the same. */
export interface KeptForCommons {
  readonly commonsSeats?: number;
  readonly commonsUntilHours?: number;
}

/** Whether somebody who asks at `nowMs` for a slot that is no event of the commons has to leave kept seats alone. */
export const isKept = (
  { commonsSeats = 0, commonsUntilHours = 0 }: KeptForCommons,
  slot: Slot,
  nowMs: number,
): boolean => commonsSeats > 0 && nowMs < slot.startsAtMs - commonsUntilHours * hourMs;

/** What a proposal publishes, with what of it events of the commons have taken. */
export interface PublishedKept extends KeptForCommons {
  readonly seats: number;
  readonly taken: readonly TakenSlot[];
}

/**
 * The most seats of a published proposal that anyone but an event of the commons can have in every minute of a slot, where seats are kept;
 * undefined where none are. Events of the commons use the kept seats first, so whoever else asks has what is beyond them; what others
 * took of the same rooms by other proposals is not taken from the kept seats either.
 */
export function seatsBesideKept(published: PublishedKept, slot: Slot, nowMs: number): number | undefined {
  if (!isKept(published, slot, nowMs)) return undefined;
  const others = published.taken.map((step) => ({ ...step, seats: step.seats - (step.commons ?? 0) }));
  return Math.max(0, published.seats - (published.commonsSeats ?? 0) - peakOfSteps(others, slot));
}

/** Seats that are free to everyone as those find them who bring no event of the commons. */
export const leavingKept = (
  free: number,
  { published, slot, nowMs }: { readonly published: PublishedKept; readonly slot: Slot; readonly nowMs: number },
): number => Math.min(free, seatsBesideKept(published, slot, nowMs) ?? free);
