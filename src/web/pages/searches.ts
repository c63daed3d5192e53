import type { Hono } from "hono";
import { createFeed, feedUrl, findFeed } from "#src/app/feeds.ts";
import {
  deleteSearch,
  findSearch,
  listFitting,
  listSearches,
  markSearchSeen,
  saveSearch,
} from "#src/app/saved-searches.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm, type FormBody } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { findChoices, readSearch } from "./capacity-search.ts";
import { idOf, leadTo, readDone } from "./done.ts";
import { renderProblem } from "./problem.ts";
import { doneWords, renderSave, renderSearch, renderSearches } from "./searches-view.ts";

const longestName = 100;

/** Searches that somebody saved: to look at them, to follow them elsewhere, and to forget them. */
export function searchPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/searches", only("member"), async (c) =>
    c.html(renderSearches(c.get("page"), await listSearches(app, userIdOf(c)), readDone(c, doneWords))),
  );
  pages.get("/searches/:id", only("member"), async (c) => {
    const search = await findSearch(app, whichOf(c));
    if (search === undefined) return renderProblem(c, "not-found");
    const offers = await listFitting(app, search);
    const subject = { userId: search.userId, kind: "search", subjectId: search.id } as const;
    const feed = await findFeed(app, subject);
    const language = c.get("text").language;
    const address = feed && feedUrl(app.origin, feed, { format: "atom", language });
    const shown = renderSearch(c.get("page"), { search, offers, feed: address, done: readDone(c, doneWords) });
    await markSearchSeen(app, search.id);
    return c.html(shown);
  });
  saveRoute(parts, pages);
  pages.post("/searches/:id/delete", only("member"), async (c) =>
    (await deleteSearch(app, whichOf(c))) ? leadTo(c, "/searches", "deleted") : renderProblem(c, "not-found"),
  );
  pages.post("/searches/:id/feed", only("member"), async (c) => {
    const search = await findSearch(app, whichOf(c));
    if (search === undefined) return renderProblem(c, "not-found");
    await createFeed(app, { userId: search.userId, kind: "search", subjectId: search.id });
    return leadTo(c, `/searches/${search.id}`, "followed");
  });
}

function saveRoute({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.post("/searches", only("member"), async (c) => {
    const page = c.get("page");
    const body = await readForm(c);
    const search = field(body, "search");
    const refuse = (says: string): Response | Promise<Response> =>
      c.html(renderSave({ ...page, typed: keepTyped(body, { name: says }) }, search), 422);
    const name = field(body, "name").replace(/\s+/g, " ");
    const read = readSearch(page, fieldsOf(search), await findChoices(app));
    // Only a form that was not made here, or whose hour has passed meanwhile, comes with a search that cannot be read.
    if (Object.keys(read.errors).length > 0 || !read.searched.isSearch) return leadTo(c, `/capacity?${search}`);
    if (name === "" || name.length > longestName)
      return refuse(page.text("searches-name-wrong", { most: longestName }));
    const saved = await saveSearch(app, { userId: userIdOf(c), name, wanted: read.searched.wanted });
    if (saved.outcome === "too-many") return refuse(page.text("searches-too-many"));
    return leadTo(c, `/searches/${saved.search.id}`, "saved");
  });
}

/** A query as the form's fields, each with all its values. */
function fieldsOf(query: string): FormBody {
  const fields = new URLSearchParams(query);
  return Object.fromEntries([...new Set(fields.keys())].map((name) => [name, fields.getAll(name)]));
}

const whichOf = (c: Request) => ({ id: idOf(c), userId: userIdOf(c) });

/** Only behind `only(…)`, which lets nobody else through. */
function userIdOf(c: Request): string {
  const signedIn = c.get("signedIn");
  if (signedIn === undefined) throw new Error("This page is for people who are signed in.");
  return signedIn.user.id;
}
