import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pairDates, readSeries, ruleFrom, seriesDates } from "#src/domain/event-series.ts";
import { localOf, momentOf } from "#src/domain/zone-time.ts";

const dayMs = 24 * 3_600_000;
const from = Date.UTC(2027, 0, 1);

/** Zones that change in spring, in autumn, by half an hour, at midnight, or never. */
const zone = fc.constantFrom(
  "Europe/Madrid",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Asia/Kolkata",
);
const rule = fc
  .record({
    freq: fc.constantFrom("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY"),
    count: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
  })
  .map(({ freq, count }) => (count === undefined ? freq : `${freq};COUNT=${count}`));
const series = fc
  .record({ zone, rule, firstMs: fc.integer({ min: 0, max: 700 * 24 * 60 }).map((minutes) => from + minutes * 60_000) })
  .map(({ zone: timeZone, rule: given, firstMs }) => ({
    timeZone,
    rule: given,
    firstStart: localOf(firstMs, timeZone),
  }));

describe("the dates of a series", () => {
  test("keep the clock on the wall, rise, and are the same however the time is cut", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 299 }), (repeating, days) => {
        const all = seriesDates(repeating, { fromMs: from, untilMs: from + 300 * dayMs });
        const cutMs = from + days * dayMs;
        const pieces = [
          ...seriesDates(repeating, { fromMs: from, untilMs: cutMs }),
          ...seriesDates(repeating, { fromMs: cutMs, untilMs: from + 300 * dayMs }),
        ];
        expect(pieces).toEqual(all);
        for (const [index, { local, startsAtMs }] of all.entries()) {
          expect(local.slice(11)).toBe(repeating.firstStart.slice(11));
          expect(localOf(startsAtMs, repeating.timeZone)).toBe(local);
          expect(startsAtMs).toBeGreaterThan(all[index - 1]?.startsAtMs ?? -Infinity);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("leave out a time that the clock jumps over, and mean the first of one that comes twice", () => {
    const madrid = { rule: "FREQ=DAILY", timeZone: "Europe/Madrid" };
    const locals = (firstStart: string, day: string): readonly string[] =>
      seriesDates(
        { ...madrid, firstStart },
        { fromMs: Date.parse(`${day}T00:00Z`), untilMs: Date.parse(`${day}T00:00Z`) + dayMs },
      ).map(({ local }) => local);
    expect(locals("2027-03-20T02:30", "2027-03-28")).toEqual([]);
    expect(locals("2027-03-20T02:30", "2027-03-29")).toEqual(["2027-03-29T02:30"]);
    const autumn = seriesDates(
      { ...madrid, firstStart: "2027-10-30T02:30" },
      { fromMs: Date.UTC(2027, 9, 31), untilMs: Date.UTC(2027, 10, 1) },
    );
    expect(autumn.map(({ startsAtMs }) => new Date(startsAtMs).toISOString())).toEqual(["2027-10-31T00:30:00.000Z"]);
    expect(momentOf("2027-03-28T02:30", "Europe/Madrid")).toBeUndefined();
  });

  test("go on as many times from a later date as were left", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 6 }), (repeating, after) => {
        const span = { fromMs: from, untilMs: from + 1200 * dayMs };
        const all = seriesDates(repeating, span);
        const later = all[after];
        fc.pre(later !== undefined && repeating.rule.includes("COUNT"));
        if (later === undefined) return;
        const rest = { ...repeating, rule: ruleFrom(repeating, later.startsAtMs), firstStart: later.local };
        expect(seriesDates(rest, span).length).toBe(all.length - after);
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    [{ rule: "FREQ=MINUTELY" }, "too-often"],
    [{ rule: "FREQ=WEEKLY;BYDAY=MO" }, "first-differs"],
    [{ rule: "FREQ=DAILY", durationMinutes: 1500 }, "overlap"],
    [{ rule: "INTERVAL=2" }, "rule"],
    [{ firstStart: "2027-03-28T02:30" }, "times"],
    [{ firstStart: "soon" }, "times"],
  ])("are refused as %j", (changes, because) => {
    const repeating = { rule: "FREQ=WEEKLY", firstStart: "2027-03-04T18:00", timeZone: "Europe/Madrid" };
    const read = readSeries({ ...repeating, durationMinutes: 60, ...changes });
    expect(read).toMatchObject({ problem: { because } });
  });
});

describe("dates under another rule", () => {
  test("stay on their day, or move to the nearest within three days, each to one of its own", () => {
    const before = ["2027-03-02T18:00", "2027-03-09T18:00", "2027-03-16T18:00"];
    const after = ["2027-03-03T17:00", "2027-03-09T17:00", "2027-03-30T17:00"];
    expect(Object.entries(Object.fromEntries(pairDates(before, after)))).toEqual([
      ["2027-03-09T18:00", "2027-03-09T17:00"],
      ["2027-03-02T18:00", "2027-03-03T17:00"],
      ["2027-03-16T18:00", undefined],
    ]);
    const day = fc.integer({ min: 1, max: 28 }).map((number) => `2027-03-${String(number).padStart(2, "0")}T18:00`);
    const days = fc.uniqueArray(day, { maxLength: 12 });
    fc.assert(
      fc.property(days, days, (old, fresh) => {
        const found = [...pairDates(old, fresh).values()].filter((local) => local !== undefined);
        expect(new Set(found).size).toBe(found.length);
        expect(found.every((local) => fresh.includes(local))).toBe(true);
      }),
    );
  });
});
