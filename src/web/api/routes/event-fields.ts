import { z } from "zod";
import { findOrganisers } from "#src/app/event-organisers.ts";
import { maxHashtags, readHashtag } from "#src/domain/announcement.ts";
import {
  maxCancelNoteLength,
  maxEventCapacity,
  maxEventDescriptionLength,
  maxEventLanguages,
  maxEventNameLength,
  maxOrganisers,
  maxPlaceLength,
} from "#src/domain/event.ts";
import { maxPictures } from "#src/domain/upload.ts";
import { notFound, problem, type Problem } from "#src/web/api/problem.ts";
import { notValid, type Surroundings } from "#src/web/api/route.ts";
import { instant, iri, languageTag, localizedText, text, uuid } from "#src/web/api/schemas.ts";

/** A text by language that may be taken away again with `{}`. */
const maybeTexts = (maxLength: number) =>
  z.union([localizedText(maxLength), z.strictObject({})], { error: 'texts by language, as in {"en": "…"}, or {}' });
const line = text(maxPlaceLength).exactOptional();
const degrees = (most: number) =>
  z
    .number()
    .min(-most)
    .max(most)
    .transform((value) => Math.round(value * 1e6))
    .exactOptional();

const place = z
  .strictObject({
    name: localizedText(maxPlaceLength),
    address: line,
    postalCode: line,
    locality: line,
    region: line,
    country: line,
    latitude: degrees(90),
    longitude: degrees(180),
  })
  .transform(({ latitude, longitude, ...rest }) => ({
    ...rest,
    ...(latitude !== undefined && longitude !== undefined && { latitudeE6: latitude, longitudeE6: longitude }),
  }));

const hashtag = text(100)
  .refine((value) => readHashtag(value) !== undefined, "one word of letters and figures, not figures alone")
  .transform((value) => readHashtag(value) ?? value);

/** What an event is made of, in a body. */
export const fields = {
  name: localizedText(maxEventNameLength),
  description: maybeTexts(maxEventDescriptionLength).exactOptional(),
  start: instant,
  end: instant,
  timeZone: text(100).exactOptional().meta({ description: "IANA; the coop's unless it is said" }),
  place: z.union([place, z.null()]).exactOptional(),
  onlineUrl: z.union([iri, z.null()]).exactOptional().meta({ description: "A public link" }),
  agreement: z
    .union([uuid, z.null()])
    .exactOptional()
    .meta({ description: "An agreement of ours, as its receiver, whose room it takes; its hours must hold the event" }),
  languages: z.array(languageTag).max(maxEventLanguages).exactOptional(),
  interpretation: z
    .array(languageTag)
    .max(maxEventLanguages)
    .exactOptional()
    .meta({ description: "Also sign languages, such as csc" }),
  capacity: z.union([z.int().min(1).max(maxEventCapacity), z.null()]).exactOptional(),
  organisers: z
    .array(text(2000))
    .max(maxOrganisers)
    .exactOptional()
    .meta({ description: "Handles or ids of our own, @user@host or the address of an actor elsewhere" }),
  joinMode: z.enum(["free", "restricted", "external", "none"]).exactOptional(),
  externalUrl: z.union([iri, z.null()]).exactOptional(),
  answersUntil: z.union([instant, z.null()]).exactOptional(),
  hashtags: z.array(hashtag).max(maxHashtags).exactOptional().meta({ description: "Besides those in the description" }),
  pictures: z.array(uuid).max(maxPictures).exactOptional().meta({ description: "Ids of uploads, in order" }),
  status: z.enum(["confirmed", "tentative", "cancelled"]).exactOptional(),
  cancelNote: maybeTexts(maxCancelNoteLength).exactOptional(),
  state: z.enum(["draft", "published"]).exactOptional(),
};

type Fields = z.output<ReturnType<typeof z.strictObject<typeof fields>>>;

/** Wire names to those of the use case, with organisers looked up; or what is wrong with them. */
export async function wantedOf(surroundings: Pick<Surroundings, "app" | "partners">, body: Partial<Fields>) {
  const { start, end, agreement, answersUntil, organisers, ...rest } = body;
  const found = organisers === undefined ? undefined : await findOrganisers(surroundings, organisers);
  if (found !== undefined && found.unknown.length > 0)
    return notValid(
      found.unknown.map((one) => ({ field: "body.organisers", message: `names ${one}, where nobody was found` })),
    );
  return {
    ...rest,
    ...(start !== undefined && { startsAtMs: start }),
    ...(end !== undefined && { endsAtMs: end }),
    ...(agreement !== undefined && { agreementId: agreement }),
    ...(answersUntil !== undefined && { answersUntilMs: answersUntil }),
    ...(found !== undefined && { organisers: found.organisers }),
  };
}

const refusals: Readonly<Record<string, readonly [field: string, message: string]>> = {
  "no-name": ["body.name", "should be a text in at least one language"],
  times: ["body.end", "should be later than start, both in whole minutes"],
  "too-long": ["body.end", "should be at most 31 days after start"],
  past: ["body.end", "should be in the future"],
  "too-far": ["body.start", "should be at most five years ahead"],
  "time-zone": ["body.timeZone", "should be an IANA zone, as in Europe/Madrid"],
  "two-rooms": ["body.onlineUrl", "should be left out with agreement"],
  "no-external-url": ["body.externalUrl", "is required with the joinMode external"],
  "answers-until": ["body.answersUntil", "should not be later than end"],
  "unknown-author": ["body.holder", "should be the id of a circle of this coop"],
  "unknown-agreement": ["body.agreement", "should be an agreement of ours that stands and that we receive"],
  "agreement-not-agreed": ["body.agreement", "is not agreed yet"],
  "outside-agreement": ["body.agreement", "does not cover the hours of the event"],
  "room-unanswered": ["body.joinMode", "should be free or restricted with agreement"],
  "too-many-pictures": ["body.pictures", `should be at most ${maxPictures}`],
  "unknown-picture": ["body.pictures", "should be ids of uploads that nothing else uses"],
};

/** Why an event or a series was not taken. */
export function refused({ outcome }: { readonly outcome: string }, what: string): Problem {
  const refusal = refusals[outcome];
  if (refusal !== undefined) return notValid([{ field: refusal[0], message: refusal[1] }]);
  if (outcome === "published") return problem("conflict", "It is public: it cannot be a draft any more.");
  return outcome === "ended" ? problem("conflict", "The series has ended.") : notFound(what);
}
