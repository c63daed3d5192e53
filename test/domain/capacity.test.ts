import fc from "fast-check";
import { expect, test } from "vitest";
import { openCalendar, publishedCalendar, type Calendar } from "#src/domain/calendar.ts";
import {
  freeRooms,
  freeSeats,
  freeSeatsOfCard,
  freeSeatsOfProposal,
  seatsOfProposal,
  takenSlots,
  takenSlotsOfProposal,
  type Capacity,
  type Pool,
  type Reservation,
  type ResourceReservation,
} from "#src/domain/capacity.ts";
import { isWholeMinutes, minuteMs, minutesOf, overlaps, slotProblem, type Slot } from "#src/domain/slot.ts";

const horizonMinutes = 60;

const slots = fc
  .tuple(fc.integer({ min: 0, max: horizonMinutes - 1 }), fc.integer({ min: 1, max: 20 }))
  .map(([start, length]) => ({ startsAtMs: start * minuteMs, endsAtMs: (start + length) * minuteMs }));

const reservations = fc.array(
  fc
    .tuple(slots, fc.integer({ min: 1, max: 9 }), fc.constantFrom("a", "b"))
    .map(([slot, seats, proposal]): ResourceReservation => ({ ...slot, seats, proposal, receiver: "r", held: false })),
  { maxLength: 12 },
);

/** What a person with a minute-by-minute list would count. */
function takenAt(list: readonly Reservation[], minute: number): number {
  const atMs = minute * minuteMs;
  return list.filter((one) => one.startsAtMs <= atMs && atMs < one.endsAtMs).reduce((sum, one) => sum + one.seats, 0);
}

function minutesIn(slot: { startsAtMs: number; endsAtMs: number }): number[] {
  return Array.from({ length: minutesOf(slot) }, (_, index) => slot.startsAtMs / minuteMs + index);
}

test("free seats are the fewest of any minute of the slot", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), reservations, slots, (seats, list, slot) => {
      const expected = Math.max(0, Math.min(...minutesIn(slot).map((minute) => seats - takenAt(list, minute))));
      expect(freeSeats({ seats, reservations: list, ...slot })).toBe(expected);
    }),
  );
});

test("one reservation ends where the next begins: they share no minute", () => {
  const list = [
    { startsAtMs: 0, endsAtMs: 10 * minuteMs, seats: 5 },
    { startsAtMs: 10 * minuteMs, endsAtMs: 20 * minuteMs, seats: 5 },
  ];
  expect(freeSeats({ seats: 5, reservations: list, startsAtMs: 20 * minuteMs, endsAtMs: 30 * minuteMs })).toBe(5);
  expect(freeSeats({ seats: 8, reservations: list, startsAtMs: 0, endsAtMs: 30 * minuteMs })).toBe(3);
});

test("the published step function says what is taken, in order, merged and without gaps of nothing", () => {
  fc.assert(
    fc.property(reservations, (list) => {
      const steps = takenSlots(list);
      for (let minute = 0; minute < horizonMinutes + 20; minute += 1)
        expect(takenAt(steps, minute)).toBe(takenAt(list, minute));
      for (const [index, step] of steps.entries()) {
        const next = steps[index + 1];
        expect(isWholeMinutes(step) && step.seats > 0).toBe(true);
        if (next !== undefined)
          expect(
            step.endsAtMs < next.startsAtMs || (step.endsAtMs === next.startsAtMs && step.seats !== next.seats),
          ).toBe(true);
      }
    }),
  );
});

const openingHours = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 10, max: 70 }))
    .map(([from, length]) => ({ weekday: 4, fromMinute: from, untilMinute: from + length })),
  { maxLength: 3 },
);
const calendars = fc.option(
  fc
    .record({
      openingHours,
      blackouts: fc.array(slots, { maxLength: 2 }),
      bufferBeforeMinutes: fc.integer({ min: 0, max: 5 }),
      bufferAfterMinutes: fc.integer({ min: 0, max: 5 }),
    })
    .map((chosen): Calendar => ({ ...openCalendar("UTC"), ...chosen })),
);
const pools = fc.record({
  seats: fc.integer({ min: 1, max: 60 }),
  rooms: fc.option(fc.integer({ min: 1, max: 5 })),
  roomSeats: fc.option(fc.integer({ min: 1, max: 40 })),
  calendar: calendars,
});

/** A resource, one of its proposals, what is taken, and a slot that somebody asks for. */
const situations = fc.record({
  resource: pools,
  proposal: fc.record({ proposal: fc.constant("a"), seats: fc.integer({ min: 1, max: 60 }) }),
  reservations,
  slot: slots,
});

const pad = ({ calendar }: Pool, slot: Slot): Slot => ({
  startsAtMs: slot.startsAtMs - (calendar?.bufferBeforeMinutes ?? 0) * minuteMs,
  endsAtMs: slot.endsAtMs + (calendar?.bufferAfterMinutes ?? 0) * minuteMs,
});

/** Whether a person with a list of minutes would let in one more of `seats` seats: buffers kept, nothing over any limit. */
function wouldFit({ resource, proposal, reservations: list }: Capacity, slot: Slot, seats: number): boolean {
  const { calendar = null, rooms, roomSeats } = resource;
  if (seats > (roomSeats ?? Infinity)) return false;
  const isShut = (minute: number): boolean =>
    calendar !== null &&
    ((calendar.openingHours.length > 0 &&
      !calendar.openingHours.some(({ fromMinute, untilMinute }) => fromMinute <= minute && minute < untilMinute)) ||
      takenAt(
        calendar.blackouts.map((blackout) => ({ ...blackout, seats: 1 })),
        minute,
      ) > 0);
  if (minutesIn(slot).some(isShut)) return false;
  const all = list.map((one) => ({ ...one, ...pad(resource, one) }));
  const own = all.filter((one) => one.proposal === proposal.proposal);
  return minutesIn(pad(resource, slot)).every((minute) => {
    const inUse = all.filter((one) => takenAt([one], minute) > 0).length;
    return (
      inUse < (rooms ?? Infinity) &&
      takenAt(all, minute) + seats <= resource.seats &&
      takenAt(own, minute) + seats <= proposal.seats
    );
  });
}

test("a proposal can give exactly what fits in every minute: seats, rooms, one room's size, hours, blackouts, buffers", () => {
  fc.assert(
    fc.property(situations, ({ slot, ...capacity }) => {
      const free = freeSeatsOfProposal(capacity, slot);
      expect(free === 0 || wouldFit(capacity, slot, free)).toBe(true);
      expect(wouldFit(capacity, slot, free + 1)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test("what a proposal publishes says for any slot exactly what it can give", () => {
  fc.assert(
    fc.property(situations, ({ slot, ...capacity }) => {
      const { roomSeats, calendar } = capacity.resource;
      const published = {
        seats: seatsOfProposal(capacity),
        taken: takenSlotsOfProposal(capacity),
        roomSeats,
        calendar: calendar && publishedCalendar(calendar),
      };
      expect(freeSeatsOfCard(published, slot)).toBe(freeSeatsOfProposal(capacity, slot));
      for (const [index, step] of published.taken.entries()) {
        expect(step.seats > 0 && step.seats <= published.seats && step.startsAtMs < step.endsAtMs).toBe(true);
        expect(step.startsAtMs).toBeGreaterThanOrEqual(published.taken[index - 1]?.endsAtMs ?? -Infinity);
      }
    }),
    { numRuns: 500 },
  );
});

test("whoever is let in as long as something is free never makes more seats or rooms used in any minute than there are", () => {
  const wishes = fc.array(fc.tuple(slots, fc.integer({ min: 1, max: 20 }), fc.constantFrom("a", "b")), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(pools, wishes, (resource, asked) => {
      const limits = { a: resource.seats, b: Math.ceil(resource.seats / 2) };
      const list: ResourceReservation[] = [];
      for (const [slot, seats, proposal] of asked) {
        const capacity = { resource, proposal: { proposal, seats: limits[proposal] }, reservations: list };
        if (seats <= freeSeatsOfProposal(capacity, slot))
          list.push({ ...slot, seats, proposal, receiver: "r", held: false });
      }
      const all = list.map((one) => ({ ...one, ...pad(resource, one) }));
      for (let minute = -10; minute < horizonMinutes + 30; minute += 1) {
        expect(takenAt(all, minute)).toBeLessThanOrEqual(resource.seats);
        expect(
          takenAt(
            all.filter((one) => one.proposal === "b"),
            minute,
          ),
        ).toBeLessThanOrEqual(limits.b);
        const inUse = all.filter((one) => takenAt([one], minute) > 0).length;
        expect(inUse).toBeLessThanOrEqual(resource.rooms ?? Infinity);
      }
    }),
    { numRuns: 300 },
  );
});

test("what is agreed and what is wanted instead are one room: in each minute the larger of both counts", () => {
  const resource = { seats: 100, rooms: 2 };
  const both = [
    { startsAtMs: 0, endsAtMs: 20 * minuteMs, seats: 50 },
    { startsAtMs: 10 * minuteMs, endsAtMs: 30 * minuteMs, seats: 70 },
  ].map((one) => ({ ...one, proposal: "a", receiver: "r", held: false, agreement: "https://b.example/agreements/1" }));
  const capacity = { resource, proposal: { proposal: "a", seats: 100 }, reservations: both };
  const minutes = (from: number, until: number): Slot => ({ startsAtMs: from * minuteMs, endsAtMs: until * minuteMs });
  expect(freeSeatsOfProposal(capacity, minutes(0, 10))).toBe(50);
  expect(freeSeatsOfProposal(capacity, minutes(5, 15))).toBe(30);
  expect(freeSeatsOfProposal(capacity, minutes(20, 40))).toBe(30);
  expect(freeRooms(capacity, minutes(0, 30))).toBe(1);
});

test("a published proposal gives nothing while its servers are down, too soon or too far ahead", () => {
  const calendar = { timeZone: "UTC", openingHours: [], noticeMinutes: 30, horizonDays: 1 };
  const card = { seats: 10, taken: [], calendar };
  const slot = { startsAtMs: 60 * minuteMs, endsAtMs: 90 * minuteMs };
  expect(freeSeatsOfCard(card, slot)).toBe(10);
  expect(freeSeatsOfCard({ ...card, down: true }, slot)).toBe(0);
  expect(freeSeatsOfCard(card, slot, 30 * minuteMs)).toBe(10);
  expect(freeSeatsOfCard(card, slot, 31 * minuteMs)).toBe(0);
  expect(freeSeatsOfCard(card, { startsAtMs: 3 * 1440 * minuteMs, endsAtMs: 3 * 1441 * minuteMs }, 0)).toBe(0);
});

test("a calendar with years of long reservations is answered at once", () => {
  const year = 365 * 24 * 60 * minuteMs;
  const list = Array.from({ length: 5_000 }, (_, index) => ({
    startsAtMs: index * minuteMs,
    endsAtMs: index * minuteMs + year,
    seats: 1,
  }));
  expect(freeSeats({ seats: 6_000, reservations: list, startsAtMs: 0, endsAtMs: 2 * year })).toBe(1_000);
  expect(takenSlots(list)).toHaveLength(9_999);
});

const limits = { maxSlotMinutes: 60, maxAheadMs: 1_000 * minuteMs };

test.each<[string, readonly [number, number], string | undefined]>([
  ["whole minutes within the limits", [10, 70], undefined],
  ["longer than the limit", [10, 71], "slot-invalid"],
  ["no length", [10, 10], "slot-invalid"],
  ["backwards", [20, 10], "slot-invalid"],
  ["half a minute", [10.5, 20], "slot-invalid"],
  ["begun", [5, 20], "slot-past"],
  ["past", [1, 2], "slot-past"],
  ["as far ahead as the limit", [1_005, 1_006], undefined],
  ["too far ahead", [1_006, 1_007], "slot-invalid"],
  ["no numbers", [NaN, NaN], "slot-invalid"],
])("a slot: %s", (_, [start, end], problem) => {
  expect(
    slotProblem({ slot: { startsAtMs: start * minuteMs, endsAtMs: end * minuteMs }, nowMs: 5 * minuteMs, limits }),
  ).toBe(problem);
});

test("slots overlap when they share a minute", () => {
  fc.assert(
    fc.property(slots, slots, (one, other) => {
      const shared = minutesIn(one).some((minute) => minutesIn(other).includes(minute));
      expect(overlaps(one, other)).toBe(shared);
    }),
  );
});
