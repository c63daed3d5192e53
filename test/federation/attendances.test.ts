import { readFile } from "node:fs/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { transact, type Context } from "#src/app/context.ts";
import { findGoings, goTo, stayAway } from "#src/app/going.ts";
import { keepRemoteActor } from "#src/app/remote-actors.ts";
import { keepRemoteObject } from "#src/app/remote-objects.ts";
import { planEvent, stranger } from "#test/app/attendance-events.ts";
import { openSide } from "#test/app/pair.ts";
import { memoryDatabase, useCleanup } from "#test/rig.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { writeMessage } from "#federation/wire/message.ts";
import { openTalk, person, type Talk } from "./remote-talk.ts";
import { openSender } from "./sender.ts";
import { serveCoop } from "./served.ts";

const cleanup = useCleanup();
const remote = async (name: string): Promise<string> =>
  readFile(new URL(`../fixtures/remote/${name}.json`, import.meta.url), "utf8");
const eventId = "0198c0de-0000-7000-8000-000000000002";

describe("what other servers send to say yes and no", () => {
  let app: Context;
  let talk: Talk;
  beforeEach(async () => {
    const side = await openSide(await memoryDatabase(), "commons", {
      nowMs: Date.UTC(2031, 1, 3, 10),
    });
    app = side.context;
    cleanup(() => app.database.close());
    talk = openTalk(app);
    await planEvent(app, { id: eventId });
    for (const iri of ["mobilizon.example/@pau", "friendica.example/profile/jonas", "mastodon.example/users/rosa"])
      talk.documents.set(`https://${iri}`, person(`https://${iri}`));
  });
  const hear = async (name: string, change: JsonObject = {}) =>
    talk.hear({ ...(JSON.parse(await remote(name)) as JsonObject), ...change });
  const states = async () => (await app.database.q.select().from(app.database.t.attendances)).map(({ state }) => state);
  const said = async () =>
    (await app.database.q.select().from(app.database.t.outbox))
      .map(({ message }) => message.type)
      .filter((type) => type.startsWith("attendance-"));

  test("Mobilizon joins, with and without words, and leaves", async () => {
    expect([await hear("mobilizon/join"), await states()]).toEqual(["done", ["coming"]]);
    expect([await hear("mobilizon/leave"), await states()]).toEqual(["done", ["left"]]);
    expect(await hear("mobilizon/join")).toEqual({ dropped: "it was taken back before" });
    expect([await hear("mobilizon/join-with-message"), await states()]).toEqual(["done", ["coming"]]);
    expect(await said()).toEqual(["attendance-accept", "attendance-accept"]);
    const { q, t } = app.database;
    expect(JSON.stringify(await q.select().from(t.attendances))).not.toContain("ramp");
    expect(
      await hear("mobilizon/join", { object: "https://commons.example/events/0198c0de-0000-7000-8000-00000000ffff" }),
    ).toEqual({ dropped: "it is about no event of ours" });
  });

  test("Friendica presses yes, perhaps, no, and takes a yes back; it is answered in words", async () => {
    expect([await hear("friendica/attend-yes"), await states()]).toEqual(["done", ["coming"]]);
    expect([await hear("friendica/undo-attend-yes"), await states()]).toEqual(["done", ["left"]]);
    const again = { id: "https://friendica.example/objects/2" };
    for (const no of ["friendica/attend-maybe", "friendica/attend-no"]) {
      await hear("friendica/attend-yes", { id: `${again.id}/${no}` });
      expect([await hear(no), await states()]).toEqual(["done", ["left"]]);
    }
    expect(new Set(await said())).toEqual(new Set(["attendance-note"]));
  });

  test("Mastodon replies to the Note beside the event, once or twice, and is answered once", async () => {
    expect([await hear("mastodon/create-reply-to-event"), await states()]).toEqual(["done", ["coming"]]);
    await hear("mastodon/create-reply-to-event");
    expect(await said()).toEqual(["attendance-note"]);
  });

  test("a Leave that overtakes its Join ends it, and the next Join counts", async () => {
    await hear("mobilizon/leave");
    expect(await hear("mobilizon/join")).toEqual({ dropped: "it was taken back before" });
    expect(await hear("mobilizon/join")).toEqual({ dropped: "it was taken back before" });
    expect([await hear("mobilizon/join-with-message"), await states()]).toEqual(["done", ["coming"]]);
  });

  test("an answer in words is what its newest version says, in whichever order they come, and nothing when it was deleted", async () => {
    const create = JSON.parse(await remote("mastodon/create-reply-to-event")) as { object: { id: string } };
    const say = async (content: string, hour: number, id = create.object.id) => {
      const updated = new Date(Date.UTC(2031, 0, 2, hour)).toISOString();
      const object = { ...create.object, id, content, contentMap: { en: content }, updated };
      await hear("mastodon/create-reply-to-event", { type: "Update", object });
      return (await states()).join();
    };
    expect(await say("No", 2)).toBe("");
    expect(await say("Yes", 1)).toBe("");
    expect(await say("Yes", 3)).toBe("coming");
    expect(await say("No", 4)).toBe("left");
    expect(await say("Yes", 3)).toBe("left");
    expect(await say("Yes", 5)).toBe("coming");
    expect(await say("No", 4)).toBe("coming");
    expect((await said()).length).toBe(3);
    expect(await say("No", 6)).toBe("left");
    const other = `${create.object.id}2`;
    const { object: _, ...actor } = create as unknown as JsonObject;
    await talk.hear({ ...actor, id: `${other}#delete`, type: "Delete", object: { id: other, type: "Tombstone" } });
    expect(await say("Yes", 7, other)).toBe("left");
  });

  test("we join an event on Mobilizon, hear that we may come, that we may not, and leave", async () => {
    const event = "https://mobilizon.example/events/5f2b8c1e-9a30-4a6d-8a52-0f0c1b2d3e4f";
    const joinId = "0198c0de-0000-7000-8000-000000000004";
    const card = {
      object: event,
      type: "Event",
      attributedTo: "https://mobilizon.example/@ateneu",
      url: event,
    } as const;
    const words = {
      name: { ca: "Assemblea" },
      contentHtml: {},
      isPublic: true,
      addressees: [],
      mentions: [],
      attachments: [],
    };
    await transact(app, async (work) => {
      await keepRemoteObject(work, { ...card, ...words, publishedAtMs: 0 });
      await keepRemoteActor(work, { ...stranger("ateneu"), actor: card.attributedTo });
    });
    const going = { actorId: "coop", object: event };
    const here = { ...app, newId: () => joinId };
    expect([await goTo(here, going), await goTo(app, going)]).toEqual([true, true]);
    expect([await stayAway(app, { ...going, object: `${event}0` }), await said()]).toEqual([
      false,
      ["attendance-join"],
    ]);
    const state = async () => (await findGoings(app, "coop", [event])).get(event);
    const forged = { actor: "https://evil.example/@eve" };
    expect([await state(), await hear("mobilizon/accept-join", forged)]).toEqual([
      "asked",
      { dropped: "it answers nothing that we said" },
    ]);
    expect([await hear("mobilizon/accept-join"), await state()]).toEqual(["done", "coming"]);
    expect([await hear("mobilizon/reject-join"), await state()]).toEqual(["done", "refused"]);
    expect([await hear("mobilizon/reject-join", { type: "Ignore" }), await state()]).toEqual(["done", "ignored"]);
    expect([await stayAway(app, going), await stayAway(app, going), await state()]).toEqual([true, true, "left"]);
    expect([await hear("mobilizon/accept-join"), await state(), await said()]).toEqual([
      "done",
      "left",
      ["attendance-join", "attendance-leave"],
    ]);
  });

  test("an account that is deleted leaves its place, and its name", async () => {
    await hear("mobilizon/join");
    await talk.hear({
      id: "https://mobilizon.example/1",
      type: "Delete",
      actor: "https://mobilizon.example/@pau",
      object: "https://mobilizon.example/@pau",
    });
    expect(await states()).toEqual(["left"]);
    expect(JSON.stringify(await app.database.q.select().from(app.database.t.attendances))).not.toContain("pau");
  });
});

test("a Join over the wire, signed, is answered with an Accept in the name of whose event it is", async () => {
  const clock = { nowMs: Date.now() };
  const here = await serveCoop(await memoryDatabase(), clock);
  const there = await openSender();
  for (const close of [here.close, there.close]) cleanup(close);
  const event = await planEvent(here.app, { capacity: 1 });
  const iri = `${here.origin}/events/${event.id}`;
  const join = {
    "@context": "https://www.w3.org/ns/activitystreams",
    type: "Join",
    id: `${there.origin}/join/1`,
    actor: there.person,
    object: iri,
  };
  expect(await there.post(`${here.origin}/actors/coop/inbox`, join)).toBe(202);
  await here.deliver();
  const { "@context": _, ...object } = join;
  const accept = { type: "Accept", actor: `${here.origin}/actors/coop`, object, to: [there.person] };
  expect(there.heard).toMatchObject([accept]);
  // Nobody joins, or leaves, in somebody else's name.
  const forged = { ...join, type: "Leave", id: `${there.origin}/leave/1`, actor: `${here.origin}/actors/coop` };
  expect(await there.post(`${here.origin}/inbox`, forged)).not.toBe(500);
  expect(await there.post(`${here.origin}/inbox`, { ...join, type: "Leave", id: `${there.origin}/leave/2` })).toBe(202);
  const { q, t } = here.app.database;
  expect((await q.select().from(t.attendances)).map(({ state }) => state)).toEqual(["left"]);
});

describe("what we send", () => {
  const origin = "https://commons.example";
  const envelope = {
    id: `${origin}/messages/0198c0de-0000-7000-8000-000000000004`,
    actor: `${origin}/actors/coop`,
    origin,
    publishedAtMs: Date.parse("2031-02-03T10:00:00Z"),
  };
  const event = `${origin}/events/${eventId}`;
  const join = { join: "https://mobilizon.example/join/event/1", participant: "https://mobilizon.example/@pau", event };
  const note = {
    type: "attendance-note",
    event,
    participant: "https://mastodon.example/users/rosa",
    address: "rosa@mastodon.example",
    inReplyTo: "https://mastodon.example/users/rosa/statuses/1",
    text: "You are coming to “<Commons & hour>”. See you there!\n\nIf you cannot come after all, answer “no”.",
    language: "en",
  } as const;
  const messages = [
    ["accept", { type: "attendance-accept", ...join }],
    ["reject", { type: "attendance-reject", ...join }],
    ["wait", { type: "attendance-wait", ...join }],
    ["note", note],
    [
      "join",
      {
        type: "attendance-join",
        event: "https://mobilizon.example/events/1",
        organiser: "https://mobilizon.example/@ateneu",
      },
    ],
    [
      "leave",
      {
        type: "attendance-leave",
        event: "https://mobilizon.example/events/1",
        organiser: "https://mobilizon.example/@ateneu",
      },
    ],
  ] as const;
  test.each(messages)("attendance-%s", async (name, message) => {
    const fixture = new URL(`../fixtures/attendance-${name}.jsonld`, import.meta.url);
    expect(writeMessage(message, envelope)).toEqual(JSON.parse(await readFile(fixture, "utf8")));
  });
});
