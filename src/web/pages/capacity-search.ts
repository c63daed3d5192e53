import { readCapacityIndex } from "#src/app/capacity-index.ts";
import type { CapacityQuery } from "#src/app/capacity.ts";
import type { Context } from "#src/app/context.ts";
import { parseGeoPoint, writeGeoPoint } from "#src/domain/distance.ts";
import type { Near, Wanted } from "#src/domain/listing.ts";
import type { Choices } from "#src/domain/listing-index.ts";
import { maxPerSeatHour, maxSeats } from "#src/domain/policy.ts";
import { features, type Energy, type GeoPoint } from "#src/domain/resource.ts";
import { listResources } from "#src/store/resources.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { field, fieldValues, type FormBody } from "#src/web/forms.ts";
import { digitsOf } from "./proposal-form.ts";
import { readSlot, writeSlot } from "./slot-fields.ts";
import { readParts, readWhole, writeParts } from "./typed-number.ts";

export type Errors = Readonly<Record<string, string>>;

/** What somebody looks for, and what of it they typed. */
export interface Searched {
  /** Whether anything was asked; without it all that is shared is shown. */
  readonly isSearch: boolean;
  readonly wanted: Wanted;
  /** The fields that were filled in, for links that lead on with the same search. */
  readonly fields: URLSearchParams;
}

/** What the form lets people choose from. */
export interface SearchChoices extends Omit<Choices, "places"> {
  /** Places by name, in lower case: our own resources, and a place in each region. */
  readonly places: ReadonlyMap<string, { readonly label: string; readonly point: GeoPoint }>;
}

const mostResources = 500;

export async function findChoices(context: Context): Promise<SearchChoices> {
  const { listings, isDealtWith } = await readCapacityIndex(context);
  const { places: ofRegions, ...choices } = listings.choices(isDealtWith);
  const places = new Map<string, { label: string; point: GeoPoint }>();
  const add = (label: string, point: GeoPoint): void => {
    if (label !== "") places.set(label.toLowerCase(), { label, point });
  };
  for (const [region, point] of ofRegions) add(region, point);
  for (const { name, location, latitudeE6, longitudeE6 } of await listResources(context.database, {
    limit: mostResources,
  })) {
    if (latitudeE6 === null || longitudeE6 === null) continue;
    for (const label of [location ?? "", ...Object.values(name)]) add(label, { latitudeE6, longitudeE6 });
  }
  return { ...choices, places };
}

/** The names of the form's fields. */
const names =
  "date from to seats language region energy energyStated near within feature platform terms price audience".split(" ");

/** Those that stand behind "more". */
export const furtherNames = [
  "near",
  "within",
  "feature",
  "energyStated",
  "platform",
  "terms",
  "price",
  "audience",
] as const;

/** What the search form sent. Nothing of it has to be there; a time needs its day. */
export function readSearch(
  page: PageContext,
  typed: FormBody,
  choices: Pick<SearchChoices, "places">,
): { readonly searched: Searched; readonly errors: Errors } {
  const fields = new URLSearchParams(
    names.flatMap((name) =>
      fieldValues(typed, name)
        .filter((value) => value.trim() !== "")
        .map((value) => [name, value.trim()]),
    ),
  );
  const when = readWhen(page, typed);
  const seats = readSeats(page, typed);
  const near = readNear(page, typed, choices);
  const terms = readTerms(page, typed);
  const errors = { ...when.errors, ...seats.errors, ...near.errors, ...terms.errors };
  const wanted = { ...readChosen(typed), ...when.wanted, ...seats.wanted, ...near.wanted, ...terms.wanted };
  return { searched: { isSearch: fields.size > 0, wanted, fields }, errors };
}

interface Part {
  readonly wanted?: Wanted;
  readonly errors?: Errors;
}

function readWhen(page: PageContext, typed: FormBody): Part {
  const [date, from, to] = [field(typed, "date"), field(typed, "from"), field(typed, "to")];
  if (date === "" && from === "" && to === "") return {};
  const read = readSlot(page, { date, from, to });
  return "slot" in read ? { wanted: { slot: read.slot } } : { errors: read.errors };
}

function readSeats({ text }: PageContext, typed: FormBody): Part {
  const value = field(typed, "seats");
  if (value === "") return {};
  const seats = readWhole(value);
  const isRight = seats !== undefined && seats >= 1 && seats <= maxSeats;
  return isRight ? { wanted: { seats } } : { errors: { seats: text("capacity-seats-wrong") } };
}

function readNear({ text }: PageContext, typed: FormBody, { places }: Pick<SearchChoices, "places">): Part {
  const value = field(typed, "near");
  if (value === "") return {};
  const point = parseGeoPoint(value) ?? places.get(value.toLowerCase())?.point;
  if (point === undefined) return { errors: { near: text("browse-near-wrong") } };
  const kilometres = readWhole(field(typed, "within"));
  return { wanted: { near: { ...point, ...(kilometres !== undefined && { withinMetres: kilometres * 1000 }) } } };
}

const energies: readonly Energy[] = ["renewable", "mixed", "unknown"];

/** What is chosen from lists: anything else than what they hold counts as not chosen. */
function readChosen(typed: FormBody): Wanted {
  const chosen = features.filter((feature) => fieldValues(typed, "feature").includes(feature));
  const energy = energies.find((one) => one === field(typed, "energy"));
  const audience = (["public", "partners"] as const).find((one) => one === field(typed, "audience"));
  return {
    ...readNamed(typed),
    ...(energy !== undefined && { energy }),
    ...(field(typed, "energyStated") === "yes" && { energyStated: true }),
    ...(chosen.length > 0 && { features: chosen }),
    ...(audience !== undefined && { audience }),
  };
}

function readNamed(typed: FormBody): Wanted {
  const [language, region, platform] = [field(typed, "language"), field(typed, "region"), field(typed, "platform")];
  return {
    ...(language !== "" && { language }),
    ...(region !== "" && { region }),
    ...(platform !== "" && { platform }),
  };
}

/** `gift`, or a unit that can be given, at most so much of it for each hour of a seat: gifts fit then too. */
function readTerms({ text }: PageContext, typed: FormBody): Part {
  const [unit, most] = [field(typed, "terms"), field(typed, "price")];
  const isPrice = unit !== "" && unit !== "gift";
  if (!isPrice)
    return most === ""
      ? { wanted: unit === "" ? {} : { terms: "gift" } }
      : { errors: { price: text("browse-price-alone") } };
  if (most === "") return { wanted: { price: { unit } } };
  const atMost = readParts(most, 10 ** digitsOf(unit));
  return atMost === undefined || atMost > maxPerSeatHour
    ? { errors: { price: text("browse-price-wrong") } }
    : { wanted: { price: { unit, atMost } } };
}

/** A saved search as the form's fields. */
export function writeSearch(wanted: Wanted, zone: string): URLSearchParams {
  const { slot, seats, language, region, features: chosen = [], energy, energyStated, platform, terms, price } = wanted;
  const fields = {
    ...(slot !== undefined && writeSlot(slot, zone)),
    seats: seats?.toString(),
    language,
    region,
    energy,
    platform,
    audience: wanted.audience,
    energyStated: energyStated === true ? "yes" : undefined,
    terms: terms ?? price?.unit,
    price: price?.atMost === undefined ? undefined : writeParts(price.atMost, digitsOf(price.unit)),
    ...(wanted.near && writeNear(wanted.near)),
  };
  const known = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return new URLSearchParams([...known, ...chosen.map((feature) => ["feature", feature])]);
}

const writeNear = (near: Near): Readonly<Record<string, string>> => ({
  near: writeGeoPoint(near),
  ...(near.withinMetres !== undefined && { within: String(near.withinMetres / 1000) }),
});

/** The query of the use case. */
export function queryOf({ slot, ...wanted }: Wanted): Omit<CapacityQuery, "limit"> {
  return { ...wanted, ...slot };
}
