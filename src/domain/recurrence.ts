import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import type { Slot } from "./slot.ts";

/** The most slots of one series, before exceptions. */
export const maxSeriesLength = 100;
/** The longest rule that is read, in characters. */
export const maxRuleLength = 500;

/** What repeats, how, and when not. */
export interface Recurrence {
  /** The first slot; its start is what the rule goes on from (RFC 5545 DTSTART), its length is everyone's. */
  readonly first: Slot;
  /** IANA name: the clock on the wall there is what stays the same over daylight-saving changes. */
  readonly zone: string;
  /** An RRULE (RFC 5545, 3.3.10) with COUNT or UNTIL; an UNTIL without a time is to the end of that day. */
  readonly rule: string;
  /** Starts that are left out (EXDATE), epoch milliseconds. */
  readonly except?: readonly number[];
  /** Nothing may start after this, epoch milliseconds. */
  readonly latestMs: number;
}

export type RecurrenceProblem =
  /** It is no RRULE; `part` is what is wrong in it, where that can be told. */
  | { readonly because: "rule"; readonly part?: string }
  /** It repeats by the hour or faster. */
  | { readonly because: "too-often" }
  /** It says neither how many times nor until when. */
  | { readonly because: "endless" }
  | { readonly because: "too-many"; readonly most: number }
  /** It goes on after `latestMs`. */
  | { readonly because: "too-far" }
  /** The first slot is none that the rule makes. */
  | { readonly because: "first-differs" }
  /** A slot begins before the one before it ends. */
  | { readonly because: "overlap" }
  /** An exception is not the start of any of its slots. */
  | { readonly because: "except-unknown"; readonly exceptMs: number }
  /** Every slot is an exception. */
  | { readonly because: "nothing-left" };

export type Expansion =
  | { readonly outcome: "slots"; readonly slots: readonly Slot[]; readonly rule: string }
  | { readonly outcome: "refused"; readonly problem: RecurrenceProblem };

/**
 * The slots of a series, in order of time, exactly as long as the first. As RFC 5545 has it (3.3.10): a time that the clock jumps over is
 * left out and not counted, of one that comes twice the first is meant, and COUNT counts the exceptions too. `rule` is the rule as it is
 * to be kept. Bounded in slots and in work, whatever the rule says.
 */
export function expandRecurrence(recurrence: Recurrence): Expansion {
  const { first, zone, except = [] } = recurrence;
  const read = readRule(recurrence.rule, zone);
  if ("because" in read) return refused(read);
  const starts = startsOf(recurrence, read.rule);
  if (!Array.isArray(starts)) return refused(starts);
  const problem = problemOf(starts, first, except);
  if (problem !== undefined) return refused(problem);
  const lengthMs = first.endsAtMs - first.startsAtMs;
  const kept = starts.filter((startsAtMs) => !except.includes(startsAtMs));
  if (kept.length === 0) return refused({ because: "nothing-left" });
  const slots = kept.map((startsAtMs) => ({ startsAtMs, endsAtMs: startsAtMs + lengthMs }));
  return { outcome: "slots", slots, rule: read.rule };
}

const refused = (problem: RecurrenceProblem): Expansion => ({ outcome: "refused", problem });

function problemOf(starts: readonly number[], first: Slot, except: readonly number[]): RecurrenceProblem | undefined {
  if (starts[0] !== first.startsAtMs) return { because: "first-differs" };
  const lengthMs = first.endsAtMs - first.startsAtMs;
  if (starts.some((startsAtMs, index) => startsAtMs < (starts[index - 1] ?? -Infinity) + lengthMs))
    return { because: "overlap" };
  const unknown = except.find((exceptMs) => !starts.includes(exceptMs));
  return unknown === undefined ? undefined : { because: "except-unknown", exceptMs: unknown };
}

/** The least length of what a rule counts in, in days. */
const periodDays: Readonly<Record<string, number>> = { DAILY: 1, WEEKLY: 7, MONTHLY: 28, YEARLY: 365 };
const dayMs = 86_400_000;

/** How many days, weeks, months or years are looked at: those up to the last moment, and no more. How many moments in them: enough. */
function workFor(
  rule: string,
  { first, latestMs }: Recurrence,
): { maxIterations: number; maxCandidateEvaluations: number } {
  const days = periodDays[/FREQ=([A-Z]+)/.exec(rule)?.[1] ?? ""] ?? 1;
  const periods = Math.ceil(Math.max(0, latestMs - first.startsAtMs) / (days * dayMs));
  return { maxIterations: Math.min(periods + 3, 1_500), maxCandidateEvaluations: 20_000 };
}

function startsOf(recurrence: Recurrence, rule: string): number[] | RecurrenceProblem {
  const { first, zone, latestMs } = recurrence;
  const work = workFor(rule, recurrence);
  const dtstart = Temporal.Instant.fromEpochMilliseconds(first.startsAtMs).toZonedDateTimeISO(zone);
  const starts: number[] = [];
  try {
    new RRuleTemporal({ rruleString: rule, dtstart, strict: true, cache: false, ...work }).all(
      ({ epochMilliseconds }) => {
        starts.push(epochMilliseconds);
        return epochMilliseconds <= latestMs && starts.length <= maxSeriesLength;
      },
    );
  } catch {
    // The library says in errors what it cannot read, and that it has looked for long enough: for a day like 30 February.
    return starts.length > 0 ? { because: "too-far" } : { because: "rule" };
  }
  if (starts.length > maxSeriesLength) return { because: "too-many", most: maxSeriesLength };
  return starts.some((startsAtMs) => startsAtMs > latestMs) ? { because: "too-far" } : starts;
}

/** What each part of a rule may say; a part that is not here is refused. */
const parts: Readonly<Partial<Record<string, (value: string) => boolean>>> = {
  FREQ: (value) => ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].includes(value),
  INTERVAL: (value) => isNumber(value, 1, 1_000),
  COUNT: (value) => isNumber(value, 1, 1_000_000),
  UNTIL: (value) => /^\d{8}(T\d{6}Z)?$/.test(value),
  BYMONTH: (value) => areNumbers(value, 1, 12),
  BYMONTHDAY: (value) => areNumbers(value, -31, 31),
  BYYEARDAY: (value) => areNumbers(value, -366, 366),
  BYWEEKNO: (value) => areNumbers(value, -53, 53),
  BYHOUR: (value) => areNumbers(value, 0, 23),
  BYMINUTE: (value) => areNumbers(value, 0, 59),
  // A slot begins at a whole minute.
  BYSECOND: (value) => value === "0" || value === "00",
  BYSETPOS: (value) => areNumbers(value, -366, 366),
  BYDAY: (value) => value.split(",").every((day) => /^([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)$/.test(day)),
  WKST: (value) => /^(MO|TU|WE|TH|FR|SA|SU)$/.test(value),
};

/** In these, zero is no number: they count from one, or from the end. */
const areNumbers = (value: string, least: number, most: number): boolean =>
  value.split(",").every((one) => isNumber(one.replace(/^\+/, ""), least, most) && (least >= 0 || Number(one) !== 0));

const isNumber = (value: string, least: number, most: number): boolean =>
  /^-?\d{1,7}$/.test(value) && Number(value) >= least && Number(value) <= most;

/** A rule in the form that is kept, checked part by part. */
function readRule(given: string, zone: string): { readonly rule: string } | RecurrenceProblem {
  const read = readParts(given);
  return "because" in read ? read : ended(read, zone);
}

/** The same of a rule that may go on without an end, as that of an event of every week. */
export function readOpenRule(given: string, zone: string): { readonly rule: string } | RecurrenceProblem {
  const read = readParts(given);
  if ("because" in read) return read;
  if (read.has("COUNT") || read.has("UNTIL")) return ended(read, zone);
  if (!read.has("FREQ")) return { because: "rule", part: "FREQ" };
  return { rule: [...read].map(([name, value]) => `${name}=${value}`).join(";") };
}

function readParts(given: string): Map<string, string> | RecurrenceProblem {
  if (given.length > maxRuleLength) return { because: "rule" };
  const written = given.trim().toUpperCase();
  const read = new Map<string, string>();
  for (const part of written
    .replace(/^RRULE:/, "")
    .replace(/;$/, "")
    .split(";")) {
    const [name = "", value = "", ...more] = part.split("=");
    const problem = partProblem(name, value);
    if (problem !== undefined) return problem;
    if (more.length > 0 || read.has(name)) return { because: "rule", part: name };
    read.set(name, value);
  }
  return read;
}

function partProblem(part: string, value: string): RecurrenceProblem | undefined {
  if (part === "FREQ" && ["HOURLY", "MINUTELY", "SECONDLY"].includes(value)) return { because: "too-often" };
  return parts[part]?.(value) === true ? undefined : { because: "rule", part };
}

function ended(read: Map<string, string>, zone: string): { readonly rule: string } | RecurrenceProblem {
  const [count, until] = [read.get("COUNT"), read.get("UNTIL")];
  if (!read.has("FREQ")) return { because: "rule", part: "FREQ" };
  if (count === undefined && until === undefined) return { because: "endless" };
  if (count !== undefined && until !== undefined) return { because: "rule", part: "UNTIL" };
  if (Number(count ?? 1) > maxSeriesLength) return { because: "too-many", most: maxSeriesLength };
  if (until !== undefined) {
    const instant = readUntil(until, zone);
    if (instant === undefined) return { because: "rule", part: "UNTIL" };
    read.set("UNTIL", instant);
  }
  return { rule: [...read].map(([name, value]) => `${name}=${value}`).join(";") };
}

/** UNTIL as a moment in UTC; a date alone is to the end of that day on the zone's clock. */
function readUntil(until: string, zone: string): string | undefined {
  try {
    if (until.length > 8) return write(Temporal.PlainDateTime.from(until.slice(0, -1), { overflow: "reject" }));
    const nextDay = Temporal.PlainDate.from(until, { overflow: "reject" }).add({ days: 1 }).toZonedDateTime(zone);
    return write(nextDay.subtract({ seconds: 1 }).withTimeZone("UTC").toPlainDateTime());
  } catch {
    return undefined;
  }
}

const write = (at: Temporal.PlainDateTime): string =>
  `${at.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "")}Z`;

/** How people say that something repeats. */
export type Rhythm = "weekly" | "fortnightly" | "monthly";

/** Until when, as people say it: so many times, or to the end of a day (`2027-06-30`). */
export type RhythmEnd = { readonly count: number } | { readonly lastDay: string } | { readonly open: true };

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/** The rule for what people say. Monthly is on the same weekday of the month: the second Tuesday, or the last. */
export function ruleOf(
  rhythm: Rhythm,
  startsAtMs: number,
  { zone, end }: { readonly zone: string; readonly end: RhythmEnd },
): string {
  const until = endOf(end);
  switch (rhythm) {
    case "weekly":
      return `FREQ=WEEKLY${until}`;
    case "fortnightly":
      return `FREQ=WEEKLY;INTERVAL=2${until}`;
    case "monthly": {
      const { day, dayOfWeek } = Temporal.Instant.fromEpochMilliseconds(startsAtMs).toZonedDateTimeISO(zone);
      const weekday = weekdays[dayOfWeek - 1] ?? "MO";
      // Not every month has a fifth one; whoever chooses it means the last.
      return `FREQ=MONTHLY;BYDAY=${day > 28 ? -1 : Math.ceil(day / 7)}${weekday}${until}`;
    }
  }
}

function endOf(end: RhythmEnd): string {
  if ("open" in end) return "";
  return "count" in end ? `;COUNT=${end.count}` : `;UNTIL=${end.lastDay.replaceAll("-", "")}`;
}
