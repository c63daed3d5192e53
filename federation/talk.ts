import { boostIri, authorOf } from "#src/app/boosts.ts";
import type { Context } from "#src/app/context.ts";
import { findOwnObject } from "#src/app/own-objects.ts";
import { actorIri, coopActorId, eventIri, followersIri, isUuidV7, upcomingEventsIri } from "#src/domain/iri.ts";
import { findActor } from "#src/store/actors.ts";
import { countAttendances } from "#src/store/attendances.ts";
import { findEvent, listEvents } from "#src/store/events.ts";
import { findRemoteObject } from "#src/store/remote-objects.ts";
import { countShown, listReplies } from "#src/store/responses.ts";
import { findBoostById } from "#src/store/timeline.ts";
import { wantsActivity } from "./objects.ts";
import { activityStreams } from "./wire/context.ts";
import { writeAnnounce, writeFollowing } from "./wire/following.ts";
import type { JsonObject } from "./wire/json.ts";

/** More answers than this are counted, not named. */
const namedReplies = 100;
/** The most events that are named; who wants more reads the outbox. */
const namedEvents = 200;

/**
 * What came back to our announcements and events, as collections (who liked and boosted is nobody else's business, how many did is; replies
 * are named, as far as they are shown); our Announces at their addresses; and the moderators of a circle. Undefined for everything else.
 */
export async function serveTalk(app: Context, request: Request): Promise<Response | undefined> {
  if (request.method !== "GET" && request.method !== "HEAD") return undefined;
  const { pathname } = new URL(request.url);
  // Nobody reads an Announce but servers; the other addresses are also of pages.
  const kinds = /^\/boosts\/[^/]+$/.test(pathname) || wantsActivity(request) ? served : [];
  for (const { path, find } of kinds) {
    const [, id, part = ""] = path.exec(pathname) ?? [];
    if (id !== undefined) return answer(await find(app, id, part));
  }
  return undefined;
}

type Find = (app: Context, id: string, part: string) => Promise<JsonObject | undefined>;

const served: readonly { readonly path: RegExp; readonly find: Find }[] = [
  { path: /^\/boosts\/([^/]+)$/, find: boostDocument },
  { path: /^\/actors\/([^/]+)\/moderators$/, find: moderators },
  { path: /^\/actors\/([^/]+)\/upcoming-events$/, find: upcomingEvents },
  { path: /^\/events\/([^/]+)\/attendees$/, find: attendees },
  { path: /^(\/(?:announcements|events)\/[^/]+)\/(likes|shares|replies)$/, find: responses },
];

async function responses({ database, origin }: Context, path: string, part: string): Promise<JsonObject | undefined> {
  const own = await findOwnObject(database, origin, `${origin}${path}`);
  if (own === undefined) return undefined;
  const counts = await countShown(database, own.object);
  const head = { "@context": activityStreams, id: `${own.object}/${part}`, type: "Collection" };
  if (part !== "replies") return { ...head, totalItems: part === "likes" ? counts.like : counts.boost };
  const page = { object: own.object, states: ["shown"], limit: namedReplies, order: "asc" } as const;
  const items = (await listReplies(database, page)).map(({ said }) => said.object);
  return { ...head, totalItems: counts.reply, items };
}

/** How many come to an event, never who (FEP-8a8e). */
async function attendees({ database, origin }: Context, id: string): Promise<JsonObject | undefined> {
  const event = isUuidV7(id) ? await findEvent(database, id) : undefined;
  if (event === undefined || event.state !== "published" || event.deletedAtMs !== null) return undefined;
  const { coming: totalItems } = await countAttendances(database, id);
  const iri = `${eventIri(origin, id)}/attendees`;
  return { "@context": activityStreams, id: iri, type: "Collection", totalItems };
}

/** What is ahead of a coop or circle, the soonest first (FEP-8a8e). */
async function upcomingEvents({ database, origin, nowMs }: Context, id: string): Promise<JsonObject | undefined> {
  const actor = id === coopActorId || isUuidV7(id) ? await findActor(database, id) : undefined;
  if (actor === undefined || actor.deletedAtMs !== null || !["coop", "circle"].includes(actor.kind)) return undefined;
  const events = await listEvents(database, { actorId: id, fromMs: nowMs(), limit: namedEvents });
  const head = { "@context": activityStreams, id: upcomingEventsIri(origin, id), type: "OrderedCollection" };
  return { ...head, totalItems: events.length, orderedItems: events.map((event) => eventIri(origin, event.id)) };
}

async function moderators({ database, origin }: Context, id: string): Promise<JsonObject | undefined> {
  const circle = isUuidV7(id) ? await findActor(database, id) : undefined;
  if (circle === undefined || circle.kind !== "circle" || circle.deletedAtMs !== null) return undefined;
  const head = { "@context": activityStreams, id: `${actorIri(origin, id)}/moderators`, type: "OrderedCollection" };
  return { ...head, totalItems: 1, orderedItems: [actorIri(origin, coopActorId)] };
}

/** An Announce of ours, for whoever looks it up; nothing of what was taken back, or waits. */
async function boostDocument(app: Context, id: string): Promise<JsonObject | undefined> {
  const boost = isUuidV7(id) ? await findBoostById(app.database, id) : undefined;
  if (boost === undefined || boost.state !== "said") return undefined;
  const actor = actorIri(app.origin, boost.actorId);
  const said = {
    announce: boostIri(app.origin, id),
    followers: followersIri(app.origin, boost.actorId),
    atMs: boost.createdAtMs,
  };
  if (boost.activity !== null) {
    const envelope = { id: said.announce, actor, origin: app.origin, publishedAtMs: boost.createdAtMs };
    return writeFollowing({ type: "group-announce", activity: boost.activity, ...said }, envelope);
  }
  const remote = await findRemoteObject(app.database, boost.object);
  const { author } = remote === undefined ? {} : await authorOf({ ...app, session: app.database }, remote.attributedTo);
  return writeAnnounce(actor, { ...said, object: boost.object, ...(author === undefined ? {} : { author }) });
}

function answer(document: JsonObject | undefined): Response {
  const problem = { type: "about:blank", title: "There is no such thing here", status: 404 };
  return new Response(JSON.stringify(document ?? problem), {
    status: document === undefined ? 404 : 200,
    headers: {
      "content-type": document === undefined ? "application/problem+json" : "application/activity+json",
      vary: "Accept, Signature",
    },
  });
}
