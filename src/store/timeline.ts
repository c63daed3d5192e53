import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, notExists, sql } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { RemoteObjectRow } from "./remote-objects.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type TimelineItem = Tables["timelineItems"]["$inferSelect"];
export type Boost = Tables["boosts"]["$inferSelect"];

/** Writes into a timeline; what stands in it already stays where it is. Answers whether it is new. */
export async function saveTimelineItem({ q, t }: Session, item: TimelineItem): Promise<boolean> {
  const rows = await q.insert(t.timelineItems).values(item).onConflictDoNothing().returning({ id: t.timelineItems.id });
  return rows.length > 0;
}

export interface TimelineRow {
  readonly item: TimelineItem;
  readonly said: RemoteObjectRow;
}

/** What somebody of ours reads, newest first. */
export async function listTimeline(
  { q, t }: Session,
  { actorId, limit, before }: { readonly actorId: string; readonly limit: number; readonly before?: string },
): Promise<TimelineRow[]> {
  return q
    .select({ item: t.timelineItems, said: t.remoteObjects })
    .from(t.timelineItems)
    .innerJoin(t.remoteObjects, eq(t.timelineItems.objectId, t.remoteObjects.id))
    .where(and(eq(t.timelineItems.actorId, actorId), before === undefined ? undefined : lt(t.timelineItems.id, before)))
    .orderBy(desc(t.timelineItems.id))
    .limit(limit);
}

export async function deleteTimelineOfObject({ q, t }: Session, objectId: string): Promise<void> {
  await q.delete(t.timelineItems).where(eq(t.timelineItems.objectId, objectId));
}

/** Takes away what came by an Announce that was taken back. Answers whether there was any. */
export async function deleteTimelineByAnnounce(
  { q, t }: Session,
  { announce, boostedBy }: { readonly announce: string; readonly boostedBy: string },
): Promise<boolean> {
  const same = and(eq(t.timelineItems.announce, announce), eq(t.timelineItems.boostedBy, boostedBy));
  return (await q.delete(t.timelineItems).where(same).returning({ id: t.timelineItems.id })).length > 0;
}

/** Takes away what this group passed on about an object, and nothing that came another way. */
export async function deleteTimelineBoostedBy(
  { q, t }: Session,
  { objectId, boostedBy }: { readonly objectId: string; readonly boostedBy: string },
): Promise<boolean> {
  const same = and(eq(t.timelineItems.objectId, objectId), eq(t.timelineItems.boostedBy, boostedBy));
  return (await q.delete(t.timelineItems).where(same).returning({ id: t.timelineItems.id })).length > 0;
}

/** Takes away what came from somebody whom one of ours follows no longer, unless it came from somebody else too. */
export async function deleteTimelineFrom(
  { q, t }: Session,
  { actorId, followed }: { readonly actorId: string; readonly followed: string },
): Promise<void> {
  const theirs = q
    .select({ id: t.remoteObjects.id })
    .from(t.remoteObjects)
    .where(eq(t.remoteObjects.attributedTo, followed));
  const said = and(isNull(t.timelineItems.boostedBy), inArray(t.timelineItems.objectId, theirs));
  await q.delete(t.timelineItems).where(and(eq(t.timelineItems.actorId, actorId), said));
  await q
    .delete(t.timelineItems)
    .where(and(eq(t.timelineItems.actorId, actorId), eq(t.timelineItems.boostedBy, followed)));
}

/** Whatever this account boosted into any timeline. */
export async function deleteTimelineOfBooster({ q, t }: Session, boostedBy: string): Promise<void> {
  await q
    .delete(t.timelineItems)
    .where(and(isNotNull(t.timelineItems.boostedBy), eq(t.timelineItems.boostedBy, boostedBy)));
}

/** Forgets what is older than this, or beyond so many in one timeline, except what that actor boosted. Answers how many. */
export async function deleteOldTimeline(
  { q, t }: Session,
  { actorId, beforeMs, keep }: { readonly actorId: string; readonly beforeMs: number; readonly keep: number },
): Promise<number> {
  const [last] = await q
    .select({ id: t.timelineItems.id })
    .from(t.timelineItems)
    .where(eq(t.timelineItems.actorId, actorId))
    .orderBy(desc(t.timelineItems.id))
    .limit(1)
    .offset(keep);
  const boosted = q
    .select({ one: sql`1` })
    .from(t.boosts)
    .innerJoin(t.remoteObjects, eq(t.boosts.about, t.remoteObjects.object))
    .where(and(eq(t.boosts.state, "said"), eq(t.remoteObjects.id, t.timelineItems.objectId)));
  const isOld =
    last === undefined
      ? lt(t.timelineItems.receivedAtMs, beforeMs)
      : sql`(${t.timelineItems.receivedAtMs} < ${beforeMs} or ${t.timelineItems.id} <= ${last.id})`;
  const old = await q
    .select({ id: t.timelineItems.id })
    .from(t.timelineItems)
    .where(and(eq(t.timelineItems.actorId, actorId), isOld, notExists(boosted)))
    .orderBy(asc(t.timelineItems.id))
    .limit(500);
  const ids = old.map(({ id }) => id);
  if (ids.length > 0) await q.delete(t.timelineItems).where(inArray(t.timelineItems.id, ids));
  return ids.length;
}

/** Who has a timeline. */
export async function listTimelineActors({ q, t }: Session): Promise<readonly string[]> {
  const rows = await q.selectDistinct({ actorId: t.timelineItems.actorId }).from(t.timelineItems);
  return rows.map(({ actorId }) => actorId);
}

/** Writes a boost down, in place of one of the same object before it. */
export async function saveBoost({ q, t }: Session, boost: Boost): Promise<void> {
  const { actorId: _actor, object: _object, ...rest } = boost;
  await q
    .insert(t.boosts)
    .values(boost)
    .onConflictDoUpdate({ target: [t.boosts.actorId, t.boosts.object], set: rest });
}

export async function findBoost(
  session: Session,
  { actorId, object }: { readonly actorId: string; readonly object: string },
): Promise<Boost | undefined> {
  return findRow(session, "boosts", { actorId, object });
}

export async function findBoostById(session: Session, id: string): Promise<Boost | undefined> {
  return findRow(session, "boosts", { id });
}

/** Everything of ours that passes this object on, in any state. */
export async function listBoostsAbout({ q, t }: Session, about: readonly string[]): Promise<Boost[]> {
  if (about.length === 0) return [];
  return q
    .select()
    .from(t.boosts)
    .where(inArray(t.boosts.about, [...about]));
}

/** What one of ours boosted in this time (epoch milliseconds) and did not take back, newest first. */
export async function listBoostsBetween(
  { q, t }: Session,
  between: {
    readonly actorId: string;
    readonly afterMs: number;
    readonly untilMs: number;
    readonly limit: number;
  },
): Promise<Boost[]> {
  const { actorId, afterMs, untilMs, limit } = between;
  const inTime = and(gt(t.boosts.createdAtMs, afterMs), lte(t.boosts.createdAtMs, untilMs));
  return q
    .select()
    .from(t.boosts)
    .where(and(eq(t.boosts.actorId, actorId), eq(t.boosts.state, "said"), isNull(t.boosts.activity), inTime))
    .orderBy(desc(t.boosts.id))
    .limit(limit);
}

export async function countSaidBoosts({ q, t }: Session, actorId: string): Promise<number> {
  return q.$count(t.boosts, and(eq(t.boosts.actorId, actorId), eq(t.boosts.state, "said"), isNull(t.boosts.activity)));
}

export async function countWaitingBoosts({ q, t }: Session): Promise<number> {
  return q.$count(t.boosts, eq(t.boosts.state, "waiting"));
}

/** What people said to circles of ours and waits for a steward, newest first. */
export async function listWaitingBoosts(
  { q, t }: Session,
  { limit, before }: { readonly limit: number; readonly before?: string },
): Promise<readonly { readonly boost: Boost; readonly said: RemoteObjectRow }[]> {
  return q
    .select({ boost: t.boosts, said: t.remoteObjects })
    .from(t.boosts)
    .innerJoin(t.remoteObjects, eq(t.boosts.about, t.remoteObjects.object))
    .where(and(eq(t.boosts.state, "waiting"), before === undefined ? undefined : lt(t.boosts.id, before)))
    .orderBy(desc(t.boosts.id))
    .limit(limit);
}

/** What people elsewhere said in circles of ours and stands there, newest first: each once, by the first word that was passed on of it. */
export async function listCircleBoosts(
  { q, t }: Session,
  { limit, before }: { readonly limit: number; readonly before?: string },
): Promise<readonly { readonly boost: Boost; readonly said: RemoteObjectRow }[]> {
  const first = sql<string>`min(${t.boosts.id})`;
  const firsts = await q
    .select({ id: first })
    .from(t.boosts)
    .innerJoin(t.remoteObjects, eq(t.boosts.about, t.remoteObjects.object))
    .where(and(eq(t.boosts.state, "said"), isNotNull(t.boosts.activity)))
    .groupBy(t.boosts.actorId, t.boosts.about)
    .having(before === undefined ? undefined : sql`${first} < ${before}`)
    .orderBy(sql`${first} desc`)
    .limit(limit);
  const ids = firsts.map(({ id }) => id);
  if (ids.length === 0) return [];
  return q
    .select({ boost: t.boosts, said: t.remoteObjects })
    .from(t.boosts)
    .innerJoin(t.remoteObjects, eq(t.boosts.about, t.remoteObjects.object))
    .where(inArray(t.boosts.id, ids))
    .orderBy(desc(t.boosts.id));
}
