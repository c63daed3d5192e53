import { excerptOf, foldHashtag, titlesOf } from "#src/domain/announcement.ts";
import type { AnnouncementCard, PictureCard } from "#src/domain/announcement-message.ts";
import { actorIri, announcementIri, followersIri, hashtagIri, localActorId } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { findActor } from "#src/store/actors.ts";
import type { Announcement } from "#src/store/announcements.ts";
import type { Session } from "#src/store/database.ts";
import { listRemoteActors } from "#src/store/remote-actors.ts";
import { listUploads, type Upload } from "#src/store/uploads.ts";
import { escaped } from "./html.ts";
import { uploadUrl } from "./uploads.ts";

/** An announcement as it is published, with its pictures. */
export async function findCard(
  session: Session,
  origin: string,
  announcement: Announcement,
): Promise<AnnouncementCard> {
  const card = cardOf(origin, announcement, await listUploads(session, announcement.pictures));
  const named = announcement.mentions.map(({ actor }) => actor);
  const group = (await listRemoteActors(session, named)).find(({ type }) => type === "Group");
  const audience = group?.actor ?? (await findOwnCircle(session, { origin, author: announcement.actorId, named }));
  return audience === undefined ? card : { ...card, audience };
}

async function findOwnCircle(
  session: Session,
  { origin, author, named }: { readonly origin: string; readonly author: string; readonly named: readonly string[] },
): Promise<string | undefined> {
  for (const iri of named) {
    const id = localActorId(origin, iri);
    const actor = id === undefined || id === author ? undefined : await findActor(session, id);
    if (actor?.kind === "circle" && actor.deletedAtMs === null) return iri;
  }
  return undefined;
}

function cardOf(origin: string, announcement: Announcement, uploads: readonly Upload[]): AnnouncementCard {
  const { id, actorId, contentHtml, contentNote, hashtags, mentions, inReplyTo, publishedAtMs, updatedAtMs } =
    announcement;
  return {
    object: announcementIri(origin, id),
    attributedTo: actorIri(origin, actorId),
    followers: followersIri(origin, actorId),
    contentHtml,
    ...(announcement.kind === "article" && { article: articleOf(origin, announcement) }),
    ...(Object.keys(contentNote).length > 0 && { contentNote }),
    ...(uploads.length > 0 && { pictures: uploads.map((upload) => pictureCardOf(origin, upload)) }),
    ...(hashtags.length > 0 && {
      hashtags: hashtags.map((word) => ({ name: `#${word}`, href: hashtagIri(origin, foldHashtag(word)) })),
    }),
    ...(mentions.length > 0 && { mentions }),
    ...(inReplyTo !== null && { inReplyTo }),
    publishedAtMs,
    ...(updatedAtMs === null ? {} : { updatedAtMs }),
  };
}

/** A picture as others see it; for events as well. */
export const pictureCardOf = (origin: string, upload: Upload): PictureCard => ({
  url: uploadUrl(origin, upload),
  mediaType: upload.mediaType,
  widthPixels: upload.widthPixels,
  heightPixels: upload.heightPixels,
  alt: upload.alt,
});

/** Title and first sentences in each language, and the text of the Note beside it: both, and the way to the whole. */
function articleOf(
  origin: string,
  { id, content, title: given }: Announcement,
): NonNullable<AnnouncementCard["article"]> {
  const title = titlesOf(content, given);
  const summary: LocalizedText = Object.fromEntries(
    Object.entries(content).map(([tag, text]) => [tag, excerptOf(text, tag)]),
  );
  const url = escaped(announcementIri(origin, id));
  const noteHtml: LocalizedText = Object.fromEntries(
    Object.keys(content).map((tag) => [
      tag,
      `<p><strong>${escaped(title[tag] ?? "")}</strong></p><p>${escaped(summary[tag] ?? "")}</p><p><a href="${url}">${url}</a></p>`,
    ]),
  );
  return { title, summary, noteHtml };
}
