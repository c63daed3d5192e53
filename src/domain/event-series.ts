import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { readOpenRule, type RecurrenceProblem } from "./recurrence.ts";
import { momentOf } from "./zone-time.ts";

/** How far ahead the dates of a series are made: 90 days. */
export const horizonMs = 90 * 24 * 3_600_000;
/** The most dates that a series has between its beginning and the horizon: fifty years of every week, seven of every day. */
const maxDates = 2600;
const maxIterations = 20_000;

/** What repeats: an RRULE (RFC 5545) that may have no end, and the time on the wall from which it counts (`2026-11-26T18:00`). */
export interface Repeating {
  readonly rule: string;
  readonly firstStart: string;
  /** IANA. */
  readonly timeZone: string;
}

/** A date that a rule makes: the time on the wall that it has there, and the moment. */
export interface SeriesDate {
  readonly local: string;
  readonly startsAtMs: number;
}

/**
 * The dates of a series that begin from `fromMs` until before `untilMs`, in order. The clock on the wall stays the same over daylight
 * saving; a time that the clock jumps over is left out, and of one that comes twice the first is meant (RFC 5545, 3.3.10).
 */
export function seriesDates(
  { rule, firstStart, timeZone }: Repeating,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): readonly SeriesDate[] {
  const dates: SeriesDate[] = [];
  const dtstart = Temporal.PlainDateTime.from(firstStart).toZonedDateTime(timeZone);
  let seen = 0;
  try {
    const limits = { maxIterations, maxCandidateEvaluations: maxIterations * 40 };
    new RRuleTemporal({ rruleString: rule, dtstart, strict: true, cache: false, ...limits }).all((date) => {
      const { epochMilliseconds: startsAtMs } = date;
      const isIn = startsAtMs >= fromMs && startsAtMs < untilMs;
      if (isIn) dates.push({ local: date.toPlainDateTime().toString({ smallestUnit: "minute" }), startsAtMs });
      return startsAtMs < untilMs && ++seen < maxDates;
    });
  } catch {
    // The library says in errors that it has looked for long enough: what it found until then stands.
  }
  return dates;
}

export type SeriesProblem = RecurrenceProblem | { readonly because: "times" };

/** A series whose rule holds, as it is kept; or what is wrong with it. `durationMinutes`: how long each date lasts. */
export function readSeries(
  wanted: Repeating & { readonly durationMinutes: number },
): { readonly rule: string } | { readonly problem: SeriesProblem } {
  const firstMs = momentOf(wanted.firstStart, wanted.timeZone);
  if (firstMs === undefined) return { problem: { because: "times" } };
  const read = readOpenRule(wanted.rule, wanted.timeZone);
  if ("because" in read) return { problem: read };
  const year = { fromMs: firstMs, untilMs: firstMs + 400 * 24 * 3_600_000 };
  const dates = seriesDates({ ...wanted, rule: read.rule }, year);
  if (dates[0]?.startsAtMs !== firstMs) return { problem: { because: "first-differs" } };
  const lengthMs = wanted.durationMinutes * 60_000;
  const overlap = dates.some(
    ({ startsAtMs }, index) => startsAtMs < (dates[index - 1]?.startsAtMs ?? -Infinity) + lengthMs,
  );
  return overlap ? { problem: { because: "overlap" } } : read;
}

/** How many days a date may move and still be the same one, when its series gets another rule. */
const nearDays = 3;

/**
 * Which date of the new rule each date of the old one becomes: the one of the same day, or else the next one that is free and at most
 * three days away; undefined when there is none. So whoever said that they come to Tuesday's hears that it is on Wednesday now.
 */
export function pairDates(
  before: readonly string[],
  after: readonly string[],
): ReadonlyMap<string, string | undefined> {
  const free = new Set(after);
  const pairs = new Map<string, string | undefined>();
  const take = (old: string, found: string | undefined): void => {
    if (found === undefined) return;
    free.delete(found);
    pairs.set(old, found);
  };
  for (const old of before)
    take(
      old,
      [...free].find((local) => dayOf(local).equals(dayOf(old))),
    );
  for (const old of before.filter((local) => !pairs.has(local))) {
    const near = [...free].filter((local) => distance(local, old) <= nearDays);
    take(old, near.toSorted((one, other) => distance(one, old) - distance(other, old))[0]);
    if (!pairs.has(old)) pairs.set(old, undefined);
  }
  return pairs;
}

const dayOf = (local: string): Temporal.PlainDate => Temporal.PlainDate.from(local.slice(0, 10));
const distance = (one: string, other: string): number => Math.abs(dayOf(one).until(dayOf(other)).total("days"));

/** A rule that goes on as long as before from a later date: one that counts has fewer left. */
export function ruleFrom(series: Repeating, fromMs: number): string {
  const count = /COUNT=(\d+)/.exec(series.rule)?.[1];
  if (count === undefined) return series.rule;
  const gone = seriesDates(series, { fromMs: -Infinity, untilMs: fromMs }).length;
  return series.rule.replace(/COUNT=\d+/, `COUNT=${Math.max(1, Number(count) - gone)}`);
}
