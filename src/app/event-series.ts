import { Temporal } from "temporal-polyfill";
import { horizonMs, readSeries, seriesDates, type SeriesDate, type SeriesProblem } from "#src/domain/event-series.ts";
import { coopActorId } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { localOf } from "#src/domain/zone-time.ts";
import {
  deleteEvent,
  findSeries,
  listDates,
  listShortSeries,
  saveSeries,
  updateEvent,
  updateSeries,
  type Event,
  type EventSeries,
} from "#src/store/events.ts";
import { transact, type Context, type Work } from "./context.ts";
import {
  composeEvent,
  onlyFields,
  orRefused,
  takePictures,
  type EventFields,
  type EventRefusal,
} from "./event-making.ts";
import { roomOfDate } from "./event-room.ts";
import { sayEventCreated } from "./event-saying.ts";
import { applyChange, makeEvent, requireHolder, type NewEvent } from "./events.ts";

/** An event that repeats; `startsAtMs` and `endsAtMs` are those of its first date. */
export interface NewSeries extends NewEvent {
  /** RFC 5545 RRULE; without COUNT or UNTIL it goes on until it is ended. */
  readonly rule: string;
}

export type SeriesOutcome =
  | { readonly outcome: "done"; readonly series: EventSeries; readonly dates: readonly Event[] }
  | { readonly outcome: EventRefusal }
  | { readonly outcome: "rule"; readonly problem: SeriesProblem }
  | { readonly outcome: "unknown" }
  | { readonly outcome: "ended" };

/** What all dates of a series begin with: an event without its times. `startsAtMs` and `endsAtMs` in it are those of the first. */
type Template = EventFields & { readonly pictures: readonly string[] };

export const templateOf = (series: EventSeries): Template => series.template as unknown as Template;

/** Plans an event that repeats. The dates within the horizon are made at once, each an event of its own; the others as time goes on. */
export function createSeries(context: Context, wanted: NewSeries): Promise<SeriesOutcome> {
  return orRefused(
    transact(context, async (work): Promise<SeriesOutcome> => {
      const { actorId = coopActorId, rule, ...change } = wanted;
      await requireHolder(work, actorId);
      const fields = await composeEvent(work, change);
      const id = work.newId();
      const repeating = repeatingOf(fields, rule);
      const read = readSeries(repeating);
      if ("problem" in read) return { outcome: "rule", problem: read.problem };
      const { pictures } = await takePictures(work, { id, seriesId: null, pictures: [] }, change);
      const nowMs = work.nowMs();
      const series: EventSeries = {
        id,
        actorId,
        ...repeating,
        rule: read.rule,
        template: { ...fields, pictures },
        madeUntilMs: fields.startsAtMs,
        endedAtMs: null,
        createdAtMs: nowMs,
        updatedAtMs: nowMs,
      };
      await saveSeries(work.session, series);
      const dates = await growSeries(work, series, Math.max(nowMs, fields.startsAtMs) + horizonMs);
      return { outcome: "done", series, dates };
    }),
  );
}

/** How often, from which time on the wall, and how long. */
export const repeatingOf = ({ startsAtMs, endsAtMs, timeZone }: EventFields, rule: string) => ({
  rule,
  firstStart: localOf(startsAtMs, timeZone),
  timeZone,
  durationMinutes: (endsAtMs - startsAtMs) / 60_000,
});

/** Until when another date takes answers: as long before its start on the wall as the one that is known. Null where that is until its end. */
export function sameTimeBefore(
  known: Pick<Event, "startsAtMs" | "answersUntilMs">,
  startsAtMs: number,
  timeZone: string,
): number | null {
  if (known.answersUntilMs === null) return null;
  const wall = (atMs: number) => Temporal.PlainDateTime.from(localOf(atMs, timeZone));
  const ahead = wall(known.startsAtMs).since(wall(known.answersUntilMs));
  return wall(startsAtMs).subtract(ahead).toZonedDateTime(timeZone).epochMilliseconds;
}

/** What one date of a series is, as long as nobody changes it by hand. */
export async function fieldsOfDate(work: Work, series: EventSeries, startsAtMs: number): Promise<EventFields> {
  const template = templateOf(series);
  const slot = { startsAtMs, endsAtMs: startsAtMs + series.durationMinutes * 60_000 };
  const agreementId = await roomOfDate(work.session, template.agreementId, slot);
  const answersUntilMs = sameTimeBefore(template, startsAtMs, series.timeZone);
  return { ...onlyFields(template), ...slot, timeZone: series.timeZone, agreementId, answersUntilMs };
}

/** Makes the dates of a series that begin before then and were not looked at yet. Those that were removed are not made again. */
export async function growSeries(work: Work, series: EventSeries, untilMs: number): Promise<readonly Event[]> {
  const known = await listDates(work.session, series.id);
  const taken = new Set(known.map(({ recurrence }) => recurrence));
  const dates = seriesDates(series, { fromMs: Math.min(series.madeUntilMs, untilMs), untilMs }).filter(
    ({ local, startsAtMs }) => !taken.has(local) && startsAtMs > work.nowMs(),
  );
  const isNew = known.length === 0;
  const made: Event[] = [];
  for (const date of dates) made.push(await makeDate(work, series, { date, notes: isNew && made.length === 0 }));
  await updateSeries(work.session, series.id, { madeUntilMs: untilMs });
  return made;
}

async function makeDate(
  work: Work,
  series: EventSeries,
  { date, notes }: { readonly date: SeriesDate; readonly notes: boolean },
): Promise<Event> {
  const fields = await fieldsOfDate(work, series, date.startsAtMs);
  const { pictures } = templateOf(series);
  const event = await makeEvent(work, fields, {
    actorId: series.actorId,
    series: { seriesId: series.id, recurrence: date.local, pictures },
  });
  if (event.state === "published") await sayEventCreated(work, event, { notes });
  return event;
}

const dayMs = 24 * 3_600_000;
const atOnce = 20;

/** A job: once a day each series gets its dates up to the horizon. Answers how many dates were made. */
export async function growAllSeries(context: Context): Promise<number> {
  const nowMs = context.nowMs();
  const short = await listShortSeries(context.database, nowMs + horizonMs - dayMs, atOnce);
  let made = 0;
  for (const { id } of short) {
    made += await transact(context, async (work) => {
      const series = await findSeries(work.session, id);
      if (series === undefined || series.endedAtMs !== null) return 0;
      return (await growSeries(work, series, work.nowMs() + horizonMs)).length;
    });
  }
  return made;
}

/**
 * Ends a series: its dates ahead, or only those from one of them on, are cancelled, and everyone hears why. Drafts go without a trace. Doing it
 * again changes nothing.
 */
export function endSeries(
  context: Context,
  id: string,
  { cancelNote = {}, fromId }: { readonly cancelNote?: LocalizedText; readonly fromId?: string } = {},
): Promise<SeriesOutcome> {
  return transact(context, async (work): Promise<SeriesOutcome> => {
    const series = await findSeries(work.session, id);
    if (series === undefined) return { outcome: "unknown" };
    const known = await listDates(work.session, id);
    const first = known.find((event) => event.id === fromId);
    if (fromId !== undefined && first === undefined) return { outcome: "unknown" };
    if (series.endedAtMs !== null) return { outcome: "done", series, dates: [] };
    const ended = { endedAtMs: work.nowMs(), updatedAtMs: work.nowMs() };
    await updateSeries(work.session, id, ended);
    const ahead = known.filter((event) => isAhead(event, work.nowMs()) && isFrom(event, first));
    const dates: Event[] = [];
    for (const event of ahead) dates.push(await cancelDate(work, event, cancelNote));
    return { outcome: "done", series: { ...series, ...ended }, dates };
  });
}

/** Whether a date is that one or comes after it, by the rule and not by hand. */
export const isFrom = (event: Event, first: Event | undefined): boolean =>
  (event.recurrence ?? "") >= (first?.recurrence ?? "");

/** Whether a date can still be changed with its series. */
export const isAhead = ({ startsAtMs, deletedAtMs }: Event, nowMs: number): boolean =>
  deletedAtMs === null && startsAtMs > nowMs;

/** Cancels one date, or takes it away if it was never public. */
export async function cancelDate(work: Work, event: Event, cancelNote: LocalizedText): Promise<Event> {
  if (event.status === "cancelled") return event;
  if (event.state === "draft") {
    await deleteEvent(work.session, event.id);
    return event;
  }
  const fields = await composeEvent(work, { status: "cancelled", cancelNote }, event);
  return applyChange(work, event, { fields });
}

/** A date belongs to another series from now on. */
export const moveDate = (work: Work, id: string, seriesId: string): Promise<void> =>
  updateEvent(work.session, id, { seriesId });
