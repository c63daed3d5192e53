import fc from "fast-check";
import { expect, test } from "vitest";
import {
  freeSeats,
  freeSeatsOfProposal,
  seatsOfProposal,
  takenSlots,
  takenSlotsOfProposal,
  type Reservation,
  type ResourceReservation,
} from "#src/domain/capacity.ts";
import { isWholeMinutes, minuteMs, minutesOf, overlaps, slotProblem } from "#src/domain/slot.ts";

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

test("what a proposal publishes leaves exactly what it can give, by its own limit and by its resource's", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.tuple(reservations, slots),
      (resourceSeats, proposalSeats, [list, slot]) => {
        const capacity = {
          resource: { seats: resourceSeats },
          proposal: { proposal: "a", seats: proposalSeats },
          reservations: list,
        };
        const own = list.filter(({ proposal }) => proposal === "a");
        const expected = Math.max(
          0,
          Math.min(
            ...minutesIn(slot).map((minute) =>
              Math.min(resourceSeats - takenAt(list, minute), proposalSeats - takenAt(own, minute)),
            ),
          ),
        );
        expect(freeSeatsOfProposal(capacity, slot)).toBe(expected);
        const published = { seats: seatsOfProposal(capacity), reservations: takenSlotsOfProposal(capacity) };
        expect(freeSeats({ ...published, ...slot })).toBe(expected);
      },
    ),
  );
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
