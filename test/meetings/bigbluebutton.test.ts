import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { bigbluebutton, checksumOf } from "#src/meetings/bigbluebutton.ts";
import type { RoomGuest, RoomRequest } from "#src/meetings/connector.ts";
import { eventually, useCleanup } from "#test/rig.ts";
import { startBigBlueButton, type BigBlueButtonOptions, type BigBlueButtonServer } from "./bigbluebutton-server.ts";

const cleanup = useCleanup();
const minuteMs = 60_000;
const nowMs = Date.UTC(2026, 10, 22, 18);
const request: RoomRequest = {
  room: "0199f1d2-agreement",
  secret: "one hundred and twenty-eight bits of it",
  title: "Assemblea general: «què fem?» & més",
  seats: 2,
  startsAtMs: nowMs,
  endsAtMs: nowMs + 59.5 * minuteMs,
};
const entry = { request, nowMs };
const ada: RoomGuest = { name: "Ada & Bö", role: "moderator", subject: "pseudonym-1", language: "ca" };

async function start(options: BigBlueButtonOptions = {}): Promise<BigBlueButtonServer> {
  const server = await startBigBlueButton(options);
  cleanup(server.stop);
  return server;
}

async function open(url: string | undefined): Promise<{ readonly location: string | null; readonly text: string }> {
  const response = await fetch(url ?? "", { redirect: "manual" });
  return { location: response.headers.get("location"), text: await response.text() };
}

async function enter(
  server: BigBlueButtonServer,
  guest: Partial<RoomGuest>,
  wanted: RoomRequest = request,
): ReturnType<typeof open> {
  const way = await bigbluebutton.way(server.connection, { request: wanted, guest: { ...ada, ...guest }, nowMs });
  if (!way.ok) throw new Error(way.detail);
  return await open(way.url);
}

describe("the checksum", () => {
  const secret = "639259d4-9dd8-4b25-bf01-95f9567eaf4b";
  const query = "name=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444";

  test("is the one that BigBlueButton's documents give as known answer", () => {
    expect(checksumOf("create", query, { secret, checksum: "sha1" })).toBe("1fcbb0c4fc1f039f73aa6d697d2db9ba7f803f17");
  });

  test.each(["sha1", "sha256", "sha384", "sha512"] as const)(
    "is taken by a server that wants %s, and only then",
    async (checksum) => {
      expect(checksumOf("create", query, { secret, checksum })).toBe(
        createHash(checksum).update(`create${query}${secret}`).digest("hex"),
      );
      const server = await start({ checksum, supports: [checksum] });
      expect(await bigbluebutton.ready(server.connection, entry)).toEqual({ ok: true });
      const other = { ...server.connection, checksum: checksum === "sha1" ? ("sha256" as const) : ("sha1" as const) };
      expect(await bigbluebutton.ready(other, entry)).toMatchObject({ ok: false, problem: "refused" });
    },
  );
});

describe("creating a room", () => {
  test("asks for its seats, its length in whole minutes from now, and says nothing about people", async () => {
    const server = await start();
    await bigbluebutton.ready(server.connection, {
      request: { ...request, endCallback: "https://a.example/ended?x=1&y=2" },
      nowMs,
    });
    const created = Object.fromEntries(server.rooms.get(request.room)?.parameters ?? []);
    expect(created).toMatchObject({
      name: request.title,
      meetingID: request.room,
      maxParticipants: "2",
      duration: "60",
      record: "false",
      meta_endCallbackUrl: "https://a.example/ended?x=1&y=2",
    });
    expect(created["attendeePW"]).not.toBe(created["moderatorPW"]);
    expect(JSON.stringify(created)).not.toContain(request.secret);
  });

  test("again changes nothing; a room of the same name that is not ours is not taken for ours", async () => {
    const server = await start();
    await bigbluebutton.ready(server.connection, entry);
    server.setPeople(request.room, 2);
    expect(await bigbluebutton.ready(server.connection, entry)).toEqual({ ok: true });
    expect(server.rooms.get(request.room)?.people.size).toBe(2);
    const other = { ...request, secret: "another secret of a hundred and twenty-eight bits" };
    expect(await bigbluebutton.ready(server.connection, { request: other, nowMs })).toEqual({
      ok: false,
      problem: "failed",
      detail: "idNotUnique: A meeting already exists with that meeting ID. Please use a different meeting ID.",
    });
  });

  test.each([
    ["é", "é·"],
    ["a\u0000b\nc", "a b c"],
    ["𝔐".repeat(40), "𝔐".repeat(32)],
    [`${"x".repeat(63)}𝔐`, "x".repeat(63)],
  ])("makes %j a name that the server takes", async (title, name) => {
    const server = await start();
    expect(await bigbluebutton.ready(server.connection, { request: { ...request, title }, nowMs })).toEqual({
      ok: true,
    });
    expect(server.rooms.get(request.room)?.parameters.get("name")).toBe(name);
  });

  test("after its end still gives it an end: none at all would be for ever", async () => {
    const server = await start();
    await bigbluebutton.ready(server.connection, { request, nowMs: request.endsAtMs + minuteMs });
    expect(server.rooms.get(request.room)?.parameters.get("duration")).toBe("1");
  });
});

describe("walking in", () => {
  test("leads into the client with name, role and language; the same person twice takes one seat", async () => {
    const server = await start();
    const way = await bigbluebutton.way(server.connection, { ...entry, guest: ada });
    const url = new URL(way.ok ? (way.url ?? "") : "");
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      fullName: "Ada & Bö",
      meetingID: request.room,
      role: "MODERATOR",
      userID: "pseudonym-1",
      "userdata-bbb_override_default_locale": "ca",
      redirect: "true",
    });
    expect(url.searchParams.has("password")).toBe(false);
    expect((await open(url.href)).location).toMatch(/^\/client\?sessionToken=/);
    expect((await open(url.href)).location).toMatch(/^\/client\?sessionToken=/);
    expect(await bigbluebutton.presence(server.connection, request)).toEqual({
      ok: true,
      presence: "known",
      running: true,
      people: 1,
    });
  });

  test("ends at the limit, with the reason on our page", async () => {
    const server = await start();
    const wanted = { ...request, leaveTo: "https://a.example/join/1?lang=ca" };
    await enter(server, {}, wanted);
    await enter(server, { subject: "pseudonym-2", role: "participant" }, wanted);
    const third = await enter(server, { subject: "pseudonym-3", role: "participant" }, wanted);
    expect(third.location).toContain("https://a.example/join/1?lang=ca&errors=");
    expect(decodeURIComponent(third.location ?? "")).toContain("maxParticipantsReached");
    expect(await bigbluebutton.presence(server.connection, request)).toMatchObject({ people: 2 });
  });

  test("works after the server has forgotten a room in which nobody was", async () => {
    const server = await start();
    await bigbluebutton.ready(server.connection, entry);
    server.forget(request.room);
    expect((await enter(server, {})).location).toMatch(/^\/client/);
  });

  test("fails when the way was changed", async () => {
    const server = await start();
    const way = await bigbluebutton.way(server.connection, { ...entry, guest: { ...ada, role: "participant" } });
    const url = way.ok ? (way.url ?? "") : "";
    expect(url).toContain("role=VIEWER");
    expect((await open(url.replace("role=VIEWER", "role=MODERATOR"))).text).toContain(
      "<messageKey>checksumError</messageKey>",
    );
  });
});

describe("ending a room", () => {
  test("takes a moment, in which it is still listed but not running; then the server calls back", async () => {
    const server = await start();
    const callbacks = await startBigBlueButton();
    cleanup(callbacks.stop);
    await bigbluebutton.ready(server.connection, {
      request: { ...request, endCallback: `${callbacks.origin}/ended?token=1` },
      nowMs,
    });
    server.setPeople(request.room, 2);
    expect(await bigbluebutton.end(server.connection, request)).toEqual({ ok: true });
    expect(server.rooms.has(request.room)).toBe(true);
    expect(await bigbluebutton.presence(server.connection, request)).toMatchObject({ ok: true, running: false });
    const gone = await eventually(async () => {
      const presence = await bigbluebutton.presence(server.connection, request);
      return presence.ok && presence.presence === "known" && presence.people === 0 && presence;
    });
    expect(gone).toEqual({ ok: true, presence: "known", running: false, people: 0 });
    await eventually(() => callbacks.asked.includes("/ended"), { what: "the callback" });
    expect(await bigbluebutton.end(server.connection, request)).toEqual({ ok: true });
  });
});

describe("the server's address", () => {
  test.each(["", "/", "api", "api/"])("may be given with %j at its end", async (tail) => {
    const server = await start();
    const connection = {
      ...server.connection,
      url: `${server.url.replace(/\/$/, "")}${tail.startsWith("/") ? "" : "/"}${tail}`,
    };
    expect(await bigbluebutton.ready(connection, entry)).toEqual({ ok: true });
  });
});

test("health says which version runs, and whether the secret is right", async () => {
  const server = await start();
  expect(await bigbluebutton.health(server.connection)).toEqual({ ok: true, version: "3.0.10" });
  expect(await bigbluebutton.health({ ...server.connection, secret: "a wrong secret" })).toEqual({
    ok: false,
    problem: "refused",
    detail: "checksumError: Checksums do not match",
  });
});
