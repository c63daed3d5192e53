import type { Hono } from "hono";
import { findOrganisers, listOrganisers } from "#src/app/event-organisers.ts";
import { listRoomsToTake } from "#src/app/event-room.ts";
import { reviseSeries } from "#src/app/event-series-change.ts";
import { createSeries, endSeries, type SeriesOutcome } from "#src/app/event-series.ts";
import { createEvent, removeEvent, reviseEvent, type EventOutcome } from "#src/app/events.ts";
import { coopActorId, isUuidV7 } from "#src/domain/iri.ts";
import { listActors } from "#src/store/actors.ts";
import type { Coop } from "#src/store/coop.ts";
import { findEvent, findSeries, type Event } from "#src/store/events.ts";
import { listUploads, type Upload } from "#src/store/uploads.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm, type FormBody } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { idOf, leadTo } from "./done.ts";
import { eventTags, renderEventForm } from "./event-form.ts";
import { readEventForm, type Errors, type ReadEvent } from "./event-reading.ts";
import { readPictures } from "./picture-reading.ts";
import { renderProblem } from "./problem.ts";

/** Where stewards plan, change, restore and take away events. */
export function eventWriting(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/events/new", only("steward"), (c) => show(parts, c, { uploads: [] }));
  pages.post("/events", only("steward"), (c) => write(parts, c, undefined));
  pages.get("/events/:id/edit", only("steward"), async (c) => {
    const event = await findStanding(parts, c);
    if (event === undefined) return renderProblem(c, "not-found");
    return show(parts, c, { event, uploads: await listUploads(app.database, event.pictures) });
  });
  pages.post("/events/:id/edit", only("steward"), async (c) => {
    const event = await findStanding(parts, c);
    return event === undefined ? renderProblem(c, "not-found") : write(parts, c, event);
  });
  actRoutes(parts, pages);
}

function actRoutes(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.post("/events/:id/restore", only("steward"), async (c) => {
    const done = await reviseEvent(app, idOf(c), { status: "confirmed", cancelNote: {} });
    return done.outcome === "done" ? leadTo(c, `/events/${idOf(c)}`, "restored") : renderProblem(c, "not-found");
  });
  pages.post("/events/:id/remove", only("steward"), async (c) => {
    const { outcome } = await removeEvent(app, idOf(c));
    return outcome === "unknown" ? renderProblem(c, "not-found") : leadTo(c, "/events", "removed");
  });
  pages.post("/events/:id/end-series", only("steward"), async (c) => {
    const event = await findStanding(parts, c);
    const done = await endSeries(app, event?.seriesId ?? "");
    return done.outcome === "done" ? leadTo(c, "/events", "ended") : renderProblem(c, "not-found");
  });
}

async function findStanding({ app }: WebParts, c: Request): Promise<Event | undefined> {
  const event = await findEvent(app.database, idOf(c));
  return event?.deletedAtMs === null ? event : undefined;
}

interface Shown {
  readonly event?: Event;
  readonly uploads: readonly Upload[];
  readonly typed?: { readonly body: FormBody; readonly errors: Errors };
}

/** The form; with what was typed, when it came back. */
async function show({ app }: WebParts, c: Request, { event, uploads, typed }: Shown): Promise<Response> {
  const coop = c.get("coop");
  if (coop === undefined) return renderProblem(c, "not-found");
  const page = { ...c.get("page"), ...(typed !== undefined && { typed: keepTyped(typed.body, typed.errors) }) };
  const organisers = await listOrganisers(app.database, app.origin, event?.organisers ?? []);
  const wrong = Object.keys(typed?.errors ?? {}).length > 0;
  const writing = {
    coop,
    event,
    series: await findSeries(app.database, event?.seriesId ?? ""),
    circles: await listActors(app.database, "circle", { limit: 50 }),
    rooms: await listRoomsToTake(app),
    uploads,
    organisers: organisers.map(({ actor, address }) => (address === undefined ? actor : `@${address}`)),
  };
  return c.html(renderEventForm(page, writing), wrong ? 422 : 200);
}

/** One way through for new ones and changes: read, come back where something is wrong, otherwise plan it. */
async function write(parts: WebParts, c: Request, event: Event | undefined): Promise<Response> {
  const coop = c.get("coop");
  if (coop === undefined) return renderProblem(c, "not-found");
  const sent = await readForm(c);
  const pictures = await readPictures(c, {
    app: parts.app,
    body: sent,
    tags: eventTags(event),
    defaultLanguage: coop.defaultLanguage,
    ...(event !== undefined && { subjects: [event.id, event.seriesId] }),
  });
  const { body, uploads, alts } = pictures;
  const again = (errors: Errors): Promise<Response> =>
    show(parts, c, { uploads, typed: { body, errors }, ...(event !== undefined && { event }) });
  if (pictures.onlyAdding) return again(pictures.errors);
  const ready = await readReady(parts, c, { body, coop, event });
  const errors = { ...ready.errors, ...pictures.errors };
  if (Object.keys(errors).length > 0) return again(errors);
  const withPictures = { ...ready, wanted: { ...ready.wanted, pictures: uploads.map(({ id }) => id), alts } };
  const done = await plan(parts, { body, event }, withPictures);
  if (done.outcome !== "done") return again(refusalErrors(c.get("page").text, done));
  return leadTo(c, `/events/${madeId(event, done)}`, doneWord(event, ready));
}

const madeId = (event: Event | undefined, done: Extract<EventOutcome | SeriesOutcome, { outcome: "done" }>): string =>
  "event" in done ? done.event.id : (event?.id ?? done.dates[0]?.id ?? "");

function doneWord(event: Event | undefined, { wanted }: ReadEvent): string {
  if (wanted.state === "draft") return "kept";
  return event?.state === "published" ? "changed" : "planned";
}

type Ready = ReadEvent & { readonly wanted: { readonly organisers: readonly string[] } };

/** The whole form; organisers are looked up when all else is right. */
async function readReady(
  parts: WebParts,
  c: Request,
  given: { readonly body: FormBody; readonly coop: Coop; readonly event: Event | undefined },
): Promise<Ready> {
  const { text } = c.get("page");
  const read = readEventForm({ text, ...given });
  const isRight = Object.keys(read.errors).length === 0;
  const found = isRight ? await findOrganisers(parts, read.organisers) : { organisers: [], unknown: [] };
  const names = found.unknown.join(", ");
  const errors =
    names === "" ? read.errors : { ...read.errors, organisers: text("events-organisers-unknown", { names }) };
  return { ...read, wanted: { ...read.wanted, organisers: found.organisers }, errors };
}

function plan(
  parts: WebParts,
  { body, event }: { readonly body: FormBody; readonly event: Event | undefined },
  ready: Ready,
): Promise<EventOutcome | SeriesOutcome> {
  return event === undefined ? planNew(parts, body, ready) : planChange(parts, { body, event }, ready);
}

function planNew({ app }: WebParts, body: FormBody, { wanted, rule }: Ready): Promise<EventOutcome | SeriesOutcome> {
  const holder = field(body, "holder");
  const actorId = isUuidV7(holder) ? holder : coopActorId;
  return rule === undefined
    ? createEvent(app, { ...wanted, actorId })
    : createSeries(app, { ...wanted, actorId, rule });
}

function planChange(
  { app }: WebParts,
  { body, event }: { readonly body: FormBody; readonly event: Event },
  { wanted, rule }: Ready,
): Promise<EventOutcome | SeriesOutcome> {
  const scope = field(body, "scope");
  const { state, status, ...words } = wanted;
  const change = {
    ...words,
    // What is public stays so; a cancelled one is put right on its page.
    ...(event.status !== "cancelled" && status !== undefined && { status }),
    ...(event.state === "draft" && state !== undefined && { state }),
  };
  if (scope !== "following" && scope !== "all") return reviseEvent(app, event.id, change);
  return reviseSeries(app, event.id, { ...change, scope, ...(rule !== undefined && { rule }) });
}

/** What was refused, beside the field that can mend it. */
function refusalErrors(text: Text, done: Exclude<EventOutcome | SeriesOutcome, { outcome: "done" }>): Errors {
  switch (done.outcome) {
    case "no-name":
      return { name: text("events-name-missing") };
    case "times":
      return { to: text("events-times-wrong") };
    case "too-long":
      return { to: text("events-times-long") };
    case "past":
      return { date: text("events-past") };
    case "too-far":
      return { date: text("events-too-far") };
    case "time-zone":
      return { timeZone: text("events-zone-wrong") };
    case "two-rooms":
      return { onlineUrl: text("events-two-rooms") };
    case "no-external-url":
      return { externalUrl: text("events-external-missing") };
    case "answers-until":
      return { answersUntil: text("events-answers-late") };
    default:
      return moreErrors(text, done.outcome);
  }
}

function moreErrors(text: Text, outcome: string): Errors {
  switch (outcome) {
    case "unknown-agreement":
      return { agreementId: text("events-room-ended") };
    case "agreement-not-agreed":
      return { agreementId: text("events-room-not-agreed") };
    case "outside-agreement":
      return { agreementId: text("events-room-outside") };
    case "room-unanswered":
      return { joinMode: text("events-room-unanswered") };
    case "too-many-pictures":
    case "unknown-picture":
      return { file: text("events-pictures-wrong") };
    case "rule":
      return { repeats: text("events-rule-wrong") };
    case "ended":
      return { scope: text("events-series-ended") };
    default:
      return { name: text("events-not-taken") };
  }
}
