import { readFileSync } from "node:fs";
import { decodeMultibase } from "@fedify/vocab-runtime";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LedgerKey, OpenedDocument, VerificationKey } from "#src/app/seals.ts";
import { openSeals } from "#federation/proof.ts";

interface Vector {
  readonly hash?: string;
  readonly signed: { readonly proof: { readonly verificationMethod: string } };
}
const fixture = JSON.parse(readFileSync(new URL("../fixtures/proofs.json", import.meta.url), "utf8")) as {
  readonly publicKeyMultibase: string;
  readonly privateKeyMultibase: string;
  readonly w3c: Vector;
  readonly fep: Vector;
  readonly fepWithDecimals: Vector;
};

const seals = openSeals();
const createdAtMs = Date.parse("2023-02-24T23:36:38Z");

const seed = Buffer.from(decodeMultibase(fixture.privateKeyMultibase).subarray(2)).toString("base64url");
const publicX = Buffer.from(decodeMultibase(fixture.publicKeyMultibase).subarray(2)).toString("base64url");

const ledgerKey = (verificationMethod: string): LedgerKey => ({
  verificationMethod,
  privateJwk: { kty: "OKP", crv: "Ed25519", d: seed, x: publicX },
  createdAtMs,
});
const verificationKey = (verificationMethod: string): VerificationKey => ({
  verificationMethod,
  controller: `owner of ${verificationMethod}`,
  publicKeyMultibase: fixture.publicKeyMultibase,
});
const method = "https://a.example/actors/coop#ed25519-aaaa";

async function opened(document: string, keys: readonly VerificationKey[]): Promise<OpenedDocument> {
  const result = await seals.open(document, keys);
  if ("refused" in result) throw new Error(result.refused);
  return result;
}

describe("published test vectors", () => {
  test.each(["w3c", "fep"] as const)("%s: its proof verifies, and no changed word does", async (name) => {
    const { signed } = fixture[name];
    const keys = [verificationKey(signed.proof.verificationMethod)];
    expect((await opened(JSON.stringify(signed), keys)).signers).toEqual([
      `owner of ${signed.proof.verificationMethod}`,
    ]);
    const changed = { ...signed, type: "Delete" };
    expect((await opened(JSON.stringify(changed), keys)).signers).toEqual([]);
  });

  test("w3c: we hash and sign to the same letters", async () => {
    const { signed, hash } = fixture.w3c;
    const { proof, ...content } = signed;
    expect(seals.hash(signed)).toBe(hash);
    const ours = await seals.seal(JSON.stringify(content), ledgerKey(proof.verificationMethod));
    expect(JSON.parse(ours)).toEqual({ ...content, proof: [proof] });
  });

  test("fep: decimals verify elsewhere, and are refused here", async () => {
    const { signed } = fixture.fepWithDecimals;
    const keys = [verificationKey(signed.proof.verificationMethod)];
    expect(await seals.open(JSON.stringify(signed), keys)).toEqual({
      refused: expect.stringContaining("whole number"),
    });
  });

  test("keys have one Multikey form and a fragment made from it", () => {
    expect(seals.multikey({ kty: "OKP", crv: "Ed25519", x: publicX })).toBe(fixture.publicKeyMultibase);
    expect(seals.keyFragment(fixture.publicKeyMultibase)).toMatch(/^ed25519-[0-9a-f]{16}$/);
    expect(seals.keyFragment(fixture.privateKeyMultibase)).toBeUndefined();
    expect(seals.keyFragment("z")).toBeUndefined();
    expect(seals.keyFragment("m0OIl")).toBeUndefined();
  });
});

describe("RFC 8785", () => {
  // 3.2.3: names are sorted by UTF-16 code units, and escaped only where they must be.
  test("the hash is of the canonical form, whatever the order and the escapes in the text", () => {
    const one = String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew","1":"One","\ud83d\ude00":"Smiley","\u0080":"Control","\u00f6":"Latin"}`;
    const other = JSON.parse(one) as Record<string, string>;
    const reversed = Object.fromEntries(Object.entries(other).toReversed());
    expect(seals.hash(reversed)).toBe(seals.hash(JSON.parse(one) as object));
  });

  test("any JSON that we accept opens to the same hash however its members are ordered and spaced", async () => {
    const json = fc.dictionary(
      fc.string({ unit: "grapheme" }).filter((name) => name !== "proof" && name !== "__proto__"),
      fc.oneof(fc.string({ unit: "grapheme" }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)),
    );
    await fc.assert(
      fc.asyncProperty(json, async (value) => {
        const reversed = JSON.stringify(Object.fromEntries(Object.entries(value).toReversed()), null, 3);
        expect((await opened(JSON.stringify(value), [])).hash).toBe((await opened(reversed, [])).hash);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a proof set", () => {
  const other = "https://b.example/actors/coop#ed25519-bbbb";
  const both = [verificationKey(method), verificationKey(other)];

  test("two signers sign the same content, in whatever order", async () => {
    const once = await seals.seal(`{"id":"x"}`, ledgerKey(method));
    const twice = await seals.seal(once, ledgerKey(other));
    const [first, second] = [await opened(once, both), await opened(twice, both)];
    expect([first.signers.length, second.signers.length, second.proofCount]).toEqual([1, 2, 2]);
    expect(second.hash).toBe(first.hash);
    const document = JSON.parse(twice) as { readonly proof: readonly object[] };
    const swapped = JSON.stringify({ ...document, proof: document.proof.toReversed() });
    expect((await opened(swapped, both)).signers.toSorted()).toEqual(second.signers.toSorted());
  });

  test("sealing twice changes nothing, and a doubled proof counts once", async () => {
    const once = await seals.seal(`{"id":"x"}`, ledgerKey(method));
    expect(await seals.seal(once, ledgerKey(method))).toBe(once);
    const document = JSON.parse(once) as { readonly proof: readonly object[] };
    const doubled = await opened(JSON.stringify({ ...document, proof: [...document.proof, ...document.proof] }), both);
    expect([doubled.signers.length, doubled.proofCount]).toEqual([1, 2]);
  });

  test("a proof does not count for another key, another purpose, or with promises that nobody checks", async () => {
    const sealed = JSON.parse(await seals.seal(`{"id":"x"}`, ledgerKey(method))) as {
      proof: Record<string, unknown>[];
    };
    const signersWith = async (changes: Record<string, unknown>) =>
      (await opened(JSON.stringify({ ...sealed, proof: [{ ...sealed.proof[0], ...changes }] }), both)).signers;
    expect(await signersWith({})).toHaveLength(1);
    expect(await signersWith({ verificationMethod: other })).toEqual([]);
    expect(await signersWith({ proofPurpose: "authentication" })).toEqual([]);
    expect(await signersWith({ created: "2024-01-01T00:00:00Z" })).toEqual([]);
    expect(await signersWith({ expires: "2020-01-01T00:00:00Z" })).toEqual([]);
    expect(await signersWith({ "@context": "https://evil.example/context" })).toEqual([]);
    expect(await signersWith({ proofValue: "z" })).toEqual([]);
    expect(await signersWith({ proofValue: "nothing of the kind" })).toEqual([]);
    expect((await opened(JSON.stringify(sealed), [])).signers).toEqual([]);
  });
});

describe("what is refused", () => {
  test.each([
    ["a name twice", `{"quantity":"1","quantity":"2"}`],
    ["a name twice, escaped", String.raw`{"a":{"id":1,"\u0069d":2}}`],
    ["a fraction", `{"a":1.5}`],
    ["a fraction that rounds away", `{"a":1.0000000000000000001}`],
    ["an exponent", `{"a":[1e3]}`],
    ["more than 2^53", `{"a":9007199254740993}`],
    ["half a character", String.raw`{"a":"\ud800"}`],
    ["half a character in a name", String.raw`{"\ud800":1}`],
    ["the character NUL", String.raw`{"a":"\u0000"}`],
    ["a name that is not one", `{"__proto__":{"id":1}}`],
    ["an array", `[{"a":1}]`],
    ["no object", `"a"`],
    ["no JSON", `{"a":}`],
    ["too deep", `{"a":${"[".repeat(50_00)}${"]".repeat(50_00)}}`],
    ["too long", `{"a":"${"x".repeat(70_000)}"}`],
    ["too many proofs", JSON.stringify({ a: 1, proof: Array.from({ length: 9 }, () => ({})) })],
  ])("%s", async (_, document) => {
    expect(await seals.open(document, [verificationKey(method)])).toEqual({ refused: expect.any(String) });
  });

  test("not refused: text that only looks like it", async () => {
    const document = String.raw`{"a":"1.5 and \"a\": 1e3","b":{"a":"a"},"c":[{"a":1},{"a":2}],"toJSON":"x","constructor":null}`;
    expect((await opened(document, [])).content).toEqual(JSON.parse(document));
  });

  test("we never sign what others would refuse", async () => {
    await expect(seals.seal(`{"a":0.1}`, ledgerKey(method))).rejects.toThrow("Not signed");
  });
});
