import type { Hono } from "hono";
import { Temporal } from "temporal-polyfill";
import { listOrganisers } from "#src/app/event-organisers.ts";
import { findRoomTrouble } from "#src/app/event-room.ts";
import { endSeries } from "#src/app/event-series.ts";
import { listEventHistory, reviseEvent } from "#src/app/events.ts";
import { viewResponses } from "#src/app/response-views.ts";
import { actorIri, coopActorId, eventIri, isUuidV7 } from "#src/domain/iri.ts";
import { localOf, momentOf } from "#src/domain/zone-time.ts";
import { listActors } from "#src/store/actors.ts";
import type { Coop } from "#src/store/coop.ts";
import { findEvent, findSeries, listEvents, type Event } from "#src/store/events.ts";
import { listUploads } from "#src/store/uploads.ts";
import { responses } from "#src/web/components/responses.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import { eventFiles } from "#src/web/feeds/events.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { attendViewOf } from "./attend.ts";
import { attendSection } from "./attend-view.ts";
import { idOf, leadTo, mayAct, readDone } from "./done.ts";
import { renderEvent, renderEventGone, type EventView } from "./event-page.ts";
import { readCancelNote } from "./event-reading.ts";
import { eventWriting } from "./event-writing.ts";
import { doneWords, renderEvents, type CalendarView, type CalendarWish } from "./events-view.ts";
import { renderProblem } from "./problem.ts";

/** More than these are not on one page; a month has fewer. */
const most = 300;
const othersShown = 6;

/** The calendar of the coop and its circles: for everyone to read, for stewards to write. */
export function eventPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/events", async (c) => {
    const coop = c.get("coop");
    return coop === undefined
      ? c.redirect("/", 303)
      : c.html(renderEvents(c.get("page"), await calendar(parts, c, coop)));
  });
  eventFiles(parts, pages);
  eventWriting(parts, pages);
  pages.get("/events/:id/note", (c) => c.redirect(`/events/${idOf(c)}`, 302));
  pages.get("/events/:id", async (c) => {
    const event = await findEvent(app.database, idOf(c));
    const coop = c.get("coop");
    const isHidden = event?.state === "draft" && !mayAct(c.get("page"), "steward");
    if (event === undefined || coop === undefined || isHidden) return renderProblem(c, "not-found");
    if (event.deletedAtMs !== null)
      return event.state === "draft" ? renderProblem(c, "not-found") : c.html(renderEventGone(c.get("page")), 410);
    return c.html(renderEvent(c.get("page"), await viewOf(parts, c, { event, coop })));
  });
  cancelling(parts, pages);
}

/** A steward says on its page that an event does not take place, or neither it nor any date of its series after it. */
function cancelling(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.post("/events/:id/cancel", only("steward"), async (c) => {
    const event = await findEvent(app.database, idOf(c));
    const coop = c.get("coop");
    if (coop === undefined || event?.deletedAtMs !== null) return renderProblem(c, "not-found");
    const body = await readForm(c);
    const { note, errors } = readCancelNote(c.get("page").text, body, event);
    if (Object.keys(errors).length > 0) {
      const page = { ...c.get("page"), typed: keepTyped(body, errors) };
      return c.html(renderEvent(page, await viewOf(parts, c, { event, coop })), 422);
    }
    const series = field(body, "scope") === "following" ? event.seriesId : null;
    if (series === null) await reviseEvent(app, event.id, { status: "cancelled", cancelNote: note });
    else await endSeries(app, series, { cancelNote: note, fromId: event.id });
    return leadTo(c, `/events/${event.id}`, series === null ? "cancelled" : "cancelled-following");
  });
}

async function viewOf(
  { app }: WebParts,
  c: Request,
  { event, coop }: { readonly event: Event; readonly coop: Coop },
): Promise<EventView> {
  const { database, origin } = app;
  const page = c.get("page");
  const holders = event.actorId === coopActorId ? [] : [actorIri(origin, event.actorId)];
  const attend = await attendViewOf(app, event, coop.handle);
  const series = event.seriesId === null ? undefined : await findSeries(database, event.seriesId);
  const wanted = c.req.query("in");
  return {
    coop,
    event,
    uploads: await listUploads(database, event.pictures),
    holder: (await listOrganisers(database, origin, holders))[0],
    organisers: await listOrganisers(database, origin, event.organisers),
    trouble: event.endsAtMs > app.nowMs() ? await findRoomTrouble(database, event) : undefined,
    others: await otherDates(app, event),
    repeats: series?.endedAtMs === null,
    history: mayAct(page, "steward") ? await listEventHistory(app, event.id) : [],
    done: readDone(c, doneWords),
    ...(wanted !== undefined && { wanted }),
    attendance: attend && attendSection(page, attend),
    responses: responses(page, await viewResponses(app, eventIri(origin, event.id))),
  };
}

async function otherDates({ database, nowMs }: WebParts["app"], { id, seriesId }: Event): Promise<readonly Event[]> {
  if (seriesId === null) return [];
  const dates = await listEvents(database, { seriesId, fromMs: nowMs(), limit: othersShown + 1 });
  return dates.filter((event) => event.id !== id).slice(0, othersShown);
}

async function calendar({ app }: WebParts, c: Request, coop: Coop): Promise<CalendarView> {
  const { database } = app;
  const page = c.get("page");
  const wish = readWish(c);
  const month = wish.month ?? localOf(page.nowMs, page.zone).slice(0, 7);
  const within = wish.month === undefined ? { fromMs: app.nowMs() } : monthSpan(wish.month, page.zone);
  const events = await listEvents(database, {
    ...(wish.drafts ? { state: "draft" as const } : within),
    ...(wish.holder !== undefined && { actorId: wish.holder }),
    limit: most,
  });
  return {
    coop,
    wish,
    events: events.filter((event) => isIn(event, wish.language)),
    circles: await listActors(database, "circle", { limit: 50 }),
    languages: [...new Set(events.flatMap(tongues))].toSorted(),
    around: { before: monthBeside(month, -1), after: monthBeside(month, 1) },
    done: readDone(c, doneWords),
  };
}

const tongues = ({ languages, interpretation }: Event): readonly string[] => [...languages, ...interpretation];

const isIn = (event: Event, language: string | undefined): boolean =>
  language === undefined || tongues(event).includes(language);

/** What nobody could mean counts as nothing. */
function readWish(c: Request): CalendarWish {
  const month = c.req.query("month") ?? "";
  const language = c.req.query("language") ?? "";
  const holder = c.req.query("holder") ?? "";
  return {
    ...(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(month) && { month }),
    ...(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(language) && { language }),
    ...((holder === coopActorId || isUuidV7(holder)) && { holder }),
    drafts: c.req.query("drafts") === "yes" && mayAct(c.get("page"), "steward"),
  };
}

const monthBeside = (month: string, by: number): string =>
  Temporal.PlainYearMonth.from(month).add({ months: by }).toString();

function monthSpan(month: string, zone: string): { readonly fromMs: number; readonly untilMs: number } {
  const start = (of: string): number => momentOf(`${of}-01T00:00`, zone) ?? Date.parse(`${of}-01T00:00:00Z`);
  return { fromMs: start(month), untilMs: start(monthBeside(month, 1)) };
}
