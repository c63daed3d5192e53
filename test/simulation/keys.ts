import nodeCrypto, { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import type { Random } from "./random.ts";

/** An Ed25519 key pair that its name alone decides. */
export interface SeededKey {
  readonly publicJwk: JsonWebKey;
  readonly privateJwk: JsonWebKey;
  readonly publicKey: KeyObject;
}

/** The wrapping of an Ed25519 seed in PKCS #8 (RFC 8410). */
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

export function seededKey(name: string): SeededKey {
  const seed = createHash("sha256").update(name).digest();
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: "der", type: "pkcs8" });
  const { kty = "", crv = "", x = "", d = "" } = key.export({ format: "jwk" }) as Readonly<Record<string, string>>;
  return {
    publicJwk: { kty, crv, x },
    privateJwk: { kty, crv, x, d },
    publicKey: createPublicKey(key),
  };
}

/** The fragment of the permanent id of a ledger key. */
export function fragmentOf({ publicJwk }: SeededKey): string {
  const raw = Buffer.from(publicJwk.x ?? "", "base64url");
  return `ed25519-${createHash("sha256").update(raw).digest("hex").slice(0, 16)}`;
}

/**
 * Runs `work` while new Ed25519 keys come from `name` instead of from the system's randomness. Nothing else of the process may run meanwhile.
 */
export async function withSeededKeys<T>(name: string, work: () => Promise<T>): Promise<T> {
  const { subtle } = crypto;
  const generateKey = subtle.generateKey.bind(subtle);
  const seeded = async (): Promise<CryptoKeyPair> => {
    const { publicJwk, privateJwk } = seededKey(name);
    return {
      publicKey: await subtle.importKey("jwk", publicJwk, "Ed25519", true, ["verify"]),
      privateKey: await subtle.importKey("jwk", privateJwk, "Ed25519", true, ["sign"]),
    };
  };
  Object.defineProperty(subtle, "generateKey", { value: seeded, configurable: true, writable: true });
  try {
    return await work();
  } finally {
    Object.defineProperty(subtle, "generateKey", { value: generateKey, configurable: true, writable: true });
  }
}

/** Everything that asks Node for random bytes gets the same ones in every run of a seed. Answers a function that ends this. */
export function seedRandomBytes(random: Random): () => void {
  const original = nodeCrypto.randomBytes;
  const seeded = (size: number): Buffer => Buffer.from(Uint8Array.from({ length: size }, () => random.below(256)));
  Object.assign(nodeCrypto, { randomBytes: seeded });
  syncBuiltinESMExports();
  return () => {
    Object.assign(nodeCrypto, { randomBytes: original });
    syncBuiltinESMExports();
  };
}
