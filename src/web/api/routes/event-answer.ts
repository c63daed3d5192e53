import { z } from "zod";
import type { Context } from "#src/app/context.ts";
import { findRoomTrouble } from "#src/app/event-room.ts";
import { actorIri, eventIri } from "#src/domain/iri.ts";
import { countAttendances } from "#src/store/attendances.ts";
import type { Event, EventSeries } from "#src/store/events.ts";
import { listUploads } from "#src/store/uploads.ts";
import {
  answeredInstant,
  answeredLanguages,
  answeredTexts,
  iri,
  present,
  uuid,
  writeInstant,
} from "#src/web/api/schemas.ts";
import { answeredUpload, shownUpload } from "./uploads.ts";

const answeredPlace = z.object({
  name: answeredTexts,
  address: z.string().exactOptional(),
  postalCode: z.string().exactOptional(),
  locality: z.string().exactOptional(),
  region: z.string().exactOptional(),
  country: z.string().exactOptional(),
  latitude: z.number().exactOptional(),
  longitude: z.number().exactOptional(),
});

export const answeredEvent = z.object({
  id: uuid,
  object: iri.meta({ description: "The address of the Event, and of its page" }),
  actor: iri,
  series: uuid.exactOptional(),
  name: answeredTexts,
  description: answeredTexts,
  start: answeredInstant,
  end: answeredInstant,
  timeZone: z.string(),
  place: answeredPlace.exactOptional(),
  onlineUrl: iri.exactOptional(),
  agreement: uuid.exactOptional().meta({ description: "Our id of the agreement whose room it takes" }),
  roomTrouble: z
    .enum(["ended", "not-agreed", "outside"])
    .exactOptional()
    .meta({ description: "Why it cannot have that room" }),
  languages: answeredLanguages,
  interpretation: answeredLanguages,
  capacity: z.int().exactOptional(),
  coming: z.int().meta({ description: "How many people have said that they come" }),
  organisers: z.array(iri),
  joinMode: z.enum(["free", "restricted", "external", "none"]),
  externalUrl: iri.exactOptional(),
  answersUntil: answeredInstant.exactOptional(),
  hashtags: z.array(z.string()),
  pictures: z.array(answeredUpload),
  state: z.enum(["draft", "published"]),
  status: z.enum(["confirmed", "tentative", "cancelled"]),
  cancelNote: answeredTexts.exactOptional(),
  sequence: z.int(),
  publishedAt: answeredInstant.exactOptional(),
  updatedAt: answeredInstant.exactOptional(),
});

export async function showEvent({ database, origin }: Context, row: Event): Promise<z.output<typeof answeredEvent>> {
  const uploads = await listUploads(database, row.pictures);
  const { coming } = await countAttendances(database, row.id);
  return {
    id: row.id,
    object: eventIri(origin, row.id),
    actor: actorIri(origin, row.actorId),
    name: { ...row.name },
    description: { ...row.description },
    start: writeInstant(row.startsAtMs),
    end: writeInstant(row.endsAtMs),
    timeZone: row.timeZone,
    languages: [...row.languages],
    interpretation: [...row.interpretation],
    coming,
    organisers: [...row.organisers],
    joinMode: row.joinMode,
    hashtags: [...row.hashtags],
    pictures: uploads.map((upload) => shownUpload(origin, upload)),
    state: row.state,
    status: row.status,
    sequence: row.sequence,
    ...present({ ...optionalOf(row), roomTrouble: (await findRoomTrouble(database, row)) ?? null }),
  };
}

function optionalOf(row: Event) {
  const instantOf = (atMs: number | null): string | null => (atMs === null ? null : writeInstant(atMs));
  return {
    series: row.seriesId,
    place: placeOf(row),
    onlineUrl: row.onlineUrl,
    agreement: row.agreementId,
    capacity: row.capacity,
    externalUrl: row.externalUrl,
    answersUntil: instantOf(row.answersUntilMs),
    cancelNote: Object.keys(row.cancelNote).length === 0 ? null : { ...row.cancelNote },
    publishedAt: row.state === "published" ? writeInstant(row.publishedAtMs) : null,
    updatedAt: instantOf(row.updatedAtMs),
  };
}

function placeOf({ place }: Event): z.output<typeof answeredPlace> | null {
  if (place === null) return null;
  const { name, latitudeE6, longitudeE6, ...lines } = place;
  const degrees = (millionths: number | undefined): number | null =>
    millionths === undefined ? null : millionths / 1e6;
  return {
    name: { ...name },
    ...lines,
    ...present({ latitude: degrees(latitudeE6), longitude: degrees(longitudeE6) }),
  };
}

export const answeredSeries = z.object({
  id: uuid,
  actor: iri,
  rule: z.string().meta({ description: "RFC 5545 RRULE" }),
  firstStart: z.string().meta({ description: "The time on the wall from which it counts, as in 2027-03-04T18:00" }),
  timeZone: z.string(),
  durationMinutes: z.int(),
  endedAt: answeredInstant.exactOptional(),
  dates: z.array(answeredEvent).meta({ description: "Those that were made or changed; in a list, those ahead" }),
});

export async function showSeries(
  app: Context,
  row: EventSeries,
  dates: readonly Event[],
): Promise<z.output<typeof answeredSeries>> {
  return {
    id: row.id,
    actor: actorIri(app.origin, row.actorId),
    rule: row.rule,
    firstStart: row.firstStart,
    timeZone: row.timeZone,
    durationMinutes: row.durationMinutes,
    ...present({ endedAt: row.endedAtMs === null ? null : writeInstant(row.endedAtMs) }),
    dates: await Promise.all(dates.map((event) => showEvent(app, event))),
  };
}
