import { seatsOfProposal, takenSlotsOfProposal, type Capacity } from "./capacity.ts";
import type { TakenSlot } from "./resource.ts";
import type { Slot } from "./slot.ts";
import { isKept, seatsBesideKept, type KeptForCommons } from "./kept-seats.ts";
import { momentsOf, peakOfSteps } from "./steps.ts";

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
