import { createHash } from "node:crypto";
import { dayDigest, pairDigest, type Sha256 } from "#src/domain/digest.ts";
import type { Session } from "#src/store/database.ts";
import { listEntryDays, listEntryMarks, saveEntryDay } from "#src/store/entries.ts";

/** What a pair's books come to: the digest that both sides can compute, and how many entries it is over. */
export interface Books {
  /** SHA-256, hexadecimal (`domain/digest.ts`). */
  readonly digest: string;
  readonly count: number;
}

export const sha256: Sha256 = (bytes) => createHash("sha256").update(bytes).digest();

/** Keeps the digest of the day that was touched; the other days of the pair stay as they are. */
export async function keepDay(session: Session, peerId: string, day: string): Promise<void> {
  const marks = await listEntryMarks(session, peerId, { day });
  await saveEntryDay(session, { peerId, day, digest: dayDigest(marks, sha256), count: marks.length });
}

/** The books of a pair, from its kept days. */
export async function booksOf(session: Session, peerId: string): Promise<Books> {
  const days = await listEntryDays(session, peerId);
  const marks = days.map(({ day, digest }) => ({ day, digest: digest ?? "" }));
  return { digest: pairDigest(marks, sha256), count: days.reduce((total, { count }) => total + count, 0) };
}
