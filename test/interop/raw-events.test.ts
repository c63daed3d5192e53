import { beforeAll, describe, expect, test } from "vitest";
import { createEvent, removeEvent, reviseEvent, type NewEvent } from "#src/app/events.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { serveCoop, type Served } from "#test/federation/served.ts";
import { memoryDatabase, useCleanup } from "#test/rig.ts";
import { openRawPeer, type Oddities, type RawPeer } from "./raw-peer.ts";

const later = useCleanup();
let here: Served;
let coop: string;

beforeAll(async () => {
  const database = await memoryDatabase();
  here = await serveCoop(database, clock);
  coop = `${here.origin}/actors/coop`;
  later(async () => {
    await here.close();
    await database.close();
  });
});

const clock = {
  get nowMs() {
    return Date.now();
  },
};

async function openPeer(oddities: Partial<Oddities> = {}): Promise<RawPeer> {
  const peer = await openRawPeer(oddities);
  later(peer.close);
  return peer;
}

const context = "https://www.w3.org/ns/activitystreams";
let count = 0;
const say = (peer: RawPeer, type: string, object: JsonObject | string) =>
  peer.post(`${here.origin}/inbox`, {
    "@context": context,
    id: `${peer.origin}/said/${(count += 1)}`,
    type,
    actor: peer.person,
    object,
    to: [coop],
  });

const dayMs = 86_400_000;
async function plan(changes: Partial<NewEvent> = {}) {
  const startsAtMs = Math.ceil(Date.now() / dayMs) * dayMs + 10 * dayMs;
  const planned = await createEvent(here.app, {
    name: { en: "Commons hour", ca: "Hora dels comuns" },
    description: { en: "We talk.", ca: "Parlem." },
    startsAtMs,
    endsAtMs: startsAtMs + 3_600_000,
    timeZone: "Europe/Madrid",
    place: {
      name: { en: "Ateneu" },
      address: "Moll 3",
      locality: "Port",
      latitudeE6: 41_000_000,
      longitudeE6: 2_185_000,
    },
    onlineUrl: "https://meet.example/hour",
    capacity: 2,
    ...changes,
  });
  if (planned.outcome !== "done") throw new Error(planned.outcome);
  return planned;
}
const told = (peer: RawPeer, type: string): readonly JsonObject[] =>
  peer.heard().filter((each) => each["type"] === type);
const objects = (activities: readonly JsonObject[]): readonly JsonObject[] =>
  activities.map(({ object }) => object as JsonObject);

describe("a peer that comes to our event", () => {
  const oddities: Readonly<Record<string, Partial<Oddities>>> = {
    "is like most": {},
    "serves nothing without a signature, and looks at our Accept under its id": {
      signedFetchOnly: true,
      dereferencesFirst: true,
      key: "document",
    },
    "has no shared inbox, and answers 200": { sharedInbox: false, inboxStatus: 200 },
  };
  test.each(Object.entries(oddities))("%s", async (_, odd) => {
    const { event, object } = await plan();
    const peer = await openPeer(odd);
    // Mobilizon fetches the event by its address and joins it without following anybody.
    const found = (await (await peer.get(object)).json()) as JsonObject;
    expect(found).toMatchObject({ id: object, type: "Event", joinMode: "free", remainingAttendeeCapacity: 2 });
    expect((await say(peer, "Join", object)).status).toBe(202);
    await here.deliver();
    expect(told(peer, "Accept")).toMatchObject([{ actor: coop, object: { type: "Join", actor: peer.person, object } }]);
    await reviseEvent(here.app, event.id, { startsAtMs: event.startsAtMs + 60_000 });
    await here.deliver();
    const changed = objects(told(peer, "Update")).filter(({ id }) => id === object);
    expect(changed.at(-1)).toMatchObject({ type: "Event", participantCount: 1 });
    await say(peer, "Leave", object);
    expect(await (await peer.get(object)).json()).toMatchObject({ remainingAttendeeCapacity: 2 });
  });

  test("hears of it as an Event and as a Note when it follows, and is told when it is cancelled and taken away", async () => {
    const peer = await openPeer();
    await say(peer, "Follow", coop);
    const { event, object } = await plan();
    await here.deliver();
    const heard = objects(told(peer, "Create")).map(({ type }) => type);
    expect(new Set(heard)).toEqual(new Set(["Event", "Note"]));
    await reviseEvent(here.app, event.id, { status: "cancelled", cancelNote: { en: "The boat sinks." } });
    await here.deliver();
    expect(objects(told(peer, "Update"))).toContainEqual(expect.objectContaining({ id: object, status: "CANCELLED" }));
    await removeEvent(here.app, event.id);
    await here.deliver();
    expect(objects(told(peer, "Delete")).map(({ id }) => id)).toContain(object);
    expect((await peer.get(object)).status).toBe(410);
  });
});

describe("what others need of an event", () => {
  const read = async (changes: Partial<NewEvent> = {}): Promise<JsonObject> => {
    const { object } = await plan(changes);
    const answer = await fetch(object, { headers: { accept: "application/activity+json" } });
    return (await answer.json()) as JsonObject;
  };

  test("Mobilizon: one Place with an address, coordinates that are no whole numbers, a status, an actor, a link called Website", async () => {
    const event = await read();
    expect(event).toMatchObject({
      actor: coop,
      attributedTo: coop,
      status: "CONFIRMED",
      joinMode: "free",
      location: { type: "Place", name: "Ateneu", address: { type: "PostalAddress", addressLocality: "Port" } },
      attachment: [{ type: "Link", name: "Website", mediaType: "text/html", href: "https://meet.example/hour" }],
    });
    const { latitude, longitude } = event["location"] as { readonly latitude: number; readonly longitude: number };
    for (const each of [latitude, longitude]) expect(each).not.toBe(Math.round(each));
    expect(event["startTime"]).toMatch(/[+]0[12]:00$/);
  });

  test("Gancio: a list of attachments with mediaType on each, tags whose names begin with #, a name, a content", async () => {
    const event = await read({ hashtags: ["comuns"] });
    for (const each of event["attachment"] as readonly JsonObject[]) expect(each["mediaType"]).toBeTypeOf("string");
    expect(event["tag"]).toMatchObject([{ type: "Hashtag", name: "#comuns" }]);
    expect([typeof event["name"], typeof event["content"]]).toEqual(["string", "string"]);
    expect(await read({ place: null, onlineUrl: null })).toMatchObject({ attachment: [] });
  });

  test("Friendica: start and end that PHP reads, and a text of its own language", async () => {
    const event = await read();
    for (const name of ["startTime", "endTime"]) expect(Date.parse(event[name] as string)).toBeGreaterThan(Date.now());
    expect(event["contentMap"]).toMatchObject({ en: expect.any(String), ca: expect.any(String) });
  });
});
