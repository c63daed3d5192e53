import type { AnnouncementCard, AnnouncementMessage } from "#src/domain/message.ts";
import { activityStreams, publicCollection } from "./context.ts";
import type { Envelope, Json, JsonObject } from "./json.ts";

/** With the terms of the proof that is added before it is sent (`prove.ts`). */
const announcementContext: Json = [activityStreams, "https://w3id.org/security/data-integrity/v1"];

/**
 * An announcement as others see it. The activity's id is made from the Note's, not from the row in the outbox: everyone receives the
 * same activity, whatever inbox it comes through.
 */
export function writeAnnouncement(message: AnnouncementMessage, { actor, publishedAtMs }: Envelope): JsonObject {
  switch (message.type) {
    case "announcement-create":
      return writeActivity("Create", "create", message.announcement);
    case "announcement-update": {
      const { announcement } = message;
      return writeActivity("Update", `update-${announcement.updatedAtMs ?? announcement.publishedAtMs}`, announcement);
    }
    case "announcement-delete":
      return {
        "@context": announcementContext,
        id: `${message.object}#delete`,
        type: "Delete",
        actor,
        published: instant(publishedAtMs),
        to: [publicCollection],
        cc: [`${actor}/followers`],
        object: tombstone(message.object, message.deletedAtMs),
      };
  }
}

function writeActivity(type: "Create" | "Update", name: string, card: AnnouncementCard): JsonObject {
  const { "@context": _, ...note } = writeNote(card);
  return {
    "@context": announcementContext,
    id: `${card.object}#${name}`,
    type,
    actor: card.attributedTo,
    published: instant(card.updatedAtMs ?? card.publishedAtMs),
    to: [publicCollection],
    cc: [card.followers],
    object: note,
  };
}

/** The Note itself. `content` is the default language, which comes first in `contentMap` too: some servers show only the first. */
export function writeNote(card: AnnouncementCard): JsonObject {
  return {
    "@context": activityStreams,
    id: card.object,
    type: "Note",
    attributedTo: card.attributedTo,
    content: Object.values(card.contentHtml)[0] ?? "",
    contentMap: { ...card.contentHtml },
    published: instant(card.publishedAtMs),
    ...(card.updatedAtMs === undefined ? {} : { updated: instant(card.updatedAtMs) }),
    url: card.object,
    to: [publicCollection],
    cc: [card.followers],
  };
}

/** What stays of a removed announcement. */
export const writeNoteTombstone = (object: string, deletedAtMs: number): JsonObject => ({
  "@context": activityStreams,
  ...tombstone(object, deletedAtMs),
});

const tombstone = (id: string, deletedAtMs: number): JsonObject => ({
  id,
  type: "Tombstone",
  formerType: "Note",
  deleted: instant(deletedAtMs),
});

/** Whole seconds, UTC. */
const instant = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;
