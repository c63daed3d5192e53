import type { Context } from "#src/app/context.ts";
import { findEventCard } from "#src/app/event-cards.ts";
import { eventIri, isUuidV7, siblingNoteIri } from "#src/domain/iri.ts";
import { findEvent, type Event } from "#src/store/events.ts";
import { writeEvent, writeEventNote, writeEventObject, writeEventTombstone } from "#federation/wire/event.ts";
import type { JsonObject } from "#federation/wire/json.ts";

/** A document and its status; nothing where nobody learns that there is anything. */
export interface Served {
  readonly document: JsonObject;
  readonly status: 200 | 410;
}

/** An event, or the Note beside it (`/note`). Of a draft nobody learns that there is one. */
export async function eventDocument(app: Context, id: string, part: string): Promise<Served | undefined> {
  const event = isUuidV7(id) ? await findEvent(app.database, id) : undefined;
  if (event === undefined || event.state !== "published") return undefined;
  const object = eventIri(app.origin, id);
  const note = siblingNoteIri(object);
  const { deletedAtMs } = event;
  if (deletedAtMs !== null) {
    return part === "/note"
      ? { document: writeEventTombstone(note, { deletedAtMs, beside: true }), status: 410 }
      : { document: writeEventTombstone(object, { deletedAtMs }), status: 410 };
  }
  const card = await findEventCard(app.database, app.origin, event);
  return { document: part === "/note" ? writeEventNote(card) : writeEventObject(card), status: 200 };
}

/** The Create of an event, as its followers got it: for the outbox of whoever holds it. */
export async function eventCreate(app: Context, event: Event): Promise<JsonObject> {
  const card = await findEventCard(app.database, app.origin, event);
  const envelope = { id: card.object, actor: card.attributedTo, origin: app.origin, publishedAtMs: card.publishedAtMs };
  return writeEvent({ type: "event-create", event: card }, envelope);
}
