import { and, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { Session } from "./database.ts";

/** One value of the key-value store: its text, and when it stops to exist. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
  /** Epoch milliseconds; null never expires. */
  readonly expiresAtMs: number | null;
}

/** The value under a key, unless it has expired. */
export async function findKeyValue({ q, t }: Session, key: string, nowMs: number): Promise<KeyValue | undefined> {
  const living = or(isNull(t.keyValues.expiresAtMs), gt(t.keyValues.expiresAtMs, nowMs));
  const rows = await q
    .select()
    .from(t.keyValues)
    .where(and(eq(t.keyValues.key, key), living))
    .limit(1);
  return rows[0];
}

/** Everything whose key begins with `prefix` and has not expired, in order of its key. */
export async function listKeyValues({ q, t }: Session, prefix: string, nowMs: number): Promise<KeyValue[]> {
  const living = or(isNull(t.keyValues.expiresAtMs), gt(t.keyValues.expiresAtMs, nowMs));
  // Not LIKE: its wildcards may stand in a key, and its case rules differ between the engines.
  const begins = sql`substr(${t.keyValues.key}, 1, cast(${Array.from(prefix).length} as integer)) = ${prefix}`;
  return q.select().from(t.keyValues).where(and(begins, living)).orderBy(t.keyValues.key);
}

export async function saveKeyValue({ q, t }: Session, { key, ...rest }: KeyValue): Promise<void> {
  await q
    .insert(t.keyValues)
    .values({ key, ...rest })
    .onConflictDoUpdate({ target: t.keyValues.key, set: rest });
}

export async function deleteKeyValue({ q, t }: Session, key: string): Promise<void> {
  await q.delete(t.keyValues).where(eq(t.keyValues.key, key));
}

/** Removes what has expired. Answers how many rows went. */
export async function deleteExpiredKeyValues({ q, t }: Session, nowMs: number): Promise<number> {
  const gone = await q
    .delete(t.keyValues)
    .where(lte(t.keyValues.expiresAtMs, nowMs))
    .returning({ key: t.keyValues.key });
  return gone.length;
}
