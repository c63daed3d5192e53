import { and, eq, isNull, lt } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

/** A request that carried an Idempotency-Key; `status` and `body` are null while it is being worked on. */
export type KeptAnswer = Tables["idempotency"]["$inferSelect"];

const isRow = ({ t }: Session, { principal, key }: Pick<KeptAnswer, "principal" | "key">) =>
  and(eq(t.idempotency.principal, principal), eq(t.idempotency.key, key));

export async function findKeptAnswer(
  session: Session,
  of: Pick<KeptAnswer, "principal" | "key">,
): Promise<KeptAnswer | undefined> {
  const { q, t } = session;
  return (await q.select().from(t.idempotency).where(isRow(session, of)).limit(1))[0];
}

/** Writes the row, or overwrites the one that was there. */
export async function saveKeptAnswer({ q, t }: Session, row: KeptAnswer): Promise<void> {
  const { request, status, body, createdAtMs } = row;
  const target = [t.idempotency.principal, t.idempotency.key];
  await q.insert(t.idempotency).values(row).onConflictDoUpdate({ target, set: { request, status, body, createdAtMs } });
}

/** Takes back the claim of a request that came to nothing; an answer that is there stays. */
export async function deleteClaim(session: Session, of: Pick<KeptAnswer, "principal" | "key">): Promise<void> {
  const { q, t } = session;
  await q.delete(t.idempotency).where(and(isRow(session, of), isNull(t.idempotency.status)));
}

/** Forgets everything from before this moment. */
export async function deleteKeptAnswers({ q, t }: Session, beforeMs: number): Promise<void> {
  await q.delete(t.idempotency).where(lt(t.idempotency.createdAtMs, beforeMs));
}
