import { z } from "zod";
import type { PublishedCalendar } from "#src/domain/calendar.ts";
import { isTimeZone } from "#src/domain/identity.ts";
import { maxHorizonDays, maxNoticeMinutes, maxOpeningHours } from "#src/domain/policy.ts";
import type { JsonObject } from "./json.ts";
import { plainText } from "./market.ts";

const whole = (least: number, most: number) => z.int().min(least).max(most);

const hours = z
  .object({ weekday: whole(1, 7), fromMinute: whole(0, 1439), untilMinute: whole(1, 1440) })
  .refine(({ fromMinute, untilMinute }) => fromMinute < untilMinute, "hours that end after they begin");

/** When a resource is open, and how far ahead it can be asked for (`docs/federation/proposals.md`). */
export const calendar: z.ZodType<PublishedCalendar> = z.object({
  timeZone: plainText(100).refine(isTimeZone, "a time zone that we know"),
  openingHours: z.array(hours).max(maxOpeningHours).default([]),
  noticeMinutes: whole(0, maxNoticeMinutes).default(0),
  horizonDays: whole(0, maxHorizonDays).nullable().default(null),
});

export const writeCalendar = ({
  timeZone,
  openingHours,
  noticeMinutes,
  horizonDays,
}: PublishedCalendar): JsonObject => ({
  timeZone,
  openingHours: openingHours.map(({ weekday, fromMinute, untilMinute }) => ({ weekday, fromMinute, untilMinute })),
  noticeMinutes,
  ...(horizonDays === null ? {} : { horizonDays }),
});
