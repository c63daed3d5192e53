import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { ModerationMessage } from "#src/domain/moderation-message.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { readBlock, readFlag, writeModeration } from "#federation/wire/moderation.ts";

const ours = "https://meet.example/actors/coop";
const theirs = "https://social.example/users/ada";
const envelope = {
  id: "https://meet.example/messages/0195a3c4-7b00-7000-8000-000000000001",
  actor: "https://meet.example/actors/node",
  origin: "https://meet.example",
  publishedAtMs: 0,
};
const messages: Readonly<Record<ModerationMessage["type"], ModerationMessage>> = {
  "follower-reject": {
    type: "follower-reject",
    follow: "https://social.example/follows/1",
    follower: theirs,
    object: ours,
  },
  "following-undo": {
    type: "following-undo",
    follow: "https://meet.example/messages/0195a3c4-7b00-7000-8000-000000000002",
    followed: theirs,
    actor: ours,
  },
  flag: { type: "flag", account: theirs, objects: [`${theirs}/notes/1`], comment: "This is spam." },
};
const fixtureOf = async (name: string): Promise<JsonObject> =>
  JSON.parse(await readFile(new URL(`../fixtures/${name}.jsonld`, import.meta.url), "utf8")) as JsonObject;

test.each(Object.values(messages))("$type is written as the fixture shows it", async (message) => {
  expect(writeModeration(message, envelope)).toEqual(await fixtureOf(message.type));
});

test("our own Flag is read as others read it: by the node, about an account and what it said", async () => {
  expect(readFlag(await fixtureOf("flag"))).toMatchObject({
    value: { objects: [theirs, `${theirs}/notes/1`], comment: "This is spam." },
  });
});

test("a Flag with one object, without words, or with more than anybody reads", () => {
  const flag = { id: "https://a.example/1", type: "Flag", actor: "https://a.example/actor" };
  expect(readFlag({ ...flag, object: ours })).toMatchObject({ value: { objects: [ours], comment: "" } });
  expect(readFlag({ ...flag, object: [{ id: ours, type: "Note" }], content: 7 })).toMatchObject({
    value: { comment: "" },
  });
  const long = readFlag({ ...flag, object: ours, content: "x".repeat(9_000) });
  expect(long.ok && long.value.comment.length).toBe(5_000);
  expect(readFlag({ ...flag, object: Array.from({ length: 101 }, () => ours) }).ok).toBe(false);
  expect(readFlag({ ...flag, object: "javascript:alert(1)" }).ok).toBe(false);
  expect(readBlock({ ...flag, object: [ours] })).toMatchObject({ value: { object: ours } });
});
