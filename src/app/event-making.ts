import { distinctHashtags, findHashtags, foldHashtag, maxHashtags } from "#src/domain/announcement.ts";
import { eventProblem, roomTrouble, type EventProblem, type EventStatus, type JoinMode } from "#src/domain/event.ts";
import { hashtagIri } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { EventPlace } from "#src/domain/post.ts";
import { findAgreementRow } from "#src/store/agreements.ts";
import type { Event } from "#src/store/events.ts";
import { saveHashtags } from "#src/store/hashtags.ts";
import { listUploads, type Upload } from "#src/store/uploads.ts";
import { requireCoop } from "./coop.ts";
import type { Work } from "./context.ts";
import { htmlOfText } from "./html.ts";
import { claimUploads, describeUploads } from "./uploads.ts";

/** What an event says, and where and how it is held. What is left out of a change stays as it was. Times are epoch milliseconds. */
export interface EventChange {
  readonly name?: LocalizedText;
  /** Plain text. `#words` become hashtags. */
  readonly description?: LocalizedText;
  readonly startsAtMs?: number;
  readonly endsAtMs?: number;
  /** IANA; the coop's unless it is said. */
  readonly timeZone?: string;
  readonly place?: EventPlace | null;
  /** A public link, or our id of an agreement whose room it takes. */
  readonly onlineUrl?: string | null;
  readonly agreementId?: string | null;
  readonly languages?: readonly string[];
  readonly interpretation?: readonly string[];
  readonly capacity?: number | null;
  /** IRIs of actors; see `event-organisers.ts`. */
  readonly organisers?: readonly string[];
  readonly joinMode?: JoinMode;
  readonly externalUrl?: string | null;
  readonly answersUntilMs?: number | null;
  /** Besides those in the description; without `#`. */
  readonly hashtags?: readonly string[];
  /** Ids of uploads, in order, and what those show where that is said anew. */
  readonly pictures?: readonly string[];
  readonly alts?: Readonly<Record<string, LocalizedText>>;
  readonly status?: EventStatus;
  /** Why it was cancelled. */
  readonly cancelNote?: LocalizedText;
  /** What is public stays so until it is removed. */
  readonly state?: Event["state"];
}

export type EventRefusal =
  | EventProblem
  /** There is no such coop or circle to hold it. */
  | "unknown-author"
  /** There is no such agreement in which we are the receiver; it is not agreed; or the event is not within its hours. */
  | "unknown-agreement"
  | "agreement-not-agreed"
  | "outside-agreement"
  /** Everybody comes into the room of an agreement by a link of their own, so they must be able to say here that they come. */
  | "room-unanswered"
  | "too-many-pictures"
  | "unknown-picture";

/** What is refused inside of a transaction must leave nothing of it behind. */
export class EventRefused extends Error {
  readonly refusal: EventRefusal;

  constructor(refusal: EventRefusal) {
    super(`The event was refused: ${refusal}.`);
    this.refusal = refusal;
  }
}

/** Runs a use case, and answers what it was refused for. */
export async function orRefused<T>(work: Promise<T>): Promise<T | { readonly outcome: EventRefusal }> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof EventRefused) return { outcome: error.refusal };
    throw error;
  }
}

/** All of an event that a steward decides. */
export type EventFields = Omit<
  Event,
  | "id"
  | "actorId"
  | "seriesId"
  | "recurrence"
  | "sequence"
  | "publishedAtMs"
  | "updatedAtMs"
  | "deletedAtMs"
  | "pictures"
>;

/** An event of which nothing is said yet. */
const blankEvent = (timeZone: string): EventFields => ({
  name: {},
  description: {},
  descriptionHtml: {},
  startsAtMs: 0,
  endsAtMs: 0,
  timeZone,
  place: null,
  onlineUrl: null,
  agreementId: null,
  languages: [],
  interpretation: [],
  capacity: null,
  organisers: [],
  joinMode: "free",
  externalUrl: null,
  answersUntilMs: null,
  hashtags: [],
  state: "published",
  status: "confirmed",
  cancelNote: {},
});

/** The whole of an event as it is after a change. @throws {EventRefused} when it cannot be so. */
export async function composeEvent(work: Work, wanted: EventChange, before?: EventFields): Promise<EventFields> {
  const { defaultLanguage, timeZone } = await requireCoop(work);
  const { hashtags, alts: _alts, pictures: _pictures, ...given } = wanted;
  const known = before ?? blankEvent(timeZone);
  const merged: EventFields = { ...onlyFields(known), ...given };
  const description = ordered(merged.description, defaultLanguage);
  const further = hashtags ?? furtherHashtags(known);
  const fields: EventFields = {
    ...merged,
    name: ordered(merged.name, defaultLanguage),
    description,
    descriptionHtml: htmlOf(work.origin, description),
    cancelNote: ordered(merged.cancelNote, defaultLanguage),
    hashtags: distinctHashtags([...hashtagsOf(description), ...further]).slice(0, maxHashtags),
  };
  await refuseWrong(work, fields, before);
  return fields;
}

/** Only what is among the fields, so that rows can be given. */
export function onlyFields(row: EventFields): EventFields {
  const names = Object.keys(blankEvent(""));
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name))) as unknown as EventFields;
}

async function refuseWrong(work: Work, fields: EventFields, before: EventFields | undefined): Promise<void> {
  const isSame = before !== undefined && sameTimes(before, fields);
  const problem = timelyProblem(fields, isSame || fields.state === "draft", work.nowMs());
  if (problem !== undefined) throw new EventRefused(problem);
  if (fields.agreementId === null || fields.status === "cancelled") return;
  refuseUnanswered(fields);
  if (isSame && before.agreementId === fields.agreementId) return;
  const refusal = await roomRefusal(work, fields.agreementId, fields);
  if (refusal !== undefined) throw new EventRefused(refusal);
}

/** @throws {EventRefused} when nobody says here that they come, and so nobody is led into its room. */
export function refuseUnanswered({ joinMode }: Pick<EventFields, "joinMode">): void {
  if (joinMode === "none" || joinMode === "external") throw new EventRefused("room-unanswered");
}

/** What is over may still be described, and what is not public may wait for its date: then it may begin at any time. */
function timelyProblem(fields: EventFields, isLoose: boolean, nowMs: number): EventProblem | undefined {
  return eventProblem(fields, isLoose ? fields.startsAtMs - 1 : nowMs);
}

const sameTimes = (one: EventFields, other: EventFields): boolean =>
  one.startsAtMs === other.startsAtMs && one.endsAtMs === other.endsAtMs;

/** Why an event cannot be held in the room of an agreement at that time; undefined when it can. */
export async function roomRefusal(
  work: Work,
  agreementId: string,
  slot: Pick<Event, "startsAtMs" | "endsAtMs">,
): Promise<EventRefusal | undefined> {
  const row = await findAgreementRow(work.session, agreementId);
  if (row?.role !== "receiver") return "unknown-agreement";
  switch (roomTrouble(slot, row)) {
    case "ended":
      return "unknown-agreement";
    case "not-agreed":
      return "agreement-not-agreed";
    case "outside":
      return "outside-agreement";
    default:
      return undefined;
  }
}

/** Blank texts fall away, and the coop's default language comes first: some servers show only the first. */
function ordered(texts: LocalizedText, defaultLanguage: string): LocalizedText {
  const rank = (tag: string): number => (tag === defaultLanguage ? 0 : 1);
  return Object.fromEntries(
    Object.entries(texts)
      .map(([tag, text]) => [tag, text.trim()] as const)
      .filter(([, text]) => text !== "")
      .toSorted(([one], [other]) => rank(one) - rank(other)),
  );
}

const htmlOf = (origin: string, description: LocalizedText): LocalizedText =>
  Object.fromEntries(
    Object.entries(description).map(([tag, text]) => [
      tag,
      htmlOfText(text, { hashtag: (word) => hashtagIri(origin, foldHashtag(word)) }),
    ]),
  );

const hashtagsOf = (description: LocalizedText): readonly string[] =>
  Object.values(description).flatMap((text) => findHashtags(text).map(({ word }) => word));

/** Those that stand beside the text and not in it. */
export function furtherHashtags({ hashtags, description }: Pick<Event, "hashtags" | "description">): readonly string[] {
  const inText = new Set(hashtagsOf(description).map(foldHashtag));
  return hashtags.filter((word) => !inText.has(foldHashtag(word)));
}

/** From now on its hashtags lead to it; none do while it is not public. */
export const keepEventHashtags = (work: Work, { id, hashtags, state, deletedAtMs }: Event): Promise<void> =>
  saveHashtags(
    work.session,
    { subjectId: id, kind: "event" },
    state === "published" && deletedAtMs === null ? hashtags.map(foldHashtag) : [],
  );

/**
 * The pictures that an event or a series has from now on. Those that its series owns may stay: each upload belongs to one thing only.
 * @throws {EventRefused} when they cannot be had.
 */
export async function takePictures(
  work: Work,
  { id, seriesId, pictures: before }: Pick<Event, "id" | "seriesId" | "pictures">,
  { pictures = before, alts }: EventChange,
): Promise<{ readonly pictures: readonly string[]; readonly described: boolean }> {
  const described = alts === undefined ? false : await describeUploads(work, alts, id);
  if (JSON.stringify(pictures) === JSON.stringify(before)) return { pictures, described };
  const uploads = await listUploads(work.session, pictures);
  const isLent = (upload: Upload): boolean =>
    (seriesId !== null && upload.subjectId === seriesId) || before.includes(upload.id);
  const lent = new Set(
    uploads.filter((upload) => upload.subjectId !== id && isLent(upload)).map((upload) => upload.id),
  );
  const taken = await claimUploads(
    work,
    pictures.filter((picture) => !lent.has(picture)),
    id,
  );
  if ("claimed" in taken) return { pictures, described };
  throw new EventRefused(taken.refused === "too-many" ? "too-many-pictures" : "unknown-picture");
}
