import { and, asc, eq, gt, inArray, isNotNull, isNull, like, ne, or, sql, type SQL } from "drizzle-orm";
import { lastWordTopic } from "#src/domain/moderation-message.ts";
import type { Session } from "./database.ts";
import { likeText } from "./moderation.ts";
import type { Tables } from "./schema.ts";

/** What ties somebody elsewhere to us. */
export type Relation = "followers" | "requests" | "followings" | "attendances" | "responses" | "withheld";

/** Whose relations are looked at: everybody's, one account's, or those whose address has a text in it (looked at exactly by who asks). */
export type Among = "all" | { readonly actor: string } | { readonly domain: string };

export interface ActorPage {
  readonly among: Among;
  readonly after?: string;
  readonly limit: number;
}

/** Who has a relation with us, by their IRI, page by page. */
export async function listRelated(
  { q, t }: Session,
  relation: Relation,
  { among, after, limit }: ActorPage,
): Promise<readonly string[]> {
  const table = tableOf(t, relation);
  const column = columnOf(t, relation);
  const conditions: (SQL | undefined)[] = [
    after === undefined ? undefined : gt(column, after),
    among === "all" ? undefined : "actor" in among ? eq(column, among.actor) : like(column, likeDomain(among.domain)),
    stillCounts(t, relation),
  ];
  const rows = await q
    .selectDistinct({ actor: sql<string>`${column}` })
    .from(table)
    .where(and(isNotNull(column), ...conditions))
    .orderBy(asc(column))
    .limit(limit);
  return rows.map(({ actor }) => actor);
}

const likeDomain = (domain: string): string => `%${likeText(domain)}%`;

function tableOf(t: Tables, relation: Relation) {
  switch (relation) {
    case "followers":
      return t.followers;
    case "requests":
      return t.followRequests;
    case "followings":
      return t.followings;
    case "attendances":
      return t.attendances;
    case "responses":
    case "withheld":
      return t.responses;
  }
}

function columnOf(t: Tables, relation: Relation) {
  switch (relation) {
    case "followers":
      return t.followers.follower;
    case "requests":
      return t.followRequests.follower;
    case "followings":
      return t.followings.followed;
    case "attendances":
      return t.attendances.actor;
    case "responses":
    case "withheld":
      return t.responses.actor;
  }
}

function stillCounts(t: Tables, relation: Relation): SQL | undefined {
  switch (relation) {
    case "attendances":
      return inArray(t.attendances.state, ["asked", "waiting", "coming"]);
    case "responses":
      return ne(t.responses.state, "hidden");
    case "withheld":
      return isNotNull(t.responses.withheld);
    case "followers":
    case "requests":
    case "followings":
      return undefined;
  }
}

/** Hides everything that these people answered to us, and remembers how it was. Answers how much that was. */
export async function saveWithheld({ q, t }: Session, actors: readonly string[]): Promise<number> {
  const shown = and(inArray(t.responses.actor, [...actors]), ne(t.responses.state, "hidden"));
  const rows = await q
    .update(t.responses)
    .set({ withheld: sql`coalesce(${t.responses.withheld}, ${t.responses.state})`, state: "hidden" })
    .where(shown)
    .returning({ id: t.responses.id });
  return rows.length;
}

/**
 * Takes replies of these people out of sight until a steward has looked at them. Those that a steward showed since remember how they were, and
 * stay; those that were hidden whole wait.
 */
export async function saveSetAside({ q, t }: Session, actors: readonly string[]): Promise<void> {
  const { state, withheld, kind, actor } = t.responses;
  const unseen = or(and(eq(state, "shown"), isNull(withheld)), and(eq(state, "hidden"), isNotNull(withheld)));
  await q
    .update(t.responses)
    .set({ withheld: sql`coalesce(${withheld}, 'shown')`, state: "waiting" })
    .where(and(inArray(actor, [...actors]), eq(kind, "reply"), unseen));
}

/** Shows it again as it was. */
export async function saveGivenBack({ q, t }: Session, actors: readonly string[]): Promise<number> {
  const rows = await q
    .update(t.responses)
    .set({ state: sql`${t.responses.withheld}`, withheld: null })
    .where(and(inArray(t.responses.actor, [...actors]), isNotNull(t.responses.withheld)))
    .returning({ id: t.responses.id });
  return rows.length;
}

type Followed = Tables["followers"]["$inferSelect"];

/** Forgets that these people follow, or want to follow, any of ours; answers what was forgotten. */
export async function takeFollowers(
  { q, t }: Session,
  relation: "followers" | "requests",
  followers: readonly string[],
): Promise<readonly Pick<Followed, "actorId" | "follower" | "follow" | "inbox">[]> {
  const table = relation === "followers" ? t.followers : t.followRequests;
  return q
    .delete(table)
    .where(inArray(table.follower, [...followers]))
    .returning({ actorId: table.actorId, follower: table.follower, follow: table.follow, inbox: table.inbox });
}

/** The inboxes of somebody who follows one of ours, or wants to. */
export async function findFollowerInboxes({ q, t }: Session, follower: string) {
  for (const table of [t.followers, t.followRequests]) {
    const [row] = await q
      .select({ inbox: table.inbox, sharedInbox: table.sharedInbox })
      .from(table)
      .where(eq(table.follower, follower))
      .limit(1);
    if (row !== undefined) return row;
  }
  return undefined;
}

/** Whom of ours these people are followed by, without changing it. */
export async function listFollowingsOf({ q, t }: Session, followed: readonly string[]) {
  return q
    .select()
    .from(t.followings)
    .where(inArray(t.followings.followed, [...followed]));
}

/** Where something still waits to be said: scheme, host and port. */
export async function listWaitingHosts({ q, t }: Session, among: Among): Promise<readonly string[]> {
  const which = among === "all" || "actor" in among ? undefined : like(t.outbox.host, likeDomain(among.domain));
  const rows = await q
    .selectDistinct({ host: t.outbox.host })
    .from(t.outbox)
    .where(and(eq(t.outbox.state, "waiting"), which));
  return rows.map(({ host }) => host);
}

/** Drops what waits for one inbox. That it is over is still told. */
export async function dropDeliveriesToInbox({ q, t }: Session, inbox: string, nowMs: number): Promise<void> {
  await q
    .update(t.outbox)
    .set({ state: "dropped", doneAtMs: nowMs, lastError: "suspended" })
    .where(
      and(
        eq(t.outbox.inbox, inbox),
        eq(t.outbox.state, "waiting"),
        or(isNull(t.outbox.topic), ne(t.outbox.topic, lastWordTopic)),
      ),
    );
}

/** Whether anybody at this origin follows us, is followed by us, or is a peer: a server that we know. */
export async function isKnownOrigin({ q, t }: Session, origin: string): Promise<boolean> {
  const below = `${likeText(origin)}/%`;
  const [follower] = await q
    .select({ one: sql`1` })
    .from(t.followers)
    .where(like(t.followers.follower, below))
    .limit(1);
  if (follower !== undefined) return true;
  const [following] = await q
    .select({ one: sql`1` })
    .from(t.followings)
    .where(like(t.followings.followed, below))
    .limit(1);
  return following !== undefined;
}

export async function deleteFollowingRows({ q, t }: Session, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await q.delete(t.followings).where(inArray(t.followings.id, [...ids]));
}

/** These people come to nothing any longer. Answers the events where they did. */
export async function saveAttendancesEnded(
  { q, t }: Session,
  actors: readonly string[],
  nowMs: number,
): Promise<readonly string[]> {
  const rows = await q
    .update(t.attendances)
    .set({ state: "left", updatedAtMs: nowMs })
    .where(and(inArray(t.attendances.actor, [...actors]), inArray(t.attendances.state, ["asked", "waiting", "coming"])))
    .returning({ eventId: t.attendances.eventId });
  return rows.map(({ eventId }) => eventId);
}
