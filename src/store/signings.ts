import { and, asc, eq } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

export type Signing = Tables["signings"]["$inferSelect"];

/** Keeps what was decided and cannot be signed yet; the same twice is one. */
export async function saveSigning({ q, t }: Session, signing: Signing): Promise<void> {
  await q.insert(t.signings).values(signing).onConflictDoNothing();
}

/** What waits to be signed for a partner, oldest first. */
export async function listSignings({ q, t }: Session, peerId: string, limit: number): Promise<Signing[]> {
  return q.select().from(t.signings).where(eq(t.signings.peerId, peerId)).orderBy(asc(t.signings.id)).limit(limit);
}

/** The partners for whom something waits. */
export async function listSigningPeers({ q, t }: Session): Promise<string[]> {
  const rows = await q.selectDistinct({ peerId: t.signings.peerId }).from(t.signings);
  return rows.map(({ peerId }) => peerId);
}

/** It is not to be signed any more. */
export async function deleteSigningOf(
  { q, t }: Session,
  { kind, subjectId }: Pick<Signing, "kind" | "subjectId">,
): Promise<void> {
  await q.delete(t.signings).where(and(eq(t.signings.kind, kind), eq(t.signings.subjectId, subjectId)));
}

export async function deleteSigning({ q, t }: Session, id: string): Promise<void> {
  await q.delete(t.signings).where(eq(t.signings.id, id));
}
