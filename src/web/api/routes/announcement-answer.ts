import { z } from "zod";
import type { Context } from "#src/app/context.ts";
import { actorIri, announcementIri } from "#src/domain/iri.ts";
import type { Announcement } from "#src/store/announcements.ts";
import { listUploads } from "#src/store/uploads.ts";
import { answeredInstant, answeredTexts, iri, present, uuid, writeInstant } from "#src/web/api/schemas.ts";
import { answeredUpload, shownUpload } from "./uploads.ts";

export const answeredAnnouncement = z.object({
  id: uuid,
  object: iri.meta({ description: "The address of the Note or Article, and of its page" }),
  actor: iri,
  state: z.enum(["draft", "scheduled", "published"]),
  kind: z.enum(["note", "article"]),
  content: answeredTexts,
  title: answeredTexts.exactOptional(),
  contentNote: answeredTexts.exactOptional(),
  hashtags: z.array(z.string()),
  mentions: z.array(z.object({ actor: iri, address: z.string() })),
  pictures: z.array(answeredUpload),
  pinned: z.boolean(),
  inReplyTo: iri.exactOptional(),
  publishAt: answeredInstant.exactOptional(),
  publishedAt: answeredInstant.exactOptional(),
  updatedAt: answeredInstant.exactOptional(),
});

export async function showAnnouncement(
  { database, origin }: Context,
  row: Announcement,
): Promise<z.output<typeof answeredAnnouncement>> {
  const uploads = await listUploads(database, row.pictures);
  const instantOf = (atMs: number | null): string | null => (atMs === null ? null : writeInstant(atMs));
  const textsOf = (texts: Announcement["title"]) => (Object.keys(texts).length === 0 ? null : { ...texts });
  return {
    id: row.id,
    object: announcementIri(origin, row.id),
    actor: actorIri(origin, row.actorId),
    state: row.state,
    kind: row.kind,
    content: { ...row.content },
    hashtags: [...row.hashtags],
    mentions: row.mentions.map(({ actor, address }) => ({ actor, address })),
    pictures: uploads.map((upload) => shownUpload(origin, upload)),
    pinned: row.pinnedAtMs !== null,
    ...present({
      title: textsOf(row.title),
      contentNote: textsOf(row.contentNote),
      inReplyTo: row.inReplyTo,
      publishAt: instantOf(row.scheduledAtMs),
      publishedAt: row.state === "published" ? writeInstant(row.publishedAtMs) : null,
      updatedAt: instantOf(row.updatedAtMs),
    }),
  };
}
