import { shownAs } from "#src/domain/other-software.ts";
import type { EventMessage } from "#src/domain/event-message.ts";
import { eventIri } from "#src/domain/iri.ts";
import type { Message } from "#src/domain/message.ts";
import { dropWaitingAnnouncements } from "#src/store/announcements.ts";
import { listAttendeeInboxes } from "#src/store/attendances.ts";
import { findEvent, listNearDates, replaceWaitingEvents, type Event } from "#src/store/events.ts";
import { listFollowerInboxes } from "#src/store/followers.ts";
import { findKeyValue, saveKeyValue } from "#src/store/keyvalues.ts";
import { transact, type Context, type Work } from "./context.ts";
import { findEventCard } from "./event-cards.ts";
import { sayInShapes, toldShapes, type Shape } from "./siblings.ts";

const dayMs = 24 * 3_600_000;
/** News is late after a week; an event is none before it is over, but nobody waits for longer than this. */
const leastMs = 7 * dayMs;
const mostMs = 90 * dayMs;

/** How long ahead of each date of a series its Note is said: whoever reads posts, not calendars, wants one a week and not thirteen at once. */
const noteAheadMs = 7 * dayMs;

/** Everyone who follows its coop or circle hears of it. `notes` is false for a date of a series that is still far. */
export async function sayEventCreated(work: Work, event: Event, { notes }: { readonly notes: boolean }): Promise<void> {
  const card = await findEventCard(work.session, work.origin, event);
  if (notes) await markNoted(work, event);
  const inboxes = await listFollowerInboxes(work.session, event.actorId);
  const write = (shape: Shape): EventMessage => ({ type: "event-create", event: card, ...besides(shape) });
  await sayInShapes(work, { ...frame(work, event), inboxes, shapesFor: shapesFor(notes), write });
}

/** Everyone who heard of it, who follows, or who said that they come, hears of the change. */
export async function sayEventRevised(
  work: Work,
  event: Event,
  atMs = event.updatedAtMs ?? work.nowMs(),
): Promise<void> {
  const card = { ...(await findEventCard(work.session, work.origin, event)), updatedAtMs: atMs };
  const { topic } = frame(work, event);
  await replaceWaitingEvents(work.session, topic, card);
  const told = await toldShapes(work, topic, shapeOf);
  const inboxes = await audience(work, event, told);
  const noted = await isNoted(work, event);
  const write = (shape: Shape): EventMessage => ({ type: "event-update", event: card, atMs, ...besides(shape) });
  await sayInShapes(work, { ...frame(work, event), inboxes, told, shapesFor: shapesFor(noted), write });
}

/** Everyone who heard of it is asked to forget it; who did not yet, never hears of it. */
export async function sayEventRemoved(work: Work, event: Event, deletedAtMs: number): Promise<void> {
  const { topic } = frame(work, event);
  await dropWaitingAnnouncements(work.session, topic, deletedAtMs);
  const told = await toldShapes(work, topic, shapeOf);
  const inboxes = await audience(work, event, told);
  const write = (shape: Shape): EventMessage => ({
    type: "event-delete",
    object: topic,
    deletedAtMs,
    ...besides(shape),
  });
  await sayInShapes(work, { ...frame(work, event), inboxes, told, shapesFor: shapesFor(true), write });
}

/** Servers that show events hear how many come now; nothing else has changed. In the transaction that it is given. */
export async function sayEventCounts(work: Work, eventId: string): Promise<void> {
  const event = await findEvent(work.session, eventId);
  if (event === undefined || event.state !== "published" || event.deletedAtMs !== null) return;
  if (event.endsAtMs <= work.nowMs()) return;
  const atMs = work.nowMs();
  const card = { ...(await findEventCard(work.session, work.origin, event)), updatedAtMs: atMs };
  const told = await toldShapes(work, frame(work, event).topic, shapeOf);
  const inboxes = await audience(work, event, told);
  const whole = new Map([...told].map(([inbox, shapes]) => [inbox, new Set([...shapes].filter(isWhole))]));
  const write = (): EventMessage => ({ type: "event-update", event: card, atMs });
  await sayInShapes(work, { ...frame(work, event), inboxes, told: whole, shapesFor: shapesFor(false), write });
}

const isWhole = (shape: Shape): boolean => shape === "whole";

const atOnce = 100;

/** A job: says the Notes of the dates of series that are near now. Answers how many. */
export async function sayNearNotes(context: Context): Promise<number> {
  const nowMs = context.nowMs();
  const near = await listNearDates(context.database, { nowMs, untilMs: nowMs + noteAheadMs, limit: atOnce });
  let said = 0;
  for (const { id } of near) {
    if ((await findKeyValue(context.database, noteKey(id), nowMs)) !== undefined) continue;
    await transact(context, (work) => sayNote(work, id));
    said += 1;
  }
  return said;
}

async function sayNote(work: Work, id: string): Promise<void> {
  const event = await findEvent(work.session, id);
  if (event === undefined || (await isNoted(work, event))) return;
  const card = await findEventCard(work.session, work.origin, event);
  await markNoted(work, event);
  const inboxes = await listFollowerInboxes(work.session, event.actorId);
  const write = (): EventMessage => ({ type: "event-create", event: card, beside: true });
  const onlyNotes = (software: string | null | undefined): readonly Shape[] =>
    shapesFor(true)(software).filter((shape) => shape === "beside");
  await sayInShapes(work, { ...frame(work, event), inboxes, shapesFor: onlyNotes, write });
}

const noteKey = (id: string): string => `event-note ${id}`;

const markNoted = (work: Work, { id, endsAtMs }: Event): Promise<void> =>
  saveKeyValue(work.session, {
    key: noteKey(id),
    value: "said",
    expiresAtMs: Math.max(endsAtMs, work.nowMs()) + dayMs,
  });

/** Whether its Note was said: at once, unless it is a date of a series. */
const isNoted = async (work: Work, { id, seriesId }: Event): Promise<boolean> =>
  seriesId === null || (await findKeyValue(work.session, noteKey(id), work.nowMs())) !== undefined;

function frame(work: Work, { id, actorId, endsAtMs }: Event) {
  const nowMs = work.nowMs();
  const expiresAtMs = Math.max(nowMs + leastMs, Math.min(endsAtMs, nowMs + mostMs));
  return { from: actorId, topic: eventIri(work.origin, id), expiresAtMs };
}

async function audience(
  work: Work,
  event: Event,
  told: ReadonlyMap<string, ReadonlySet<Shape>>,
): Promise<readonly string[]> {
  const followers = await listFollowerInboxes(work.session, event.actorId);
  const attending = await listAttendeeInboxes(work.session, event.id);
  return [...new Set([...told.keys(), ...followers, ...attending])];
}

function shapeOf(message: Message): Shape | undefined {
  if (message.type !== "event-create" && message.type !== "event-update") return undefined;
  return message.beside === true ? "beside" : "whole";
}

const besides = (shape: Shape): { readonly beside?: true } => (shape === "beside" ? { beside: true } : {});

/** Without Notes, servers that show no events hear nothing yet. */
const shapesFor =
  (notes: boolean) =>
  (software: string | null | undefined): readonly Shape[] => {
    switch (shownAs("event", software)) {
      case "whole":
        return ["whole"];
      case "note":
        return notes ? ["beside"] : [];
      case "both":
        return notes ? ["whole", "beside"] : ["whole"];
    }
  };
