import "temporal-polyfill/global";
import { createHash } from "node:crypto";
import { request as requestPlainly } from "node:http";
import { signRequest } from "@fedify/fedify/sig";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findPeerByOrigin } from "#src/store/peers.ts";
import { addPeer, acceptPeer, blockPeer } from "#src/app/peers.ts";
import { openHttpKeys, type HttpKey } from "#federation/post.ts";
import { eventually, memoryDatabase } from "#test/rig.ts";
import { openNeighbour, type Neighbour } from "./neighbour.ts";

let us: Neighbour;
let them: Neighbour;
let theirKey: HttpKey;

beforeAll(async () => {
  us = await openNeighbour(await memoryDatabase(), { handle: "us" });
  them = await openNeighbour(await memoryDatabase(), { handle: "them" });
  await Promise.all([us.start(), them.start()]);
  theirKey = await openHttpKeys(them.app)("node");
});
afterAll(async () => {
  await Promise.all([us.stop(), them.stop()]);
  await Promise.all([us.app.database.close(), them.app.database.close()]);
});

let made = 0;
/** A Follow of our node, as theirs would send it. */
const follow = (): Record<string, unknown> => {
  made += 1;
  return {
    "@context": "https://www.w3.org/ns/activitystreams",
    id: `${them.origin}/messages/${made}`,
    type: "Follow",
    actor: `${them.origin}/actors/node`,
    object: `${us.origin}/actors/node`,
  };
};

interface Posting {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly contentType?: string;
  readonly path?: string;
  readonly spec?: "rfc9421" | "draft-cavage-http-signatures-12";
  readonly atMs?: number;
  /** Changes the request after it was signed. */
  readonly tamper?: (headers: Headers) => void;
  readonly sentBody?: string;
  /** The server that it is signed for; ours unless given. */
  readonly signedFor?: string;
}

async function post({ body = JSON.stringify(follow()), ...posting }: Posting): Promise<Response> {
  const path = posting.path ?? "/actors/node/inbox";
  const url = `${us.origin}${path}`;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const request = new Request(`${posting.signedFor ?? us.origin}${path}`, {
    method: "POST",
    headers: { "content-type": posting.contentType ?? "application/activity+json" },
    body: bytes,
  });
  const signed = await signRequest(request, theirKey.privateKey, theirKey.id, {
    spec: posting.spec ?? "draft-cavage-http-signatures-12",
    currentTime: Temporal.Instant.fromEpochMilliseconds(posting.atMs ?? Date.now()),
    body: bytes.buffer,
  });
  const headers = new Headers(signed.headers);
  headers.delete("host");
  posting.tamper?.(headers);
  return fetch(url, { method: "POST", headers, body: posting.sentBody ?? body });
}

const peers = (): Promise<number> => us.app.database.q.$count(us.app.database.t.peers);
const outbox = (): Promise<number> => us.app.database.q.$count(us.app.database.t.outbox);
const minuteMs = 60_000;

/** Signs by hand what `names` lists, in the way of draft-cavage. */
async function signDraft(headers: Headers, names: readonly string[]): Promise<void> {
  const lines = names.map(
    (name) =>
      `${name}: ${name === "(request-target)" ? "post /actors/node/inbox" : name === "host" ? new URL(us.origin).host : headers.get(name)}`,
  );
  const signature = await crypto.subtle.sign(
    "RSASSA-PKCS1-v1_5",
    theirKey.privateKey,
    new TextEncoder().encode(lines.join("\n")),
  );
  headers.set(
    "signature",
    `keyId="${theirKey.id.href}",algorithm="rsa-sha256",headers="${names.join(" ")}",signature="${Buffer.from(signature).toString("base64")}"`,
  );
}

const weak = async (names: readonly string[]): Promise<Response> => {
  const body = JSON.stringify(follow());
  const headers = new Headers({
    "content-type": "application/activity+json",
    date: new Date().toUTCString(),
    digest: `SHA-256=${createHash("sha256").update(body).digest("base64")}`,
  });
  await signDraft(headers, names);
  return fetch(`${us.origin}/actors/node/inbox`, { method: "POST", headers, body });
};

const withoutComponent = (name: string) => (headers: Headers) =>
  headers.set("signature-input", (headers.get("signature-input") ?? "").replace(`"${name}"`, ""));
const rfc9421 = "rfc9421" as const;
const nested = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;

const notUtf8 = (): Uint8Array<ArrayBuffer> => {
  const bytes = new TextEncoder().encode(JSON.stringify({ ...follow(), summary: "?" }));
  bytes[bytes.indexOf(0x3f)] = 0xff;
  return bytes;
};

const bad: readonly (readonly [name: string, status: number, send: () => Promise<Response>])[] = [
  [
    "no signature",
    401,
    () =>
      fetch(`${us.origin}/inbox`, {
        method: "POST",
        headers: { "content-type": "application/activity+json" },
        body: JSON.stringify(follow()),
      }),
  ],
  ["a stale date", 401, () => post({ atMs: Date.now() - 61 * minuteMs })],
  ["a date from the future", 401, () => post({ atMs: Date.now() + 6 * minuteMs })],
  ["a stale RFC 9421 signature", 401, () => post({ spec: rfc9421, atMs: Date.now() - 61 * minuteMs })],
  ["no digest covered", 401, () => weak(["(request-target)", "host", "date"])],
  ["no target covered", 401, () => weak(["host", "date", "digest"])],
  ["no date covered", 401, () => weak(["(request-target)", "host", "digest"])],
  ["no host covered", 401, () => weak(["(request-target)", "date", "digest"])],
  ["RFC 9421 without the method", 401, () => post({ spec: rfc9421, tamper: withoutComponent("@method") })],
  ["RFC 9421 without the body", 401, () => post({ spec: rfc9421, tamper: withoutComponent("content-digest") })],
  [
    "two RFC 9421 signatures",
    401,
    () =>
      post({
        spec: rfc9421,
        tamper: (headers) =>
          headers.append("signature-input", `sig2=("@method");created=1;keyid="${theirKey.id.href}"`),
      }),
  ],
  [
    "two draft signatures",
    401,
    () => post({ tamper: (headers) => headers.append("signature", headers.get("signature") ?? "") }),
  ],
  ["another body than the one signed", 401, () => post({ sentBody: JSON.stringify(follow()) })],
  [
    "a signature that does not hold",
    401,
    () =>
      post({
        tamper: (headers) =>
          headers.set("signature", (headers.get("signature") ?? "").replace(/signature="...../, 'signature="AAAAA')),
      }),
  ],
  ["a message that was signed for another server", 401, () => post({ signedFor: "https://elsewhere.example" })],
  [
    "a key that is named twice",
    401,
    () =>
      post({
        tamper: (headers) =>
          headers.set("signature", `otherkeyId="https://elsewhere.example/key",${headers.get("signature")}`),
      }),
  ],
  ["deep JSON", 400, () => post({ body: nested })],
  ["an array", 400, () => post({ body: `[${JSON.stringify(follow())}]` })],
  ["a number", 400, () => post({ body: "5" })],
  ["half of a document", 400, () => post({ body: '{"type":' })],
  ["bytes that are not UTF-8", 400, () => post({ body: notUtf8() })],
  ["half of a character", 400, () => post({ body: JSON.stringify({ ...follow(), summary: "\ud800" }) })],
  ["an activity without a type", 400, () => post({ body: JSON.stringify({ ...follow(), type: undefined }) })],
  ["a type that is an object", 400, () => post({ body: JSON.stringify({ ...follow(), type: { a: 1 } }) })],
  [
    "several actors",
    400,
    () =>
      post({
        body: JSON.stringify({ ...follow(), actor: [`${them.origin}/actors/node`, `${them.origin}/actors/coop`] }),
      }),
  ],
  ["no actor", 400, () => post({ body: JSON.stringify({ ...follow(), actor: 7 }) })],
  ["an id that is no address", 400, () => post({ body: JSON.stringify({ ...follow(), id: ["x"] }) })],
  [
    "a reserved name",
    400,
    () => post({ body: JSON.stringify(follow()).replace("{", '{"__proto__":{"type":"Accept"},') }),
  ],
  ["the character NUL", 400, () => post({ body: JSON.stringify({ ...follow(), summary: "\0" }) })],
  ["30 MB", 413, () => post({ body: JSON.stringify({ ...follow(), summary: "x".repeat(30_000_000) }) })],
  ["a form", 415, () => post({ contentType: "application/x-www-form-urlencoded" })],
  ["plain text", 415, () => post({ contentType: "text/plain" })],
  [
    "an actor of another server",
    401,
    () =>
      post({ body: JSON.stringify({ ...follow(), actor: `${us.origin}/actors/node`, id: `${us.origin}/messages/1` }) }),
  ],
  ["an inbox of nobody", 404, () => post({ path: "/actors/01890000-0000-7000-8000-000000000000/inbox" })],
];

test.each(bad)("%s is refused with %i, and changes nothing", async (_, status, send) => {
  const before = [await peers(), await outbox()];
  const response = await send();
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({ status, title: expect.any(String) });
  expect([await peers(), await outbox()]).toEqual(before);
});

test("what is signed well is taken, in either way of signing", async () => {
  expect((await post({})).status).toBe(202);
  expect((await post({ spec: rfc9421 })).status).toBe(202);
  await eventually(() => findPeerByOrigin(us.app.database, them.origin));
});

test("a body that is sent in pieces, without its length, is bounded too", async () => {
  const piece = new TextEncoder().encode("x".repeat(100_000));
  let left = 30;
  const body = new ReadableStream({
    pull(controller) {
      left -= 1;
      if (left > 0) controller.enqueue(piece);
      else controller.close();
    },
  });
  const init = {
    method: "POST",
    headers: { "content-type": "application/activity+json" },
    body,
    duplex: "half",
  } as const;
  expect((await fetch(`${us.origin}/inbox`, init)).status).toBe(413);
});

test("behind a proxy, what was signed for the public address is taken, whatever the proxy calls us", async () => {
  const { port } = new URL(us.origin);
  const body = JSON.stringify(follow());
  const type = { "content-type": "application/activity+json" };
  const request = new Request(`${us.origin}/inbox`, { method: "POST", headers: type, body });
  const { headers } = await signRequest(request, theirKey.privateKey, theirKey.id);
  headers.set("host", "internal.example");
  // Only the plain HTTP client lets us name another host.
  const options = { host: "localhost", port, path: "/inbox", method: "POST", headers: Object.fromEntries(headers) };
  const status = await new Promise((resolve, reject) => {
    requestPlainly(options, (answer) => resolve(answer.statusCode))
      .on("error", reject)
      .end(body);
  });
  expect(status).toBe(202);
});

test("a blocked host is refused, whatever it asks", async () => {
  const peer = await findPeerByOrigin(us.app.database, them.origin);
  await blockPeer(us.app, peer?.id ?? "");
  const signed = await signRequest(
    new Request(`${us.origin}/proposals`, { headers: { accept: "application/activity+json" } }),
    theirKey.privateKey,
    theirKey.id,
  );
  const headers = new Headers(signed.headers);
  headers.delete("host");
  expect((await fetch(`${us.origin}/proposals`, { headers })).status).toBe(403);
  expect((await post({})).status).toBe(403);
});

test("who floods us unsigned has to wait, and a partner behind the same address does not", async () => {
  const peer = await findPeerByOrigin(us.app.database, them.origin);
  await acceptPeer(us.app, peer?.id ?? "");
  await addPeer(them.app, them.federation.partners, us.origin);
  await eventually(async () => (await findPeerByOrigin(us.app.database, them.origin))?.state === "partner");
  const unsigned = (): Promise<Response> =>
    fetch(`${us.origin}/inbox`, {
      method: "POST",
      headers: { "content-type": "application/activity+json" },
      body: "{}",
    });
  let response = await unsigned();
  for (let sent = 0; response.status !== 429 && sent < 300; sent += 1) response = await unsigned();
  expect(response.status).toBe(429);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await post({})).status).toBe(202);
});
