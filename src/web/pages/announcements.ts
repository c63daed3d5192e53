import type { Hono } from "hono";
import {
  announce,
  maxAnnouncementLength,
  reviseAnnouncement,
  withdrawAnnouncement,
  type AnnouncementOutcome,
} from "#src/app/announcements.ts";
import { pageOf } from "#src/app/page.ts";
import { coopActorId } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { countReach, findAnnouncement, listAnnouncements, type Announcement } from "#src/store/announcements.ts";
import { countFollowers } from "#src/store/followers.ts";
import type { Database } from "#src/store/database.ts";
import { keepTyped, readLocalized, type Typed } from "#src/web/components/typed.ts";
import { only, readForm, type FormBody } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { doneWords, renderAnnouncement, renderAnnouncements, renderGone } from "./announcements-view.ts";
import { renderWriting, writingLanguages } from "./announcement-form.ts";
import { cursorOf, idOf, leadTo, mayAct, readDone } from "./done.ts";
import { languagesOffered } from "./languages.ts";
import { renderProblem } from "./problem.ts";

const perPage = 20;

/** What the coop announces: for everyone to read, for stewards to write. */
export function announcementPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { database, origin } = parts.app;
  pages.get("/announcements", async (c) => {
    const { items, next } = await pageOf({ limit: perPage, ...cursorOf(c) }, (page) =>
      listAnnouncements(database, { ...page, actorId: coopActorId }),
    );
    const coop = c.get("coop");
    if (coop === undefined) return c.redirect("/", 303);
    const followers = mayAct(c.get("page"), "steward") ? await countFollowers(database, coopActorId) : 0;
    return c.html(renderAnnouncements(c.get("page"), { coop, items, next, followers, done: readDone(c, doneWords) }));
  });
  writingRoutes(parts, pages);
  pages.get("/announcements/:id", async (c) => {
    const announcement = await findAnnouncement(database, idOf(c));
    const coop = c.get("coop");
    if (announcement === undefined || coop === undefined) return renderProblem(c, "not-found");
    if (announcement.deletedAtMs !== null) return c.html(renderGone(c.get("page")), 410);
    const reach = mayAct(c.get("page"), "steward")
      ? await reachOf(database, `${origin}/announcements/${announcement.id}`)
      : undefined;
    const wanted = c.req.query("in");
    const shown = { coop, announcement, reach, done: readDone(c, doneWords), ...(wanted !== undefined && { wanted }) };
    return c.html(renderAnnouncement(c.get("page"), shown));
  });
}

const reachOf = async (database: Database, object: string) => ({
  followers: await countFollowers(database, coopActorId),
  ...(await countReach(database, object)),
});

function writingRoutes({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/announcements/new", only("steward"), (c) => c.html(writing(c, undefined)));
  pages.post("/announcements", only("steward"), async (c) => {
    const body = await readForm(c);
    const read = readContent(c.get("page").text, body);
    if ("errors" in read) return c.html(writing(c, undefined, keepTyped(body, read.errors)), 422);
    return answer(c, await announce(app, read), "announced");
  });
  pages.get("/announcements/:id/edit", only("steward"), async (c) => {
    const announcement = await findStanding(app.database, c);
    return announcement === undefined ? renderProblem(c, "not-found") : c.html(writing(c, announcement));
  });
  pages.post("/announcements/:id/edit", only("steward"), async (c) => {
    const announcement = await findStanding(app.database, c);
    if (announcement === undefined) return renderProblem(c, "not-found");
    const body = await readForm(c);
    const read = readContent(c.get("page").text, body, announcement);
    if ("errors" in read) return c.html(writing(c, announcement, keepTyped(body, read.errors)), 422);
    return answer(c, await reviseAnnouncement(app, announcement.id, read), "changed");
  });
  pages.post("/announcements/:id/remove", only("steward"), async (c) => {
    const { outcome } = await withdrawAnnouncement(app, idOf(c));
    return outcome === "unknown" ? renderProblem(c, "not-found") : leadTo(c, "/announcements", "removed");
  });
}

async function findStanding(database: Database, c: Request): Promise<Announcement | undefined> {
  const announcement = await findAnnouncement(database, idOf(c));
  return announcement?.deletedAtMs === null ? announcement : undefined;
}

function writing(c: Request, announcement: Announcement | undefined, typed?: Typed) {
  const coop = c.get("coop");
  if (coop === undefined) throw new Error("Only a coop that is set up has stewards.");
  return renderWriting({ ...c.get("page"), ...(typed !== undefined && { typed }) }, { coop, announcement });
}

function answer(c: Request, outcome: AnnouncementOutcome, done: "announced" | "changed"): Response | Promise<Response> {
  switch (outcome.outcome) {
    case "done":
      return leadTo(c, `/announcements/${outcome.announcement.id}`, done);
    case "removed":
      return renderProblem(c, "gone");
    default:
      return renderProblem(c, "not-found");
  }
}

type Read = { readonly content: LocalizedText } | { readonly errors: Record<string, string> };

/** The texts, in every language that the form offers. */
function readContent(text: Text, body: FormBody, before?: Announcement): Read {
  const tags = [...new Set([...languagesOffered, ...writingLanguages(before)])];
  const content = readLocalized(body, "content", tags) ?? {};
  const errors: Record<string, string> = {};
  if (Object.keys(content).length === 0) errors["content"] = text("announcements-empty-error");
  for (const [tag, words] of Object.entries(content)) {
    if (words.length <= maxAnnouncementLength) continue;
    errors[`content.${tag}`] = text("announcements-too-long", { most: maxAnnouncementLength });
  }
  return Object.keys(errors).length > 0 ? { errors } : { content };
}
