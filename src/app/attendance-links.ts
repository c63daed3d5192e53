import { createHmac } from "node:crypto";
import type { Attendance } from "#src/store/attendances.ts";
import { hashToken } from "#src/store/secrets.ts";
import type { Context } from "./context.ts";

/** What somebody who answered on our page said of themselves. */
export interface AttendeeWords {
  readonly name: string;
  readonly email?: string;
  readonly note?: string;
}

const wordsPurpose = (id: string): string => `attendance ${id}`;

export const sealWords = ({ secrets }: Pick<Context, "secrets">, id: string, words: AttendeeWords): string =>
  secrets.seal(JSON.stringify(words), wordsPurpose(id));

/** Undefined where nothing was said, or it was erased. */
export function openWords(
  { secrets }: Pick<Context, "secrets">,
  { id, wordsSealed }: Pick<Attendance, "id" | "wordsSealed">,
): AttendeeWords | undefined {
  return wordsSealed === null ? undefined : (JSON.parse(secrets.open(wordsSealed, wordsPurpose(id))) as AttendeeWords);
}

/**
 * The secret of somebody's own link: 128 bits of a keyed hash, so that a later e-mail can carry the same link although the store has only
 * its hash.
 */
export function attendanceToken({ secrets }: Pick<Context, "secrets">, id: string): string {
  const key = secrets.deriveKey("attendance links");
  return createHmac("sha256", key).update(id).digest().subarray(0, 16).toString("base64url");
}

export const attendanceTokenHash = (context: Pick<Context, "secrets">, id: string): string =>
  hashToken(attendanceToken(context, id));

export const attendanceUrl = (context: Pick<Context, "secrets" | "origin">, id: string): string =>
  `${context.origin}/attending/${attendanceToken(context, id)}`;

/** By which one address is known to have answered: a keyed hash, which says nothing to whoever has the store alone. */
export function mailHash({ secrets }: Pick<Context, "secrets">, address: string): string {
  return createHmac("sha256", secrets.deriveKey("attendance e-mails")).update(address).digest("hex");
}
