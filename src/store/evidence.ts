import { and, desc, eq } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type Evidence = Tables["evidence"]["$inferSelect"];

/** Keeps a document that contradicts our books. The same document twice is one piece of evidence. */
export async function saveEvidence({ q, t }: Session, evidence: Evidence): Promise<void> {
  await q.insert(t.evidence).values(evidence).onConflictDoNothing();
}

/** Evidence of one pair, newest first; with `entry`, of one entry's IRI; with `reason`, of one kind. */
export async function listEvidence(
  { q, t }: Session,
  where: { readonly peerId: string; readonly entry?: string; readonly reason?: string },
  limit = 100,
): Promise<Evidence[]> {
  const { evidence } = t;
  return q
    .select()
    .from(evidence)
    .where(
      and(
        eq(evidence.peerId, where.peerId),
        where.entry === undefined ? undefined : eq(evidence.entry, where.entry),
        where.reason === undefined ? undefined : eq(evidence.reason, where.reason),
      ),
    )
    .orderBy(desc(evidence.id))
    .limit(limit);
}

export async function countEvidence({ q, t }: Session, peerId: string): Promise<number> {
  return q.$count(t.evidence, eq(t.evidence.peerId, peerId));
}

/** Only for documents that were kept until their signer's key was known. */
export async function deleteEvidence({ q, t }: Session, id: string): Promise<void> {
  await q.delete(t.evidence).where(eq(t.evidence.id, id));
}

export type ReconciliationRow = Tables["reconciliations"]["$inferSelect"];

/** Keeps when a pair was last compared and what came of it. */
export async function saveReconciliation({ q, t }: Session, row: ReconciliationRow): Promise<void> {
  await q.insert(t.reconciliations).values(row).onConflictDoUpdate({ target: t.reconciliations.peerId, set: row });
}

export async function findReconciliation(session: Session, peerId: string): Promise<ReconciliationRow | undefined> {
  return findRow(session, "reconciliations", { peerId });
}

/** When each pair was last compared. */
export async function listReconciliations({ q, t }: Session): Promise<ReconciliationRow[]> {
  return q.select().from(t.reconciliations);
}
