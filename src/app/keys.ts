import { createHash } from "node:crypto";
import { listKeys, saveKey, type Key } from "#src/store/actors.ts";
import { coopActorId } from "#src/domain/iri.ts";
import type { Session } from "#src/store/database.ts";
import type { Context, Work } from "./context.ts";

/** Key pairs made outside of a transaction, ready to be written in one. Making RSA keys takes tenths of a second. */
export interface FreshKeys {
  readonly http: CryptoKeyPair;
  readonly proof: CryptoKeyPair;
  /** Only coops sign ledger documents. */
  readonly ledger?: CryptoKeyPair;
}

/** RSA-2048 for HTTP signatures (RSA-4096 signs at a quarter of the speed), Ed25519 for integrity proofs and the ledger. */
export async function makeKeys(options: { readonly ledger: boolean }): Promise<FreshKeys> {
  const [http, proof, ledger] = await Promise.all([
    makeRsa(),
    makeEd25519(),
    options.ledger ? makeEd25519() : undefined,
  ]);
  return { http, proof, ...(ledger === undefined ? {} : { ledger }) };
}

function makeRsa(): Promise<CryptoKeyPair> {
  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: "SHA-256",
  };
  return crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

function makeEd25519(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
}

/** Exported, so that a transaction that is repeated writes the same keys and awaits nothing but the store. */
export interface ExportedKey {
  readonly id: string;
  readonly use: Key["use"];
  readonly publicJwk: JsonWebKey;
  readonly privateJwk: JsonWebKey;
}

/** `main-key` and `proof-key`; a ledger key has the permanent id `ed25519-FINGERPRINT`, which never means another key. */
export async function exportKeys(keys: FreshKeys): Promise<readonly ExportedKey[]> {
  const exported = [
    await exportPair("main-key", "http", keys.http),
    await exportPair("proof-key", "proof", keys.proof),
  ];
  if (keys.ledger === undefined) return exported;
  return [...exported, await exportLedgerPair(keys.ledger)];
}

/** A new ledger key under its permanent id, to be written in a transaction. */
export const makeLedgerKey = async (): Promise<ExportedKey> => exportLedgerPair(await makeEd25519());

async function exportLedgerPair(keys: CryptoKeyPair): Promise<ExportedKey> {
  const pair = await exportPair("", "ledger", keys);
  return { ...pair, id: `ed25519-${fingerprint(pair.publicJwk)}` };
}

async function exportPair(id: string, use: Key["use"], pair: CryptoKeyPair): Promise<ExportedKey> {
  return {
    id,
    use,
    publicJwk: await crypto.subtle.exportKey("jwk", pair.publicKey),
    privateJwk: await crypto.subtle.exportKey("jwk", pair.privateKey),
  };
}

/** The first 16 hexadecimal digits of the SHA-256 of the raw public key. */
function fingerprint(publicJwk: JsonWebKey): string {
  return createHash("sha256")
    .update(Buffer.from(publicJwk.x ?? "", "base64url"))
    .digest("hex")
    .slice(0, 16);
}

export async function saveKeys(work: Work, actorId: string, keys: readonly ExportedKey[]): Promise<void> {
  for (const { privateJwk, ...key } of keys) {
    await saveKey(work.session, {
      ...key,
      actorId,
      privateSealed: work.secrets.seal(JSON.stringify(privateJwk), purpose(actorId, key.id)),
      createdAtMs: work.nowMs(),
    });
  }
}

/** Keeps a ledger key of ours whose private part is lost: it signs nothing, and what it signed is ours. */
export async function saveLostKey(work: Work, key: Pick<Key, "id" | "publicJwk" | "createdAtMs">): Promise<void> {
  const privateSealed = work.secrets.seal("{}", purpose(coopActorId, key.id));
  const ended = { revokedAtMs: work.nowMs() };
  await saveKey(work.session, { ...key, ...ended, actorId: coopActorId, use: "ledger", privateSealed });
}

/** An actor's key with its private part opened. */
export interface OpenedKey extends ExportedKey {
  readonly createdAtMs: number;
  readonly revokedAtMs: number | null;
  readonly compromisedAtMs: number | null;
  /** Of a ledger key that signs no more: the signed document that names its successor. */
  readonly successor: string | null;
}

/** All keys of a local actor, oldest first, retired ones included. */
export async function openKeys(
  { secrets }: Pick<Context, "secrets">,
  session: Session,
  actorId: string,
): Promise<readonly OpenedKey[]> {
  const rows = await listKeys(session, actorId);
  return rows.map(({ privateSealed, ...key }) => ({
    ...key,
    privateJwk: openPrivate(secrets, privateSealed, purpose(actorId, key.id)),
  }));
}

/** Private keys that were opened, for as long as the process has their secret: every signature asks for one. */
const opened = new WeakMap<Context["secrets"], Map<string, JsonWebKey>>();
const maxOpened = 1_000;

function openPrivate(secrets: Context["secrets"], sealed: string, about: string): JsonWebKey {
  const known = opened.get(secrets) ?? new Map<string, JsonWebKey>();
  opened.set(secrets, known);
  const name = `${about} ${sealed}`;
  const key = known.get(name) ?? (JSON.parse(secrets.open(sealed, about)) as JsonWebKey);
  if (known.size >= maxOpened) known.clear();
  known.set(name, key);
  return key;
}

const purpose = (actorId: string, keyId: string): string => `key ${actorId} ${keyId}`;
