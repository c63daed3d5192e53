import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, timingSafeEqual, createHash } from "node:crypto";
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Encrypts what must not lie readable in the database or a backup of it. */
export interface Secrets {
  /** AES-256-GCM with a random nonce. `purpose` is bound to the text: what was sealed for one purpose does not open for another. */
  seal(text: string, purpose: string): string;
  /** @throws when the text was changed, or sealed with another secret or for another purpose. */
  open(sealed: string, purpose: string): string;
  /** A 32-byte key for one purpose, the same for every process with this secret (sessions, cookies, salts). */
  deriveKey(purpose: string): Uint8Array;
}

/** `secret`: at least 32 characters of high entropy. */
export function openSecrets(secret: string): Secrets {
  const deriveKey = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync("sha256", secret, "fedicoop", purpose, 32));
  const sealingKey = deriveKey("at rest");
  return {
    deriveKey,
    seal(text, purpose) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", sealingKey, nonce).setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
    },
    open(sealed, purpose) {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", sealingKey, bytes.subarray(0, 12)).setAAD(Buffer.from(purpose));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    },
  };
}

/**
 * The secret in `file`. When `make` is set and there is none yet, makes one readable by its owner only; of two processes that do so
 * at once, both end with the same.
 */
export function readSecretFile(file: string, make: boolean): string {
  if (make) {
    try {
      writeSecretOnce(file);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length < 32) throw new Error(`The secret in ${file} should have at least 32 characters.`);
  return secret;
}

/** Written whole beside it, then linked into place: no other process can ever read half of a secret. */
function writeSecretOnce(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  const descriptor = openSync(draft, "wx", 0o600);
  try {
    writeSync(descriptor, `${randomBytes(32).toString("base64url")}\n`);
    fsyncSync(descriptor);
    linkSync(draft, file);
  } finally {
    closeSync(descriptor);
    unlinkSync(draft);
  }
}

/** A random token of 128 bits, in base64url. */
export const newToken = (): string => randomBytes(16).toString("base64url");

/** What is stored of a token: SHA-256, hexadecimal. Tokens are random enough that no salt is needed. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Compares two texts in constant time. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(createHash("sha256").update(one).digest(), createHash("sha256").update(other).digest());
}
