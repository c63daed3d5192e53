import { beforeAll, expect, test } from "vitest";
import type { Context } from "#src/app/context.ts";
import { createEvent, removeEvent } from "#src/app/events.ts";
import { serveObject } from "#federation/objects.ts";
import { serveTalk } from "#federation/talk.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { memoryDatabase } from "#test/rig.ts";
import { openCoop } from "./ground.ts";

let app: Context;
const clock = { nowMs: Date.UTC(2027, 2, 1, 12) };

beforeAll(async () => {
  app = await openCoop(await memoryDatabase(), clock);
});

const plan = async (changes: Partial<Parameters<typeof createEvent>[1]> = {}): Promise<string> => {
  const startsAtMs = clock.nowMs + 86_400_000;
  const wanted = { name: { en: "Commons hour", ca: "Hora" }, startsAtMs, endsAtMs: startsAtMs + 3_600_000, ...changes };
  const done = await createEvent(app, wanted);
  if (done.outcome !== "done") throw new Error(done.outcome);
  return done.event.id;
};

const get = async (path: string, accept = "application/activity+json") => {
  const request = new Request(`${app.origin}${path}`, { headers: { accept } });
  const response = await serveObject({ app, signerOf: () => Promise.resolve(undefined) }, request);
  return response && { status: response.status, json: (await response.json()) as JsonObject };
};

test("an event, and the Note beside it answer to servers, and leave pages to people", async () => {
  const id = await plan();
  const [event, note] = await Promise.all(["", "/note"].map((part) => get(`/events/${id}${part}`)));
  expect(event?.json).toMatchObject({ type: "Event", name: "Commons hour", participantCount: 0, attachment: [] });
  expect(event?.json["contentMap"]).toMatchObject({ ca: expect.stringContaining("<p>") as unknown });
  expect(note?.json).toMatchObject({
    type: "Note",
    id: `${app.origin}/events/${id}/note`,
    url: `${app.origin}/events/${id}`,
  });
  expect(JSON.stringify(note?.json["content"])).toContain("Commons hour");
  const { id: attendees = "" } = (event?.json["attendees"] ?? {}) as { readonly id?: string };
  const many = await serveTalk(app, new Request(attendees, { headers: { accept: "application/activity+json" } }));
  expect(await many?.json()).toMatchObject({ type: "Collection", id: attendees, totalItems: 0 });
  expect(await get(`/events/${id}`, "text/html")).toBeUndefined();
  expect(await get("/events")).toBeUndefined();
});

test("what is ahead of a coop is a collection, the soonest first", async () => {
  const startsAtMs = clock.nowMs + 9 * 86_400_000;
  const [late, soon] = [await plan({ startsAtMs, endsAtMs: startsAtMs + 60_000 }), await plan()];
  const draft = await plan({ state: "draft" });
  const headers = { accept: "application/activity+json" };
  const found = await serveTalk(app, new Request(`${app.origin}/actors/coop/upcoming-events`, { headers }));
  const { type, orderedItems } = ((await found?.json()) ?? {}) as JsonObject & { orderedItems: string[] };
  const order = orderedItems.map((iri) => iri.split("/").at(-1) ?? "");
  expect([type, order.includes(soon), order.at(-1), order.includes(draft)]).toEqual([
    "OrderedCollection",
    true,
    late,
    false,
  ]);
});

test("a draft is nothing to anyone, and a removed event is gone with its Note", async () => {
  expect((await get(`/events/${await plan({ state: "draft" })}`))?.status).toBe(404);
  const id = await plan();
  await removeEvent(app, id);
  expect(await get(`/events/${id}`)).toMatchObject({ status: 410, json: { type: "Tombstone", formerType: "Event" } });
  expect(await get(`/events/${id}/note`)).toMatchObject({ status: 410, json: { formerType: "Note" } });
});

test("what is held in a lent room never names that room's door", async () => {
  const id = await plan({ onlineUrl: "https://meet.example/open" });
  const shown = await get(`/events/${id}`);
  expect(shown?.json).toMatchObject({
    isOnline: true,
    location: { type: "VirtualLocation", url: "https://meet.example/open" },
  });
  const agreementId = app.newId();
  await app.database.transaction(async ({ q, t }) => {
    await q.update(t.events).set({ onlineUrl: null, agreementId });
  });
  const lent = await get(`/events/${id}`);
  expect(lent?.json).toMatchObject({ location: { url: `${app.origin}/events/${id}` } });
  expect(JSON.stringify(lent?.json)).not.toContain(agreementId);
  expect(JSON.stringify(lent?.json)).not.toContain("/join/");
});
