import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { serve, type ServerType } from "@hono/node-server";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { transact, type Context } from "#src/app/context.ts";
import { openDoctor, type DoctorParts } from "#src/app/doctor.ts";
import type { CheckName, Finding, FindingCode } from "#src/app/finding.ts";
import { openSecrets } from "#src/store/secrets.ts";
import { openFederation } from "#federation/federation.ts";
import { openOutside } from "#federation/outside.ts";
import { openAuthority } from "#test/rig/authority.ts";
import { openNameServer, type NameServer, type Zone } from "#test/rig/name-server.ts";
import { memoryDatabase, temporaryFolder } from "#test/rig.ts";
import { openFront, openGreeter, openPlain, type Front, type Manners } from "./front.ts";
import { openCoop, type Clock } from "./ground.ts";

const name = "coop.example";
const dayMs = 86_400_000;
const authority = openAuthority();
const good = authority.certify({ names: [name] });
const here: Zone = { [name]: { ipv4: ["127.0.0.1"] } };

let names: NameServer;
let front: Front;
let node: ServerType;
let app: Context;
const clock: Clock = { nowMs: Date.now() };
const folder = temporaryFolder();
/** Whom the node believes, as its configuration says. */
const trusted: string[] = ["127.0.0.1"];

beforeAll(async () => {
  names = await openNameServer();
  front = await openFront(() => (node.address() as AddressInfo).port, good);
  app = await openCoop(await memoryDatabase(), clock, `https://${name}:${front.port}`);
  const federation = openFederation({ app, config: { allowPrivateAddresses: false, trustedProxies: trusted } });
  const next = async ({ url }: Request): Promise<Response> =>
    new URL(url).pathname === "/readyz"
      ? Response.json({ ok: true })
      : new Response("<!doctype html>", {
          status: new URL(url).pathname.startsWith("/doctor") ? 404 : 200,
          headers: { "content-type": "text/html", vary: "Accept" },
        });
  await new Promise<void>((resolve) => {
    node = serve(
      {
        port: 0,
        hostname: "127.0.0.1",
        fetch: (request, { incoming }) =>
          federation.fetch(request, { remoteAddress: incoming.socket.remoteAddress ?? "", next }),
      },
      () => resolve(),
    );
  });
});
afterEach(() => {
  front.behave({});
  front.certify(good);
  names.set(here);
  trusted.splice(0, trusted.length, "127.0.0.1");
  clock.nowMs = Date.now();
});
afterAll(async () => {
  await front.close();
  node.close();
  names.close();
  folder.remove();
});

/** What the self-test finds, by check. */
async function examine(other: Partial<DoctorParts> & { readonly mailUrl?: string; readonly app?: Context } = {}) {
  const { mailUrl, ...parts } = other;
  const asked = { origin: (parts.app ?? app).origin, nowMs: app.nowMs, ...(mailUrl === undefined ? {} : { mailUrl }) };
  const outside = openOutside({ ...asked, allowPrivateAddresses: false, nameServers: [names.address] });
  const partners = { check: () => Promise.resolve({ reachable: false }) };
  const findings = await openDoctor({ app, outside, partners, dataFolder: folder.path, ...parts }).examine();
  return Object.fromEntries(findings.map((finding) => [finding.check, finding])) as Record<CheckName, Finding>;
}

async function codes(other: Parameters<typeof examine>[0] = {}): Promise<Record<CheckName, FindingCode>> {
  const found = Object.entries(await examine(other)).map(([check, { code }]) => [check, code]);
  return Object.fromEntries(found) as Record<CheckName, FindingCode>;
}

describe("the self-test", () => {
  test("finds a well-kept node in order, but for a name that leads to a private address", async () => {
    names.set(here);
    expect(await codes()).toEqual({
      database: "database-ok",
      secret: "secret-ok",
      origin: "origin-ok",
      keys: "keys-ok",
      clock: "clock-alone",
      disk: expect.stringMatching(/^disk-/),
      uploads: "uploads-none",
      stewards: expect.stringMatching(/^stewards-/),
      outbox: "outbox-ok",
      dns: "dns-private",
      tls: "tls-ok",
      node: "node-ok",
      proxy: "proxy-ok",
      webfinger: "webfinger-ok",
      nodeinfo: "nodeinfo-ok",
      actor: "actor-ok",
      peers: "peers-none",
      mail: "mail-none",
    });
  });

  test.each<[FindingCode, Zone]>([
    ["dns-none", {}],
    ["dns-failed", { [name]: "refused" }],
    ["dns-private", { [name]: { ipv4: ["192.168.1.2"] } }],
  ])("of the name: %s", async (code, zone) => {
    names.set(zone);
    const found = await codes();
    expect([found.dns, found.webfinger]).toEqual([code, "not-reached"]);
  });

  test("a name with IPv6 only, one with an address where nobody is, and names that nobody can look up", async () => {
    const outside = openOutside({ origin: app.origin, nowMs: app.nowMs, allowPrivateAddresses: false });
    const with6 = { ...outside, resolve: async () => ({ ipv4: [], ipv6: ["2001:41d0::1"] }) };
    const dead = {
      ...outside,
      resolve: async () => ({ ipv4: ["93.184.216.34"], ipv6: ["2001:41d0::1"] }),
      certificate: async (_: string, address: string) =>
        address.includes(":")
          ? ({ failed: "closed", detail: address } as const)
          : ({ problem: "none", detail: "", validUntilMs: clock.nowMs + 60 * dayMs } as const),
      ask: async () => ({ failed: "away" }),
    };
    const quiet = { ...with6, certificate: dead.certificate, ask: dead.ask };
    expect((await codes({ outside: quiet })).dns).toBe("dns-ipv6");
    expect((await codes({ outside: dead })).dns).toBe("dns-dead");
    const local = await codes({ app: { ...app, origin: "http://localhost:1" } });
    expect([local.dns, local.tls, local.node]).toEqual(["dns-local", "tls-local", "node-silent"]);
    const plain = await codes({ app: { ...app, origin: `http://${name}:1` } });
    expect(plain.tls).toBe("tls-plain");
  });

  test.each<[FindingCode, Parameters<typeof authority.certify>[0]]>([
    ["tls-soon", { names: [name], untilMs: clock.nowMs + 3 * dayMs }],
    ["tls-expired", { names: [name], fromMs: clock.nowMs - 9 * dayMs, untilMs: clock.nowMs - 2 * dayMs }],
    ["tls-early", { names: [name], fromMs: clock.nowMs + dayMs }],
    ["tls-name", { names: ["other.example"] }],
    ["tls-chain", { names: [name], alone: true }],
    ["tls-self-signed", { names: [name], selfSigned: true }],
  ])("of the certificate: %s", async (code, wanted) => {
    names.set(here);
    front.certify(authority.certify(wanted));
    expect((await codes()).tls).toBe(code);
  });

  test("nobody at the address, and somebody who does not speak TLS", async () => {
    names.set(here);
    const plain = await openPlain();
    const at = (port: number) => codes({ app: { ...app, origin: `https://${name}:${port}` } });
    expect((await at(plain.port)).tls).toBe("tls-none");
    plain.close();
    const silent = await at(plain.port);
    expect([silent.tls, silent.node, silent.proxy]).toEqual(["tls-silent", "node-silent", "not-reached"]);
  });

  const without = (...gone: readonly string[]): Manners => ({
    headers: (headers, address) =>
      Object.fromEntries(
        Object.entries({ ...headers, "x-forwarded-for": address }).filter(([key]) => !gone.includes(key)),
      ),
  });

  test.each<[FindingCode, Manners, trusts?: readonly string[]]>([
    ["proxy-headers", without("signature")],
    ["proxy-spoofed", { headers: (headers) => headers }],
    ["proxy-anonymous", without("x-forwarded-for")],
    ["proxy-untrusted", {}, []],
    [
      "proxy-host",
      { headers: (headers) => ({ ...headers, "x-forwarded-for": "203.0.113.7", host: "127.0.0.1:3000" }) },
    ],
    [
      "proxy-scheme",
      { headers: (headers) => ({ ...headers, "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "http" }) },
    ],
    ["proxy-elsewhere", { instead: () => ({ status: 200, type: "text/html", body: "Welcome to nginx" }) }],
  ])("of the proxy: %s", async (code, manners, trusts = ["127.0.0.1"]) => {
    names.set(here);
    trusted.splice(0, trusted.length, ...trusts);
    front.behave(manners);
    expect((await codes()).proxy).toBe(code);
  });

  test("what arrived is told to nobody else", async () => {
    const { port } = node.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/doctor/echo?nonce=1&at=${clock.nowMs}&proof=guess`);
    expect([answer.status, await answer.text()]).toEqual([404, "<!doctype html>"]);
  });

  const at =
    (path: string) =>
    ({ url }: IncomingMessage) =>
      (url ?? "").startsWith(path);
  const retyped = (path: string, type: string): Manners => ({
    answer: (headers, body, request) => ({
      body,
      headers: at(path)(request) ? { ...headers, "content-type": type } : headers,
    }),
  });
  const swallowed = (path: string): Manners => ({
    instead: (request) => (at(path)(request) ? { status: 404, type: "text/html", body: "Not found" } : undefined),
  });

  test.each<[CheckName, FindingCode, Manners]>([
    ["webfinger", "webfinger-swallowed", swallowed("/.well-known/")],
    ["webfinger", "webfinger-type", retyped("/.well-known/webfinger", "text/plain")],
    [
      "webfinger",
      "webfinger-wrong",
      { answer: (headers, body) => ({ headers, body: body.replaceAll("/actors/coop", "/actors/somebody") }) },
    ],
    ["nodeinfo", "nodeinfo-swallowed", swallowed("/.well-known/")],
    [
      "nodeinfo",
      "nodeinfo-wrong",
      { answer: (headers, body) => ({ headers, body: body.replace('"fedicoop"', '"other"') }) },
    ],
    [
      "actor",
      "actor-status",
      {
        instead: (request) =>
          at("/actors/")(request) ? { status: 403, type: "text/html", body: "No robots" } : undefined,
      },
    ],
    [
      "actor",
      "actor-page",
      { headers: (headers) => ({ ...headers, "x-forwarded-for": "203.0.113.7", accept: "text/html" }) },
    ],
    ["actor", "actor-type", retyped("/actors/", "application/json")],
    [
      "actor",
      "actor-vary",
      { answer: (headers, body) => ({ headers: { ...headers, vary: "accept-encoding" }, body }) },
    ],
    [
      "keys",
      "keys-unpublished",
      { answer: (headers, body) => ({ headers, body: body.replace(/(PUBLIC KEY-----\\n.{9})./, "$1_") }) },
    ],
  ])("of %s: %s", async (check, code, manners) => {
    names.set(here);
    front.behave(manners);
    expect((await codes())[check]).toBe(code);
  });

  test("a cache that forgets who asked", async () => {
    names.set(here);
    const kept = new Map<string, string>();
    front.behave({
      answer: (headers, body, { url = "" }) => {
        kept.set(url, kept.get(url) ?? body);
        return { headers, body: kept.get(url) ?? body };
      },
    });
    expect((await codes()).actor).toBe("actor-cached");
  });

  test("a secret of another node, a lost key, and a folder that cannot be written", async () => {
    names.set(here);
    const other = await codes({
      app: { ...app, secrets: openSecrets(randomBytes(32).toString("hex")) },
      dataFolder: join(folder.path, "nowhere"),
    });
    // The running node has its own secret, and does not answer a question that is proved with another.
    expect([other.secret, other.keys, other.proxy, other.disk]).toEqual([
      "secret-wrong",
      "keys-broken",
      "proxy-elsewhere",
      "disk-locked",
    ]);
    const moved = await codes({ app: { ...app, origin: `https://moved.example:${front.port}` } });
    expect(moved.origin).toBe("origin-other");
    const bare = await openCoop(await memoryDatabase(), clock, app.origin);
    await transact(bare, ({ session }) => session.q.delete(session.t.keys));
    expect((await codes({ app: bare })).keys).toBe("keys-missing");
  });

  test("a mail server that greets, one that is something else, and one that is not there", async () => {
    const [mail, web] = [await openGreeter("220 mail.example ESMTP"), await openGreeter("SSH-2.0-OpenSSH")];
    const greets = async (port: number) => (await codes({ mailUrl: `smtp://127.0.0.1:${port}` })).mail;
    expect([await greets(mail.port), await greets(web.port)]).toEqual(["mail-ok", "mail-other"]);
    for (const one of [mail, web]) one.close();
    expect(await greets(mail.port)).toBe("mail-silent");
  });
});
