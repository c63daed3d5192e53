import { z } from "zod";
import {
  announce,
  maxAnnouncementLength,
  reviseAnnouncement,
  withdrawAnnouncement,
  type AnnouncementOutcome,
} from "#src/app/announcements.ts";
import { pageOf } from "#src/app/page.ts";
import { announcementIri } from "#src/domain/iri.ts";
import { findAnnouncement, listAnnouncements, type Announcement } from "#src/store/announcements.ts";
import { notFound, type Problem } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import {
  answeredInstant,
  answeredTexts,
  idParams,
  iri,
  listOf,
  localizedText,
  none,
  pageQuery,
  present,
  uuid,
  writeInstant,
} from "#src/web/api/schemas.ts";

const content = z.strictObject({
  content: localizedText(maxAnnouncementLength).meta({ description: "Plain text by language" }),
});

const announcement = z.object({
  id: uuid,
  object: iri.meta({ description: "The address of the Note" }),
  content: answeredTexts,
  publishedAt: answeredInstant,
  updatedAt: answeredInstant.exactOptional(),
});

const shown = (origin: string, row: Announcement): z.output<typeof announcement> => ({
  id: row.id,
  object: announcementIri(origin, row.id),
  content: { ...row.content },
  publishedAt: writeInstant(row.publishedAtMs),
  ...present({ updatedAt: row.updatedAtMs === null ? null : writeInstant(row.updatedAtMs) }),
});

function answered(
  origin: string,
  done: AnnouncementOutcome,
): { readonly answer: z.output<typeof announcement> } | Problem {
  switch (done.outcome) {
    case "done":
      return { answer: shown(origin, done.announcement) };
    case "unknown":
    case "removed":
      return notFound("announcement");
    case "empty":
      return notValid([{ field: "body.content", message: "should be a text in at least one language" }]);
  }
}

const post = route({
  method: "post",
  path: "/announcements",
  id: "announce",
  summary: "Announce something to everyone who follows the coop, in one or more languages",
  role: "steward",
  params: none,
  query: none,
  body: content,
  status: 201,
  answer: announcement,
  handle: async ({ app, body }) => answered(app.origin, await announce(app, body)),
});

const list = route({
  method: "get",
  path: "/announcements",
  id: "listAnnouncements",
  summary: "What this coop has announced",
  role: "member",
  params: none,
  query: z.strictObject(pageQuery),
  body: none,
  status: 200,
  answer: listOf(announcement),
  async handle({ app, query }) {
    const page = await pageOf<Announcement>(query, (part) => listAnnouncements(app.database, part));
    return { answer: { ...page, items: page.items.map((row) => shown(app.origin, row)) } };
  },
});

const get = route({
  method: "get",
  path: "/announcements/{id}",
  id: "getAnnouncement",
  summary: "One announcement",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: announcement,
  names: "announcement",
  async handle({ app, params }) {
    const row = await findAnnouncement(app.database, params.id);
    return row === undefined || row.deletedAtMs !== null
      ? notFound("announcement")
      : { answer: shown(app.origin, row) };
  },
});

const patch = route({
  method: "patch",
  path: "/announcements/{id}",
  id: "reviseAnnouncement",
  summary: "Change the text of an announcement, everywhere",
  role: "steward",
  params: idParams,
  query: none,
  body: content,
  status: 200,
  answer: announcement,
  names: "announcement",
  handle: async ({ app, params, body }) => answered(app.origin, await reviseAnnouncement(app, params.id, body)),
});

const remove = route({
  method: "delete",
  path: "/announcements/{id}",
  id: "withdrawAnnouncement",
  summary: "Remove an announcement here, and ask everyone to do the same",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 204,
  answer: none,
  names: "announcement",
  async handle({ app, params }) {
    const done = await withdrawAnnouncement(app, params.id);
    return done.outcome === "unknown" ? notFound("announcement") : { answer: {} };
  },
});

export const announcementRoutes = [post, list, get, patch, remove];
