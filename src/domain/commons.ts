import { seatsOfProposal, takenSlotsOfProposal, type Capacity } from "./capacity.ts";
import type { TakenSlot } from "./resource.ts";
import type { Slot } from "./slot.ts";
import { momentsOf, peakOfSteps } from "./steps.ts";

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

/**
 * What a proposal publishes as taken where it keeps seats: each step also says how many of its seats events of the commons have. Nothing
 * else changes, so that readers who know nothing of it still read what is taken.
 */
export function takenWithCommons(capacity: Capacity): TakenSlot[] {
  const taken = takenSlotsOfProposal(capacity);
  const { resource, proposal } = capacity;
  const ofCommons = capacity.reservations.filter(
    (reservation) => reservation.commons === true && reservation.proposal === proposal.proposal,
  );
  if (ofCommons.length === 0) return taken;
  // Its steps of seats alone: rooms and blackouts take seats from everybody, and belong to nobody's event.
  const steps = takenSlotsOfProposal({
    proposal,
    reservations: ofCommons,
    resource: {
      seats: resource.seats,
      ...(resource.calendar ? { calendar: { ...resource.calendar, blackouts: [] } } : {}),
    },
  });
  const moments = momentsOf([...taken, ...steps]);
  return moments.slice(0, -1).flatMap((startsAtMs, index) => {
    const slot = { startsAtMs, endsAtMs: moments[index + 1] ?? startsAtMs };
    const seats = peakOfSteps(taken, slot);
    const commons = Math.min(seats, peakOfSteps(steps, slot));
    return seats === 0 ? [] : [{ ...slot, seats, ...(commons === 0 ? {} : { commons }) }];
  });
}

/** The seats that an offer which is no event of the commons finds beside those that are kept; undefined where none are. */
export const freeBesideKept = (
  capacity: Capacity,
  { kept, slot, nowMs }: { readonly kept: KeptForCommons; readonly slot: Slot; readonly nowMs: number },
): number | undefined =>
  isKept(kept, slot, nowMs)
    ? seatsBesideKept({ ...kept, seats: seatsOfProposal(capacity), taken: takenWithCommons(capacity) }, slot, nowMs)
    : undefined;
