import type { AnnouncementCard, AnnouncementMessage } from "#src/domain/announcement-message.ts";
import { siblingNoteIri } from "#src/domain/iri.ts";
import { pickText, type LocalizedText } from "#src/domain/language.ts";
import { activityStreams, publicCollection } from "./context.ts";
import type { Envelope, Json, JsonObject } from "./json.ts";
import { writePictures } from "./picture.ts";

/** What Mastodon calls these is what everybody reads; nothing has to be fetched. */
const postTerms: JsonObject = { sensitive: "as:sensitive", Hashtag: "as:Hashtag" };
const noteContext: Json = [activityStreams, postTerms];
/** With the terms of the proof that is added before it is sent (`prove.ts`). */
const activityContext: Json = [activityStreams, "https://w3id.org/security/data-integrity/v1", postTerms];

/**
 * An announcement as others see it. The activity's id is made from the object's, not from the row in the outbox: everyone receives the
 * same activity, whatever inbox it comes through.
 */
export function writeAnnouncement(message: AnnouncementMessage, { actor, publishedAtMs }: Envelope): JsonObject {
  switch (message.type) {
    case "announcement-create":
      return writeActivity("Create", "create", message);
    case "announcement-update": {
      const { updatedAtMs, publishedAtMs: firstMs } = message.announcement;
      return writeActivity("Update", `update-${updatedAtMs ?? firstMs}`, message);
    }
    case "announcement-delete": {
      const { deletedAtMs } = message;
      const object = message.beside === true ? siblingNoteIri(message.object) : message.object;
      const kind = message.beside === true ? "note" : message.kind;
      return {
        "@context": activityContext,
        id: `${object}#delete`,
        type: "Delete",
        actor,
        published: instant(publishedAtMs),
        to: [publicCollection],
        cc: [`${actor}/followers`],
        object: tombstone(object, { deletedAtMs, ...(kind !== undefined && { kind }) }),
      };
    }
    case "announcement-pin":
    case "announcement-unpin":
      return writePinning(message, actor);
  }
}

function writePinning(
  { type, object, featured, atMs }: Extract<AnnouncementMessage, { featured: string }>,
  actor: string,
): JsonObject {
  const isPinned = type === "announcement-pin";
  return {
    "@context": activityContext,
    id: `${object}#${isPinned ? "pin" : "unpin"}-${atMs}`,
    type: isPinned ? "Add" : "Remove",
    actor,
    published: instant(atMs),
    to: [publicCollection],
    cc: [`${actor}/followers`],
    object,
    target: featured,
  };
}

function writeActivity(
  type: "Create" | "Update",
  name: string,
  { announcement: card, beside }: { readonly announcement: AnnouncementCard; readonly beside?: true },
): JsonObject {
  const { "@context": _, ...object } = beside === true ? writeSiblingNote(card) : writeNote(card);
  return {
    "@context": activityContext,
    id: `${beside === true ? siblingNoteIri(card.object) : card.object}#${name}`,
    type,
    actor: card.attributedTo,
    published: instant(card.updatedAtMs ?? card.publishedAtMs),
    to: [publicCollection],
    cc: audienceOf(card),
    object,
  };
}

/** Followers, and those who are named in it. */
const audienceOf = ({ followers, mentions = [] }: AnnouncementCard): string[] => [
  followers,
  ...mentions.map(({ actor }) => actor),
];

/**
 * The Note or the Article itself. `content` is the default language, which comes first in `contentMap` too: some servers show only the
 * first. A content note stands in `summary`, where servers look for what they fold; without one an Article's `summary` is its first
 * sentences.
 */
export function writeNote(card: AnnouncementCard): JsonObject {
  const { article } = card;
  return {
    "@context": noteContext,
    id: card.object,
    type: article === undefined ? "Note" : "Article",
    attributedTo: card.attributedTo,
    ...(article !== undefined && { name: first(article.title), nameMap: { ...article.title } }),
    ...writeSummary(card, article?.summary),
    content: first(card.contentHtml),
    contentMap: { ...card.contentHtml },
    ...writeRest(card),
    // FEP-b2b8: what a timeline of short posts may show instead.
    ...(article !== undefined && { preview: writePreview(card) }),
  };
}

/** The Note beside an Article: title, first sentences, and the way to the whole. An object of its own; answers to it are answers to the Article. */
export function writeSiblingNote(card: AnnouncementCard): JsonObject {
  const noteHtml = card.article?.noteHtml ?? card.contentHtml;
  return {
    "@context": noteContext,
    id: siblingNoteIri(card.object),
    type: "Note",
    attributedTo: card.attributedTo,
    ...writeSummary(card, undefined),
    content: first(noteHtml),
    contentMap: { ...noteHtml },
    ...writeRest(card),
  };
}

function writePreview({ article, attributedTo }: AnnouncementCard): JsonObject {
  const noteHtml = article?.noteHtml ?? {};
  return { type: "Note", attributedTo, content: first(noteHtml), contentMap: { ...noteHtml } };
}

function writeSummary({ contentNote }: AnnouncementCard, otherwise: LocalizedText | undefined): JsonObject {
  const summary = contentNote ?? otherwise;
  if (summary === undefined) return {};
  const isSensitive = contentNote !== undefined;
  return { summary: first(summary), summaryMap: { ...summary }, ...(isSensitive && { sensitive: true }) };
}

/** What both have in common. */
function writeRest(card: AnnouncementCard): JsonObject {
  const { pictures = [], hashtags = [], mentions = [] } = card;
  const tag = [
    ...hashtags.map(({ name, href }) => ({ type: "Hashtag", name, href })),
    ...mentions.map(({ actor, address }) => ({ type: "Mention", name: `@${address}`, href: actor })),
  ];
  return {
    ...(card.inReplyTo !== undefined && { inReplyTo: card.inReplyTo }),
    published: instant(card.publishedAtMs),
    ...(card.updatedAtMs === undefined ? {} : { updated: instant(card.updatedAtMs) }),
    url: card.object,
    to: [publicCollection],
    cc: audienceOf(card),
    // Groups take what names them, and know it by this as theirs.
    ...(card.audience !== undefined && { audience: card.audience }),
    // Always a list: Gancio reads it unasked.
    attachment: writePictures(pictures, pickLanguageOf(card)),
    ...(tag.length > 0 && { tag }),
    // What came back, as far as it is shown: addresses of answers, numbers of the rest.
    replies: `${card.object}/replies`,
    likes: `${card.object}/likes`,
    shares: `${card.object}/shares`,
  };
}

const pickLanguageOf = ({ contentHtml }: AnnouncementCard): string => Object.keys(contentHtml)[0] ?? "";

/** What stays of a removed announcement. */
export const writeNoteTombstone = (
  object: string,
  { deletedAtMs, kind }: { readonly deletedAtMs: number; readonly kind?: "note" | "article" },
): JsonObject => ({
  "@context": activityStreams,
  ...tombstone(object, { deletedAtMs, ...(kind !== undefined && { kind }) }),
});

const tombstone = (
  id: string,
  { deletedAtMs, kind }: { readonly deletedAtMs: number; readonly kind?: "note" | "article" },
): JsonObject => ({
  id,
  type: "Tombstone",
  formerType: kind === "article" ? "Article" : "Note",
  deleted: instant(deletedAtMs),
});

const first = (texts: LocalizedText): string => pickText(texts);

/** Whole seconds, UTC. */
const instant = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;
