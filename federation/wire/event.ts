import type { EventCard, EventMessage } from "#src/domain/event-message.ts";
import type { JoinMode } from "#src/domain/event.ts";
import { siblingNoteIri } from "#src/domain/iri.ts";
import { pickText, type LocalizedText } from "#src/domain/language.ts";
import type { EventPlace } from "#src/domain/post.ts";
import { namespace } from "#src/domain/unit.ts";
import { isoInZone } from "#src/domain/zone-time.ts";
import { activityStreams, publicCollection } from "./context.ts";
import type { Envelope, Json, JsonObject } from "./json.ts";
import { writePictures } from "./picture.ts";

/** What FEP-8a8e, Mobilizon and schema.org call these; nothing has to be fetched. */
const eventTerms: JsonObject = {
  sc: "http://schema.org/",
  mz: "https://joinmobilizon.org/ns#",
  ical: "http://www.w3.org/2002/12/cal/ical#",
  fep8a8e: "https://w3id.org/fep/8a8e/",
  fedicoop: namespace,
  Hashtag: "as:Hashtag",
  PostalAddress: "sc:PostalAddress",
  VirtualLocation: "sc:VirtualLocation",
  address: "sc:address",
  streetAddress: "sc:streetAddress",
  addressLocality: "sc:addressLocality",
  addressRegion: "sc:addressRegion",
  addressCountry: "sc:addressCountry",
  postalCode: "sc:postalCode",
  category: "fep8a8e:category",
  inLanguage: "sc:inLanguage",
  eventStatus: { "@id": "fep8a8e:eventStatus", "@type": "@vocab" },
  EventScheduled: "fep8a8e:EventScheduled",
  EventTentative: "fep8a8e:EventTentative",
  EventCancelled: "fep8a8e:EventCancelled",
  status: "ical:status",
  maximumAttendeeCapacity: "sc:maximumAttendeeCapacity",
  remainingAttendeeCapacity: "sc:remainingAttendeeCapacity",
  participantCount: "mz:participantCount",
  attendees: { "@id": "fep8a8e:attendees", "@type": "@id" },
  joinMode: "fep8a8e:joinMode",
  externalParticipationUrl: { "@id": "fep8a8e:externalParticipationUrl", "@type": "xsd:anyURI" },
  timezone: "fep8a8e:timezone",
  isOnline: "mz:isOnline",
  displayEndTime: "fep8a8e:displayEndTime",
  isBannerImage: "fep8a8e:isBannerImage",
  organizers: { "@id": "fep8a8e:organizers", "@type": "@id" },
  contacts: { "@id": "mz:contacts", "@type": "@id" },
  answersUntil: "fedicoop:answersUntil",
  languages: { "@id": "fedicoop:languages", "@container": "@set" },
  interpretation: { "@id": "fedicoop:interpretation", "@container": "@set" },
};
const objectContext: Json = [activityStreams, eventTerms];
const activityContext: Json = [activityStreams, "https://w3id.org/security/data-integrity/v1", eventTerms];

/** What is said about an event. As with announcements, everyone receives the same activity, whatever inbox it comes through. */
export function writeEvent(message: EventMessage, { actor, publishedAtMs }: Envelope): JsonObject {
  switch (message.type) {
    case "event-create":
      return writeActivity({ type: "Create", name: "create", atMs: message.event.publishedAtMs }, message);
    case "event-update":
      return writeActivity({ type: "Update", name: `update-${message.atMs}`, atMs: message.atMs }, message);
    case "event-delete": {
      const object = message.beside === true ? siblingNoteIri(message.object) : message.object;
      return {
        "@context": activityContext,
        id: `${object}#delete`,
        type: "Delete",
        actor,
        published: instant(publishedAtMs),
        to: [publicCollection],
        cc: [`${actor}/followers`],
        object: tombstone(object, message),
      };
    }
  }
}

interface Said {
  readonly type: "Create" | "Update";
  readonly name: string;
  readonly atMs: number;
}

function writeActivity(
  { type, name, atMs }: Said,
  { event, beside }: { readonly event: EventCard; readonly beside?: true },
): JsonObject {
  const { "@context": _, ...object } = beside === true ? writeEventNote(event) : writeEventObject(event);
  return {
    "@context": activityContext,
    id: `${beside === true ? siblingNoteIri(event.object) : event.object}#${name}`,
    type,
    actor: event.attributedTo,
    published: instant(atMs),
    to: [publicCollection],
    cc: [event.followers],
    object,
  };
}

/** The Event itself (FEP-8a8e), with what Mobilizon, Gancio and Friendica read; see docs/federation/events.md. */
export function writeEventObject(card: EventCard): JsonObject {
  return {
    "@context": objectContext,
    id: card.object,
    type: "Event",
    attributedTo: card.attributedTo,
    // Mobilizon looks for who made it here.
    actor: card.attributedTo,
    ...writeOrganisers(card),
    name: first(card.name),
    nameMap: { ...card.name },
    summary: first(card.summary),
    summaryMap: { ...card.summary },
    content: first(card.descriptionHtml),
    contentMap: { ...card.descriptionHtml },
    mediaType: "text/html",
    startTime: isoInZone(card.startsAtMs, card.timeZone),
    endTime: isoInZone(card.endsAtMs, card.timeZone),
    displayEndTime: true,
    timezone: card.timeZone,
    ...writeStatus(card),
    ...writeAnswers(card),
    ...writeWhere(card),
    ...writeLanguages(card),
    category: "MEETING",
    ...writeRest(card),
    attachment: [...writeBanner(card), ...writeLink(card)],
  };
}

/** FEP-8a8e wants a collection, also where it is the holder alone; Mobilizon reads those who are named as contacts. */
function writeOrganisers({ organisers, attributedTo }: EventCard): JsonObject {
  const items = organisers.length === 0 ? [attributedTo] : [...organisers];
  return {
    organizers: { type: "Collection", totalItems: items.length, items },
    ...(organisers.length > 0 && { contacts: [...organisers] }),
  };
}

/** The first picture stands for the event in lists. */
const writeBanner = ({ pictures, ...card }: EventCard): Json[] =>
  writePictures(pictures, mainLanguage(card)).map((picture, index) => ({
    ...picture,
    type: "Image",
    ...(index === 0 && { isBannerImage: true }),
  }));

/** The Note beside an event, for servers that show none: an object of its own, with answers of its own. */
export function writeEventNote(card: EventCard): JsonObject {
  const { replies: _, likes: _likes, shares: _shares, ...rest } = writeRest(card);
  return {
    "@context": objectContext,
    id: siblingNoteIri(card.object),
    type: "Note",
    attributedTo: card.attributedTo,
    content: first(card.noteHtml),
    contentMap: { ...card.noteHtml },
    ...rest,
    attachment: writePictures(card.pictures, mainLanguage(card)),
  };
}

const mainLanguage = ({ name }: Pick<EventCard, "name">): string => Object.keys(name)[0] ?? "";

/** `eventStatus` is FEP-8a8e's; `status` is read by Mobilizon, `ical:status` by its older versions. */
function writeStatus({ status }: EventCard): JsonObject {
  const word = status.toUpperCase();
  const known = { confirmed: "EventScheduled", tentative: "EventTentative", cancelled: "EventCancelled" } as const;
  return { status: word, "ical:status": word, eventStatus: known[status] };
}

/** Where nobody need say whether they come, FEP-8a8e has `none`; but Mobilizon takes no event with a word that it does not know. */
const joinModes: Readonly<Record<JoinMode, string>> = {
  free: "free",
  restricted: "restricted",
  external: "external",
  none: "free",
};

function writeAnswers(card: EventCard): JsonObject {
  const { object, capacity, coming, joinMode, externalUrl, answersUntilMs } = card;
  return {
    joinMode: joinModes[joinMode],
    ...(externalUrl !== undefined && { externalParticipationUrl: externalUrl }),
    participantCount: coming,
    // How many, never who.
    attendees: { id: `${object}/attendees`, type: "Collection", totalItems: coming },
    ...(capacity !== undefined && {
      maximumAttendeeCapacity: capacity,
      remainingAttendeeCapacity: Math.max(0, capacity - coming),
    }),
    ...(answersUntilMs !== undefined && { answersUntil: instant(answersUntilMs) }),
  };
}

/** One object, for Mobilizon reads no list. What is online as well as at a place is also an attachment. */
function writeWhere({ place, online }: EventCard): JsonObject {
  const isOnline = online !== undefined;
  if (place !== undefined) return { location: writeEventPlace(place), isOnline };
  if (online === undefined) return { isOnline };
  const { url, name: names } = online;
  return { location: { type: "VirtualLocation", name: onlineName, nameMap: { ...names }, url }, isOnline };
}

/** By this word Gancio and WordPress know that it is no place: others they would keep as a venue, and all its events in one. */
const onlineName = "online";

function writeEventPlace(place: EventPlace): JsonObject {
  const { latitudeE6, longitudeE6 } = place;
  return {
    type: "Place",
    name: first(place.name),
    nameMap: { ...place.name },
    address: { type: "PostalAddress", ...writeAddress(place) },
    ...(latitudeE6 !== undefined &&
      longitudeE6 !== undefined && { latitude: degrees(latitudeE6), longitude: degrees(longitudeE6) }),
  };
}

/** Gancio takes no place without a street, a town or a country: one that is known by its name alone is its own address. */
function writeAddress(place: EventPlace): JsonObject {
  const { address, postalCode, locality, region, country } = place;
  const street = address ?? ((locality ?? country) === undefined ? first(place.name) : undefined);
  return {
    ...(street !== undefined && { streetAddress: street }),
    ...(postalCode !== undefined && { postalCode }),
    ...(locality !== undefined && { addressLocality: locality }),
    ...(region !== undefined && { addressRegion: region }),
    ...(country !== undefined && { addressCountry: country }),
  };
}

/** Mobilizon believes only fractions: a whole number is moved by a millionth of a degree, which is eleven centimetres at most. */
export const degrees = (millionths: number): number =>
  (millionths % 1_000_000 === 0 ? millionths + 1 : millionths) / 1e6;

const writeLanguages = ({ languages, interpretation }: EventCard): JsonObject => ({
  // Mobilizon takes one.
  ...(languages[0] !== undefined && { inLanguage: languages[0], languages: [...languages] }),
  ...(interpretation.length > 0 && { interpretation: [...interpretation] }),
});

/** By exactly this name and type Mobilizon knows where an event is online. Pictures come first: Gancio takes the first for one. */
const writeLink = ({ online }: EventCard): Json[] =>
  online === undefined ? [] : [{ type: "Link", href: online.url, mediaType: "text/html", name: "Website" }];

/** What both have in common. */
function writeRest(card: EventCard): JsonObject {
  return {
    published: instant(card.publishedAtMs),
    // Friendica and Mobilizon take none without.
    updated: instant(card.updatedAtMs ?? card.publishedAtMs),
    url: card.object,
    to: [publicCollection],
    cc: [card.followers],
    tag: card.hashtags.map(({ name, href }) => ({ type: "Hashtag", name, href })),
    replies: `${card.object}/replies`,
    likes: `${card.object}/likes`,
    shares: `${card.object}/shares`,
  };
}

/** What stays of a removed event, or of the Note beside it. */
export const writeEventTombstone = (
  object: string,
  { deletedAtMs, beside }: { readonly deletedAtMs: number; readonly beside?: true },
): JsonObject => ({
  "@context": activityStreams,
  ...tombstone(object, { deletedAtMs, ...(beside === true && { beside }) }),
});

const tombstone = (
  id: string,
  { deletedAtMs, beside }: { readonly deletedAtMs: number; readonly beside?: true },
): JsonObject => ({
  id,
  type: "Tombstone",
  formerType: beside === true ? "Note" : "Event",
  deleted: instant(deletedAtMs),
});

const first = (texts: LocalizedText): string => pickText(texts);

/** Whole seconds, UTC. */
const instant = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;
