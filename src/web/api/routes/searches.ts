import { z } from "zod";
import { deleteSearch, listSearches, saveSearch, type SavedSearch } from "#src/app/saved-searches.ts";
import { wantedOf } from "#src/app/capacity.ts";
import { degreesOf } from "#src/domain/distance.ts";
import type { Wanted } from "#src/domain/listing.ts";
import { capacityFilters, readFilters } from "#src/web/api/capacity-filters.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import { answeredInstant, idParams, listOf, none, present, text, uuid, writeInstant } from "#src/web/api/schemas.ts";

const wantedShape = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .meta({ description: "The filters, as `GET /capacity` takes them" });

const answered = z.object({
  id: uuid,
  name: z.string(),
  query: wantedShape,
  fitting: z.int().meta({ description: "How many offers fit, a hundred at most" }),
  fresh: z.int().meta({ description: "How many of them only since it was last looked at" }),
  created: answeredInstant,
});

const shown = ({ id, name, wanted, fitting, fresh, createdAtMs }: SavedSearch): z.output<typeof answered> => ({
  id,
  name,
  query: writeWanted(wanted),
  fitting,
  fresh,
  created: writeInstant(createdAtMs),
});

function writeWanted({ slot, near, price, features, ...rest }: Wanted): z.output<typeof wantedShape> {
  return {
    ...present(rest),
    ...(slot !== undefined && { start: writeInstant(slot.startsAtMs), end: writeInstant(slot.endsAtMs) }),
    ...(near !== undefined && { near: `${degreesOf(near.latitudeE6)},${degreesOf(near.longitudeE6)}` }),
    ...(near?.withinMetres !== undefined && { within: near.withinMetres / 1000 }),
    ...(price !== undefined && { unit: price.unit, ...present({ price: price.atMost }) }),
    ...(features !== undefined && { feature: features.join(",") }),
  };
}

const list = route({
  method: "get",
  path: "/searches",
  id: "listSearches",
  summary: "The searches that this caller has saved, newest first",
  role: "member",
  params: none,
  query: none,
  body: none,
  status: 200,
  answer: listOf(answered),
  async handle({ app, principal }) {
    return { answer: { items: (await listSearches(app, principal.id)).map(shown) } };
  },
});

const save = route({
  method: "post",
  path: "/searches",
  id: "saveSearch",
  summary: "Save a search, to be told when something newly fits",
  description: "It belongs to the caller: a person who is signed in, or a token.",
  role: "member",
  params: none,
  query: none,
  body: z.strictObject({ name: text(100), query: z.strictObject(capacityFilters) }),
  status: 201,
  answer: answered,
  problems: ["conflict"],
  async handle({ app, principal, body }) {
    const read = readFilters(body.query, "body.query");
    if ("problem" in read) return read;
    const saved = await saveSearch(app, { userId: principal.id, name: body.name, wanted: wantedOf(read.query) });
    if (saved.outcome === "too-many")
      return problem("conflict", "There are too many saved searches. Delete one first.");
    return { answer: shown(saved.search) };
  },
});

const remove = route({
  method: "delete",
  path: "/searches/{id}",
  id: "deleteSearch",
  summary: "Forget a saved search",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 204,
  answer: none,
  names: "saved search",
  async handle({ app, principal, params }) {
    const deleted = await deleteSearch(app, { id: params.id, userId: principal.id });
    return deleted ? { answer: {} } : notFound("saved search");
  },
});

export const searchRoutes = [list, save, remove];
