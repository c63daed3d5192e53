import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Account, EntryState } from "#src/domain/entry.ts";
import type { Session } from "./database.ts";
import type { EntryRow } from "./entries.ts";
import type { Tables } from "./schema.ts";

/** What was entered with one partner in one month of one unit, account and kind. */
export type MonthSum = Tables["monthSums"]["$inferSelect"];

/** Adds to the sums of months; numbers may be below zero. */
export async function addToMonths({ q, t }: Session, sums: readonly MonthSum[]): Promise<void> {
  const { monthSums } = t;
  const { peerId, month, unit, account, kind, gift } = monthSums;
  for (const sum of sums) {
    const set = {
      given: sql`${monthSums.given} + ${sum.given}`,
      received: sql`${monthSums.received} + ${sum.received}`,
      entries: sql`${monthSums.entries} + ${sum.entries}`,
    };
    await q
      .insert(monthSums)
      .values(sum)
      .onConflictDoUpdate({ target: [peerId, month, unit, account, kind, gift], set });
  }
}

/** Which sums are asked for. */
export interface MonthSumsOf {
  readonly peerId?: string;
  readonly unit?: string;
  readonly accounts?: readonly Account[];
}

/** Kept sums in order of time. There are as many as months, units and kinds, however many entries they are made of. */
export async function listMonthSums({ q, t }: Session, of: MonthSumsOf = {}): Promise<MonthSum[]> {
  const { monthSums } = t;
  return q
    .select()
    .from(monthSums)
    .where(
      and(
        of.peerId === undefined ? undefined : eq(monthSums.peerId, of.peerId),
        of.unit === undefined ? undefined : eq(monthSums.unit, of.unit),
        of.accounts === undefined ? undefined : inArray(monthSums.account, [...of.accounts]),
      ),
    )
    .orderBy(asc(monthSums.month), asc(monthSums.peerId), asc(monthSums.unit));
}

/** Some of a pair's entries that are alike in everything that a kept sum tells apart, as the books themselves have them. */
export type AlikeEntries = Pick<EntryRow, "unit" | "commons" | "kind" | "gift" | "provider"> & {
  readonly month: string;
  readonly state: EntryState;
  readonly sum: bigint;
  readonly count: number;
};

/** What the entries of a pair come to by month, counted from the books: for checking what is kept. Reads them all. */
export async function countMonths({ q, t }: Session, peerId: string): Promise<AlikeEntries[]> {
  const { entries } = t;
  const month = sql<string>`substr(${entries.day}, 1, 7)`;
  const { unit, commons, kind, gift, provider, state } = entries;
  const rows = await q
    .select({
      unit,
      commons,
      kind,
      gift,
      provider,
      state,
      month,
      sum: sql<string>`cast(sum(${entries.quantity}) as text)`,
      count: sql<string>`cast(count(*) as text)`,
    })
    .from(entries)
    .where(eq(entries.peerId, peerId))
    .groupBy(month, unit, commons, kind, gift, provider, state);
  return rows.map(({ sum, count, ...rest }) => ({ ...rest, sum: BigInt(sum), count: Number(count) }));
}
