import type { Hono } from "hono";
import { eraseVersion } from "#src/app/announcement-history.ts";
import { pinAnnouncement, unpinAnnouncement } from "#src/app/announcement-pins.ts";
import {
  announce,
  reviseAnnouncement,
  withdrawAnnouncement,
  type AnnouncementChange,
  type AnnouncementOutcome,
} from "#src/app/announcements.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import { listActors } from "#src/store/actors.ts";
import { findAnnouncement, type Announcement } from "#src/store/announcements.ts";
import type { Database } from "#src/store/database.ts";
import { listUploads, type Upload } from "#src/store/uploads.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm, type FormBody } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { offeredTags, renderWriting, type Writing } from "./announcement-form.ts";
import { previewOf, readAct, readPeople, readSchedule, readWords } from "./announcement-reading.ts";
import type { Post } from "./announcement-post.ts";
import { idOf, leadTo } from "./done.ts";
import { readPictures, type ReadPictures } from "./picture-reading.ts";
import { renderProblem } from "./problem.ts";

/** Where stewards write, change, pin and remove announcements. */
export function announcementWriting(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/announcements/new", only("steward"), async (c) => c.html(await writing(parts, c, { uploads: [] })));
  pages.post("/announcements", only("steward"), (c) => write(parts, c, undefined));
  pages.get("/announcements/:id/edit", only("steward"), async (c) => {
    const announcement = await findStanding(app.database, c);
    if (announcement === undefined) return renderProblem(c, "not-found");
    const uploads = await listUploads(app.database, announcement.pictures);
    return c.html(await writing(parts, c, { announcement, uploads }));
  });
  pages.post("/announcements/:id/edit", only("steward"), async (c) => {
    const announcement = await findStanding(app.database, c);
    return announcement === undefined ? renderProblem(c, "not-found") : write(parts, c, announcement);
  });
  pages.post("/announcements/:id/remove", only("steward"), async (c) => {
    const done = await withdrawAnnouncement(app, idOf(c));
    if (done.outcome === "unknown") return renderProblem(c, "not-found");
    const wasPublic = done.outcome === "removed" || done.announcement.state === "published";
    return leadTo(c, "/announcements", wasPublic ? "removed" : "discarded");
  });
  pages.post("/announcements/:id/history/:version/remove", only("steward"), async (c) => {
    const version = { id: c.req.param("version"), announcementId: idOf(c) };
    const isErased = isUuidV7(version.id) && (await eraseVersion(app, version));
    return isErased
      ? c.redirect(`/announcements/${version.announcementId}/history`, 303)
      : renderProblem(c, "not-found");
  });
  pages.post("/announcements/:id/pin", only("steward"), async (c) => {
    const { outcome } = await pinAnnouncement(app, idOf(c));
    if (outcome === "unknown" || outcome === "not-public") return renderProblem(c, "not-found");
    return leadTo(c, `/announcements/${idOf(c)}`, outcome === "too-many" ? "full" : "pinned");
  });
  pages.post("/announcements/:id/unpin", only("steward"), async (c) => {
    const { outcome } = await unpinAnnouncement(app, idOf(c));
    return outcome === "done" ? leadTo(c, `/announcements/${idOf(c)}`, "unpinned") : renderProblem(c, "not-found");
  });
}

async function findStanding(database: Database, c: Request): Promise<Announcement | undefined> {
  const announcement = await findAnnouncement(database, idOf(c));
  return announcement?.deletedAtMs === null ? announcement : undefined;
}

type Shown = Pick<Writing, "uploads"> & Partial<Pick<Writing, "preview" | "offersPlain" | "announcement">>;

/** The form; with what was typed, when it came back. */
async function writing(
  { app }: WebParts,
  c: Request,
  {
    typed,
    ...shown
  }: Shown & { readonly typed?: { readonly body: FormBody; readonly errors: Record<string, string> } },
) {
  const coop = c.get("coop");
  if (coop === undefined) throw new Error("Only a coop that is set up has stewards.");
  const circles = await listActors(app.database, "circle", { limit: 50 });
  const page = { ...c.get("page"), ...(typed !== undefined && { typed: keepTyped(typed.body, typed.errors) }) };
  return renderWriting(page, { announcement: undefined, ...shown, coop, circles });
}

/** One way through for new ones and changes: read, come back where something is wrong or only to be seen, otherwise say it. */
async function write(parts: WebParts, c: Request, before: Announcement | undefined): Promise<Response> {
  const coop = c.get("coop");
  if (coop === undefined) return renderProblem(c, "not-found");
  const sent = await readForm(c);
  const pictures = await readPictures(c, {
    app: parts.app,
    body: sent,
    tags: offeredTags(before),
    defaultLanguage: coop.defaultLanguage,
    ...(before !== undefined && { subjects: [before.id] }),
  });
  const { body, uploads } = pictures;
  const shown: Shown = { uploads, ...(before !== undefined && { announcement: before }) };
  const again = async (errors: Record<string, string>, more: Partial<Shown> = {}): Promise<Response> => {
    const wrong = Object.keys(errors).length > 0;
    return c.html(await writing(parts, c, { ...shown, ...more, typed: { body, errors } }), wrong ? 422 : 200);
  };
  if (pictures.onlyAdding) return again(pictures.errors);
  const ready = await readReady(parts, c, { pictures, before });
  if ("errors" in ready) return again(ready.errors, { offersPlain: ready.offersPlain });
  if ("preview" in ready) return again({}, { preview: ready.preview });
  return say(parts, c, { wanted: ready.wanted, before, body });
}

type Ready =
  | { readonly errors: Record<string, string>; readonly offersPlain: boolean }
  | { readonly preview: Post }
  | { readonly wanted: Said["wanted"] };

/** The whole form as it is to be said, or only to be seen; or what is wrong with it. People are looked up when all else is right. */
async function readReady(
  parts: WebParts,
  c: Request,
  { pictures, before }: { readonly pictures: ReadPictures; readonly before: Announcement | undefined },
): Promise<Ready> {
  const page = c.get("page");
  const { body, uploads } = pictures;
  const act = readAct(body);
  const read = readWords(page.text, body, before);
  const schedule = before?.state === "published" ? {} : readSchedule(page, body, act);
  const errors = { ...read.errors, ...pictures.errors };
  if ("errors" in schedule) return { errors: { ...errors, ...schedule.errors }, offersPlain: false };
  if (Object.keys(errors).length > 0) return { errors, offersPlain: false };
  const people = await readPeople(parts, page.text, { content: read.words.content, body, before });
  if ("error" in people) return { errors: { content: people.error }, offersPlain: people.offersPlain };
  if (act === "preview") return { preview: withPeople(previewOf(read, pictures, before), people) };
  return { wanted: { ...read.words, ...people, ...schedule, ...takenOf(uploads, pictures) } };
}

const withPeople = (post: Post, { mentions }: Pick<Announcement, "mentions">): Post => ({
  ...post,
  announcement: { ...post.announcement, mentions },
});

const takenOf = (uploads: readonly Upload[], { alts }: ReadPictures) => ({
  pictures: uploads.map(({ id }) => id),
  alts,
});

interface Said {
  readonly wanted: AnnouncementChange & { readonly content: Announcement["content"] };
  readonly before: Announcement | undefined;
  readonly body: FormBody;
}

async function say({ app }: WebParts, c: Request, { wanted, before, body }: Said): Promise<Response> {
  if (before !== undefined) return answer(c, await reviseAnnouncement(app, before.id, wanted), before);
  const author = field(body, "author");
  return answer(c, await announce(app, { ...wanted, ...(isUuidV7(author) && { actorId: author }) }));
}

function answer(c: Request, outcome: AnnouncementOutcome, before?: Announcement): Response | Promise<Response> {
  switch (outcome.outcome) {
    case "done":
      return leadTo(c, `/announcements/${outcome.announcement.id}`, wordFor(outcome.announcement, before));
    case "removed":
      return renderProblem(c, "gone");
    // The form asks for nothing that would be refused: a page that is too old does.
    default:
      return renderProblem(c, "not-found");
  }
}

function wordFor({ state }: Announcement, before: Announcement | undefined): string {
  if (state === "draft") return "drafted";
  if (state === "scheduled") return "scheduled";
  return before?.state === "published" ? "changed" : "announced";
}
