import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { AttendanceState, Attending } from "#src/domain/attendance.ts";
import type { Session } from "./database.ts";
import type { Event } from "./events.ts";
import type { Tables } from "./schema.ts";

/** Somebody's answer to an event. */
export type Attendance = Tables["attendances"]["$inferSelect"];

export async function saveAttendance({ q, t }: Session, attendance: Attendance): Promise<void> {
  await q.insert(t.attendances).values(attendance);
}

export async function updateAttendance(
  { q, t }: Session,
  id: string,
  changes: Partial<Omit<Attendance, "id" | "eventId" | "createdAtMs">>,
): Promise<void> {
  await q.update(t.attendances).set(changes).where(eq(t.attendances.id, id));
}

/** Forgets an answer that never counted. */
export async function deleteAttendance({ q, t }: Session, id: string): Promise<void> {
  await q.delete(t.attendances).where(eq(t.attendances.id, id));
}

/** What names one answer. */
export type AttendanceKey =
  | { readonly id: string }
  | { readonly eventId: string; readonly actor: string }
  | { readonly eventId: string; readonly emailHash: string }
  | { readonly tokenHash: string }
  /** The IRI of a Join, as its own actor took it back. */
  | { readonly actor: string; readonly join: string };

export async function findAttendance({ q, t }: Session, key: AttendanceKey): Promise<Attendance | undefined> {
  const { attendances: columns } = t;
  const wanted = Object.entries(key).map(([name, value]) => eq(columns[name as keyof typeof key], value));
  return (
    await q
      .select()
      .from(columns)
      .where(and(...wanted))
      .limit(1)
  )[0];
}

/** How many answers to an event stand in each state. */
export type AttendanceCounts = Attending & { readonly asked: number; readonly unconfirmed: number };

/** Counts those who come to an event, wait for a place, for a steward, or for themselves to open a link. */
export async function countAttendances({ q, t }: Session, eventId: string): Promise<AttendanceCounts> {
  const rows = await q
    .select({ state: t.attendances.state, number: count() })
    .from(t.attendances)
    .where(eq(t.attendances.eventId, eventId))
    .groupBy(t.attendances.state);
  const of = (state: AttendanceState): number => rows.find((row) => row.state === state)?.number ?? 0;
  return { coming: of("coming"), waiting: of("waiting"), asked: of("asked"), unconfirmed: of("unconfirmed") };
}

/** The first of those who wait for a place, in the order in which they came. */
export async function listWaiting({ q, t }: Session, eventId: string, limit: number): Promise<readonly Attendance[]> {
  return q
    .select()
    .from(t.attendances)
    .where(and(eq(t.attendances.eventId, eventId), eq(t.attendances.state, "waiting")))
    .orderBy(asc(t.attendances.joinedAtMs), asc(t.attendances.id))
    .limit(limit);
}

/** How many wait before somebody who waits. */
export async function countBefore(
  { q, t }: Session,
  { eventId, joinedAtMs, id }: Pick<Attendance, "eventId" | "joinedAtMs" | "id">,
): Promise<number> {
  const { attendances } = t;
  const earlier = or(
    lt(attendances.joinedAtMs, joinedAtMs),
    and(eq(attendances.joinedAtMs, joinedAtMs), lt(attendances.id, id)),
  );
  return q.$count(attendances, and(eq(attendances.eventId, eventId), eq(attendances.state, "waiting"), earlier));
}

/** Answers to an event in these states, in the order in which they came. */
export async function listAttendances(
  { q, t }: Session,
  eventId: string,
  wanted: { readonly states: readonly AttendanceState[]; readonly limit: number; readonly offset?: number },
): Promise<readonly Attendance[]> {
  return q
    .select()
    .from(t.attendances)
    .where(and(eq(t.attendances.eventId, eventId), inArray(t.attendances.state, [...wanted.states])))
    .orderBy(asc(t.attendances.joinedAtMs), asc(t.attendances.id))
    .limit(wanted.limit)
    .offset(wanted.offset ?? 0);
}

/** Answers to an event, newest first, `before` a cursor. */
export async function pageAttendances(
  { q, t }: Session,
  eventId: string,
  page: { readonly limit: number; readonly before?: string },
): Promise<readonly Attendance[]> {
  const before = page.before === undefined ? undefined : lt(t.attendances.id, page.before);
  return q
    .select()
    .from(t.attendances)
    .where(and(eq(t.attendances.eventId, eventId), before))
    .orderBy(desc(t.attendances.id))
    .limit(page.limit);
}

/** Those who said yes (they come, wait, or were promised an answer): whom a change of the event concerns. */
export const saidYes: readonly AttendanceState[] = ["coming", "waiting", "asked"];

/**
 * Where everybody on the fediverse who said yes to an event hears of it: each inbox once, a server's shared one where it has one. Not
 * those who answered on our page.
 */
export async function listAttendeeInboxes({ q, t }: Session, eventId: string): Promise<readonly string[]> {
  const inbox = sql<string>`coalesce(${t.remoteActors.sharedInbox}, ${t.attendances.inbox})`;
  const rows = await q
    .selectDistinct({ inbox })
    .from(t.attendances)
    .leftJoin(t.remoteActors, eq(t.remoteActors.actor, t.attendances.actor))
    .where(
      and(
        eq(t.attendances.eventId, eventId),
        inArray(t.attendances.state, [...saidYes]),
        isNotNull(t.attendances.inbox),
      ),
    );
  return rows.map((row) => row.inbox);
}

/** Answers whose e-mail was not confirmed since `sinceMs`. */
export async function listUnconfirmed({ q, t }: Session, sinceMs: number, limit: number): Promise<readonly string[]> {
  const rows = await q
    .select({ id: t.attendances.id })
    .from(t.attendances)
    .where(and(eq(t.attendances.state, "unconfirmed"), lt(t.attendances.createdAtMs, sinceMs)))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Answers to events that ended before `endedAtMs` and still say whose they are. */
export async function listForgettable(
  { q, t }: Session,
  endedAtMs: number,
  limit: number,
): Promise<readonly Attendance[]> {
  const { attendances, events } = t;
  const personal = or(
    isNotNull(attendances.wordsSealed),
    isNotNull(attendances.actor),
    isNotNull(attendances.tokenHash),
  );
  const rows = await q
    .select({ attendance: attendances })
    .from(attendances)
    .innerJoin(events, eq(events.id, attendances.eventId))
    .where(and(lt(events.endsAtMs, endedAtMs), personal))
    .limit(limit);
  return rows.map(({ attendance }) => attendance);
}

/** Whose answers they were is not known any more; that there were so many is. */
export async function forgetAttendancesOf({ q, t }: Session, actor: string): Promise<void> {
  const nothing = { actor: null, join: null, inbox: null, wordsSealed: null, emailHash: null, tokenHash: null };
  await q
    .update(t.attendances)
    .set({ ...nothing, language: null })
    .where(eq(t.attendances.actor, actor));
}

/** Events that are not over and have people who wait for a steward's word, soonest first, with how many those are. */
export async function listAsked(
  { q, t }: Session,
  nowMs: number,
  limit: number,
): Promise<readonly { readonly event: Event; readonly asked: number }[]> {
  const asked = q
    .select({ eventId: t.attendances.eventId, number: count().as("number") })
    .from(t.attendances)
    .where(eq(t.attendances.state, "asked"))
    .groupBy(t.attendances.eventId)
    .as("asked");
  return q
    .select({ event: t.events, asked: asked.number })
    .from(t.events)
    .innerJoin(asked, eq(asked.eventId, t.events.id))
    .where(and(gt(t.events.endsAtMs, nowMs), isNull(t.events.deletedAtMs)))
    .orderBy(asc(t.events.startsAtMs))
    .limit(limit);
}
