import { readFile } from "node:fs/promises";
import { Activity } from "@fedify/vocab";
import { preloadedContexts } from "@fedify/vocab-runtime";
import { expect, test } from "vitest";
import type { PeerMessage } from "#src/domain/message.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { readCoop, readNode, readPartners } from "#federation/wire/node.ts";
import { readAboutFollow, readPeerBlock, readPeerFollow, writePeer } from "#federation/wire/peer.ts";

const ours = "https://meet.example/actors/node";
const theirs = "https://there.example/actors/node";
const id = "0195a3c4-7b00-7000-8000-000000000001";
const ourFollow = `https://meet.example/messages/${id}`;
const theirFollow = "https://there.example/messages/0195a3c4-7b00-7000-8000-000000000002";
const envelope = {
  id: ourFollow,
  actor: ours,
  origin: "https://meet.example",
  publishedAtMs: Date.parse("2026-03-01T09:30:00Z"),
};
const answerEnvelope = { ...envelope, id: "https://meet.example/messages/0195a3c4-7b00-7000-8000-000000000003" };

const written: Readonly<Record<PeerMessage["type"], JsonObject>> = {
  "peer-follow": writePeer({ type: "peer-follow", follow: ourFollow, object: theirs }, envelope),
  "peer-accept": writePeer({ type: "peer-accept", follow: theirFollow, follower: theirs }, answerEnvelope),
  "peer-reject": writePeer({ type: "peer-reject", follow: theirFollow, follower: theirs }, answerEnvelope),
  "peer-undo": writePeer({ type: "peer-undo", follow: ourFollow, object: theirs }, answerEnvelope),
  "peer-block": writePeer({ type: "peer-block", object: theirs }, answerEnvelope),
  "peer-update": writePeer({ type: "peer-update", to: theirs }, answerEnvelope),
};

const fixtureOf = async (name: string): Promise<JsonObject> =>
  JSON.parse(await readFile(new URL(`../fixtures/${name}.jsonld`, import.meta.url), "utf8")) as JsonObject;

const contextLoader = async (url: string) => {
  const document = preloadedContexts[url];
  if (document === undefined) throw new Error(`${url} would have to be fetched.`);
  return { document, documentUrl: url, contextUrl: null };
};

test.each(Object.keys(written) as PeerMessage["type"][])(
  "%s is written as the fixture shows it, and others understand it",
  async (type) => {
    expect(written[type]).toEqual(await fixtureOf(type));
    const activity = await Activity.fromJsonLd(written[type], { contextLoader });
    expect([activity.actorId?.href, activity.toIds[0]?.href]).toEqual([ours, theirs]);
  },
);

test("what one node writes the other reads", () => {
  expect(readPeerFollow(written["peer-follow"])).toEqual({ ok: true, value: { follow: ourFollow, object: theirs } });
  expect(readAboutFollow(written["peer-accept"])).toEqual({ ok: true, value: { follow: theirFollow } });
  expect(readAboutFollow(written["peer-undo"])).toEqual({ ok: true, value: { follow: ourFollow } });
  expect(readAboutFollow({ ...written["peer-undo"], object: ourFollow })).toEqual({
    ok: true,
    value: { follow: ourFollow },
  });
  expect(readPeerBlock(written["peer-block"])).toEqual({ ok: true, value: { object: theirs } });
});

test.each([
  ["a Follow without an id", () => readPeerFollow({ ...written["peer-follow"], id: undefined })],
  ["a Follow of several", () => readPeerFollow({ ...written["peer-follow"], object: [theirs, ours] })],
  ["an Accept of nothing", () => readAboutFollow({ ...written["peer-accept"], object: null })],
  [
    "an Accept of an object without an id",
    () => readAboutFollow({ ...written["peer-accept"], object: { type: "Follow" } }),
  ],
  ["a Block of a script", () => readPeerBlock({ ...written["peer-block"], object: "javascript:alert(1)" })],
])("%s has a reason why it is not read", (_, read) => {
  expect(read()).toMatchObject({ ok: false, reason: expect.any(String) });
});

test("a node's and a coop's documents are read as they are written", async () => {
  expect(readNode(await fixtureOf("actor-node"), ours)).toEqual({
    ok: true,
    value: { nodeInbox: `${ours}/inbox`, coop: "https://meet.example/actors/coop" },
  });
  expect(readCoop(await fixtureOf("actor-coop"), "https://meet.example/actors/coop")).toMatchObject({
    ok: true,
    value: {
      handle: "commons",
      name: { ca: "Comuns", en: "Commons" },
      summary: { ca: "Trobades per a tothom." },
      fairUse: { ca: "Sense publicitat.", en: "No advertising." },
      fairUseVersion: 1,
      region: "Catalunya",
      languages: ["ca", "en"],
      listed: true,
      ledgerKeys: [
        {
          key: "https://meet.example/actors/coop#ed25519-21fe31dfa154a261",
          revokedAtMs: Date.parse("2026-04-02T10:00:00Z"),
        },
      ],
    },
  });
});

test("a list of partners is read, and what in it cannot be is left out", async () => {
  const read = readPartners(await fixtureOf("partners"));
  expect(read).toEqual({
    ok: true,
    value: [
      { origin: "https://there.example", name: { fr: "Là-bas" }, region: "Québec", languages: ["fr", "en"] },
      { origin: "https://sarva.example", name: { ml: "സർവ്വ", en: "Sarva" }, region: "Kerala", languages: ["ml"] },
    ],
  });
  const items = ((await fixtureOf("partners"))["items"] ?? []) as JsonObject[];
  expect(readPartners({ items: [7, null, { id: "mailto:a@b.example" }, ...items] })).toEqual(read);
  expect(readPartners([])).toMatchObject({ ok: false });
});
