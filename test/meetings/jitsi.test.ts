import { generateKeyPairSync, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { RoomGuest, RoomRequest } from "#src/meetings/connector.ts";
import { jitsi } from "#src/meetings/jitsi.ts";
import { useCleanup } from "#test/rig.ts";
import { startJitsi, type JitsiOptions, type JitsiServer } from "./jitsi-server.ts";
import { takeApart } from "./jwt.ts";

const cleanup = useCleanup();
const minuteMs = 60_000;
const nowMs = Date.UTC(2026, 10, 22, 18);
const request: RoomRequest = {
  room: "0199F1D2-agreement",
  secret: "one hundred and twenty-eight bits of it",
  title: 'Assemblea "general" & més = tots',
  seats: 20,
  startsAtMs: nowMs,
  endsAtMs: nowMs + 60 * minuteMs,
};
const ada: RoomGuest = { name: "Ada\u0000 Bö", role: "moderator", subject: "pseudonym-1", language: "ca" };

async function start(options: JitsiOptions = {}): Promise<JitsiServer> {
  const server = await startJitsi({ now: () => nowMs, ...options });
  cleanup(server.stop);
  return server;
}

type Connection = Parameters<typeof jitsi.way>[0];

async function wayOf(connection: Connection, entry: { guest?: RoomGuest; nowMs?: number } = {}): Promise<URL> {
  const way = await jitsi.way(connection, { request, guest: ada, nowMs, ...entry });
  if (!way.ok || way.url === undefined) throw new Error("no way");
  return new URL(way.url);
}

async function open(url: URL): Promise<string> {
  const response = await fetch(url);
  return `${response.status} ${await response.text()}`;
}

describe("a token", () => {
  test("opens the room, with name and affiliation", async () => {
    const server = await start();
    expect(await open(await wayOf(server.connection))).toMatch(/^200/);
    const member: RoomGuest = { ...ada, role: "participant", subject: "pseudonym-2", name: "Bo" };
    expect(await open(await wayOf(server.connection, { guest: member }))).toMatch(/^200/);
    expect(Object.fromEntries(server.rooms.get("0199f1d2-agreement") ?? [])).toEqual({
      "pseudonym-1": { name: "Ada Bö", affiliation: "owner" },
      "pseudonym-2": { name: "Bo", affiliation: "member" },
    });
  });

  test("holds what Jitsi's documents ask for and nothing empty", async () => {
    const server = await start();
    const token = takeApart((await wayOf(server.connection)).searchParams.get("jwt") ?? "");
    expect(token?.header).toEqual({ alg: "HS256", typ: "JWT" });
    expect(token?.claims).toEqual({
      aud: server.appId,
      iss: server.appId,
      sub: "127.0.0.1",
      room: "0199f1d2-agreement",
      nbf: nowMs / 1000 - 60,
      exp: request.endsAtMs / 1000,
      context: { user: { id: "pseudonym-1", name: "Ada Bö", affiliation: "owner" } },
    });
  });

  test("opens no other room, and no room after the meeting", async () => {
    let clockMs = nowMs;
    const server = await start({ now: () => clockMs });
    const url = await wayOf(server.connection);
    const other = new URL(url);
    other.pathname = "/another-room";
    expect(await open(other)).toBe("403 Room and token mismatched");
    clockMs = request.endsAtMs + 1000;
    expect(await open(url)).toBe("403 Not acceptable by exp");
    // In an overrun a new way lasts long enough to walk in.
    expect(await open(await wayOf(server.connection, { nowMs: clockMs }))).toMatch(/^200/);
  });

  test.each([
    ["the secret", { secret: "not the secret" }, "Invalid signature"],
    ["the app's id", { appId: "other", audience: "a" }, "invalid 'iss' claim"],
    ["the audience", { audience: "other" }, "invalid 'aud' claim"],
    ["the subject", { subject: "other" }, "Room and token mismatched"],
  ])("is refused when %s is wrong", async (_what, wrong, message) => {
    const server = await start();
    expect(await open(await wayOf({ ...server.connection, ...wrong }))).toBe(`403 ${message}`);
  });

  test.each(["pem", "jwk"] as const)(
    "is signed with a private key (%s) that the server finds by its name",
    async (format) => {
      const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const server = await start({
        keys: { "coop-1": publicKey.export({ format: "jwk" }) },
        audiences: ["jitsi"],
        subject: "coop",
      });
      const text =
        format === "pem"
          ? String(privateKey.export({ format: "pem", type: "pkcs1" }))
          : JSON.stringify(privateKey.export({ format: "jwk" }));
      const wanted = {
        url: `${server.url}/Coop/`,
        appId: server.appId,
        privateKey: text,
        keyId: "coop-1",
        audience: "jitsi",
      };
      const connection = jitsi.connection.parse(wanted);
      const url = await wayOf(connection);
      expect(url.pathname).toBe("/Coop/0199f1d2-agreement");
      expect(await open(url)).toMatch(/^200/);
      expect(await open(await wayOf({ ...connection, keyId: "coop-2" }))).toBe("403 Invalid signature");
      expect(await open(await wayOf(server.connection))).toBe("403 Invalid or incorrect alg");
    },
  );
});

test("the room speaks the person's language, shows the title, and asks nobody else for pictures", async () => {
  const server = await start();
  const settings = (await wayOf(server.connection)).hash
    .slice(1)
    .split("&")
    .map((part) => part.split("=").map(decodeURIComponent));
  expect(settings).toEqual([
    ["config.defaultLanguage", '"ca"'],
    ["config.localSubject", JSON.stringify(request.title)],
    ["config.disableThirdPartyRequests", "true"],
  ]);
});

describe("what is filled in", () => {
  const base = { url: "https://meet.example", appId: "app" };
  const small = String(
    generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey.export({ format: "pem", type: "pkcs8" }),
  );
  test.each([
    ["neither secret nor key", base, "secret"],
    ["both", { ...base, secret: randomUUID(), privateKey: "x", keyId: "1" }, "secret"],
    ["what is no key", { ...base, privateKey: "x", keyId: "1" }, "privateKey"],
    ["a key that is too short", { ...base, privateKey: small, keyId: "1" }, "privateKey"],
    ["a key without a name", { ...base, privateKey: small }, "keyId"],
    ["an address of another kind", { ...base, url: "ftp://meet.example", secret: randomUUID() }, "url"],
  ])("is refused: %s", (_what, wanted, field) => {
    const read = jitsi.connection.safeParse(wanted);
    expect(read.error?.issues.map(({ path }) => path.join("."))).toContain(field);
  });
});
