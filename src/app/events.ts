import { decideChange } from "#src/domain/event.ts";
import { coopActorId, eventIri } from "#src/domain/iri.ts";
import { findActor } from "#src/store/actors.ts";
import { deleteEvent, findEvent, saveEvent, updateEvent, type Event } from "#src/store/events.ts";
import { deleteVersions, findLastVersion, listVersions, saveVersion } from "#src/store/versions.ts";
import { tellAttendees } from "./attendances.ts";
import { transact, type Context, type Work } from "./context.ts";
import {
  composeEvent,
  EventRefused,
  keepEventHashtags,
  onlyFields,
  orRefused,
  takePictures,
  type EventChange,
  type EventFields,
  type EventRefusal,
} from "./event-making.ts";
import { sayEventCreated, sayEventRemoved, sayEventRevised } from "./event-saying.ts";
import { eraseUploads } from "./uploads.ts";

export type { EventChange, EventRefusal } from "./event-making.ts";

export interface NewEvent extends EventChange {
  readonly name: NonNullable<EventChange["name"]>;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** `coop` unless it is a circle's. */
  readonly actorId?: string;
}

export type EventOutcome =
  | { readonly outcome: "done"; readonly event: Event; readonly object: string }
  | { readonly outcome: EventRefusal }
  | { readonly outcome: "unknown" }
  | { readonly outcome: "removed" }
  /** It is public, so it cannot be a draft any more. */
  | { readonly outcome: "published" };

type Made = Exclude<EventOutcome, { outcome: "unknown" | "removed" | "published" }>;

/** Plans an event of the coop or of a circle: for everyone who follows it at once, or as a draft that only stewards see. */
export function createEvent(context: Context, wanted: NewEvent): Promise<Made> {
  return orRefused(
    transact(context, async (work): Promise<Made> => {
      const { actorId = coopActorId, ...change } = wanted;
      await requireHolder(work, actorId);
      const fields = await composeEvent(work, change);
      const event = await makeEvent(work, fields, { actorId, change });
      if (event.state === "published") await sayEventCreated(work, event, { notes: true });
      return { outcome: "done", event, object: eventIri(work.origin, event.id) };
    }),
  );
}

/** @throws {EventRefused} unless there is such a coop or circle. */
export async function requireHolder({ session }: Work, actorId: string): Promise<void> {
  const actor = await findActor(session, actorId);
  if (actor === undefined || actor.deletedAtMs !== null || !["coop", "circle"].includes(actor.kind))
    throw new EventRefused("unknown-author");
}

interface Making {
  readonly actorId: string;
  readonly change?: EventChange;
  /** Of a date of a series. */
  readonly series?: { readonly seriesId: string; readonly recurrence: string; readonly pictures: readonly string[] };
}

/** Keeps a new event, saying nothing yet. */
export async function makeEvent(work: Work, fields: EventFields, { actorId, change, series }: Making): Promise<Event> {
  const id = work.newId();
  const begun: Event = {
    ...fields,
    id,
    actorId,
    seriesId: series?.seriesId ?? null,
    recurrence: series?.recurrence ?? null,
    pictures: series?.pictures ?? [],
    sequence: 0,
    publishedAtMs: work.nowMs(),
    updatedAtMs: null,
    deletedAtMs: null,
  };
  const { pictures } = await takePictures(work, begun, change ?? {});
  const event = { ...begun, pictures };
  await saveEvent(work.session, event);
  await keepEventHashtags(work, event);
  return event;
}

/**
 * Changes an event, everywhere if it is public: everyone who said that they come hears of it, and what it said before stays in its history.
 * Of a series it changes this date alone. Repeating it with the same words says nothing.
 */
export function reviseEvent(context: Context, id: string, wanted: EventChange): Promise<EventOutcome> {
  return orRefused(
    transact(context, async (work): Promise<EventOutcome> => {
      const before = await findEvent(work.session, id);
      if (before === undefined) return { outcome: "unknown" };
      if (before.deletedAtMs !== null) return { outcome: "removed" };
      if (before.state === "published" && wanted.state === "draft") return { outcome: "published" };
      const fields = await composeEvent(work, wanted, before);
      const event = await applyChange(work, before, { fields, change: wanted });
      return { outcome: "done", event, object: eventIri(work.origin, id) };
    }),
  );
}

export interface Applying {
  readonly fields: EventFields;
  readonly change?: EventChange;
  readonly recurrence?: string | null;
  /** Pictures of its series, which are taken as they are. */
  readonly lent?: readonly string[];
}

/** Writes a change down and says it; in a transaction that is under way. */
export async function applyChange(
  work: Work,
  before: Event,
  { fields, change = {}, recurrence = before.recurrence, lent }: Applying,
): Promise<Event> {
  const kept = { ...before, recurrence };
  const { pictures, described } =
    lent === undefined ? await takePictures(work, before, change) : { pictures: lent, described: false };
  const after: Event = { ...kept, ...fields, pictures };
  if (before.state === "draft") return publishOrKeep(work, after);
  if (!described && JSON.stringify(after) === JSON.stringify(kept)) {
    if (recurrence !== before.recurrence) await updateEvent(work.session, before.id, { recurrence });
    return kept;
  }
  // Each change has a time of its own, since the activity's id is made of it.
  const updatedAtMs = Math.max(work.nowMs(), (before.updatedAtMs ?? before.publishedAtMs) + 1);
  await keepEventVersion(work, before, updatedAtMs);
  const event: Event = { ...after, sequence: before.sequence + 1, updatedAtMs };
  await write(work, event);
  await sayEventRevised(work, event);
  await tellAttendees(work, event, decideChange(before, event));
  return event;
}

/** Nobody else has seen it: it is written over, and said once it is public. */
async function publishOrKeep(work: Work, after: Event): Promise<Event> {
  const event: Event = { ...after, publishedAtMs: work.nowMs() };
  await write(work, event);
  if (event.state === "published") await sayEventCreated(work, event, { notes: event.seriesId === null });
  return event;
}

async function write(work: Work, event: Event): Promise<void> {
  const { id, actorId: _actorId, ...changes } = event;
  await updateEvent(work.session, id, changes);
  await keepEventHashtags(work, event);
}

/** What an event said from when until when, without its pictures. */
export type EventVersion = EventFields & { readonly fromMs: number; readonly untilMs: number };

async function keepEventVersion(work: Work, before: Event, untilMs: number): Promise<void> {
  const last = await findLastVersion(work.session, before.id);
  await saveVersion(work.session, {
    id: work.newId(),
    subjectId: before.id,
    content: { ...onlyFields(before) },
    fromMs: last?.untilMs ?? before.publishedAtMs,
    untilMs,
  });
}

/** What it said before, the last first. */
export async function listEventHistory({ database }: Context, id: string): Promise<readonly EventVersion[]> {
  const rows = (await listVersions(database, id)).toReversed();
  return rows.map(({ content, fromMs, untilMs }) => ({
    ...(content as unknown as EventFields),
    fromMs,
    untilMs,
  }));
}

/**
 * Removes an event here, with its pictures and all that it ever said, tells everyone who said that they come, and asks every server to forget
 * it. A draft leaves no trace. Repeating it changes nothing.
 */
export function removeEvent(
  context: Context,
  id: string,
): Promise<Extract<EventOutcome, { outcome: "done" | "unknown" | "removed" }>> {
  return transact(context, async (work) => {
    const before = await findEvent(work.session, id);
    if (before === undefined) return { outcome: "unknown" };
    if (before.deletedAtMs !== null) return { outcome: "removed" };
    return { outcome: "done", event: await takeAway(work, before), object: eventIri(work.origin, id) };
  });
}

async function takeAway(work: Work, before: Event): Promise<Event> {
  const { id } = before;
  await eraseUploads(work, id);
  await deleteVersions(work.session, id);
  const deletedAtMs = work.nowMs();
  const event: Event = { ...before, ...nothing, deletedAtMs };
  if (before.state === "draft" && before.seriesId === null) {
    await deleteEvent(work.session, id);
    return event;
  }
  // Nothing of what it said stays; the row does, so that its address answers 410, and its series makes the date not again.
  await write(work, event);
  if (before.state === "published") {
    await tellAttendees(work, { ...before, deletedAtMs }, "removed");
    await sayEventRemoved(work, before, deletedAtMs);
  }
  return event;
}

const nothing = {
  name: {},
  description: {},
  descriptionHtml: {},
  place: null,
  onlineUrl: null,
  agreementId: null,
  organisers: [],
  externalUrl: null,
  hashtags: [],
  pictures: [],
  cancelNote: {},
} as const satisfies Partial<Event>;
