import { z } from "zod";
import { readCursor, type CapacityQuery } from "#src/app/capacity.ts";
import { parseGeoPoint } from "#src/domain/distance.ts";
import { isUnit } from "#src/domain/quantity.ts";
import { defaultPolicy, maxPerSeatHour } from "#src/domain/policy.ts";
import { features } from "#src/domain/resource.ts";
import { minutesOf } from "#src/domain/slot.ts";
import { notValid } from "./route.ts";
import type { Problem } from "./problem.ts";
import { energy, instant, languageTag, pageQuery, present, seats, text } from "./schemas.ts";

const whole = (what: string, most: number) =>
  z.coerce
    .number(what)
    .pipe(z.int(what).min(0, "at least 0").max(most, `at most ${most}`))
    .meta({ type: "integer", minimum: 0, maximum: most });

const featureList = features.join(", ");

/** What a search of capacity may ask, as a query and in a saved search. */
export const capacityFilters = {
  start: instant.exactOptional(),
  end: instant.exactOptional(),
  seats: z.coerce.number("a whole number of seats").pipe(seats).meta({ type: "integer", minimum: 1 }).exactOptional(),
  language: languageTag.exactOptional(),
  region: text(100).exactOptional(),
  near: z
    .string()
    .transform((value, context) => {
      const point = parseGeoPoint(value);
      if (point !== undefined) return point;
      context.addIssue({ code: "custom", message: "latitude and longitude, as in 41.387915,2.169919" });
      return z.NEVER;
    })
    .exactOptional()
    .meta({ description: "Decimal degrees, latitude first; answers then say how far each offer is" }),
  within: whole("a whole number of kilometres", 20_100)
    .exactOptional()
    .meta({ description: "Kilometres from `near`, at most" }),
  feature: z
    .string()
    .transform((value) => value.split(","))
    .pipe(z.array(z.enum(features, { error: `of ${featureList}` })).max(features.length))
    .exactOptional()
    .meta({ description: `All of these, with commas between them: ${featureList}` }),
  energy: energy.exactOptional(),
  energyStated: z
    .stringbool("true or false")
    .exactOptional()
    .meta({ description: "Only where it is said how the energy is known" }),
  platform: text(40).exactOptional(),
  terms: z.enum(["gift", "reciprocal"], { error: "gift or reciprocal" }).exactOptional(),
  unit: z
    .string()
    .refine(isUnit, "seat-minute, work-minute or a currency's ISO 4217 code")
    .exactOptional()
    .meta({ description: "What can be given in return; gifts fit too" }),
  price: whole("a whole number of units for one seat-hour", maxPerSeatHour)
    .exactOptional()
    .meta({ description: "With `unit`: at most so much for one seat-hour" }),
  audience: z.enum(["public", "partners"], { error: "public or partners" }).exactOptional(),
  whose: z.enum(["own", "others"], { error: "own or others" }).exactOptional(),
} as const;

/** The filters with what says which part of the list is meant. */
export const capacityPage = {
  ...capacityFilters,
  limit: pageQuery.limit,
  cursor: z.string().max(60).exactOptional().meta({ description: "`next` of the page before, in the same order" }),
  order: z
    .enum(["newest", "fit"], { error: "newest or fit" })
    .default("newest")
    .meta({ description: "`fit`: what fits best comes first, our own last" }),
} as const;

/** Nobody can ask for longer; and every week of a slot is compared with the hours of every calendar. */
const longestMinutes = defaultPolicy.maxSlotMinutes;

const filters = z.strictObject(capacityFilters);
type Filters = z.output<typeof filters>;
const page = z.strictObject(capacityPage);

/** What was asked, or what is wrong with the parts together. `where` is what they stand in. */
export function readFilters(asked: Filters, where: string): { readonly query: Omit<CapacityQuery, "limit"> } | Problem {
  const { start, end, near, within, feature, unit, price, ...rest } = asked;
  const wrong = (field: string, message: string): Problem => notValid([{ field: `${where}.${field}`, message }]);
  const wrongEnd = endProblem(start, end);
  if (wrongEnd !== undefined) return wrong("end", wrongEnd(where));
  if (within !== undefined && near === undefined) return wrong("within", `needs ${where}.near`);
  if (price !== undefined && unit === undefined) return wrong("price", `needs ${where}.unit`);
  return {
    query: {
      ...rest,
      ...present({ startsAtMs: start, endsAtMs: end, features: feature }),
      ...(near !== undefined && { near: { ...near, ...present({ withinMetres: metres(within) }) } }),
      ...(unit !== undefined && { price: { unit, ...present({ atMost: price }) } }),
    },
  };
}

function endProblem(
  startsAtMs: number | undefined,
  endsAtMs: number | undefined,
): ((where: string) => string) | undefined {
  if (endsAtMs === undefined) return undefined;
  if (startsAtMs === undefined || endsAtMs <= startsAtMs) return (where) => `should come after ${where}.start`;
  return minutesOf({ startsAtMs, endsAtMs }) > longestMinutes
    ? (where) => `should come at most ${longestMinutes / (24 * 60)} days after ${where}.start`
    : undefined;
}

const metres = (kilometres: number | undefined): number | undefined =>
  kilometres === undefined ? undefined : kilometres * 1000;

/** {@link readFilters} with the page that is meant. */
export function readCapacityPage(asked: z.output<typeof page>): { readonly query: CapacityQuery } | Problem {
  const { limit, cursor, order, ...rest } = asked;
  const read = readFilters(rest, "query");
  if ("problem" in read) return read;
  if (cursor !== undefined && readCursor(order, cursor) === undefined)
    return notValid([{ field: "query.cursor", message: "should be `next` of the page before, in the same order" }]);
  return { query: { ...read.query, limit, order, ...present({ cursor }) } };
}
