import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  calendarProblem,
  closedSlots,
  isOpen,
  openCalendar,
  openStretches,
  type Calendar,
  type OpeningHours,
} from "#src/domain/calendar.ts";
import { minuteMs, type Slot } from "#src/domain/slot.ts";
import { localPieces } from "#src/domain/zone.ts";

const dayMs = 24 * 60 * minuteMs;
const at = (iso: string): number => Date.parse(iso);
const slot = (from: string, until: string): Slot => ({ startsAtMs: at(from), endsAtMs: at(until) });
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const hours = (weekday: number, from: string, until: string): OpeningHours => ({
  weekday,
  fromMinute: minuteOf(from),
  untilMinute: minuteOf(until),
});
const everyDay = (from: string, until: string): OpeningHours[] =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => hours(weekday, from, until));

const sunday = 7;
const saturday = 6;

/** Zone, opening hours, a slot with the offsets that a clock there shows, and whether all of it is open. */
type Row = readonly [string, readonly OpeningHours[], readonly [string, string], boolean];

function check(timeZone: string, [, openingHours, [from, until], expected]: Row): void {
  expect(isOpen({ timeZone, openingHours }, slot(from, until))).toBe(expected);
}

describe("Europe/Madrid: an hour is left out on 28 March 2027, another happens twice on 31 October", () => {
  const nine = everyDay("09:00", "17:00");
  test.each<Row>([
    ["winter", nine, ["2027-03-26T09:00+01:00", "2027-03-26T17:00+01:00"], true],
    ["a minute too early", nine, ["2027-03-26T08:59+01:00", "2027-03-26T10:00+01:00"], false],
    ["a minute too long", nine, ["2027-03-26T16:00+01:00", "2027-03-26T17:01+01:00"], false],
    ["summer, by the same clock", nine, ["2027-03-29T09:00+02:00", "2027-03-29T17:00+02:00"], true],
    ["summer, by the winter's", nine, ["2027-03-29T09:00+01:00", "2027-03-29T17:00+01:00"], false],
    [
      "the night that is an hour short",
      everyDay("00:00", "06:00"),
      ["2027-03-28T00:00+01:00", "2027-03-28T06:00+02:00"],
      true,
    ],
    ["across the change", everyDay("01:30", "03:30"), ["2027-03-28T01:30+01:00", "2027-03-28T03:30+02:00"], true],
    [
      "open only in the hour that is left out",
      [hours(sunday, "02:00", "03:00")],
      ["2027-03-28T01:59+01:00", "2027-03-28T03:00+02:00"],
      false,
    ],
    [
      "closed exactly in the hour that is left out",
      [hours(sunday, "00:00", "02:00"), hours(sunday, "03:00", "24:00")],
      ["2027-03-28T00:00+01:00", "2027-03-29T00:00+02:00"],
      true,
    ],
    [
      "the hour that happens twice, first time",
      [hours(sunday, "02:00", "03:00")],
      ["2027-10-31T02:00+02:00", "2027-10-31T03:00+02:00"],
      true,
    ],
    ["second time", [hours(sunday, "02:00", "03:00")], ["2027-10-31T02:00+01:00", "2027-10-31T03:00+01:00"], true],
    ["both", [hours(sunday, "02:00", "03:00")], ["2027-10-31T02:00+02:00", "2027-10-31T03:00+01:00"], true],
    [
      "from half past two, both times",
      [hours(sunday, "02:30", "04:00")],
      ["2027-10-31T02:30+02:00", "2027-10-31T03:00+01:00"],
      false,
    ],
    [
      "a night, as two",
      [hours(saturday, "20:00", "24:00"), hours(sunday, "00:00", "04:00")],
      ["2027-10-30T20:00+02:00", "2027-10-31T04:00+01:00"],
      true,
    ],
    [
      "from Sunday to Monday",
      [hours(sunday, "20:00", "24:00"), hours(1, "00:00", "04:00")],
      ["2027-03-28T20:00+02:00", "2027-03-29T04:00+02:00"],
      true,
    ],
    [
      "open day and night, for three weeks",
      everyDay("00:00", "24:00"),
      ["2027-03-20T12:00Z", "2027-04-10T12:00Z"],
      true,
    ],
    [
      "an hour of each week closed",
      [...everyDay("00:00", "24:00").slice(1), hours(1, "01:00", "24:00")],
      ["2027-03-23T00:00Z", "2027-04-01T00:00Z"],
      false,
    ],
  ])("%s", (...row) => check("Europe/Madrid", row));
});

describe("America/Santiago: the hour before midnight happens twice on 3 April 2027, the one after it is left out on 5 September", () => {
  test.each<Row>([
    [
      "the last hour of Saturday, first time",
      [hours(saturday, "23:00", "24:00")],
      ["2027-04-03T23:00-03:00", "2027-04-04T00:00-03:00"],
      true,
    ],
    ["both times", [hours(saturday, "23:00", "24:00")], ["2027-04-03T23:00-03:00", "2027-04-04T00:00-04:00"], true],
    ["into Sunday", [hours(saturday, "23:00", "24:00")], ["2027-04-03T23:00-03:00", "2027-04-04T00:01-04:00"], false],
    [
      "it is not yet Sunday",
      [hours(sunday, "00:00", "01:00")],
      ["2027-04-03T23:00-04:00", "2027-04-04T00:00-04:00"],
      false,
    ],
    [
      "Sunday begins at one",
      [hours(sunday, "00:00", "02:00")],
      ["2027-09-05T01:00-03:00", "2027-09-05T02:00-03:00"],
      true,
    ],
    [
      "the night across",
      [hours(saturday, "22:00", "24:00"), hours(sunday, "00:00", "02:00")],
      ["2027-09-04T22:00-04:00", "2027-09-05T02:00-03:00"],
      true,
    ],
    [
      "open only in the hour that is left out",
      [hours(sunday, "00:00", "01:00")],
      ["2027-09-05T01:00-03:00", "2027-09-05T01:30-03:00"],
      false,
    ],
  ])("%s", (...row) => check("America/Santiago", row));
});

describe("Australia/Lord_Howe: half an hour happens twice on 4 April 2027 and is left out on 3 October", () => {
  test.each<Row>([
    [
      "half past one to two, first time",
      [hours(sunday, "01:30", "02:00")],
      ["2027-04-04T01:30+11:00", "2027-04-04T02:00+11:00"],
      true,
    ],
    ["both times", [hours(sunday, "01:30", "02:00")], ["2027-04-04T01:30+11:00", "2027-04-04T02:00+10:30"], true],
    [
      "from a quarter to two, both times",
      [hours(sunday, "01:45", "02:30")],
      ["2027-04-04T01:45+11:00", "2027-04-04T02:00+10:30"],
      false,
    ],
    [
      "until a quarter to two comes again",
      [hours(sunday, "01:00", "01:45")],
      ["2027-04-04T01:30+10:30", "2027-04-04T01:45+10:30"],
      true,
    ],
    [
      "two to half past two is left out",
      [hours(sunday, "01:00", "02:00"), hours(sunday, "02:30", "04:00")],
      ["2027-10-03T01:00+10:30", "2027-10-03T04:00+11:00"],
      true,
    ],
    ["open only then", [hours(sunday, "02:00", "02:30")], ["2027-10-03T02:30+11:00", "2027-10-03T02:31+11:00"], false],
    [
      "by the clock of before",
      [hours(sunday, "02:00", "03:00")],
      ["2027-10-03T02:15+10:30", "2027-10-03T02:45+10:30"],
      false,
    ],
  ])("%s", (...row) => check("Australia/Lord_Howe", row));
});

const zones = [
  "Europe/Madrid",
  "America/Santiago",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Africa/Casablanca",
  "Antarctica/Troll",
];
/** Days around changes of the clock in one of the zones, and an ordinary one. */
const days = ["2027-01-13", "2027-03-28", "2027-04-03", "2027-09-05", "2027-10-03", "2027-10-31", "2026-12-31"];

const formats = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }),
  ]),
);
const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** What somebody sees who looks at the clock on the wall in this minute. */
function isOpenAt({ timeZone, openingHours }: Pick<Calendar, "timeZone" | "openingHours">, atMs: number): boolean {
  const parts = formats.get(timeZone)?.formatToParts(atMs) ?? [];
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  const [weekday, minute] = [weekdays.indexOf(part("weekday")) + 1, Number(part("hour")) * 60 + Number(part("minute"))];
  return (
    openingHours.length === 0 ||
    openingHours.some((one) => one.weekday === weekday && one.fromMinute <= minute && minute < one.untilMinute)
  );
}

const openingHours = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
    .map(([weekday, from, length]) => ({
      weekday,
      fromMinute: from * 15,
      untilMinute: Math.min(1440, (from + length) * 15),
    })),
  { maxLength: 12 },
);
const calendars = fc.record({ timeZone: fc.constantFrom(...zones), openingHours });
const windows = fc
  .tuple(fc.constantFrom(...days), fc.integer({ min: -1440, max: 1440 }), fc.integer({ min: 1, max: 900 }))
  .map(([day, start, length]) => {
    const startsAtMs = at(`${day}T00:00Z`) + start * minuteMs;
    return { startsAtMs, endsAtMs: startsAtMs + length * minuteMs };
  });
const minutesIn = ({ startsAtMs, endsAtMs }: Slot): number[] =>
  Array.from({ length: (endsAtMs - startsAtMs) / minuteMs }, (_, index) => startsAtMs + index * minuteMs);
const isIn = (slots: readonly Slot[], atMs: number): boolean =>
  slots.some((one) => one.startsAtMs <= atMs && atMs < one.endsAtMs);

test("a slot is open when the clock on the wall says so in each of its minutes, around every change", () => {
  fc.assert(
    fc.property(calendars, windows, (calendar, window) => {
      const minutes = minutesIn(window);
      const open = minutes.filter((atMs) => isOpenAt(calendar, atMs));
      expect(isOpen(calendar, window)).toBe(open.length === minutes.length);
      const stretches = openStretches(calendar, window);
      expect(minutes.filter((atMs) => isIn(stretches, atMs))).toEqual(open);
      const closed = closedSlots(calendar, window);
      expect(minutes.filter((atMs) => !isIn(closed, atMs))).toEqual(open);
      for (const stretch of stretches) expect(isOpen(calendar, stretch)).toBe(true);
      for (const [index, stretch] of stretches.entries())
        expect(stretch.startsAtMs).toBeGreaterThan(stretches[index - 1]?.endsAtMs ?? 0);
    }),
    { numRuns: 150 },
  );
});

test("blackouts are closed whatever the hours", () => {
  const calendar: Calendar = {
    ...openCalendar("Europe/Madrid"),
    blackouts: [slot("2027-08-01T00:00Z", "2027-08-15T00:00Z")],
  };
  const window = slot("2027-08-14T00:00Z", "2027-08-16T00:00Z");
  expect(closedSlots(calendar, window)).toEqual([slot("2027-08-14T00:00Z", "2027-08-15T00:00Z")]);
  const nowMs = at("2027-07-01T00:00Z");
  expect(calendarProblem({ calendar, slot: window, nowMs })).toEqual({ reason: "closed" });
  expect(calendarProblem({ calendar, slot: slot("2027-08-15T00:00Z", "2027-08-15T01:00Z"), nowMs })).toBeUndefined();
});

test("a slot is asked for early enough, and not too early by the days of the calendar", () => {
  const calendar: Calendar = {
    ...openCalendar("America/Santiago"),
    openingHours: everyDay("08:00", "20:00"),
    noticeMinutes: 90,
    horizonDays: 30,
  };
  const nowMs = at("2027-03-20T09:00-03:00");
  const problem = (from: string): unknown =>
    calendarProblem({ calendar, slot: { startsAtMs: at(from), endsAtMs: at(from) + 30 * minuteMs }, nowMs });
  expect(problem("2027-03-20T10:29-03:00")).toEqual({ reason: "notice-short", noticeMinutes: 90 });
  expect(problem("2027-03-20T10:30-03:00")).toBeUndefined();
  // The clock goes back in between: thirty days are 721 hours here, and the last day counts as a whole.
  expect(problem("2027-04-19T19:30-04:00")).toBeUndefined();
  expect(problem("2027-04-20T08:00-04:00")).toEqual({ reason: "too-far-ahead", horizonDays: 30 });
  expect(problem("2027-03-20T21:00-03:00")).toEqual({ reason: "closed" });
});

test("a slot over the turn of a year has one piece where the clock does not change", () => {
  const window = slot("2026-12-31T12:00Z", "2027-01-01T12:00Z");
  expect(localPieces("Europe/Madrid", window)).toEqual([{ ...window, offsetMs: 60 * minuteMs }]);
  expect(localPieces("UTC", { startsAtMs: window.startsAtMs, endsAtMs: window.startsAtMs + 900 * dayMs })).toHaveLength(
    1,
  );
});
