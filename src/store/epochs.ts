import { and, desc, eq } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type EpochRow = Tables["epochs"]["$inferSelect"];

/** Keeps a proposal; the same twice is one. */
export async function saveEpoch({ q, t }: Session, epoch: EpochRow): Promise<void> {
  await q.insert(t.epochs).values(epoch).onConflictDoNothing();
}

export async function updateEpoch(
  { q, t }: Session,
  id: string,
  changes: Partial<Pick<EpochRow, "state" | "document" | "agreedAtMs">>,
): Promise<void> {
  await q.update(t.epochs).set(changes).where(eq(t.epochs.id, id));
}

export async function findEpoch(session: Session, id: string): Promise<EpochRow | undefined> {
  return findRow(session, "epochs", { id });
}

export async function findEpochByIri(session: Session, epochIri: string): Promise<EpochRow | undefined> {
  return findRow(session, "epochs", { epochIri });
}

/** Proposals and agreed epochs, the newest first. */
export async function listEpochs(
  { q, t }: Session,
  { peerId, state }: { readonly peerId?: string; readonly state?: EpochRow["state"] } = {},
): Promise<EpochRow[]> {
  const isWanted = and(
    peerId === undefined ? undefined : eq(t.epochs.peerId, peerId),
    state === undefined ? undefined : eq(t.epochs.state, state),
  );
  return q.select().from(t.epochs).where(isWanted).orderBy(desc(t.epochs.id)).limit(500);
}
