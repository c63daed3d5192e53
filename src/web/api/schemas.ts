import { z } from "zod";
import { isLanguageTag } from "#src/domain/identity.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import { isUnit } from "#src/domain/quantity.ts";
import { maxFreeUntilMinutes, maxPerSeatHour, maxSeats } from "#src/domain/policy.ts";
import { minuteMs } from "#src/domain/slot.ts";

/** Where a route has no parameters, no query or no body: unknown names are refused there too. */
export const none = z.strictObject({});

const notStorable = /[\0]/;

/** Plain text, which may be empty. NUL and half characters are refused: not every store can keep them. */
export const words = (maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength, `a text of at most ${maxLength} characters`)
    .refine((value) => value.isWellFormed() && !notStorable.test(value), "a text of whole characters without NUL");

/** Plain text of at least one character. */
export const text = (maxLength: number) => words(maxLength).min(1, "a text that is not empty");

/** A BCP 47 tag as browsers and Mastodon write it: `ca`, `pt-BR`, `zh-Hant`. */
export const languageTag = z
  .string()
  .refine(isLanguageTag, "a language tag, as in ca or pt-BR")
  .meta({ examples: ["ca"] });

/** A text in one or more languages, the most important first. */
export const localizedText = (maxLength: number) =>
  z
    .record(languageTag, text(maxLength))
    .refine((value) => Object.keys(value).length > 0, 'a text in at least one language, as in {"en": "…"}')
    .refine((value) => Object.keys(value).length <= 40, "a text in at most 40 languages");

/** Texts and languages as somebody wrote them, in answers. */
export const answeredTexts = z.record(z.string(), z.string()).meta({ description: "Texts by language tag" });
export const answeredLanguages = z.array(z.string()).meta({ description: "Language tags" });

/** A text in several languages, or a plain one that is taken to be in the coop's default language. */
export const textOrLocalized = (maxLength: number) => z.union([text(maxLength), localizedText(maxLength)]);

export const uuid = z.string().refine(isUuidV7, "one of this node's ids (a UUIDv7)").meta({ format: "uuid" });

export const iri = z
  .url({ protocol: /^https?$/, error: "an http or https address" })
  .max(2000)
  .meta({ format: "uri" });

const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** An ISO 8601 instant with its zone, in whole minutes; read as epoch milliseconds. */
export const instant = z
  .string()
  .transform((value, context) => {
    const atMs = isoInstant.test(value) ? readInstant(value) : undefined;
    if (atMs !== undefined && atMs % minuteMs === 0) return atMs;
    context.addIssue({ code: "custom", message: "an instant in whole minutes, as in 2027-03-01T18:00:00Z" });
    return z.NEVER;
  })
  .meta({
    format: "date-time",
    description: "An ISO 8601 instant in whole minutes",
    examples: ["2027-03-01T18:00:00Z"],
  });

function readInstant(value: string): number | undefined {
  try {
    return Temporal.Instant.from(value).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** An instant in an answer: UTC, without needless fractions. */
export const answeredInstant = z.string().meta({ format: "date-time" });
export const writeInstant = (atMs: number): string => Temporal.Instant.fromEpochMilliseconds(atMs).toString();

export const seats = z.int("a whole number of seats").min(1, "at least 1").max(maxSeats, `at most ${maxSeats}`);

export const energy = z.enum(["renewable", "mixed", "unknown"], { error: "renewable, mixed or unknown" });

export const unit = z
  .string()
  .refine(isUnit, "seat-minute, work-minute or a currency's ISO 4217 code")
  .meta({ examples: ["seat-minute", "work-minute", "EUR"] });

const percent = z.int("a whole percentage").min(0, "at least 0").max(100, "at most 100");

const notice = z
  .strictObject({
    freeUntilMinutes: z
      .int("a whole number of minutes")
      .min(0, "at least 0")
      .max(maxFreeUntilMinutes, `at most ${maxFreeUntilMinutes}`)
      .meta({ description: "Giving back costs nothing until so many minutes before the start" }),
    latePercent: percent.meta({ description: "Of what is given back later than that" }),
    noShowPercent: percent.meta({ description: "Of what was agreed, when nobody comes" }),
  })
  .exactOptional()
  .meta({ description: "What giving agreed seats back costs, in seat-minutes; without it, nothing" });

export const terms = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("gift"), notice }),
    z.strictObject({
      kind: z.literal("reciprocal"),
      perSeatHour: z
        .int("a whole number of units for one seat-hour")
        .min(0, "at least 0")
        .max(maxPerSeatHour, `at most ${maxPerSeatHour}`),
      unit,
      notice,
    }),
  ],
  { error: '{kind: "gift"} or {kind: "reciprocal", perSeatHour, unit}' },
);

/** The id in a path. Anything but an id of ours is simply not found. */
export const idParams = z.strictObject({ id: uuid });

/** What a query may carry for one page of a list. */
export const pageQuery = {
  limit: z.coerce
    .number("a whole number from 1 to 200")
    .pipe(z.int("a whole number from 1 to 200").min(1, "at least 1").max(200, "at most 200"))
    .default(50)
    .meta({ type: "integer", minimum: 1, maximum: 200, description: "How many items at most" }),
  cursor: z
    .string()
    .refine(isUuidV7, "`next` of the page before")
    .exactOptional()
    .meta({ description: "`next` of the page before" }),
};

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().exactOptional().meta({ description: "The cursor of the next page; absent on the last" }),
  });

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : null extends T[K] ? K : never]?: Exclude<T[K], undefined | null>;
};

/** Without what is undefined or null: an answer leaves out what is not known. */
export const present = <T extends object>(values: T): Present<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)) as Present<T>;
