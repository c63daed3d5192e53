import { readFile } from "node:fs/promises";
import { Activity, Create, Document } from "@fedify/vocab";
import { decodeMultibase, preloadedContexts } from "@fedify/vocab-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { readEntryDocument, writeEntryDocument, type EntryDocument } from "#src/app/entry-document.ts";
import type { LedgerKey, VerificationKey } from "#src/app/seals.ts";
import { measure } from "#src/domain/usage.ts";
import { openSeals } from "#federation/proof.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { readEntryAccept, readEntryCreate, readEntryReject, writeLedgerMessage } from "#federation/wire/ledger.ts";
import { readSyncAnswer, readSyncRequest, writeSyncAnswer, writeSyncRequest } from "#federation/wire/sync.ts";

const provider = "https://meet.example/actors/coop";
const receiver = "https://other.example/actors/coop";
const madeAtMs = Date.parse("2026-03-01T09:30:00Z");
const seals = openSeals();

/** The first two key pairs of the W3C's vectors for proof sets (vc-di-eddsa, TestVectors/proof-set-chain). */
const pairs = [
  [provider, "z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7", "z3u2W4YnTstS1nSSBAgZcYSJF43JuZ9uLV6bF38B1Bf8NugW"],
  [receiver, "z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E", "z3u2cfp4Q17kMGhNCh348a3yw3cUBiWK6RXRzyJE54sixMFn"],
] as const;

const verificationKeys = pairs.map(([controller, publicKeyMultibase]): VerificationKey => ({
  verificationMethod: `${controller}#${seals.keyFragment(publicKeyMultibase)}`,
  controller,
  publicKeyMultibase,
}));
const raw = (multibase: string) => Buffer.from(decodeMultibase(multibase).subarray(2)).toString("base64url");
const ledgerKeys = pairs.map(([, publicKey, privateKey], index): LedgerKey => ({
  verificationMethod: verificationKeys[index]?.verificationMethod ?? "",
  privateJwk: { kty: "OKP", crv: "Ed25519", x: raw(publicKey), d: raw(privateKey) },
  createdAtMs: madeAtMs + index * 60_000,
}));

const entry: EntryDocument = {
  entry: "https://meet.example/entries/0195a3c4-7b00-7000-8000-000000000001",
  maker: provider,
  provider,
  receiver,
  unit: "seat-minute",
  quantity: 5_400,
  startsAtMs: Date.parse("2026-02-28T18:00:00Z"),
  endsAtMs: Date.parse("2026-02-28T20:00:00Z"),
  agreement: "https://other.example/agreements/0195a3c4-7b00-7000-8000-000000000002",
  corrects: null,
  publishedAtMs: madeAtMs,
  reference: "ab".repeat(32),
};
const hash = seals.hash(JSON.parse(writeEntryDocument(entry)) as object);
const [digest, count] = ["cd".repeat(32), 1];
const salt = "0123456789abcdef0123456789abcdef";

/** 60 people for an hour, half an hour in which nobody could look, then 60 for half an hour. */
const usage = measure(
  [
    ["18:00", "19:00", 60],
    ["19:00", "19:30", null],
    ["19:30", "20:00", 60],
  ].map(([start, end, people]) => ({
    startsAtMs: Date.parse(`2026-02-28T${start}:00Z`),
    endsAtMs: Date.parse(`2026-02-28T${end}:00Z`),
    people: people as number | null,
  })),
);

async function writeAll(): Promise<Readonly<Record<string, JsonObject>>> {
  const [ours, theirs] = ledgerKeys;
  if (ours === undefined || theirs === undefined) throw new Error("Two keys are needed.");
  const document = await seals.seal(writeEntryDocument(entry), ours);
  const complete = await seals.seal(document, theirs);
  const envelope = (from: string) => {
    const { origin } = new URL(from);
    return {
      id: `${origin}/messages/0195a3c4-7b00-7000-8000-000000000003`,
      actor: from,
      origin,
      publishedAtMs: madeAtMs,
      ledger: { digest, count },
    };
  };
  const about = { entry: entry.entry } as const;
  const create = { type: "entry-create", ...about, document, to: receiver, revision: 2, salt, usage } as const;
  const accept = { type: "entry-accept", ...about, document: complete, to: provider } as const;
  const refusal = { reason: "quantity", note: "We were 30 people." } as const;
  const reject = { type: "entry-reject", ...about, hash, to: provider, ...refusal } as const;
  const mark = { entry: entry.entry, hash, state: "agreed" } as const;
  return {
    entry: JSON.parse(complete) as JsonObject,
    "entry-create": writeLedgerMessage(create, envelope(provider)),
    "entry-accept": writeLedgerMessage(accept, envelope(receiver)),
    "entry-reject": writeLedgerMessage(reject, envelope(receiver)),
    "ledger-sync-request": writeSyncRequest({
      digest,
      count,
      give: [{ document, revision: 2, salt }],
      ask: [entry.entry],
    }),
    "ledger-sync-answer": writeSyncAnswer({
      equal: false,
      digest,
      count,
      entries: [mark],
      items: [{ document, refusal }],
    }),
    "ledger-sync-equal": writeSyncAnswer({ equal: true, digest, count, items: [] }),
  };
}

const fixtureOf = async (name: string) => readFile(new URL(`../fixtures/${name}.jsonld`, import.meta.url), "utf8");
const parsed = async (name: string) => JSON.parse(await fixtureOf(name)) as JsonObject;

const contextLoader = async (url: string) => {
  const document = preloadedContexts[url];
  if (document === undefined) throw new Error(`${url} would have to be fetched.`);
  return { document, documentUrl: url, contextUrl: null };
};

describe("what is said about the ledger", () => {
  let written: Readonly<Record<string, JsonObject>>;
  beforeAll(async () => {
    written = await writeAll();
  });

  test.each([
    "entry",
    "entry-create",
    "entry-accept",
    "entry-reject",
    "ledger-sync-request",
    "ledger-sync-answer",
    "ledger-sync-equal",
  ])("%s is written as the fixture shows it", async (name) => {
    expect(`${JSON.stringify(written[name], null, 2)}\n`).toBe(await fixtureOf(name));
  });

  test("the fixtures read back as what was written, their proofs hold, and other keys' do not", async () => {
    const create = readEntryCreate(await parsed("entry-create"));
    const accept = readEntryAccept(await parsed("entry-accept"));
    if (!create.ok || !accept.ok) throw new Error("unreadable");
    expect(create.value).toMatchObject({ revision: 2, salt });
    const once = await seals.open(create.value.document, verificationKeys);
    const twice = await seals.open(accept.value.document, verificationKeys);
    if ("refused" in once || "refused" in twice) throw new Error("refused");
    expect([once.signers, twice.signers]).toEqual([[provider], [provider, receiver]]);
    expect([once.hash, twice.hash]).toEqual([hash, hash]);
    const implied = { kind: "capacity", gift: false, commons: null, performer: null } as const;
    expect(readEntryDocument(twice.content)).toEqual({ entry: { ...entry, ...implied } });
    const exchanged = verificationKeys.map((key, index) => ({
      ...key,
      publicKeyMultibase: pairs[1 - index]?.[1] ?? "",
    }));
    expect(await seals.open(accept.value.document, exchanged)).toMatchObject({ signers: [], proofCount: 2 });
    expect(create.value.usage).toEqual(usage);
    const unreadableUsage = readEntryCreate({ ...(await parsed("entry-create")), usage: { method: "guessed" } });
    expect(unreadableUsage.ok && unreadableUsage.value).toEqual({ ...create.value, usage: undefined });
    expect(readEntryReject(await parsed("entry-reject"))).toEqual({
      ok: true,
      value: { entry: entry.entry, hash, reason: "quantity", note: "We were 30 people." },
    });
  });

  test("the comparison reads back as what was written", async () => {
    const request = readSyncRequest(await parsed("ledger-sync-request"));
    expect(request).toMatchObject({
      ok: true,
      value: { digest, count, ask: [entry.entry], give: [{ revision: 2, salt }] },
    });
    const given = readSyncRequest(
      JSON.parse(JSON.stringify(writeSyncRequest({ digest, count, ask: [], give: [{ document: "{}", usage }] }))),
    );
    expect(given.ok && given.value.give).toEqual([{ document: "{}", usage }]);
    const answer = readSyncAnswer(await parsed("ledger-sync-answer"));
    expect(answer).toMatchObject({
      ok: true,
      value: { equal: false, entries: [{ entry: entry.entry, hash, state: "agreed" }] },
    });
    expect(readSyncAnswer(await parsed("ledger-sync-equal"))).toEqual({
      ok: true,
      value: { equal: true, digest, count, items: [] },
    });
  });

  test("another implementation understands the activities without fetching anything, and keeps the document whole", async () => {
    for (const name of ["entry-create", "entry-accept", "entry-reject"]) {
      const json = await parsed(name);
      const activity = await Activity.fromJsonLd(json, { contextLoader });
      expect([activity.id?.href, activity.actorId?.href]).toEqual([json["id"], json["actor"]]);
      expect(await activity.toJsonLd({ contextLoader })).toEqual(json);
      if (activity instanceof Create) expect(await activity.getObject({ contextLoader })).toBeInstanceOf(Document);
    }
  });

  test.each([
    ["no entry", readEntryCreate, { object: "https://meet.example/entries/1" }],
    ["a list of entries", readEntryCreate, { object: [{}] }],
    ["a revision that is none", readEntryCreate, { object: {}, revision: 1.5 }],
    ["a result without a body", readEntryAccept, { object: "x", result: "x" }],
    ["a result about something else", readEntryAccept, { object: "x", result: { id: "y" } }],
    ["a refusal of nothing", readEntryReject, { hash, refusal: { reason: "other", note: "" } }],
    ["a refusal of no content", readEntryReject, { object: "x", refusal: { reason: "other", note: "" } }],
    ["a refusal without a reason", readEntryReject, { object: "x", hash }],
  ])("%s is unreadable, for a reason", (_, read, activity) => {
    expect(read(activity as JsonObject)).toEqual({ ok: false, reason: expect.any(String) });
  });

  test("an unknown reason is another one, and no note can be too long to show", () => {
    const refusal = { reason: "mood", note: "x".repeat(3_000) };
    expect(readEntryReject({ object: "x", hash, refusal })).toMatchObject({ value: { reason: "other", note: "" } });
  });
});
