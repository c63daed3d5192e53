import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { monthAt, monthsOf, partnerLimitRefusal, seatMinutesIn } from "#src/domain/partner-limit.ts";
import { minuteMs } from "#src/domain/slot.ts";

const hour = 60 * minuteMs;
const at = (iso: string): number => Date.parse(iso);
const slot = (start: string, end: string, seats: number) => ({ startsAtMs: at(start), endsAtMs: at(end), seats });
const timeZone = "Europe/Madrid";
const meeting = slot("2027-03-10T18:00Z", "2027-03-10T20:00Z", 30);

describe("what one partner may have", () => {
  test("is as much as there is while nothing is chosen", () => {
    const policy = { seatsAtOnce: null, seatMinutesAMonth: null };
    expect(partnerLimitRefusal({ policy, wanted: meeting, reservations: [meeting], timeZone })).toBeUndefined();
  });

  test("counts at each moment the seats of all its meetings, wherever they are", () => {
    const policy = { seatsAtOnce: 50, seatMinutesAMonth: null };
    const ask = (seats: number, start: string, end: string) =>
      partnerLimitRefusal({ policy, wanted: slot(start, end, seats), reservations: [meeting], timeZone });
    expect(ask(20, "2027-03-10T19:00Z", "2027-03-10T21:00Z")).toBeUndefined();
    expect(ask(21, "2027-03-10T19:59Z", "2027-03-10T21:00Z")).toEqual({ reason: "partner-limit", freeSeats: 20 });
    expect(ask(50, "2027-03-10T20:00Z", "2027-03-10T21:00Z")).toBeUndefined();
    expect(ask(51, "2027-03-11T20:00Z", "2027-03-11T21:00Z")).toEqual({ reason: "partner-limit", freeSeats: 50 });
  });

  test("counts each minute in the month of our zone that it lies in", () => {
    const policy = { seatsAtOnce: null, seatMinutesAMonth: 3_600 };
    const ask = (seats: number, start: string, end: string) =>
      partnerLimitRefusal({ policy, wanted: slot(start, end, seats), reservations: [meeting], timeZone });
    // The meeting has 3,600 seat-minutes: March is full. In Madrid, April begins at 22:00 UTC.
    expect(ask(1, "2027-03-31T21:59Z", "2027-03-31T22:30Z")).toEqual({
      reason: "partner-month-limit",
      seatMinutesLeft: 0,
    });
    expect(ask(30, "2027-03-31T22:00Z", "2027-04-01T00:00Z")).toBeUndefined();
    expect(ask(31, "2027-03-31T22:00Z", "2027-04-01T00:00Z")).toEqual({
      reason: "partner-month-limit",
      seatMinutesLeft: 3_600,
    });
    expect(ask(1, "2027-02-28T22:00Z", "2027-02-28T23:00Z")).toBeUndefined();
  });

  test("a slot over a month's end counts in both", () => {
    const across = slot("2027-03-31T21:00Z", "2027-04-01T00:00Z", 10);
    const [march, april] = monthsOf(across, timeZone).map((month) => seatMinutesIn([across], month));
    expect([march, april]).toEqual([600, 1_200]);
  });
});

describe("months", () => {
  const anyZone = fc.constantFrom("Europe/Madrid", "America/St_Johns", "Pacific/Apia", "Asia/Kolkata", "UTC");

  test("of a zone follow each other without a gap, and have all minutes of any slot", () => {
    const anyTime = fc
      .integer({ min: 0, max: 10_000_000 })
      .map((minutes) => at("2024-01-01T00:00Z") + minutes * minuteMs);
    const seats = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(
        anyTime,
        fc.tuple(fc.integer({ min: 1, max: 2_000 }), seats),
        anyZone,
        (startsAtMs, [hours, count], zone) => {
          const wanted = { startsAtMs, endsAtMs: startsAtMs + hours * hour, seats: count };
          const months = monthsOf(wanted, zone);
          const sum = months.reduce((total, month) => total + seatMinutesIn([wanted], month), 0);
          expect(sum).toBe(count * hours * 60);
          for (const [index, month] of months.entries()) {
            expect(monthAt(month.startsAtMs, zone)).toEqual(month);
            expect(monthAt(month.endsAtMs - minuteMs, zone)).toEqual(month);
            if (index > 0) expect(month.startsAtMs).toBe(months[index - 1]?.endsAtMs);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test("what fits a limit leaves what is said to be left", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), (limit, seats) => {
        const policy = { seatsAtOnce: limit, seatMinutesAMonth: null };
        const refusal = partnerLimitRefusal({ policy, wanted: { ...meeting, seats }, reservations: [], timeZone });
        expect(refusal === undefined).toBe(seats <= limit);
      }),
    );
  });
});
