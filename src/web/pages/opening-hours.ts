import type { OpeningHours } from "#src/domain/calendar.ts";
import { formatList } from "#src/web/components/language.ts";
import { openDateFormat } from "#src/web/components/time.ts";
import type { Text } from "#src/web/text.ts";

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const dayMinutes = 1440;
/** 1 March 2027 is a Monday. */
const mondayMs = Date.UTC(2027, 2, 1);

/** A day of the week in the reader's language: 1 is Monday. */
export const weekdayName = (text: Text, weekday: number): string =>
  openDateFormat(text, { weekday: "long", timeZone: "UTC" }).format(mondayMs + (weekday - 1) * dayMinutes * 60_000);

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** The hours of one day as the form shows them: "09:00–12:30, 14:00–24:00". */
export const writeHoursOf = (hours: readonly OpeningHours[], weekday: number): string =>
  hours
    .filter((one) => one.weekday === weekday)
    .toSorted((one, other) => one.fromMinute - other.fromMinute)
    .map(({ fromMinute, untilMinute }) => `${clock(fromMinute)}–${clock(untilMinute)}`)
    .join(", ");

/** Every day that has hours, in words. */
export const listHours = (text: Text, hours: readonly OpeningHours[]): readonly string[] =>
  weekdays
    .filter((weekday) => hours.some((one) => one.weekday === weekday))
    .map((weekday) => `${weekdayName(text, weekday)} ${formatList(text, writeHoursOf(hours, weekday).split(", "))}`);

/**
 * What somebody typed as the hours of one day: "9-17", "9:00–12:30, 14–18". An end before its beginning lies on the next day, which gets
 * the rest. Empty is closed; undefined is nothing that we can read.
 */
export function readHoursOf(typed: string, weekday: number): readonly OpeningHours[] | undefined {
  const parts = typed
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const stretches = parts.map((part) => readStretch(part, weekday));
  return stretches.some((stretch) => stretch === undefined) ? undefined : stretches.flatMap((stretch) => stretch ?? []);
}

const stretchPattern = /^(\d{1,2})(?:[:.h](\d\d))?\s*[-–—]\s*(\d{1,2})(?:[:.h](\d\d))?$/;

function readStretch(part: string, weekday: number): readonly OpeningHours[] | undefined {
  const match = stretchPattern.exec(part);
  if (match === null) return undefined;
  const fromMinute = minuteOf(match[1], match[2]);
  const untilMinute = minuteOf(match[3], match[4]);
  if (fromMinute >= dayMinutes || untilMinute > dayMinutes || fromMinute === untilMinute) return undefined;
  if (fromMinute < untilMinute) return [{ weekday, fromMinute, untilMinute }];
  const night = { weekday, fromMinute, untilMinute: dayMinutes };
  return untilMinute === 0 ? [night] : [night, { weekday: (weekday % 7) + 1, fromMinute: 0, untilMinute }];
}

/** More than a day holds when the minutes are none. */
function minuteOf(hour: string | undefined, minute = "0"): number {
  return Number(minute) < 60 ? Number(hour) * 60 + Number(minute) : Infinity;
}
