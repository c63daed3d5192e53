import { readFile } from "node:fs/promises";
import { Activity } from "@fedify/vocab";
import { decodeMultibase, preloadedContexts } from "@fedify/vocab-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "#src/app/marks.ts";
import { writeEntryDocument, type EntryDocument } from "#src/app/entry-document.ts";
import type { LedgerKey, VerificationKey } from "#src/app/seals.ts";
import { readStatementDocument, writeStatementDocument, type StatementDocument } from "#src/app/statement-document.ts";
import { keysOfHeader, readStatementHeader, verifyStatementFile } from "#src/app/statement-file.ts";
import { digestOf } from "#src/domain/digest.ts";
import { openSeals } from "#federation/proof.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { writeLedgerMessage } from "#federation/wire/ledger.ts";
import { readStatementAccept, readStatementOffer, readStatementReject } from "#federation/wire/statement.ts";

const first = "https://meet.example/actors/coop";
const second = "https://other.example/actors/coop";
const madeAtMs = Date.parse("2026-04-02T00:10:00Z");
const seals = openSeals();

/** The first two key pairs of the W3C's vectors for proof sets (vc-di-eddsa, TestVectors/proof-set-chain). */
const pairs = [
  [first, "z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7", "z3u2W4YnTstS1nSSBAgZcYSJF43JuZ9uLV6bF38B1Bf8NugW"],
  [second, "z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E", "z3u2cfp4Q17kMGhNCh348a3yw3cUBiWK6RXRzyJE54sixMFn"],
] as const;
const keys = pairs.map(([controller, publicKeyMultibase]): VerificationKey => ({
  verificationMethod: `${controller}#${seals.keyFragment(publicKeyMultibase)}`,
  controller,
  publicKeyMultibase,
}));
const raw = (multibase: string) => Buffer.from(decodeMultibase(multibase).subarray(2)).toString("base64url");
const signers = pairs.map(([, publicKey, privateKey], index): LedgerKey => ({
  verificationMethod: keys[index]?.verificationMethod ?? "",
  privateJwk: { kty: "OKP", crv: "Ed25519", x: raw(publicKey), d: raw(privateKey) },
  createdAtMs: madeAtMs + index * 60_000,
}));

const entry: EntryDocument = {
  entry: "https://meet.example/entries/0195a3c4-7b00-7000-8000-000000000001",
  maker: first,
  provider: first,
  receiver: second,
  unit: "seat-minute",
  quantity: 5_400,
  startsAtMs: Date.parse("2025-03-16T18:00:00Z"),
  endsAtMs: Date.parse("2025-03-16T20:00:00Z"),
  agreement: null,
  corrects: null,
  publishedAtMs: madeAtMs,
};
const entryText = writeEntryDocument(entry);
const entryHash = seals.hash(JSON.parse(entryText) as object);
const statement: StatementDocument = {
  statement: "https://meet.example/statements/0195f3c4-7b00-7000-8000-000000000009",
  maker: first,
  first,
  second,
  fromDay: "2025-03-01",
  untilDay: "2025-03-31",
  totals: [
    {
      unit: "seat-minute",
      account: "pair",
      opening: -600,
      given: 5_400,
      received: 0,
      closing: 4_800,
      inTransit: 90,
      disputed: 0,
    },
  ],
  count: 1,
  digest: digestOf([{ entry: entry.entry, hash: entryHash, state: "agreed" }], sha256),
  previous: "https://other.example/statements/0195a3c4-7b00-7000-8000-000000000008",
  publishedAtMs: madeAtMs,
  checkpoints: [],
};

async function signed(text: string, count = 2): Promise<string> {
  let document = text;
  for (const key of signers.slice(0, count)) document = await seals.seal(document, key);
  return document;
}

async function writeAll(): Promise<Readonly<Record<string, string>>> {
  const text = writeStatementDocument(statement);
  const checkpoint = seals.signNote(
    `meet.example/ledger/other.example/1\n1\n${"A".repeat(43)}=\n`,
    signers[0] as LedgerKey,
  );
  const offered = await signed(writeStatementDocument({ ...statement, checkpoints: [checkpoint] }), 1);
  const complete = await signed(text);
  const envelope = (from: string) => {
    const { origin } = new URL(from);
    const id = `${origin}/messages/0195a3c4-7b00-7000-8000-000000000003`;
    return { id, actor: from, origin, publishedAtMs: madeAtMs, ledger: { digest: "cd".repeat(32), count: 2 } };
  };
  const about = { statement: statement.statement } as const;
  const refusal = { reason: "totals", note: "Our books come to other totals in this period." } as const;
  const hash = seals.hash(JSON.parse(text) as object);
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  const header = {
    type: "fedicoop-statement",
    version: 1,
    ...about,
    parties: [first, second],
    exportedAt: new Date(madeAtMs).toISOString(),
    keys,
  };
  const lines = [
    header,
    { type: "statement", document: complete },
    { type: "entry", document: await signed(entryText) },
    { type: "end", lines: 2 },
  ];
  return {
    "statement.jsonld": json(JSON.parse(complete)),
    "statement-offer.jsonld": json(
      writeLedgerMessage({ type: "statement-offer", ...about, document: offered, to: second }, envelope(first)),
    ),
    "statement-accept.jsonld": json(
      writeLedgerMessage({ type: "statement-accept", ...about, document: complete, to: first }, envelope(second)),
    ),
    "statement-reject.jsonld": json(
      writeLedgerMessage({ type: "statement-reject", ...about, hash, to: first, ...refusal }, envelope(second)),
    ),
    "statement-file.jsonl": `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`,
  };
}

const names = [
  "statement.jsonld",
  "statement-offer.jsonld",
  "statement-accept.jsonld",
  "statement-reject.jsonld",
  "statement-file.jsonl",
];
const fixtureOf = async (name: string) => readFile(new URL(`../fixtures/${name}`, import.meta.url), "utf8");
const parsed = async (name: string) => JSON.parse(await fixtureOf(name)) as JsonObject;

const contextLoader = async (url: string) => {
  const document = preloadedContexts[url];
  if (document === undefined) throw new Error(`${url} would have to be fetched.`);
  return { document, documentUrl: url, contextUrl: null };
};

describe("what is said about statements", () => {
  let written: Readonly<Record<string, string>>;
  beforeAll(async () => {
    written = await writeAll();
  });

  test.each(names)("%s is written as the fixture shows it", async (name) => {
    expect(written[name]).toBe(await fixtureOf(name));
  });

  test("the fixtures read back as what was written, and both proofs hold", async () => {
    const accept = readStatementAccept(await parsed("statement-accept.jsonld"));
    const offer = readStatementOffer(await parsed("statement-offer.jsonld"));
    if (!accept.ok || !offer.ok) throw new Error("unreadable");
    const opened = await seals.open(accept.value.document, keys);
    if ("refused" in opened) throw new Error(opened.refused);
    expect(opened.signers).toEqual([first, second]);
    expect(readStatementDocument(opened.content)).toEqual({ statement });
    expect(await seals.open(offer.value.document, keys)).toMatchObject({ signers: [first] });
    expect(readStatementReject(await parsed("statement-reject.jsonld"))).toEqual({
      ok: true,
      value: {
        statement: statement.statement,
        hash: opened.hash,
        reason: "totals",
        note: "Our books come to other totals in this period.",
      },
    });
  });

  test("the file can be checked with what is in it", async () => {
    const [head = "", ...lines] = (await fixtureOf("statement-file.jsonl")).split("\n");
    const header = readStatementHeader(head);
    if (header === undefined) throw new Error("no header");
    expect(await verifyStatementFile(seals, { header, lines }, keysOfHeader(header))).toEqual({
      statement,
      entries: 1,
      troubles: [],
    });
    // With the keys of somebody else nothing of it holds.
    const exchanged = keys.map((key, index) => ({ ...key, publicKeyMultibase: pairs[1 - index]?.[1] ?? "" }));
    expect((await verifyStatementFile(seals, { header, lines }, exchanged)).troubles[0]?.trouble).toBe(
      `the signature of ${first} does not hold`,
    );
  });

  test("another implementation understands the activities without fetching anything, and keeps the document whole", async () => {
    for (const name of names.slice(1, 4)) {
      const json = await parsed(name);
      const activity = await Activity.fromJsonLd(json, { contextLoader });
      expect([activity.id?.href, activity.actorId?.href]).toEqual([json["id"], json["actor"]]);
      expect(await activity.toJsonLd({ contextLoader })).toEqual(json);
    }
  });

  test.each([
    ["no statement", readStatementOffer, { object: "https://meet.example/statements/1" }],
    ["a result without a body", readStatementAccept, { object: "x", result: "x" }],
    ["a result about something else", readStatementAccept, { object: "x", result: { id: "y" } }],
    ["a refusal of no content", readStatementReject, { object: "x", refusal: { reason: "other", note: "" } }],
  ])("%s is unreadable, for a reason", (_, read, activity) => {
    expect(read(activity as JsonObject)).toEqual({ ok: false, reason: expect.any(String) });
  });

  test.each([
    ["a fraction", { totals: [{ ...writtenTotal(), given: 1.5 }] }],
    ["less than nothing given", { totals: [{ ...writtenTotal(), given: -1 }] }],
    ["an unknown unit", { totals: [{ ...writtenTotal(), unit: "https://fedicoop.org/ns#bananas" }] }],
    ["a day that is none", { until: "2025-02-30" }],
    ["three coops", { parties: [first, second, first] }],
  ])("a statement with %s is unreadable", (_, changes) => {
    const content = { ...(JSON.parse(writeStatementDocument(statement)) as object), ...changes };
    expect(readStatementDocument(content)).toEqual({ unreadable: expect.any(String) });
  });
});

function writtenTotal(): object {
  const { totals } = JSON.parse(writeStatementDocument(statement)) as { readonly totals: readonly object[] };
  return totals[0] ?? {};
}
