import type { ServerResponse } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { followThem } from "#src/app/followings.ts";
import { checkJsonLimits } from "#src/domain/jsonlimits.ts";
import { openDocuments } from "#federation/documents.ts";
import { openHostTurns } from "#federation/host-turns.ts";
import { FetchError, safeFetch } from "#federation/fetch.ts";
import { fetchProposals } from "#federation/proposals.ts";
import { readKeyDocument } from "#federation/wire/key-document.ts";
import { activityJson } from "#test/federation/served.ts";
import { useCleanup } from "#test/rig.ts";
import { openTarget, stateOf, type Target } from "./target.ts";
import { openVillain, type Villain } from "./villain.ts";

const cleanup = useCleanup();
let here: Target;
let eve: Villain;
let before: string;
beforeAll(async () => {
  [here, eve] = [await openTarget(), await openVillain()];
  cleanup(here.close);
  cleanup(eve.close);
});
beforeEach(async () => {
  before = await stateOf(here.app.database);
});

const like = (changes: object = {}): object => ({
  "@context": "https://www.w3.org/ns/activitystreams",
  id: `${eve.origin}/likes/1`,
  type: "Like",
  actor: eve.person,
  object: here.coop,
  ...changes,
});
const post = async (body: unknown): Promise<number> => (await here.take(await eve.sign(here.inbox, body))).status;
const problemOf = async (url: string): Promise<string> =>
  safeFetch(url, {}, { allowPrivateAddresses: true, maxBytes: 100_000, timeoutMs: 500 }).then(
    (answer) => `answered ${answer.status}`,
    (error: unknown) => (error instanceof FetchError ? error.problem : String(error)),
  );

describe("what is sent to us", () => {
  test.each([
    ["huge", 413, () => like({ summary: "x".repeat(2_000_000) })],
    ["deep", 400, () => `${'{"object":'.repeat(10_000)}1${"}".repeat(10_000)}`],
    [
      "deep in lists",
      400,
      () => JSON.stringify(like()).replace(/}$/, `,"x":${"[".repeat(10_000)}${"]".repeat(10_000)}}`),
    ],
    ["wide", 400, () => like({ to: Array.from({ length: 60_000 }, () => 1) })],
    [
      "of very many names",
      400,
      () => like({ x: Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [at, 1])) }),
    ],
    [
      "a number of a hundred thousand digits",
      202,
      () => JSON.stringify(like()).replace(/}$/, `,"x":${"9".repeat(100_000)}}`),
    ],
    ["full of escapes", 202, () => like({ summary: '\\"'.repeat(100_000) })],
  ] as const)("%s is answered %i", async (_, status, body) => {
    expect(await post(body())).toBe(status);
    expect(await stateOf(here.app.database)).toBe(before);
  });

  test("about somebody whose server is out of order is wanted another time, and is no failure of ours", async () => {
    const looked = await here.federation.partners.findActor(eve.person);
    if (!("found" in looked)) throw new Error(looked.detail);
    const followed = await followThem(here.app, { actorId: "coop", card: looked.found });
    if (followed.outcome !== "done") throw new Error(followed.outcome);
    const accept = { id: `${eve.origin}/accepts/1`, type: "Accept", object: followed.following.follow };
    expect(await post(like(accept))).toBe(202);
    const to = `${eve.origin}/users/new`;
    eve.answers.set("/users/new", (_, response) => void response.writeHead(500).end());
    const move = like({ id: `${eve.origin}/moves/1`, type: "Move", object: eve.person, target: to });
    const answer = await here.take(await eve.sign(here.inbox, move));
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "60"]);
  });

  test("packed is not unpacked", async () => {
    for (const [encoding, pack] of [
      ["gzip", gzipSync],
      ["br", brotliCompressSync],
      ["deflate", deflateSync],
    ] as const) {
      const request = await eve.sign(here.inbox, like());
      const bomb = Uint8Array.from(pack(Buffer.alloc(5_000_000, 0x20)));
      const headers = new Headers({ "content-type": activityJson, "content-encoding": encoding });
      for (const name of ["date", "digest", "signature"]) headers.set(name, request.headers.get(name) ?? "");
      expect((await here.take(new Request(here.inbox, { method: "POST", headers, body: bomb }))).status).toBe(401);
    }
  });

  test("as a body that comes letter by letter holds nobody else up, and no more than some of one address are waited for", async () => {
    const endings: (() => void)[] = [];
    const slowly = (): Promise<Response> => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode("{"));
          endings.push(() => controller.close());
        },
      });
      const init = { method: "POST", headers: { "content-type": activityJson }, body, duplex: "half" } as const;
      return here.take(new Request(here.inbox, init), "203.0.113.9");
    };
    const waiting = Array.from({ length: 100 }, slowly);
    const refused = await Promise.all(waiting.slice(64));
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]));
    expect(await post(like({ id: `${eve.origin}/likes/2` }))).toBe(202);
    for (const end of endings) end();
    expect(new Set((await Promise.all(waiting.slice(0, 64))).map(({ status }) => status))).toEqual(new Set([401]));
  });
});

describe("what we fetch", () => {
  const packed = (encoding: string, bytes: Buffer) => (_: unknown, response: ServerResponse) =>
    void response.writeHead(200, { "content-encoding": encoding, "content-type": activityJson }).end(bytes);

  test("is cut where it unpacks to too much", async () => {
    const much = Buffer.alloc(20_000_000, 0x20);
    for (const [encoding, bytes] of [
      ["gzip", gzipSync(much)],
      ["br", brotliCompressSync(much)],
      ["deflate", deflateSync(much)],
    ] as const) {
      eve.answers.set("/bomb", packed(encoding, bytes));
      expect([encoding, await problemOf(`${eve.origin}/bomb`)]).toEqual([encoding, "too-big"]);
    }
    // Packed twice it is not what anybody asked for: it stays as it came, and is no JSON.
    eve.answers.set("/twice", packed("gzip, gzip", gzipSync(gzipSync(much))));
    expect(await problemOf(`${eve.origin}/twice`)).toMatch(/^(answered 200|too-big)$/);
  });

  test("is cut where it never ends, also when it unpacks to nothing", async () => {
    eve.answers.set("/endless", (_, response) => {
      response.writeHead(200, { "content-type": activityJson });
      const more = (): void =>
        void (response.destroyed || (response.write(Buffer.alloc(30_000, 0x20)), setImmediate(more)));
      more();
    });
    expect(await problemOf(`${eve.origin}/endless`)).toBe("too-big");
    eve.answers.set("/nothing", (_, response) => {
      response.writeHead(200, { "content-type": activityJson, "content-encoding": "deflate" });
      response.write(Buffer.from([0x78, 0x01]));
      // Empty stored blocks.
      const blocks = Buffer.concat(Array.from({ length: 6_000 }, () => Buffer.from([0, 0, 0, 0xff, 0xff])));
      const more = (): void => void (response.destroyed || (response.write(blocks), setImmediate(more)));
      more();
    });
    expect(await problemOf(`${eve.origin}/nothing`)).toBe("too-big");
  });

  test("has its time, whether nothing comes or a letter now and then, and all redirects together have one", async () => {
    eve.answers.set("/silent", () => undefined);
    eve.answers.set("/drip", (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(" "), 20);
      response.once("close", () => clearInterval(timer));
    });
    eve.answers.set("/headers", (_, response) => void response.socket?.write("HTTP/1.1 200 OK\r\nx: "));
    for (const path of ["/silent", "/drip", "/headers"])
      expect([path, await problemOf(eve.origin + path)]).toEqual([path, "timeout"]);
  });

  test("deep, wide, in circles or with what cannot be kept is no document", async () => {
    const documents = openDocuments(here.app, { allowPrivateAddresses: true });
    const raw = (text: string) => (_: unknown, response: ServerResponse) =>
      void response.writeHead(200, { "content-type": activityJson }).end(text);
    eve.answers.set("/deep", raw(`${"[".repeat(50_000)}${"]".repeat(50_000)}`));
    eve.answers.set("/wide", raw(`[${"1,".repeat(100_000)}1]`));
    eve.answers.set("/round", (_, response) => void response.writeHead(302, { location: "/round" }).end());
    // PostgreSQL keeps no NUL: what came in with one would fail wherever it is kept, each time anew.
    eve.answers.set("/nul", raw('{"name":"a\\u0000b"}'));
    eve.answers.set("/half", raw('{"name":"\\ud800"}'));
    eve.answers.set("/proto", raw('{"__proto__":{"type":"Person"}}'));
    for (const path of ["/deep", "/wide", "/round", "/nul", "/half", "/proto"])
      await expect(documents.load(eve.origin + path)).rejects.toThrow();
    eve.answers.set("/context", { "@context": [`${eve.origin}/context2`] });
    await expect(documents.loadContext(`${eve.origin}/context`)).rejects.toThrow("needs others");
  });

  test("page by page ends, though each page names a next one, or itself", async () => {
    let loaded = 0;
    const load = async (url: string): Promise<unknown> => {
      loaded += 1;
      return {
        type: "OrderedCollectionPage",
        id: url,
        orderedItems: [],
        next: `https://coop.example/proposals?before=${loaded}`,
      };
    };
    expect(await fetchProposals(load, "https://coop.example")).toMatchObject({ ok: false });
    expect(loaded).toBeLessThanOrEqual(101);
  });

  test("of an actor is read for its keys alone: what a stranger puts beside them is not expanded", () => {
    const tag = Array.from({ length: 12_000 }, (_, index) => ({ type: "Mention", href: `https://a.example/${index}` }));
    const read = readKeyDocument({ ...eve.document(), tag, also: { publicKey: tag } }, `${eve.person}#main-key`);
    expect(read.ok && Object.keys(read.value).toSorted()).toEqual(["@context", "id", "publicKey", "type"]);
    expect(read.ok && JSON.stringify(read.value).length).toBeLessThan(2_000);
  });

  test("is asked of each host a few at a time, and of one that is slow nothing for a while, so that others do not wait", async () => {
    let nowMs = 0;
    const turns = openHostTurns({ atOnce: 2, waiting: 3, rate: { capacity: 20, perSecond: 1 }, nowMs: () => nowMs });
    let running = 0;
    const ends: (() => void)[] = [];
    const slow = (): Promise<unknown> =>
      turns.inTurn("slow.example", () => {
        running += 1;
        return new Promise<void>((resolve) => ends.push(resolve));
      });
    const five = Array.from({ length: 5 }, () =>
      slow().then(
        () => "done",
        () => "refused",
      ),
    );
    await expect(slow()).rejects.toThrow("Too much waits");
    expect(running).toBe(2);
    expect(await turns.inTurn("quick.example", async () => "here")).toBe("here");
    turns.wasSlow("slow.example");
    await expect(slow()).rejects.toThrow("did not answer in time");
    for (const end of ends) end();
    expect((await Promise.all(five)).toSorted()).toEqual(["done", "done", "refused", "refused", "refused"]);
    nowMs = 5_000;
    const again = slow();
    await new Promise((resolve) => setImmediate(resolve));
    ends.at(-1)?.();
    await again;
  });

  test("at an address that a redirect chose counts as asked of that host", async () => {
    const victim = await openVillain("victim");
    cleanup(victim.close);
    // No time passes, in which a slow machine would let the host be asked for more.
    const turns = openHostTurns({ nowMs: () => 0 });
    const documents = openDocuments(here.app, { allowPrivateAddresses: true, turns });
    eve.answers.set(
      "/away",
      (request, response) => void response.writeHead(302, { location: `${victim.origin}${request.url ?? ""}` }).end(),
    );
    // Two names of one server that leads away, each below its own limit.
    const origins = [eve.origin, eve.origin.replace("127.0.0.1", "localhost")];
    const asks = Array.from({ length: 300 }, (_, index) => `${origins[index % 2] ?? ""}/away?${index}`);
    for (const url of asks) await documents.load(url).catch(() => undefined);
    expect(victim.asked.length).toBeLessThanOrEqual(240);
  });
});

test("a text is measured in one pass, whatever stands in it", () => {
  for (const text of [
    '"'.repeat(500_000),
    "\\".repeat(500_000),
    '"\\'.repeat(250_000),
    '"\\"'.repeat(160_000),
    `"${"\\".repeat(500_000)}"`,
    `${'"a",'.repeat(40_000)}1`,
  ])
    expect(() => checkJsonLimits(text)).not.toThrow();
  expect(checkJsonLimits(`["${'\\"['.repeat(1_000)}"]`)).toBeUndefined();
  expect(checkJsonLimits(`["\\\\",${"[".repeat(40)}`)).toBe("too-deep");
});
