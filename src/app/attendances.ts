import { decideMovingUp, decidePlace, type AttendanceState } from "#src/domain/attendance.ts";
import { eventIri } from "#src/domain/iri.ts";
import {
  countAttendances,
  findAttendance,
  listAttendances,
  listWaiting,
  saidYes,
  updateAttendance,
  type Attendance,
} from "#src/store/attendances.ts";
import { findEvent, type Event } from "#src/store/events.ts";
import { noteCountChanged } from "./attendance-counts.ts";
import { tell, type Telling } from "./attendance-telling.ts";
import type { Context, Work } from "./context.ts";
import { transactInTurn } from "./in-turn.ts";

/** Gives one person's place back, tells them, and lets the next ones in. What they had said of themselves goes with it. */
export async function leave(work: Work, row: Attendance, telling: Omit<Telling, "kind"> = {}): Promise<void> {
  const event = await findEvent(work.session, row.eventId);
  const left = { ...row, state: "left" as const, updatedAtMs: work.nowMs() };
  // Before the words are gone, for they say where to tell it.
  if (event !== undefined) await tell(work, { event, attendance: left }, { ...telling, kind: "left" });
  await updateAttendance(work.session, row.id, {
    state: "left",
    wordsSealed: null,
    emailHash: null,
    updatedAtMs: left.updatedAtMs,
  });
  if (event !== undefined) await fillPlaces(work, event);
}

/** The most that move up at once: whoever is over goes up with the next change, or with the clock. */
const mostAtOnce = 1000;

/** Lets those who wait move up into free places, in order, and tells each. Answers how many did. */
export async function fillPlaces(work: Work, event: Event): Promise<number> {
  await noteCountChanged(work, event.id);
  const moving = decideMovingUp(event, await countAttendances(work.session, event.id), work.nowMs());
  const rows = moving === 0 ? [] : await listWaiting(work.session, event.id, Math.min(moving, mostAtOnce));
  for (const row of rows) {
    const changes = { state: "coming" as const, updatedAtMs: work.nowMs() };
    await updateAttendance(work.session, row.id, changes);
    await tell(work, { event, attendance: { ...row, ...changes } }, { kind: "moved-up" });
  }
  return rows.length;
}

export type StewardsWord =
  | { readonly outcome: "done"; readonly attendance: Attendance }
  | { readonly outcome: "unknown" }
  /** They took their answer back, or have not confirmed it yet. */
  | { readonly outcome: "not-now"; readonly state: AttendanceState; readonly eventId: string };

/** A steward says yes to somebody who asked, or to whom they had said no. Full events put them at the end of the list. */
export function acceptAttendance(context: Context, id: string): Promise<StewardsWord> {
  return transactInTurn(context, async (work) => {
    const found = await findWithEvent(work, id);
    if (found === undefined) return { outcome: "unknown" };
    const { row, event } = found;
    if (row.state === "coming" || row.state === "waiting") return { outcome: "done", attendance: row };
    if (row.state !== "asked" && row.state !== "refused")
      return { outcome: "not-now", state: row.state, eventId: event.id };
    const { answer } = decidePlace(event, await countAttendances(work.session, event.id));
    const joinedAtMs = row.state === "asked" ? row.joinedAtMs : work.nowMs();
    const changes = { state: answer, joinedAtMs, updatedAtMs: work.nowMs() };
    await updateAttendance(work.session, id, changes);
    const attendance = { ...row, ...changes };
    await tell(work, { event, attendance }, { kind: answer });
    await noteCountChanged(work, event.id);
    return { outcome: "done", attendance };
  });
}

/** A steward says no, or takes a place back; whoever waits moves up. Their later answers are refused until a steward says yes. */
export function refuseAttendance(context: Context, id: string): Promise<StewardsWord> {
  return transactInTurn(context, async (work) => {
    const found = await findWithEvent(work, id);
    if (found === undefined) return { outcome: "unknown" };
    const { row, event } = found;
    if (row.state === "refused") return { outcome: "done", attendance: row };
    if (row.state === "left" || row.state === "unconfirmed")
      return { outcome: "not-now", state: row.state, eventId: event.id };
    const changes = { state: "refused" as const, updatedAtMs: work.nowMs() };
    await updateAttendance(work.session, id, changes);
    const attendance = { ...row, ...changes };
    await tell(work, { event, attendance }, { kind: "declined" });
    await fillPlaces(work, event);
    return { outcome: "done", attendance };
  });
}

async function findWithEvent(
  work: Work,
  id: string,
): Promise<{ readonly row: Attendance; readonly event: Event } | undefined> {
  const row = await findAttendance(work.session, { id });
  const event = row === undefined ? undefined : await findEvent(work.session, row.eventId);
  return row === undefined || event === undefined ? undefined : { row, event };
}

/** What an event's change means to those who said that they come. */
export type EventChange =
  /** When, where, how or whether it surely takes place: what somebody would want to know who has planned for it. */
  | "moved"
  | "cancelled"
  /** Taken back altogether. */
  | "removed"
  /** Anything else, such as its description or how many may come. */
  | "other";

const atOnce = 500;

/**
 * Tells everyone who said that they come what has changed: people who answered on the page by e-mail, people who answered in words by a
 * word to them alone. Servers that sent a Join hear it with the event itself (`listAttendeeInboxes`). Then whoever can moves up. To be
 * called in the transaction of the change, with the event as it is now.
 */
export async function tellAttendees(work: Work, event: Event, change: EventChange): Promise<void> {
  // Of what was cancelled before, everybody has heard.
  const isNews = change !== "other" && !(change === "removed" && event.status === "cancelled");
  if (isNews && work.nowMs() < event.endsAtMs) {
    const kind = change === "moved" ? "changed" : "event-cancelled";
    for (let offset = 0; ; offset += atOnce) {
      const rows = await listAttendances(work.session, event.id, { states: saidYes, limit: atOnce, offset });
      for (const row of rows) await tell(work, { event, attendance: row }, { kind });
      if (rows.length < atOnce) break;
    }
  }
  await fillPlaces(work, event);
}

/** The event that an IRI of ours names: itself, its Note, or a word of ours about it. Undefined for anything else. */
export function eventOfIri(origin: string, iri: string): string | undefined {
  const prefix = eventIri(origin, "");
  if (!iri.startsWith(prefix)) return undefined;
  const [, id] = /^([0-9a-f-]{36})(?:\/note)?(?:#[\w-]*)?$/.exec(iri.slice(prefix.length)) ?? [];
  return id;
}
