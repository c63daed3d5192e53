import { and, eq, inArray } from "drizzle-orm";
import type { Message } from "#src/domain/message.ts";
import type { Session } from "./database.ts";

/** What is to be said to one receiving inbox. */
export interface NewOutboxRow {
  readonly id: string;
  /** The local actor who says it and whose key signs the request. */
  readonly actorId: string;
  readonly inbox: string;
  readonly message: Message;
  /** Names the answer that ends this row; a row without one ends with the other side's 2xx. */
  readonly answerKey?: string;
  /** What it is about, so that a newer word about the same can take its place while it was never tried. */
  readonly topic?: string;
  /** After this it is dropped; without it, it is tried for ever. */
  readonly expiresAtMs?: number;
}

/** Writes the rows that say messages, in the transaction of the decision behind them. They are due at once. */
export async function saveOutboxRows({ q, t }: Session, rows: readonly NewOutboxRow[], nowMs: number): Promise<void> {
  const due = { state: "waiting", attempts: 0, nextAttemptAtMs: nowMs, createdAtMs: nowMs } as const;
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const some = rows.slice(at, at + rowsAtOnce);
    await q.insert(t.outbox).values(some.map((row) => ({ ...row, ...due, host: new URL(row.inbox).origin })));
  }
}

/** One statement takes some ten thousand values; a coop may have more followers' servers than that allows rows. */
const rowsAtOnce = 500;

/** Ends the rows that waited for this answer. Repeating it changes nothing. */
export async function saveAnswered({ q, t }: Session, answerKey: string, nowMs: number): Promise<void> {
  await q
    .update(t.outbox)
    .set({ state: "done", doneAtMs: nowMs })
    .where(and(eq(t.outbox.answerKey, answerKey), eq(t.outbox.state, "waiting")));
}

/** Ends what one of ours was still saying about a topic, as far as `isOver` finds it: it was heard, whatever became of the request. */
export async function saveHeard({ q, t }: Session, { actorId, topic, isOver }: Heard, nowMs: number): Promise<void> {
  const waiting = await q
    .select({ id: t.outbox.id, message: t.outbox.message })
    .from(t.outbox)
    .where(and(eq(t.outbox.actorId, actorId), eq(t.outbox.topic, topic), eq(t.outbox.state, "waiting")));
  const ids = waiting.filter(({ message }) => isOver(message)).map(({ id }) => id);
  if (ids.length === 0) return;
  await q.update(t.outbox).set({ state: "done", doneAtMs: nowMs }).where(inArray(t.outbox.id, ids));
}

export interface Heard {
  readonly actorId: string;
  readonly topic: string;
  readonly isOver: (message: Message) => boolean;
}

/** Takes the bytes out of everything that was said under a topic of one of ours, and what was not heard yet is not said any more. */
export async function forgetSaid(
  { q, t }: Session,
  { actorId, topic }: { readonly actorId: string; readonly topic: string },
  nowMs: number,
): Promise<void> {
  const about = and(eq(t.outbox.actorId, actorId), eq(t.outbox.topic, topic));
  await q
    .update(t.outbox)
    .set({ state: "dropped", doneAtMs: nowMs })
    .where(and(about, eq(t.outbox.state, "waiting")));
  await q.update(t.outbox).set({ body: null }).where(about);
}

/** The row behind one of our activities' ids, for `GET /messages/ID`. */
export async function findOutboxRow({ q, t }: Session, id: string) {
  const rows = await q.select().from(t.outbox).where(eq(t.outbox.id, id)).limit(1);
  return rows[0];
}

/** How many rows still wait to be delivered or answered. */
export async function countWaiting({ q, t }: Session): Promise<number> {
  return q.$count(t.outbox, eq(t.outbox.state, "waiting"));
}
