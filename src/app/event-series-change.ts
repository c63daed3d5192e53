import { horizonMs, pairDates, readSeries, ruleFrom, seriesDates } from "#src/domain/event-series.ts";
import { momentOf } from "#src/domain/zone-time.ts";
import {
  findEvent,
  findSeries,
  listDates,
  saveSeries,
  updateSeries,
  type Event,
  type EventSeries,
} from "#src/store/events.ts";
import { transact, type Context, type Work } from "./context.ts";
import {
  composeEvent,
  EventRefused,
  onlyFields,
  orRefused,
  refuseUnanswered,
  roomRefusal,
  takePictures,
  type EventChange,
  type EventFields,
} from "./event-making.ts";
import {
  cancelDate,
  fieldsOfDate,
  growSeries,
  isAhead,
  isFrom,
  moveDate,
  repeatingOf,
  sameTimeBefore,
  templateOf,
  type SeriesOutcome,
} from "./event-series.ts";
import { roomOfDate } from "./event-room.ts";
import { applyChange } from "./events.ts";

/** A change of dates that repeat. Times are those that the date it is decided on (`eventId`) is to have. */
export interface SeriesChange extends EventChange {
  /** Another rule, counted from that date. */
  readonly rule?: string;
  /** `following`: that date and all after it, which are a series of their own then. `all`: every date ahead. */
  readonly scope: "following" | "all";
}

/**
 * Changes the dates of a series that are ahead. What was changed by hand in a single date stays as it is there: whatever differs from what
 * the series said. Dates that the new rule has no more are cancelled, new ones are made, and whoever said that they come hears of each.
 */
export function reviseSeries(
  context: Context,
  eventId: string,
  { scope, rule, ...change }: SeriesChange,
): Promise<SeriesOutcome> {
  return orRefused(
    transact(context, async (work): Promise<SeriesOutcome> => {
      const anchor = await findEvent(work.session, eventId);
      const before = await findSeries(work.session, anchor?.seriesId ?? "");
      if (anchor === undefined || before === undefined || anchor.deletedAtMs !== null) return { outcome: "unknown" };
      if (before.endedAtMs !== null) return { outcome: "ended" };
      const planned = await planSeries(work, { before, anchor, change, scope, ...(rule !== undefined && { rule }) });
      if ("outcome" in planned) return planned;
      const dates = (await listDates(work.session, before.id)).filter((event) => isAhead(event, work.nowMs()));
      const concerned = scope === "all" ? dates : dates.filter((event) => isFrom(event, anchor));
      return { outcome: "done", series: planned, dates: await carryOver(work, { before, after: planned, concerned }) };
    }),
  );
}

interface Planning {
  readonly before: EventSeries;
  readonly anchor: Event;
  readonly change: EventChange;
  readonly rule?: string;
  readonly scope: SeriesChange["scope"];
}

/** The series as it is from now on: the same one, or one that begins at the date of which it was decided. */
async function planSeries(
  work: Work,
  planning: Planning,
): Promise<EventSeries | Extract<SeriesOutcome, { outcome: "rule" }>> {
  const { before, anchor, change, scope } = planning;
  const splits = scope === "following" && (await hasEarlier(work, before, anchor));
  const fields = await templateFields(work, planning);
  const repeating = repeatingFrom(planning, fields, splits);
  const read = readSeries(repeating);
  if ("problem" in read) return { outcome: "rule", problem: read.problem };
  const id = splits ? work.newId() : before.id;
  const owning = { id, seriesId: splits ? before.id : null, pictures: templateOf(before).pictures };
  const { pictures } = await takePictures(work, owning, change);
  const template = { ...fields, pictures };
  const after = { ...before, id, ...repeating, rule: read.rule, template, updatedAtMs: work.nowMs() };
  await keepSeries(work, before, after);
  return after;
}

/** It counts anew from the date of which it was decided, unless only its words change. */
function repeatingFrom({ before, anchor, rule }: Planning, fields: EventFields, splits: boolean) {
  if (splits || rule !== undefined || isOtherTime(before, anchor, fields))
    return repeatingOf(fields, rule ?? ruleFrom(before, startOf(before, anchor)));
  return { ...repeatingOf(fields, before.rule), firstStart: before.firstStart };
}

async function keepSeries(work: Work, before: EventSeries, after: EventSeries): Promise<void> {
  const nowMs = work.nowMs();
  if (before.id === after.id) return updateSeries(work.session, before.id, after);
  await saveSeries(work.session, { ...after, createdAtMs: nowMs });
  await updateSeries(work.session, before.id, { endedAtMs: nowMs, updatedAtMs: nowMs });
}

async function hasEarlier(work: Work, series: EventSeries, anchor: Event): Promise<boolean> {
  const dates = await listDates(work.session, series.id);
  return dates.some((event) => event.deletedAtMs === null && (event.recurrence ?? "") < (anchor.recurrence ?? ""));
}

/** When the series itself says that a date begins. */
const startOf = ({ timeZone }: EventSeries, { recurrence, startsAtMs }: Event): number =>
  momentOf(recurrence ?? "", timeZone) ?? startsAtMs;

/** The template after the change. It is composed with the times of the date on which it was decided, as that date has them by the rule. */
async function templateFields(work: Work, { before, anchor, change }: Planning): Promise<EventFields> {
  const startsAtMs = startOf(before, anchor);
  const known = await fieldsOfDate(work, before, startsAtMs);
  const from = change.startsAtMs ?? startsAtMs;
  const moved = { startsAtMs: from, endsAtMs: change.endsAtMs ?? from + before.durationMinutes * 60_000 };
  const agreementId = agreementAfter(before, anchor, change);
  const { answersUntilMs = sameTimeBefore(known, from, change.timeZone ?? before.timeZone) } = change;
  const composed = await composeEvent(
    work,
    { ...change, ...moved, agreementId: null, answersUntilMs },
    { ...known, agreementId: null },
  );
  if (agreementId === null) return composed;
  if (composed.onlineUrl !== null) throw new EventRefused("two-rooms");
  refuseUnanswered(composed);
  const refusal = await roomRefusal(work, (await roomOfDate(work.session, agreementId, moved)) ?? agreementId, moved);
  if (refusal !== undefined) throw new EventRefused(refusal);
  return { ...composed, agreementId };
}

/** What was chosen for the whole series stays, although each date may have another agreement of those made together. */
function agreementAfter(before: EventSeries, anchor: Event, { agreementId }: EventChange): string | null {
  return agreementId === undefined || agreementId === anchor.agreementId ? templateOf(before).agreementId : agreementId;
}

const isOtherTime = (before: EventSeries, anchor: Event, fields: EventFields): boolean =>
  fields.startsAtMs !== startOf(before, anchor) || fields.timeZone !== before.timeZone;

interface CarryOver {
  readonly before: EventSeries;
  readonly after: EventSeries;
  readonly concerned: readonly Event[];
}

/** Each date that is ahead becomes one of the new rule, or is cancelled; then those are made that are missing. */
async function carryOver(work: Work, { before, after, concerned }: CarryOver): Promise<readonly Event[]> {
  const nowMs = work.nowMs();
  const untilMs = Math.max(before.madeUntilMs, nowMs + horizonMs);
  const dates = seriesDates(after, { fromMs: nowMs + 1, untilMs });
  const startOfDate = new Map(dates.map(({ local, startsAtMs }) => [local, startsAtMs]));
  const pairs = pairDates(
    concerned.map(({ recurrence }) => recurrence ?? ""),
    [...startOfDate.keys()],
  );
  const changed: Event[] = [];
  for (const event of concerned) {
    const local = pairs.get(event.recurrence ?? "");
    const startsAtMs = startOfDate.get(local ?? "");
    if (before.id !== after.id) await moveDate(work, event.id, after.id);
    const own = { ...event, seriesId: after.id };
    if (local === undefined || startsAtMs === undefined) changed.push(await cancelDate(work, own, {}));
    else changed.push(await changeDate(work, own, { before, after, local, startsAtMs }));
  }
  // Also dates that were looked at before may be missing by the new rule.
  const made = await growSeries(work, { ...after, madeUntilMs: nowMs }, untilMs);
  return [...changed, ...made];
}

interface DateChange {
  readonly before: EventSeries;
  readonly after: EventSeries;
  readonly local: string;
  readonly startsAtMs: number;
}

/** One date takes over what its series says now, except where it says something else already. */
async function changeDate(work: Work, event: Event, { before, after, local, startsAtMs }: DateChange): Promise<Event> {
  const was = await fieldsOfDate(work, before, startOf(before, event));
  const becomes = await fieldsOfDate(work, after, startsAtMs);
  const own = onlyFields(event);
  const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  const byHand = (Object.keys(was) as (keyof EventFields)[]).filter((name) => !isSame(own[name], was[name]));
  // Start and end are one thing: a date that was moved keeps both.
  const kept = byHand.flatMap((name) => groups.find((group) => group.includes(name)) ?? [name]);
  const fields = { ...becomes, ...Object.fromEntries(kept.map((name) => [name, own[name]])) };
  const hadPictures = isSame(event.pictures, templateOf(before).pictures);
  const lent = hadPictures ? templateOf(after).pictures : event.pictures;
  return applyChange(work, event, { fields, recurrence: local, lent });
}

/** What is changed together is kept together. */
const groups: readonly (readonly (keyof EventFields)[])[] = [
  ["startsAtMs", "endsAtMs", "timeZone", "agreementId"],
  ["description", "descriptionHtml", "hashtags"],
  ["status", "cancelNote"],
];
