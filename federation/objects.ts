import { findCard } from "#src/app/announcement-cards.ts";
import type { Context } from "#src/app/context.ts";
import { actorIri, announcementIri, isUuidV7, messageIri, siblingNoteIri } from "#src/domain/iri.ts";
import type { Message } from "#src/domain/message.ts";
import { findActor } from "#src/store/actors.ts";
import { findAnnouncement, type Announcement } from "#src/store/announcements.ts";
import { findOutboxRow } from "#src/store/outbox.ts";
import { writeActorTombstone } from "#federation/wire/actor.ts";
import { writeNote, writeNoteTombstone, writeSiblingNote } from "#federation/wire/announcement.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { writeMessage } from "#federation/wire/message.ts";
import { partnersCollection } from "./collections.ts";
import { eventDocument } from "./events.ts";
import { publishedActor } from "./actors.ts";
import type { SignerOf } from "./signer.ts";

/** What a request for one of our own objects comes to: its JSON and the status; or nothing, and the pages may have it. */
export interface ObjectsGround {
  readonly app: Context;
  readonly signerOf: SignerOf;
}

/**
 * Announcements, events, the activities that we sent, removed actors, and the list of partners, as ActivityPub. Undefined when the request is for something
 * else, or is a person's, who gets a page at the same address.
 */
export async function serveObject(ground: ObjectsGround, request: Request): Promise<Response | undefined> {
  if (request.method !== "GET" && request.method !== "HEAD") return undefined;
  const { pathname } = new URL(request.url);
  const [, folder, id = "", part] = ownPath.exec(pathname) ?? [];
  if (folder === "messages") return serveMessage(ground, request, id);
  if (!wantsActivity(request)) return undefined;
  if (pathname === "/partners") return answer(await partnersCollection(ground.app));
  return folders[folder ?? ""]?.(ground, id, part);
}

type Serve = (ground: ObjectsGround, id: string, part: string | undefined) => Promise<Response | undefined>;

const folders: Readonly<Record<string, Serve>> = {
  announcements: (...asked) => serveAnnouncement(...asked),
  events: (...asked) => serveEvent(...asked),
  actors: (ground, id) => serveGoneActor(ground, id),
};

/** With the Note beside an announcement or an event; what came back to them is in `talk.ts`. */
const ownPath = /^\/(messages|announcements|events|actors)\/([^/]+)((?<=^\/(?:announcements|events)\/[^/]+)\/note)?$/;

/** Whether a request asks for ActivityPub rather than for a page: as Fedify decides it, what a browser sends is a page. */
export function wantsActivity({ headers }: Request): boolean {
  const types = (headers.get("accept") ?? "")
    .split(",")
    .map((part, index) => ({ type: part.split(";")[0]?.trim().toLowerCase() ?? "", quality: quality(part), index }))
    .filter(({ quality: q }) => q > 0)
    .toSorted((one, other) => other.quality - one.quality || one.index - other.index)
    .map(({ type }) => type);
  if (types[0] === "text/html" || types[0] === "application/xhtml+xml") return false;
  return types.some((type) => activityTypes.has(type));
}

const activityTypes = new Set(["application/activity+json", "application/ld+json", "application/json"]);
const quality = (part: string): number => Number(/;\s*q=([\d.]+)/i.exec(part)?.[1] ?? 1);

/** Only what is public: of a draft nobody learns that there is one. An article has a Note beside it. */
async function serveAnnouncement({ app }: ObjectsGround, id: string, part = ""): Promise<Response> {
  const announcement = isUuidV7(id) ? await findAnnouncement(app.database, id) : undefined;
  if (announcement === undefined || announcement.state !== "published") return answer(undefined);
  const object = announcementIri(app.origin, id);
  if (part === "/note" && announcement.kind !== "article") return answer(undefined);
  if (announcement.deletedAtMs !== null) return serveGone(object, announcement, part);
  const card = await findCard(app.database, app.origin, announcement);
  return answer(part === "/note" ? writeSiblingNote(card) : writeNote(card));
}

function serveGone(object: string, { deletedAtMs, kind }: Announcement, part: string): Response {
  if (deletedAtMs === null) return answer(undefined);
  const [iri, was] = part === "/note" ? ([siblingNoteIri(object), "note"] as const) : ([object, kind] as const);
  return answer(writeNoteTombstone(iri, { deletedAtMs, kind: was }), 410);
}

async function serveEvent({ app }: ObjectsGround, id: string, part = ""): Promise<Response | undefined> {
  // The calendar's own pages have no such id.
  if (!isUuidV7(id)) return undefined;
  const served = await eventDocument(app, id, part);
  return answer(served?.document, served?.status);
}

/** Living actors are Fedify's matter; its Tombstone does not say what it was. */
async function serveGoneActor({ app }: ObjectsGround, id: string): Promise<Response | undefined> {
  const actor = await findActor(app.database, id);
  return actor === undefined || actor.deletedAtMs === null
    ? undefined
    : answer(writeActorTombstone(app.origin, actor), 410);
}

/**
 * Every activity that we sent has an address that answers: public ones to anyone, the rest to those they were for, in a signed
 * request. To everyone else they do not exist.
 */
async function serveMessage({ app, signerOf }: ObjectsGround, request: Request, id: string): Promise<Response> {
  const row = isUuidV7(id) ? await findOutboxRow(app.database, id) : undefined;
  if (row === undefined) return answer(undefined);
  if (!publicKinds.has(row.message.type)) {
    const signer = await signerOf(request);
    if (signer === undefined || new URL(signer).origin !== row.host) return answer(undefined);
  }
  if (row.message.type === "actor-update") return answer(await changedProfile(app, row));
  return answer(
    row.body === null ? writeMessage(row.message, envelopeOf(app, row)) : (JSON.parse(row.body) as JsonObject),
  );
}

type OutboxRow = NonNullable<Awaited<ReturnType<typeof findOutboxRow>>>;

const envelopeOf = ({ origin }: Context, { id, actorId, createdAtMs }: OutboxRow) => ({
  id: messageIri(origin, id),
  actor: actorIri(origin, actorId),
  origin,
  publishedAtMs: createdAtMs,
});

/** As they are now: somebody may since have taken back that their name be shown, or be gone. */
async function changedProfile(app: Context, row: OutboxRow): Promise<JsonObject | undefined> {
  const published = await publishedActor(app, row.actorId);
  if (published === undefined || "gone" in published) return undefined;
  return writeMessage(row.message, { ...envelopeOf(app, row), profile: published.document });
}

/**
 * Some servers look at a Follow before they accept it, and at an Accept before they believe it. What is said of announcements and events is
 * named by them (`#create`): what was written for one server stays between it and us, as it may say what was changed or removed since.
 */
const publicKinds: ReadonlySet<Message["type"]> = new Set<Message["type"]>([
  "peer-follow",
  "peer-accept",
  "follower-accept",
  "following-follow",
  "attendance-join",
  "actor-update",
  "actor-delete",
]);

function answer(document: JsonObject | undefined, status = 200): Response {
  if (document === undefined) {
    const problem = { type: "about:blank", title: "There is no such thing here", status: 404 };
    return new Response(JSON.stringify(problem), {
      status: 404,
      headers: { "content-type": "application/problem+json", vary: "Accept, Signature" },
    });
  }
  return new Response(JSON.stringify(document), {
    status,
    headers: { "content-type": "application/activity+json", vary: "Accept, Signature" },
  });
}
