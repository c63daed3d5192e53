import { and, asc, eq, isNotNull, lte } from "drizzle-orm";
import type { Usage } from "#src/domain/usage.ts";
import type { AgreementRow } from "./agreements.ts";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

/** How many people were in a room when it was looked at; null: it could not be seen. */
export type SampleRow = Tables["samples"]["$inferSelect"];
export type UsageRow = Tables["usages"]["$inferSelect"];

/** Writes one look into a room. Two looks at the same moment are one. */
export async function saveSample({ q, t }: Session, sample: SampleRow): Promise<void> {
  await q.insert(t.samples).values(sample).onConflictDoNothing();
}

/** All looks into the room of an agreement, in order of time. */
export function listSamples({ q, t }: Session, agreementId: string): Promise<SampleRow[]> {
  return q.select().from(t.samples).where(eq(t.samples.agreementId, agreementId)).orderBy(asc(t.samples.atMs));
}

/** Forgets the looks into a room: what was used is settled, and the evidence keeps its steps. */
export async function deleteSamples({ q, t }: Session, agreementId: string): Promise<void> {
  await q.delete(t.samples).where(eq(t.samples.agreementId, agreementId));
}

/** Writes what was used, in place of what was known before. */
export async function saveUsage({ q, t }: Session, row: UsageRow): Promise<void> {
  const { usage, createdAtMs } = row;
  await q
    .insert(t.usages)
    .values(row)
    .onConflictDoUpdate({ target: t.usages.agreementId, set: { usage, createdAtMs } });
}

export async function findUsage({ q, t }: Session, agreementId: string): Promise<Usage | undefined> {
  const rows = await q.select().from(t.usages).where(eq(t.usages.agreementId, agreementId)).limit(1);
  return rows[0]?.usage;
}

/** Agreements whose use is to be settled at `nowMs`, longest due first. */
export function listToSettle({ q, t }: Session, nowMs: number, limit: number): Promise<AgreementRow[]> {
  const { agreements } = t;
  return q
    .select()
    .from(agreements)
    .where(and(isNotNull(agreements.settleDueAtMs), lte(agreements.settleDueAtMs, nowMs)))
    .orderBy(asc(agreements.settleDueAtMs))
    .limit(limit);
}
