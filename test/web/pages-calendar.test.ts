import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestCapacity } from "#src/app/agreements.ts";
import { listAgreements } from "#src/app/agreement-view.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { listResourceViews } from "#src/app/resources.ts";
import { readHoursOf, weekdayName, writeHoursOf } from "#src/web/pages/opening-hours.ts";
import { openText } from "#src/web/text.ts";
import { writeDegrees, writeMoment } from "#src/web/pages/calendar-reading.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { openDatabase, type Database } from "#src/store/database.ts";
import { checkPage, temporaryFolder } from "#test/rig.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";
import { openPartners } from "./pages-partner.ts";

const folder = temporaryFolder();
let database: Database;
let other: Database;
let node: PagesNode;
let steward: Visitor;
let here: string;

beforeAll(async () => {
  database = await openDatabase({ file: `${folder.path}/calendar.sqlite` });
  other = await openDatabase({ file: `${folder.path}/partner.sqlite` });
  node = await openPagesNode(database);
  steward = await node.person("steward");
  const room = { kind: "meeting-server", platform: "link", "name.en": "Hall", seats: "60" };
  const shared = await steward.send("/resources", room, { from: "/resources/new" });
  here = /action="(\/resources\/[0-9a-f-]+)\/remove"/.exec(shared.html)?.[1] ?? "";
});

afterAll(async () => {
  node.close();
  await database.close();
  await other.close();
  folder.remove();
});

/** A partner has 20 seats for an hour and a half, in ten days. */
async function agree(): Promise<void> {
  const partner = await openPartners(node.app, other);
  await steward.send(`${here}/offer`, { seats: "60", audience: "partners", terms: "gift" });
  await partner.carry();
  const [theirs] = (await findCapacity(partner.app, { limit: 10 })).items.filter(({ own }) => !own);
  const startsAtMs = Math.ceil(Date.now() / minuteMs) * minuteMs + 10 * 1440 * minuteMs;
  const slot = { startsAtMs, endsAtMs: startsAtMs + 90 * minuteMs };
  const asked = { proposalId: theirs?.id ?? "", seats: 20, title: "General assembly", fairUseVersion: 1 };
  await requestCapacity(partner.app, { ...asked, ...slot });
  await partner.carry();
}

const stored = async () => (await listResourceViews(node.app, { limit: 1 })).items[0];

const typed = {
  opens: "hours",
  "hours.1": "9–12:30, 14.00-18",
  "hours.6": "20:00–4:00",
  timeZone: "America/Santiago",
  bufferBefore: "5",
  bufferAfter: "10",
  overrun: "15",
  notice: "1:30",
  horizon: "90",
  rooms: "2",
  "blackout.0.from": "2031-12-24T12:00",
  "blackout.0.until": "2031-12-26T12:00",
  "blackout.0.note": "Holidays",
  latitude: "-33,44889",
  longitude: "-70.669265",
  energyStatement: "Our own panels",
};

describe("hours and limits of a room", () => {
  test("what an operator writes is kept, shown in words, and stands in the form again", async () => {
    expect((await steward.get(here)).words).toContain("Open Day and night");
    const saved = await steward.send(`${here}/hours`, typed);
    expect(await checkPage(saved.html)).toEqual([]);
    for (const says of [
      "Monday 09:00–12:30 and 14:00–18:00",
      "Saturday 20:00–24:00",
      "Sunday 00:00–04:00",
      "America/Santiago",
      "Holidays",
      "10 minutes",
      "1 hr 30 mins",
      "90 days",
      "-33.44889, -70.669265",
      "Our own panels",
    ])
      expect(saved.words).toContain(says);
    const view = await stored();
    expect(view?.calendar).toMatchObject({
      openingHours: [
        { weekday: 1, fromMinute: 540, untilMinute: 750 },
        { weekday: 1, fromMinute: 840, untilMinute: 1080 },
        { weekday: 6, fromMinute: 1200, untilMinute: 1440 },
        { weekday: 7, fromMinute: 0, untilMinute: 240 },
      ],
      // Noon in Santiago, in summer.
      blackouts: [{ startsAtMs: Date.UTC(2031, 11, 24, 15), endsAtMs: Date.UTC(2031, 11, 26, 15), note: "Holidays" }],
      noticeMinutes: 90,
    });
    expect([view?.rooms, view?.latitudeE6, view?.longitudeE6]).toEqual([2, -33_448_890, -70_669_265]);
    const form = await steward.get(`${here}/hours`);
    expect(await checkPage(form.html)).toEqual([]);
    expect(form.html).toContain('value="09:00–12:30, 14:00–18:00"');
    expect(form.html).toContain('value="2031-12-24T12:00"');
  });

  test.each([
    [{ "hours.2": "from nine" }, "Write hours as in"],
    [{ "hours.2": "9-25" }, "Write hours as in"],
    [{ "hours.1": "", "hours.6": "" }, "Write the hours of at least one day"],
    [{ timeZone: "Atlantis" }, "Write a time zone"],
    [{ "blackout.1.from": "2031-02-30T10:00", "blackout.1.until": "2031-03-01T10:00" }, "Write a date and a time"],
    [{ "blackout.0.until": "2031-12-24T11:00" }, "It has to end after it begins"],
    [{ notice: "soon" }, "Write hours as in 2 or 0:30"],
    [{ rooms: "0" }, "Write a whole number from 1"],
    [{ latitude: "91" }, "Write degrees from"],
    [{ longitude: "" }, "Write degrees from"],
  ])("what cannot be (%j) is explained beside its field and changes nothing", async (changes, says) => {
    await steward.send(`${here}/hours`, typed);
    const before = await stored();
    const refused = await steward.post(`${here}/hours`, { ...typed, ...changes });
    expect([refused.status, refused.words]).toEqual([422, expect.stringContaining(says)]);
    expect(await checkPage(refused.html)).toEqual([]);
    expect(await stored()).toEqual(before);
  });

  test("hours over what is agreed want a word, with the agreements in sight", async () => {
    await steward.send(`${here}/hours`, { opens: "always", timeZone: "UTC" });
    await agree();
    const [agreed] = (await listAgreements(node.app, { limit: 1 })).items;
    const closing = {
      opens: "always",
      timeZone: "UTC",
      "blackout.0.from": writeMoment(agreed?.startsAtMs ?? 0, "UTC"),
      "blackout.0.until": writeMoment(agreed?.endsAtMs ?? 0, "UTC"),
    };
    const asked = await steward.post(`${here}/hours`, closing);
    expect([asked.status, asked.words]).toEqual([
      422,
      expect.stringContaining("One agreement lies where you want to close"),
    ]);
    expect(asked.words).toContain("General assembly");
    expect(await checkPage(asked.html)).toEqual([]);
    const saved = await steward.send(`${here}/hours`, { ...closing, known: "yes" });
    expect(saved.words).toContain("The changes are saved");
    expect((await stored())?.calendar?.blackouts).toHaveLength(1);
  });

  test("members see the hours and cannot change them; what has no seats has none", async () => {
    const member = await node.person("member");
    expect((await member.get(here)).words).toContain("When it can be used");
    expect((await member.get(`${here}/hours`)).status).toBe(403);
    const booth = { kind: "other", "name.en": "Booth", category: "Booth" };
    const shared = await steward.send("/resources", booth, { from: "/resources/new?kind=other" });
    const there = /action="(\/resources\/[0-9a-f-]+)\/remove"/.exec(shared.html)?.[1] ?? "";
    expect((await steward.get(`${there}/hours`)).status).toBe(404);
  });
});

test.each([
  ["", ""],
  ["9-17", "09:00–17:00"],
  ["14h00 – 18h30; 8-9", "08:00–09:00, 14:00–18:30"],
  ["22-24", "22:00–24:00"],
  ["22-0", "22:00–24:00"],
])("hours typed as %j are %j", (written, shown) => {
  expect(writeHoursOf(readHoursOf(written, 1) ?? [], 1)).toBe(shown);
});

test.each(["9", "9-9", "9:60-10", "24-25", "9-17-18", "x"])("%j are no hours", (written) => {
  expect(readHoursOf(written, 1)).toBeUndefined();
});

test("days of the week have their names; degrees read as they were typed", () => {
  const text = openText("es");
  expect([weekdayName(text, 1), weekdayName(text, 7)]).toEqual(["lunes", "domingo"]);
  expect([writeDegrees(41_385_064), writeDegrees(-500_000), writeDegrees(2_000_001)]).toEqual([
    "41.385064",
    "-0.5",
    "2.000001",
  ]);
});
