import { answerByReply } from "#src/app/attendance-replies.ts";
import { transact, type Work } from "#src/app/context.ts";
import { bury, rememberGone } from "#src/app/gone.ts";
import { findCircles, passOnAbout, takeAnswerIntoGroups, takeIntoGroup, type PassedActivity } from "#src/app/groups.ts";
import type { RemoteActorCard, RemoteObjectCard } from "#src/app/partners.ts";
import { isOfServer, keepRemoteObject, saysNews } from "#src/app/remote-objects.ts";
import { keepRemoteActor } from "#src/app/remote-actors.ts";
import { findThread, keepReply, type Thread } from "#src/app/responses.ts";
import { standingOf } from "#src/app/standing.ts";
import { fillTimelines, type Way } from "#src/app/timeline.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import { listWhoFollows } from "#src/store/followings.ts";
import { findRemoteObject, isKnownRemote } from "#src/store/remote-objects.ts";
import { isObject } from "#federation/wire/document.ts";
import type { Json, JsonObject } from "#federation/wire/json.ts";
import { readObject } from "#federation/wire/note.ts";
import { referencesIn } from "#federation/wire/reference.ts";
import { fetchActor } from "./actor.ts";
import { isGoneThere } from "./gone-there.ts";
import { notForUs, type Handled, type Handler, type Received } from "./received.ts";

/**
 * `Create` and `Update` of what people say. An Update of what never came is as good as a Create, so that order does not matter. What comes inside
 * of the activity is believed when it is of the server that signed it; what is only named is asked for there.
 */
export const onPost: Handler = async (received) => {
  const card = await readSaid(received, received.activity);
  if ("dropped" in card) return card;
  return takeObject(received, dated(received, card), { way: undefined, activity: passedOf(received) });
};

/** An edit without a date is of now: else what came before it would count as much. */
export function dated({ activity, app }: Pick<Received, "activity" | "app">, card: RemoteObjectCard): RemoteObjectCard {
  const isUpdate = [activity["type"]].flat().includes("Update");
  return isUpdate && card.updatedAtMs === undefined ? { ...card, updatedAtMs: app.nowMs() } : card;
}

/** As it came, with its proofs, so that others can verify it; but without those whom nobody else should know to have got it. */
export function passedOf({ activity, vouchers, actor }: Received): PassedActivity {
  const { bto: _bto, bcc: _bcc, ...shown } = activity;
  return { iri: referencesIn(activity)[0] ?? "", actor, json: JSON.stringify({ ...shown, ...vouchers }) };
}

type Dropped = Exclude<Handled, "done">;

/** The object of an activity: as it came, or when it is only named, fetched, once, from where it is. */
export async function readSaid(received: Received, activity: JsonObject): Promise<RemoteObjectCard | Dropped> {
  const { app, actor, partners, documents } = received;
  const object = single(activity["object"]);
  if (isWhole(object)) {
    const read = readObject(addressed(object, activity), { nowMs: app.nowMs() });
    if (!read.ok) return { dropped: read.reason };
    // Another account of the same server (who moderates, writes for a group, or lies) is believed when the object says so where it is.
    const isTheirOwn = activity !== received.activity || read.value.attributedTo === actor;
    if (isTheirOwn && isOfServer(read.value, actor)) return read.value;
  }
  const [iri] = referencesIn(object);
  if (iri === undefined) return { dropped: "it has no object" };
  documents.forget(iri);
  const found = await partners.findObject(iri);
  if ("failed" in found) return { dropped: found.detail };
  return found.found.object === iri ? found.found : { dropped: `${iri} says that it is another object` };
}

const isWhole = (object: Json | undefined): object is JsonObject =>
  isObject(object) && object["type"] !== undefined && object["attributedTo"] !== undefined;

export const single = (value: Json | undefined): Json | undefined =>
  Array.isArray(value) && value.length === 1 ? (value as readonly Json[])[0] : value;

/** Discourse says only of the activity whom it is for. */
const addressed = (object: JsonObject, { to, cc }: JsonObject): JsonObject =>
  object["to"] === undefined && object["cc"] === undefined
    ? { ...object, ...(to === undefined ? {} : { to }), ...(cc === undefined ? {} : { cc }) }
    : object;

export interface Coming {
  readonly way: Way;
  /** For circles of ours to pass on; absent for what a group passed on to us. */
  readonly activity: PassedActivity | undefined;
}

/** What there is to do with something that somebody said. */
interface Concern {
  readonly thread: Thread | undefined;
  readonly circles: readonly string[];
  readonly isFollowed: boolean;
  readonly isKept: boolean;
}

/** Takes something that is believed to be said by its author: as an answer, in timelines, in groups; or it is nothing for us. */
export async function takeObject(received: Received, card: RemoteObjectCard, coming: Coming): Promise<Handled> {
  const { app, actor } = received;
  if (card.attributedTo !== actor && (await standingOf(app.database, card.attributedTo)) === "suspended")
    return { dropped: "its author is suspended" };
  const concern = await concernOf({ ...app, session: app.database }, card, coming);
  if (!concerns(concern)) return notForUs;
  const person = await readAuthor(received, card.attributedTo);
  // Somebody answers whom nobody can name: they come again, or another server says who they are.
  const isNamed = concern.thread !== undefined || concern.circles.length > 0;
  if (person === undefined && isNamed) return { dropped: "its author cannot be read" };
  // Before it is kept: what could be kept but not heard would come again and be no news.
  await hearAnswer(received, card, { thread: concern.thread, person });
  await transact(app, (work) => keepAll(work, card, { ...concern, ...coming, person }));
  return "done";
}

export const concerns = ({ thread, circles, isFollowed, isKept }: Concern): boolean =>
  thread !== undefined || circles.length > 0 || isFollowed || isKept;

async function readAuthor(received: Received, author: string): Promise<RemoteActorCard | undefined> {
  const read = await fetchActor(received, author).catch(() => undefined);
  return read === undefined || "dropped" in read ? undefined : read;
}

export async function concernOf(work: Work, card: RemoteObjectCard, { way, activity }: Coming): Promise<Concern> {
  const circles = activity === undefined ? [] : await findCircles(work, card);
  const found = await findThread(work, card);
  // What is said to a circle for everyone is a post, not a message.
  const isPost = found?.isMessage === true && card.isPublic && circles.length > 0;
  const followed = await listWhoFollows(work.session, [way?.boostedBy ?? card.attributedTo]);
  const kept = await findRemoteObject(work.session, card.object);
  return { thread: isPost ? undefined : found, circles, isFollowed: followed.length > 0, isKept: kept !== undefined };
}

type Keeping = Concern & Coming & { readonly person: RemoteActorCard | undefined };

async function keepAll(work: Work, card: RemoteObjectCard, keeping: Keeping): Promise<void> {
  const { thread, circles, isFollowed, isKept, way, activity, person } = keeping;
  if (person !== undefined) await keepRemoteActor(work, person);
  if (thread !== undefined) await keepReply(work, card, thread);
  if (isFollowed) await fillTimelines(work, card, way);
  if (isKept) await keepRemoteObject(work, card);
  if (activity === undefined) return;
  for (const circle of circles) await takeIntoGroup(work, circle, { card, activity });
  if (card.isPublic) {
    await passOnAbout(work, card.object, activity);
    if (circles.length === 0) await takeAnswerIntoGroups(work, { card, activity });
  }
}

/** A reply to an event may be an answer in words (yes or no): its newest version counts, whichever comes last, and a deleted one not at all. */
async function hearAnswer(
  { app }: Received,
  card: RemoteObjectCard,
  { thread, person }: { readonly thread: Thread | undefined; readonly person: RemoteActorCard | undefined },
): Promise<void> {
  if (thread === undefined || person === undefined || card.inReplyTo === undefined) return;
  if (!sameOrigin(card.inReplyTo, app.origin)) return;
  if (!(await saysNews({ ...app, session: app.database }, card))) return;
  const [language, contentHtml = ""] = Object.entries(card.contentHtml)[0] ?? [];
  const spoken = language === undefined || language === "und" ? {} : { language };
  await answerByReply(app, { reply: card.object, person, inReplyTo: card.inReplyTo, contentHtml, ...spoken });
}

/**
 * `Delete` of anything. Servers tell it to everyone who might know: what is unknown costs one question to the store, and no look at who it is
 * from.
 */
export const onPostDelete: Handler = async (received) => {
  const { app, activity, actor, documents } = received;
  const [object] = referencesIn(activity["object"]);
  if (object === undefined || !sameOrigin(object, actor)) return { dropped: "it deletes nothing of its own server" };
  const known = await isKnownRemote(app.database, { object, actor });
  if (!known.object && !known.actor) {
    rememberGone(app, object);
    return notForUs;
  }
  const author = known.object ? (await findRemoteObject(app.database, object))?.attributedTo : undefined;
  if (author !== undefined && author !== actor && !(await isGoneThere(documents, object)))
    return { dropped: "its author is another, and its server still has it" };
  await transact(app, async (work) => {
    await bury(work, { object, actor });
    // Only the first: whoever says it again under new addresses would have us say it to everyone each time.
    if (known.object) await passOnAbout(work, object, { ...passedOf(received), isRemoval: true });
  });
  return "done";
};
