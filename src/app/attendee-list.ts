import type { AttendanceState } from "#src/domain/attendance.ts";
import {
  countAttendances,
  listAttendances,
  pageAttendances,
  type Attendance,
  type AttendanceCounts,
} from "#src/store/attendances.ts";
import { findEvent, type Event } from "#src/store/events.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import { openWords } from "./attendance-links.ts";
import type { Context } from "./context.ts";

/** Somebody who answered, as those who run the coop see them. */
export interface Attendee {
  readonly id: string;
  readonly state: AttendanceState;
  readonly via: Attendance["via"];
  /** Empty once it was forgotten. */
  readonly name: string;
  /** On the fediverse (`user@host`), and their page. */
  readonly address?: string;
  readonly url?: string;
  readonly actor?: string;
  readonly email?: string;
  /** Their words to the organisers. */
  readonly note?: string;
  readonly joinedAtMs: number;
}

/** Everybody who answered, in order of their answers, by where they stand. */
export interface AttendeeList {
  readonly event: Event;
  readonly counts: AttendanceCounts;
  readonly asked: readonly Attendee[];
  readonly coming: readonly Attendee[];
  readonly waiting: readonly Attendee[];
  readonly refused: readonly Attendee[];
  /** There are more than these. */
  readonly isCut: boolean;
}

const mostShown = 1000;

export async function listAttendees(context: Context, eventId: string): Promise<AttendeeList | undefined> {
  const { database } = context;
  const event = await findEvent(database, eventId);
  if (event === undefined) return undefined;
  const states = ["asked", "coming", "waiting", "refused"] as const;
  const rows = await listAttendances(database, eventId, { states, limit: mostShown });
  const people = await Promise.all(rows.map((row) => viewAttendee(context, row)));
  const of = (wanted: AttendanceState) => people.filter(({ state }) => state === wanted);
  return {
    event,
    counts: await countAttendances(database, eventId),
    asked: of("asked"),
    coming: of("coming"),
    waiting: of("waiting"),
    refused: of("refused"),
    isCut: rows.length === mostShown,
  };
}

/** Everybody who answered, newest first, page by page; undefined when there is no such event. */
export async function pageAttendees(
  context: Context,
  eventId: string,
  page: { readonly limit: number; readonly before?: string },
): Promise<readonly Attendee[] | undefined> {
  if ((await findEvent(context.database, eventId)) === undefined) return undefined;
  const rows = await pageAttendances(context.database, eventId, page);
  return Promise.all(rows.map((row) => viewAttendee(context, row)));
}

export async function viewAttendee(context: Context, row: Attendance): Promise<Attendee> {
  const { id, state, via, joinedAtMs, actor } = row;
  const words = openWords(context, row);
  const card = actor === null ? undefined : await findRemoteActor(context.database, actor);
  const given = words === undefined ? {} : { email: words.email, note: words.note };
  const far = card === undefined ? {} : { address: card.address, url: card.url };
  const optional = { ...given, ...far, ...(actor === null ? {} : { actor }) };
  const name = card?.name ?? words?.name ?? "";
  return { id, state, via, name, joinedAtMs, ...withoutUndefined(optional) };
}

const withoutUndefined = (object: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(object).filter((entry): entry is [string, string] => entry[1] !== undefined));
