import { readFile } from "node:fs/promises";
import { Activity, Create, Document } from "@fedify/vocab";
import { decodeMultibase, preloadedContexts } from "@fedify/vocab-runtime";
import { expect, test } from "vitest";
import { readWordDocument, writeWordDocument, type WordDocument } from "#src/app/dispute-document.ts";
import { referenceOf } from "#src/app/references.ts";
import type { LedgerKey, VerificationKey } from "#src/app/seals.ts";
import { openSeals } from "#federation/proof.ts";
import { readDisputeWord, readRefusalWord, readWordItems, writeWordItem } from "#federation/wire/dispute.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { readEntryReject, writeLedgerMessage } from "#federation/wire/ledger.ts";

const maker = "https://meet.example/actors/coop";
const other = "https://other.example/actors/coop";
const saidAtMs = Date.parse("2026-03-02T09:30:00Z");
const salt = "0123456789abcdef0123456789abcdef";
const seals = openSeals();

/** A key pair of the W3C's vectors (vc-di-eddsa, TestVectors/proof-set-chain). */
const publicKeyMultibase = "z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E";
const raw = (multibase: string) => Buffer.from(decodeMultibase(multibase).subarray(2)).toString("base64url");
const verificationMethod = `${other}#${seals.keyFragment(publicKeyMultibase)}`;
const d = raw("z3u2cfp4Q17kMGhNCh348a3yw3cUBiWK6RXRzyJE54sixMFn");
const key: LedgerKey = {
  verificationMethod,
  privateJwk: { kty: "OKP", crv: "Ed25519", x: raw(publicKeyMultibase), d },
  createdAtMs: saidAtMs,
};
const keys: readonly VerificationKey[] = [{ verificationMethod, controller: other, publicKeyMultibase }];

const about = {
  entry: "https://meet.example/entries/0195a3c4-7b00-7000-8000-000000000001",
  entryHash: "ef".repeat(32),
  by: other,
  saidAtMs,
};
const refusal: WordDocument = {
  ...about,
  word: "https://other.example/words/0195a8ea-d140-7000-8000-000000000001",
  kind: "refusal",
  reason: "quantity",
  untilMs: null,
  noteReference: referenceOf(salt, "We were 30 people."),
};
const differ: WordDocument = {
  ...about,
  word: "https://other.example/words/0195a8ea-d140-7000-8000-000000000002",
  kind: "differ",
  reason: null,
  untilMs: Date.parse("2026-06-01T00:00:00Z"),
  noteReference: referenceOf(salt, "Let us ask our assembly."),
};

const envelope = {
  id: "https://other.example/messages/0195a8ea-d140-7000-8000-000000000003",
  actor: other,
  origin: "https://other.example",
  publishedAtMs: saidAtMs,
  ledger: { digest: "cd".repeat(32), count: 1 },
};
const sealed = (word: WordDocument) => seals.seal(writeWordDocument(word), key);
const rejecting = {
  type: "entry-reject",
  entry: about.entry,
  hash: about.entryHash,
  reason: "quantity",
  note: "We were 30 people.",
  document: await sealed(refusal),
  salt,
  to: maker,
} as const;
const saying = {
  type: "dispute-word",
  word: differ.word,
  document: await sealed(differ),
  note: "Let us ask our assembly.",
  salt,
  to: maker,
} as const;
const written: Readonly<Record<string, JsonObject>> = {
  "entry-reject-signed": writeLedgerMessage(rejecting, envelope),
  "dispute-word": writeLedgerMessage(saying, envelope),
};

const fixtureOf = (name: string) => readFile(new URL(`../fixtures/${name}.jsonld`, import.meta.url), "utf8");
const parsed = async (name: string) => JSON.parse(await fixtureOf(name)) as JsonObject;

test.each(Object.keys(written))("%s is written as the fixture shows it", async (name) => {
  expect(`${JSON.stringify(written[name], null, 2)}\n`).toBe(await fixtureOf(name));
});

test("the fixtures read back as what was written, and their proofs hold", async () => {
  const reject = await parsed("entry-reject-signed");
  expect(readEntryReject(reject)).toMatchObject({ ok: true, value: { reason: "quantity" } });
  const { word } = readRefusalWord(reject, rejecting.note);
  const said = readDisputeWord(await parsed("dispute-word"));
  if (word === undefined || !said.ok) throw new Error("unreadable");
  expect([word.note, word.salt, said.value.note]).toEqual([rejecting.note, salt, saying.note]);
  for (const [document, expected] of [
    [word.document, refusal],
    [said.value.document, differ],
  ] as const) {
    const opened = await seals.open(document, keys);
    if ("refused" in opened) throw new Error(opened.refused);
    expect([opened.signers, readWordDocument(opened.content)]).toEqual([[other], { word: expected }]);
  }
  expect(readWordItems([writeWordItem(word)])).toEqual([word]);
});

test("another implementation understands the activities without fetching anything, and keeps the word whole", async () => {
  const contextLoader = async (url: string) => {
    const document = preloadedContexts[url];
    if (document === undefined) throw new Error(`${url} would have to be fetched.`);
    return { document, documentUrl: url, contextUrl: null };
  };
  for (const name of Object.keys(written)) {
    const json = await parsed(name);
    const activity = await Activity.fromJsonLd(json, { contextLoader });
    expect(await activity.toJsonLd({ contextLoader })).toEqual(json);
    if (activity instanceof Create) expect(await activity.getObject({ contextLoader })).toBeInstanceOf(Document);
  }
});

test.each([
  ["no word", { object: "https://other.example/words/1" }],
  ["a note that is too long", { object: {}, note: "x".repeat(2_001) }],
  ["a salt that is none", { object: {}, salt: "x" }],
])("%s is unreadable, for a reason", (_, activity) => {
  expect(readDisputeWord(activity)).toEqual({ ok: false, reason: expect.any(String) });
});

test("of words that come with an entry only so many are read, and nonsense among them is left out", () => {
  const items = Array.from({ length: 30 }, () => ({ document: {} }));
  expect(readWordItems(items)).toHaveLength(10);
  expect(readWordItems([null, 7, { document: 7 }, { document: {}, salt: "x" }])).toEqual([]);
});
