import { z } from "zod";
import { findCapacity, type CapacityItem } from "#src/app/capacity.ts";
import { writeFeatures } from "#src/web/feeds/geojson.ts";
import { capacityPage, readCapacityPage } from "#src/web/api/capacity-filters.ts";
import { route } from "#src/web/api/route.ts";
import {
  answeredLanguages,
  answeredTexts,
  energy,
  iri,
  listOf,
  none,
  present,
  terms,
  uuid,
} from "#src/web/api/schemas.ts";
import { degreesOf } from "#src/domain/distance.ts";

const query = z.strictObject(capacityPage);

const place = z.object({
  latitude: z.number().meta({ description: "Decimal degrees, WGS 84" }),
  longitude: z.number(),
});

const calendar = z.object({
  timeZone: z.string(),
  openingHours: z
    .array(z.object({ weekday: z.int(), fromMinute: z.int(), untilMinute: z.int() }))
    .meta({ description: "Monday is 1; minutes of the day in the time zone. Empty: always open" }),
  noticeMinutes: z.int(),
  horizonDays: z.int().nullable(),
});

const item = z.object({
  proposal: uuid.meta({ description: "What `POST /agreements` takes" }),
  coop: iri,
  coopName: answeredTexts,
  peer: uuid.exactOptional().meta({ description: "Absent for our own proposals" }),
  own: z.boolean(),
  resource: iri,
  resourceName: answeredTexts,
  platform: z.string().exactOptional(),
  seats: z.int(),
  roomSeats: z.int().exactOptional().meta({ description: "The most seats of one meeting, where that is less" }),
  freeSeats: z.int().meta({
    description: "For one meeting, free in every minute of the slot and open; without a slot, all there are",
  }),
  distanceMetres: z.int().exactOptional().meta({ description: "With `near`, where its place is known" }),
  terms,
  audience: z.enum(["public", "partners"]),
  region: z.string(),
  place: place.exactOptional(),
  languages: answeredLanguages,
  energy,
  energyStatement: z.string().exactOptional(),
  features: z.array(z.string()),
  calendar: calendar.exactOptional().meta({ description: "Absent: always open" }),
});

const shown = (found: CapacityItem): z.output<typeof item> => ({
  proposal: found.id,
  coop: found.coop,
  coopName: { ...found.coopName },
  own: found.own,
  resource: found.resource.actor,
  resourceName: { ...found.resource.name },
  ...present({ peer: found.peerId, platform: found.resource.platform, roomSeats: found.roomSeats }),
  seats: found.seats,
  freeSeats: found.freeSeats,
  ...present({ distanceMetres: found.distanceMetres, energyStatement: found.energyStatement }),
  terms: found.terms,
  audience: found.audience,
  region: found.region,
  ...present({ place: placeOf(found), calendar: calendarOf(found) }),
  languages: [...found.languages],
  energy: found.energy,
  features: [...found.features],
});

const placeOf = ({ place: at }: CapacityItem): z.output<typeof place> | undefined =>
  at === null ? undefined : { latitude: degreesOf(at.latitudeE6), longitude: degreesOf(at.longitudeE6) };

function calendarOf({ calendar: known }: CapacityItem): z.output<typeof calendar> | undefined {
  if (known === null) return undefined;
  const { timeZone, openingHours, noticeMinutes, horizonDays } = known;
  return { timeZone, openingHours: openingHours.map((one) => ({ ...one })), noticeMinutes, horizonDays };
}

const list = route({
  method: "get",
  path: "/capacity",
  id: "findCapacity",
  summary: "The federation's capacity as this node knows it, its own included",
  description:
    "With `start` (and `end`, an hour later without it) only what has enough free seats in every minute of that slot, is open in it and can be asked for in time. What is down is left out. Newest first, or `order=fit`.",
  role: "member",
  params: none,
  query,
  body: none,
  status: 200,
  answer: listOf(item),
  async handle({ app, query: asked }) {
    const read = readCapacityPage(asked);
    if ("problem" in read) return read;
    const found = await findCapacity(app, read.query);
    return { answer: { ...found, items: found.items.map(shown) } };
  },
});

const feature = z.object({
  type: z.literal("Feature"),
  id: uuid,
  geometry: z
    .object({ type: z.literal("Point"), coordinates: z.array(z.number()) })
    .nullable()
    .meta({ description: "Longitude first; null where nobody says the place" }),
  properties: item,
});

const geojson = route({
  method: "get",
  path: "/capacity.geojson",
  id: "findCapacityOnMap",
  summary: "The same as GeoJSON (RFC 7946), for maps",
  description: "The filters and pages of `GET /capacity`; `next` is a foreign member of the collection.",
  role: "member",
  params: none,
  query,
  body: none,
  status: 200,
  mediaType: "application/geo+json",
  answer: z.object({
    type: z.literal("FeatureCollection"),
    features: z.array(feature),
    next: z.string().exactOptional(),
  }),
  async handle({ app, query: asked }) {
    const read = readCapacityPage(asked);
    if ("problem" in read) return read;
    const { items, next } = await findCapacity(app, read.query);
    return { answer: { ...writeFeatures(items, shown), ...present({ next }) } };
  },
});

export const capacityRoutes = [list, geojson];
