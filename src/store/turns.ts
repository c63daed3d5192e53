import { sql } from "drizzle-orm";
import type { Session } from "./database.ts";

/** Any number, the same in every process: the turn that those who answer offers wait for. */
const turn = 7_301_837;

/**
 * Waits, on PostgreSQL, until no other transaction has the turn, and keeps it until this one ends. Those who wait get it in the order
 * in which they came.
 */
export async function takeTurn({ q }: Session): Promise<void> {
  await q.select({ taken: sql`pg_advisory_xact_lock(${turn}::bigint)` }).from(sql`(select 1) as one`);
}
