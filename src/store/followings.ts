import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type FollowingRow = Tables["followings"]["$inferSelect"];

/** Writes down whom one of ours follows. One that followed before keeps the place, with the newest Follow. */
export async function saveFollowing({ q, t }: Session, row: FollowingRow): Promise<void> {
  const { follow, state, createdAtMs, answeredAtMs } = row;
  await q
    .insert(t.followings)
    .values(row)
    .onConflictDoUpdate({
      target: [t.followings.actorId, t.followings.followed],
      set: { follow, state, createdAtMs, answeredAtMs },
    });
}

export async function updateFollowing(
  { q, t }: Session,
  id: string,
  changes: Partial<Pick<FollowingRow, "state" | "answeredAtMs" | "followed">>,
): Promise<void> {
  await q.update(t.followings).set(changes).where(eq(t.followings.id, id));
}

export async function findFollowing(session: Session, id: string): Promise<FollowingRow | undefined> {
  return findRow(session, "followings", { id });
}

/** By the IRI of our Follow. */
export async function findFollowingByFollow(session: Session, follow: string): Promise<FollowingRow | undefined> {
  return findRow(session, "followings", { follow });
}

export async function findFollowingOf(
  session: Session,
  { actorId, followed }: { readonly actorId: string; readonly followed: string },
): Promise<FollowingRow | undefined> {
  return findRow(session, "followings", { actorId, followed });
}

export async function deleteFollowing({ q, t }: Session, id: string): Promise<void> {
  await q.delete(t.followings).where(eq(t.followings.id, id));
}

/** Every Follow of somebody that ours said, whatever was answered. */
export async function listFollowingsOf({ q, t }: Session, followed: string): Promise<readonly FollowingRow[]> {
  return q.select().from(t.followings).where(eq(t.followings.followed, followed));
}

/** Who of ours follows any of these people, and was let in. */
export async function listWhoFollows({ q, t }: Session, followed: readonly string[]): Promise<readonly FollowingRow[]> {
  if (followed.length === 0) return [];
  const accepted = and(inArray(t.followings.followed, [...followed]), eq(t.followings.state, "accepted"));
  return q.select().from(t.followings).where(accepted);
}

/** Whether one of ours follows somebody on that server, and was let in. */
export async function followsSomebodyAt({ q, t }: Session, origin: string): Promise<boolean> {
  const prefix = `${origin}/`;
  const isThere = sql`substr(${t.followings.followed}, 1, ${prefix.length}) = ${prefix}`;
  const found = await q
    .select({ id: t.followings.id })
    .from(t.followings)
    .where(and(eq(t.followings.state, "accepted"), isThere))
    .limit(1);
  return found.length > 0;
}

/** Whom one of ours follows, or all of them; newest first. */
export async function listFollowings(
  { q, t }: Session,
  page: {
    readonly limit: number;
    readonly actorId?: string;
    readonly before?: string;
    readonly state?: FollowingRow["state"];
  },
): Promise<FollowingRow[]> {
  const { limit, actorId, before, state } = page;
  return q
    .select()
    .from(t.followings)
    .where(
      and(
        actorId === undefined ? undefined : eq(t.followings.actorId, actorId),
        before === undefined ? undefined : lt(t.followings.id, before),
        state === undefined ? undefined : eq(t.followings.state, state),
      ),
    )
    .orderBy(desc(t.followings.id))
    .limit(limit);
}

export async function countFollowings({ q, t }: Session, actorId: string): Promise<number> {
  return q.$count(t.followings, and(eq(t.followings.actorId, actorId), eq(t.followings.state, "accepted")));
}

/** Whom an actor of ours follows, for the collection that says so; oldest first. */
export async function listFollowed({ q, t }: Session, actorId: string, limit: number): Promise<readonly string[]> {
  const rows = await q
    .select({ followed: t.followings.followed })
    .from(t.followings)
    .where(and(eq(t.followings.actorId, actorId), eq(t.followings.state, "accepted")))
    .orderBy(asc(t.followings.id))
    .limit(limit);
  return rows.map(({ followed }) => followed);
}
