import { z } from "zod";
import { maxSeats } from "#src/domain/policy.ts";
import { unitOfIri } from "#src/domain/unit.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { publicCollection } from "./context.ts";
import type { JsonObject } from "./json.ts";

/** What proposals and agreements have in common on the wire (FEP-0837). Everything read is bounded. */

/** Text that every store can keep: without NUL and half characters. */
export const plainText = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((text) => text.isWellFormed() && !text.includes("\0"), "a text of whole characters without NUL");

export const iri = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((text) => text.isWellFormed() && !/[\s\p{Cc}]/u.test(text), "an IRI without spaces and control characters");

/** An object as its IRI, or embedded with one. */
export const reference = z.union([iri, z.object({ id: iri }).transform((object) => object.id)]);

/** One of something, also where it comes as a list of one. */
export const one = <T extends z.ZodType>(schema: T) => z.union([schema, z.tuple([schema]).transform(([only]) => only)]);

/** A `type`, alone or among others. */
export const typed = (type: string) =>
  z.union([
    z.literal(type),
    z
      .array(z.string().max(200))
      .max(10)
      .refine((types) => types.includes(type), `a type ${type}`),
  ]);

/** `to`: one or several addressees. */
export const addressees = z.union([
  z
    .string()
    .max(2000)
    .transform((only) => [only]),
  z.array(z.string().max(2000)).max(100),
]);

export const isPublic = (to: readonly string[]): boolean =>
  to.some((addressee) => [publicCollection, "as:Public", "Public"].includes(addressee));

const latestMs = Date.UTC(9999, 0);
const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** An instant with its zone, as epoch milliseconds. */
export const instant = z
  .string()
  .max(40)
  .regex(isoInstant)
  .transform((text) => Date.parse(text))
  .refine((atMs) => Number.isSafeInteger(atMs) && atMs >= 0 && atMs < latestMs, "an instant before the year 9999");

export const writeInstant = (atMs: number): string => new Date(atMs).toISOString();

/** A whole number, as a string (as FEP-0837 has it) or as a number. */
export const wholeNumber = z
  .union([
    z
      .string()
      .regex(/^\d{1,16}$/)
      .transform(Number),
    z.number(),
  ])
  .refine((value) => Number.isSafeInteger(value) && value >= 0, "a whole number");

export const seats = wholeNumber.refine((value) => value >= 1 && value <= maxSeats, `from 1 to ${maxSeats} seats`);

/** A measure counts its unit one by one; which unit it is, `resourceConformsTo` says. */
export const measure = one(
  z.object({ hasUnit: z.string().max(200).optional(), hasNumericalValue: wholeNumber }),
).transform(({ hasNumericalValue }) => hasNumericalValue);

export const writeMeasure = (value: number): JsonObject => ({ hasUnit: "one", hasNumericalValue: String(value) });

/** A unit by its IRI. */
export const unit = iri.transform((text, context) => {
  const found = unitOfIri(text);
  if (found !== undefined) return found;
  context.addIssue({ code: "custom", message: `${text} is no unit that we know` });
  return z.NEVER;
});

const languageTag = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/);

/** `name` and `nameMap`: the map, or the plain name under `und` where there is no map. */
export const named = z
  .object({
    name: plainText(500).optional(),
    nameMap: z
      .record(languageTag, plainText(500))
      .refine((map) => Object.keys(map).length <= 40)
      .optional(),
  })
  .transform(({ name, nameMap }): LocalizedText => {
    if (nameMap !== undefined && Object.keys(nameMap).length > 0) return nameMap;
    return name === undefined ? {} : { und: name };
  });

/** The first language plain, for those who read no maps, and all of them. */
export function writeName(text: LocalizedText): JsonObject {
  const [first] = Object.values(text);
  return first === undefined ? {} : { name: first, nameMap: { ...text } };
}
