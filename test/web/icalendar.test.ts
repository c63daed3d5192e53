import fc from "fast-check";
import ICAL from "ical.js";
import nodeIcal, { type VEvent } from "node-ical";
import { describe, expect, it } from "vitest";
import { writeCalendar, type CalendarEvent } from "#src/web/feeds/icalendar.ts";

const event: CalendarEvent = {
  uid: "0195-1@coop.example",
  startsAtMs: Date.UTC(2027, 2, 27, 17),
  endsAtMs: Date.UTC(2027, 2, 27, 19),
  summary: "Assemblea",
  status: "CONFIRMED",
  sequence: 2,
  changedAtMs: Date.UTC(2027, 1, 1, 8, 30),
  busy: true,
};

const write = (events: readonly Partial<CalendarEvent>[], zone = "Europe/Madrid"): string =>
  writeCalendar({ name: "Kerala; «sales», 1", language: "ca", zone, events: events.map((e) => ({ ...event, ...e })) });

/** As node-ical reads it, which did not write it. */
function read(text: string): VEvent[] {
  return Object.values(nodeIcal.sync.parseICS(text)).filter((one): one is VEvent => one?.type === "VEVENT");
}

const lines = (text: string): string[] => text.split("\r\n");
const words = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "val" in value ? value.val : value;

describe("a calendar as a file", () => {
  it("says what it is, and how often to look again", () => {
    const text = write([{}]);
    expect(lines(text).slice(0, 4)).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//fedicoop//fedicoop//CA",
      "CALSCALE:GREGORIAN",
    ]);
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
    for (const line of ["METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT30M", "X-PUBLISHED-TTL:PT30M"])
      expect(lines(text)).toContain(line);
    expect(lines(text)).toContain("X-WR-CALNAME;VALUE=TEXT:Kerala\\; «sales»\\, 1");
    expect(lines(text).filter((line) => line.startsWith("DTSTAMP"))).toEqual(["DTSTAMP:20270201T083000Z"]);
  });

  it("writes times on the zone's clock, with the rules by which it changes", () => {
    const after = { uid: "2@x", startsAtMs: Date.UTC(2027, 2, 28, 16), endsAtMs: Date.UTC(2027, 2, 28, 18) };
    const text = write([{}, after]);
    expect(lines(text)).toContain("DTSTART;TZID=Europe/Madrid:20270327T180000");
    expect(lines(text)).toContain("DTSTART;TZID=Europe/Madrid:20270328T180000");
    expect(read(text).map(({ start }) => start.toISOString())).toEqual([
      "2027-03-27T17:00:00.000Z",
      "2027-03-28T16:00:00.000Z",
    ]);
  });

  it.each(["Europe/Madrid", "America/Toronto", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])(
    "means the same moments in %s, all through a year, to its own rules and to another library",
    (zone) => {
      const hours = Array.from({ length: 674 }, (_, i) => Date.UTC(2026, 8, 1) + i * 13 * 3_600_000);
      const text = write(
        hours.map((startsAtMs, i) => ({ uid: `${i}@x`, startsAtMs, endsAtMs: startsAtMs + 1_800_000 })),
        zone,
      );
      // Thunderbird reads with this library and with the rules in the file, and not with those that it knows by itself.
      const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
      const rules = calendar.getFirstSubcomponent("vtimezone");
      const own = rules === null ? undefined : new ICAL.Timezone(rules);
      const startsByOwnRules = calendar.getAllSubcomponents("vevent").map((one) => {
        const start = one.getFirstPropertyValue("dtstart") as ICAL.Time;
        if (start.zone !== ICAL.Timezone.utcTimezone && own !== undefined) start.zone = own;
        return start.toUnixTime() * 1000;
      });
      expect(startsByOwnRules).toEqual(hours);
      expect(read(text).map(({ start }) => start.getTime())).toEqual(hours);
    },
  );

  it("writes the hour that comes twice in UTC where the zone's clock could mean the other one", () => {
    const [first, second] = [Date.UTC(2027, 9, 31, 0, 30), Date.UTC(2027, 9, 31, 1, 30)];
    const text = write([
      { uid: "1@x", startsAtMs: first, endsAtMs: first + 600_000 },
      { uid: "2@x", startsAtMs: second, endsAtMs: second + 600_000 },
    ]);
    expect(read(text).map(({ start }) => start.getTime())).toEqual([first, second]);
    expect(lines(text).filter((line) => line.startsWith("DTSTART") && line.endsWith("Z"))).toHaveLength(1);
  });

  it("carries everything that was given, escaped and folded", () => {
    const long = "Reunió de les cooperatives 😀😀😀, a l’àgora; «tothom» \\ hi cap\nsegona línia ".repeat(3).trim();
    const join = "https://a.example/join/x,y;z?a=b&c=d";
    const text = write([
      {
        summary: long,
        description: long,
        location: join,
        url: "https://b.example/agreements/1",
        conference: { uri: join, label: 'Join; "now"' },
        series: "https://b.example/series/1",
        categories: ["Donat, rebut", "Comuns"],
        status: "TENTATIVE",
        createdAtMs: Date.UTC(2027, 0, 1),
      },
    ]);
    for (const line of lines(text)) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const [found] = read(text);
    expect(words(found?.summary)).toBe(long);
    expect(words(found?.description)).toBe(long);
    expect(words(found?.location)).toBe(join);
    expect(words(found?.url)).toBe("https://b.example/agreements/1");
    expect(found).toMatchObject({ uid: event.uid, status: "TENTATIVE", sequence: 2, transparency: "OPAQUE" });
    expect(found?.categories).toEqual(["Donat, rebut", "Comuns"]);
    expect(text.replaceAll("\r\n ", "")).toContain(`VALUE=URI:${join}`);
  });

  it("counts no higher than readers do, whatever a partner counts", () => {
    expect(write([{ sequence: 2 * Number.MAX_SAFE_INTEGER }])).toContain("\r\nSEQUENCE:2147483647\r\n");
  });

  it("takes nobody's time when it is cancelled", () => {
    expect(read(write([{ status: "CANCELLED" }]))[0]).toMatchObject({
      status: "CANCELLED",
      transparency: "TRANSPARENT",
    });
  });

  it("is the same bytes for the same calendar", () => {
    expect(write([{}])).toBe(write([{}]));
  });

  it("lets nothing that others typed become a line of its own", () => {
    const anything = fc.string({ unit: "binary", maxLength: 200 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(anything, anything, (summary, description) => {
        const text = write([{ summary, description, location: `${summary}\r\nEND:VEVENT\r\nX:1` }]);
        const names = lines(text.replaceAll("\r\n ", "")).map((line) => line.split(/[:;]/, 1)[0]);
        expect(names.filter((name) => name === "END")).toHaveLength(1 + 1 + 2 + 1);
        for (const line of lines(text)) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
        }
        expect(read(text)).toHaveLength(1);
      }),
      { numRuns: 30 },
    );
  });
});
