import fc from "fast-check";
import { expect, test } from "vitest";
import { maxPerSeatHour, maxSeats, defaultPolicy } from "#src/domain/policy.ts";
import { agreedSeatMinutes, decideDuty, isUnit, reciprocalQuantity, sameTerms } from "#src/domain/quantity.ts";
import { minuteMs } from "#src/domain/slot.ts";

test("50 seats for two hours are 6,000 seat-minutes", () => {
  expect(agreedSeatMinutes({ seats: 50, startsAtMs: 0, endsAtMs: 120 * minuteMs })).toBe(6_000);
});

test("the price of a seat-hour is taken once per agreement, half up", () => {
  expect(reciprocalQuantity(6_000, 3)).toBe(300);
  expect(reciprocalQuantity(29, 1)).toBe(0);
  expect(reciprocalQuantity(30, 1)).toBe(1);
  expect(reciprocalQuantity(89, 1)).toBe(1);
  expect(reciprocalQuantity(90, 1)).toBe(2);
});

test("what is due differs from the exact price by at most half a unit", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 ** 9 }),
      fc.integer({ min: 0, max: 10 ** 9 }),
      (seatMinutes, perSeatHour) => {
        const due = reciprocalQuantity(seatMinutes, perSeatHour);
        const exactSixtieths = BigInt(seatMinutes) * BigInt(perSeatHour);
        if (due === undefined) return exactSixtieths / 60n >= BigInt(Number.MAX_SAFE_INTEGER);
        const errorSixtieths = BigInt(due) * 60n - exactSixtieths;
        return Number.isSafeInteger(due) && errorSixtieths <= 30n && errorSixtieths > -30n;
      },
    ),
  );
});

test("nothing is counted beyond what is exact, and nothing but whole numbers", () => {
  expect(reciprocalQuantity(Number.MAX_SAFE_INTEGER, 61)).toBeUndefined();
  expect(reciprocalQuantity(Number.MAX_SAFE_INTEGER, 59)).toBe(8_857_079_267_161_974);
  expect(reciprocalQuantity(1.5, 1)).toBeUndefined();
  expect(reciprocalQuantity(-1, 1)).toBeUndefined();
  expect(agreedSeatMinutes({ seats: 1.5, startsAtMs: 0, endsAtMs: minuteMs })).toBeUndefined();
  expect(agreedSeatMinutes({ seats: 1, startsAtMs: 0, endsAtMs: minuteMs + 1 })).toBeUndefined();
  expect(agreedSeatMinutes({ seats: Number.MAX_SAFE_INTEGER, startsAtMs: 0, endsAtMs: 2 * minuteMs })).toBeUndefined();
});

test("the largest offer that the limits allow still has an exact price", () => {
  const seatMinutes = agreedSeatMinutes({
    seats: maxSeats,
    startsAtMs: 0,
    endsAtMs: defaultPolicy.maxSlotMinutes * minuteMs,
  });
  expect(seatMinutes).toBeDefined();
  expect(reciprocalQuantity(seatMinutes ?? 0, maxPerSeatHour)).toBeDefined();
});

test("a gift asks nothing, and a price of nothing is a gift", () => {
  expect(decideDuty({ kind: "gift" }, 600)).toEqual({ due: null });
  expect(decideDuty({ kind: "reciprocal", perSeatHour: 1, unit: "work-minute" }, 10)).toEqual({ due: null });
  expect(decideDuty({ kind: "reciprocal", perSeatHour: 12, unit: "EUR" }, 600)).toEqual({
    due: { unit: "EUR", quantity: 120 },
  });
  expect(sameTerms({ kind: "gift" }, { kind: "reciprocal", perSeatHour: 0, unit: "EUR" })).toBe(true);
  expect(sameTerms({ kind: "gift" }, { kind: "reciprocal", perSeatHour: 1, unit: "EUR" })).toBe(false);
  expect(
    sameTerms({ kind: "reciprocal", perSeatHour: 1, unit: "CAD" }, { kind: "reciprocal", perSeatHour: 1, unit: "EUR" }),
  ).toBe(false);
});

test("units are ours or ISO 4217", () => {
  expect(["seat-minute", "work-minute", "EUR", "INR"].every(isUnit)).toBe(true);
  expect(["seat-hour", "eur", "EURO", "", "EUR "].some(isUnit)).toBe(false);
});
