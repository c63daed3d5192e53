import { and, eq, inArray, lt, notExists, sql } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type RemoteObjectRow = Tables["remoteObjects"]["$inferSelect"];

/** Writes down what an object's server says about it now. */
export async function saveRemoteObject({ q, t }: Session, row: RemoteObjectRow): Promise<void> {
  const { id: _id, object: _object, receivedAtMs: _received, ...rest } = row;
  await q.insert(t.remoteObjects).values(row).onConflictDoUpdate({ target: t.remoteObjects.object, set: rest });
}

/** Something of another server by its IRI. */
export async function findRemoteObject(session: Session, object: string): Promise<RemoteObjectRow | undefined> {
  return findRow(session, "remoteObjects", { object });
}

/** By our own ids. At most some hundred at once. */
export async function listRemoteObjects({ q, t }: Session, ids: readonly string[]): Promise<RemoteObjectRow[]> {
  if (ids.length === 0) return [];
  return q
    .select()
    .from(t.remoteObjects)
    .where(inArray(t.remoteObjects.id, [...ids]));
}

/** What is kept of one author, so many at most. */
export async function listRemoteObjectsBy(
  { q, t }: Session,
  attributedTo: string,
  limit: number,
): Promise<RemoteObjectRow[]> {
  return q.select().from(t.remoteObjects).where(eq(t.remoteObjects.attributedTo, attributedTo)).limit(limit);
}

/** What answers this. */
export async function listRemoteAnswers(
  { q, t }: Session,
  inReplyTo: string,
  limit: number,
): Promise<RemoteObjectRow[]> {
  return q.select().from(t.remoteObjects).where(eq(t.remoteObjects.inReplyTo, inReplyTo)).limit(limit);
}

export async function deleteRemoteObject({ q, t }: Session, id: string): Promise<void> {
  await q.delete(t.remoteObjects).where(eq(t.remoteObjects.id, id));
}

/**
 * Forgets what was received before this and is in nobody's timeline, answers nothing of ours, was not boosted by us and is not what we
 * answered. Answers how many.
 */
export async function deleteOrphans({ q, t }: Session, beforeMs: number, limit: number): Promise<number> {
  const inTimeline = q
    .select({ one: sql`1` })
    .from(t.timelineItems)
    .where(eq(t.timelineItems.objectId, t.remoteObjects.id));
  const response = q
    .select({ one: sql`1` })
    .from(t.responses)
    .where(eq(t.responses.iri, t.remoteObjects.object));
  const boost = q
    .select({ one: sql`1` })
    .from(t.boosts)
    .where(eq(t.boosts.about, t.remoteObjects.object));
  const answer = q
    .select({ one: sql`1` })
    .from(t.announcements)
    .where(eq(t.announcements.inReplyTo, t.remoteObjects.object));
  const orphans = await q
    .select({ id: t.remoteObjects.id })
    .from(t.remoteObjects)
    .where(
      and(
        lt(t.remoteObjects.receivedAtMs, beforeMs),
        notExists(inTimeline),
        notExists(response),
        notExists(boost),
        notExists(answer),
      ),
    )
    .limit(limit);
  const ids = orphans.map(({ id }) => id);
  if (ids.length > 0) await q.delete(t.remoteObjects).where(inArray(t.remoteObjects.id, ids));
  return ids.length;
}

/** What is known under an IRI or of whoever says that it is gone: one question for both. */
export async function isKnownRemote(
  { q, t }: Session,
  { object, actor }: { readonly object: string; readonly actor: string },
): Promise<{ readonly object: boolean; readonly actor: boolean }> {
  const ofObject = q.select({ id: t.remoteObjects.id }).from(t.remoteObjects).where(eq(t.remoteObjects.object, object));
  const ofActor = q.select({ a: t.remoteActors.actor }).from(t.remoteActors).where(eq(t.remoteActors.actor, actor));
  const ofFollower = q.select({ f: t.followers.actorId }).from(t.followers).where(eq(t.followers.follower, actor));
  const rows = await q
    .select({
      object: sql<number | boolean>`exists ${ofObject}`,
      actor: sql<number | boolean>`(exists ${ofActor} or exists ${ofFollower})`,
    })
    .from(sql`(select 1) as one`);
  return { object: Boolean(rows[0]?.object), actor: Boolean(rows[0]?.actor) };
}
