import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { platforms } from "#src/domain/resource.ts";
import type { Connector, RoomGuest, RoomRequest } from "#src/meetings/connector.ts";
import { timeLimitMs } from "#src/meetings/http.ts";
import { findConnector } from "#src/meetings/platforms.ts";
import { eventually, useCleanup } from "#test/rig.ts";
import { startBigBlueButton } from "./bigbluebutton-server.ts";
import { startGalene } from "./galene-server.ts";
import { startJitsi } from "./jitsi-server.ts";
import { startPlatform, type PlatformServer } from "./platform-server.ts";

// One behaviour for all platforms: against the test servers, and against real ones that the environment names (see CONTRIBUTING.md).

type TestServer = PlatformServer & { readonly connection: object; setPeople?(room: string, people: number): void };

const servers: Readonly<Record<string, () => Promise<TestServer>>> = {
  bigbluebutton: startBigBlueButton,
  jitsi: startJitsi,
  galene: startGalene,
  link: async () => {
    const server = await startPlatform({ answer: (_request, response) => void response.end() });
    return { ...server, connection: { address: `${server.origin}/room` } };
  },
};

const cleanup = useCleanup();
const minuteMs = 60_000;
const nowMs = Date.now();
const ada: RoomGuest = { name: "Ada «la & més»", role: "moderator", subject: randomUUID(), language: "ca" };
const bo: RoomGuest = { name: "Bo", role: "participant", subject: randomUUID(), language: "fr" };

function newRequest(): RoomRequest {
  const room = `fedicoop-test-${randomUUID()}`;
  return {
    room,
    secret: randomUUID() + randomUUID(),
    title: "Prova",
    seats: 3,
    startsAtMs: nowMs,
    endsAtMs: nowMs + 10 * minuteMs,
  };
}

function connectorOf(platform: string): Connector {
  const connector = findConnector(platform);
  if (connector === undefined) throw new Error(`No connector for ${platform}`);
  return connector;
}

/** `FEDICOOP_TEST_GALENE_URL`, `FEDICOOP_TEST_JITSI_APP_ID`: the fields of the connection; undefined when the environment has no address. */
function fromEnvironment({ platform, fields }: Connector): object | undefined {
  const given = fields.flatMap(({ name }) => {
    const variable = `FEDICOOP_TEST_${platform}_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`)}`.toUpperCase();
    const value = process.env[variable];
    return value === undefined ? [] : [[name, value] as const];
  });
  return given.some(([name]) => name === "url" || name === "address") ? Object.fromEntries(given) : undefined;
}

async function start(platform: string): Promise<TestServer & { readonly filled: unknown }> {
  const server = await servers[platform]?.();
  if (server === undefined) throw new Error(`No test server for ${platform}`);
  cleanup(server.stop);
  return { ...server, filled: connectorOf(platform).connection.parse(server.connection) };
}

const places = platforms.flatMap((platform) => {
  const real = fromEnvironment(connectorOf(platform));
  const made = [
    `${platform}, a test server`,
    platform,
    async (): Promise<unknown> => (await start(platform)).filled,
  ] as const;
  return real === undefined
    ? [made]
    : [
        made,
        [`${platform}, a real server`, platform, async () => connectorOf(platform).connection.parse(real)] as const,
      ];
});

function secretsIn(connection: unknown, { fields }: Connector): readonly string[] {
  const values = connection as Readonly<Record<string, string | undefined>>;
  return fields.filter(({ kind }) => kind === "secret").flatMap(({ name }) => values[name] ?? []);
}

describe.each(places)("%s", (_place, platform, connect) => {
  const connector = connectorOf(platform);

  test("is well", async () => {
    expect(await connector.health(await connect())).toMatchObject({ ok: true });
  });

  test("has a room ready, twice the same, in which nobody is yet", async () => {
    const [connection, request] = [await connect(), newRequest()];
    expect(await connector.ready(connection, { request, nowMs })).toEqual({ ok: true });
    expect(await connector.ready(connection, { request, nowMs })).toEqual({ ok: true });
    expect(await connector.presence(connection, request)).toEqual({
      ok: true,
      ...(connector.abilities.measures ? { presence: "known", running: false, people: 0 } : { presence: "unknown" }),
    });
    await connector.end(connection, request);
  });

  test("tells nobody of a room that was never made", async () => {
    const presence = await connector.presence(await connect(), newRequest());
    expect(presence).toMatchObject(
      connector.abilities.measures ? { ok: true, people: 0 } : { ok: true, presence: "unknown" },
    );
  });

  test("leads each person in by their own way, which gives no secret away", async () => {
    const [connection, request] = [await connect(), newRequest()];
    await connector.ready(connection, { request, nowMs });
    const ways = await Promise.all(
      [ada, bo].map(async (guest) => await connector.way(connection, { request, guest, nowMs })),
    );
    const urls = ways.map((way) => (way.ok ? (way.url ?? "") : way.detail));
    for (const url of urls) {
      expect(URL.canParse(url)).toBe(true);
      for (const secret of [...secretsIn(connection, connector), request.secret])
        expect(decodeURIComponent(url)).not.toContain(secret);
    }
    expect(new Set(urls).size).toBe(connector.abilities.roles ? 2 : 1);
    await connector.end(connection, request);
  });

  test("ends a room, and what is not there, at once or a little later", async () => {
    const [connection, request] = [await connect(), newRequest()];
    await connector.ready(connection, { request, nowMs });
    expect(await connector.end(connection, request)).toEqual({ ok: true });
    await eventually(async () => {
      const presence = await connector.presence(connection, request);
      return presence.ok && (presence.presence === "unknown" || (!presence.running && presence.people === 0));
    });
    expect(await connector.end(connection, request)).toEqual({ ok: true });
    expect(await connector.end(connection, newRequest())).toEqual({ ok: true });
  });
});

const measuring = platforms.filter((platform) => connectorOf(platform).abilities.measures);
const outward = platforms.filter((platform) => platform !== "link");

/** Everything that a connector asks of its server. */
async function askAll(connector: Connector, connection: unknown): Promise<readonly unknown[]> {
  const request = newRequest();
  const { measures, ends } = connector.abilities;
  return [
    await connector.health(connection),
    ...(measures
      ? [await connector.ready(connection, { request, nowMs }), await connector.presence(connection, request)]
      : []),
    ...(ends ? [await connector.end(connection, request)] : []),
  ];
}

describe.each(measuring)("%s", (platform) => {
  const connector = connectorOf(platform);

  test("counts everybody once, moderators too", async () => {
    const server = await start(platform);
    const request = newRequest();
    await connector.ready(server.filled, { request, nowMs });
    server.setPeople?.(request.room, 3);
    expect(await connector.presence(server.filled, request)).toEqual({
      ok: true,
      presence: "known",
      running: true,
      people: 3,
    });
    server.setPeople?.(request.room, 0);
    expect(await connector.presence(server.filled, request)).toMatchObject({ ok: true, running: false, people: 0 });
  });

  test("refuses whoever has the wrong secret", async () => {
    const server = await start(platform);
    const wrong = { ...(server.filled as object), secret: "not the secret", password: "not the password" };
    for (const answer of await askAll(connector, wrong))
      expect(answer).toMatchObject({ ok: false, problem: "refused" });
  });
});

describe.each(outward)("%s in trouble", (platform) => {
  const connector = connectorOf(platform);
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is unreachable while it is down, and well again afterwards", async () => {
    const server = await start(platform);
    await server.goDown();
    for (const answer of await askAll(connector, server.filled)) {
      expect(answer).toMatchObject({
        ok: false,
        problem: "unreachable",
        detail: expect.stringContaining("ECONNREFUSED") as string,
      });
    }
    await server.comeBack();
    expect(await connector.health(server.filled)).toMatchObject({ ok: true });
  });

  test("is waited for only so long", async () => {
    const server = await start(platform);
    server.suffer("hangs");
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const health = connector.health(server.filled);
    while (server.asked.length === 0) await new Promise(setImmediate);
    await vi.advanceTimersByTimeAsync(timeLimitMs);
    expect(await health).toEqual({ ok: false, problem: "unreachable", detail: "No answer within 10 seconds" });
  });

  test.each(["breaks", "is something else", "redirects"] as const)("says so when it %s", async (trouble) => {
    const server = await start(platform);
    server.suffer(trouble);
    const answers = await askAll(connector, server.filled);
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, problem: "failed" });
    if (trouble === "redirects")
      expect(answers[0]).toMatchObject({ detail: expect.stringContaining("http://127.0.0.1:9:") as string });
  });

  test("never gets our secrets into what is told of it", async () => {
    const server = await start(platform);
    server.suffer("echoes");
    const told = JSON.stringify(await askAll(connector, server.filled));
    expect(told).toContain("It answered 400");
    expect(told).not.toMatch(/checksum=[0-9a-f]/);
    expect(told).not.toMatch(/Basic \w/);
    for (const secret of secretsIn(server.filled, connector)) expect(told).not.toContain(secret);
  });
});

test("every platform has a connector; what is none has none", () => {
  for (const platform of platforms) expect(findConnector(platform)?.platform).toBe(platform);
  expect(findConnector(null)).toBeUndefined();
  expect(findConnector("toString")).toBeUndefined();
});
