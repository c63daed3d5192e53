import { isClosed, openCalendar, type Calendar } from "#src/domain/calendar.ts";
import type { GeoPoint } from "#src/domain/resource.ts";
import type { Slot } from "#src/domain/slot.ts";
import { listTaking } from "#src/store/agreements.ts";
import type { Resource } from "#src/store/resources.ts";
import type { Work } from "./context.ts";
import { requireCoop } from "./coop.ts";
import { findReservations, mostTaken } from "./pools.ts";

/** When and where a resource's rooms can be used, as an operator writes it. Null takes it away. */
export interface Settings {
  /** What is not said of it restricts nothing; without a zone it is the coop's. */
  readonly calendar?: Partial<Calendar> | null;
  /** Rooms in use at once. */
  readonly rooms?: number | null;
  readonly place?: GeoPoint | null;
  /** How the energy is known, in the coop's own words. */
  readonly energyStatement?: string | null;
}

/** An agreement that lies, in part, where its resource would be closed. It stands all the same. */
export interface AgreedInside extends Slot {
  /** Our id of the agreement. */
  readonly id: string;
  readonly title: string;
  readonly receiver: string;
}

export type SettingsRefusal =
  /** So many seats are already agreed or held at some time to come. */
  | { readonly reason: "seats-agreed"; readonly least: number }
  /** So many rooms are. */
  | { readonly reason: "rooms-agreed"; readonly least: number }
  /** These agreements lie where it would be closed, and nobody said that this is known. */
  | { readonly reason: "slots-agreed"; readonly agreements: readonly AgreedInside[] };

/** The columns behind settings; absent ones stay as they are. */
export async function settingColumns(work: Work, { calendar, rooms, place, energyStatement }: Settings) {
  return {
    rooms,
    energyStatement,
    calendar: calendar ? await wholeCalendar(work, calendar) : calendar,
    ...placeColumns(place),
  };
}

async function wholeCalendar(work: Work, wanted: Partial<Calendar>): Promise<Calendar> {
  const { timeZone } = await requireCoop(work);
  return { ...openCalendar(timeZone), ...wanted };
}

function placeColumns(place: GeoPoint | null | undefined) {
  if (place === undefined) return {};
  if (place === null) return { latitudeE6: null, longitudeE6: null };
  return { latitudeE6: notWhole(place.latitudeE6), longitudeE6: notWhole(place.longitudeE6) };
}

/** Some servers (Mobilizon) do not take whole degrees: eleven centimetres beside them is where we are as well. */
const notWhole = (e6: number): number => (e6 % 1_000_000 === 0 ? e6 + (e6 > 0 ? -1 : 1) : e6);

/** Why a resource cannot be so from now on; undefined when it can. `known`: somebody has seen which agreements lie inside. */
export async function settingsRefusal(
  work: Work,
  resource: Resource,
  wanted: {
    readonly seats: number | undefined;
    readonly rooms: number | null | undefined;
    readonly calendar: Calendar | null | undefined;
    readonly known: boolean;
  },
): Promise<SettingsRefusal | undefined> {
  const { seats, rooms, calendar, known } = wanted;
  if (seats !== undefined || typeof rooms === "number") {
    // Buffers are our own convenience: what must be kept are the meetings.
    const least = mostTaken(await findReservations(work, resource.id), {}, work.nowMs());
    if (seats !== undefined && seats < least.seats) return { reason: "seats-agreed", least: least.seats };
    if (typeof rooms === "number" && rooms < least.rooms) return { reason: "rooms-agreed", least: least.rooms };
  }
  if (known || !calendar) return undefined;
  const agreements = await findAgreedInside(work, resource, calendar);
  return agreements.length === 0 ? undefined : { reason: "slots-agreed", agreements };
}

/** What is agreed or held where a resource would newly be closed, the nearest first. */
async function findAgreedInside(work: Work, resource: Resource, calendar: Calendar): Promise<AgreedInside[]> {
  const nowMs = work.nowMs();
  const rows = await listTaking(work.session, { resourceId: resource.id, fromMs: nowMs, nowMs });
  return rows
    .filter((row) => row.state !== "offered" || (row.heldUntilMs ?? 0) > nowMs)
    .filter((row) => isClosed(calendar, row) && !isClosed(resource.calendar, row))
    .map(({ id, title, receiver, startsAtMs, endsAtMs }) => ({ id, title, receiver, startsAtMs, endsAtMs }))
    .toSorted((one, other) => one.startsAtMs - other.startsAtMs);
}
