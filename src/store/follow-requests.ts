import { and, desc, eq, lt } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

/** A Follow that waits for a steward. */
export type FollowRequestRow = Tables["followRequests"]["$inferSelect"];

/** Keeps who wants to follow. One who asks again keeps the place, with the newest Follow and inboxes. */
export async function saveFollowRequest({ q, t }: Session, row: FollowRequestRow): Promise<void> {
  const { follow, inbox, sharedInbox } = row;
  await q
    .insert(t.followRequests)
    .values(row)
    .onConflictDoUpdate({
      target: [t.followRequests.actorId, t.followRequests.follower],
      set: { follow, inbox, sharedInbox },
    });
}

export async function findFollowRequest(session: Session, id: string): Promise<FollowRequestRow | undefined> {
  return findRow(session, "followRequests", { id });
}

/** Newest first. */
export async function listFollowRequests(
  { q, t }: Session,
  { limit, before }: { readonly limit: number; readonly before?: string },
): Promise<FollowRequestRow[]> {
  return q
    .select()
    .from(t.followRequests)
    .where(before === undefined ? undefined : lt(t.followRequests.id, before))
    .orderBy(desc(t.followRequests.id))
    .limit(limit);
}

export async function countFollowRequests({ q, t }: Session): Promise<number> {
  return q.$count(t.followRequests);
}

export async function deleteFollowRequest({ q, t }: Session, id: string): Promise<void> {
  await q.delete(t.followRequests).where(eq(t.followRequests.id, id));
}

/** Takes a request back: by whom it was of, or by the Follow's IRI. Answers whether there was one. */
export async function deleteFollowRequestOf(
  { q, t }: Session,
  of: { readonly follower: string } & ({ readonly actorId: string } | { readonly follow: string }),
): Promise<boolean> {
  const which = "actorId" in of ? eq(t.followRequests.actorId, of.actorId) : eq(t.followRequests.follow, of.follow);
  const gone = await q
    .delete(t.followRequests)
    .where(and(which, eq(t.followRequests.follower, of.follower)))
    .returning({ id: t.followRequests.id });
  return gone.length > 0;
}
