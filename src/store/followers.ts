import { and, eq, sql } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

type Follower = Tables["followers"]["$inferSelect"];

/** Writes a follower down. One who follows again keeps the place, with the newest Follow and inboxes. */
export async function saveFollower({ q, t }: Session, follower: Follower): Promise<void> {
  const { follow, inbox, sharedInbox } = follower;
  await q
    .insert(t.followers)
    .values(follower)
    .onConflictDoUpdate({ target: [t.followers.actorId, t.followers.follower], set: { follow, inbox, sharedInbox } });
}

export async function isFollower({ q, t }: Session, actorId: string, follower: string): Promise<boolean> {
  return (await q.$count(t.followers, and(eq(t.followers.actorId, actorId), eq(t.followers.follower, follower)))) > 0;
}

/** Forgets one follower of one actor. Answers whether there was one. */
export async function deleteFollower({ q, t }: Session, actorId: string, follower: string): Promise<boolean> {
  const same = and(eq(t.followers.actorId, actorId), eq(t.followers.follower, follower));
  return (await q.delete(t.followers).where(same).returning({ follower: t.followers.follower })).length > 0;
}

/** Forgets the follower whose Follow had this IRI. Answers whether there was one. */
export async function deleteFollowerByFollow(
  { q, t }: Session,
  { follow, follower }: { readonly follow: string; readonly follower: string },
): Promise<boolean> {
  const same = and(eq(t.followers.follow, follow), eq(t.followers.follower, follower));
  return (await q.delete(t.followers).where(same).returning({ follower: t.followers.follower })).length > 0;
}

/** Forgets somebody who is gone, whomever they followed. Answers how many times they did. */
export async function deleteFollowings({ q, t }: Session, follower: string): Promise<number> {
  const gone = await q
    .delete(t.followers)
    .where(eq(t.followers.follower, follower))
    .returning({ actorId: t.followers.actorId });
  return gone.length;
}

/** Forgets everyone who followed an actor of ours that was removed. */
export async function deleteFollowersOf({ q, t }: Session, actorId: string): Promise<void> {
  await q.delete(t.followers).where(eq(t.followers.actorId, actorId));
}

export async function countFollowers({ q, t }: Session, actorId: string): Promise<number> {
  return q.$count(t.followers, eq(t.followers.actorId, actorId));
}

/** Where an actor's followers are reached: each inbox once, shared ones where a server has one. */
export async function listFollowerInboxes({ q, t }: Session, actorId: string): Promise<readonly string[]> {
  const inbox = sql<string>`coalesce(${t.followers.sharedInbox}, ${t.followers.inbox})`;
  const rows = await q.selectDistinct({ inbox }).from(t.followers).where(eq(t.followers.actorId, actorId));
  return rows.map((row) => row.inbox);
}
