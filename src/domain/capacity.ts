import { calendarProblem, isClosed, isOpen, type Calendar, type PublishedCalendar } from "./calendar.ts";
import { leavingKept } from "./kept-seats.ts";
import type { TakenSlot } from "./resource.ts";
import { minuteMs, type Slot } from "./slot.ts";
import {
  addedUp,
  merged,
  momentsOf,
  mostOf,
  peakOfSteps,
  peakWithin,
  readSteps,
  spread,
  type Claim,
  type Step,
} from "./steps.ts";

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
  /** An event of the commons: it may use seats that are kept for those. */
  readonly commons?: boolean;
  /**
   * The IRI of its agreement, where that has several of these: as agreed, as its receiver wants it, as we propose it. Only one of them
   * will be; so in each minute the largest counts, in one room.
   */
  readonly agreement?: string;
}

/** What a resource can give at once, over all its servers. Null and absent mean that nothing is limited. */
export interface Pool {
  readonly seats: number;
  /** Rooms in use at once. */
  readonly rooms?: number | null;
  /** The most seats of one room: those of the largest server that lives. */
  readonly roomSeats?: number | null;
  readonly calendar?: Calendar | null;
}

/** What one proposal may give: its own seats count its own reservations; the resource's count those of all its proposals. */
export interface Capacity {
  readonly resource: Pool;
  readonly proposal: { readonly proposal: string; readonly seats: number };
  readonly reservations: readonly ResourceReservation[];
}

/**
 * The fewest seats that are free in any minute of the slot, never below zero. `seats` is the whole capacity; reservations
 * outside of the slot do not count. Knows nothing of calendars and rooms.
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
export const peakSeats = (reservations: readonly Reservation[], slot: Slot): number =>
  peakWithin(reservations.map(inOneRoom), slot).seats;

/** The reservations added up: sorted by time, without overlap, neighbours of the same height merged, nothing where nothing is taken. */
export const takenSlots = (reservations: readonly Reservation[]): TakenSlot[] =>
  merged(addedUp(reservations.map(inOneRoom)));

const inOneRoom = ({ startsAtMs, endsAtMs, seats }: Reservation): Claim => ({ startsAtMs, endsAtMs, seats, rooms: 1 });

interface Buffers {
  readonly beforeMs: number;
  readonly afterMs: number;
}

function buffersOf({ calendar }: Pick<Pool, "calendar">): Buffers {
  const { bufferBeforeMinutes = 0, bufferAfterMinutes = 0 } = calendar ?? {};
  return { beforeMs: bufferBeforeMinutes * minuteMs, afterMs: bufferAfterMinutes * minuteMs };
}

const padded = ({ startsAtMs, endsAtMs }: Slot, { beforeMs, afterMs }: Buffers): Slot => ({
  startsAtMs: startsAtMs - beforeMs,
  endsAtMs: endsAtMs + afterMs,
});

/** What reservations take of their resource: their seats and one room each, with the buffers around them. */
export function claimsOf(reservations: readonly ResourceReservation[], pool: Pick<Pool, "calendar">): Claim[] {
  const buffers = buffersOf(pool);
  const claims: Claim[] = [];
  const several = new Map<string, Claim[]>();
  for (const reservation of reservations) {
    const claim = { ...inOneRoom(reservation), ...padded(reservation, buffers) };
    const { agreement } = reservation;
    if (agreement === undefined) claims.push(claim);
    else several.set(agreement, [...(several.get(agreement) ?? []), claim]);
  }
  for (const alternatives of several.values()) claims.push(...mostOf(alternatives));
  return claims;
}

/** The most seats and rooms that are taken at once in a slot and the buffers that whoever gets it will have. */
export const peakTaken = (
  { resource, reservations }: Pick<Capacity, "resource" | "reservations">,
  slot: Slot,
): { readonly seats: number; readonly rooms: number } =>
  peakWithin(claimsOf(reservations, resource), padded(slot, buffersOf(resource)));

/** How far from a slot a reservation may begin or end and still meet it, in milliseconds: the buffers of both. */
export function reachMs(pool: Pick<Pool, "calendar">): number {
  const { beforeMs, afterMs } = buffersOf(pool);
  return beforeMs + afterMs;
}

/** Rooms that are free in every minute of the slot; `Infinity` when they are not counted. */
export function freeRooms(capacity: Pick<Capacity, "resource" | "reservations">, slot: Slot): number {
  const { rooms = null } = capacity.resource;
  return rooms === null ? Infinity : Math.max(0, rooms - peakTaken(capacity, slot).rooms);
}

/**
 * The seats that a proposal can give in every minute of the slot: by its own limit, by its resource's, in one room of one server;
 * none while the resource is closed, and none without a free room.
 */
export function freeSeatsOfProposal({ resource, proposal, reservations }: Capacity, slot: Slot): number {
  if (isClosed(resource.calendar, slot)) return 0;
  const own = reservations.filter((reservation) => reservation.proposal === proposal.proposal);
  const all = peakTaken({ resource, reservations }, slot);
  if (all.rooms >= (resource.rooms ?? Infinity)) return 0;
  const free = Math.min(
    proposal.seats - peakTaken({ resource, reservations: own }, slot).seats,
    resource.seats - all.seats,
  );
  return Math.max(0, Math.min(free, resource.roomSeats ?? Infinity));
}

/** The seats that a proposal publishes: its own limit, and never more than its resource has. */
export function seatsOfProposal({ resource, proposal }: Pick<Capacity, "resource" | "proposal">): number {
  return Math.min(proposal.seats, resource.seats);
}

/**
 * What a proposal publishes as taken, so that with its published calendar (opening hours, the largest room) anyone finds for any slot
 * exactly the seats that {@link freeSeatsOfProposal} would give: its own reservations, or what its resource lacks because of the
 * others, whichever is more; all seats where every room is in use, and in blackouts.
 */
export function takenSlotsOfProposal(capacity: Capacity): TakenSlot[] {
  const { proposal, resource, reservations } = capacity;
  const published = seatsOfProposal(capacity);
  const own = shownSteps(
    reservations.filter((reservation) => reservation.proposal === proposal.proposal),
    resource,
  );
  const all = shownSteps(reservations, resource);
  const blackouts = mostOf(
    (resource.calendar?.blackouts ?? []).map((blackout) => inOneRoom({ ...blackout, seats: published })),
  );
  const moments = momentsOf([...own, ...all, ...blackouts]);
  const [ownAt, allAt, blackAt] = [readSteps(own), readSteps(all), readSteps(blackouts)];
  const steps = moments.slice(0, -1).map((startsAtMs, index) => {
    const [mine, everyone] = [ownAt(startsAtMs), allAt(startsAtMs)];
    const isFull = blackAt(startsAtMs).rooms > 0 || everyone.rooms >= (resource.rooms ?? Infinity);
    const free = isFull ? 0 : Math.max(0, Math.min(proposal.seats - mine.seats, resource.seats - everyone.seats));
    return { startsAtMs, endsAtMs: moments[index + 1] ?? startsAtMs, seats: Math.max(0, published - free) };
  });
  return merged(steps);
}

/** What is taken, as somebody must see it who asks for a slot and will have buffers around it. */
const shownSteps = (reservations: readonly ResourceReservation[], resource: Pool): Step[] =>
  spread(addedUp(claimsOf(reservations, resource)), buffersOf(resource));

/** What a published proposal says of its capacity. Null and absent mean the same; `taken` is a step function. */
export interface PublishedCapacity {
  readonly seats: number;
  readonly taken: readonly TakenSlot[];
  readonly roomSeats?: number | null;
  readonly calendar?: PublishedCalendar | null;
  readonly down?: boolean;
  /** Seats kept for events of the commons, until so many hours before a slot starts. */
  readonly commonsSeats?: number;
  readonly commonsUntilHours?: number;
}

/**
 * The seats that a published proposal shows as free in every minute of a slot. With `nowMs` also none where the slot comes too soon or
 * lies too far ahead to be asked for now, and without the seats that are kept for events of the commons.
 */
export function freeSeatsOfCard(card: PublishedCapacity, slot: Slot, nowMs?: number): number {
  const { calendar = null, down = false, roomSeats } = card;
  if (down) return 0;
  if (calendar !== null) {
    const isShut =
      nowMs === undefined ? !isOpen(calendar, slot) : calendarProblem({ calendar, slot, nowMs }) !== undefined;
    if (isShut) return 0;
  }
  const free = Math.max(0, Math.min(card.seats - peakOfSteps(card.taken, slot), roomSeats ?? Infinity));
  return nowMs === undefined ? free : leavingKept(free, { published: card, slot, nowMs });
}
