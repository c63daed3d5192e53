import { describe, expect, test } from "vitest";
import type { LedgerKey, VerificationKey } from "#src/app/seals.ts";
import { epochOfOrigin, logOrigin, readCheckpoint, writeCheckpoint } from "#src/domain/checkpoint.ts";
import { openSeals } from "#federation/proof.ts";

const seals = openSeals();
const coop = "https://meet.example/actors/coop";

async function makeKey(): Promise<{ readonly key: LedgerKey; readonly known: VerificationKey }> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const publicKeyMultibase = seals.multikey(await crypto.subtle.exportKey("jwk", pair.publicKey));
  const verificationMethod = `${coop}#${seals.keyFragment(publicKeyMultibase)}`;
  const privateJwk = await crypto.subtle.exportKey("jwk", pair.privateKey);
  return {
    key: { verificationMethod, privateJwk, createdAtMs: 0 },
    known: { verificationMethod, controller: coop, publicKeyMultibase },
  };
}

const root = Buffer.alloc(32, 7).toString("base64");
const checkpoint = { origin: "meet.example/ledger/other.example:8080/1", size: 12, root };

describe("a checkpoint", () => {
  test("has the three lines of C2SP's form, and is read to the letter", () => {
    const text = writeCheckpoint(checkpoint);
    expect(text).toBe(`meet.example/ledger/other.example:8080/1\n12\n${root}\n`);
    expect(readCheckpoint(text)).toEqual(checkpoint);
    for (const other of [
      text.slice(0, -1),
      `${text}extension\n`,
      text.replace("12", "012"),
      text.replace("12", "-1"),
      text.replace("12", "1e3"),
      text.replace(root, root.slice(0, 20)),
      text.replaceAll("\n", "\r\n"),
    ])
      expect(readCheckpoint(other)).toBeUndefined();
  });

  test("names the log of one coop for another, and its epoch", () => {
    const name = { of: "https://meet.example", for: "http://other.example:8080" };
    expect(logOrigin({ ...name, epoch: 3 })).toBe("meet.example/ledger/other.example:8080/3");
    expect(epochOfOrigin("meet.example/ledger/other.example:8080/3", name)).toBe(3);
    for (const other of [
      "meet.example/ledger/third.example/3",
      "other.example:8080/ledger/meet.example/3",
      "meet.example/ledger/other.example:8080/0",
      "meet.example/ledger/other.example:8080/03",
      "meet.example/ledger/other.example:8080",
    ])
      expect(epochOfOrigin(other, name)).toBeUndefined();
  });
});

describe("a signed note", () => {
  test("is believed under the key that it names, and nothing about it can be changed", async () => {
    const { key, known } = await makeKey();
    const note = seals.signNote(writeCheckpoint(checkpoint), key);
    expect(note.split("\n").slice(3, 5)).toEqual([
      "",
      expect.stringMatching(/^— https:\/\/meet\.example\/actors\/coop#/),
    ]);
    expect(seals.openNote(note, [known])).toEqual({ text: writeCheckpoint(checkpoint), signers: [coop] });
    for (const changed of [note.replace("\n12\n", "\n13\n"), note.replace("other.example", "third.example")])
      expect(seals.openNote(changed, [known])?.signers ?? []).toEqual([]);
    const other = await makeKey();
    expect(seals.openNote(note, [other.known])?.signers).toEqual([]);
    const renamed = { ...other.known, verificationMethod: known.verificationMethod };
    expect(seals.openNote(note, [renamed])?.signers).toEqual([]);
  });

  test("made by Go's own implementation is read", () => {
    const said =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const signature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";
    const publicKey = Buffer.from("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "base64").subarray(1);
    const publicKeyMultibase = seals.multikey({ kty: "OKP", crv: "Ed25519", x: publicKey.toString("base64url") });
    const known = { verificationMethod: "PeterNeumann", controller: "Peter", publicKeyMultibase };
    expect(seals.openNote(`${said}\n— PeterNeumann ${signature}\n`, [known])).toEqual({
      text: said,
      signers: ["Peter"],
    });
  });

  test("that is none is not read, however it is broken", async () => {
    const { key, known } = await makeKey();
    const note = seals.signNote(writeCheckpoint(checkpoint), key);
    for (const broken of [
      "",
      "\n\n",
      note.slice(0, -1),
      note.replace("— ", "- "),
      `${note}— x y\n`,
      note.padEnd(5_000, "\n"),
    ])
      expect(seals.openNote(broken, [known])).toBeUndefined();
    expect(() => seals.signNote("two\n\nparts\n", key)).toThrow("no text of a note");
  });
});
