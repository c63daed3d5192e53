import { followersIri } from "#src/domain/iri.ts";
import { findActor } from "#src/store/actors.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import { findRemoteObject } from "#src/store/remote-objects.ts";
import { findBoost, saveBoost, type Boost } from "#src/store/timeline.ts";
import { note } from "./audit.ts";
import { transact, type Context, type Work } from "./context.ts";
import { sayToFollowers } from "./followers.ts";
import { findOwnObject } from "./own-objects.ts";
import { standingOf } from "./standing.ts";

/** The address of an Announce of ours: one for everybody who gets it, and it answers. */
export const boostIri = (origin: string, id: string): string => `${origin}/boosts/${id}`;

const boostLastsMs = 7 * 24 * 3_600_000;

export type BoostOutcome =
  | { readonly outcome: "done"; readonly boost: Boost }
  /** Nothing is known under that address, or nobody of ours by that id. */
  | { readonly outcome: "unknown" }
  /** It was not said to everyone. */
  | { readonly outcome: "private" }
  | { readonly outcome: "suspended" };

export interface Boosting {
  /** `coop` or a circle's id. */
  readonly actorId: string;
  /** The IRI of something in a timeline, among answers, or of our own. */
  readonly object: string;
}

/** Passes something on to those who follow one of ours, and tells its author. Repeating it says nothing. */
export function boost(context: Context, { actorId, object }: Boosting): Promise<BoostOutcome> {
  return transact(context, async (work) => {
    const actor = await findActor(work.session, actorId);
    if (actor === undefined || actor.deletedAtMs !== null) return { outcome: "unknown" };
    const what = await findBoostable(work, object);
    if ("outcome" in what) return what;
    const before = await findBoost(work.session, { actorId, object });
    if (before?.state === "said") return { outcome: "done", boost: before };
    // A new address each time: who heard that the last one was taken back would not look at it again.
    const said: Boost = {
      id: work.newId(),
      actorId,
      object,
      about: object,
      activity: null,
      state: "said",
      createdAtMs: work.nowMs(),
      undoneAtMs: null,
    };
    await saveBoost(work.session, said);
    await sayBoost(work, said, what);
    await note(work, { act: "boost.say", subject: object, detail: { actorId } });
    return { outcome: "done", boost: said };
  });
}

/** Whose it is, and where they hear of it. */
interface Author {
  readonly author?: string;
  readonly inbox?: string;
}

async function findBoostable(work: Work, object: string): Promise<Author | Exclude<BoostOutcome, { outcome: "done" }>> {
  const own = await findOwnObject(work.session, work.origin, object);
  if (own !== undefined) return own.object === object ? {} : { outcome: "unknown" };
  const said = await findRemoteObject(work.session, object);
  if (said === undefined) return { outcome: "unknown" };
  if (!said.isPublic) return { outcome: "private" };
  if ((await standingOf(work.session, said.attributedTo)) === "suspended") return { outcome: "suspended" };
  return authorOf(work, said.attributedTo);
}

export async function authorOf(work: Work, author: string): Promise<Author> {
  const card = await findRemoteActor(work.session, author);
  return card === undefined ? { author } : { author, inbox: card.sharedInbox ?? card.inbox };
}

/** Says an Announce to followers and to its author. */
export async function sayBoost(work: Work, said: Boost, { author, inbox }: Author): Promise<void> {
  await sayToFollowers(work, said.actorId, {
    message: {
      type: "boost",
      announce: boostIri(work.origin, said.id),
      object: said.object,
      followers: followersIri(work.origin, said.actorId),
      ...(author === undefined ? {} : { author }),
      atMs: said.createdAtMs,
    },
    topic: said.object,
    expiresAtMs: work.nowMs() + boostLastsMs,
    also: inbox === undefined ? [] : [inbox],
  });
}

/** Takes a boost back, everywhere. Repeating it changes nothing. */
export function undoBoost(context: Context, { actorId, object }: Boosting): Promise<BoostOutcome> {
  return transact(context, async (work) => {
    const before = await findBoost(work.session, { actorId, object });
    if (before === undefined) return { outcome: "unknown" };
    if (before.state === "undone") return { outcome: "done", boost: before };
    const undone = await sayUndone(work, before);
    await note(work, { act: "boost.undo", subject: object, detail: { actorId } });
    return { outcome: "done", boost: undone };
  });
}

/** {@link undoBoost} for one that is known. */
export async function sayUndone(work: Work, before: Boost): Promise<Boost> {
  const undone: Boost = { ...before, state: "undone", undoneAtMs: work.nowMs() };
  await saveBoost(work.session, undone);
  const said = await findRemoteObject(work.session, before.about ?? before.object);
  const { author, inbox } = said === undefined ? {} : await authorOf(work, said.attributedTo);
  await sayToFollowers(work, before.actorId, {
    message: {
      type: "boost-undo",
      announce: boostIri(work.origin, before.id),
      object: before.object,
      followers: followersIri(work.origin, before.actorId),
      ...(author === undefined ? {} : { author }),
    },
    topic: before.object,
    expiresAtMs: work.nowMs() + boostLastsMs,
    also: inbox === undefined ? [] : [inbox],
  });
  return undone;
}
