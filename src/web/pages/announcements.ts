import type { Hono } from "hono";
import { listHistory } from "#src/app/announcement-history.ts";
import { pageOf } from "#src/app/page.ts";
import { viewResponses } from "#src/app/response-views.ts";
import { foldHashtag, maxHashtagLength, readHashtag } from "#src/domain/announcement.ts";
import { announcementIri, coopActorId, hashtagIri } from "#src/domain/iri.ts";
import {
  countReach,
  countUnpublished,
  findAnnouncement,
  listAnnouncements,
  listPinned,
  listUnpublished,
  type Announcement,
} from "#src/store/announcements.ts";
import type { Database } from "#src/store/database.ts";
import { countFollowers } from "#src/store/followers.ts";
import { listTaggedEvents } from "#src/store/hashtags.ts";
import { responses } from "#src/web/components/responses.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { announcementFeeds } from "#src/web/feeds/announcement-feeds.ts";
import { renderHistory } from "./announcement-history.ts";
import { findPost, findPosts } from "./announcement-post.ts";
import { announcementWriting } from "./announcement-writing.ts";
import {
  doneWords,
  renderAnnouncement,
  renderAnnouncements,
  renderGone,
  renderTag,
  type Shelf,
} from "./announcements-view.ts";
import { cursorOf, idOf, mayAct, readDone } from "./done.ts";
import { renderProblem } from "./problem.ts";

const perPage = 20;
const mostEvents = 50;

/** What the coop announces: for everyone to read, for stewards to write. */
export function announcementPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  announcementFeeds(parts, pages);
  listRoutes(parts, pages);
  announcementWriting(parts, pages);
  oneRoutes(parts, pages);
}

function listRoutes({ app: { database } }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/announcements", async (c) => {
    const coop = c.get("coop");
    if (coop === undefined) return c.redirect("/", 303);
    const isSteward = mayAct(c.get("page"), "steward");
    const shelf = isSteward ? readShelf(c) : "published";
    const { items, next } = await pageOf({ limit: perPage, ...cursorOf(c) }, (page) =>
      shelf === "published" ? listAnnouncements(database, page) : listUnpublished(database, { ...page, state: shelf }),
    );
    const isFirst = shelf === "published" && c.req.query("cursor") === undefined;
    const pinned = isFirst ? await listPinned(database, coopActorId) : [];
    const rest = items.filter(({ id }) => !pinned.some((one) => one.id === id));
    const followers = isSteward ? await countFollowers(database, coopActorId) : 0;
    const view = {
      coop,
      posts: await findPosts(database, rest),
      pinned: await findPosts(database, pinned),
      next,
      followers,
      shelf,
      done: readDone(c, doneWords),
      ...(isSteward && { unpublished: await countUnpublished(database) }),
    };
    return c.html(renderAnnouncements(c.get("page"), view));
  });
  pages.get("/tags/:word", async (c) => {
    const coop = c.get("coop");
    const word = readTag(c);
    if (coop === undefined || word === undefined) return renderProblem(c, "not-found");
    const tag = foldHashtag(word);
    const { items, next } = await pageOf({ limit: perPage, ...cursorOf(c) }, (page) =>
      listAnnouncements(database, { ...page, tag }),
    );
    const spelt = items[0]?.hashtags.find((one) => foldHashtag(one) === tag) ?? word;
    const feed = `${hashtagIri("", tag)}/feed.atom`;
    const events = await listTaggedEvents(database, tag, mostEvents);
    const view = { coop, word: spelt, posts: await findPosts(database, items), events, next, feed };
    return c.html(renderTag(c.get("page"), view), items.length + events.length === 0 ? 404 : 200);
  });
}

function readTag(c: Request): string | undefined {
  const word = c.req.param("word") ?? "";
  return word.length > maxHashtagLength ? undefined : readHashtag(word);
}

const readShelf = (c: Request): Shelf => {
  const state = c.req.query("state");
  return state === "draft" || state === "scheduled" ? state : "published";
};

function oneRoutes({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  const { database, origin } = app;
  pages.get("/announcements/:id", async (c) => {
    const announcement = await findVisible(database, c);
    const coop = c.get("coop");
    if (announcement === undefined || coop === undefined) return renderProblem(c, "not-found");
    if (announcement.deletedAtMs !== null) return c.html(renderGone(c.get("page")), 410);
    const reach = mayAct(c.get("page"), "steward")
      ? await reachOf(database, announcement, announcementIri(origin, announcement.id))
      : undefined;
    const post = await findPost(database, announcement);
    const wanted = c.req.query("in");
    const came = await viewResponses(app, announcementIri(origin, announcement.id));
    const shown = {
      coop,
      post,
      reach,
      done: readDone(c, doneWords),
      ...(wanted !== undefined && { wanted }),
      ...(announcement.state === "published" && { responses: responses(c.get("page"), came) }),
    };
    return c.html(renderAnnouncement(c.get("page"), shown));
  });
  pages.get("/announcements/:id/history", async (c) => {
    const announcement = await findVisible(database, c);
    const coop = c.get("coop");
    if (announcement === undefined || coop === undefined) return renderProblem(c, "not-found");
    if (announcement.deletedAtMs !== null) return c.html(renderGone(c.get("page")), 410);
    const post = await findPost(database, announcement);
    return c.html(renderHistory(c.get("page"), { post, versions: await listHistory(app, announcement.id) }));
  });
  // The Note beside an article is the article, for people.
  pages.get("/announcements/:id/note", (c) => c.redirect(`/announcements/${idOf(c)}`, 302));
}

/** What is not public yet is there for stewards only. */
async function findVisible(database: Database, c: Request): Promise<Announcement | undefined> {
  const announcement = await findAnnouncement(database, idOf(c));
  return announcement?.state === "published" || mayAct(c.get("page"), "steward") ? announcement : undefined;
}

const reachOf = async (database: Database, { actorId }: Announcement, object: string) => ({
  followers: await countFollowers(database, actorId),
  ...(await countReach(database, object)),
});
