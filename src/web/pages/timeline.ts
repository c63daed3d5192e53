import type { Hono } from "hono";
import { announce } from "#src/app/announcements.ts";
import { boost, undoBoost } from "#src/app/boosts.ts";
import { listFollowers } from "#src/app/followings.ts";
import { findMentions } from "#src/app/mentions.ts";
import { viewTimeline } from "#src/app/timeline.ts";
import { maxAnnouncementLength } from "#src/domain/announcement.ts";
import type { Actor } from "#src/store/actors.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import { findRemoteObject } from "#src/store/remote-objects.ts";
import { countWaitingReplies } from "#src/store/responses.ts";
import { keepTyped, readLocalized } from "#src/web/components/typed.ts";
import { field, only, readForm, type FormBody } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { cursorOf, leadTo, readDone } from "./done.ts";
import { languagesOffered } from "./languages.ts";
import { goingPages, goingsIn } from "./going.ts";
import { coopOf } from "./moderation.ts";
import { renderProblem } from "./problem.ts";
import { doneWords, renderAnswering, renderTimeline } from "./timeline-view.ts";

const perPage = 30;

/** What those whom the coop and its circles follow have said; stewards read it, pass it on and answer. */
export function timelinePages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/timeline", only("steward"), async (c) => {
    const readers = await listFollowers(app);
    const reader = readerOf(readers, c.req.query("as"));
    if (reader === undefined) return renderProblem(c, "not-found");
    const page = await viewTimeline(app, { actorId: reader.id, limit: perPage, ...cursorOf(c) });
    const waiting = await countWaitingReplies(app.database);
    const goings = await goingsIn(app, reader, page.items);
    const done = readDone(c, doneWords);
    return c.html(renderTimeline(c.get("page"), { reader, readers, page, waiting, goings, done }));
  });
  for (const [path, act, done] of [
    ["/timeline/boost", boost, "boosted"],
    ["/timeline/unboost", undoBoost, "unboosted"],
  ] as const) {
    pages.post(path, only("steward"), async (c) => {
      const body = await readForm(c);
      const actorId = field(body, "as");
      const { outcome } = await act(app, { actorId, object: field(body, "object") });
      return outcome === "done" ? leadTo(c, `/timeline?as=${actorId}`, done) : renderProblem(c, "not-found");
    });
  }
  answerRoutes(parts, pages);
  goingPages(parts, pages);
}

const readerOf = (readers: readonly Actor[], wanted: string | undefined): Actor | undefined =>
  readers.find(({ id }) => id === wanted) ?? readers[0];

function answerRoutes(parts: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/timeline/answer", only("steward"), async (c) => {
    const asked = await findAsked(parts, { as: c.req.query("as") ?? "", object: c.req.query("object") ?? "" });
    if (asked === undefined) return renderProblem(c, "not-found");
    return c.html(renderAnswering(c.get("page"), { coop: coopOf(c), ...asked }));
  });
  pages.post("/timeline/answer", only("steward"), async (c) => {
    const body = await readForm(c);
    const asked = await findAsked(parts, { as: field(body, "as"), object: field(body, "object") });
    if (asked === undefined) return renderProblem(c, "not-found");
    const again = (error: string): Response | Promise<Response> => {
      const page = { ...c.get("page"), typed: keepTyped(body, { content: error }) };
      return c.html(renderAnswering(page, { coop: coopOf(c), ...asked }), 422);
    };
    return answer(parts, c, { body, asked, again });
  });
}

type Asked = NonNullable<Awaited<ReturnType<typeof findAsked>>>;

async function findAsked({ app }: WebParts, { as, object }: { readonly as: string; readonly object: string }) {
  const reader = (await listFollowers(app)).find(({ id }) => id === as);
  const said = await findRemoteObject(app.database, object);
  if (reader === undefined || said === undefined) return undefined;
  return { reader, said, author: await findRemoteActor(app.database, said.attributedTo) };
}

interface Answering {
  readonly body: FormBody;
  readonly asked: Asked;
  readonly again: (error: string) => Response | Promise<Response>;
}

async function answer(parts: WebParts, c: Request, { body, asked, again }: Answering): Promise<Response> {
  const { text } = c.get("page");
  const content = readLocalized(body, "content", languagesOffered);
  if (content === undefined) return again(text("following-answer-empty"));
  if (Object.values(content).some((words) => words.length > maxAnnouncementLength))
    return again(text("following-answer-long", { most: maxAnnouncementLength }));
  const { mentions, unknown, tooMany } = await findMentions(parts, content);
  if (tooMany || unknown.length > 0) return again(text("following-answer-unknown", { names: unknown.join(", ") }));
  const { reader, said } = asked;
  const { outcome } = await announce(parts.app, {
    content,
    mentions,
    actorId: reader.id,
    inReplyTo: said.object,
  });
  return outcome === "done"
    ? leadTo(c, `/timeline?as=${reader.id}`, "answered")
    : again(text("following-answer-empty"));
}
