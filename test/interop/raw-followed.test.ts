import { beforeAll, describe, expect, test } from "vitest";
import { followThem, unfollowThem } from "#src/app/followings.ts";
import { viewTimeline } from "#src/app/timeline.ts";
import { findFollowingByFollow } from "#src/store/followings.ts";
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

const publicCollection = "https://www.w3.org/ns/activitystreams#Public";
const context = "https://www.w3.org/ns/activitystreams";

/** Follows the peer's person, and answers the Follow that it heard. */
async function follow(peer: RawPeer): Promise<{ readonly id: string; readonly said: JsonObject }> {
  const found = await here.federation.partners.findActor(peer.person);
  if ("failed" in found) throw new Error(found.detail);
  const following = await followThem(here.app, { actorId: "coop", card: found.found });
  if (following.outcome !== "done") throw new Error(following.outcome);
  await here.deliver();
  const said = peer.heard().at(-1);
  expect(said).toMatchObject({ type: "Follow", actor: coop, object: peer.person });
  return { id: following.following.id, said: said ?? {} };
}

const stateOf = async ({ id }: JsonObject): Promise<string | undefined> =>
  (await findFollowingByFollow(here.app.database, id as string))?.state;

let count = 0;
const note = (peer: RawPeer, more: JsonObject = {}): JsonObject => ({
  id: `${peer.origin}/notes/${(count += 1)}`,
  type: "Note",
  attributedTo: peer.person,
  to: [publicCollection],
  published: "2031-01-01T00:00:00Z",
  content: "<p>Hola</p>",
  contentMap: { ca: "<p>Hola</p>" },
  ...more,
});
const say = (peer: RawPeer, type: string, object: JsonObject | string) =>
  peer.post(`${here.origin}/inbox`, {
    "@context": context,
    id: `${peer.origin}/said/${(count += 1)}`,
    type,
    actor: peer.person,
    object,
    to: [publicCollection],
  });

async function shown(peer: RawPeer): Promise<readonly object[]> {
  const { items } = await viewTimeline(here.app, { actorId: "coop", limit: 50 });
  return items.map(({ said }) => said).filter(({ attributedTo }) => attributedTo === peer.person);
}

describe("a peer that we follow", () => {
  const oddities: Readonly<Record<string, Partial<Oddities>>> = {
    "is like most": {},
    "has its key at an address of its own": { key: "document" },
    "serves nothing without a signature, and looks at our Follow under its id before it takes it": {
      signedFetchOnly: true,
      dereferencesFirst: true,
    },
    "is slow": { slowMs: 300 },
    "packs what it serves": { gzip: true },
    "has no shared inbox": { sharedInbox: false },
    "answers 204": { inboxStatus: 204 },
  };
  test.each(Object.entries(oddities))("%s", async (_, odd) => {
    const peer = await openPeer(odd);
    const { id, said } = await follow(peer);
    expect((await say(peer, "Accept", said)).status).toBe(202);
    expect(await stateOf(said)).toBe("accepted");
    const post = note(peer);
    expect((await say(peer, "Create", post)).status).toBe(202);
    expect(await shown(peer)).toMatchObject([{ contentHtml: { ca: "<p>Hola</p>" } }]);
    await say(peer, "Update", { ...post, content: "<p>Adéu</p>", contentMap: { ca: "<p>Adéu</p>" } });
    expect(await shown(peer)).toMatchObject([{ contentHtml: { ca: "<p>Adéu</p>" } }]);
    await say(peer, "Delete", post["id"] as string);
    expect(await shown(peer)).toEqual([]);
    await unfollowThem(here.app, id);
    await here.deliver();
    expect(peer.heard().at(-1)).toMatchObject({ type: "Undo", actor: coop, object: { id: said["id"] } });
  });

  const accepts: Readonly<Record<string, (said: JsonObject) => JsonObject | string>> = {
    "by its id": (said) => said["id"] as string,
    "by its id, type, actor and object": ({ id, type, actor, object }) => ({
      id: id ?? "",
      type: type ?? "",
      actor: actor ?? "",
      object: object ?? "",
    }),
    "by its actor and object, with no id": ({ type, actor, object }) => ({
      type: type ?? "",
      actor: actor ?? "",
      object: object ?? "",
    }),
    "whole, with whole actors inside": (said) => ({
      ...said,
      actor: { id: coop, type: "Organization" },
      object: { id: said["object"] ?? "", type: "Person" },
    }),
  };
  test.each(Object.entries(accepts))("accepts our Follow %s", async (_, object) => {
    const peer = await openPeer();
    const { said } = await follow(peer);
    expect((await say(peer, "Accept", object(said))).status).toBe(202);
    expect(await stateOf(said)).toBe("accepted");
  });

  test("cannot accept for somebody else, nor make us follow whom we did not ask", async () => {
    const [peer, other] = [await openPeer(), await openPeer()];
    const { said } = await follow(peer);
    await say(other, "Accept", said);
    expect(await stateOf(said)).toBe("requested");
    const never = { id: `${here.origin}/messages/0`, type: "Follow", actor: coop, object: other.person };
    await say(other, "Accept", never);
    await say(other, "Create", note(other));
    expect(await shown(other)).toEqual([]);
  });
});

describe("what a peer that we follow says", () => {
  const addressings: Readonly<Record<string, JsonObject>> = {
    "as:Public": { to: "as:Public" },
    Public: { to: ["Public"] },
    "the whole address, in cc": { to: [], cc: publicCollection },
  };
  test.each(Object.entries(addressings))("is public when it is said to %s", async (_, addressing) => {
    const peer = await openPeer();
    await say(peer, "Accept", (await follow(peer)).said);
    await say(peer, "Create", note(peer, addressing));
    expect(await shown(peer)).toMatchObject([{ isPublic: true }]);
  });

  test("is fetched, signed, when it is only named", async () => {
    const peer = await openPeer({ signedFetchOnly: true });
    await say(peer, "Accept", (await follow(peer)).said);
    const post = note(peer);
    peer.odd.documents[new URL(post["id"] as string).pathname] = { "@context": context, ...post };
    expect((await say(peer, "Create", post["id"] as string)).status).toBe(202);
    expect(await shown(peer)).toMatchObject([{ contentHtml: { ca: "<p>Hola</p>" } }]);
    const asked = peer.asked.filter(({ path, method }) => method === "GET" && path.startsWith("/notes/"));
    expect(asked.map(({ status, signedBy }) => [status, signedBy?.startsWith(`${here.origin}/actors/node`)])).toEqual([
      [200, true],
    ]);
  });

  test("is taken with a stub of its author inside, and with lists of one", async () => {
    const peer = await openPeer();
    await say(peer, "Accept", (await follow(peer)).said);
    const author = { id: peer.person, type: "Person", name: "Eva" };
    await say(
      peer,
      "Create",
      note(peer, { type: ["Note"], attributedTo: [author], content: ["<p>Hola</p>"] as never }),
    );
    expect(await shown(peer)).toHaveLength(1);
  });
});
