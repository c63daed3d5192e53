import { generateKeyPairSync, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { RoomGuest, RoomRequest } from "#src/meetings/connector.ts";
import { galene } from "#src/meetings/galene.ts";
import { useCleanup } from "#test/rig.ts";
import { startGalene, type GaleneOptions, type GaleneServer } from "./galene-server.ts";
import { takeApart } from "./jwt.ts";

const cleanup = useCleanup();
const minuteMs = 60_000;
const nowMs = Math.floor(Date.now() / 1000) * 1000;
const request: RoomRequest = {
  room: "0199f1d2-agreement",
  secret: "one hundred and twenty-eight bits of it",
  title: "Assemblea general",
  seats: 2,
  startsAtMs: nowMs,
  endsAtMs: nowMs + 60 * minuteMs,
};
const entry = { request, nowMs };
const ada: RoomGuest = { name: "Ada", role: "moderator", subject: "pseudonym-1", language: "ca" };
const bo: RoomGuest = { name: "Bo", role: "participant", subject: "pseudonym-2", language: "es" };
const group = "fedicoop/0199f1d2-agreement";

type Connection = Parameters<typeof galene.way>[0];

async function start(options: GaleneOptions = {}): Promise<GaleneServer> {
  const server = await startGalene(options);
  cleanup(server.stop);
  return server;
}

async function wayOf(connection: Connection, guest: RoomGuest, at = nowMs): Promise<string> {
  const way = await galene.way(connection, { request, guest, nowMs: at });
  if (!way.ok || way.url === undefined) throw new Error("no way");
  return way.url;
}

describe("the group", () => {
  test("is made with its limit, its end and a key of its own; nobody finds it on the server's front page", async () => {
    const server = await start();
    expect(await galene.ready(server.connection, entry)).toEqual({ ok: true });
    expect(server.groups.get(group)?.description).toEqual({
      displayName: "Assemblea general",
      "max-clients": 2,
      expires: new Date(request.endsAtMs).toISOString().replace(".000Z", "Z"),
    });
    expect(server.groups.get(group)?.keys).toMatchObject([{ kty: "oct", alg: "HS256" }]);
    expect(JSON.stringify(server.groups.get(group))).not.toContain(request.secret);
  });

  test("made again changes nothing; a later end and more seats are brought up to date, what the operator added stays", async () => {
    const server = await start();
    await galene.ready(server.connection, entry);
    const before = server.groups.get(group);
    await galene.ready(server.connection, entry);
    expect(server.groups.get(group)?.tag).toBe(before?.tag);
    if (before !== undefined) before.description = { ...before.description, contact: "ops@coop.example" };
    const later = { ...request, seats: 5, endsAtMs: request.endsAtMs + minuteMs };
    expect(await galene.ready(server.connection, { request: later, nowMs })).toEqual({ ok: true });
    expect(server.groups.get(group)?.description).toMatchObject({ "max-clients": 5, contact: "ops@coop.example" });
  });

  test("cannot be made where the operator has not allowed it", async () => {
    const server = await start({ isWritable: false });
    expect(await galene.ready(server.connection, entry)).toEqual({
      ok: false,
      problem: "refused",
      detail: "It answered 401: not authorised",
    });
  });
});

describe("a token", () => {
  test("holds what Galène's documents ask for", async () => {
    const server = await start();
    const url = new URL(await wayOf(server.connection, ada));
    expect(url.pathname).toBe(`/group/${group}/`);
    const token = takeApart(url.searchParams.get("token") ?? "");
    expect(token?.header).toEqual({ alg: "HS256", typ: "JWT" });
    expect(token?.claims).toEqual({
      sub: "Ada",
      aud: `${server.url}group/${group}/`,
      permissions: ["op", "present", "message"],
      iat: nowMs / 1000 - 30,
      exp: request.endsAtMs / 1000,
    });
  });

  test("opens the room to as many as were agreed, and to moderators always", async () => {
    const server = await start();
    await galene.ready(server.connection, entry);
    expect(server.enter(await wayOf(server.connection, ada))).toMatchObject({
      username: "Ada",
      permissions: ["op", "present", "message"],
    });
    expect(server.enter(await wayOf(server.connection, bo))).toEqual({
      username: "Bo",
      permissions: ["present", "message"],
    });
    expect(server.enter(await wayOf(server.connection, bo))).toEqual({ fail: "too many users" });
    expect(server.enter(await wayOf(server.connection, ada))).toMatchObject({ username: "Ada" });
    expect(await galene.presence(server.connection, request)).toEqual({
      ok: true,
      presence: "known",
      running: true,
      people: 3,
    });
  });

  test("opens no other group", async () => {
    const server = await start();
    const other = { ...request, room: "another" };
    await galene.ready(server.connection, { request: other, nowMs });
    const way = await wayOf(server.connection, bo);
    expect(server.enter(way)).toEqual({ fail: "group does not exist" });
    expect(server.enter(way.replace("0199f1d2-agreement", "another"))).toEqual({ fail: "not authorised" });
  });

  test.each([
    ["a/../b", "a-..-b"],
    ["..", "·.."],
    ["", "·"],
    ["\\Bö\n Bo ", "-Bö Bo"],
  ])("makes %j a name that the server takes", async (name, shown) => {
    const server = await start();
    await galene.ready(server.connection, entry);
    expect(server.enter(await wayOf(server.connection, { ...bo, name }))).toMatchObject({ username: shown });
  });

  test.each(["ES256", "HS256"])("is signed with the operator's own key for %s, by its name", async (algorithm) => {
    const server = await start();
    const jwk =
      algorithm === "ES256"
        ? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" })
        : { kty: "oct", k: randomBytes(32).toString("base64url") };
    const connection = galene.connection.parse({
      ...server.connection,
      key: JSON.stringify({ ...jwk, kid: "coop-1" }),
    });
    expect(await galene.ready(connection, entry)).toEqual({ ok: true });
    const way = await wayOf(connection, bo);
    expect(takeApart(new URL(way).searchParams.get("token") ?? "")?.header).toEqual({
      alg: algorithm,
      typ: "JWT",
      kid: "coop-1",
    });
    expect(server.enter(way)).toMatchObject({ username: "Bo" });
    expect(server.groups.get(group)?.keys[0]).not.toHaveProperty("d");
  });
});

describe("ending a room", () => {
  test("sends everybody out, moderators too, and nobody comes back with the way they had", async () => {
    const server = await start();
    await galene.ready(server.connection, { request: { ...request, seats: 20 }, nowMs });
    server.setPeople(request.room, 12);
    const way = await wayOf(server.connection, ada);
    expect(server.enter(way)).toMatchObject({ username: "Ada" });
    expect(await galene.end(server.connection, request)).toEqual({ ok: true });
    expect(await galene.presence(server.connection, request)).toEqual({
      ok: true,
      presence: "known",
      running: false,
      people: 0,
    });
    expect(server.enter(way)).toEqual({ fail: "group does not exist" });
    expect(server.groups.get(group)?.clients.size).toBe(0);
  });

  test("that is empty or not there is no problem", async () => {
    const server = await start();
    expect(await galene.end(server.connection, request)).toEqual({ ok: true });
    await galene.ready(server.connection, entry);
    expect(await galene.end(server.connection, request)).toEqual({ ok: true });
    expect(server.groups.get(group)?.isDeleted).toBe(true);
  });
});

test("a server without statistics cannot tell who is in a room", async () => {
  const server = await start({ hasStatistics: false });
  await galene.ready(server.connection, entry);
  server.setPeople(request.room, 2);
  expect(await galene.presence(server.connection, request)).toEqual({ ok: true, presence: "unknown" });
  expect(await galene.end(server.connection, request)).toEqual({ ok: true });
  expect(server.groups.get(group)?.clients.size).toBe(0);
  expect(await galene.end(server.connection, request)).toEqual({ ok: true });
});

test.each([
  ["a folder that leads elsewhere", { groups: "../x" }, "groups"],
  ["what is no key", { key: "x" }, "key"],
  ["a key that is too short", { key: JSON.stringify({ kty: "oct", k: "c2hvcnQ" }) }, "key"],
  [
    "a key on another curve",
    { key: JSON.stringify(generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey.export({ format: "jwk" })) },
    "key",
  ],
  ["no password", { password: "" }, "password"],
])("is not taken as a connection: %s", (_what, wrong, field) => {
  const read = galene.connection.safeParse({
    url: "https://galene.example",
    username: "admin",
    password: "secret",
    ...wrong,
  });
  expect(read.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
});
