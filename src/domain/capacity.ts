import type { TakenSlot } from "./resource.ts";
import { overlaps, type Slot } from "./slot.ts";

/** Seats that are taken, or held, for a slot. */
export interface Reservation extends Slot {
  readonly seats: number;
}

/** A reservation as the provider knows it. */
export interface ResourceReservation extends Reservation {
  /** The IRI of the proposal it draws on. */
  readonly proposal: string;
  /** The IRI of the coop it is for. */
  readonly receiver: string;
  /** True while it is only held for a steward who thinks; false once it is agreed. */
  readonly held: boolean;
}

/** What one proposal may give: its own seats count its own reservations; the resource's count those of all its proposals. */
export interface Capacity {
  readonly resource: { readonly seats: number };
  readonly proposal: { readonly proposal: string; readonly seats: number };
  readonly reservations: readonly ResourceReservation[];
}

/**
 * The fewest seats that are free in any minute of the slot, never below zero. `seats` is the whole capacity; reservations
 * outside of the slot do not count. Works on what a provider knows and on the `TakenSlot`s of a published proposal alike.
 */
export function freeSeats({
  seats,
  reservations,
  startsAtMs,
  endsAtMs,
}: Slot & { readonly seats: number; readonly reservations: readonly Reservation[] }): number {
  return Math.max(0, seats - peakSeats(reservations, { startsAtMs, endsAtMs }));
}

/** The most seats that are taken at once in any minute of the slot. */
export function peakSeats(reservations: readonly Reservation[], slot: Slot): number {
  const inside = reservations.filter((reservation) => overlaps(reservation, slot));
  return takenSlots(inside.map((reservation) => clip(reservation, slot))).reduce(
    (peak, step) => Math.max(peak, step.seats),
    0,
  );
}

/** The fewest seats of a proposal that are free in any minute of the slot, by its own limit and by its resource's. */
export function freeSeatsOfProposal({ resource, proposal, reservations }: Capacity, slot: Slot): number {
  const own = reservations.filter((reservation) => reservation.proposal === proposal.proposal);
  const bounds = { startsAtMs: slot.startsAtMs, endsAtMs: slot.endsAtMs };
  return Math.min(
    freeSeats({ ...bounds, seats: proposal.seats, reservations: own }),
    freeSeats({ ...bounds, seats: resource.seats, reservations }),
  );
}

/**
 * The reservations added up as a step function: sorted by time, without overlap, neighbours of the same height merged, and
 * nothing where nothing is taken. A sweep over starts and ends, so that its cost is in reservations and never in minutes.
 */
export function takenSlots(reservations: readonly Reservation[]): TakenSlot[] {
  const changes = changesOf(reservations);
  const moments = [...changes.keys()].toSorted((one, other) => one - other);
  const steps: TakenSlot[] = [];
  let seats = 0;
  for (const [index, startsAtMs] of moments.entries()) {
    seats += changes.get(startsAtMs) ?? 0;
    const endsAtMs = moments[index + 1];
    if (seats > 0 && endsAtMs !== undefined) steps.push({ startsAtMs, endsAtMs, seats });
  }
  return merged(steps);
}

/** The seats that a proposal publishes: its own limit, and never more than its resource has. */
export function seatsOfProposal({ resource, proposal }: Pick<Capacity, "resource" | "proposal">): number {
  return Math.min(proposal.seats, resource.seats);
}

/**
 * What a proposal publishes as taken, so that `seatsOfProposal − taken` is what it can still give at each moment: its own
 * reservations, or what its resource lacks because of the others, whichever is more.
 */
export function takenSlotsOfProposal(capacity: Capacity): TakenSlot[] {
  const { proposal, resource, reservations } = capacity;
  const published = seatsOfProposal(capacity);
  const own = takenSlots(reservations.filter((reservation) => reservation.proposal === proposal.proposal));
  const all = takenSlots(reservations);
  const moments = [...new Set([...own, ...all].flatMap((step) => [step.startsAtMs, step.endsAtMs]))].toSorted(
    (one, other) => one - other,
  );
  const ownSeats = seatsAt(own);
  const allSeats = seatsAt(all);
  const steps = moments.slice(0, -1).map((startsAtMs, index) => {
    const free = Math.max(0, Math.min(proposal.seats - ownSeats(startsAtMs), resource.seats - allSeats(startsAtMs)));
    return { startsAtMs, endsAtMs: moments[index + 1] ?? startsAtMs, seats: Math.max(0, published - free) };
  });
  return merged(steps.filter((step) => step.seats > 0));
}

/** Reads a step function at moments that only go forward. */
function seatsAt(steps: readonly TakenSlot[]): (atMs: number) => number {
  let index = 0;
  return (atMs) => {
    while ((steps[index]?.endsAtMs ?? Infinity) <= atMs) index += 1;
    const step = steps[index];
    return step !== undefined && step.startsAtMs <= atMs ? step.seats : 0;
  };
}

function changesOf(reservations: readonly Reservation[]): Map<number, number> {
  const changes = new Map<number, number>();
  for (const { startsAtMs, endsAtMs, seats } of reservations) {
    if (startsAtMs >= endsAtMs) continue;
    changes.set(startsAtMs, (changes.get(startsAtMs) ?? 0) + seats);
    changes.set(endsAtMs, (changes.get(endsAtMs) ?? 0) - seats);
  }
  return changes;
}

function merged(steps: readonly TakenSlot[]): TakenSlot[] {
  const result: TakenSlot[] = [];
  for (const step of steps) {
    const last = result.at(-1);
    if (last !== undefined && last.endsAtMs === step.startsAtMs && last.seats === step.seats)
      result[result.length - 1] = { ...last, endsAtMs: step.endsAtMs };
    else result.push(step);
  }
  return result;
}

function clip(reservation: Reservation, slot: Slot): Reservation {
  return {
    seats: reservation.seats,
    startsAtMs: Math.max(reservation.startsAtMs, slot.startsAtMs),
    endsAtMs: Math.min(reservation.endsAtMs, slot.endsAtMs),
  };
}
