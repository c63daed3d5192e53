import { Temporal } from "temporal-polyfill";
import type { EventChange, NewEvent } from "#src/app/events.ts";
import { maxHashtags, readHashtag } from "#src/domain/announcement.ts";
import {
  maxCancelNoteLength,
  maxEventCapacity,
  maxEventDescriptionLength,
  maxEventNameLength,
  maxOrganisers,
  maxPlaceLength,
  type JoinMode,
} from "#src/domain/event.ts";
import { isTimeZone } from "#src/domain/identity.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { EventPlace } from "#src/domain/post.ts";
import { maxSeriesLength, ruleOf, type Rhythm, type RhythmEnd } from "#src/domain/recurrence.ts";
import { momentOf } from "#src/domain/zone-time.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Event } from "#src/store/events.ts";
import { readLocalized } from "#src/web/components/typed.ts";
import { field, fieldValues, type FormBody } from "#src/web/forms.ts";
import type { Text } from "#src/web/text.ts";
import { eventTags, interpretedTags, spokenTags } from "./event-form.ts";
import { readWhole } from "./typed-number.ts";

export type Errors = Record<string, string>;

export interface ReadEvent {
  readonly wanted: Omit<NewEvent, "organisers" | "pictures" | "alts">;
  /** Organisers as they were typed, still to be looked up. */
  readonly organisers: readonly string[];
  /** Present when it repeats, or repeats differently from now on. */
  readonly rule?: string;
  readonly errors: Errors;
}

interface Reading {
  readonly text: Text;
  readonly body: FormBody;
  readonly coop: Coop;
  readonly event: Event | undefined;
  readonly errors: Errors;
}

/** What was typed, in the terms of the use case, and what is wrong with it by field. Only an empty form is no event. */
export function readEventForm(given: Omit<Reading, "errors">): ReadEvent {
  const reading: Reading = { ...given, errors: {} };
  const { body, errors } = reading;
  const timeZone = field(body, "timeZone");
  const isZone = isTimeZone(timeZone);
  if (!isZone) errors["timeZone"] = reading.text("events-zone-wrong");
  const zone = isZone ? timeZone : "UTC";
  const times = readTimes(reading, zone);
  const rule = readRepeats(reading, times.startsAtMs, zone);
  const wanted = {
    ...readWords(reading),
    ...times,
    timeZone,
    place: readPlace(reading),
    ...readOnline(reading),
    ...readTongues(reading),
    ...readAnswers(reading, zone),
    status: field(body, "status") === "tentative" ? ("tentative" as const) : ("confirmed" as const),
    state: field(body, "act") === "draft" ? ("draft" as const) : ("published" as const),
  };
  return { wanted, organisers: readOrganisers(reading), ...(rule !== undefined && { rule }), errors };
}

function readWords({ text, body, event, errors }: Reading) {
  const tags = eventTags(event);
  const name = readTexts({ text, body, errors }, { name: "name", most: maxEventNameLength, tags });
  const description = readTexts({ text, body, errors }, { name: "description", most: maxEventDescriptionLength, tags });
  if (Object.keys(name).length === 0) errors["name"] = text("events-name-missing");
  const typed = field(body, "hashtags")
    .split(/[\s,;]+/)
    .filter((word) => word !== "");
  const hashtags = typed.map((word) => readHashtag(word)).filter((word) => word !== undefined);
  if (hashtags.length < typed.length || hashtags.length > maxHashtags)
    errors["hashtags"] = text("events-hashtags-wrong");
  return { name, description, hashtags };
}

function readTexts(
  { text, body, errors }: Pick<Reading, "text" | "body" | "errors">,
  { name, most, tags }: { readonly name: string; readonly most: number; readonly tags: readonly string[] },
): LocalizedText {
  const found = readLocalized(body, name, tags) ?? {};
  for (const [tag, words] of Object.entries(found))
    if (words.length > most) errors[`${name}.${tag}`] = text("events-too-long", { most });
  return found;
}

/** Why it was cancelled, as the little form on its page asks. */
export function readCancelNote(
  text: Text,
  body: FormBody,
  event: Event,
): { readonly note: LocalizedText; readonly errors: Errors } {
  const errors: Errors = {};
  const note = readTexts(
    { text, body, errors },
    { name: "cancelNote", most: maxCancelNoteLength, tags: eventTags(event) },
  );
  return { note, errors };
}

/** An end that is earlier than the start, without a day of its own, is on the day after. */
function readTimes(reading: Reading, zone: string): { readonly startsAtMs: number; readonly endsAtMs: number } {
  const { text, body, errors } = reading;
  const [date, from] = [field(body, "date"), field(body, "from")];
  const startsAtMs = momentOf(`${date}T${from}`, zone);
  if (!isDay(date)) {
    errors["date"] = text("events-date-wrong");
    return { startsAtMs: 0, endsAtMs: 0 };
  }
  if (startsAtMs === undefined) errors["from"] = text("events-time-wrong");
  return { startsAtMs: startsAtMs ?? 0, endsAtMs: readEndTime(reading, { date, from, zone }) };
}

function readEndTime(
  { text, body, errors }: Reading,
  { date, from, zone }: { readonly date: string; readonly from: string; readonly zone: string },
): number {
  const [to, lastDate] = [field(body, "to"), field(body, "lastDate")];
  if (lastDate !== "" && !isDay(lastDate)) errors["lastDate"] = text("events-date-wrong");
  const otherwise = to <= from ? dayAfter(date) : date;
  const endsAtMs = momentOf(`${isDay(lastDate) ? lastDate : otherwise}T${to}`, zone);
  if (endsAtMs === undefined) errors["to"] = text("events-time-wrong");
  return endsAtMs ?? 0;
}

function isDay(typed: string): boolean {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(typed) && Temporal.PlainDate.from(typed, { overflow: "reject" }) !== undefined;
  } catch {
    return false;
  }
}

const dayAfter = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString();

const rhythms: readonly Rhythm[] = ["weekly", "fortnightly", "monthly"];

function readRepeats({ text, body, errors }: Reading, startsAtMs: number, zone: string): string | undefined {
  const rhythm = rhythms.find((one) => one === field(body, "repeats"));
  if (rhythm === undefined) return undefined;
  const end = readEnd(body);
  if (end === undefined) errors["times"] = text("events-repeats-wrong", { most: maxSeriesLength });
  return ruleOf(rhythm, startsAtMs, { zone, end: end ?? { open: true } });
}

function readEnd(body: FormBody): RhythmEnd | undefined {
  const [times, lastDay] = [field(body, "times"), field(body, "until")];
  if (times === "" && lastDay === "") return { open: true };
  if (times !== "" && lastDay !== "") return undefined;
  if (times === "") return isDay(lastDay) ? { lastDay } : undefined;
  const count = readWhole(times);
  return count !== undefined && count >= 2 && count <= maxSeriesLength ? { count } : undefined;
}

function readPlace(reading: Reading): EventPlace | null {
  const { text, body, event, errors } = reading;
  const name = readTexts({ text, body, errors }, { name: "place", most: maxPlaceLength, tags: eventTags(event) });
  const lines = ["address", "postalCode", "locality", "region", "country"] as const;
  const said = Object.fromEntries(
    lines
      .map((line) => [line, field(body, line).slice(0, maxPlaceLength)] as const)
      .filter(([, value]) => value !== ""),
  );
  const at = readCoordinates(reading);
  if (Object.keys(name).length > 0) return { name, ...said, ...at };
  if (Object.keys(said).length > 0 || at !== undefined) errors["place"] = text("events-place-missing");
  return null;
}

function readCoordinates({ text, body, errors }: Reading): Pick<EventPlace, "latitudeE6" | "longitudeE6"> | undefined {
  const [latitude, longitude] = [field(body, "latitude"), field(body, "longitude")];
  if (latitude === "" && longitude === "") return undefined;
  const [latitudeE6, longitudeE6] = [readDegrees(latitude, 90), readDegrees(longitude, 180)];
  if (latitudeE6 === undefined) errors["latitude"] = text("events-coordinates-wrong");
  if (longitudeE6 === undefined) errors["longitude"] = text("events-coordinates-wrong");
  return { latitudeE6: latitudeE6 ?? 0, longitudeE6: longitudeE6 ?? 0 };
}

/** Degrees as people and maps write them, in millionths; further figures fall away. */
function readDegrees(typed: string, most: number): number | undefined {
  const match = /^([-+−]?)(\d{1,3})(?:[.,](\d{1,15}))?°?$/.exec(typed.trim());
  if (match === null) return undefined;
  const value = Number(match[2]) * 1_000_000 + Number((match[3] ?? "").slice(0, 6).padEnd(6, "0"));
  if (value > most * 1_000_000) return undefined;
  return match[1] === "-" || match[1] === "−" ? -value : value;
}

function readOnline({ text, body, errors }: Reading): Pick<EventChange, "onlineUrl" | "agreementId"> {
  const [onlineUrl, agreementId] = [field(body, "onlineUrl"), field(body, "agreementId")];
  if (onlineUrl !== "" && !isLink(onlineUrl)) errors["onlineUrl"] = text("events-link-wrong");
  if (onlineUrl !== "" && agreementId !== "") errors["onlineUrl"] = text("events-two-rooms");
  return { onlineUrl: onlineUrl === "" ? null : onlineUrl, agreementId: isUuidV7(agreementId) ? agreementId : null };
}

const isLink = (typed: string): boolean =>
  typed.length <= 2000 && URL.canParse(typed) && /^https?:$/.test(new URL(typed).protocol);

function readTongues({ body, coop, event }: Reading): {
  readonly languages: string[];
  readonly interpretation: string[];
} {
  const among = (name: string, tags: readonly string[]): string[] => {
    const ticked = fieldValues(body, name);
    return tags.filter((tag) => ticked.includes(tag));
  };
  return {
    languages: among("languages", spokenTags(coop, event)),
    interpretation: among("interpretation", interpretedTags(coop, event)),
  };
}

const joinModes: readonly JoinMode[] = ["free", "restricted", "external", "none"];

function readAnswers(reading: Reading, zone: string) {
  const { text, body, errors } = reading;
  const joinMode = joinModes.find((mode) => mode === field(body, "joinMode")) ?? "free";
  const externalUrl = field(body, "externalUrl");
  if (externalUrl !== "" && !isLink(externalUrl)) errors["externalUrl"] = text("events-link-wrong");
  if (joinMode === "external" && externalUrl === "") errors["externalUrl"] = text("events-external-missing");
  return {
    joinMode,
    externalUrl: externalUrl === "" ? null : externalUrl,
    capacity: readCapacity(reading),
    answersUntilMs: readUntil(reading, zone),
  };
}

function readUntil({ text, body, errors }: Reading, zone: string): number | null {
  const until = field(body, "answersUntil");
  const atMs = until === "" ? undefined : momentOf(until, zone);
  if (until !== "" && atMs === undefined) errors["answersUntil"] = text("events-time-wrong");
  return atMs ?? null;
}

function readCapacity({ text, body, errors }: Reading): number | null {
  const typed = field(body, "capacity");
  if (typed === "") return null;
  const capacity = readWhole(typed) ?? 0;
  if (capacity < 1 || capacity > maxEventCapacity) errors["capacity"] = text("events-capacity-wrong");
  return capacity;
}

function readOrganisers({ text, body, errors }: Reading): readonly string[] {
  const typed = field(body, "organisers")
    .split(/[\n,;]+/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
  if (typed.length > maxOrganisers) errors["organisers"] = text("events-organisers-many", { most: maxOrganisers });
  return typed.slice(0, maxOrganisers);
}
