import type { Hono } from "hono";
import { placeLine } from "#src/app/event-cards.ts";
import { formatWhen } from "#src/app/event-words.ts";
import { eventIri, siblingNoteIri } from "#src/domain/iri.ts";
import { pickLanguage, pickText } from "#src/domain/language.ts";
import type { Coop } from "#src/store/coop.ts";
import { findEvent, listCalendarEvents, listPublishedEvents, type Event } from "#src/store/events.ts";
import { formatList } from "#src/web/components/language.ts";
import { spokenName } from "#src/web/pages/event-words.ts";
import { whereLine } from "#src/web/pages/events-view.ts";
import { renderProblem } from "#src/web/pages/problem.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { answerFile } from "./answer.ts";
import { writeAtom } from "./atom.ts";
import { contentTypes } from "./formats.ts";
import { writeCalendar, type CalendarEvent } from "./icalendar.ts";

/** What is over leaves the calendar after so long; until then a reader takes out what was cancelled or removed. */
const pastMs = 90 * 24 * 3_600_000;
const mostEvents = 1000;
const mostEntries = 50;

/** The calendar of all events, one event as a file, and the events as a feed: for everyone. */
export function eventFiles({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  const { database, origin } = app;
  pages.get("/events.ics", async (c) => {
    const coop = c.get("coop");
    if (coop === undefined) return renderProblem(c, "not-found");
    const events = await listCalendarEvents(database, app.nowMs() - pastMs, mostEvents);
    return answerCalendar(c, { coop, events, zone: coop.timeZone, url: `${origin}/events` });
  });
  pages.get("/events/:file{[0-9a-f-]{36}\\.ics}", async (c) => {
    const coop = c.get("coop");
    const event = await findEvent(database, c.req.param("file").slice(0, 36));
    if (coop === undefined || event === undefined || event.state !== "published") return renderProblem(c, "not-found");
    if (event.deletedAtMs !== null) return renderProblem(c, "gone");
    return answerCalendar(c, { coop, events: [event], zone: event.timeZone, url: eventIri(origin, event.id) });
  });
  pages.get("/events.atom", async (c) => {
    const coop = c.get("coop");
    if (coop === undefined) return renderProblem(c, "not-found");
    const events = await listPublishedEvents(database, { limit: mostEntries });
    return answerFile(c, {
      body: await atomOf(c, coop, events),
      contentType: contentTypes.atom,
      fileName: "events.atom",
    });
  });
}

interface Calendar {
  readonly coop: Coop;
  readonly events: readonly Event[];
  /** IANA. */
  readonly zone: string;
  readonly url: string;
}

function answerCalendar(c: Request, { coop, events, zone, url }: Calendar): Response {
  const text = c.get("text");
  const name = text("events-feed-title", { name: pickText(coop.name, text.locale) });
  const entries = events.map((event) => entryOf(text, coop.origin, event));
  const body = writeCalendar({ name, language: text.language, zone, url, events: entries });
  return answerFile(c, { body, contentType: contentTypes.ics, fileName: "events.ics" });
}

/**
 * Each date is an entry of its own, by the address that letters to those who come use as well; dates of one series name it (RFC 9253
 * REFID), for a RECURRENCE-ID without the entry that repeats is read by few. What was removed stays for a while, without its words, so
 * that readers take it out.
 */
function entryOf(text: Text, origin: string, event: Event): CalendarEvent {
  const { id, startsAtMs, endsAtMs, name, place, onlineUrl, hashtags, seriesId, deletedAtMs } = event;
  const uid = eventIri(origin, id);
  const changedAtMs = deletedAtMs ?? event.updatedAtMs ?? event.publishedAtMs;
  const standing = { uid, startsAtMs, endsAtMs, changedAtMs, createdAtMs: event.publishedAtMs, busy: true };
  if (deletedAtMs !== null)
    return { ...standing, summary: text("events-gone-title"), status: "CANCELLED", sequence: event.sequence + 1 };
  const tag = pickLanguage(name, text.locale) ?? text.language;
  const location = place === null ? onlineUrl : placeLine(place, tag);
  return {
    ...standing,
    summary: pickText(name, tag),
    textLanguage: tag,
    description: [wordsOf(text, event, tag), uid].filter((part) => part !== "").join("\n\n"),
    status: statuses[event.status],
    sequence: event.sequence,
    url: uid,
    ...(location !== null && { location }),
    ...geoOf(event),
    ...(onlineUrl !== null && { conference: { uri: onlineUrl, label: text("events-online") } }),
    ...(seriesId !== null && { series: `${seriesId}@${new URL(origin).host}` }),
    ...(hashtags.length > 0 && { categories: hashtags }),
  };
}

const statuses = { confirmed: "CONFIRMED", tentative: "TENTATIVE", cancelled: "CANCELLED" } as const;

/** What is said of it in words. Few programs read CONFERENCE: beside a place, the link stands here too. */
function wordsOf(text: Text, event: Event, tag: string): string {
  const { cancelNote, description, onlineUrl, place } = event;
  const online = onlineUrl === null || place === null ? "" : `${text("events-online")}: ${onlineUrl}`;
  const said = [pickText(cancelNote, tag), pickText(description, tag), online, languagesLine(text, event)];
  return said.filter((part) => part !== "").join("\n\n");
}

function languagesLine(text: Text, { languages, interpretation }: Event): string {
  const named = (tags: readonly string[]): string =>
    formatList(
      text,
      tags.map((tag) => spokenName(text, tag)),
    );
  return [
    languages.length === 0 ? "" : `${text("events-spoken")}: ${named(languages)}`,
    interpretation.length === 0 ? "" : `${text("events-interpreted")}: ${named(interpretation)}`,
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function geoOf({ place }: Event): Pick<CalendarEvent, "geo"> {
  const { latitudeE6, longitudeE6 } = place ?? {};
  return latitudeE6 === undefined || longitudeE6 === undefined ? {} : { geo: { latitudeE6, longitudeE6 } };
}

async function atomOf(c: Request, coop: Coop, events: readonly Event[]): Promise<string> {
  const text = c.get("text");
  const author = pickText(coop.name, text.locale);
  const updatedOf = (event: Event): number => event.updatedAtMs ?? event.publishedAtMs;
  return writeAtom({
    address: `${coop.origin}/events.atom`,
    page: `${coop.origin}/events`,
    title: text("events-feed-title", { name: author }),
    author,
    language: text.language,
    updatedAtMs: Math.max(coop.createdAtMs, ...events.map(updatedOf)),
    entries: events.map((event) => {
      const tag = pickLanguage(event.name, text.locale) ?? text.language;
      const iri = eventIri(coop.origin, event.id);
      return {
        id: siblingNoteIri(iri),
        title: pickText(event.name, tag),
        page: iri,
        updatedAtMs: updatedOf(event),
        author,
        lines: [formatWhen(event, tag), whereLine(text, event), pickText(event.description, tag)].filter(
          (line) => line !== "",
        ),
      };
    }),
  });
}
