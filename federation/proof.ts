import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { decodeMultibase, encodeMultibase } from "@fedify/vocab-runtime";
import canonicalize from "canonicalize";
import { z } from "zod";
import type { LedgerKey, OpenedDocument, Seals, VerificationKey } from "#src/app/seals.ts";
import { openNote, signNote } from "#federation/note.ts";
import { isObject, readDocument } from "#federation/wire/document.ts";
import type { Json, JsonObject } from "#federation/wire/json.ts";

/**
 * Integrity proofs over retained JSON: `eddsa-jcs-2022` of W3C Data Integrity EdDSA Cryptosuites v1.0, as FEP-8b32 uses it. What
 * is signed is SHA-256(JCS(proof without `proofValue`)) ‖ SHA-256(JCS(document without `proof`)), with Ed25519. `proof` is a set:
 * each signer signs the document without any proof, so the order of the proofs says nothing.
 */
export function openSeals(): Seals {
  const keys = new Map<string, KeyObject>();
  const keyOf = (multikey: string): KeyObject | undefined => {
    const known = keys.get(multikey);
    if (known !== undefined) return known;
    const key = publicKeyOf(multikey);
    if (key !== undefined) {
      if (keys.size >= maxCachedKeys) keys.clear();
      keys.set(multikey, key);
    }
    return key;
  };
  return {
    seal: async (document, key) => seal(document, key),
    open: async (document, candidates) => open(document, candidates, keyOf),
    signNote: (text, key) =>
      signNote(text, key, {
        privateKey: privateKeyOf(key),
        publicKey: Buffer.from(key.privateJwk.x ?? "", "base64url"),
      }),
    openNote: (note, candidates) =>
      openNote(note, candidates, (multikey) => {
        const [key, raw] = [keyOf(multikey), rawKeyOf(multikey)];
        return key === undefined || raw === undefined ? undefined : { key, raw };
      }),
    hash: (document) => {
      const { proof: _, ...content } = document as JsonObject;
      return sha256(canonical(content)).toString("hex");
    },
    multikey: (publicJwk) => multikeyOf(Buffer.from(publicJwk.x ?? "", "base64url")),
    publicJwk: jwkOf,
    keyFragment: (multikey) => {
      const raw = rawKeyOf(multikey);
      return raw === undefined ? undefined : `ed25519-${sha256(raw).toString("hex").slice(0, 16)}`;
    },
  };
}

const maxCachedKeys = 1_000;

/** More proofs than this is no proof set of a pair. */
const maxProofs = 8;

/** Every name that a proof may have. Others (`expires`, `previousProof`, `domain`…) would promise what we do not check. */
const proofShape = z.strictObject({
  "@context": z.unknown().optional(),
  id: z.string().optional(),
  type: z.literal("DataIntegrityProof"),
  cryptosuite: z.literal("eddsa-jcs-2022"),
  created: z.iso.datetime({ offset: true }),
  verificationMethod: z.string(),
  proofPurpose: z.literal("assertionMethod"),
  proofValue: z.string().max(100),
});

/** @throws when the document is not one that `open` would read: then a bug of ours made it. */
function seal(document: string, key: LedgerKey): string {
  const read = readDocument(document);
  if (!read.ok) throw new TypeError(`Not signed: ${read.reason}.`);
  const { proof, ...content } = read.value;
  const proofs = proofsOf(proof);
  if (proofs.some((one) => isObject(one) && one["verificationMethod"] === key.verificationMethod)) return document;
  const options: JsonObject = {
    // The document's context belongs to the proof's options (W3C, 3.3.1), so that it cannot be exchanged.
    ...(content["@context"] === undefined ? {} : { "@context": content["@context"] }),
    type: "DataIntegrityProof",
    cryptosuite: "eddsa-jcs-2022",
    created: `${new Date(key.createdAtMs).toISOString().slice(0, 19)}Z`,
    verificationMethod: key.verificationMethod,
    proofPurpose: "assertionMethod",
  };
  const signature = sign(null, signedBytes(options, content), privateKeyOf(key));
  return JSON.stringify({ ...content, proof: [...proofs, { ...options, proofValue: base58(signature) }] });
}

function open(
  document: string,
  candidates: readonly VerificationKey[],
  keyOf: (multikey: string) => KeyObject | undefined,
): OpenedDocument | { readonly refused: string } {
  const read = readDocument(document);
  if (!read.ok) return { refused: read.reason };
  const { proof, ...content } = read.value;
  const proofs = proofsOf(proof);
  if (proofs.length > maxProofs) return { refused: "the document has too many proofs" };
  const verified = new Map<string, JsonObject>();
  const methods = new Set<string>();
  for (const one of proofs) {
    if (isObject(one) && typeof one["verificationMethod"] === "string") methods.add(one["verificationMethod"]);
    const controller = controllerOf(one, content, { candidates, keyOf });
    if (controller !== undefined && isObject(one) && !verified.has(controller)) verified.set(controller, one);
  }
  return {
    content,
    hash: sha256(canonical(content)).toString("hex"),
    signers: [...verified.keys()],
    proofs: [...verified.values()],
    methods: [...methods],
    proofCount: proofs.length,
  };
}

interface KnownKeys {
  readonly candidates: readonly VerificationKey[];
  readonly keyOf: (multikey: string) => KeyObject | undefined;
}

/** Whose proof it is, when it verifies with a key that we know. */
function controllerOf(proof: Json, content: JsonObject, { candidates, keyOf }: KnownKeys): string | undefined {
  const read = proofShape.safeParse(proof);
  if (!read.success || !isObject(proof) || !hasContextOf(proof, content)) return undefined;
  const known = candidates.find((one) => one.verificationMethod === read.data.verificationMethod);
  if (known === undefined || Date.parse(read.data.created) > (known.revokedAtMs ?? Infinity)) return undefined;
  const { proofValue: _, ...options } = proof;
  const signature = bytesOf(read.data.proofValue);
  const isTrue = isSignature(signedBytes(options, content), signature, keyOf(known.publicKeyMultibase));
  return isTrue ? known.controller : undefined;
}

function isSignature(signed: Buffer, signature: Uint8Array | undefined, key: KeyObject | undefined): boolean {
  return key !== undefined && signature?.length === 64 && verify(null, signed, key, signature);
}

/** The suite would let a document continue the proof's context. Ours say the same thing, or nothing. */
function hasContextOf({ "@context": context }: JsonObject, content: JsonObject): boolean {
  return context === undefined || canonical(context) === canonical(content["@context"] ?? null);
}

function proofsOf(proof: Json | undefined): readonly Json[] {
  if (proof === undefined) return [];
  return Array.isArray(proof) ? (proof as readonly Json[]) : [proof];
}

function signedBytes(options: JsonObject, content: JsonObject): Buffer {
  return Buffer.concat([sha256(canonical(options)), sha256(canonical(content))]);
}

/** The JSON Canonicalization Scheme, RFC 8785. */
function canonical(value: Json): string {
  return canonicalize(value) ?? "null";
}

const sha256 = (data: string | Uint8Array): Buffer => createHash("sha256").update(data).digest();

/** What Node calls a JSON Web Key has an index signature; the browser's type, which keys are kept as, has none. */
function privateKeyOf({ privateJwk }: LedgerKey): KeyObject {
  const known = privateKeys.get(privateJwk);
  if (known !== undefined) return known;
  const { x = "", d = "" } = privateJwk;
  const key = createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", x, d }, format: "jwk" });
  privateKeys.set(privateJwk, key);
  return key;
}

/** To make a key ready costs as much as to sign with it. */
const privateKeys = new WeakMap<JsonWebKey, KeyObject>();

const ed25519Prefix = Uint8Array.of(0xed, 0x01);

function multikeyOf(raw: Uint8Array): string {
  if (raw.length !== 32) throw new TypeError("An Ed25519 public key has 32 bytes.");
  return base58(Buffer.concat([ed25519Prefix, raw]));
}

/** The 32 bytes of an Ed25519 key in Multikey form; undefined when it is none. */
function rawKeyOf(multikey: string): Uint8Array | undefined {
  const bytes = multikey.length > 100 ? undefined : bytesOf(multikey);
  return bytes?.length === 34 && bytes[0] === 0xed && bytes[1] === 0x01 ? bytes.subarray(2) : undefined;
}

function publicKeyOf(multikey: string): KeyObject | undefined {
  const key = jwkOf(multikey);
  return key === undefined ? undefined : createPublicKey({ key, format: "jwk" });
}

function jwkOf(multikey: string): { readonly kty: string; readonly crv: string; readonly x: string } | undefined {
  const raw = rawKeyOf(multikey);
  return raw === undefined ? undefined : { kty: "OKP", crv: "Ed25519", x: Buffer.from(raw).toString("base64url") };
}

function base58(bytes: Uint8Array): string {
  return new TextDecoder().decode(encodeMultibase("base58btc", bytes));
}

function bytesOf(multibase: string): Uint8Array | undefined {
  try {
    return multibase.startsWith("z") ? decodeMultibase(multibase) : undefined;
  } catch {
    return undefined;
  }
}
