import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideFee, freeUntilMs, givenUp, type GivenBack, type Share } from "#src/domain/notice.ts";
import { agreedSeatMinutes } from "#src/domain/quantity.ts";
import { minuteMs } from "#src/domain/slot.ts";

const hour = 60 * minuteMs;
const startsAtMs = Date.UTC(2027, 2, 1, 18);
const notice = { freeUntilMinutes: 24 * 60, latePercent: 50, noShowPercent: 100 };
const agreement = {
  seats: 10,
  startsAtMs,
  endsAtMs: startsAtMs + hour,
  terms: { kind: "gift", notice },
  state: "accepted",
} as const;
const cancelled: GivenBack = { agreement, by: "receiver", cause: "cancelled", atMs: startsAtMs - hour };

describe("what giving back costs", () => {
  test("nothing until the notice begins, that minute included, and a share from then on", () => {
    const at = (atMs: number) => decideFee({ ...cancelled, atMs });
    expect(at(startsAtMs - 24 * hour)).toBe(0);
    expect(at(startsAtMs - 24 * hour + 1)).toBe(300);
    expect(at(startsAtMs + hour)).toBe(300);
  });

  test("everything, or what the terms say, when nobody came", () => {
    expect(decideFee({ ...cancelled, cause: "no-show", atMs: agreement.endsAtMs })).toBe(600);
  });

  test("nothing without notice terms, by the provider, for a failed server, or for what was never agreed", () => {
    expect(decideFee({ ...cancelled, agreement: { ...agreement, terms: { kind: "gift" } } })).toBe(0);
    expect(decideFee({ ...cancelled, by: "provider" })).toBe(0);
    expect(decideFee({ ...cancelled, cause: "server-failure" })).toBe(0);
    expect(decideFee({ ...cancelled, cause: "expired" })).toBe(0);
    expect(decideFee({ ...cancelled, agreement: { ...agreement, state: "offered" } })).toBe(0);
    expect(decideFee({ ...cancelled, agreement: { ...agreement, tentativeUntilMs: startsAtMs } })).toBe(0);
  });

  test("half a seat-minute counts as one", () => {
    const tiny = { ...agreement, seats: 1, endsAtMs: startsAtMs + minuteMs };
    expect(decideFee({ ...cancelled, agreement: tiny })).toBe(1);
    const less = { ...tiny, terms: { kind: "gift", notice: { ...notice, latePercent: 49 } } } as const;
    expect(decideFee({ ...cancelled, agreement: less })).toBe(0);
  });

  test.each<[string, Partial<Share>, number]>([
    ["fewer seats", { seats: 4 }, 360],
    ["more seats", { seats: 40 }, 0],
    ["half an hour less", { endsAtMs: startsAtMs + hour / 2 }, 300],
    ["half an hour later", { startsAtMs: startsAtMs + hour / 2, endsAtMs: startsAtMs + 1.5 * hour }, 300],
    ["longer", { endsAtMs: startsAtMs + 2 * hour }, 0],
    ["longer with fewer seats", { endsAtMs: startsAtMs + 2 * hour, seats: 5 }, 300],
    ["another day", { startsAtMs: startsAtMs + 24 * hour, endsAtMs: startsAtMs + 25 * hour }, 600],
  ])("a change to %s gives back what nobody uses any more", (_name, change, expected) => {
    const after = { seats: 10, startsAtMs, endsAtMs: agreement.endsAtMs, ...change };
    expect(givenUp(agreement, after)).toBe(expected);
    expect(decideFee({ ...cancelled, cause: "changed", change: after })).toBe(expected / 2);
  });

  test("says until when it is free", () => {
    expect(freeUntilMs(agreement)).toBe(startsAtMs - 24 * hour);
    expect(freeUntilMs({ ...agreement, terms: { kind: "gift" } })).toBeUndefined();
  });
});

const slot = fc
  .tuple(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 1, max: 2_000 }))
  .map(([from, long]) => ({ startsAtMs: from * minuteMs, endsAtMs: (from + long) * minuteMs }));
const share = fc.tuple(slot, fc.integer({ min: 1, max: 500 })).map(([at, seats]): Share => ({ ...at, seats }));
const percent = fc.integer({ min: 0, max: 100 });
const anyNotice = fc.record({
  freeUntilMinutes: fc.integer({ min: 0, max: 3_000 }),
  latePercent: percent,
  noShowPercent: percent,
});
const given = fc
  .record({ agreed: share, change: share, terms: anyNotice, atMs: fc.integer({ min: -3_000, max: 5_000 }) })
  .map(({ agreed, change, terms, atMs }) => ({
    agreement: { ...agreed, terms: { kind: "gift", notice: terms }, state: "accepted" } as const,
    change,
    atMs: atMs * minuteMs,
  }));

describe("whatever is given back", () => {
  test("costs a whole number, never more than what is given back, and never less for giving everything back", () => {
    fc.assert(
      fc.property(given, ({ agreement: one, change, atMs }) => {
        const part = decideFee({ agreement: one, by: "receiver", cause: "changed", atMs, change });
        const all = decideFee({ agreement: one, by: "receiver", cause: "cancelled", atMs });
        expect(Number.isSafeInteger(part)).toBe(true);
        expect(part).toBeLessThanOrEqual(givenUp(one, change));
        expect(part).toBeLessThanOrEqual(all);
        expect(all).toBeLessThanOrEqual(agreedSeatMinutes(one) ?? 0);
      }),
    );
  });

  test("costs no less later", () => {
    fc.assert(
      fc.property(given, fc.nat(), ({ agreement: one, change, atMs }, later) => {
        const fee = (at: number) => decideFee({ agreement: one, by: "receiver", cause: "changed", atMs: at, change });
        expect(fee(atMs + later)).toBeGreaterThanOrEqual(fee(atMs));
      }),
    );
  });

  test("is counted minute by minute: seats that were agreed and are not any more", () => {
    fc.assert(
      fc.property(given, ({ agreement: one, change }) => {
        let lost = 0;
        for (let atMs = one.startsAtMs; atMs < one.endsAtMs; atMs += minuteMs) {
          const kept = change.startsAtMs <= atMs && atMs < change.endsAtMs ? change.seats : 0;
          lost += Math.max(0, one.seats - kept);
        }
        expect(givenUp(one, change)).toBe(lost);
      }),
    );
  });

  test("in two steps costs no less than in one, but for rounding", () => {
    fc.assert(
      fc.property(given, ({ agreement: one, change, atMs }) => {
        const late = Math.max(atMs, one.startsAtMs);
        const first = decideFee({ agreement: one, by: "receiver", cause: "changed", atMs: late, change });
        const kept = givenUp(one) - givenUp(one, change);
        const rest = Math.floor((kept * one.terms.notice.latePercent + 50) / 100);
        const atOnce = decideFee({ agreement: one, by: "receiver", cause: "cancelled", atMs: late });
        expect(first + rest).toBeGreaterThanOrEqual(atOnce - 1);
      }),
    );
  });
});
