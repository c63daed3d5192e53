import { and, asc, eq, gte, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow, prepared } from "./row.ts";
import type { Tables } from "./schema.ts";

/** A word in a dispute. As long as its entry is not in the books, `entryId` is the entry's IRI. */
export type WordRow = Tables["disputeWords"]["$inferSelect"];

export async function saveWord({ q, t }: Session, word: WordRow): Promise<void> {
  await q.insert(t.disputeWords).values(word);
}

/** What can change: that it is signed, that its note is opened or erased, that its entry has arrived. What was signed never does. */
export async function updateWord(
  { q, t }: Session,
  id: string,
  changes: Partial<Pick<WordRow, "document" | "note" | "salt">>,
): Promise<void> {
  await q.update(t.disputeWords).set(changes).where(eq(t.disputeWords.id, id));
}

export async function findWord(session: Session, id: string): Promise<WordRow | undefined> {
  return findRow(session, "disputeWords", { id });
}

/** A word by its IRI, whoever said it. */
export async function findWordByIri(session: Session, word: string): Promise<WordRow | undefined> {
  return findRow(session, "disputeWords", { word });
}

/** All words about an entry, in the order in which they came here. */
export async function listWords({ q, t }: Session, entryId: string): Promise<WordRow[]> {
  const { disputeWords } = t;
  return q.select().from(disputeWords).where(eq(disputeWords.entryId, entryId)).orderBy(asc(disputeWords.id));
}

/** Those of `words` (IRIs) that a pair has. */
export async function listWordsByIri({ q, t }: Session, peerId: string, words: readonly string[]): Promise<WordRow[]> {
  if (words.length === 0) return [];
  const { disputeWords } = t;
  return q
    .select()
    .from(disputeWords)
    .where(and(eq(disputeWords.peerId, peerId), inArray(disputeWords.word, [...words])))
    .orderBy(asc(disputeWords.word));
}

/**
 * The IRIs of words that stand in the logs of a pair and are not in its books, at most `limit`. `folders` are the beginnings of the addresses of
 * both sides' words, so that no other leaf is looked at, however many there are.
 */
export async function listMissingWords(
  session: Session,
  { peerId, folders, limit }: { readonly peerId: string; readonly folders: readonly string[]; readonly limit: number },
): Promise<string[]> {
  const { q, t } = session;
  const { logs } = t;
  const writeLogs = () =>
    q
      .select({ id: logs.id })
      .from(logs)
      .where(eq(logs.peerId, sql.placeholder("peerId")));
  const logsOfPair = prepared<{ id: string }>(session, "logs of a pair", writeLogs);
  const ofPair = new Set((await logsOfPair.execute({ peerId })).map(({ id }) => id));
  const missingBelow = prepared<{ about: string; logId: string }>(session, "missing words", () =>
    missingQuery(session),
  );
  const missing = new Set<string>();
  for (const folder of folders) {
    const rows = await missingBelow.execute({ first: `${folder}/`, end: `${folder}0` });
    for (const { about, logId } of rows) if (ofPair.has(logId)) missing.add(about);
  }
  return [...missing].slice(0, limit);
}

/** Without the logs in it, so that the index on `about` bears it. */
function missingQuery({ q, t: { leaves, disputeWords } }: Session) {
  const isBelow = and(gte(leaves.about, sql.placeholder("first")), lt(leaves.about, sql.placeholder("end")));
  return q
    .select({ about: leaves.about, logId: leaves.logId })
    .from(leaves)
    .leftJoin(disputeWords, eq(disputeWords.word, leaves.about))
    .where(and(isBelow, isNull(disputeWords.id)))
    .limit(mostLookedAt);
}

/** Words that are missing are few; those of other pairs stand among them. */
const mostLookedAt = 1_000;

/** How many words of a pair a coop has said about an entry. */
export async function countWords({ q, t }: Session, entryId: string, by: string): Promise<number> {
  return q.$count(t.disputeWords, and(eq(t.disputeWords.entryId, entryId), eq(t.disputeWords.by, by)));
}

/** How many words of a pair wait for their entries. */
export async function countWaitingWords({ q, t }: Session, peerId: string): Promise<number> {
  const { disputeWords } = t;
  // IRIs begin with "http", ids with a hexadecimal digit: the index on `entryId` has those that wait in one stretch.
  return q.$count(
    disputeWords,
    and(gte(disputeWords.entryId, "http"), lt(disputeWords.entryId, "httq"), eq(disputeWords.peerId, peerId)),
  );
}

/** The entry of these words has arrived. */
export async function adoptWords(
  { q, t }: Session,
  { entry, entryId, peerId }: { readonly entry: string; readonly entryId: string; readonly peerId: string },
): Promise<void> {
  const { disputeWords } = t;
  await q
    .update(disputeWords)
    .set({ entryId })
    .where(and(eq(disputeWords.entryId, entry), eq(disputeWords.peerId, peerId)));
}

/** Erases what a coop said beside its signed words about an entry: their references say nothing to anyone from then on. */
export async function forgetNotes({ q, t }: Session, entryId: string, by: string): Promise<void> {
  const { disputeWords } = t;
  const isTheirs = and(eq(disputeWords.entryId, entryId), eq(disputeWords.by, by));
  await q.update(disputeWords).set({ note: null, salt: null }).where(isTheirs);
}
