import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Account } from "#src/domain/entry.ts";
import type { Session } from "./database.ts";
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
