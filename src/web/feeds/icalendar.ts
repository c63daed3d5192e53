import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { tzlib_get_ical_block as findTimeZoneBlock } from "timezones-ical-library";

/** One entry of a calendar. Times are epoch milliseconds. */
export interface CalendarEvent {
  /** The same for ever, and the same nowhere else. */
  readonly uid: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly summary: string;
  readonly description?: string;
  readonly location?: string;
  readonly status: "TENTATIVE" | "CONFIRMED" | "CANCELLED";
  /** Rises with each change, so that a reader tells the newer word from the older. */
  readonly sequence: number;
  readonly createdAtMs?: number;
  readonly changedAtMs: number;
  /** Whether it takes the reader's own time, or only shows. */
  readonly busy: boolean;
  readonly url?: string;
  /** Where the meeting is entered, and how to call that. */
  readonly conference?: { readonly uri: string; readonly label: string };
  /** What it belongs to: the same text in every entry of one series (RFC 9253 REFID). */
  readonly series?: string;
  readonly categories?: readonly string[];
  /** BCP 47: what summary and description are written in. */
  readonly textLanguage?: string;
  /** Millionths of a degree. */
  readonly geo?: { readonly latitudeE6: number; readonly longitudeE6: number };
}

export interface CalendarFile {
  readonly name: string;
  readonly language: string;
  /** IANA name: what times are written in, so that they stay right when its rules change. */
  readonly zone: string;
  /** Where it can be looked at. */
  readonly url?: string;
  readonly events: readonly CalendarEvent[];
}

// Lines end after 75 octets (RFC 5545, 3.1). The library does not count the space that begins each further one.
ICAL.foldLength = 74;

/** How often a reader should look again. */
const refresh = "PT30M";

/**
 * A calendar as a file (RFC 5545, with RFC 7986's name and refresh interval and RFC 9253's REFID), in CRLF lines of at most 75 octets.
 * The same calendar is the same bytes: nothing in it tells when it was asked for.
 */
export function writeCalendar(calendar: CalendarFile): string {
  const { name, zone, events, url } = calendar;
  const clock = openClock(zone);
  const written = events.map((event) => writeEvent(event, clock));
  const properties = [
    ["version", {}, "text", "2.0"],
    ["prodid", {}, "text", `-//fedicoop//fedicoop//${calendar.language.toUpperCase()}`],
    ["calscale", {}, "text", "GREGORIAN"],
    ["method", {}, "text", "PUBLISH"],
    ["name", {}, "text", plain(name)],
    ["x-wr-calname", {}, "text", plain(name)],
    ["x-wr-timezone", {}, "unknown", zone],
    ["refresh-interval", {}, "duration", refresh],
    ["x-published-ttl", {}, "unknown", refresh],
    ...(url === undefined ? [] : [["url", {}, "uri", plain(url)]]),
    ...(events.length === 0 ? [] : [utc("last-modified", Math.max(...events.map((event) => event.changedAtMs)))]),
  ];
  const zones = clock.zone !== undefined && events.some((event) => usesZone(event, clock)) ? [clock.zone] : [];
  const text = ICAL.stringify(["vcalendar", properties, [...zones, ...written]]);
  return text.endsWith("\r\n") ? text : `${text}\r\n`;
}

/** RFC 5545, 3.3.8: readers refuse a larger one, and with it the whole file. A partner may count its words as high as it likes. */
const largestInteger = 2 ** 31 - 1;

type Property = readonly unknown[];

function writeEvent(event: CalendarEvent, clock: Clock): readonly unknown[] {
  const { description, location, url, conference, series, categories = [], createdAtMs } = event;
  const properties: Property[] = [
    ["uid", {}, "text", plain(event.uid)],
    // A calendar that is published (METHOD) says here when this word of it was written (RFC 5545, 3.8.7.2).
    utc("dtstamp", event.changedAtMs),
    utc("last-modified", event.changedAtMs),
    ...(createdAtMs === undefined ? [] : [utc("created", createdAtMs)]),
    clock.write("dtstart", event.startsAtMs),
    clock.write("dtend", event.endsAtMs),
    ["summary", inLanguage(event), "text", plain(event.summary)],
    ...optional("description", "text", description).map(([name, , ...rest]) => [name, inLanguage(event), ...rest]),
    ...optional("location", "text", location),
    ...(event.geo === undefined ? [] : [["geo", {}, "float", geoOf(event.geo)]]),
    ["status", {}, "text", event.status],
    ["transp", {}, "text", event.busy && event.status !== "CANCELLED" ? "OPAQUE" : "TRANSPARENT"],
    ["sequence", {}, "integer", Math.min(event.sequence, largestInteger)],
    ...optional("url", "uri", url),
    ...(conference === undefined
      ? []
      : [["conference", { feature: "VIDEO", label: plain(conference.label) }, "uri", plain(conference.uri)]]),
    ...optional("refid", "text", series),
    ...(categories.length === 0 ? [] : [["categories", {}, "text", ...categories.map(plain)]]),
  ];
  return ["vevent", properties, []];
}

const inLanguage = ({ textLanguage }: CalendarEvent): { readonly language?: string } =>
  textLanguage === undefined ? {} : { language: textLanguage };

/** Latitude and longitude in degrees (RFC 5545, 3.8.1.6). */
const geoOf = ({ latitudeE6, longitudeE6 }: NonNullable<CalendarEvent["geo"]>): readonly number[] => [
  latitudeE6 / 1e6,
  longitudeE6 / 1e6,
];

const optional = (name: string, type: "text" | "uri", value: string | undefined): readonly Property[] =>
  value === undefined ? [] : [[name, {}, type, plain(value)]];

const utc = (name: string, atMs: number): Property => [name, {}, "date-time", writeUtc(atMs)];

/** To the second, as iCalendar has it. */
const writeUtc = (atMs: number): string => new Date(atMs).toISOString().replace(/\.\d{3}Z$/, "Z");

/** What others typed must not end a line of the file. Line breaks are escaped when it is written; nothing else of the kind is kept. */
const plain = (text: string): string => text.replaceAll(/\r\n?/g, "\n").replaceAll(/(?!\n)\p{Cc}/gu, " ");

interface Clock {
  /** The zone's rules as a VTIMEZONE (jCal); undefined where none are needed or known. */
  readonly zone: readonly unknown[] | undefined;
  readonly isLocal: (atMs: number) => boolean;
  readonly write: (name: string, atMs: number) => Property;
}

const usesZone = (event: CalendarEvent, clock: Clock): boolean =>
  clock.isLocal(event.startsAtMs) || clock.isLocal(event.endsAtMs);

/**
 * Writes times on the zone's own clock, with its rules, wherever those rules lead readers to the very same moment. Elsewhere (an hour
 * that comes twice, a zone whose rules cannot be written, a change of the rules) it writes UTC, which nobody can misread.
 */
function openClock(timeZone: string): Clock {
  const rules = timeZone === "UTC" ? undefined : findRules(timeZone);
  const localOf = (atMs: number) => Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  const isLocal = (atMs: number): boolean => {
    if (rules === undefined) return false;
    const local = localOf(atMs);
    const { year, month, day, hour, minute, second } = local;
    const read = ICAL.Time.fromData({ year, month, day, hour, minute, second, isDate: false });
    return rules.offsets.utcOffset(read) === local.offsetNanoseconds / 1_000_000_000;
  };
  return {
    zone: rules?.component,
    isLocal,
    write: (name, atMs) =>
      isLocal(atMs)
        ? [name, { tzid: timeZone }, "date-time", localOf(atMs).toPlainDateTime().toString({ smallestUnit: "second" })]
        : utc(name, atMs),
  };
}

interface Rules {
  readonly component: readonly unknown[];
  readonly offsets: ICAL.Timezone;
}

const known = new Map<string, Rules | undefined>();

/** A zone's rules, under exactly the name by which times refer to them. */
function findRules(timeZone: string): Rules | undefined {
  if (known.has(timeZone)) return known.get(timeZone);
  const block: unknown = findTimeZoneBlock(timeZone);
  const [text, reference] = Array.isArray(block) ? (block as readonly unknown[]) : [];
  const isIt = typeof text === "string" && reference === `TZID=${timeZone}`;
  const component = isIt ? (ICAL.parse(text) as readonly unknown[]) : undefined;
  const rules =
    component === undefined ? undefined : { component, offsets: new ICAL.Timezone(new ICAL.Component([...component])) };
  known.set(timeZone, rules);
  return rules;
}
