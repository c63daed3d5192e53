import { shownAs, type ShownAs } from "#src/domain/other-software.ts";
import type { AnnouncementMessage } from "#src/domain/announcement-message.ts";
import type { Message } from "#src/domain/message.ts";
import { announcementIri, featuredIri } from "#src/domain/iri.ts";
import {
  dropWaitingAnnouncements,
  listToldInboxes,
  replaceWaitingAnnouncements,
  type Announcement,
} from "#src/store/announcements.ts";
import { listFollowerInboxes } from "#src/store/followers.ts";
import { findCard } from "./announcement-cards.ts";
import { sayChangeInCircles, sayInCircles, sayRemovalInCircles } from "./circle-posts.ts";
import type { Work } from "./context.ts";
import { sayToFollowers } from "./followers.ts";
import { sayInShapes, toldShapes, type InShapes, type Shape } from "./siblings.ts";

/** An announcement is no news after a week: nobody gets it later than that. */
const announcementLastsMs = 7 * 24 * 3_600_000;

type Write = (shape: Shape) => AnnouncementMessage;

/** Everyone who follows its author, and everyone who is named in it, hears of it. */
export async function sayCreated(work: Work, announcement: Announcement): Promise<void> {
  const card = await findCard(work.session, work.origin, announcement);
  await tell(work, announcement, (shape) => ({ type: "announcement-create", announcement: card, ...besides(shape) }));
  await sayInCircles(work, announcement, { type: "announcement-create", announcement: card });
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
  // Before its author says so: NodeBB looks up what a circle says of it, in what it remembers, and may find the old words again.
  await sayChangeInCircles(work, announcement, {
    create: { type: "announcement-create", announcement: card },
    update: { type: "announcement-update", announcement: card },
  });
  await tell(work, announcement, (shape) => ({ type: "announcement-update", announcement: card, ...besides(shape) }));
}

/** Everyone who heard of it is asked to forget it; who did not yet, never hears of it. */
export async function sayWithdrawn(work: Work, announcement: Announcement, deletedAtMs: number): Promise<void> {
  const object = announcementIri(work.origin, announcement.id);
  const { kind } = announcement;
  await dropWaitingAnnouncements(work.session, object, deletedAtMs);
  const removal = { type: "announcement-delete", object, deletedAtMs, ...(kind === "article" && { kind }) } as const;
  await tell(work, announcement, (shape) => ({ ...removal, ...besides(shape) }));
  await sayRemovalInCircles(work, announcement, removal);
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

/** To everyone who follows its author, has heard of it or is named in it. */
async function tell(work: Work, announcement: Announcement, write: Write): Promise<void> {
  const topic = announcementIri(work.origin, announcement.id);
  const followers = await listFollowerInboxes(work.session, announcement.actorId);
  const heard = await listToldInboxes(work.session, topic);
  const told = announcement.kind === "note" ? new Map() : await toldShapes(work, topic, shapeOf);
  const inboxes = [...new Set([...followers, ...heard, ...namedInboxes(work, announcement)])];
  await tellThese(work, announcement, { inboxes, told, write });
}

/** A note is the same for all; of an article, each server hears in the shape that it shows, or has already. */
async function tellThese(
  work: Work,
  { id, actorId, kind }: Announcement,
  heard: Pick<InShapes, "inboxes" | "write"> & { readonly told: ReadonlyMap<string, ReadonlySet<Shape>> },
): Promise<void> {
  await sayInShapes(work, {
    ...heard,
    from: actorId,
    topic: announcementIri(work.origin, id),
    expiresAtMs: work.nowMs() + announcementLastsMs,
    shapesFor: (software) => (kind === "note" ? ["whole"] : shapes[shownAs("article", software)]),
  });
}

const shapes: Readonly<Record<ShownAs, readonly Shape[]>> = {
  whole: ["whole"],
  note: ["beside"],
  both: ["whole", "beside"],
};

function shapeOf(message: Message): Shape | undefined {
  if (message.type !== "announcement-create" && message.type !== "announcement-update") return undefined;
  return message.beside === true ? "beside" : "whole";
}

/** Where those are reached who are named in it; our own people read it here. */
const namedInboxes = ({ origin }: Work, { mentions }: Announcement): readonly string[] =>
  mentions.map(({ inbox }) => inbox).filter((inbox) => new URL(inbox).origin !== origin);
