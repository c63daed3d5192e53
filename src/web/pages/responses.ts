import type { Hono } from "hono";
import type { Context } from "#src/app/context.ts";
import { decidePost, listCirclePosts, listWaitingPosts, removeCirclePost } from "#src/app/groups.ts";
import { listResponses, moderateReply } from "#src/app/response-views.ts";
import { countWaitingReplies } from "#src/store/responses.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { renderCirclePosts } from "./circle-posts-view.ts";
import { cursorOf, idOf, leadTo, readDone } from "./done.ts";
import { renderProblem } from "./problem.ts";
import { renderResponses, shelves } from "./responses-view.ts";
import { doneWords } from "./timeline-view.ts";

const perPage = 30;

/** What others answered, and what they want to say in our circles: stewards decide what is seen. */
export function responsePages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/responses", only("steward"), async (c) => {
    if (c.req.query("state") === "circles") return circlePosts(app, c);
    const shelf = shelves.find((each) => each === c.req.query("state")) ?? "waiting";
    const found = await listResponses(app, { limit: perPage, ...cursorOf(c), states: [shelf] });
    const isFirst = shelf === "waiting" && c.req.query("cursor") === undefined;
    const posts = isFirst ? (await listWaitingPosts(app, { limit: perPage })).items : [];
    const waiting = await countWaitingReplies(app.database);
    const done = readDone(c, doneWords);
    return c.html(renderResponses(c.get("page"), { shelf, found, posts, done, waiting, origin: app.origin }));
  });
  for (const [act, state] of [
    ["show", "shown"],
    ["hide", "hidden"],
  ] as const) {
    pages.post(`/responses/:id/${act}`, only("steward"), async (c) => {
      const back = wayBack(field(await readForm(c), "back"));
      const { outcome } = await moderateReply(app, { id: idOf(c), state });
      return outcome === "done" ? leadTo(c, back, state) : renderProblem(c, "not-found");
    });
  }
  pages.post("/group-posts/:id/remove", only("steward"), async (c) => {
    const { outcome } = await removeCirclePost(app, idOf(c));
    return outcome === "done" ? leadTo(c, "/responses?state=circles", "taken-out") : renderProblem(c, "not-found");
  });
  for (const [answer, done] of [
    ["accept", "passed"],
    ["refuse", "refused"],
  ] as const) {
    pages.post(`/group-posts/:id/${answer}`, only("steward"), async (c) => {
      const { outcome } = await decidePost(app, { id: idOf(c), answer });
      return outcome === "done" ? leadTo(c, "/responses", done) : renderProblem(c, "not-found");
    });
  }
}

async function circlePosts(app: Context, c: Request): Promise<Response> {
  const found = await listCirclePosts(app, { limit: perPage, ...cursorOf(c) });
  const waiting = await countWaitingReplies(app.database);
  return c.html(renderCirclePosts(c.get("page"), { found, done: readDone(c, doneWords), waiting }));
}

/** Back to the page that the button was on, which is one of these. */
const wayBack = (path: string): string =>
  /^\/(?:responses\?state=(?:waiting|shown|hidden)|(?:announcements|events)\/[0-9a-f-]{36})$/.test(path)
    ? path
    : "/responses";
