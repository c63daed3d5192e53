import { eq, sql } from "drizzle-orm";
import type { Account } from "#src/domain/entry.ts";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

/** Kept sums of a pair's entries in one unit and account. */
export type BalanceRow = Tables["balances"]["$inferSelect"];

export interface BalanceKey {
  readonly peerId: string;
  readonly unit: string;
  readonly account: Account;
}

/** The sums of a balance; all of them together are at most 2^53 − 1. */
export type BalanceSums = Omit<BalanceRow, keyof BalanceKey>;

/** Adds to a balance; `by` may be below zero. Answers what it is now. */
export async function addToBalance({ q, t }: Session, key: BalanceKey, by: BalanceSums): Promise<BalanceRow> {
  const { balances } = t;
  const set = {
    given: sql`${balances.given} + ${by.given}`,
    received: sql`${balances.received} + ${by.received}`,
    givenInTransit: sql`${balances.givenInTransit} + ${by.givenInTransit}`,
    receivedInTransit: sql`${balances.receivedInTransit} + ${by.receivedInTransit}`,
    givenDisputed: sql`${balances.givenDisputed} + ${by.givenDisputed}`,
    receivedDisputed: sql`${balances.receivedDisputed} + ${by.receivedDisputed}`,
  };
  const rows = await q
    .insert(balances)
    .values({ ...key, ...by })
    .onConflictDoUpdate({ target: [balances.peerId, balances.unit, balances.account], set })
    .returning();
  const [row] = rows;
  if (row === undefined) throw new Error("A balance was not written.");
  return row;
}

/** The balances of all pairs, or of one. */
export async function listBalances({ q, t }: Session, peerId?: string): Promise<BalanceRow[]> {
  return q
    .select()
    .from(t.balances)
    .where(peerId === undefined ? undefined : eq(t.balances.peerId, peerId));
}

export async function findBalance(
  session: Session,
  { peerId, unit, account }: BalanceKey,
): Promise<BalanceRow | undefined> {
  return findRow(session, "balances", { peerId, unit, account });
}
