import { asc, lte } from "drizzle-orm";
import type { Session } from "./database.ts";

/** Agreements of ours as provider whose fee is due to become an entry, the longest due first. */
export async function listDueFees(
  { q, t }: Session,
  nowMs: number,
  limit: number,
): Promise<readonly { readonly id: string }[]> {
  const { id, feeDueAtMs } = t.agreements;
  return q.select({ id }).from(t.agreements).where(lte(feeDueAtMs, nowMs)).orderBy(asc(feeDueAtMs)).limit(limit);
}
