import "temporal-polyfill/global";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { expandRecurrence, ruleOf, type Expansion, type Recurrence } from "#src/domain/recurrence.ts";
import { examples } from "./recurrence-examples.ts";

const hourMs = 3_600_000;
const newYork = "America/New_York";
const farMs = Date.UTC(2100, 0);

/** Moments on a zone's clock, as `1997-09-02T09:00`. */
const at = (local: string, zone: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;

function expand(local: string, rule: string, changes: Partial<Recurrence> = {}): Expansion {
  const zone = changes.zone ?? newYork;
  const startsAtMs = at(local, zone);
  return expandRecurrence({
    first: { startsAtMs, endsAtMs: startsAtMs + hourMs },
    zone,
    rule,
    latestMs: farMs,
    ...changes,
  });
}

/** The days on which it begins, where every one is at the same time of day; what it was refused for otherwise. */
function daysOf(expansion: Expansion, zone = newYork): readonly string[] {
  if (expansion.outcome === "refused") return [JSON.stringify(expansion.problem)];
  return expansion.slots.map(({ startsAtMs }) =>
    Temporal.Instant.fromEpochMilliseconds(startsAtMs).toZonedDateTimeISO(zone).toPlainDate().toString(),
  );
}

const momentsOf = (expansion: Expansion): readonly string[] =>
  expansion.outcome === "refused"
    ? [JSON.stringify(expansion.problem)]
    : expansion.slots.map(({ startsAtMs }) => new Date(startsAtMs).toISOString().slice(0, 16));

test.each(examples)("RFC 5545: %s from %s", (rule, start, expected) => {
  const expansion = expand(`${start}T09:00`, rule);
  expect(daysOf(expansion)).toEqual(expected);
  const clocks = expansion.outcome === "slots" ? expansion.slots.map((slot) => clockOf(slot.startsAtMs, newYork)) : [];
  expect(new Set(clocks)).toEqual(new Set(["09:00"]));
});

const clockOf = (atMs: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainTime().toString({
    smallestUnit: "minute",
  });

it("repeats within a day, too", () => {
  const rule = "FREQ=DAILY;BYHOUR=9,10,11;BYMINUTE=0,30;COUNT=8";
  const expansion = expand("1997-09-02T09:00", rule, {
    first: { startsAtMs: at("1997-09-02T09:00", newYork), endsAtMs: at("1997-09-02T09:30", newYork) },
  });
  expect(momentsOf(expansion)).toEqual(
    ["02T13:00", "02T13:30", "02T14:00", "02T14:30", "02T15:00", "02T15:30", "03T13:00", "03T13:30"].map(
      (moment) => `1997-09-${moment}`,
    ),
  );
});

// Each by hand: the clock on the wall stays, the moment in UTC moves. A time that is jumped over is left out and not counted
// (RFC 5545, 3.3.10); of one that comes twice the first is meant (3.3.5).
describe.each([
  [
    "Europe/Madrid",
    [
      ["evenings over 28 March", "2027-03-14T18:00", "FREQ=WEEKLY;COUNT=4", "03-14T17 03-21T17 03-28T16 04-04T16"],
      ["evenings over 31 October", "2027-10-17T18:00", "FREQ=WEEKLY;COUNT=4", "10-17T16 10-24T16 10-31T17 11-07T17"],
      ["02:30, which is jumped over", "2027-03-27T02:30", "FREQ=DAILY;COUNT=3", "03-27T01:30 03-29T00:30 03-30T00:30"],
      ["02:30, which comes twice", "2027-10-30T02:30", "FREQ=DAILY;COUNT=3", "10-30T00:30 10-31T00:30 11-01T01:30"],
      [
        "to the end of the day of the change",
        "2027-10-29T23:30",
        "FREQ=DAILY;UNTIL=20271031",
        "10-29T21:30 10-30T21:30 10-31T22:30",
      ],
      [
        "the last Sunday of each month",
        "2027-02-28T10:00",
        "FREQ=MONTHLY;BYDAY=-1SU;COUNT=3",
        "02-28T09 03-28T08 04-25T08",
      ],
    ],
  ],
  [
    newYork,
    [
      ["mornings over 14 March", "2027-03-12T09:00", "FREQ=DAILY;COUNT=4", "03-12T14 03-13T14 03-14T13 03-15T13"],
      ["02:30, which is jumped over", "2027-03-13T02:30", "FREQ=DAILY;COUNT=2", "03-13T07:30 03-15T06:30"],
      ["01:30, which comes twice", "2027-11-06T01:30", "FREQ=DAILY;COUNT=3", "11-06T05:30 11-07T05:30 11-08T06:30"],
      ["every two weeks", "2027-10-25T20:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=3", "10-26T00 11-09T01 11-23T01"],
    ],
  ],
  [
    // Its clock goes by half an hour: to 01:30 on 4 April, to 02:30 on 3 October.
    "Australia/Lord_Howe",
    [
      ["mornings over 4 April", "2027-03-28T09:00", "FREQ=WEEKLY;COUNT=3", "03-27T22 04-03T22:30 04-10T22:30"],
      ["01:45, which comes twice", "2027-04-03T01:45", "FREQ=DAILY;COUNT=3", "04-02T14:45 04-03T14:45 04-04T15:15"],
      ["02:15, which is jumped over", "2027-10-02T02:15", "FREQ=DAILY;COUNT=3", "10-01T15:45 10-03T15:15 10-04T15:15"],
    ],
  ],
] as const)("%s", (zone, table) => {
  test.each(table.map(([name, start, rule, expected]) => ({ name, start, rule, expected })))("$name", (row) => {
    const { start, rule, expected } = row;
    const moments = expected.split(" ").map((moment) => `2027-${moment}${moment.includes(":") ? "" : ":00"}`);
    expect(momentsOf(expand(start, rule, { zone }))).toEqual(moments);
  });
});

describe("a series", () => {
  it("leaves exceptions out, which count all the same", () => {
    const except = [at("1997-09-09T09:00", newYork), at("1997-09-02T09:00", newYork)];
    expect(daysOf(expand("1997-09-02T09:00", "FREQ=WEEKLY;COUNT=4", { except }))).toEqual(["1997-09-16", "1997-09-23"]);
  });

  it("lasts as long each time, also where the clock is changed meanwhile", () => {
    const startsAtMs = at("2027-03-27T22:00", "Europe/Madrid");
    const first = { startsAtMs, endsAtMs: startsAtMs + 6 * hourMs };
    const expansion = expand("2027-03-27T22:00", "FREQ=DAILY;COUNT=2", { zone: "Europe/Madrid", first });
    if (expansion.outcome === "refused") throw new Error(expansion.problem.because);
    expect(expansion.slots.map((slot) => slot.endsAtMs - slot.startsAtMs)).toEqual([6 * hourMs, 6 * hourMs]);
  });

  it("keeps its rule in one form", () => {
    const expansion = expand("2027-03-02T09:00", " rrule:freq=weekly;until=20270330; ", { zone: "Europe/Madrid" });
    expect(expansion).toMatchObject({ rule: "FREQ=WEEKLY;UNTIL=20270330T215959Z" });
    expect(daysOf(expansion, "Europe/Madrid")).toHaveLength(5);
  });

  it.each([
    ["", { because: "rule", part: "" }],
    ["FREQ=WEEKLY", { because: "endless" }],
    ["COUNT=3", { because: "rule", part: "FREQ" }],
    ["FREQ=FORTNIGHTLY;COUNT=2", { because: "rule", part: "FREQ" }],
    ["FREQ=WEEKLY;COUNT=0", { because: "rule", part: "COUNT" }],
    ["FREQ=WEEKLY;COUNT=101", { because: "too-many", most: 100 }],
    ["FREQ=DAILY;UNTIL=19971224T000000Z", { because: "too-many", most: 100 }],
    ["FREQ=WEEKLY;COUNT=2;COUNT=3", { because: "rule", part: "COUNT" }],
    ["FREQ=WEEKLY;COUNT=2;UNTIL=19971224T000000Z", { because: "rule", part: "UNTIL" }],
    ["FREQ=WEEKLY;UNTIL=19970231", { because: "rule", part: "UNTIL" }],
    ["FREQ=WEEKLY;COUNT=2;BYEASTER=1", { because: "rule", part: "BYEASTER" }],
    ["FREQ=WEEKLY;COUNT=2;BYDAY=XX", { because: "rule", part: "BYDAY" }],
    ["FREQ=WEEKLY;COUNT=2;BYDAY=2TU", { because: "rule" }],
    ["FREQ=MONTHLY;COUNT=2;BYMONTHDAY=0", { because: "rule", part: "BYMONTHDAY" }],
    ["FREQ=DAILY;COUNT=2;BYMONTHDAY=99", { because: "rule", part: "BYMONTHDAY" }],
    ["FREQ=DAILY;COUNT=2;BYSECOND=30", { because: "rule", part: "BYSECOND" }],
    ["FREQ=HOURLY;COUNT=2", { because: "too-often" }],
    ["FREQ=SECONDLY;COUNT=2", { because: "too-often" }],
    ["FREQ=DAILY;INTERVAL=999999;COUNT=5", { because: "rule", part: "INTERVAL" }],
    ["FREQ=YEARLY;COUNT=5", { because: "too-far" }],
    ["FREQ=WEEKLY;BYDAY=MO;COUNT=5", { because: "first-differs" }],
    ["FREQ=WEEKLY;UNTIL=19970801T000000Z", { because: "first-differs" }],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1", { because: "rule" }],
    ["FREQ=DAILY;BYMINUTE=0,30;COUNT=4", { because: "overlap" }],
    [`FREQ=WEEKLY;COUNT=2;BYDAY=${"MO,".repeat(300)}TU`, { because: "rule" }],
  ])("is refused for %s", (rule, problem) => {
    const latestMs = Date.UTC(1999, 8, 2);
    expect(expand("1997-09-02T09:00", rule, { latestMs })).toEqual({ outcome: "refused", problem });
  });

  it("is refused for exceptions that are none of its times, and when nothing is left", () => {
    const exceptMs = at("1997-09-09T10:00", newYork);
    expect(expand("1997-09-02T09:00", "FREQ=WEEKLY;COUNT=2", { except: [exceptMs] })).toEqual({
      outcome: "refused",
      problem: { because: "except-unknown", exceptMs },
    });
    const except = [at("1997-09-02T09:00", newYork)];
    expect(expand("1997-09-02T09:00", "FREQ=WEEKLY;COUNT=1", { except })).toEqual({
      outcome: "refused",
      problem: { because: "nothing-left" },
    });
  });
});

it("answers whatever it is given, with at most 100 slots in order", () => {
  const part = fc.oneof(
    fc.constantFrom(
      "FREQ=DAILY",
      "FREQ=WEEKLY",
      "FREQ=MONTHLY",
      "FREQ=YEARLY",
      "COUNT=100",
      "UNTIL=20290101",
      "WKST=SU",
    ),
    fc
      .tuple(
        fc.constantFrom(
          "INTERVAL",
          "COUNT",
          "BYMONTH",
          "BYMONTHDAY",
          "BYYEARDAY",
          "BYWEEKNO",
          "BYHOUR",
          "BYMINUTE",
          "BYSETPOS",
        ),
        fc.array(fc.integer({ min: -60, max: 400 }), { minLength: 1, maxLength: 4 }),
      )
      .map(([name, numbers]) => `${name}=${numbers.join(",")}`),
    fc.constantFrom("BYDAY=MO", "BYDAY=1TU,-1FR", "BYDAY=53SU", "BYMINUTE=0,1,2,3,4,5,6,7,8,9", "BYHOUR=0,23"),
    fc.string({ maxLength: 12 }),
  );
  const zones = fc.constantFrom("Europe/Madrid", newYork, "Australia/Lord_Howe", "Asia/Kolkata");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 7 }), zones, (chosen, zone) => {
      const expansion = expand("2027-03-02T09:00", chosen.join(";"), { zone, latestMs: Date.UTC(2029, 2) });
      if (expansion.outcome === "refused") return;
      expect(expansion.slots.length).toBeLessThanOrEqual(100);
      for (const [index, slot] of expansion.slots.entries())
        expect(slot.startsAtMs).toBeGreaterThanOrEqual(expansion.slots[index - 1]?.endsAtMs ?? 0);
    }),
    { numRuns: 150 },
  );
});

it("stays on the clock: every so many days, at the same time of day, whatever the zone does", () => {
  const zones = fc.constantFrom("Europe/Madrid", newYork, "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo");
  const steps = fc.record({ interval: fc.integer({ min: 1, max: 9 }), count: fc.integer({ min: 1, max: 60 }) });
  const start = fc.record({ day: fc.integer({ min: 0, max: 400 }), minute: fc.integer({ min: 0, max: 1439 }) });
  fc.assert(
    fc.property(zones, steps, start, (zone, { interval, count }, { day, minute }) => {
      const local = Temporal.PlainDateTime.from("2027-01-01T00:00").add({ days: day, minutes: minute });
      const clock = local.toPlainTime();
      // The reference: one day after the other by the calendar, without those on which the clock jumps over the time.
      const expected: string[] = [];
      for (let date = local.toPlainDate(); expected.length < count; date = date.add({ days: interval })) {
        const moment = date.toZonedDateTime({ timeZone: zone, plainTime: clock });
        if (moment.toPlainTime().equals(clock)) expected.push(moment.toInstant().toString());
        else if (expected.length === 0) return;
      }
      const expansion = expand(local.toString(), `FREQ=DAILY;INTERVAL=${interval};COUNT=${count}`, { zone });
      if (expansion.outcome === "refused") throw new Error(expansion.problem.because);
      expect(expansion.slots.map((slot) => Temporal.Instant.fromEpochMilliseconds(slot.startsAtMs).toString())).toEqual(
        expected,
      );
    }),
    { numRuns: 60 },
  );
});

it("says as a rule what people say", () => {
  const zone = "Europe/Madrid";
  const tuesday = at("2027-03-09T18:00", zone);
  expect(ruleOf("weekly", tuesday, { zone, end: { count: 3 } })).toBe("FREQ=WEEKLY;COUNT=3");
  expect(ruleOf("fortnightly", tuesday, { zone, end: { lastDay: "2027-04-06" } })).toBe(
    "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270406",
  );
  expect(
    daysOf(
      expand("2027-03-09T18:00", ruleOf("fortnightly", tuesday, { zone, end: { lastDay: "2027-04-06" } }), { zone }),
      zone,
    ),
  ).toEqual(["2027-03-09", "2027-03-23", "2027-04-06"]);
  expect(ruleOf("monthly", tuesday, { zone, end: { count: 3 } })).toBe("FREQ=MONTHLY;BYDAY=2TU;COUNT=3");
  expect(ruleOf("monthly", at("2027-03-30T18:00", zone), { zone, end: { count: 3 } })).toBe(
    "FREQ=MONTHLY;BYDAY=-1TU;COUNT=3",
  );
});
