import { actorIri, localActorId, nodeActorId } from "#src/domain/iri.ts";
import type { Message } from "#src/domain/message.ts";
import { findActor } from "#src/store/actors.ts";
import {
  deleteFollower,
  deleteFollowerByFollow,
  deleteFollowersOf,
  deleteFollowings,
  isFollower,
  listFollowerInboxes,
  saveFollower,
} from "#src/store/followers.ts";
import { deleteFollowRequestOf, saveFollowRequest } from "#src/store/follow-requests.ts";
import { forgetSaid } from "#src/store/outbox.ts";
import { transact, type Context, type Work } from "./context.ts";
import { say, sayAll } from "./outbox.ts";
import { welcomeOf } from "./strangers.ts";

/** A Follow as it was verified: who, of whom, and where the follower is reached. IRIs throughout. */
export interface FollowRequest {
  readonly follow: string;
  readonly follower: string;
  /** The IRI of our actor. */
  readonly object: string;
  readonly inbox: string;
  readonly sharedInbox?: string;
}

export type FollowOutcome =
  | { readonly outcome: "accepted" }
  /** For a steward, who will accept or refuse it. */
  | { readonly outcome: "waits" }
  | { readonly outcome: "unknown" }
  | { readonly outcome: "blocked" };

/**
 * Accepts a follower of the coop, a resource, a member or a circle at once, and says so. A repeated Follow is answered again: the
 * first answer may have been lost. Who is suspended gets nothing; who is limited, or a stranger while no steward is here, waits for a
 * steward, those apart who follow already.
 */
export function follow(context: Context, request: FollowRequest): Promise<FollowOutcome> {
  return transact(context, async (work) => {
    const id = localActorId(work.origin, request.object);
    const actor = id === undefined || id === nodeActorId ? undefined : await findActor(work.session, id);
    if (actor === undefined || actor.deletedAtMs !== null) return { outcome: "unknown" };
    const welcome = await welcomeOf(work.session, request.follower);
    if (welcome === "refused") return { outcome: "blocked" };
    if (welcome === "waits" && !(await isFollower(work.session, actor.id, request.follower))) {
      const { object: _, ...row } = request;
      const host = new URL(request.follower).origin;
      const waiting = { id: work.newId(), actorId: actor.id, host, createdAtMs: work.nowMs() };
      await saveFollowRequest(work.session, { sharedInbox: null, ...row, ...waiting });
      return { outcome: "waits" };
    }
    await acceptFollower(work, { ...request, actorId: actor.id });
    return { outcome: "accepted" };
  });
}

/** Makes somebody a follower of an actor of ours, and says so. */
export async function acceptFollower(
  work: Work,
  { actorId, follow: followIri, follower, object, inbox, sharedInbox }: Accepted,
): Promise<void> {
  await deleteFollowRequestOf(work.session, { actorId, follower });
  await saveFollower(work.session, {
    actorId,
    follower,
    follow: followIri,
    inbox,
    sharedInbox: sharedInbox ?? null,
    createdAtMs: work.nowMs(),
  });
  await say(work, {
    from: actorId,
    inbox,
    message: { type: "follower-accept", follow: followIri, follower, object },
    expiresAtMs: work.nowMs() + wordLastsMs,
  });
}

type Accepted = Omit<FollowRequest, "sharedInbox"> & {
  readonly actorId: string;
  readonly sharedInbox?: string | null | undefined;
};

/** A server that is away for longer will have its people follow again, or look themselves. */
const wordLastsMs = 7 * 24 * 3_600_000;
const farewellLastsMs = 90 * 24 * 3_600_000;

/** Takes a Follow back, named by its IRI or by whom it was of. Answers whether there was one; repeating it changes nothing. */
export function unfollow(
  context: Context,
  {
    follower,
    follow: followIri,
    object,
  }: { readonly follower: string; readonly follow?: string; readonly object?: string },
): Promise<boolean> {
  return transact(context, async ({ session, origin }) => {
    const actorId = object === undefined ? undefined : localActorId(origin, object);
    if (actorId !== undefined && (await deleteFollowRequestOf(session, { actorId, follower }))) return true;
    const byObject = actorId !== undefined && (await deleteFollower(session, actorId, follower));
    if (byObject || followIri === undefined) return byObject;
    if (await deleteFollowRequestOf(session, { follow: followIri, follower })) return true;
    return deleteFollowerByFollow(session, { follow: followIri, follower });
  });
}

/** Forgets an actor of another server who was deleted. Answers how many of ours they followed. */
export function forgetFollower(context: Context, follower: string): Promise<number> {
  return transact(context, ({ session }) => deleteFollowings(session, follower));
}

/** What all followers of an actor of ours hear, and whoever else it concerns. */
export interface Announcing {
  /** The IRI of what it is about. */
  readonly topic: string;
  readonly expiresAtMs: number;
  /** Inboxes of those who are named in it, or answered. */
  readonly also?: readonly string[];
}

/** Says something to everyone who follows an actor of ours: one row for each server, not for each follower. */
export async function sayToFollowers(
  work: Work,
  actorId: string,
  { message, also = [], ...rest }: Announcing & { readonly message: Message },
): Promise<void> {
  const inboxes = new Set([...(await listFollowerInboxes(work.session, actorId)), ...also]);
  const sayings = [...inboxes].map((inbox) => ({ from: actorId, inbox, message, ...rest }));
  await sayAll(work, sayings);
}

/** Says to all followers of an actor of ours that its profile is another one now; it is written when it is sent. */
export async function tellOfChange(work: Work, actorId: string): Promise<void> {
  const object = actorIri(work.origin, actorId);
  const message = { type: "actor-update", object } as const;
  // An older profile must not come after this one, nor be read anywhere: it may say what somebody took back.
  await forgetSaid(work.session, { actorId, topic: object }, work.nowMs());
  await sayToFollowers(work, actorId, { message, topic: object, expiresAtMs: work.nowMs() + wordLastsMs });
}

/**
 * Says to all followers of an actor, and to whoever else knows it, that it was removed, and forgets them. The actor answers 410 by then. It is said
 * for longer than news: whoever still has something of theirs should hear of it.
 */
export async function dismissFollowers(work: Work, actorId: string, also: readonly string[] = []): Promise<void> {
  const nowMs = work.nowMs();
  const object = actorIri(work.origin, actorId);
  const message = { type: "actor-delete", object, deletedAtMs: nowMs } as const;
  await forgetSaid(work.session, { actorId, topic: object }, nowMs);
  await sayToFollowers(work, actorId, { message, topic: object, also, expiresAtMs: nowMs + farewellLastsMs });
  await deleteFollowersOf(work.session, actorId);
}
