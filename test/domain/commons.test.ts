import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { freeSeatsOfProposal, type ResourceReservation } from "#src/domain/capacity.ts";
import { freeBesideKept, takenWithCommons } from "#src/domain/commons.ts";
import { isKept, seatsBesideKept } from "#src/domain/kept-seats.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { peakOfSteps } from "#src/domain/steps.ts";

const hour = 60 * minuteMs;
const proposal = { proposal: "https://a.example/proposals/1", seats: 100 };
const resource = { seats: 100 };
const kept = { commonsSeats: 30, commonsUntilHours: 48 };
const start = 100 * hour;
const slot = { startsAtMs: start, endsAtMs: start + hour };
const reserve = (seats: number, commons: boolean, at = slot): ResourceReservation => ({
  ...at,
  proposal: proposal.proposal,
  receiver: "https://b.example/actors/coop",
  seats,
  held: false,
  commons,
});

describe("seats kept for events of the commons", () => {
  test("are kept until so many hours before the slot starts", () => {
    expect(isKept(kept, slot, start - 48 * hour - 1)).toBe(true);
    expect(isKept(kept, slot, start - 48 * hour)).toBe(false);
    expect(isKept({ commonsSeats: 0, commonsUntilHours: 48 }, slot, 0)).toBe(false);
  });

  test("others find what is beyond them; events of the commons use them first", () => {
    const free = (reservations: readonly ResourceReservation[]) =>
      freeBesideKept({ resource, proposal, reservations }, { kept, slot, nowMs: 0 });
    expect(free([])).toBe(70);
    expect(free([reserve(20, true)])).toBe(70);
    expect(free([reserve(20, false)])).toBe(50);
    expect(free([reserve(20, false), reserve(20, true)])).toBe(50);
  });

  const anySlot = fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 20 }))
    .map(([from, long]) => ({ startsAtMs: start + from * minuteMs, endsAtMs: start + (from + long) * minuteMs }));
  const any = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean(), anySlot, fc.boolean());
  const reservations = fc.array(
    any.map(([seats, commons, at, isOther]) => ({
      ...reserve(seats, commons, at),
      ...(isOther ? { proposal: "https://a.example/proposals/2" } : {}),
    })),
    { maxLength: 8 },
  );
  const calendar = fc.constantFrom(undefined, {
    timeZone: "UTC",
    openingHours: [],
    blackouts: [{ startsAtMs: start + 5 * minuteMs, endsAtMs: start + 9 * minuteMs }],
    bufferBeforeMinutes: 3,
    bufferAfterMinutes: 2,
    noticeMinutes: 0,
    horizonDays: null,
    overrunMinutes: 0,
  });

  test("readers find from what is published exactly what the provider finds", () => {
    fc.assert(
      fc.property(
        reservations,
        anySlot,
        fc.tuple(fc.constantFrom(0, start), calendar),
        (all, asked, [nowMs, hours]) => {
          const pool = { ...resource, ...(hours && { calendar: hours }) };
          const capacity = { resource: pool, proposal, reservations: all };
          const published = { ...kept, seats: 100, taken: takenWithCommons(capacity) };
          const everyone = Math.max(0, 100 - peakOfSteps(published.taken, asked));
          expect(everyone).toBe(freeSeatsOfProposal(capacity, asked));
          const read = seatsBesideKept(published, asked, nowMs) ?? 100;
          const known = freeBesideKept(capacity, { kept, slot: asked, nowMs }) ?? 100;
          expect(Math.min(everyone, read)).toBe(Math.min(everyone, known));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("are never taken by others, in any minute, whatever was asked in whatever order", () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (asks) => {
        const taken: ResourceReservation[] = [];
        for (const [seats, commons, at] of asks) {
          const capacity = { resource, proposal, reservations: taken };
          const beside = commons ? Infinity : (freeBesideKept(capacity, { kept, slot: at, nowMs: 0 }) ?? Infinity);
          if (seats <= Math.min(beside, freeSeatsOfProposal(capacity, at))) taken.push(reserve(seats, commons, at));
        }
        for (let atMs = start; atMs < start + 60 * minuteMs; atMs += minuteMs) {
          const now = taken.filter((one) => one.startsAtMs <= atMs && atMs < one.endsAtMs);
          const others = now.filter((one) => one.commons !== true).reduce((sum, one) => sum + one.seats, 0);
          expect(others).toBeLessThanOrEqual(70);
          expect(now.reduce((sum, one) => sum + one.seats, 0)).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});
