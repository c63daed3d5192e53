import { shapeFor } from "#src/domain/announcement.ts";
import type { AnnouncementMessage } from "#src/domain/announcement-message.ts";
import { announcementIri, featuredIri } from "#src/domain/iri.ts";
import {
  dropWaitingAnnouncements,
  listTold,
  listToldInboxes,
  replaceWaitingAnnouncements,
  type Announcement,
} from "#src/store/announcements.ts";
import { listFollowerInboxes } from "#src/store/followers.ts";
import { findHosts } from "#src/store/hosts.ts";
import { findCard } from "./announcement-cards.ts";
import type { Work } from "./context.ts";
import { sayToFollowers } from "./followers.ts";
import { sayAll } from "./outbox.ts";

/** An announcement is no news after a week: nobody gets it later than that. */
const announcementLastsMs = 7 * 24 * 3_600_000;

type Shape = "whole" | "beside";
type Write = (shape: Shape) => AnnouncementMessage;

/** Everyone who follows its author, and everyone who is named in it, hears of it. */
export async function sayCreated(work: Work, announcement: Announcement): Promise<void> {
  const card = await findCard(work.session, work.origin, announcement);
  await tell(work, announcement, (shape) => ({ type: "announcement-create", announcement: card, ...besides(shape) }));
}

/**
 * Everyone who heard of it hears of the change, followers or not. Whoever is named in it only now gets it as something new first: a
 * server does nothing with a change of what it does not know.
 */
export async function sayRevised(work: Work, announcement: Announcement): Promise<void> {
  const card = await findCard(work.session, work.origin, announcement);
  const object = announcementIri(work.origin, announcement.id);
  const known = new Set([
    ...(await listToldInboxes(work.session, object)),
    ...(await listFollowerInboxes(work.session, announcement.actorId)),
  ]);
  const fresh = [...new Set(namedInboxes(work, announcement))].filter((inbox) => !known.has(inbox));
  await replaceWaitingAnnouncements(work.session, object, card);
  const create: Write = (shape) => ({ type: "announcement-create", announcement: card, ...besides(shape) });
  await tellThese(work, announcement, { inboxes: fresh, told: new Map(), write: create });
  await tell(work, announcement, (shape) => ({ type: "announcement-update", announcement: card, ...besides(shape) }));
}

/** Everyone who heard of it is asked to forget it; who did not yet, never hears of it. */
export async function sayWithdrawn(work: Work, announcement: Announcement, deletedAtMs: number): Promise<void> {
  const object = announcementIri(work.origin, announcement.id);
  const { kind } = announcement;
  await dropWaitingAnnouncements(work.session, object, deletedAtMs);
  await tell(work, announcement, (shape) => ({
    type: "announcement-delete",
    object,
    deletedAtMs,
    ...(kind === "article" && { kind }),
    ...besides(shape),
  }));
}

/** Followers' servers put it first on its author's profile, or no longer do. */
export async function sayPinned(work: Work, { id, actorId }: Announcement, isPinned: boolean): Promise<void> {
  const object = announcementIri(work.origin, id);
  const atMs = work.nowMs();
  const message = {
    type: isPinned ? "announcement-pin" : "announcement-unpin",
    object,
    featured: featuredIri(work.origin, actorId),
    atMs,
  } as const;
  await sayToFollowers(work, actorId, { message, topic: object, expiresAtMs: atMs + announcementLastsMs });
}

const besides = (shape: Shape): { readonly beside?: true } => (shape === "beside" ? { beside: true } : {});

async function tell(work: Work, announcement: Announcement, write: Write): Promise<void> {
  const topic = announcementIri(work.origin, announcement.id);
  if (announcement.kind === "note") {
    const also = [...(await listToldInboxes(work.session, topic)), ...namedInboxes(work, announcement)];
    const expiresAtMs = work.nowMs() + announcementLastsMs;
    return sayToFollowers(work, announcement.actorId, { message: write("whole"), topic, expiresAtMs, also });
  }
  const told = await toldShapes(work, topic);
  const also = [...told.keys(), ...namedInboxes(work, announcement)];
  const followers = await listFollowerInboxes(work.session, announcement.actorId);
  return tellThese(work, announcement, { inboxes: [...new Set([...followers, ...also])], told, write });
}

/** To each server the shape that it shows, and to one that has a shape already the same one again. */
async function tellThese(
  work: Work,
  announcement: Announcement,
  {
    inboxes,
    told,
    write,
  }: {
    readonly inboxes: readonly string[];
    readonly told: ReadonlyMap<string, ReadonlySet<Shape>>;
    readonly write: Write;
  },
): Promise<void> {
  const topic = announcementIri(work.origin, announcement.id);
  const hosts = await findHosts(work.session, [...new Set(inboxes.map((inbox) => new URL(inbox).origin))]);
  const shapesFor = (inbox: string): readonly Shape[] => {
    if (announcement.kind === "note") return ["whole"];
    const before = told.get(inbox);
    return before === undefined ? shapes[shapeFor(hosts.get(new URL(inbox).origin)?.software)] : [...before];
  };
  const expiresAtMs = work.nowMs() + announcementLastsMs;
  const from = announcement.actorId;
  await sayAll(
    work,
    inboxes.flatMap((inbox) =>
      shapesFor(inbox).map((shape) => ({ from, inbox, message: write(shape), topic, expiresAtMs })),
    ),
  );
}

const shapes: Readonly<Record<ReturnType<typeof shapeFor>, readonly Shape[]>> = {
  whole: ["whole"],
  note: ["beside"],
  both: ["whole", "beside"],
};

async function toldShapes(work: Work, object: string): Promise<ReadonlyMap<string, ReadonlySet<Shape>>> {
  const told = new Map<string, Set<Shape>>();
  for (const { inbox, message } of await listTold(work.session, object)) {
    if (message.type !== "announcement-create" && message.type !== "announcement-update") continue;
    const known = told.get(inbox) ?? new Set();
    told.set(inbox, known.add(message.beside === true ? "beside" : "whole"));
  }
  return told;
}

/** Where those are reached who are named in it; our own people read it here. */
const namedInboxes = ({ origin }: Work, { mentions }: Announcement): readonly string[] =>
  mentions.map(({ inbox }) => inbox).filter((inbox) => new URL(inbox).origin !== origin);
