import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { EntryMark } from "#src/domain/digest.ts";
import type { EntryState } from "#src/domain/entry.ts";
import type { Place } from "#src/domain/stretch.ts";
import type { Session } from "./database.ts";
import { findRow, prepared } from "./row.ts";
import type { Tables } from "./schema.ts";

export type EntryRow = Tables["entries"]["$inferSelect"];

/** Writes new entries. Only `app/books.ts` calls it, which keeps sums, digests and stretches with them. */
export async function saveEntries({ q, t }: Session, entries: readonly EntryRow[]): Promise<void> {
  for (let at = 0; at < entries.length; at += rowsAtOnce) {
    await q.insert(t.entries).values(entries.slice(at, at + rowsAtOnce));
  }
}

/** An insert may have some thousands of values. */
const rowsAtOnce = 100;

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
    | "note"
    | "person"
    | "forgottenAtMs"
    | "statementId"
  >
>;

/** Writes what changed. A change of its state or sums goes through `app/books.ts`, which keeps digests and balances with it. */
export async function updateEntry(
  { q, t }: Session,
  id: string,
  changes: EntryChanges & Partial<Pick<EntryRow, "madeAtMs" | "mark">> & { readonly updatedAtMs: number },
): Promise<void> {
  await q.update(t.entries).set(changes).where(eq(t.entries.id, id));
}

/** An entry by our own id for it. */
export async function findEntry(session: Session, id: string): Promise<EntryRow | undefined> {
  return findRow(session, "entries", { id });
}

/** An entry by its IRI, whoever made it. */
export async function findEntryByIri(session: Session, entry: string): Promise<EntryRow | undefined> {
  return findRow(session, "entries", { entry });
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

/** Those of a pair's entries that have one of `marks`. */
export async function listEntriesByMark(
  { q, t }: Session,
  peerId: string,
  marks: readonly string[],
): Promise<EntryRow[]> {
  if (marks.length === 0) return [];
  return q
    .select()
    .from(t.entries)
    .where(and(eq(t.entries.peerId, peerId), inArray(t.entries.mark, [...marks])))
    .orderBy(asc(t.entries.mark));
}

/** {@link EntryMark} of those of a pair's entries that have one of `marks`. */
export async function listMarked(
  { q, t }: Session,
  peerId: string,
  marks: readonly string[],
): Promise<(EntryMark & { readonly mark: string | null })[]> {
  if (marks.length === 0) return [];
  const { entry, hash, state, mark } = t.entries;
  return q
    .select({ entry, hash, state, mark })
    .from(t.entries)
    .where(and(eq(t.entries.peerId, peerId), inArray(mark, [...marks])));
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

/** What digests are made of, for the entries of one maker on one day, in order of their ids, a page at a time. */
export async function listDayMarks(
  { q, t }: Session,
  peerId: string,
  page: { readonly day: string; readonly maker: string; readonly after: string; readonly limit: number },
): Promise<EntryMark[]> {
  const { entries } = t;
  return q
    .select({ entry: entries.entry, hash: entries.hash, state: entries.state })
    .from(entries)
    .where(
      and(
        eq(entries.peerId, peerId),
        eq(entries.day, page.day),
        eq(entries.maker, page.maker),
        gt(entries.entry, page.after),
      ),
    )
    .orderBy(asc(entries.entry))
    .limit(page.limit);
}

/** Who made entries on a day. */
export async function listDayMakers({ q, t }: Session, peerId: string, day: string): Promise<string[]> {
  const { entries } = t;
  const where = and(eq(entries.peerId, peerId), eq(entries.day, day));
  const rows = await q.selectDistinct({ maker: entries.maker }).from(entries).where(where);
  return rows.map(({ maker }) => maker);
}

/** Entries that came to a day; its digest is computed anew when it is asked for next. */
export async function touchEntryDay({ q, t }: Session, peerId: string, more: DayChange): Promise<void> {
  const { day, count } = more;
  await q
    .insert(t.entryDays)
    .values({ peerId, day, digest: null, count })
    .onConflictDoUpdate({
      target: [t.entryDays.peerId, t.entryDays.day],
      set: { digest: null, count: sql`${t.entryDays.count} + ${count}` },
    });
}

/** How many entries came to a day; none when one of them only changed. */
export interface DayChange {
  readonly day: string;
  readonly count: number;
}

/** Keeps the digest of one day of a pair as it was computed. */
export async function saveDayDigest(
  { q, t }: Session,
  peerId: string,
  { day, digest }: { readonly day: string; readonly digest: string },
): Promise<void> {
  const where = and(eq(t.entryDays.peerId, peerId), eq(t.entryDays.day, day));
  await q.update(t.entryDays).set({ digest }).where(where);
}

/** Some entries of a pair that stand in no sums and stretches yet, since an older version wrote them. */
export async function listUnbooked({ q, t }: Session, peerId: string, limit: number): Promise<EntryRow[]> {
  const where = and(eq(t.entries.peerId, peerId), isNull(t.entries.mark));
  return q.select().from(t.entries).where(where).limit(limit);
}

/** A kept day; without a digest its entries changed since it was last computed. */
export type EntryDay = Pick<Tables["entryDays"]["$inferSelect"], "day" | "digest" | "count">;

/** The kept days of a pair, in order of time. */
export async function listEntryDays(session: Session, peerId: string): Promise<EntryDay[]> {
  const { q, t } = session;
  const { day, digest, count, peerId: ofPeer } = t.entryDays;
  const write = () =>
    q
      .select({ day, digest, count })
      .from(t.entryDays)
      .where(eq(ofPeer, sql.placeholder("peerId")))
      .orderBy(asc(day));
  return prepared<EntryDay>(session, "entry days", write).execute({ peerId });
}

/** An entry as digests and reconciliations see it, with what is kept of it. */
export type BookedEntry = EntryMark & Pick<EntryRow, "day" | "madeAtMs" | "mark">;

/** The entries of a pair in order of (madeAtMs, mark), those without a mark left out; `after` a place. */
export async function listBookedEntries(
  { q, t }: Session,
  peerId: string,
  { after, limit }: { readonly after?: Place; readonly limit: number },
): Promise<BookedEntry[]> {
  const { entry, hash, state, day, madeAtMs, mark } = t.entries;
  return q
    .select({ entry, hash, state, day, madeAtMs, mark })
    .from(t.entries)
    .where(
      and(
        eq(t.entries.peerId, peerId),
        isNotNull(mark),
        after === undefined ? undefined : sql`(${madeAtMs}, ${mark}) > (${after.madeAtMs}, ${after.mark})`,
      ),
    )
    .orderBy(asc(madeAtMs), asc(mark))
    .limit(limit);
}

/** One sum of quantities: those of a pair in a unit and a state that one coop provided. */
export interface EntrySum {
  readonly peerId: string;
  readonly unit: string;
  readonly provider: string;
  readonly state: EntryState;
  readonly commons: EntryRow["commons"];
  readonly sum: bigint;
}

const half = 2 ** 26;

/**
 * All sums by pair, unit, direction, state and account, of what its maker has not withdrawn, from all entries: what the kept balances are checked against. Summed in two halves, so that whatever one side claims no sum leaves what both
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
      commons: entries.commons,
      high: sql<string>`cast(sum(${entries.quantity} / ${sql.raw(String(half))}) as text)`,
      low: sql<string>`cast(sum(${entries.quantity} % ${sql.raw(String(half))}) as text)`,
    })
    .from(entries)
    .where(
      and(
        or(isNull(entries.withdrawnAtMs), eq(entries.state, "agreed")),
        peerId === undefined ? undefined : eq(entries.peerId, peerId),
      ),
    )
    .groupBy(entries.peerId, entries.unit, entries.provider, entries.state, entries.commons);
  return rows.map(({ high, low, ...rest }) => ({ ...rest, sum: BigInt(high) * BigInt(half) + BigInt(low) }));
}
