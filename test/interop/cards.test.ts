import { beforeAll, describe, expect, test } from "vitest";
import { serveCoop, type Served } from "#test/federation/served.ts";
import { memoryDatabase, useCleanup } from "#test/rig.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { listRemote } from "./remote.ts";
import { openStandIn } from "./stand-in.ts";

const later = useCleanup();
const fixtures = await listRemote();
let here: Served;

beforeAll(async () => {
  const database = await memoryDatabase();
  here = await serveCoop(database, { nowMs: Date.now() });
  later(async () => {
    await here.close();
    await database.close();
  });
});

const serverOf = (name: string): string => name.split("/", 1)[0] ?? "";
const whatOf = (name: string): string => name.slice(serverOf(name).length + 1);

async function openServer(name: string) {
  const there = await openStandIn(serverOf(name));
  later(there.close);
  return there;
}

describe("the actors of", () => {
  const actors = fixtures.filter(({ reads }) => reads === "actor").map(({ file }) => file.replace(".json", ""));
  test.each(actors)("%s are found, with where they are reached", async (name) => {
    const there = await openServer(name);
    const document = await there.read(whatOf(name), {});
    const id = document["id"] as string;
    const { host } = new URL(id);
    const shared = (document["endpoints"] as JsonObject | undefined)?.["sharedInbox"];
    expect(await here.federation.partners.findActor(id)).toMatchObject({
      found: {
        actor: id,
        type: document["type"],
        address: `${document["preferredUsername"] as string}@${host}`,
        name: document["name"] ?? document["preferredUsername"],
        inbox: document["inbox"],
        ...(shared === undefined ? {} : { sharedInbox: shared }),
      },
    });
  });
});

/** What is shown of what others say. Texts by language; `und` where their server says none. */
const shown: Readonly<Record<string, object>> = {
  "mastodon/create-note": { type: "Note", isPublic: true, contentHtml: { ca: containing("Els planters") } },
  "mastodon/create-note-warned": {
    contentNote: "Photos of slugs",
    attachments: [{ mediaType: "image/jpeg", alt: "Three slugs on a leaf of lettuce" }],
  },
  "mastodon/create-note-emoji": { contentHtml: { en: containing(":teapot:") } },
  "mastodon/create-poll": { type: "Question", contentHtml: { en: containing("<li>Thursday</li>") } },
  "mastodon/create-private-mention": { isPublic: false },
  "mastodon/create-followers-only-reply": { isPublic: false },
  "mastodon/create-unlisted-reply": { isPublic: true },
  "gotosocial/create-note": { isPublic: true, contentHtml: { de: containing("Brot") } },
  "gotosocial/create-note-pictures": {
    contentNote: "Food",
    attachments: [{ mediaType: "image/webp", alt: "Crumbs on a red table cloth" }],
  },
  "friendica/create-note": { contentHtml: { de: containing("<strong>Offene Werkstatt</strong>") } },
  "friendica/create-article": { type: "Article", contentHtml: { de: containing("Netzteil") } },
  "friendica/create-event": { type: "Event", startsAtMs: Date.UTC(2031, 2, 21, 18) },
  "mobilizon/create-event": {
    type: "Event",
    name: { ca: "Taller de reparació de bicicletes" },
    contentHtml: { ca: containing("<strong>eines</strong>") },
    startsAtMs: Date.UTC(2031, 2, 14, 17),
    endsAtMs: Date.UTC(2031, 2, 14, 19, 30),
  },
  "mobilizon/create-article": { type: "Article", name: { und: "Què vam aprendre aquest hivern" } },
  "mobilizon/create-comment": { contentHtml: { und: containing("traducció") } },
  "gancio/create-event": { type: "Event", name: { und: "Sopar popular" }, startsAtMs: Date.UTC(2031, 2, 20, 19) },
  "gancio/create-event-online": { type: "Event" },
  "gancio/create-event-both": { type: "Event" },
  "lemmy/create-comment": { contentHtml: { en: containing("Who oils the press?") } },
  "nodebb/create-article": { type: "Article", contentHtml: { und: containing("two sieves") } },
  "wordpress/create-article": {
    type: "Article",
    name: { en: "A bench for everyone" },
    contentHtml: { en: containing("bench") },
    attachments: [{ alt: "A work bench of beech" }],
  },
  "wordpress/create-event": { type: "Event", name: { en: "Open workshop" }, startsAtMs: Date.UTC(2031, 2, 22, 9) },
  "wordpress/create-event-online": { type: "Event", name: { en: "Talk online" } },
};

function containing(text: string): unknown {
  return expect.stringContaining(text);
}

describe("what others say is shown as they mean it:", () => {
  test.each(Object.entries(shown))("%s", async (name, card) => {
    const there = await openServer(name);
    const { object, "@context": context } = await there.read(whatOf(name), {});
    const document = object as JsonObject;
    const id = document["id"] as string;
    there.serve(id, { "@context": context ?? null, ...document });
    expect(await here.federation.partners.findObject(id)).toMatchObject({ found: { object: id, ...card } });
  });

  test("a vote in a poll is nothing to show, and neither is what only names what it was", async () => {
    for (const name of ["mastodon/create-vote", "mastodon/delete-note"]) {
      const there = await openServer(name);
      const { object } = await there.read(whatOf(name), {});
      const document = object as JsonObject;
      const id = document["id"] as string;
      there.serve(id, document);
      expect(await here.federation.partners.findObject(id)).toMatchObject({ failed: expect.any(String) });
    }
  });
});
