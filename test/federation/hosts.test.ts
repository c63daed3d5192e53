import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { transact, type Context } from "#src/app/context.ts";
import { viewHost } from "#src/app/delivery-hosts.ts";
import { saveHost, updateHost } from "#src/store/hosts.ts";
import { openSoftwareWatch } from "#federation/software.ts";
import { memoryDatabase } from "#test/rig.ts";
import { openCoop, type Clock } from "./ground.ts";
import { serveCoop } from "./served.ts";
import { openStranger } from "./stranger.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

test("a host that sends is known by how it signs, and by its clock", async () => {
  const clock: Clock = { nowMs: Date.now() };
  const here = await serveCoop(await memoryDatabase(), clock);
  const stranger = await openStranger();
  closing.push(here.close, stranger.close);
  const coop = `${here.origin}/actors/coop`;
  await stranger.follow(coop);
  await here.deliver();
  // By now our own clock is two minutes ahead, so that the stranger's requests look late.
  clock.nowMs += 120_000;
  await transact(here.app, ({ session }) => updateHost(session, stranger.origin, { clockSeenAtMs: 0 }));
  await stranger.follow(coop);
  const { host } = (await viewHost(here.app, stranger.origin)) ?? {};
  expect(host).toMatchObject({ lastReceivedAtMs: clock.nowMs, receivedSignature: "rfc9421", clock: "attention" });
  expect(Math.round((host?.clockDifferenceMs ?? 0) / 60_000)).toBe(-2);
  // What its answers said lately counts more than a request that may have been long on its way.
  const fresh = { clockSeenAtMs: clock.nowMs, clockDifferenceMs: -1_000 };
  await transact(here.app, ({ session }) => updateHost(session, stranger.origin, { ...fresh, lastReceivedAtMs: 0 }));
  clock.nowMs += 2_000;
  await stranger.follow(coop);
  expect((await viewHost(here.app, stranger.origin))?.host).toMatchObject({
    lastReceivedAtMs: clock.nowMs,
    clockDifferenceMs: -1_000,
  });
});

/** A server that answers each path with this. */
async function serveJson(answers: (origin: string) => Readonly<Record<string, unknown>>): Promise<string> {
  const asked: Server = createServer((request, response) => {
    const answer = answers(origin)[request.url ?? ""];
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => asked.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(asked.address() as AddressInfo).port}`;
  closing.push(() => asked.close());
  return origin;
}

async function softwareOf(app: Context, clock: Clock, host: string): Promise<unknown> {
  const known = {
    failures: 0,
    nextAttemptAtMs: 0,
    lastSuccessAtMs: clock.nowMs,
    software: null,
    softwareVersion: null,
  };
  const unseen = { signature: null, lastError: null, lastFailureAtMs: null, lastReceivedAtMs: null };
  const more = { receivedSignature: null, softwareCheckedAtMs: null, clockDifferenceMs: null, clockSeenAtMs: null };
  await transact(app, ({ session }) => saveHost(session, { host, ...known, ...unseen, ...more }));
  await openSoftwareWatch({ app, allowPrivateAddresses: true }).runDue();
  const { host: view } = (await viewHost(app, host)) ?? {};
  return [view?.software, view?.softwareVersion, view?.softwareCheckedAtMs];
}

const rel = (version: string): string => `http://nodeinfo.diaspora.software/ns/schema/${version}`;

test("what software a host runs is asked for once a day, bounded, and of the host itself only", async () => {
  const clock: Clock = { nowMs: Date.now() };
  const app = await openCoop(await memoryDatabase(), clock);
  const info = { software: { name: "mastodon", version: "4.5.2" } };
  const good = await serveJson((origin) => ({
    "/.well-known/nodeinfo": {
      links: [
        { rel: rel("2.0"), href: `${origin}/2.0` },
        { rel: rel("2.1"), href: `${origin}/2.1` },
      ],
    },
    "/2.0": { software: { name: "old" } },
    "/2.1": info,
  }));
  expect(await softwareOf(app, clock, good)).toEqual(["mastodon", "4.5.2", clock.nowMs]);

  const elsewhere = await serveJson(() => ({
    "/.well-known/nodeinfo": { links: [{ rel: rel("2.1"), href: `${good}/2.1` }] },
  }));
  expect(await softwareOf(app, clock, elsewhere)).toEqual([null, null, clock.nowMs]);
  const huge = await serveJson((origin) => ({
    "/.well-known/nodeinfo": { links: [{ rel: rel("2.1"), href: `${origin}/info` }] },
    "/info": { ...info, padding: "x".repeat(100_000) },
  }));
  expect(await softwareOf(app, clock, huge)).toEqual([null, null, clock.nowMs]);
  const strange = await serveJson(() => ({ "/.well-known/nodeinfo": "{" }));
  expect(await softwareOf(app, clock, strange)).toEqual([null, null, clock.nowMs]);
  // One that PostgreSQL cannot keep would end the round for all others, every time.
  const unkept = await serveJson((origin) => ({
    "/.well-known/nodeinfo": { links: [{ rel: rel("2.1"), href: `${origin}/info` }] },
    "/info": { software: { name: "a\0b", version: "1" } },
  }));
  expect(await softwareOf(app, clock, unkept)).toEqual([null, null, clock.nowMs]);

  // Who says nothing tomorrow is still what it was.
  clock.nowMs += 25 * 3_600_000;
  for (const close of closing.splice(0)) close();
  await openSoftwareWatch({ app, allowPrivateAddresses: true }).runDue();
  expect((await viewHost(app, good))?.host).toMatchObject({ software: "mastodon", softwareCheckedAtMs: clock.nowMs });
});
