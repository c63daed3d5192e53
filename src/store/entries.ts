import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm";
import type { EntryMark } from "#src/domain/digest.ts";
import type { EntryState } from "#src/domain/entry.ts";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

export type EntryRow = Tables["entries"]["$inferSelect"];

/** Writes a new entry. The day's digest follows with {@link saveEntryDay}. */
export async function saveEntry({ q, t }: Session, entry: EntryRow): Promise<void> {
  await q.insert(t.entries).values(entry);
}

/** What can change about an entry: its proofs, its state and what is said about it. What was signed never does. */
export type EntryChanges = Partial<
  Pick<
    EntryRow,
    | "state"
    | "waits"
    | "document"
    | "disputedBy"
    | "disputeReason"
    | "disputeNote"
    | "answerByMs"
    | "differUntilMs"
    | "awaits"
    | "withdrawnAtMs"
    | "salt"
  >
>;

export async function updateEntry(
  { q, t }: Session,
  id: string,
  changes: EntryChanges & { readonly updatedAtMs: number },
): Promise<void> {
  await q.update(t.entries).set(changes).where(eq(t.entries.id, id));
}

/** An entry by our own id for it. */
export async function findEntry({ q, t }: Session, id: string): Promise<EntryRow | undefined> {
  return (await q.select().from(t.entries).where(eq(t.entries.id, id)).limit(1))[0];
}

/** An entry by its IRI, whoever made it. */
export async function findEntryByIri({ q, t }: Session, entry: string): Promise<EntryRow | undefined> {
  return (await q.select().from(t.entries).where(eq(t.entries.entry, entry)).limit(1))[0];
}

export interface EntryPage {
  readonly limit: number;
  /** Only entries older than the one with this id. */
  readonly before?: string;
  readonly peerId?: string;
  readonly state?: EntryState;
}

/** Entries, the last to arrive first. */
export async function listEntries({ q, t }: Session, page: EntryPage): Promise<EntryRow[]> {
  const { entries } = t;
  return q
    .select()
    .from(entries)
    .where(
      and(
        page.before === undefined ? undefined : lt(entries.id, page.before),
        page.peerId === undefined ? undefined : eq(entries.peerId, page.peerId),
        page.state === undefined ? undefined : eq(entries.state, page.state),
      ),
    )
    .orderBy(desc(entries.id))
    .limit(page.limit);
}

/** All entries of one agreement, oldest first. */
export async function listEntriesOfAgreement({ q, t }: Session, agreement: string): Promise<EntryRow[]> {
  return q.select().from(t.entries).where(eq(t.entries.agreement, agreement)).orderBy(asc(t.entries.id));
}

/** Those of `entries` (IRIs) that a pair has. */
export async function listEntriesByIri(
  { q, t }: Session,
  peerId: string,
  entries: readonly string[],
): Promise<EntryRow[]> {
  if (entries.length === 0) return [];
  return q
    .select()
    .from(t.entries)
    .where(and(eq(t.entries.peerId, peerId), inArray(t.entries.entry, [...entries])))
    .orderBy(asc(t.entries.entry));
}

/** What digests are made of, for all entries of a pair or those of one day, up to `limit`. */
export async function listEntryMarks(
  { q, t }: Session,
  peerId: string,
  { day, limit }: { readonly day?: string; readonly limit?: number } = {},
): Promise<EntryMark[]> {
  const { entries } = t;
  const rows = q
    .select({ entry: entries.entry, hash: entries.hash, state: entries.state })
    .from(entries)
    .where(and(eq(entries.peerId, peerId), day === undefined ? undefined : eq(entries.day, day)))
    .orderBy(asc(entries.day), asc(entries.entry));
  return limit === undefined ? rows : rows.limit(limit);
}

/** Keeps the digest of one day of a pair. */
export async function saveEntryDay({ q, t }: Session, day: Tables["entryDays"]["$inferInsert"]): Promise<void> {
  const { digest, count } = day;
  await q
    .insert(t.entryDays)
    .values(day)
    .onConflictDoUpdate({ target: [t.entryDays.peerId, t.entryDays.day], set: { digest, count } });
}

/** A kept day; without a digest its entries changed since it was last computed. */
export type EntryDay = Pick<Tables["entryDays"]["$inferSelect"], "day" | "digest" | "count">;

/** The kept days of a pair, in order of time. */
export async function listEntryDays({ q, t }: Session, peerId: string): Promise<EntryDay[]> {
  const { day, digest, count } = t.entryDays;
  return q.select({ day, digest, count }).from(t.entryDays).where(eq(t.entryDays.peerId, peerId)).orderBy(asc(day));
}

/** One sum of quantities: those of a pair in a unit and a state that one coop provided. */
export interface EntrySum {
  readonly peerId: string;
  readonly unit: string;
  readonly provider: string;
  readonly state: EntryState;
  readonly sum: bigint;
}

const half = 2 ** 26;

/**
 * All sums by pair, unit, direction and state. Summed in two halves, so that whatever one side claims no sum leaves what both
 * engines and a number can hold.
 */
export async function sumEntries({ q, t }: Session, peerId?: string): Promise<EntrySum[]> {
  const { entries } = t;
  const rows = await q
    .select({
      peerId: entries.peerId,
      unit: entries.unit,
      provider: entries.provider,
      state: entries.state,
      high: sql<string>`cast(sum(${entries.quantity} / ${sql.raw(String(half))}) as text)`,
      low: sql<string>`cast(sum(${entries.quantity} % ${sql.raw(String(half))}) as text)`,
    })
    .from(entries)
    .where(peerId === undefined ? undefined : eq(entries.peerId, peerId))
    .groupBy(entries.peerId, entries.unit, entries.provider, entries.state);
  return rows.map(({ high, low, ...rest }) => ({ ...rest, sum: BigInt(high) * BigInt(half) + BigInt(low) }));
}
