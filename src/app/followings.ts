import { actorIri, coopActorId, localActorId, messageIri } from "#src/domain/iri.ts";
import { findActor, listActors, type Actor } from "#src/store/actors.ts";
import {
  deleteFollowing,
  findFollowing,
  findFollowingByFollow,
  findFollowingOf,
  listFollowings,
  saveFollowing,
  updateFollowing,
  type FollowingRow,
} from "#src/store/followings.ts";
import { saveHeard } from "#src/store/outbox.ts";
import { findRemoteActor, listRemoteActors, type RemoteActorRow } from "#src/store/remote-actors.ts";
import { deleteTimelineFrom } from "#src/store/timeline.ts";
import { note } from "./audit.ts";
import { transact, type Context, type Work } from "./context.ts";
import { say } from "./outbox.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";
import type { RemoteActorCard } from "./partners.ts";
import { keepRemoteActor } from "./remote-actors.ts";
import { standingOf } from "./standing.ts";

export type { FollowingRow };

/** After so long a server that was away need not hear of it any more: a steward asks again. */
const followLastsMs = 30 * 24 * 3_600_000;

/** Who of ours can follow: the coop, and its circles. */
export async function listFollowers({ database }: Pick<Context, "database">): Promise<readonly Actor[]> {
  const circles = await listActors(database, "circle", { limit: 200 });
  const coop = await findActor(database, coopActorId);
  return coop === undefined ? [] : [coop, ...circles];
}

export type FollowingOutcome =
  | { readonly outcome: "done"; readonly following: FollowingRow }
  | { readonly outcome: "unknown" | "suspended" | "ourselves" };

/**
 * Lets the coop or a circle follow somebody elsewhere: a person, a group, a site. They are asked, and answer when they like. Repeating it
 * changes nothing, unless they refused: then they are asked anew.
 */
export const followThem = (context: Context, wanted: NewFollowing): Promise<FollowingOutcome> =>
  transact(context, (work) => beginFollowing(work, wanted));

export interface NewFollowing {
  /** Ours, who follows: the coop's or a circle's. */
  readonly actorId: string;
  readonly card: RemoteActorCard;
}

/** {@link followThem} in a transaction that is under way. */
export async function beginFollowing(work: Work, { actorId, card }: NewFollowing): Promise<FollowingOutcome> {
  const actor = await findActor(work.session, actorId);
  if (actor === undefined || actor.deletedAtMs !== null || !["coop", "circle"].includes(actor.kind))
    return { outcome: "unknown" };
  if (localActorId(work.origin, card.actor) !== undefined) return { outcome: "ourselves" };
  if ((await standingOf(work.session, card.actor)) === "suspended") return { outcome: "suspended" };
  await keepRemoteActor(work, card);
  const before = await findFollowingOf(work.session, { actorId, followed: card.actor });
  if (before !== undefined && before.state !== "rejected") return { outcome: "done", following: before };
  const id = work.newId();
  const following: FollowingRow = {
    id: before?.id ?? work.newId(),
    actorId,
    followed: card.actor,
    follow: messageIri(work.origin, id),
    state: "requested",
    createdAtMs: work.nowMs(),
    answeredAtMs: null,
  };
  await saveFollowing(work.session, following);
  await ask(work, following, { inbox: card.inbox, id });
  await note(work, { act: "following.follow", subject: card.actor, detail: { actorId } });
  return { outcome: "done", following };
}

/** The Follow has the address of the row that said it first. */
async function ask(
  work: Work,
  { actorId, follow, followed }: FollowingRow,
  { inbox, id }: { readonly inbox: string; readonly id?: string },
): Promise<void> {
  await say(work, {
    from: actorId,
    inbox,
    message: { type: "following-follow", follow, followed },
    topic: followed,
    expiresAtMs: work.nowMs() + followLastsMs,
    ...(id === undefined ? {} : { id }),
  });
}

/** Asks somebody again who did not answer: under the same address, so that it is one question to them. */
export function askAgain(context: Context, id: string): Promise<FollowingOutcome> {
  return transact(context, async (work) => {
    const following = await findFollowing(work.session, id);
    if (following === undefined) return { outcome: "unknown" };
    const card = await findRemoteActor(work.session, following.followed);
    if (card === undefined) return { outcome: "unknown" };
    if ((await standingOf(work.session, card.actor)) === "suspended") return { outcome: "suspended" };
    if (following.state === "requested") await ask(work, following, { inbox: card.inbox });
    return { outcome: "done", following };
  });
}

/** Follows somebody no longer, and says so; what came from them leaves the timeline. */
export function unfollowThem(context: Context, id: string): Promise<{ readonly outcome: "done" | "unknown" }> {
  return transact(context, async (work) => {
    const following = await findFollowing(work.session, id);
    if (following === undefined) return { outcome: "unknown" };
    await endFollowing(work, following);
    return { outcome: "done" };
  });
}

/** {@link unfollowThem} in a transaction that is under way. */
export async function endFollowing(work: Work, { id, actorId, follow, followed }: FollowingRow): Promise<void> {
  const card = await findRemoteActor(work.session, followed);
  const message = { type: "following-undo", follow, followed, actor: actorIri(work.origin, actorId) } as const;
  const expiresAtMs = work.nowMs() + followLastsMs;
  if (card !== undefined) await say(work, { from: actorId, inbox: card.inbox, message, topic: followed, expiresAtMs });
  await deleteFollowing(work.session, id);
  await deleteTimelineFrom(work.session, { actorId, followed });
  await note(work, { act: "following.unfollow", subject: followed, detail: { actorId } });
}

/** What came back to a Follow of ours: named by its IRI, or by who followed. */
export interface FollowAnswer {
  readonly answer: "accepted" | "rejected";
  /** Who answers: whom we follow. */
  readonly followed: string;
  readonly follow?: string;
  /** The IRI of our actor. */
  readonly follower?: string;
}

/** Takes their yes or no; a no may come after a yes, and then they let us follow no longer. Answers whether it was about a Follow of ours. */
export function hearFollowAnswer(context: Context, said: FollowAnswer): Promise<boolean> {
  return transact(context, async (work) => {
    const following = await findAnswered(work, said);
    if (following === undefined || following.followed !== said.followed) return false;
    await stopAsking(work, following);
    if (following.state === said.answer) return true;
    // A yes that was overtaken by the no after it.
    if (following.state === "rejected" && said.answer === "accepted" && said.follow !== following.follow) return true;
    await updateFollowing(work.session, following.id, { state: said.answer, answeredAtMs: work.nowMs() });
    return true;
  });
}

/** Who answers has heard the Follow, also when their inbox never answered the request that brought it. */
const stopAsking = ({ session, nowMs }: Work, { actorId, followed, follow }: FollowingRow): Promise<void> =>
  saveHeard(
    session,
    {
      actorId,
      topic: followed,
      isOver: (message) => message.type === "following-follow" && message.follow === follow,
    },
    nowMs(),
  );

/** Some servers write the Follow anew, with an address of their own, and we know it by who follows whom. */
async function findAnswered(
  work: Work,
  { follow, follower, followed }: FollowAnswer,
): Promise<FollowingRow | undefined> {
  const byFollow = follow === undefined ? undefined : await findFollowingByFollow(work.session, follow);
  if (byFollow !== undefined) return byFollow;
  const actorId = follower === undefined ? undefined : localActorId(work.origin, follower);
  return actorId === undefined ? undefined : findFollowingOf(work.session, { actorId, followed });
}

/** Somebody whom one of ours follows, or wants to. */
export interface FollowingView extends FollowingRow {
  readonly card: RemoteActorRow | undefined;
  readonly follower: Actor | undefined;
}

/** Whom ours follow, newest first. */
export async function viewFollowings(
  { database }: Pick<Context, "database">,
  { actorId, ...request }: PageRequest & { readonly actorId?: string },
): Promise<Page<FollowingView>> {
  const page = await pageOf(request, (part) =>
    listFollowings(database, { ...part, ...(actorId === undefined ? {} : { actorId }) }),
  );
  const cards = await listRemoteActors(
    database,
    page.items.map(({ followed }) => followed),
  );
  const ours = await listFollowers({ database });
  const items = page.items.map((row) => ({
    ...row,
    card: cards.find(({ actor }) => actor === row.followed),
    follower: ours.find(({ id }) => id === row.actorId),
  }));
  return { ...page, items };
}
