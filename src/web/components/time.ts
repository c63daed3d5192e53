import { html } from "hono/html";
import { Temporal } from "temporal-polyfill";
import type { Text } from "#src/web/text.ts";
import type { Html, PageContext } from "./context.ts";

type Reader = Pick<PageContext, "text" | "zone" | "nowMs">;

/** From `startsAtMs` to `endsAtMs`, epoch milliseconds; `zone` only when it is not the coop's, and then it is named. */
export interface Slot {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly zone?: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs more than a page; each is made once. */
export function openDateFormat(text: Text, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${text.intlLocale} ${JSON.stringify(options)}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(text.intlLocale, options);
  formatters.set(key, known);
  return known;
}

/** "Thursday 26 November", with the year when it is not this one. Times are epoch milliseconds; a `zone` other than the coop's is named. */
export const formatDate = (page: Reader, atMs: number, zone?: string): string =>
  openDateFormat(page.text, dateOptions(page, atMs, zone)).format(atMs);

/** "18:00", with the zone when it is not the coop's. */
export const formatTime = (page: Reader, atMs: number, zone?: string): string =>
  openDateFormat(page.text, clockOptions(page, zone)).format(atMs) + nameOther(page, atMs, zone);

/** "Thursday 26 November at 18:00" as this language writes it. */
export const formatMoment = (page: Reader, atMs: number, zone?: string): string =>
  openDateFormat(page.text, momentOptions(page, atMs, zone)).format(atMs) + nameOther(page, atMs, zone);

/** "Thursday 26 November, 18:00–20:00"; both days are named when it ends on another. */
export const formatSlot = (page: Reader, { startsAtMs, endsAtMs, zone }: Slot): string =>
  openDateFormat(page.text, momentOptions(page, startsAtMs, zone)).formatRange(startsAtMs, endsAtMs) +
  nameOther(page, startsAtMs, zone);

function dateOptions(page: Reader, atMs: number, zone = page.zone): Intl.DateTimeFormatOptions {
  const yearOf = openDateFormat(page.text, { year: "numeric", timeZone: zone });
  const sameYear = yearOf.format(atMs) === yearOf.format(page.nowMs);
  return { weekday: "long", day: "numeric", month: "long", timeZone: zone, ...(!sameYear && { year: "numeric" }) };
}

const clockOptions = (page: Reader, zone = page.zone): Intl.DateTimeFormatOptions => ({
  hour: "numeric",
  minute: "2-digit",
  timeZone: zone,
});

const momentOptions = (page: Reader, atMs: number, zone?: string): Intl.DateTimeFormatOptions => ({
  ...dateOptions(page, atMs, zone),
  ...clockOptions(page, zone),
});

const nameOther = (page: Reader, atMs: number, zone = page.zone): string =>
  zone === page.zone ? "" : ` (${formatZone(page.text, atMs, zone)})`;

const scales = [
  { unit: "day", milliseconds: 86_400_000 },
  { unit: "hour", milliseconds: 3_600_000 },
  { unit: "minute", milliseconds: 60_000 },
] as const;

/** "in 3 days", "20 minutes ago", in the largest unit that fits; under a minute "now". Days are those of the calendar, as people count them. */
export function formatDistance(page: Reader, atMs: number): string {
  const relative = new Intl.RelativeTimeFormat(page.text.intlLocale, { numeric: "auto" });
  const distanceMs = atMs - page.nowMs;
  const scale = scales.find(({ milliseconds }) => Math.abs(distanceMs) >= milliseconds);
  if (scale === undefined) return relative.format(0, "second");
  if (scale.unit === "day") return relative.format(daysUntil(page, atMs), "day");
  return relative.format(Math.trunc(distanceMs / scale.milliseconds), scale.unit);
}

function daysUntil({ nowMs, zone }: Reader, atMs: number): number {
  const day = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  return day(nowMs).until(day(atMs)).days;
}

/** A duration in whole minutes: "2 hr 30 min" as this language shortens it. */
export function formatDuration(text: Text, durationMinutes: number): string {
  const hours = Math.trunc(durationMinutes / 60);
  const minutes = durationMinutes % 60;
  const parts = [
    ...(hours > 0 ? [formatUnit(text, hours, "hour")] : []),
    ...(minutes > 0 || hours === 0 ? [formatUnit(text, minutes, "minute")] : []),
  ];
  return parts.join(" ");
}

const formatUnit = (text: Text, value: number, unit: "hour" | "minute"): string =>
  new Intl.NumberFormat(text.intlLocale, { style: "unit", unit, unitDisplay: "short" }).format(value);

/** A zone as people say it: "Central European Standard Time". */
export function formatZone(text: Text, atMs: number, zone: string): string {
  const parts = openDateFormat(text, { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts(atMs);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

/** `formatMoment` in a `time` element, so that a browser elsewhere can name the zone. */
export const time = (page: Reader, atMs: number, zone?: string): Html =>
  html`<time datetime="${isoInstant(atMs)}" data-clock>${formatMoment(page, atMs, zone)}</time>`;

/** `formatDate` in a `time` element. */
export const date = (page: Reader, atMs: number, zone?: string): Html =>
  html`<time datetime="${isoInstant(atMs)}">${formatDate(page, atMs, zone)}</time>`;

/** `formatSlot` in a `time` element that says when it starts. */
export const slot = (page: Reader, span: Slot): Html =>
  html`<time datetime="${isoInstant(span.startsAtMs)}" data-clock>${formatSlot(page, span)}</time>`;

const isoInstant = (atMs: number): string => new Date(atMs).toISOString().replace(/\.\d{3}Z$/, "Z");
