import { excerptOf, foldHashtag } from "#src/domain/announcement.ts";
import type { EventCard } from "#src/domain/event-message.ts";
import { actorIri, eventIri, followersIri, hashtagIri } from "#src/domain/iri.ts";
import { pickText, type LocalizedText } from "#src/domain/language.ts";
import type { EventPlace } from "#src/domain/post.ts";
import { countAttendances } from "#src/store/attendances.ts";
import { findCoop } from "#src/store/coop.ts";
import type { Session } from "#src/store/database.ts";
import type { Event } from "#src/store/events.ts";
import { listUploads } from "#src/store/uploads.ts";
import { pictureCardOf } from "./announcement-cards.ts";
import { formatWhen, phrasesIn } from "./event-words.ts";
import { escaped } from "./html.ts";

/** An event as it is published, with who comes so far and its pictures. */
export async function findEventCard(session: Session, origin: string, event: Event): Promise<EventCard> {
  const { coming } = await countAttendances(session, event.id);
  const uploads = await listUploads(session, event.pictures);
  const otherwise = (await findCoop(session))?.defaultLanguage ?? "en";
  const languages = languagesOf(event);
  const inEach = (write: (tag: string) => string): LocalizedText =>
    Object.fromEntries(languages.map((tag) => [tag, write(tag)]));
  const summary = inEach((tag) => summaryOf(event, tag, otherwise));
  const object = eventIri(origin, event.id);
  return {
    object,
    attributedTo: actorIri(origin, event.actorId),
    followers: followersIri(origin, event.actorId),
    name: event.name,
    descriptionHtml: inEach((tag) => descriptionOf(event, summary, { tag, otherwise })),
    summary,
    noteHtml: inEach((tag) => noteOf(event, summary, { tag, otherwise, object })),
    ...times(event),
    ...whereOf(
      event,
      object,
      inEach((tag) => phrasesIn(tag, otherwise)("event-online")),
    ),
    languages: event.languages,
    interpretation: event.interpretation,
    ...(event.capacity !== null && { capacity: event.capacity }),
    coming,
    organisers: event.organisers,
    hashtags: event.hashtags.map((word) => ({ name: `#${word}`, href: hashtagIri(origin, foldHashtag(word)) })),
    pictures: uploads.map((upload) => pictureCardOf(origin, upload)),
    status: event.status,
    ...(Object.keys(event.cancelNote).length > 0 && { cancelNote: event.cancelNote }),
    sequence: event.sequence,
  };
}

/** Every language in which it says anything, the coop's own first. */
export const languagesOf = ({ name, description }: Pick<Event, "name" | "description">): readonly string[] => [
  ...new Set([...Object.keys(name), ...Object.keys(description)]),
];

function times(event: Event) {
  const { startsAtMs, endsAtMs, timeZone, joinMode, externalUrl, answersUntilMs, publishedAtMs, updatedAtMs } = event;
  return {
    startsAtMs,
    endsAtMs,
    timeZone,
    joinMode,
    ...(externalUrl !== null && { externalUrl }),
    ...(answersUntilMs !== null && { answersUntilMs }),
    publishedAtMs,
    ...(updatedAtMs !== null && { updatedAtMs }),
  };
}

/** Of a room that is taken from an agreement only our own page is told, which leads in at the hour whoever may. */
function whereOf({ place, onlineUrl, agreementId }: Event, object: string, name: LocalizedText) {
  const url = onlineUrl ?? (agreementId === null ? undefined : object);
  return { ...(place !== null && { place }), ...(url !== undefined && { online: { url, name } }) };
}

/** The place on one line: "Ateneu, Carrer Major 3, 08003 Barcelona". */
export function placeLine(place: EventPlace, tag: string): string {
  const town = [place.postalCode, place.locality].filter((part) => part !== undefined).join(" ");
  const parts = [pickText(place.name, tag), place.address, town, place.region, place.country];
  return parts.filter((part) => part !== undefined && part !== "").join(", ");
}

function summaryOf(event: Event, tag: string, otherwise: string): string {
  const phrases = phrasesIn(tag, otherwise);
  const isOnline = event.onlineUrl !== null || event.agreementId !== null;
  return [
    ...noticeOf(event, tag, otherwise),
    formatWhen(event, tag),
    ...(event.place === null ? [] : [placeLine(event.place, tag)]),
    ...(isOnline ? [phrases("event-online")] : []),
  ].join(" · ");
}

/** That it was cancelled, and why; or that it is not certain. Not every server reads the status. */
function noticeOf({ status, cancelNote }: Event, tag: string, otherwise: string): readonly string[] {
  const phrases = phrasesIn(tag, otherwise);
  const why = pickText(cancelNote, tag);
  if (status === "cancelled")
    return [why === "" ? phrases("event-cancelled") : phrases("event-cancelled-why", { why })];
  return status === "tentative" ? [phrases("event-tentative")] : [];
}

interface Writing {
  readonly tag: string;
  readonly otherwise: string;
}

function descriptionOf(event: Event, summary: LocalizedText, { tag, otherwise }: Writing): string {
  const html = event.descriptionHtml[tag] ?? "";
  const notice = noticeOf(event, tag, otherwise).map((words) => `<p><strong>${escaped(words)}</strong></p>`);
  // Gancio cannot take an event without any text.
  return [...notice, html === "" ? `<p>${escaped(summary[tag] ?? "")}</p>` : html].join("");
}

const longestInNote = 500;

function noteOf(
  event: Event,
  summary: LocalizedText,
  { tag, otherwise, object }: Writing & { object: string },
): string {
  const { description, descriptionHtml, joinMode, status } = event;
  const text = description[tag] ?? "";
  const words = text.length > longestInNote ? `<p>${escaped(excerptOf(text, tag))}</p>` : (descriptionHtml[tag] ?? "");
  const answers = status !== "cancelled" && (joinMode === "free" || joinMode === "restricted");
  return [
    `<p><strong>${escaped(pickText(event.name, tag))}</strong></p>`,
    `<p>${escaped(summary[tag] ?? "")}</p>`,
    words,
    ...(answers ? [`<p>${escaped(phrasesIn(tag, otherwise)("event-answer"))}</p>`] : []),
    `<p><a href="${escaped(object)}">${escaped(object)}</a></p>`,
  ].join("");
}
