import { and, eq, inArray, isNull, ne, or, sql } from "drizzle-orm";
import type { Session } from "./database.ts";

/**
 * What came of one attempt. `again`: it stays, due at `atMs`; `error` is null when the host took it and its answer is still to come.
 * `status`: what the host answered, null when it did not; absent when nobody was asked.
 */
export type Settlement = { readonly status?: number | null } & (
  | { readonly id: string; readonly end: "done" }
  | { readonly id: string; readonly end: "dropped"; readonly error: string }
  | { readonly id: string; readonly end: "again"; readonly atMs: number; readonly error: string | null }
);

/** Writes what came of an attempt and gives the row back. A row that was answered or dropped meanwhile stays so. */
export async function saveSettlement({ q, t }: Session, settlement: Settlement, nowMs: number): Promise<void> {
  const rest =
    settlement.end === "again" ? { nextAttemptAtMs: settlement.atMs } : { state: settlement.end, doneAtMs: nowMs };
  await q
    .update(t.outbox)
    .set({
      ...rest,
      ...attemptOf(settlement.status, nowMs),
      attempts: sql`${t.outbox.attempts} + 1`,
      lastError: settlement.end === "done" ? null : settlement.error,
      leasedBy: null,
      leasedUntilMs: null,
    })
    .where(and(eq(t.outbox.id, settlement.id), eq(t.outbox.state, "waiting")));
}

const attemptOf = (status: number | null | undefined, nowMs: number) =>
  status === undefined ? {} : { lastStatus: status, lastAttemptAtMs: nowMs };

/** The same for many; those that are done with one status need one statement together. */
export async function saveSettlements(
  session: Session,
  settlements: readonly Settlement[],
  nowMs: number,
): Promise<void> {
  const { q, t } = session;
  const done = settlements.filter(({ end }) => end === "done");
  // Hosts mostly answer alike (202), so that this is one statement.
  for (const [status, same] of Map.groupBy(done, (settlement) => settlement.status)) {
    const ids = same.map(({ id }) => id);
    const attempts = sql`${t.outbox.attempts} + 1`;
    const ended = { ...attemptOf(status, nowMs), state: "done", doneAtMs: nowMs, lastError: null } as const;
    await q
      .update(t.outbox)
      .set({ ...ended, attempts, leasedBy: null, leasedUntilMs: null })
      .where(and(inArray(t.outbox.id, ids), eq(t.outbox.state, "waiting")));
  }
  for (const settlement of settlements) if (settlement.end !== "done") await saveSettlement(session, settlement, nowMs);
}

/**
 * Forgets the followers of an actor who are gone: those with this inbox of their own, and, when a whole server said so (`shared`),
 * those behind it.
 */
export async function endFollowersAt(
  { q, t }: Session,
  gone: { readonly actorId: string; readonly inbox: string; readonly shared: boolean },
): Promise<void> {
  const own = and(
    eq(t.followers.inbox, gone.inbox),
    or(isNull(t.followers.sharedInbox), ne(t.followers.sharedInbox, gone.inbox)),
  );
  const behind = gone.shared ? or(own, eq(t.followers.sharedInbox, gone.inbox)) : own;
  await q.delete(t.followers).where(and(eq(t.followers.actorId, gone.actorId), behind));
}
