import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, ne, or, sql, type SQL } from "drizzle-orm";
import type { EventCard } from "#src/domain/event-message.ts";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

/** An event as it is kept: one row for each date. */
export type Event = Tables["events"]["$inferSelect"];
/** The rule and the template of events that repeat. */
export type EventSeries = Tables["eventSeries"]["$inferSelect"];

export async function saveEvent({ q, t }: Session, event: Event): Promise<void> {
  await q.insert(t.events).values(event);
}

export async function updateEvent(
  { q, t }: Session,
  id: string,
  changes: Partial<Omit<Event, "id" | "actorId">>,
): Promise<void> {
  await q.update(t.events).set(changes).where(eq(t.events.id, id));
}

/** An event by its id, drafts and removed ones included: removed ones answer 410. */
export async function findEvent(session: Session, id: string): Promise<Event | undefined> {
  return findRow(session, "events", { id });
}

/** Forgets a draft: nobody else ever knew of it. */
export async function deleteEvent({ q, t }: Session, id: string): Promise<void> {
  await q.delete(t.events).where(eq(t.events.id, id));
}

export interface EventFilter {
  readonly limit: number;
  /** Those that are not over then, and those that begin before then: epoch milliseconds. */
  readonly fromMs?: number;
  readonly untilMs?: number;
  readonly actorId?: string;
  readonly state?: Event["state"];
  readonly seriesId?: string;
  /** With this hashtag, folded. */
  readonly tag?: string;
  /** `soonest` first unless it says `latest`. */
  readonly order?: "soonest" | "latest";
  /** The id that the page before ended with. */
  readonly before?: string;
}

/** Events that stand (published ones unless it says otherwise), by their start. */
export async function listEvents({ q, t }: Session, filter: EventFilter): Promise<Event[]> {
  const { events: e } = t;
  const latest = filter.order === "latest";
  const rest = await afterCursor({ q, t }, filter.before, latest);
  const by = latest ? desc : asc;
  return q
    .select()
    .from(e)
    .where(and(wanted({ q, t }, filter), rest))
    .orderBy(by(e.startsAtMs), by(e.id))
    .limit(filter.limit);
}

function wanted({ q, t }: Pick<Session, "q" | "t">, filter: EventFilter): SQL | undefined {
  const { events: e, hashtags } = t;
  const { fromMs, untilMs, actorId, seriesId, tag, state = "published" } = filter;
  return and(
    eq(e.state, state),
    isNull(e.deletedAtMs),
    fromMs === undefined ? undefined : gt(e.endsAtMs, fromMs),
    untilMs === undefined ? undefined : lt(e.startsAtMs, untilMs),
    actorId === undefined ? undefined : eq(e.actorId, actorId),
    seriesId === undefined ? undefined : eq(e.seriesId, seriesId),
    tag === undefined
      ? undefined
      : inArray(e.id, q.select({ id: hashtags.subjectId }).from(hashtags).where(eq(hashtags.tag, tag))),
  );
}

async function afterCursor(
  { q, t }: Pick<Session, "q" | "t">,
  before: string | undefined,
  latest: boolean,
): Promise<SQL | undefined> {
  if (before === undefined) return undefined;
  const { events: e } = t;
  const last = (await q.select().from(e).where(eq(e.id, before)).limit(1))[0];
  // A cursor that names nothing ends the list.
  if (last === undefined) return sql`1 = 0`;
  const beyond = latest ? lt : gt;
  return or(beyond(e.startsAtMs, last.startsAtMs), and(eq(e.startsAtMs, last.startsAtMs), beyond(e.id, last.id)));
}

/** Calendars also show what was cancelled lately, so that readers take it out; every state of a published event, by its start. */
export async function listCalendarEvents({ q, t }: Session, fromMs: number, limit: number): Promise<Event[]> {
  const { events: e } = t;
  return q
    .select()
    .from(e)
    .where(and(eq(e.state, "published"), gt(e.endsAtMs, fromMs)))
    .orderBy(asc(e.startsAtMs), asc(e.id))
    .limit(limit);
}

export interface PublishedFilter {
  readonly actorId?: string;
  readonly limit: number;
  /** When they were published: later than the one, not later than the other. Epoch milliseconds. */
  readonly afterMs?: number;
  readonly untilMs?: number;
}

/** What an actor published and did not remove, the last published first: for its outbox. */
export async function listPublishedEvents(
  { q, t }: Session,
  { actorId, limit, ...between }: PublishedFilter,
): Promise<Event[]> {
  const { events: e } = t;
  const whose = actorId === undefined ? undefined : eq(e.actorId, actorId);
  const after = between.afterMs === undefined ? undefined : gt(e.publishedAtMs, between.afterMs);
  const until = between.untilMs === undefined ? undefined : lte(e.publishedAtMs, between.untilMs);
  return q
    .select()
    .from(e)
    .where(and(eq(e.state, "published"), isNull(e.deletedAtMs), whose, after, until))
    .orderBy(desc(e.publishedAtMs), desc(e.id))
    .limit(limit);
}

export async function countPublishedEvents({ q, t }: Session, actorId: string): Promise<number> {
  const { events: e } = t;
  return q.$count(e, and(eq(e.actorId, actorId), eq(e.state, "published"), isNull(e.deletedAtMs)));
}

/** Events that are not over and take their room from an agreement of ours. */
export async function listEventsInRooms({ q, t }: Session, nowMs: number, limit: number): Promise<Event[]> {
  const { events: e } = t;
  return q
    .select()
    .from(e)
    .where(and(isNotNull(e.agreementId), isNull(e.deletedAtMs), gt(e.endsAtMs, nowMs), ne(e.status, "cancelled")))
    .orderBy(asc(e.startsAtMs), asc(e.id))
    .limit(limit);
}

/** Published dates of series that begin before then: those whose Notes may be due. */
export async function listNearDates(
  { q, t }: Session,
  { nowMs, untilMs, limit }: { readonly nowMs: number; readonly untilMs: number; readonly limit: number },
): Promise<Event[]> {
  const { events: e } = t;
  return q
    .select()
    .from(e)
    .where(
      and(
        isNotNull(e.seriesId),
        eq(e.state, "published"),
        isNull(e.deletedAtMs),
        ne(e.status, "cancelled"),
        gte(e.startsAtMs, nowMs),
        lt(e.startsAtMs, untilMs),
      ),
    )
    .orderBy(asc(e.startsAtMs), asc(e.id))
    .limit(limit);
}

export async function saveSeries({ q, t }: Session, series: EventSeries): Promise<void> {
  await q.insert(t.eventSeries).values(series);
}

export async function updateSeries(
  { q, t }: Session,
  id: string,
  changes: Partial<Omit<EventSeries, "id" | "actorId">>,
): Promise<void> {
  await q.update(t.eventSeries).set(changes).where(eq(t.eventSeries.id, id));
}

export async function findSeries(session: Session, id: string): Promise<EventSeries | undefined> {
  return findRow(session, "eventSeries", { id });
}

export async function listSeries(
  { q, t }: Session,
  { limit, before }: { readonly limit: number; readonly before?: string },
): Promise<EventSeries[]> {
  const { eventSeries: s } = t;
  const rest = before === undefined ? undefined : lt(s.id, before);
  return q.select().from(s).where(rest).orderBy(desc(s.id)).limit(limit);
}

/** Series that stand and were not looked at up to the horizon. */
export async function listShortSeries({ q, t }: Session, horizonMs: number, limit: number): Promise<EventSeries[]> {
  const { eventSeries: s } = t;
  return q
    .select()
    .from(s)
    .where(and(isNull(s.endedAtMs), lt(s.madeUntilMs, horizonMs)))
    .orderBy(asc(s.madeUntilMs), asc(s.id))
    .limit(limit);
}

/** Every date that a series has or had, drafts and removed ones included, by its start. */
export async function listDates({ q, t }: Session, seriesId: string): Promise<Event[]> {
  const { events: e } = t;
  return q.select().from(e).where(eq(e.seriesId, seriesId)).orderBy(asc(e.startsAtMs), asc(e.id));
}

/** Lets what still waits to be said about a new event say the newest thing, whichever of the two arrives first. */
export async function replaceWaitingEvents({ q, t }: Session, object: string, event: EventCard): Promise<void> {
  const waiting = await q
    .select({ id: t.outbox.id, message: t.outbox.message })
    .from(t.outbox)
    .where(and(eq(t.outbox.topic, object), eq(t.outbox.state, "waiting")));
  for (const { id, message } of waiting) {
    if (message.type === "event-create")
      await q
        .update(t.outbox)
        .set({ message: { ...message, event }, body: null })
        .where(eq(t.outbox.id, id));
  }
}
