import type { Context as HonoContext, Hono } from "hono";
import { createFeed, listFeeds, openFeed, revokeFeed, type FeedCard, type FeedKind } from "#src/app/feeds.ts";
import { findAgreement } from "#src/app/agreement-view.ts";
import type { Context } from "#src/app/context.ts";
import { findSearch } from "#src/app/saved-searches.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import { pickText } from "#src/domain/language.ts";
import { findResource } from "#src/store/resources.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import { idOf, leadTo, readDone } from "#src/web/pages/done.ts";
import { renderProblem } from "#src/web/pages/problem.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { locales, openText, type Text } from "#src/web/text.ts";
import { answerFile } from "./answer.ts";
import {
  agreementCalendar,
  agreementsCalendar,
  publicCalendar,
  resourceCalendar,
  type CalendarReader,
} from "./calendars.ts";
import { contentTypes, feedWriter, type FeedFormat } from "./formats.ts";
import { doneWords, renderFeeds, type ShownFeed } from "./feeds-view.ts";

/** Calendars and feeds: as files for whoever is signed in or for everyone, and under secret addresses for readers that cannot sign in. */
export function feedPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  secretRoute(parts, pages);
  calendarRoutes(parts, pages);
  manageRoutes(parts, pages);
}

function secretRoute({ app, text: options }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/feeds/:file{[A-Za-z0-9_-]+\\.(?:ics|atom)}", async (c) => {
    const [token, format] = c.req.param("file").split(".") as [string, FeedFormat];
    const feed = await openFeed(app, token);
    const write = feed === undefined ? undefined : feedWriter(feed.kind, format);
    if (feed === undefined || write === undefined) return notThere(c);
    const language = locales.find((locale) => locale === c.req.query("language"));
    const text = language === undefined ? c.get("text") : openText(language, options);
    const { pathname, search } = new URL(c.req.url);
    const reader = { app, text, user: feed.user, address: `${app.origin}${pathname}${search}` };
    const body = await write(reader, feed.subjectId ?? "");
    if (body === undefined) return notThere(c);
    return answerFile(c, { body, contentType: contentTypes[format], fileName: `fedicoop.${format}` });
  });
}

/** For programs: no page, and no word on whether it was ever there. */
const notThere = (c: HonoContext): Response => c.text("There is no such feed.", 404, { "x-robots-tag": "noindex" });

function calendarRoutes({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  const answer = async (
    c: Request,
    write: (reader: CalendarReader) => Promise<string | undefined>,
  ): Promise<Response> => {
    const body = await write({ app, text: c.get("text") });
    if (body === undefined) return renderProblem(c, "not-found");
    return answerFile(c, { body, contentType: contentTypes.ics, fileName: "fedicoop.ics" });
  };
  pages.get("/agreements.ics", only("member"), (c) => answer(c, agreementsCalendar));
  pages.get("/agreements/:id/calendar.ics", only("member"), (c) =>
    answer(c, (reader) => agreementCalendar(reader, idOf(c))),
  );
  pages.get("/resources/:id/calendar.ics", only("member"), (c) =>
    answer(c, (reader) => resourceCalendar(reader, idOf(c))),
  );
  pages.get("/actors/:id/calendar.ics", (c) => answer(c, (reader) => publicCalendar(reader, idOf(c))));
}

function manageRoutes({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/feeds", only("member"), async (c) => {
    const cards = await listFeeds(app, userIdOf(c));
    const userId = userIdOf(c);
    const feeds = await Promise.all(cards.map((card) => shown({ app, text: c.get("text"), userId }, card)));
    return c.html(renderFeeds(c.get("page"), { origin: app.origin, feeds, done: readDone(c, doneWords) }));
  });
  pages.post("/feeds", only("member"), async (c) => {
    const body = await readForm(c);
    const kind = kinds.find((one) => one === field(body, "kind"));
    const subject = field(body, "subject");
    if (kind === undefined || (kind !== "agreements" && !isUuidV7(subject))) return renderProblem(c, "forged");
    const subjectId = kind === "agreements" ? null : subject;
    const userId = userIdOf(c);
    if ((await subjectName({ app, text: c.get("text"), userId }, { kind, subjectId })) === undefined)
      return renderProblem(c, "not-found");
    const feed = await createFeed(app, { userId, kind, subjectId });
    return leadTo(c, `/feeds?made=${feed.id}`, "made");
  });
  pages.post("/feeds/:id/revoke", only("member"), async (c) => {
    const revoked = await revokeFeed(app, { id: idOf(c), userId: userIdOf(c) });
    return revoked ? leadTo(c, "/feeds", "revoked") : renderProblem(c, "not-found");
  });
}

/** What a form of ours may ask an address for; those of searches are made where searches are saved. */
const kinds = ["agreements", "agreement", "resource"] as const satisfies readonly FeedKind[];

/** Only behind `only(…)`, which lets nobody else through. */
function userIdOf(c: Request): string {
  const signedIn = c.get("signedIn");
  if (signedIn === undefined) throw new Error("This page is for people who are signed in.");
  return signedIn.user.id;
}

interface Looking {
  readonly app: Context;
  readonly text: Text;
  readonly userId: string;
}

async function shown(looking: Looking, feed: FeedCard): Promise<ShownFeed> {
  const subject = await subjectName(looking, feed);
  return { ...feed, ...(subject !== undefined && { subject }) };
}

/** What a feed is about, and where that is looked at; undefined when it is no more. */
async function subjectName(
  { app, text, userId }: Looking,
  { kind, subjectId }: Pick<FeedCard, "kind" | "subjectId">,
): Promise<ShownFeed["subject"]> {
  switch (kind) {
    case "agreements":
      return { name: text("feeds-subject-agreements"), href: "/agreements" };
    case "agreement": {
      const agreement = await findAgreement(app, subjectId ?? "");
      return agreement && { name: agreement.title, href: `/agreements/${agreement.id}` };
    }
    case "resource": {
      const resource = await findResource(app.database, subjectId ?? "");
      if (resource === undefined || resource.deletedAtMs !== null) return undefined;
      return { name: pickText(resource.name, text.locale), href: `/resources/${resource.id}` };
    }
    case "search": {
      const search = await findSearch(app, { id: subjectId ?? "", userId });
      return search && { name: text("feeds-subject-search", { name: search.name }), href: `/searches/${search.id}` };
    }
  }
}
