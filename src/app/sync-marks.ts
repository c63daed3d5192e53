import { markHash, type EntryMark } from "#src/domain/digest.ts";
import type { EntryState } from "#src/domain/entry.ts";
import {
  answerNegentropy,
  beginNegentropy,
  continueNegentropy,
  type Found,
  type NegentropyOptions,
} from "#src/domain/negentropy.ts";
import { MalformedFrame } from "#src/domain/negentropy-bytes.ts";
import { knowsMore } from "#src/domain/reconcile.ts";
import type { Session } from "#src/store/database.ts";
import { listMarked } from "#src/store/entries.ts";
import { listEvidence } from "#src/store/evidence.ts";
import { contestedReason } from "./evidence.ts";
import { sha256 } from "./marks.ts";
import { openRanges } from "./sync-ranges.ts";

/** The longest message of Negentropy that we write, and read, in bytes. */
export const frameLimit = 200_000;
/** So many differences are found at once; what is beyond waits until these are mended. */
const mostFound = 5_000;
/** One message is worked on for so long; what is left of it is left to the next one. */
const workLimitMs = 5_000;

async function optionsFor(session: Session, peerId: string): Promise<NegentropyOptions> {
  const endsAtMs = performance.now() + workLimitMs;
  const store = await openRanges(session, peerId);
  return { store, sha256, frameLimit, isSpent: () => performance.now() > endsAtMs };
}

/** Answers a message; undefined when it is none. */
export function answerRanges(
  session: Session,
  peerId: string,
  message: Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return unlessMalformed(async () => answerNegentropy(await optionsFor(session, peerId), message));
}

/** The message that begins. */
export async function beginRanges(session: Session, peerId: string): Promise<Uint8Array<ArrayBuffer>> {
  return beginNegentropy(await optionsFor(session, peerId));
}

/** What an answer tells; undefined when it is none. */
export function continueRanges(session: Session, peerId: string, answer: Uint8Array): Promise<Found | undefined> {
  return unlessMalformed(async () => continueNegentropy(await optionsFor(session, peerId), answer, mostFound));
}

async function unlessMalformed<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MalformedFrame) return undefined;
    throw error;
  }
}

/** What to hand over and to ask for. */
export interface Wanted {
  /** IRIs of entries. */
  readonly give: readonly string[];
  /** Marks of entries. */
  readonly ask: readonly string[];
}

const states: readonly EntryState[] = ["in-transit", "agreed", "disputed"];

const marksIn = ({ entry, hash }: Pick<EntryMark, "entry" | "hash">): readonly (readonly [EntryState, string])[] =>
  states.map((state) => [state, markHash({ entry, hash, state }, sha256)]);

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** The most marks that one query looks up. */
const lookedUpAtOnce = 500;
const mostEvidence = 1_000;

/**
 * What to do about differences: a mark of ours and one of theirs may be the same entry in two states, of which the later one is handed
 * over. Contradicting versions, and what we refused, go over once: then they are evidence here, and are not asked for again.
 */
export async function decideMarks(
  session: Session,
  peerId: string,
  { have, need }: Pick<Found, "have" | "need">,
): Promise<Wanted> {
  const ask = new Set(need);
  const give: string[] = [];
  const evidence = await listEvidence(session, { peerId }, mostEvidence);
  const known = evidence.filter(({ hash }) => isHash(hash)).flatMap(marksIn);
  for (const [, mark] of known) ask.delete(mark);
  const contested = new Set(evidence.filter(({ reason }) => reason === contestedReason).map(({ entry }) => entry));
  for (let at = 0; at < have.length; at += lookedUpAtOnce) {
    for (const ours of await listMarked(session, peerId, have.slice(at, at + lookedUpAtOnce))) {
      const [theirState, theirMark] = marksIn(ours).find(([, mark]) => ask.has(mark)) ?? [];
      const isLater = theirState === undefined || knowsMore(ours.state, theirState);
      if (isLater && theirMark !== undefined) ask.delete(theirMark);
      if (isLater && !contested.has(ours.entry)) give.push(ours.entry);
    }
  }
  return { give, ask: [...ask] };
}
