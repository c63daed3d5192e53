import ical from "node-ical";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#src/app/context.ts";
import { listEvents } from "#src/store/events.ts";
import type { Database } from "#src/store/database.ts";
import { saveUpload } from "#src/app/uploads.ts";
import { noise } from "#test/app/picture-samples.ts";
import { checkPage, memoryDatabase } from "#test/rig.ts";
import { openPagesNode, type Fields, type PagesNode, type Visitor } from "./pages-node.ts";

let database: Database;
let node: PagesNode;
let steward: Visitor;

beforeAll(async () => {
  database = await memoryDatabase();
  node = await openPagesNode(database);
  steward = await node.person("steward");
});
afterAll(async () => {
  node.close();
  await database.close();
});

const dayIn = (days: number): string => new Date(node.clock.nowMs + days * 86_400_000).toISOString().slice(0, 10);

const hour = (): Fields => ({
  "name.en": "Commons hour",
  "name.ca": "Hora dels comuns",
  "description.en": "We talk about #commons.",
  date: dayIn(10),
  from: "18:00",
  to: "19:30",
  timeZone: "Europe/Madrid",
  "place.en": "Ateneu",
  locality: "Barcelona",
  latitude: "41,3851",
  longitude: "2",
  onlineUrl: "https://meet.example/commons",
  languages: ["ca", "en"],
  interpretation: ["csc"],
  joinMode: "free",
  capacity: "20",
  act: "publish",
});

const plan = async (
  fields: Fields,
): Promise<{ readonly path: string; readonly html: string; readonly words: string }> => {
  const sent = await steward.post("/events", fields, { from: "/events/new" });
  const path = (sent.headers.get("location") ?? "").split("?")[0] ?? "";
  return { path, ...(await steward.get(path)) };
};

test("an event stands in the calendar, on the front page and at its own address, in each reader's language", async () => {
  const { path, html, words } = await plan(hour());
  for (const said of ["Commons hour", "We talk about", "Ateneu, Barcelona", "41.3851,2", "Catalan Sign Language", "20"])
    expect(words).toContain(said);
  expect(await checkPage(html)).toEqual([]);
  const reader = node.visitor("ca");
  const theirs = await reader.get(path);
  expect(theirs.words).toContain("Hora dels comuns");
  expect(theirs.words).not.toContain("Per a qui administra");
  expect((await reader.get("/")).words).toContain("Propers actes");
  for (const page of ["/events", `/events?month=${dayIn(10).slice(0, 7)}`, "/events?language=csc"]) {
    const shown = await reader.get(page);
    expect(shown.words).toContain("Hora dels comuns");
    expect(await checkPage(shown.html)).toEqual([]);
  }
  expect((await reader.get("/events?language=eu")).words).not.toContain("Hora dels comuns");
});

test("an event's page says in schema.org's words what it says to people, and nothing in it ends the data", async () => {
  const name = "Hour </script><script>alert(1)</script>";
  const { html, path } = await plan({ ...hour(), "name.en": name });
  const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
  expect([blocks.length, html.includes("<script>alert")]).toEqual([1, false]);
  expect(JSON.parse(blocks[0]?.[1] ?? "")).toMatchObject({
    "@type": "Event",
    url: `${node.app.origin}${path}`,
    name,
    startDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT18:00:00[+-]\d\d:\d\d$/) as unknown,
    eventStatus: "https://schema.org/EventScheduled",
    eventAttendanceMode: "https://schema.org/MixedEventAttendanceMode",
    location: [{ "@type": "Place", address: { addressLocality: "Barcelona" } }, { "@type": "VirtualLocation" }],
    organizer: { "@type": "Organization" },
  });
});

test("the form says what is wrong beside each field and keeps what was typed", async () => {
  const form = await steward.get("/events/new");
  expect(await checkPage(form.html)).toEqual([]);
  const wrong = {
    ...hour(),
    date: "tomorrow",
    latitude: "north",
    capacity: "0",
    joinMode: "external",
    hashtags: "a b! c",
  };
  const back = await steward.post("/events", wrong, { from: "/events/new" });
  expect(back.status).toBe(422);
  expect(await checkPage(back.html)).toEqual([]);
  for (const said of ["as a date", "Write degrees", "at least 1", "Say where people answer", "no hashtags"])
    expect(back.words).toContain(said);
  expect(back.html).toContain('value="tomorrow"');
  const past = await steward.post("/events", { ...hour(), date: dayIn(-10) }, { from: "/events/new" });
  expect([past.status, past.words.includes("over already")]).toEqual([422, true]);
});

test("a series is changed at one date or at all, and ends", async () => {
  const { path, words } = await plan({ ...hour(), "name.en": "Weekly", repeats: "weekly" });
  expect(words).toContain("Other dates");
  const edit = `${path}/edit`;
  const form = await steward.get(edit);
  expect(await checkPage(form.html)).toEqual([]);
  await steward.send(edit, { ...hour(), "name.en": "Special", scope: "one" }, { from: edit });
  await steward.send(edit, { ...hour(), "name.en": "Renamed", scope: "all", from: "17:00" }, { from: edit });
  const dates = await listEvents(database, { fromMs: node.clock.nowMs, limit: 100 });
  const names = dates.filter(({ seriesId }) => seriesId !== null).map(({ name }) => name["en"]);
  expect(names.slice(0, 2)).toEqual(["Special", "Renamed"]);
  const ended = await steward.send(`${path}/end-series`, {}, { from: path });
  expect(ended.words).toContain("The series is over");
  const left = await listEvents(database, { fromMs: node.clock.nowMs, limit: 100 });
  expect(new Set(left.filter(({ seriesId }) => seriesId !== null).map(({ status }) => status))).toEqual(
    new Set(["cancelled"]),
  );
});

test("a series is cancelled from one date on", async () => {
  const { path } = await plan({ ...hour(), "name.en": "Fortnightly", repeats: "fortnightly" });
  const [second = ""] =
    /\/events\/[0-9a-f-]{36}/.exec((await steward.get(path)).html.split("Other dates")[1] ?? "") ?? [];
  const long = await steward.post(`${second}/cancel`, { "cancelNote.en": "x".repeat(1001) }, { from: second });
  expect([long.status, long.html.includes("x".repeat(1001)), await checkPage(long.html)]).toEqual([422, true, []]);
  const rest = { "cancelNote.en": "No room", scope: "following" };
  expect((await steward.send(`${second}/cancel`, rest, { from: second })).words).toContain("with all dates after it");
  expect((await steward.get(path)).words).not.toContain("takes place after all");
});

test("a date that is changed by hand keeps the pictures of its series", async () => {
  const saved = await saveUpload(node.app, { bytes: await noise(30, 20).png().toBuffer(), alt: { en: "A hall" } });
  if (saved.outcome !== "done") throw new Error(saved.outcome);
  const { id } = saved.upload;
  const words = { ...hour(), picture: id, [`alt-${id}.en`]: "A hall" };
  const { path } = await plan({ ...words, "name.en": "With a hall", repeats: "weekly" });
  const edit = `${path}/edit`;
  await steward.send(edit, { ...words, "name.en": "Special hall", scope: "one" }, { from: edit });
  const changed = await steward.get(path);
  expect([changed.words.includes("Special hall"), changed.html.includes(`/uploads/${id}.png`)]).toEqual([true, true]);
});

test("drafts are for stewards, cancelled ones say why, and removed ones are gone", async () => {
  const draft = await plan({ ...hour(), "name.en": "Secret", act: "draft" });
  const reader = node.visitor("en");
  expect((await reader.get(draft.path)).status).toBe(404);
  expect((await reader.get(`${draft.path}.ics`)).status).toBe(404);
  expect((await reader.get("/events?drafts=yes")).words).not.toContain("Secret");
  expect((await steward.get("/events?drafts=yes")).words).toContain("Secret");
  const { path } = await plan(hour());
  const said = await steward.send(`${path}/cancel`, { "cancelNote.en": "The roof leaks" }, { from: path });
  expect(said.words).toContain("The roof leaks");
  expect(await checkPage(said.html)).toEqual([]);
  expect((await steward.send(`${path}/restore`, {}, { from: path })).words).toContain("after all");
  await steward.send(`${path}/remove`, {}, { from: path });
  const gone = await reader.get(path);
  expect([gone.status, await checkPage(gone.html)]).toEqual([410, []]);
});

test("the calendar is read by another program, is not sent twice, and leads nobody into a lent room", async () => {
  const { path } = await plan({ ...hour(), "name.en": "One, two; three\\", onlineUrl: "" });
  const reader = node.visitor("en");
  const file = await reader.get(`${path}.ics`);
  const [entry] = Object.values(ical.sync.parseICS(file.html)).filter((part) => part?.type === "VEVENT");
  if (entry?.type !== "VEVENT") throw new Error("no entry");
  expect(entry.summary).toEqual({ params: { LANGUAGE: "en" }, val: "One, two; three\\" });
  expect([entry.uid, entry.location, entry.geo, entry.status]).toEqual([
    `${node.app.origin}${path}`,
    "Ateneu, Barcelona",
    { lat: 41.3851, lon: 2 },
    "CONFIRMED",
  ]);
  expect(entry.start.toISOString().slice(0, 10)).toBe(dayIn(10));
  const etag = file.headers.get("etag") ?? "";
  expect((await reader.get(`${path}.ics`, { "if-none-match": etag })).status).toBe(304);
  // At a place and online: many calendars show only the place.
  const both = (await reader.get(`${(await plan(hour())).path}.ics`)).html.replaceAll("\r\n ", "");
  expect(both).toMatch(/DESCRIPTION.*https:\/\/meet\.example\/commons.*English and Catalan.*Catalan Sign Language/);
  const all = await reader.get("/events.ics");
  expect(all.html).toContain("BEGIN:VTIMEZONE");
  expect(all.html).toContain("STATUS:CANCELLED");
  expect((await reader.get("/events.atom")).html).toContain("<title>One, two; three\\</title>");
});

test("an event whose room is lost says so to stewards at once, and to others only that it is looked after", async () => {
  const { path } = await plan({ ...hour(), "name.en": "Lent room", onlineUrl: "" });
  await transact(node.app, async ({ session: { q, t } }) => {
    const { eq } = await import("drizzle-orm");
    const id = path.split("/").at(-1) ?? "";
    await q.update(t.events).set({ agreementId: node.app.newId() }).where(eq(t.events.id, id));
  });
  expect((await steward.get("/overview")).words).toContain("The room of “Lent room” needs you");
  expect((await steward.get(path)).words).toContain("does not stand any more");
  const theirs = await node.visitor("en").get(path);
  expect(theirs.words).toContain("looking after the room");
  expect(theirs.html).not.toContain("/agreements/");
});
