import { actorIri, announcementIri, coopActorId, followersIri } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { AnnouncementCard, AnnouncementMessage } from "#src/domain/message.ts";
import {
  dropWaitingAnnouncements,
  findAnnouncement,
  replaceWaitingAnnouncements,
  saveAnnouncement,
  updateAnnouncement,
  type Announcement,
} from "#src/store/announcements.ts";
import { requireCoop } from "./coop.ts";
import { transact, type Context, type Work } from "./context.ts";
import { sayToFollowers } from "./followers.ts";
import { htmlOfText } from "./html.ts";

/** An announcement is no news after a week: nobody gets it later than that. */
const announcementLastsMs = 7 * 24 * 3_600_000;

/** The longest text in one language, in characters. */
export const maxAnnouncementLength = 10_000;

export type AnnouncementOutcome =
  | { readonly outcome: "done"; readonly announcement: Announcement; readonly object: string }
  | { readonly outcome: "empty" }
  | { readonly outcome: "unknown" }
  | { readonly outcome: "removed" };

/** Announces something in the coop's name to everyone who follows it. `content` is plain text by language, at least one not blank. */
export function announce(
  context: Context,
  wanted: { readonly content: LocalizedText },
): Promise<Extract<AnnouncementOutcome, { outcome: "done" | "empty" }>> {
  return transact(context, async (work) => {
    const content = await ordered(work, wanted.content);
    if (Object.keys(content).length === 0) return { outcome: "empty" };
    const announcement: Announcement = {
      id: work.newId(),
      actorId: coopActorId,
      content,
      contentHtml: htmlOf(content),
      publishedAtMs: work.nowMs(),
      updatedAtMs: null,
      deletedAtMs: null,
      state: "published",
      scheduledAtMs: null,
      kind: "note",
      title: {},
      contentNote: {},
      pictures: [],
      hashtags: [],
      mentions: [],
      inReplyTo: null,
      pinnedAtMs: null,
    };
    await saveAnnouncement(work.session, announcement);
    await tellFollowers(work, announcement, {
      type: "announcement-create",
      announcement: cardOf(work.origin, announcement),
    });
    return { outcome: "done", announcement, object: announcementIri(work.origin, announcement.id) };
  });
}

/** Changes the text of an announcement, everywhere. Repeating it with the same text says nothing. */
export function reviseAnnouncement(
  context: Context,
  id: string,
  wanted: { readonly content: LocalizedText },
): Promise<AnnouncementOutcome> {
  return transact(context, async (work) => {
    const before = await findAnnouncement(work.session, id);
    if (before === undefined) return { outcome: "unknown" };
    if (before.deletedAtMs !== null) return { outcome: "removed" };
    const content = await ordered(work, wanted.content);
    if (Object.keys(content).length === 0) return { outcome: "empty" };
    const object = announcementIri(work.origin, id);
    if (JSON.stringify(content) === JSON.stringify(before.content))
      return { outcome: "done", announcement: before, object };
    // Each edit has a time of its own, since the activity's id is made of it.
    const updatedAtMs = Math.max(work.nowMs(), (before.updatedAtMs ?? before.publishedAtMs) + 1);
    const announcement: Announcement = { ...before, content, contentHtml: htmlOf(content), updatedAtMs };
    await updateAnnouncement(work.session, id, { content, contentHtml: announcement.contentHtml, updatedAtMs });
    const card = cardOf(work.origin, announcement);
    await replaceWaitingAnnouncements(work.session, object, { type: "announcement-create", announcement: card });
    await tellFollowers(work, announcement, { type: "announcement-update", announcement: card });
    return { outcome: "done", announcement, object };
  });
}

/** Removes an announcement here and asks everyone to do the same. Repeating it changes nothing. */
export function withdrawAnnouncement(
  context: Context,
  id: string,
): Promise<Exclude<AnnouncementOutcome, { outcome: "empty" }>> {
  return transact(context, async (work) => {
    const before = await findAnnouncement(work.session, id);
    if (before === undefined) return { outcome: "unknown" };
    if (before.deletedAtMs !== null) return { outcome: "removed" };
    const deletedAtMs = work.nowMs();
    const object = announcementIri(work.origin, id);
    // Nothing of the text stays; the row does, so that its address answers 410 for ever.
    const announcement: Announcement = { ...before, content: {}, contentHtml: {}, deletedAtMs };
    await updateAnnouncement(work.session, id, { content: {}, contentHtml: {}, deletedAtMs });
    await dropWaitingAnnouncements(work.session, object, deletedAtMs);
    await tellFollowers(work, announcement, { type: "announcement-delete", object, deletedAtMs });
    return { outcome: "done", announcement, object };
  });
}

/** One row for each server, not for each follower. */
async function tellFollowers(work: Work, { id, actorId }: Announcement, message: AnnouncementMessage): Promise<void> {
  const topic = announcementIri(work.origin, id);
  await sayToFollowers(work, actorId, { message, topic, expiresAtMs: work.nowMs() + announcementLastsMs });
}

/** An announcement as it is published. */
export function cardOf(origin: string, announcement: Announcement): AnnouncementCard {
  const { id, actorId, contentHtml, publishedAtMs, updatedAtMs } = announcement;
  return {
    object: announcementIri(origin, id),
    attributedTo: actorIri(origin, actorId),
    followers: followersIri(origin, actorId),
    contentHtml,
    publishedAtMs,
    ...(updatedAtMs === null ? {} : { updatedAtMs }),
  };
}

/** Blank texts fall away, and the coop's default language comes first: some servers show only the first. */
async function ordered(work: Work, content: LocalizedText): Promise<LocalizedText> {
  const { defaultLanguage } = await requireCoop(work);
  const texts = Object.entries(content).filter(([, text]) => text.trim() !== "");
  const rank = (tag: string): number => (tag === defaultLanguage ? 0 : 1);
  return Object.fromEntries(texts.toSorted(([one], [other]) => rank(one) - rank(other)));
}

const htmlOf = (content: LocalizedText): LocalizedText =>
  Object.fromEntries(Object.entries(content).map(([tag, text]) => [tag, htmlOfText(text)]));
