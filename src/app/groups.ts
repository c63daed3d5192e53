import { actorIri, coopActorId, followersIri, localActorId, sameOrigin } from "#src/domain/iri.ts";
import { findActor, type Actor } from "#src/store/actors.ts";
import type { Session } from "#src/store/database.ts";
import { isFollower } from "#src/store/followers.ts";
import { findRemoteObject, type RemoteObjectRow } from "#src/store/remote-objects.ts";
import { listRemoteActors, type RemoteActorRow } from "#src/store/remote-actors.ts";
import {
  findBoost,
  findBoostById,
  listBoostsAbout,
  listCircleBoosts,
  listWaitingBoosts,
  saveBoost,
  type Boost,
} from "#src/store/timeline.ts";
import { note } from "./audit.ts";
import { authorOf, boostIri, sayBoost, sayUndone } from "./boosts.ts";
import { takeAllowance } from "./circle-allowance.ts";
import { transact, type Context, type Work } from "./context.ts";
import { sayToFollowers } from "./followers.ts";
import { isGone } from "./gone.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";
import type { RemoteObjectCard } from "./partners.ts";
import { withoutRejectedMedia } from "./remote-media.ts";
import { keepRemoteObject } from "./remote-objects.ts";
import { standingOf } from "./standing.ts";

const passedOnLastsMs = 7 * 24 * 3_600_000;

/** An activity that came, for a group to pass on: its IRI, who did it, and the JSON as it came. */
export interface PassedActivity {
  readonly iri: string;
  readonly actor: string;
  readonly json: string;
}

/** The circles that something is said to. */
export async function findCircles({ session, origin }: Work, card: RemoteObjectCard): Promise<readonly string[]> {
  const named = [...new Set([...card.addressees, ...card.mentions])];
  const ids = named.map((iri) => localActorId(origin, iri)).filter((id) => id !== undefined);
  const circles = await Promise.all(ids.map(async (id) => ({ id, actor: await findActor(session, id) })));
  return circles.filter(({ actor }) => actor?.kind === "circle" && actor.deletedAtMs === null).map(({ id }) => id);
}

/**
 * Something was said to a circle (FEP-1b12). Those who follow the circle are passed on at once, others wait for a steward. Never called for what
 * another group passed on, so that no two groups can send the same thing round. Answers whether anything is new.
 */
export async function takeIntoGroup(
  work: Work,
  circleId: string,
  { card, activity }: { readonly card: RemoteObjectCard; readonly activity: PassedActivity },
): Promise<boolean> {
  if (!mayTravel(activity) || !card.isPublic || (await isGone(work, card.object))) return false;
  const about = card.object;
  const inGroup = (await listBoostsAbout(work.session, [about])).filter(({ actorId }) => actorId === circleId);
  // An edit of what waits waits with it; of what was refused nobody hears.
  if (inGroup.some(({ state }) => state === "refused")) return false;
  if (!(await isNewTo(work, circleId, activity))) return false;
  const { row } = await keepRemoteObject(work, card);
  const isIn = inGroup.some(({ state }) => state === "said");
  const standing = await standingOf(work.session, card.attributedTo);
  const mayPost = isIn || (standing === "open" && (await isFollower(work.session, circleId, card.attributedTo)));
  const boost: Boost = {
    id: work.newId(),
    actorId: circleId,
    object: activity.iri,
    about,
    activity: activity.json,
    state: mayPost ? "said" : "waiting",
    createdAtMs: work.nowMs(),
    undoneAtMs: null,
  };
  await saveBoost(work.session, boost);
  if (mayPost) await passOn(work, boost, row);
  return true;
}

/** Whether a circle has not passed this on yet, and takes more of its server. */
const isNewTo = async (work: Work, circleId: string, { iri }: PassedActivity): Promise<boolean> =>
  (await findBoost(work.session, { actorId: circleId, object: iri })) === undefined &&
  takeAllowance(work, { circleId, iri });

/** It is written out once for each server that follows the circle: in characters, as much as a long post with its context has. */
const longestPassedOn = 65_536;
const mayTravel = ({ json }: PassedActivity): boolean => json.length <= longestPassedOn;

/** The activity, whole, for groups and forums; and for a post that begins a thread its bare Announce, which is all that Mastodon understands. */
async function passOn(work: Work, boost: Boost, said: RemoteObjectRow | undefined): Promise<void> {
  // Who wrote it may not follow: Lemmy shows a post to nobody until the group has said it back.
  const { inbox } = said === undefined ? {} : await authorOf(work, said.attributedTo);
  await sayActivity(work, boost, inbox === undefined ? [] : [inbox]);
  if (said === undefined || said.inReplyTo !== null) return;
  const known = await findBoost(work.session, { actorId: boost.actorId, object: said.object });
  if (known !== undefined) return;
  const bare: Boost = { ...boost, id: work.newId(), object: said.object, activity: null, state: "said" };
  await saveBoost(work.session, bare);
  await sayBoost(work, bare, await authorOf(work, said.attributedTo));
}

async function sayActivity(
  work: Work,
  { id, actorId, about, activity, createdAtMs }: Boost,
  also: readonly string[] = [],
): Promise<void> {
  if (activity === null) return;
  const message = {
    type: "group-announce",
    announce: boostIri(work.origin, id),
    activity,
    followers: followersIri(work.origin, actorId),
    atMs: createdAtMs,
  } as const;
  const topic = about ?? boostIri(work.origin, id);
  await sayToFollowers(work, actorId, { message, topic, expiresAtMs: work.nowMs() + passedOnLastsMs, also });
}

/** The circles in which something stands: that passed it on, or, of what is ours, to which it was said. */
async function listCirclesWith({ session, origin }: Work, object: string): Promise<readonly string[]> {
  const isOwn = sameOrigin(object, origin);
  const boosts = (await listBoostsAbout(session, [object])).filter(
    ({ state, activity }) => (isOwn || activity !== null) && state === "said",
  );
  const ids = [...new Set(boosts.map(({ actorId }) => actorId))];
  const actors = await Promise.all(ids.map((id) => findActor(session, id)));
  return ids.filter((_, index) => actors[index]?.kind === "circle");
}

/** An answer to something in a circle is said to the circle too, and its author may as little as with any other post. */
export async function takeAnswerIntoGroups(
  work: Work,
  { card, activity }: { readonly card: RemoteObjectCard; readonly activity: PassedActivity },
): Promise<void> {
  if (card.inReplyTo === undefined) return;
  for (const circle of await listCirclesWith(work, card.inReplyTo))
    await takeIntoGroup(work, circle, { card, activity });
}

/**
 * A change, a removal or a like of something that a circle passed on goes the same way. Answers whether any circle has it. Removals are passed on
 * after it is erased here, always: each comes once. Of the rest one server has only so much passed on in an hour.
 */
export async function passOnAbout(
  work: Work,
  object: string,
  activity: PassedActivity & { readonly isRemoval?: true },
): Promise<boolean> {
  const circles = mayTravel(activity) ? await listCirclesWith(work, object) : [];
  for (const actorId of circles) {
    if ((await findBoost(work.session, { actorId, object: activity.iri })) !== undefined) continue;
    if (activity.isRemoval !== true && !takeAllowance(work, { circleId: actorId, iri: activity.iri })) continue;
    const boost: Boost = {
      id: work.newId(),
      actorId,
      object: activity.iri,
      about: object,
      activity: activity.json,
      state: "said",
      createdAtMs: work.nowMs(),
      undoneAtMs: null,
    };
    await saveBoost(work.session, boost);
    await sayActivity(work, boost);
  }
  return circles.length > 0;
}

/** Something that waits to be passed on by a circle. */
export interface WaitingPost {
  readonly id: string;
  readonly boost: Boost;
  readonly said: RemoteObjectRow;
  readonly author: RemoteActorRow | undefined;
}

export async function listWaitingPosts(
  { database }: Pick<Context, "database">,
  request: PageRequest,
): Promise<Page<WaitingPost>> {
  const page = await pageOf(request, async (part) =>
    (await listWaitingBoosts(database, part)).map((row) => ({ id: row.boost.id, ...row })),
  );
  return { ...page, items: await withAuthors(database, page.items) };
}

async function withAuthors<Item extends { readonly said: RemoteObjectRow }>(
  session: Session,
  items: readonly Item[],
): Promise<readonly (Item & { readonly author: RemoteActorRow | undefined })[]> {
  const authors = items.map(({ said }) => said.attributedTo);
  const cards = await listRemoteActors(session, authors);
  const shown = await withoutRejectedMedia(session, items);
  return shown.map((item) => ({ ...item, author: cards.find(({ actor }) => actor === item.said.attributedTo) }));
}

/** Something that stands in a circle of ours. */
export interface CirclePost extends WaitingPost {
  readonly circle: Actor;
}

/** What people elsewhere said in our circles and was passed on, newest first. */
export async function listCirclePosts(
  { database }: Pick<Context, "database">,
  request: PageRequest,
): Promise<Page<CirclePost>> {
  const page = await pageOf(request, async (part) =>
    (await listCircleBoosts(database, part)).map((row) => ({ id: row.boost.id, ...row })),
  );
  const items = await withAuthors(database, page.items);
  const circles = await Promise.all(items.map(({ boost }) => findActor(database, boost.actorId)));
  return { ...page, items: items.flatMap((item, index) => withCircle(item, circles[index])) };
}

const withCircle = (item: WaitingPost, circle: Actor | undefined): readonly CirclePost[] =>
  circle === undefined ? [] : [{ ...item, circle }];

/** {@link removeFromGroup} by the id of what a circle passed on. */
export async function removeCirclePost(context: Context, id: string): ReturnType<typeof removeFromGroup> {
  const boost = await findBoostById(context.database, id);
  if (boost === undefined || boost.about === null) return { outcome: "unknown" };
  return removeFromGroup(context, { circleId: boost.actorId, object: boost.about });
}

/** A steward lets something into a circle, or does not. Repeating it changes nothing. */
export function decidePost(
  context: Context,
  { id, answer }: { readonly id: string; readonly answer: "accept" | "refuse" },
): Promise<{ readonly outcome: "done" | "unknown" }> {
  return transact(context, async (work) => {
    const boost = await findBoostById(work.session, id);
    if (boost === undefined || boost.activity === null) return { outcome: "unknown" };
    if (boost.state !== "waiting") return { outcome: "done" };
    const decided: Boost = { ...boost, state: answer === "accept" ? "said" : "refused" };
    await saveBoost(work.session, decided);
    await note(work, { act: `group.${answer}`, subject: boost.about ?? boost.object });
    if (answer === "accept" && boost.about !== null)
      await passOn(work, decided, await findRemoteObject(work.session, boost.about));
    return { outcome: "done" };
  });
}

/** A steward takes something out of a circle: its followers' servers are told as groups tell it, and as a boost that is taken back. */
export function removeFromGroup(
  context: Context,
  { circleId, object }: { readonly circleId: string; readonly object: string },
): Promise<{ readonly outcome: "done" | "unknown" }> {
  return transact(context, async (work) => {
    const said = (await listBoostsAbout(work.session, [object])).filter(
      ({ actorId, state }) => actorId === circleId && state === "said",
    );
    const [first] = said;
    if (first === undefined) return { outcome: "unknown" };
    for (const boost of said) {
      if (boost.activity === null) await sayUndone(work, boost);
      else await saveBoost(work.session, { ...boost, state: "refused", undoneAtMs: work.nowMs() });
    }
    const message = {
      type: "group-remove",
      announce: `${boostIri(work.origin, first.id)}#remove`,
      object,
      moderator: actorIri(work.origin, coopActorId),
      followers: followersIri(work.origin, circleId),
      atMs: work.nowMs(),
    } as const;
    await sayToFollowers(work, circleId, { message, topic: object, expiresAtMs: work.nowMs() + passedOnLastsMs });
    await note(work, { act: "group.remove", subject: object });
    return { outcome: "done" };
  });
}
