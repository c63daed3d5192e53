import { Temporal } from "temporal-polyfill";
import type { ResourceChanges } from "#src/app/resources.ts";
import type { Blackout, OpeningHours } from "#src/domain/calendar.ts";
import { isTimeZone } from "#src/domain/identity.ts";
import {
  maxBlackouts,
  maxBufferMinutes,
  maxHorizonDays,
  maxNoticeMinutes,
  maxOpeningHours,
  maxOverrunMinutes,
  maxSeats,
} from "#src/domain/policy.ts";
import type { GeoPoint } from "#src/domain/resource.ts";
import { field, type FormBody } from "#src/web/forms.ts";
import type { Text } from "#src/web/text.ts";
import { readHoursOf, weekdays } from "./opening-hours.ts";
import { readHours, readWhole } from "./typed-number.ts";

type Errors = Readonly<Record<string, string>>;
type Read<T> = { readonly value: T } | { readonly errors: Errors };

export const longestStatement = 500;
const longestNote = 200;

/** What was typed about when and where a room can be used, or what is wrong with it by field. */
export function readCalendar(text: Text, body: FormBody): Read<ResourceChanges> {
  const timeZone = field(body, "timeZone");
  const isZone = isTimeZone(timeZone);
  const hours = readWeek(text, body);
  const blackouts = isZone ? readBlackouts(text, body, timeZone) : { value: [] };
  const numbers = readNumbers(text, body);
  const place = readPlace(text, body);
  const energyStatement = field(body, "energyStatement");
  const errors = {
    ...(!isZone && { timeZone: text("calendar-zone-wrong") }),
    ...errorsOf(hours),
    ...errorsOf(blackouts),
    ...errorsOf(numbers),
    ...errorsOf(place),
    ...(energyStatement.length > longestStatement && {
      energyStatement: text("calendar-too-long", { most: longestStatement }),
    }),
  };
  if (Object.keys(errors).length > 0) return { errors };
  if (!("value" in hours && "value" in blackouts && "value" in numbers && "value" in place)) return { errors };
  const { rooms, ...limits } = numbers.value;
  return {
    value: {
      calendar: { timeZone, openingHours: hours.value, blackouts: blackouts.value, ...limits },
      rooms,
      place: place.value,
      energyStatement: energyStatement === "" ? null : energyStatement,
      closesOverAgreed: field(body, "known") === "yes",
    },
  };
}

const errorsOf = (read: Read<unknown>): Errors => ("errors" in read ? read.errors : {});

function readWeek(text: Text, body: FormBody): Read<readonly OpeningHours[]> {
  if (field(body, "opens") !== "hours") return { value: [] };
  const days = weekdays.map((weekday) => [weekday, readHoursOf(field(body, `hours.${weekday}`), weekday)] as const);
  const wrong = days
    .filter(([, hours]) => hours === undefined)
    .map(([weekday]) => [`hours.${weekday}`, text("calendar-hours-wrong")]);
  if (wrong.length > 0) return { errors: Object.fromEntries(wrong) as Errors };
  const all = days.flatMap(([, hours]) => hours ?? []);
  if (all.length === 0) return { errors: { opens: text("calendar-hours-none") } };
  return all.length > maxOpeningHours ? { errors: { opens: text("calendar-hours-wrong") } } : { value: all };
}

/** The rows of blackouts that a form has: those that are stored, and some empty ones. */
export const blackoutRows = (stored: number): readonly number[] =>
  Array.from({ length: Math.min(maxBlackouts, stored + 2) }, (_, index) => index);

function readBlackouts(text: Text, body: FormBody, timeZone: string): Read<readonly Blackout[]> {
  const rows = blackoutRows(maxBlackouts)
    .map((row) => ({
      name: `blackout.${row}`,
      from: field(body, `blackout.${row}.from`),
      until: field(body, `blackout.${row}.until`),
      note: field(body, `blackout.${row}.note`),
    }))
    .filter(({ from, until }) => from !== "" || until !== "")
    .map((row) => readBlackout(text, row, timeZone));
  const errors = Object.assign({}, ...rows.map(errorsOf)) as Errors;
  if (Object.keys(errors).length > 0) return { errors };
  return { value: rows.flatMap((row) => ("value" in row ? [row.value] : [])) };
}

interface BlackoutRow {
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly note: string;
}

function readBlackout(text: Text, { name, from, until, note }: BlackoutRow, timeZone: string): Read<Blackout> {
  const [startsAtMs, endsAtMs] = [readMoment(from, timeZone), readMoment(until, timeZone)];
  if (startsAtMs === undefined) return { errors: { [`${name}.from`]: text("calendar-moment-wrong") } };
  if (endsAtMs === undefined) return { errors: { [`${name}.until`]: text("calendar-moment-wrong") } };
  if (endsAtMs <= startsAtMs) return { errors: { [`${name}.until`]: text("calendar-blackout-backwards") } };
  if (note.length > longestNote)
    return { errors: { [`${name}.note`]: text("calendar-too-long", { most: longestNote }) } };
  return { value: { startsAtMs, endsAtMs, ...(note === "" ? {} : { note }) } };
}

/** "2027-08-01T08:00", as a field for date and time has it, in a zone. */
function readMoment(typed: string, timeZone: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:00)?$/.test(typed)) return undefined;
  try {
    return Temporal.PlainDateTime.from(typed.replace(" ", "T"), { overflow: "reject" }).toZonedDateTime(timeZone)
      .epochMilliseconds;
  } catch {
    return undefined;
  }
}

export const writeMoment = (atMs: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(atMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });

interface Numbers {
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly overrunMinutes: number;
  readonly noticeMinutes: number;
  readonly horizonDays: number | null;
  readonly rooms: number | null;
}

function readNumbers(text: Text, body: FormBody): Read<Numbers> {
  const errors: Record<string, string> = {};
  const whole = (name: string, least: number, most: number): number | null => {
    const typed = field(body, name);
    if (typed === "") return null;
    const value = readWhole(typed);
    if (value !== undefined && value >= least && value <= most) return value;
    errors[name] = text("calendar-number-wrong", { least, most });
    return null;
  };
  const typedNotice = field(body, "notice");
  const notice = typedNotice === "" ? 0 : readHours(typedNotice);
  if (notice === undefined || notice > maxNoticeMinutes)
    errors["notice"] = text("calendar-notice-wrong", { most: maxNoticeMinutes / 60 });
  const value = {
    bufferBeforeMinutes: whole("bufferBefore", 0, maxBufferMinutes) ?? 0,
    bufferAfterMinutes: whole("bufferAfter", 0, maxBufferMinutes) ?? 0,
    overrunMinutes: whole("overrun", 0, maxOverrunMinutes) ?? 0,
    noticeMinutes: notice ?? 0,
    horizonDays: whole("horizon", 0, maxHorizonDays),
    rooms: whole("rooms", 1, maxSeats),
  };
  return Object.keys(errors).length > 0 ? { errors } : { value };
}

function readPlace(text: Text, body: FormBody): Read<GeoPoint | null> {
  const [latitude, longitude] = [field(body, "latitude"), field(body, "longitude")];
  if (latitude === "" && longitude === "") return { value: null };
  const [latitudeE6, longitudeE6] = [readDegrees(latitude, 90), readDegrees(longitude, 180)];
  if (latitudeE6 === undefined) return { errors: { latitude: text("calendar-degrees-wrong", { most: 90 }) } };
  if (longitudeE6 === undefined) return { errors: { longitude: text("calendar-degrees-wrong", { most: 180 }) } };
  return { value: { latitudeE6, longitudeE6 } };
}

/** Degrees as people type or paste them, in millionths; more digits than that are cut. */
function readDegrees(typed: string, most: number): number | undefined {
  const match = /^([-−]?)(\d{1,3})(?:[.,](\d{1,15}))?$/.exec(typed.trim());
  if (match === null) return undefined;
  const [, sign, whole, decimals = ""] = match;
  const e6 = Number(whole) * 1_000_000 + Number(decimals.slice(0, 6).padEnd(6, "0"));
  return e6 > most * 1_000_000 ? undefined : sign === "" ? e6 : -e6;
}

export function writeDegrees(e6: number): string {
  const size = Math.abs(e6);
  const decimals = String(size % 1_000_000)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return `${e6 < 0 ? "-" : ""}${Math.floor(size / 1_000_000)}${decimals === "" ? "" : `.${decimals}`}`;
}
