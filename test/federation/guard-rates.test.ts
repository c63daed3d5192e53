import "temporal-polyfill/global";
import { signRequest } from "@fedify/fedify/sig";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Context } from "#src/app/context.ts";
import { makeKeys } from "#src/app/keys.ts";
import { acceptPeer, hearPeer } from "#src/app/peers.ts";
import { openGuard, type Guard } from "#federation/guard.ts";
import { memoryDatabase } from "#test/rig.ts";
import { openCoop, type Clock } from "./ground.ts";

const origin = "https://here.example";
const partner = "https://there.example";
const clock: Clock = { nowMs: Date.now() };
let app: Context;
let guard: Guard;
let privateKey: CryptoKey;

beforeAll(async () => {
  app = await openCoop(await memoryDatabase(), clock, origin);
  privateKey = (await makeKeys({ ledger: false })).http.privateKey;
  const node = `${partner}/actors/node`;
  const coop = `${partner}/actors/coop`;
  const texts = { name: {}, summary: {}, fairUse: {}, fairUseVersion: 1, region: "", languages: [] };
  const card = {
    origin: partner,
    node,
    nodeInbox: `${node}/inbox`,
    coop,
    coopInbox: `${coop}/inbox`,
    handle: "there",
    ...texts,
  };
  const heard = await hearPeer(
    app,
    { event: "their-follow", follow: `${partner}/1`, node },
    { ...card, listed: false, ledgerKeys: [] },
  );
  await acceptPeer(app, heard.outcome === "heard" ? heard.peer.id : "");
});
afterAll(() => app.database.close());
beforeEach(() => {
  guard = openGuard({ app, trustedProxies: ["10.0.0.1"], hostAwake: async () => undefined });
});

async function signedBy(host: string): Promise<Request> {
  const body = JSON.stringify({ id: `${host}/1`, type: "Follow", actor: `${host}/actors/node` });
  const headers = { "content-type": "application/activity+json", date: new Date(clock.nowMs).toUTCString() };
  const request = new Request(`${origin}/inbox`, { method: "POST", headers, body });
  return signRequest(request, privateKey, new URL(`${host}/actors/node#main-key`));
}

/** How many of these are let through when what is behind the guard answers so. */
async function passing(
  request: Request,
  wanted: number,
  answer: { readonly status: number; readonly from?: string },
): Promise<number> {
  let count = 0;
  for (let sent = 0; sent < wanted; sent += 1) {
    const admission = await guard(request.clone(), { remoteAddress: answer.from ?? "203.0.113.7" });
    if ("refuse" in admission) continue;
    await admission.settle(new Response(null, { status: answer.status }));
    count += 1;
  }
  return count;
}

test("a partner may send 300 at once, then ten a second, and what was forged in its name does not count", async () => {
  const request = await signedBy(partner);
  expect(await passing(request, 20, { status: 401 })).toBe(20);
  expect(await passing(request, 310, { status: 202 })).toBe(300);
  clock.nowMs += 1_000;
  expect(await passing(request, 20, { status: 202 })).toBe(10);
});

test("a stranger may send less", async () => {
  const request = await signedBy("https://stranger.example");
  expect(await passing(request, 200, { status: 202 })).toBe(120);
});

test("an address whose signatures do not hold has to wait, another one has not", async () => {
  const request = await signedBy("https://stranger.example");
  expect(await passing(request, 200, { status: 401 })).toBe(120);
  expect(await passing(request, 1, { status: 202 })).toBe(0);
  expect(await passing(request, 1, { status: 202, from: "203.0.113.8" })).toBe(1);
  clock.nowMs += 60_000;
  expect(await passing(request, 1, { status: 202 })).toBe(1);
});

test("behind a proxy that we trust, each client has its own bucket", async () => {
  const page = (client: string): Request => new Request(`${origin}/`, { headers: { "x-forwarded-for": client } });
  const answer = { status: 200, from: "10.0.0.1" };
  expect(await passing(page("198.51.100.1"), 610, answer)).toBe(600);
  expect(await passing(page("198.51.100.2"), 1, answer)).toBe(1);
  const untrusted = { status: 200, from: "203.0.113.9" };
  expect(await passing(page("198.51.100.3"), 600, untrusted)).toBe(600);
  expect(await passing(page("198.51.100.4"), 1, untrusted)).toBe(0);
});

test("who guesses handles soon learns nothing, whether somebody bears them or not; others still do", async () => {
  const settled = async (path: string, status: number, from = "203.0.113.30"): Promise<number> => {
    const admission = await guard(new Request(`${origin}${path}`), { remoteAddress: from });
    return "refuse" in admission
      ? admission.refuse.status
      : (await admission.settle(new Response(null, { status }))).status;
  };
  const webFinger = "/.well-known/webfinger?resource=acct:guess@here.example";
  for (let sent = 0; sent < 30; sent += 1) {
    // Whoever knows whom they look for may ask as often as anybody asks for pages.
    expect(await settled("/@right", 302)).toBe(302);
    expect(await settled(webFinger, 404)).toBe(404);
    expect(await settled("/@guess", 404)).toBe(404);
  }
  expect(await settled(webFinger, 404)).toBe(429);
  expect(await settled(webFinger, 200)).toBe(429);
  expect(await settled("/@right", 302)).toBe(429);
  expect(await settled(webFinger, 200, "203.0.113.31")).toBe(200);
  clock.nowMs += 10_000;
  expect(await settled(webFinger, 200)).toBe(200);
});

test("who guesses secret addresses has to wait; who has a right one has not, behind the same address", async () => {
  const from = "203.0.113.20";
  const settled = async (path: string, status: number): Promise<number> => {
    const admission = await guard(new Request(`${origin}${path}`), { remoteAddress: from });
    return "refuse" in admission ? 0 : (await admission.settle(new Response(null, { status }))).status;
  };
  for (const path of ["/join/guess", "/guests/guess", "/feeds/guess.ics", "/welcome/guess"])
    for (let sent = 0; sent < 30; sent += 1) expect(await settled(path, 404)).toBe(404);
  expect(await settled("/guests/guess", 404)).toBe(429);
  expect(await settled("/guests/right", 200)).toBe(200);
  expect(await settled("/nowhere", 404)).toBe(404);
});
