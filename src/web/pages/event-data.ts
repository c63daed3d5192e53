import { html } from "hono/html";
import { languagesOf, placeLine } from "#src/app/event-cards.ts";
import type { OrganiserView } from "#src/app/event-organisers.ts";
import { formatWhen } from "#src/app/event-words.ts";
import { uploadUrl } from "#src/app/uploads.ts";
import { eventIri } from "#src/domain/iri.ts";
import { pickText } from "#src/domain/language.ts";
import type { EventPlace } from "#src/domain/post.ts";
import { isoInZone } from "#src/domain/zone-time.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Event } from "#src/store/events.ts";
import type { Upload } from "#src/store/uploads.ts";
import type { Html } from "#src/web/components/context.ts";

interface Described {
  readonly coop: Coop;
  readonly event: Event;
  readonly uploads: readonly Upload[];
  readonly holder: OrganiserView | undefined;
}

/** A public event in schema.org's words: only what its page says as well, in the language `tag`. */
export function eventData({ coop, event, uploads, holder }: Described, tag: string): object {
  const { startsAtMs, endsAtMs, timeZone, capacity } = event;
  const description = pickText(event.description, tag);
  const url = eventIri(coop.origin, event.id);
  const own = holder ?? { url: "/", name: coop.name };
  return {
    "@context": "https://schema.org",
    "@type": "Event",
    "@id": url,
    url,
    name: pickText(event.name, tag),
    ...(description !== "" && { description }),
    startDate: isoInZone(startsAtMs, timeZone),
    endDate: isoInZone(endsAtMs, timeZone),
    eventStatus: `https://schema.org/${event.status === "cancelled" ? "EventCancelled" : "EventScheduled"}`,
    ...whereOf(event, url, tag),
    organizer: { "@type": "Organization", name: pickText(own.name, tag), url: new URL(own.url, coop.origin).href },
    ...(event.languages.length > 0 && { inLanguage: event.languages }),
    ...(uploads.length > 0 && { image: uploads.map((upload) => uploadUrl(coop.origin, upload)) }),
    ...(capacity !== null && { maximumAttendeeCapacity: capacity }),
  };
}

/** The way into a lent room is led to by the event's own page. */
function whereOf({ place, onlineUrl, agreementId }: Event, page: string, tag: string): object {
  const url = onlineUrl ?? (agreementId === null ? undefined : page);
  const online = url === undefined ? [] : [{ "@type": "VirtualLocation", url }];
  const location = [...(place === null ? [] : [placeOf(place, tag)]), ...online];
  if (location.length === 0) return {};
  const mode = place === null ? "Online" : url === undefined ? "Offline" : "Mixed";
  return { location, eventAttendanceMode: `https://schema.org/${mode}EventAttendanceMode` };
}

function placeOf(place: EventPlace, tag: string): object {
  const { address, postalCode, locality, region, country, latitudeE6, longitudeE6 } = place;
  const parts = {
    streetAddress: address,
    postalCode,
    addressLocality: locality,
    addressRegion: region,
    addressCountry: country,
  };
  const isKnown = Object.values(parts).some((part) => part !== undefined);
  return {
    "@type": "Place",
    name: pickText(place.name, tag),
    address: isKnown ? { "@type": "PostalAddress", ...parts } : placeLine(place, tag),
    ...(latitudeE6 !== undefined &&
      longitudeE6 !== undefined && {
        geo: { "@type": "GeoCoordinates", latitude: latitudeE6 / 1e6, longitude: longitudeE6 / 1e6 },
      }),
  };
}

/** The same event as a file and in its other languages, and what previews of a link to it show. */
export function eventHead({ coop, event, uploads: [picture] }: Described, tag: string): Html {
  const url = eventIri(coop.origin, event.id);
  const where = event.place === null ? "" : ` · ${placeLine(event.place, tag)}`;
  return html`<link rel="canonical" href="${url}">
    <link rel="alternate" type="text/calendar" href="${url}.ics">
    ${languagesOf(event).map((other) => html`<link rel="alternate" hreflang="${other}" href="${url}?in=${other}">`)}
    <meta property="og:type" content="article">
    <meta property="og:site_name" content="${pickText(coop.name, tag)}">
    <meta property="og:title" content="${pickText(event.name, tag)}">
    <meta property="og:description" content="${formatWhen(event, tag)}${where}">
    <meta property="og:url" content="${url}">
    <meta property="og:locale" content="${tag.replace("-", "_")}">
    ${
      picture &&
      html`<meta property="og:image" content="${uploadUrl(coop.origin, picture)}">
    <meta property="og:image:alt" content="${pickText(picture.alt, tag)}">
    <meta name="twitter:card" content="summary_large_image">`
    }`;
}
