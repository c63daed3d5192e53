import { roomTrouble, type RoomTrouble } from "#src/domain/event.ts";
import { findAgreementRow, listAgreementRows, type AgreementRow } from "#src/store/agreements.ts";
import type { Session } from "#src/store/database.ts";
import { listEventsInRooms, type Event } from "#src/store/events.ts";
import type { Context } from "./context.ts";

/** An event that was given a room which it cannot have, for its stewards to see at once. */
export interface EventInTrouble {
  readonly event: Event;
  readonly trouble: RoomTrouble;
}

const most = 500;

/**
 * Events ahead whose agreement was cancelled, is not agreed any more, or does not cover their hours. It is looked up each time, so it holds from
 * the very moment in which the agreement changes; the event itself keeps what it says until a steward decides.
 */
export async function listEventsInTrouble({ database, nowMs }: Context): Promise<readonly EventInTrouble[]> {
  const found: EventInTrouble[] = [];
  for (const event of await listEventsInRooms(database, nowMs(), most)) {
    const trouble = await findRoomTrouble(database, event);
    if (trouble !== undefined) found.push({ event, trouble });
  }
  return found;
}

/** What is wrong with the room of one event; undefined when nothing is, or when it has none from an agreement. */
export async function findRoomTrouble(session: Session, event: Event): Promise<RoomTrouble | undefined> {
  if (event.agreementId === null) return undefined;
  const row = await findAgreementRow(session, event.agreementId);
  return roomTrouble(event, row?.role === "receiver" ? row : undefined);
}

/** Agreements whose rooms an event could take: those that we receive, agreed and not over, soonest first. */
export async function listRoomsToTake({ database, nowMs }: Context): Promise<readonly AgreementRow[]> {
  const rows = await listAgreementRows(database, { state: "accepted", role: "receiver", limit: 200 });
  return rows.filter(({ endsAtMs }) => endsAtMs > nowMs()).toSorted((one, other) => one.startsAtMs - other.startsAtMs);
}

/**
 * The agreement in whose room a date of a series meets: of those that were made together with the one that was chosen, the one that covers the
 * date; otherwise the chosen one itself, and then the date says that its room does not fit.
 */
export async function roomOfDate(
  session: Session,
  agreementId: string | null,
  slot: Pick<Event, "startsAtMs" | "endsAtMs">,
): Promise<string | null> {
  const chosen = agreementId === null ? undefined : await findAgreementRow(session, agreementId);
  const series = chosen?.seriesIri ?? null;
  if (series === null) return agreementId;
  const rows = await listAgreementRows(session, { series, role: "receiver", limit: 200 });
  return rows.find((row) => roomTrouble(slot, row) === undefined)?.id ?? agreementId;
}
