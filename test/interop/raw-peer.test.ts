import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { countFollowers } from "#src/store/followers.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { serveCoop, type Served } from "#test/federation/served.ts";
import { memoryDatabase, useCleanup } from "#test/rig.ts";
import { openRawPeer, type Oddities, type RawPeer } from "./raw-peer.ts";
import type { Signing } from "./signing.ts";

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

// Whoever followed in one test is no matter of the next.
afterEach(() =>
  here.app.database.transaction(async ({ q, t }) => {
    await q.delete(t.followers);
    await q.delete(t.outbox);
  }),
);

/** As others see it: the node's clock goes on. */
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

let count = 0;
const followBy = (peer: RawPeer, more: JsonObject = {}): JsonObject => ({
  "@context": "https://www.w3.org/ns/activitystreams",
  id: `${peer.origin}/follows/${(count += 1)}`,
  type: "Follow",
  actor: peer.person,
  object: coop,
  ...more,
});

const types = (peer: RawPeer) => peer.heard().map(({ type }) => type);

async function isHeard(peer: RawPeer): Promise<void> {
  await announce(here.app, { content: { en: "Hello!", fr: "Bonjour !" } });
  await here.deliver();
  expect(types(peer)).toEqual(["Accept", "Create"]);
  expect(peer.heard()[1]?.["object"]).toMatchObject({
    contentMap: { en: "<p>Hello!</p>", fr: expect.stringContaining("Bonjour") },
  });
}

describe("a peer that follows us and hears us", () => {
  const oddities: Readonly<Record<string, Partial<Oddities>>> = {
    "is like most": {},
    "has its key at an address of its own": { key: "document" },
    "names its key by the actor's address, without a fragment": { key: "bare" },
    "serves nothing without a signature": { signedFetchOnly: true },
    "serves nothing without a signature but its key, at an address of its own": {
      signedFetchOnly: true,
      key: "document",
    },
    "answers 202 to RFC 9421 and drops it": { dropsRfc9421: true },
    "looks at our activities under their ids before it takes them": { dereferencesFirst: true },
    "looks at them signed, since it serves nothing without a signature either": {
      dereferencesFirst: true,
      signedFetchOnly: true,
    },
    "is slow": { slowMs: 400 },
    "packs what it serves": { gzip: true },
    "has no shared inbox": { sharedInbox: false },
    "answers 200": { inboxStatus: 200 },
    "answers 201": { inboxStatus: 201 },
    "answers 204": { inboxStatus: 204 },
    "knows one context only": { context: "https://www.w3.org/ns/activitystreams" },
    "has the old contexts the other way round": {
      context: ["https://w3id.org/security/v1", "https://www.w3.org/ns/activitystreams"],
    },
    "has a language of no language in its context": {
      context: ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", { "@language": "und" }],
    },
    "is of two types": { says: { type: ["Person", "Service"] } },
    "is also known as one other, without a list": { says: { alsoKnownAs: "https://old.example/users/eva" } },
    "has its texts in several languages and nulls elsewhere": {
      says: { name: null, summary: null, icon: null, nameMap: { en: "Eva" }, endpoints: null, url: null },
    },
  };
  test.each(Object.entries(oddities))("%s", async (_, odd) => {
    const peer = await openPeer(odd);
    expect((await peer.post(`${coop}/inbox`, followBy(peer))).status).toBe(202);
    await here.deliver();
    await isHeard(peer);
  });

  test("gives its context under an address that no library has at hand", async () => {
    const peer = await openPeer();
    peer.odd.documents["/context.json"] = { "@context": { ours: "https://own.example/ns#", motto: "ours:motto" } };
    peer.odd.context = [
      "https://www.w3.org/ns/activitystreams",
      "https://w3id.org/security/v1",
      `${peer.origin}/context.json`,
    ];
    peer.odd.says = { motto: "Mend it." };
    const context = ["https://www.w3.org/ns/activitystreams", `${peer.origin}/context.json`];
    const follow = followBy(peer, { "@context": context, motto: "Mend it." });
    expect((await peer.post(`${coop}/inbox`, follow)).status).toBe(202);
    await here.deliver();
    await isHeard(peer);
    expect(peer.asked.filter(({ path }) => path === "/context.json").length).toBeLessThanOrEqual(1);
  });

  test("embeds no more of its actor than id, type and name, and an inbox of somebody else", async () => {
    const peer = await openPeer();
    const actor = { id: peer.person, type: "Person", name: "Eva", inbox: "http://127.0.0.1:9/inbox" };
    expect((await peer.post(`${here.origin}/inbox`, followBy(peer, { actor }))).status).toBe(202);
    await here.deliver();
    await isHeard(peer);
  });
});

describe("where our side asks for signatures too", () => {
  beforeAll(() => changeCoop(here.app, { authorisedFetch: true }));
  afterAll(() => changeCoop(here.app, { authorisedFetch: false }));

  test.each(["fragment", "document", "bare"] as const)("nobody waits for the other's key (%s)", async (key) => {
    const peer = await openPeer({ signedFetchOnly: true, dereferencesFirst: true, key });
    expect((await peer.post(`${coop}/inbox`, followBy(peer))).status).toBe(202);
    await here.deliver();
    await isHeard(peer);
    const { object } = peer.heard()[1] as { readonly object: { readonly id: string } };
    expect((await peer.get(object.id)).status).toBe(200);
    expect((await fetch(object.id, { headers: { accept: "application/activity+json" } })).status).toBe(401);
    expect((await fetch(coop, { headers: { accept: "application/activity+json" } })).status).toBe(200);
  });
});

describe("a peer that signs", () => {
  const signings: Readonly<Record<string, Signing>> = {
    "by RFC 9421": { kind: "rfc9421" },
    "four minutes ahead": { clockMs: 4 * 60_000 },
    "four minutes late": { clockMs: -4 * 60_000 },
    "with the algorithm hs2019": { algorithm: "hs2019" },
    "with created and expires beside the date": { createdAndExpires: "beside the date", algorithm: "hs2019" },
  };
  test.each(Object.entries(signings))("%s is believed", async (_, signing) => {
    const peer = await openPeer();
    expect((await peer.post(`${coop}/inbox`, followBy(peer), signing)).status).toBe(202);
    await here.deliver();
    expect(types(peer)).toEqual(["Accept"]);
  });

  const tooLate: Readonly<Record<string, Signing>> = {
    "two hours late": { clockMs: -2 * 3_600_000 },
    "by what has expired": { createdAndExpires: "beside the date", clockMs: -10 * 60_000 },
    "with created and expires and no date, which nobody here can verify": { createdAndExpires: "alone" },
    "for ten minutes from now": { createdAndExpires: "beside the date", clockMs: 10 * 60_000 },
  };
  test.each(Object.entries(tooLate))("%s is not", async (_, signing) => {
    const peer = await openPeer();
    const before = await countFollowers(here.app.database, "coop");
    expect((await peer.post(`${coop}/inbox`, followBy(peer), signing)).status).toBe(401);
    expect(await countFollowers(here.app.database, "coop")).toBe(before);
  });
});

describe("where things are", () => {
  test("an actor whose address redirects is found, and is who its document says", async () => {
    const peer = await openPeer();
    peer.odd.documents["/@eva"] = `${peer.origin}/users/eva`;
    const found = await here.federation.partners.findActor(`${peer.origin}/@eva`);
    expect(found).toMatchObject({ found: { actor: peer.person, inbox: `${peer.person}/inbox` } });
  });

  test("an activity of the address that redirects is nobody's: its actor is not who signed it", async () => {
    const peer = await openPeer();
    peer.odd.documents["/@eva"] = `${peer.origin}/users/eva`;
    const before = await countFollowers(here.app.database, "coop");
    await peer.post(`${coop}/inbox`, followBy(peer, { actor: `${peer.origin}/@eva` }));
    expect(await countFollowers(here.app.database, "coop")).toBe(before);
  });

  test("our actors, posts and collections answer to those who sign and to those who do not, in every way of signing", async () => {
    const peer = await openPeer({ signedFetchOnly: true });
    const said = await announce(here.app, { content: { en: "Read me." } });
    if (said.outcome !== "done") throw new Error(said.outcome);
    const signings: readonly (Signing | undefined)[] = [{}, { kind: "rfc9421" }, { algorithm: "hs2019" }, undefined];
    const headers = { accept: "application/activity+json" };
    for (const url of [coop, `${here.origin}/actors/node`, said.object, `${coop}/outbox`, `${coop}/followers`]) {
      for (const signing of signings) {
        const answer = signing === undefined ? await fetch(url, { headers }) : await peer.get(url, signing);
        expect([url, answer.status]).toEqual([url, 200]);
        expect(answer.headers.get("content-type")).toMatch(/^application\/(activity|ld)\+json/);
      }
    }
  });
});
