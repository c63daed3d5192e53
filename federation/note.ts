import { createHash, sign, verify, type KeyObject } from "node:crypto";
import type { LedgerKey, OpenedNote, VerificationKey } from "#src/app/seals.ts";

/**
 * Signed notes (C2SP `signed-note` v1.0.0): a text, an empty line, and lines `— NAME BASE64(key id ‖ signature)`. The name is the
 * verification method of an Ed25519 key, whose id is the first four bytes of SHA-256(name ‖ 0A ‖ 01 ‖ public key).
 */
export function signNote(text: string, { verificationMethod }: LedgerKey, key: SigningKey): string {
  if (!text.endsWith("\n") || text.includes("\n\n")) throw new TypeError("Not signed: it is no text of a note.");
  const signature = sign(null, Buffer.from(text, "utf8"), key.privateKey);
  const bytes = Buffer.concat([keyId(verificationMethod, key.publicKey), signature]);
  return `${text}\n— ${verificationMethod} ${bytes.toString("base64")}\n`;
}

export interface SigningKey {
  readonly privateKey: KeyObject;
  /** The raw public key, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** A public key with its raw 32 bytes. */
export interface CheckingKey {
  readonly key: KeyObject;
  readonly raw: Uint8Array;
}

const maxNoteLength = 4_000;
const maxSignatures = 8;
const signatureLine = /^— ([^\s+]{1,2000}) ([A-Za-z0-9+/]{90,96}={0,2})$/;

/** Reads a note; `keyOf` opens a key in Multikey form. */
export function openNote(
  note: string,
  keys: readonly VerificationKey[],
  keyOf: (multikey: string) => CheckingKey | undefined,
): OpenedNote | undefined {
  const end = note.length > maxNoteLength ? -1 : note.indexOf("\n\n");
  if (end === -1 || !note.endsWith("\n")) return undefined;
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split("\n");
  if (lines.length > maxSignatures) return undefined;
  const signatures = lines.map((line) => signatureLine.exec(line));
  if (signatures.includes(null)) return undefined;
  const signers = signatures.flatMap((signature) => {
    const [, name = "", encoded = ""] = signature ?? [];
    const known = keys.find((key) => key.verificationMethod === name);
    const isTrue = known !== undefined && holds(text, Buffer.from(encoded, "base64"), { known, keyOf });
    return isTrue ? [known.controller] : [];
  });
  return { text, signers: [...new Set(signers)] };
}

function holds(
  text: string,
  bytes: Buffer,
  { known, keyOf }: { readonly known: VerificationKey; readonly keyOf: (multikey: string) => CheckingKey | undefined },
): boolean {
  const opened = keyOf(known.publicKeyMultibase);
  if (opened === undefined || bytes.length !== 68) return false;
  if (!bytes.subarray(0, 4).equals(keyId(known.verificationMethod, opened.raw))) return false;
  return verify(null, Buffer.from(text, "utf8"), opened.key, bytes.subarray(4));
}

/** Names a key within its name; 01 stands for Ed25519. */
function keyId(name: string, publicKey: Uint8Array): Buffer {
  return createHash("sha256").update(name).update(Uint8Array.of(0x0a, 0x01)).update(publicKey).digest().subarray(0, 4);
}
