import { and, asc, count, eq, gt, inArray, isNull, isNotNull, lte, ne } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { AgreementRow } from "./agreements.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

/** The room of an agreement of ours as provider, on one of our servers. */
export type RoomRow = Tables["rooms"]["$inferSelect"];

const inUse = ["wanted", "ready"] as const;

/** Writes a room that is wanted. Of several processes at once, the first decides. */
export async function saveRoom({ q, t }: Session, room: RoomRow): Promise<void> {
  await q.insert(t.rooms).values(room).onConflictDoNothing();
}

export async function updateRoom(
  { q, t }: Session,
  agreementId: string,
  changes: Partial<Omit<RoomRow, "agreementId">>,
): Promise<void> {
  await q.update(t.rooms).set(changes).where(eq(t.rooms.agreementId, agreementId));
}

/** Has rooms that are ready made once more at once, as they are to be now: of one agreement, or all that are on one server. */
export async function remakeRooms(
  { q, t }: Session,
  { nowMs, ...of }: { readonly nowMs: number } & ({ readonly agreementId: string } | { readonly serverId: string }),
): Promise<void> {
  const { agreementId, serverId, state } = t.rooms;
  const whose = "agreementId" in of ? eq(agreementId, of.agreementId) : eq(serverId, of.serverId);
  await q
    .update(t.rooms)
    .set({ state: "wanted", nextLookAtMs: nowMs })
    .where(and(whose, eq(state, "ready")));
}

/** Forgets a room, so that it may be made anew. */
export async function deleteRoom({ q, t }: Session, agreementId: string): Promise<void> {
  await q.delete(t.rooms).where(eq(t.rooms.agreementId, agreementId));
}

export async function findRoom(session: Session, agreementId: string): Promise<RoomRow | undefined> {
  return findRow(session, "rooms", { agreementId });
}

interface RoomHour {
  readonly nowMs: number;
  readonly openBeforeMs: number;
  /** No agreement lasts longer: what began before is over, and need not be looked through. */
  readonly longestMs: number;
  readonly limit: number;
}

/** Agreements of ours as provider whose room should be there at `nowMs` and was never asked for. */
export async function listAgreementsWithoutRoom(
  { q, t }: Session,
  { nowMs, openBeforeMs, longestMs, limit }: RoomHour,
): Promise<AgreementRow[]> {
  const { agreements, rooms, resources } = t;
  const rows = await q
    .select({ agreement: agreements })
    .from(agreements)
    .innerJoin(resources, eq(resources.id, agreements.resourceId))
    .leftJoin(rooms, eq(rooms.agreementId, agreements.id))
    .where(
      and(
        inArray(agreements.state, ["accepted", "fulfilled"]),
        lte(agreements.startsAtMs, nowMs + openBeforeMs),
        gt(agreements.startsAtMs, nowMs - longestMs),
        gt(agreements.endsAtMs, nowMs),
        eq(agreements.role, "provider"),
        isNotNull(resources.platform),
        ne(resources.platform, "link"),
        isNull(rooms.agreementId),
      ),
    )
    .orderBy(asc(agreements.startsAtMs))
    .limit(limit);
  return rows.map(({ agreement }) => agreement);
}

/** Rooms that something is to be done about at `nowMs`, longest due first. */
export function listRoomsToLookAt({ q, t }: Session, nowMs: number, limit: number): Promise<RoomRow[]> {
  return q
    .select()
    .from(t.rooms)
    .where(lte(t.rooms.nextLookAtMs, nowMs))
    .orderBy(asc(t.rooms.nextLookAtMs))
    .limit(limit);
}

/** Takes a room that is due, so that no other process looks at it until `untilMs`. False when another one was faster. */
export async function claimRoom(
  { q, t }: Session,
  { agreementId, nextLookAtMs }: Pick<RoomRow, "agreementId" | "nextLookAtMs">,
  untilMs: number,
): Promise<boolean> {
  if (nextLookAtMs === null) return false;
  const claimed = await q
    .update(t.rooms)
    .set({ nextLookAtMs: untilMs })
    .where(and(eq(t.rooms.agreementId, agreementId), eq(t.rooms.nextLookAtMs, nextLookAtMs)))
    .returning({ id: t.rooms.agreementId });
  return claimed.length === 1;
}

/** What is in use of each server of a resource: its rooms that are wanted or ready, with the seats of their agreements. */
export async function listRoomsInUse(
  { q, t }: Session,
  { resourceId }: { readonly resourceId: string },
): Promise<{ readonly agreementId: string; readonly serverId: string; readonly seats: number }[]> {
  const { agreements, rooms, servers } = t;
  return q
    .select({ agreementId: rooms.agreementId, serverId: rooms.serverId, seats: agreements.seats })
    .from(rooms)
    .innerJoin(servers, eq(servers.id, rooms.serverId))
    .innerJoin(agreements, eq(agreements.id, rooms.agreementId))
    .where(and(eq(servers.resourceId, resourceId), inArray(rooms.state, inUse)));
}

/** How many rooms on a server are wanted or ready. */
export async function countRoomsInUse({ q, t }: Session, serverId: string): Promise<number> {
  const [counted] = await q
    .select({ rooms: count() })
    .from(t.rooms)
    .where(and(eq(t.rooms.serverId, serverId), inArray(t.rooms.state, inUse)));
  return counted?.rooms ?? 0;
}
