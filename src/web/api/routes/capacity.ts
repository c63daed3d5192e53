import { z } from "zod";
import { findCapacity, type CapacityItem } from "#src/app/capacity.ts";
import { features } from "#src/domain/resource.ts";
import { notValid, route } from "#src/web/api/route.ts";
import {
  answeredLanguages,
  answeredTexts,
  energy,
  instant,
  iri,
  languageTag,
  listOf,
  none,
  pageQuery,
  present,
  seats,
  terms,
  text,
  uuid,
} from "#src/web/api/schemas.ts";

const query = z.strictObject({
  ...pageQuery,
  start: instant.exactOptional(),
  end: instant.exactOptional(),
  seats: z.coerce.number("a whole number of seats").pipe(seats).meta({ type: "integer", minimum: 1 }).exactOptional(),
  language: languageTag.exactOptional(),
  region: text(100).exactOptional(),
  energy: energy.exactOptional(),
  feature: z.enum(features, { error: features.join(", ") }).exactOptional(),
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
  freeSeats: z.int().meta({ description: "Free in every minute of the slot; all seats without a slot" }),
  terms,
  audience: z.enum(["public", "partners"]),
  region: z.string(),
  languages: answeredLanguages,
  energy,
  features: z.array(z.string()),
});

const shown = (found: CapacityItem): z.output<typeof item> => ({
  proposal: found.id,
  coop: found.coop,
  coopName: { ...found.coopName },
  own: found.own,
  resource: found.resource.actor,
  resourceName: { ...found.resource.name },
  ...present({ peer: found.peerId, platform: found.resource.platform }),
  seats: found.seats,
  freeSeats: found.freeSeats,
  terms: found.terms,
  audience: found.audience,
  region: found.region,
  languages: [...found.languages],
  energy: found.energy,
  features: [...found.features],
});

const list = route({
  method: "get",
  path: "/capacity",
  id: "findCapacity",
  summary: "The federation's capacity as this node knows it, its own included",
  description:
    "With `start` (and `end`, an hour later without it) only what has enough free seats in every minute of that slot.",
  role: "member",
  params: none,
  query,
  body: none,
  status: 200,
  answer: listOf(item),
  async handle({ app, query: { start, end, feature, ...wanted } }) {
    if (end !== undefined && (start === undefined || end <= start)) {
      return notValid([{ field: "query.end", message: "should come after query.start" }]);
    }
    const found = await findCapacity(app, {
      ...wanted,
      ...present({ startsAtMs: start, endsAtMs: end }),
      ...(feature === undefined ? {} : { features: [feature] }),
    });
    return { answer: { ...found, items: found.items.map(shown) } };
  },
});

export const capacityRoutes = [list];
