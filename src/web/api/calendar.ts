import { z } from "zod";
import type { Calendar } from "#src/domain/calendar.ts";
import { isTimeZone } from "#src/domain/identity.ts";
import {
  maxBlackouts,
  maxBufferMinutes,
  maxHorizonDays,
  maxNoticeMinutes,
  maxOpeningHours,
  maxOverrunMinutes,
} from "#src/domain/policy.ts";
import type { GeoPoint } from "#src/domain/resource.ts";
import { answeredInstant, instant, text, writeInstant } from "./schemas.ts";

const whole = (least: number, most: number, what: string) =>
  z.int(`a whole number of ${what}`).min(least, `at least ${least}`).max(most, `at most ${most}`);
const minutes = (most: number) => whole(0, most, "minutes");

const hours = z
  .strictObject({
    weekday: whole(1, 7, "days").meta({ description: "Monday is 1, Sunday 7" }),
    fromMinute: whole(0, 1439, "minutes").meta({ description: "Of the local day: 540 is 09:00" }),
    untilMinute: whole(1, 1440, "minutes").meta({
      description: "Up to 1440, the end of the day; a night is two of these",
    }),
  })
  .refine(({ fromMinute, untilMinute }) => fromMinute < untilMinute, "hours that end after they begin");

const blackout = z
  .strictObject({ start: instant, end: instant, note: text(200).exactOptional() })
  .refine(({ start, end }) => start < end, "a time that ends after it begins")
  .transform(({ start, end, note }) => ({
    startsAtMs: start,
    endsAtMs: end,
    ...(note === undefined ? {} : { note }),
  }));

/** When and how rooms can be used; what is not said restricts nothing. */
export const calendar = z.strictObject({
  timeZone: z
    .string()
    .max(100)
    .refine(isTimeZone, "an IANA time zone, as in Europe/Madrid")
    .exactOptional()
    .meta({ description: "The coop's own when absent" }),
  openingHours: z
    .array(hours)
    .max(maxOpeningHours, `at most ${maxOpeningHours}`)
    .exactOptional()
    .meta({ description: "In the zone, across its changes of the clock; none: always open" }),
  blackouts: z
    .array(blackout)
    .max(maxBlackouts, `at most ${maxBlackouts}`)
    .exactOptional()
    .meta({ description: "Times in which nothing can be reserved; the note stays with us" }),
  bufferBeforeMinutes: minutes(maxBufferMinutes).exactOptional(),
  bufferAfterMinutes: minutes(maxBufferMinutes).exactOptional(),
  overrunMinutes: minutes(maxOverrunMinutes)
    .exactOptional()
    .meta({ description: "How long a meeting may go on after its end while nobody else needs the seats" }),
  noticeMinutes: minutes(maxNoticeMinutes).exactOptional(),
  horizonDays: whole(0, maxHorizonDays, "days").nullable().exactOptional(),
});

export const answeredCalendar = z.object({
  timeZone: z.string(),
  openingHours: z.array(z.object({ weekday: z.int(), fromMinute: z.int(), untilMinute: z.int() })),
  blackouts: z.array(z.object({ start: answeredInstant, end: answeredInstant, note: z.string().exactOptional() })),
  bufferBeforeMinutes: z.int(),
  bufferAfterMinutes: z.int(),
  overrunMinutes: z.int(),
  noticeMinutes: z.int(),
  horizonDays: z.int().nullable(),
});

export const shownCalendar = ({ openingHours, blackouts, ...rest }: Calendar): z.output<typeof answeredCalendar> => ({
  ...rest,
  openingHours: openingHours.map((one) => ({ ...one })),
  blackouts: blackouts.map(({ startsAtMs, endsAtMs, note }) => ({
    start: writeInstant(startsAtMs),
    end: writeInstant(endsAtMs),
    ...(note === undefined ? {} : { note }),
  })),
});

const degrees = (most: number) =>
  z.number("a number of degrees").min(-most, `at least -${most}`).max(most, `at most ${most}`);

/** Where something stands, in degrees; kept to a millionth. */
export const place = z
  .strictObject({ latitude: degrees(90), longitude: degrees(180) })
  .transform(({ latitude, longitude }): GeoPoint => ({
    latitudeE6: Math.round(latitude * 1e6),
    longitudeE6: Math.round(longitude * 1e6),
  }));

export const answeredPlace = z.object({ latitude: z.number(), longitude: z.number() });

export const shownPlace = ({ latitudeE6, longitudeE6 }: GeoPoint): z.output<typeof answeredPlace> => ({
  latitude: latitudeE6 / 1e6,
  longitude: longitudeE6 / 1e6,
});
