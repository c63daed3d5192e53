import { readFile } from "node:fs/promises";
import { decodeMultibase } from "@fedify/vocab-runtime";
import { describe, expect, test } from "vitest";
import { readEpochDocument, writeEpochDocument, type EpochDocument } from "#src/app/epoch-document.ts";
import { readKeyDocument, writeKeyDocument, type KeyDocument } from "#src/app/key-document.ts";
import type { LedgerKey, VerificationKey } from "#src/app/seals.ts";
import { openSeals } from "#federation/proof.ts";
import { readEpochAccept, readEpochOffer } from "#federation/wire/epoch.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { readLedgerKey } from "#federation/wire/ledger-key.ts";
import { writeLedgerMessage } from "#federation/wire/ledger.ts";

const coop = "https://meet.example/actors/coop";
const partner = "https://other.example/actors/coop";
const madeAtMs = Date.parse("2026-03-01T09:30:00Z");
const seals = openSeals();

/** The first two key pairs of the W3C's vectors for proof sets (vc-di-eddsa, TestVectors/proof-set-chain). */
const pairs = [
  ["z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7", "z3u2W4YnTstS1nSSBAgZcYSJF43JuZ9uLV6bF38B1Bf8NugW"],
  ["z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E", "z3u2cfp4Q17kMGhNCh348a3yw3cUBiWK6RXRzyJE54sixMFn"],
] as const;
const raw = (multibase: string) => Buffer.from(decodeMultibase(multibase).subarray(2)).toString("base64url");

/** One of the pairs as a key of a coop. */
function keyOf(controller: string, index: 0 | 1): LedgerKey & VerificationKey {
  const [publicKey, privateKey] = pairs[index];
  return {
    verificationMethod: `${controller}#${seals.keyFragment(publicKey)}`,
    controller,
    publicKeyMultibase: publicKey,
    privateJwk: { kty: "OKP", crv: "Ed25519", x: raw(publicKey), d: raw(privateKey) },
    createdAtMs: madeAtMs,
  };
}

const [old, next, other] = [keyOf(coop, 0), keyOf(coop, 1), keyOf(partner, 1)];
const keyDocument: KeyDocument = {
  key: next.verificationMethod,
  coop,
  publicKeyMultibase: next.publicKeyMultibase,
  replaces: old.verificationMethod,
  revokedAtMs: madeAtMs,
  compromisedAtMs: Date.parse("2026-02-27T08:00:00Z"),
  publishedAtMs: madeAtMs,
};
const epochDocument: EpochDocument = {
  epoch: "https://meet.example/epochs/0195a3c4-7b00-7000-8000-000000000004",
  coop,
  partner,
  number: 2,
  begins: "meet.example/ledger/other.example/2",
  ends: { log: "meet.example/ledger/other.example/1", size: 12, root: `${"A".repeat(43)}=` },
  other: { log: "other.example/ledger/meet.example/1", size: 9, root: `${"B".repeat(42)}A=` },
  publishedAtMs: madeAtMs,
};

async function writeAll(): Promise<Readonly<Record<string, JsonObject>>> {
  const envelope = (from: string) => ({
    id: `${new URL(from).origin}/messages/0195a3c4-7b00-7000-8000-000000000003`,
    actor: from,
    origin: new URL(from).origin,
    publishedAtMs: madeAtMs,
    ledger: { digest: "cd".repeat(32), count: 1, log: { checkpoint: null, holds: null } },
  });
  const byBoth = await seals.seal(await seals.seal(writeKeyDocument(keyDocument), old), next);
  const offered = await seals.seal(writeEpochDocument(epochDocument), old);
  const agreed = await seals.seal(offered, other);
  const about = { epoch: epochDocument.epoch } as const;
  return {
    "ledger-key": writeLedgerMessage(
      { type: "ledger-key", to: partner, key: keyDocument.key, document: byBoth },
      envelope(coop),
    ),
    "epoch-offer": writeLedgerMessage(
      { type: "epoch-offer", to: partner, ...about, document: offered },
      envelope(coop),
    ),
    "epoch-accept": writeLedgerMessage(
      { type: "epoch-accept", to: coop, ...about, document: agreed },
      envelope(partner),
    ),
  };
}

const fixtureOf = async (name: string) =>
  JSON.parse(await readFile(new URL(`../fixtures/${name}.jsonld`, import.meta.url), "utf8")) as JsonObject;

describe("what is said about keys and epochs", () => {
  test("is written as in the fixtures", async () => {
    for (const [name, written] of Object.entries(await writeAll()))
      expect(JSON.parse(JSON.stringify(written)), name).toEqual(await fixtureOf(name));
  });

  test("is read as it was meant, with both signatures", async () => {
    const key = readLedgerKey(await fixtureOf("ledger-key"));
    const opened = await seals.open(key.ok ? key.value.document : "", [old]);
    const openedToo = await seals.open(key.ok ? key.value.document : "", [next]);
    for (const each of [opened, openedToo])
      expect("refused" in each ? [] : [each.signers, readKeyDocument(each.content)]).toEqual([
        [coop],
        { read: keyDocument },
      ]);
    const offer = readEpochOffer(await fixtureOf("epoch-offer"));
    const offered = await seals.open(offer.ok ? offer.value.document : "", [old, other]);
    expect("refused" in offered ? [] : offered.signers).toEqual([coop]);
    const accept = readEpochAccept(await fixtureOf("epoch-accept"));
    const agreed = await seals.open(accept.ok ? accept.value.document : "", [old, other]);
    expect("refused" in agreed ? [] : [agreed.signers, readEpochDocument(agreed.content)]).toEqual([
      [coop, partner],
      { read: epochDocument },
    ]);
  });

  test("is not read when parts are missing or are something else", async () => {
    const content = JSON.parse(writeKeyDocument(keyDocument)) as JsonObject;
    for (const wrong of [
      {},
      [],
      null,
      7,
      { ...content, id: content["replaces"] },
      { ...content, revoked: "yesterday" },
    ])
      expect(readKeyDocument(wrong)).toHaveProperty("unreadable");
    const epoch = JSON.parse(writeEpochDocument(epochDocument)) as JsonObject;
    for (const wrong of [{}, { ...epoch, number: 1 }, { ...epoch, number: 2.5 }, { ...epoch, ends: { size: -1 } }])
      expect(readEpochDocument(wrong)).toHaveProperty("unreadable");
    expect(readLedgerKey({ object: "https://meet.example/keys/1" }).ok).toBe(false);
    expect(readEpochAccept({ object: "https://other.example/epochs/1", result: { id: "another" } }).ok).toBe(false);
  });
});
