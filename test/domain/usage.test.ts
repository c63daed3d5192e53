import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minuteMs } from "#src/domain/slot.ts";
import { decideSettlement } from "#src/domain/settlement.ts";
import {
  attendanceOf,
  entered,
  isUsage,
  lookEveryMs,
  maxAttendance,
  measure,
  proposedSeatMinutes,
  type Look,
} from "#src/domain/usage.ts";

const startsAtMs = Date.UTC(2027, 2, 1, 18);
const hour = { startsAtMs, endsAtMs: startsAtMs + 60 * minuteMs };
const at = (minute: number, people: number | null): Look => ({ atMs: startsAtMs + minute * minuteMs, people });
const everyMinute = (people: (minute: number) => number | null): Look[] =>
  Array.from({ length: 60 }, (_, minute) => at(minute, people(minute)));
const measured = (looks: readonly Look[], slot = hour) => measure(attendanceOf(slot, { looks, everyMs: minuteMs }));

describe("usage", () => {
  test("seat-minutes are people times minutes, the steps merged", () => {
    const usage = measured(everyMinute((minute) => (minute < 20 ? 10 : 15)));
    expect(usage).toMatchObject({ method: "measured", seatMinutes: 20 * 10 + 40 * 15, gapMinutes: 0, peak: 15 });
    expect(usage.attendance.map(({ people }) => people)).toEqual([10, 15]);
  });

  test("a look that failed is bridged; two intervals without any are not a gap, more are", () => {
    const missing = (from: number, to: number) => everyMinute((minute) => (minute >= from && minute < to ? null : 6));
    expect(measured(missing(10, 11))).toMatchObject({ seatMinutes: 360, gapMinutes: 0 });
    expect(measured(missing(10, 12))).toMatchObject({ seatMinutes: 360 - 3 * 6, gapMinutes: 3 });
    expect(measured(missing(0, 3))).toMatchObject({ gapMinutes: 3 });
    expect(measured(missing(50, 60))).toMatchObject({ gapMinutes: 11 });
    expect(measured([])).toMatchObject({ seatMinutes: 0, gapMinutes: 60, peak: 0 });
  });

  test("people over the agreed seats are counted as they are; what is proposed is at most what was agreed", () => {
    const usage = measured(everyMinute(() => 30));
    expect(usage.seatMinutes).toBe(1_800);
    expect(proposedSeatMinutes(usage, 1_200)).toBe(1_200);
  });

  test("only the sum is rounded: half a seat-minute counts as one", () => {
    const half = { startsAtMs, endsAtMs: startsAtMs + minuteMs / 2 };
    expect(measured([at(0, 1)], half).seatMinutes).toBe(1);
    expect(measured([at(0, 1)], { ...half, endsAtMs: half.endsAtMs - 1 }).seatMinutes).toBe(0);
  });

  test("what lasts long is looked at less often, so that its evidence stays short", () => {
    expect(lookEveryMs(hour)).toBe(minuteMs);
    const days = { startsAtMs, endsAtMs: startsAtMs + 14 * 24 * 60 * minuteMs };
    expect((days.endsAtMs - days.startsAtMs) / lookEveryMs(days)).toBeLessThan(maxAttendance);
  });

  const anyLooks = fc.array(
    fc.record({
      atMs: fc.integer({ min: hour.startsAtMs - minuteMs, max: hour.endsAtMs + minuteMs }),
      people: fc.option(fc.integer({ min: 0, max: 500 })),
    }),
    { maxLength: 80 },
  );

  test("whatever was seen, the steps cover the slot, without holes, in order, and come to the sum", () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        const usage = measured(looks);
        const { attendance } = usage;
        expect(attendance[0]?.startsAtMs).toBe(hour.startsAtMs);
        expect(attendance.at(-1)?.endsAtMs).toBe(hour.endsAtMs);
        attendance.slice(1).forEach((step, index) => {
          expect(step.startsAtMs).toBe(attendance[index]?.endsAtMs);
          expect(step.people).not.toBe(attendance[index]?.people);
        });
        expect(isUsage(usage)).toBe(true);
        expect(usage.seatMinutes).toBeLessThanOrEqual(usage.peak * 60);
        expect(usage.gapMinutes).toBeLessThanOrEqual(60);
      }),
    );
  });

  test("one person more at every look is never less, and a millisecond-by-millisecond count agrees", () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        const more = looks.map(({ atMs, people }) => ({ atMs, people: people === null ? null : people + 1 }));
        const [fewer, many] = [measured(looks), measured(more)];
        expect(many.gapMinutes).toBe(fewer.gapMinutes);
        expect(many.seatMinutes).toBeGreaterThanOrEqual(fewer.seatMinutes);
        const exact = fewer.attendance.reduce(
          (sum, { startsAtMs: from, endsAtMs: to, people }) => sum + BigInt(people ?? 0) * BigInt(to - from),
          0n,
        );
        expect(BigInt(fewer.seatMinutes)).toBe((exact + 30_000n) / 60_000n);
      }),
    );
  });

  test("what others tell is taken only when it adds up", () => {
    const usage = measured(everyMinute(() => 10));
    expect(isUsage(usage)).toBe(true);
    expect(isUsage({ ...usage, seatMinutes: 601 })).toBe(false);
    expect(isUsage({ ...usage, peak: 11 })).toBe(false);
    expect(isUsage({ ...usage, gapMinutes: -1 })).toBe(false);
    expect(isUsage({ ...usage, attendance: [...usage.attendance, ...usage.attendance] })).toBe(false);
    expect(isUsage(entered(42, usage))).toBe(true);
    expect(isUsage(entered(42, undefined))).toBe(true);
  });

  test("what is certain settles itself; the rest waits for a person", () => {
    const settled = (looks: readonly Look[], changes = {}) =>
      decideSettlement({
        usage: measured(looks),
        agreedSeatMinutes: 1_200,
        wasReady: true,
        wasCutShort: false,
        isMeasured: true,
        settle: "automatic",
        ...changes,
      });
    const full = everyMinute(() => 30);
    expect(settled(full)).toEqual({ settlement: "fulfil", seatMinutes: 1_200 });
    expect(settled(full, { settle: "steward" })).toEqual({ settlement: "wait" });
    expect(settled(full.slice(10))).toEqual({ settlement: "wait" });
    expect(settled([], { isMeasured: false })).toEqual({ settlement: "wait" });
    expect(settled(everyMinute(() => 0))).toEqual({ settlement: "no-show" });
    expect(
      settled(
        everyMinute(() => 0),
        { wasCutShort: true },
      ),
    ).toEqual({ settlement: "wait" });
    expect(settled([], { wasReady: false })).toEqual({ settlement: "server-failure" });
  });
});
