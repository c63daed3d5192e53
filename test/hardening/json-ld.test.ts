import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "#federation/wire/json.ts";
import { misleading } from "#federation/wire/ld-context.ts";
import { useCleanup } from "#test/rig.ts";
import { openTarget, stateOf, type Target } from "./target.ts";
import { openVillain, type Villain } from "./villain.ts";

const context = "https://www.w3.org/ns/activitystreams";
const as = `${context}#`;
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

const follow = (changes: object = {}): object => ({
  "@context": context,
  id: `${eve.origin}/follows/1`,
  type: "Follow",
  actor: eve.person,
  object: here.coop,
  ...changes,
});

async function inVain(body: unknown): Promise<number> {
  const { status } = await here.take(await eve.sign(here.inbox, body));
  expect(status).toBeLessThan(500);
  expect(await stateOf(here.app.database)).toBe(before);
  return status;
}

describe("an activity that says something else to who expands it", () => {
  const disguises: readonly (readonly [
    name: string,
    own: Record<string, unknown>,
    changes?: Record<string, unknown>,
  ])[] = [
    [
      "renames actor",
      { actor: "ex:a", speaker: { "@id": `${as}actor`, "@type": "@id" } },
      { speaker: "https://third.example/" },
    ],
    [
      "gives actor a second name",
      { speaker: { "@id": "as:actor", "@type": "@id" } },
      { speaker: "https://third.example/" },
    ],
    ["renames id", { id: "ex:id" }, {}],
    ["names another keyword id", { key: "@id" }, { key: "https://third.example/1" }],
    ["names another keyword type", { kind: "@type" }, { kind: "Delete" }],
    ["makes a Block a Follow", { Follow: `${as}Block` }, {}],
    ["makes object point backwards", { object: { "@reverse": `${as}object` } }, {}],
    ["scopes a context below a term", { object: { "@id": `${as}object`, "@context": { id: "ex:x" } } }, {}],
    ["nests", { inside: "@nest" }, { inside: { actor: "https://third.example/" } }],
    ["takes a base", { "@base": "https://third.example/" }, {}],
    ["imports another context", { "@version": 1.1, "@import": "https://third.example/context" }, {}],
    ["takes object away", { object: null }, {}],
    ["has a thousand terms", Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`t${index}`, "ex:t"])), {}],
  ];
  test.each(disguises.map(([name]) => name))("%s", async (wanted) => {
    const [, own = {}, changes = {}] = disguises.find(([name]) => name === wanted) ?? [];
    const ownContext = { ex: "https://ex.example/", ...own };
    expect(await inVain(follow({ "@context": [context, ownContext], ...changes }))).toBe(202);
  });

  const keywordNames: readonly object[] = [
    { "@id": "https://third.example/1" },
    { "@type": `${as}Delete` },
    { "@graph": [{ type: "Delete", actor: "https://third.example/", object: "https://third.example/" }] },
    { "@reverse": { actor: { id: "https://third.example/1", type: "Delete" } } },
    { "@included": [{ id: "https://third.example/1" }] },
  ];
  test.each(keywordNames)("by keywords beside its names: %j", async (keywords) => {
    expect(await inVain(follow(keywords))).toBe(202);
  });

  const longNames: readonly object[] = [
    { type: "as:Follow" },
    { type: `${as}Follow` },
    { type: undefined, "@type": "Follow" },
    { actor: undefined, "as:actor": "https://third.example/" },
    { object: undefined, [`${as}object`]: "https://here.example/actors/coop" },
  ];
  test.each(longNames)("by whole or prefixed names: %j", async (changes) => {
    await inVain(follow(changes));
  });

  test("is not what a linked data signature or a proof inside of it vouches for", async () => {
    const signature = {
      type: "RsaSignature2017",
      creator: "https://third.example/users/ann#main-key",
      created: new Date().toISOString(),
      signatureValue: "AAAA",
    };
    expect(await inVain(follow({ actor: "https://third.example/users/ann", signature }))).toBe(401);
    const proof = {
      type: "DataIntegrityProof",
      cryptosuite: "eddsa-jcs-2022",
      verificationMethod: "https://third.example/k",
    };
    expect(await inVain(follow({ actor: "https://third.example/users/ann", proof: [proof] }))).toBe(401);
  });
});

test("a name that comes twice means the same to everyone who reads it here: the last", async () => {
  const body = JSON.stringify(follow()).replace('"actor":', '"actor":"https://third.example/","actor":');
  const twice = body.replace(
    `"actor":"https://third.example/","actor":"${eve.person}"`,
    `"actor":"${eve.person}","actor":"https://third.example/"`,
  );
  expect(await inVain(twice)).toBe(401);
  expect(await inVain(JSON.stringify(follow()).replace("{", '{"__proto__":{"type":"Undo"},'))).toBe(400);
});

test("no activity of a real server is taken for one of these", () => {
  const root = join(import.meta.dirname, "../fixtures");
  const real = globSync(["remote/*/*.json", "*.jsonld"], { cwd: root });
  const accused = real.flatMap((name) => {
    const json = JSON.parse(readFileSync(join(root, name), "utf8")) as JsonObject;
    const why = misleading(json);
    return why === undefined ? [] : [`${name}: ${why}`];
  });
  expect(real.length).toBeGreaterThan(60);
  expect(accused).toEqual([]);
});
