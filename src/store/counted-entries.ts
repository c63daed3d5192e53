import { and, asc, eq, gt, gte, inArray, isNull, lte, min, ne, notInArray, or, sql, type SQL } from "drizzle-orm";
import type { EntryMark } from "#src/domain/digest.ts";
import { accountOf, type Account } from "#src/domain/entry.ts";
import type { StatementSum } from "#src/domain/statement.ts";
import type { Session } from "./database.ts";
import type { EntryRow } from "./entries.ts";

/**
 * Marks as counted by `statementId` every agreed entry of a pair until `untilDay` that no statement counts yet. Answers nothing: what is marked
 * can then be counted at leisure, since marks stay as they are whatever arrives.
 */
export async function markCounted(
  { q, t }: Session,
  {
    peerId,
    untilDay,
    statementId,
  }: { readonly peerId: string; readonly untilDay: string; readonly statementId: string },
): Promise<void> {
  const { entries } = t;
  await q
    .update(entries)
    .set({ statementId })
    .where(
      and(
        eq(entries.peerId, peerId),
        isNull(entries.statementId),
        lte(entries.day, untilDay),
        eq(entries.state, "agreed"),
      ),
    );
}

/** Takes the marks of a statement away, which then counts nothing; with `ids`, only those of these entries. */
export async function unmarkCounted(
  { q, t }: Session,
  { peerId, statementId, ids }: Pick<CountedPage, "peerId" | "statementId"> & { readonly ids?: readonly string[] },
): Promise<void> {
  const { entries } = t;
  await q
    .update(entries)
    .set({ statementId: null })
    .where(
      and(
        eq(entries.peerId, peerId),
        eq(entries.statementId, statementId),
        ids === undefined ? undefined : inArray(entries.id, [...ids]),
      ),
    );
}

const half = sql.raw(String(2 ** 26));

/** Sums in two halves, so that no sum leaves what both engines and a number can hold (as in `store/entries.ts`). */
async function sumsOf({ q, t }: Session, where: SQL | undefined): Promise<readonly StatementSum[]> {
  const { entries } = t;
  const rows = await q
    .select({
      unit: entries.unit,
      commons: entries.commons,
      provider: entries.provider,
      state: entries.state,
      high: sql<string>`cast(sum(${entries.quantity} / ${half}) as text)`,
      low: sql<string>`cast(sum(${entries.quantity} % ${half}) as text)`,
    })
    .from(entries)
    .where(where)
    .groupBy(entries.unit, entries.commons, entries.provider, entries.state);
  return rows.map(({ unit, commons, provider, state, high, low }) => ({
    unit,
    account: accountOf({ commons }),
    provider,
    state,
    sum: BigInt(high) * BigInt(2 ** 26) + BigInt(low),
  }));
}

/** What the entries come to that a statement counts. */
export function sumCounted(session: Session, peerId: string, statementId: string): Promise<readonly StatementSum[]> {
  const { entries } = session.t;
  return sumsOf(session, and(eq(entries.peerId, peerId), eq(entries.statementId, statementId)));
}

/** What is on its way or disputed in a pair until a day; entries that nobody has signed yet, or that were taken back, are not among it. */
export function sumUnsettled(session: Session, peerId: string, untilDay: string): Promise<readonly StatementSum[]> {
  const { entries, signings } = session.t;
  const unsigned = session.q.select({ id: signings.subjectId }).from(signings).where(eq(signings.kind, "entry"));
  return sumsOf(
    session,
    and(
      eq(entries.peerId, peerId),
      isNull(entries.statementId),
      lte(entries.day, untilDay),
      ne(entries.state, "agreed"),
      isNull(entries.withdrawnAtMs),
      notInArray(entries.id, unsigned),
    ),
  );
}

/** How many entries a statement counts, and the first and last of their days. */
export async function spanOfCounted(
  { q, t }: Session,
  peerId: string,
  statementId: string,
): Promise<{ readonly count: number; readonly oldestDay: string | null }> {
  const { entries } = t;
  const [row] = await q
    .select({ count: sql<string>`cast(count(*) as text)`, oldestDay: min(entries.day) })
    .from(entries)
    .where(and(eq(entries.peerId, peerId), eq(entries.statementId, statementId)));
  return { count: Number(row?.count ?? 0), oldestDay: row?.oldestDay ?? null };
}

/** The day of the oldest agreed entry of a pair that no statement counts. */
export async function findOldestUncounted({ q, t }: Session, peerId: string): Promise<string | undefined> {
  const { entries } = t;
  const rows = q
    .select({ day: entries.day })
    .from(entries)
    .where(and(eq(entries.peerId, peerId), isNull(entries.statementId), eq(entries.state, "agreed")))
    .orderBy(asc(entries.day))
    .limit(1);
  return (await rows)[0]?.day;
}

/** The order of IRIs in such words that SQLite does not walk through the whole ledger by its index of days only to find them in order. */
const byIri = ({ t: { entries } }: Session): SQL => sql`${entries.entry} || ''`;

/** An entry that a statement counts, as digests and files need it. */
export type CountedEntry = EntryMark & Pick<EntryRow, "id" | "day">;

export interface CountedPage {
  readonly peerId: string;
  readonly statementId: string;
  readonly limit: number;
  /** Only entries after this one, in order of day and IRI. */
  readonly after?: Pick<EntryRow, "day" | "entry">;
}

/** The entries that a statement counts, in order of day and IRI. */
export async function listCountedMarks(session: Session, page: CountedPage): Promise<CountedEntry[]> {
  const { entries } = session.t;
  return session.q
    .select({ id: entries.id, entry: entries.entry, hash: entries.hash, state: entries.state, day: entries.day })
    .from(entries)
    .where(isCounted(session, page))
    .orderBy(asc(entries.day), byIri(session))
    .limit(page.limit);
}

/** Those of one unit, account or direction. */
export interface CountedFilter {
  readonly unit?: string;
  readonly account?: Account;
  readonly provider?: string;
}

/** The same with everything about them. */
export async function listCounted(session: Session, page: CountedPage & CountedFilter): Promise<EntryRow[]> {
  const { entries } = session.t;
  return session.q
    .select()
    .from(entries)
    .where(
      and(
        isCounted(session, page),
        page.unit === undefined ? undefined : eq(entries.unit, page.unit),
        page.provider === undefined ? undefined : eq(entries.provider, page.provider),
        page.account === undefined ? undefined : isOfAccount(session, page.account),
      ),
    )
    .orderBy(asc(entries.day), byIri(session))
    .limit(page.limit);
}

function isCounted({ t: { entries } }: Session, { peerId, statementId, after }: CountedPage): SQL | undefined {
  const isLater =
    after === undefined
      ? undefined
      : // The first condition says nothing new, but lets both engines begin at that day instead of with the first one.
        and(gte(entries.day, after.day), or(gt(entries.day, after.day), gt(entries.entry, after.entry)));
  return and(eq(entries.peerId, peerId), eq(entries.statementId, statementId), isLater);
}

function isOfAccount({ t: { entries } }: Session, account: Account): SQL {
  switch (account) {
    case "pair":
      return isNull(entries.commons);
    case "commons":
      return eq(entries.commons, "contribution");
    case "commons-use":
      return eq(entries.commons, "use");
  }
}
