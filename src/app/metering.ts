import { leadsIn } from "#src/domain/agreement-message.ts";
import { freeSeatsOfProposal } from "#src/domain/capacity.ts";
import { defaultPolicy } from "#src/domain/policy.ts";
import { closesAtMs, openBeforeMs } from "#src/domain/pass.ts";
import { decideRoomHour, nextLookMs, nextOverrunMs } from "#src/domain/room.ts";
import { minuteMs, type Slot } from "#src/domain/slot.ts";
import { lookEveryMs } from "#src/domain/usage.ts";
import { findAgreementRow, updateAgreement, type AgreementRow } from "#src/store/agreements.ts";
import type { Resource } from "#src/store/resources.ts";
import {
  claimRoom,
  deleteRoom,
  findRoom,
  listAgreementsWithoutRoom,
  listRoomsToLookAt,
  updateRoom,
  type RoomRow,
} from "#src/store/rooms.ts";
import { sameSecret } from "#src/store/secrets.ts";
import { findServer } from "#src/store/servers.ts";
import { saveSample } from "#src/store/usages.ts";
import { transact, type Context, type Work } from "./context.ts";
import { findPool, findReservationsAround } from "./pools.ts";
import { refreshProposals } from "./publication.ts";
import { openConnection } from "./servers.ts";
import { callbackToken, findMeeting, findOpenRoom, makeRoom, noteFailure, type OpenRoom } from "./rooms.ts";

const batch = 20;
/** As long as one process may take with a room before another one does; several servers may be tried. */
const leaseMs = 90_000;
/** A room that could not be made is tried again after this. */
const retryMs = 15_000;
/** The end of a meeting comes a little after it was asked for: asked again after this, for at most so long. */
const endAgainMs = 5_000;
const endWithinMs = 5 * minuteMs;
/** What was measured is settled this long after the end. */
export const settleAfterMs = 10 * minuteMs;

/**
 * Does what the hour asks of every room: has it made shortly before the start, looks who is in it each minute, leads it to another server
 * when its own has died, lets it go on while there is room, ends it. Answers how many rooms were looked at.
 */
export async function lookAfterRooms(context: Context): Promise<number> {
  const nowMs = context.nowMs();
  const hour = { nowMs, openBeforeMs, longestMs: defaultPolicy.maxSlotMinutes * minuteMs, limit: batch };
  for (const { id } of await listAgreementsWithoutRoom(context.database, hour)) {
    await makeRoom(context, id);
  }
  const due = await listRoomsToLookAt(context.database, context.nowMs(), batch);
  const looked = await Promise.all(
    due.map(async (room) => {
      const untilMs = context.nowMs() + leaseMs;
      const isOurs = await transact(context, ({ session }) => claimRoom(session, room, untilMs));
      if (isOurs) await lookAfter(context, room);
      return isOurs;
    }),
  );
  return looked.filter(Boolean).length;
}

async function lookAfter(context: Context, room: RoomRow): Promise<void> {
  const row = await findAgreementRow(context.database, room.agreementId);
  if (row === undefined) return lookAgain(context, room, null);
  if (room.state === "ended") return endRoom(context, room);
  if (!leadsIn(row.state)) return closeRoom(context, row, room);
  switch (decideRoomHour(row, context.nowMs())) {
    case "early":
      return dropRoom(context, row, room);
    case "open":
      return keepRoom(context, row, room);
    case "over":
      return finishRoom(context, row, room);
  }
}

/** Nothing is put off when somebody has ended the room meanwhile. */
const lookAgain = (context: Context, { agreementId, state }: RoomRow, nextLookAtMs: number | null): Promise<void> =>
  transact(context, async ({ session }) => {
    const current = await findRoom(session, agreementId);
    const isEndedNow = current?.state === "ended" && state !== "ended";
    if (!isEndedNow) await updateRoom(session, agreementId, { nextLookAtMs });
  });

/** The meeting was put off: its room is made anew when the hour comes. */
async function dropRoom(context: Context, row: AgreementRow, room: RoomRow): Promise<void> {
  const open = await findOpenRoom(context, room);
  if (open !== undefined && isThere(room)) await open.connector.end(openConnection(context, open.server), open.request);
  await transact(context, ({ session }) => deleteRoom(session, row.id));
}

/** Whether people may be in it, also while its server is to be told what has changed. */
const isThere = ({ state, readyAtMs }: RoomRow): boolean => state !== "failed" && readyAtMs !== null;

/** The room is to be there: it is made, or made again elsewhere, and who is in it is counted. */
async function keepRoom(context: Context, row: AgreementRow, room: RoomRow): Promise<void> {
  const server = await findServer(context.database, room.serverId);
  let isMoved = false;
  if (room.state !== "ready" || server === undefined || server.health === "down") {
    const made = await makeRoom(context, row.id);
    if (made.made !== "ready") return lookAgain(context, room, Math.min(context.nowMs() + retryMs, closesAtMs(row)));
    isMoved = !isThere(room) || made.open.server.id !== room.serverId;
  }
  const people = isMoved ? undefined : await count(context, row, room);
  // It goes on longer only for those who stay.
  if (people === 0 && context.nowMs() >= row.endsAtMs) return closeRoom(context, row, room);
  const nowMs = context.nowMs();
  return lookAgain(context, room, nextLookMs(row, { nowMs, everyMs: lookEveryMs(row) }));
}

/** Looks who is there and keeps the number; nobody is named. Answers it; undefined when nobody can know. */
async function count(context: Context, row: AgreementRow, room: RoomRow): Promise<number | undefined> {
  const open = await findOpenRoom(context, room);
  if (open?.connector.abilities.measures !== true) return undefined;
  const presence = await open.connector.presence(openConnection(context, open.server), open.request);
  const people = presence.ok && presence.presence === "known" ? presence.people : null;
  const atMs = context.nowMs();
  if (atMs >= row.startsAtMs) {
    await transact(context, ({ session }) => saveSample(session, { agreementId: row.id, atMs, people }));
  }
  if (!presence.ok) await noteFailure(context, open, presence);
  return people ?? undefined;
}

/** The time is over: those who are still there may go on while the calendar allows it and nobody else needs the seats. */
async function finishRoom(context: Context, row: AgreementRow, room: RoomRow): Promise<void> {
  const people = isThere(room) ? await count(context, row, room) : undefined;
  if (people !== undefined && people > 0) {
    const untilMs = await transact(context, (work) => extend(work, row.id));
    if (untilMs !== undefined) {
      const longer = { ...row, overrunUntilMs: untilMs };
      return lookAgain(context, room, nextLookMs(longer, { nowMs: context.nowMs(), everyMs: lookEveryMs(row) }));
    }
  }
  return closeRoom(context, row, room);
}

/** Takes the seats for some minutes more, in the transaction that finds them free. Answers until when; undefined when that cannot be. */
async function extend(work: Work, id: string): Promise<number | undefined> {
  const met = await findMeeting(work.session, id);
  if (met === undefined || !leadsIn(met.row.state)) return undefined;
  const { row, resource } = met;
  const untilMs = nextOverrunMs(row, resource.calendar?.overrunMinutes ?? 0) ?? 0;
  const slot = { startsAtMs: closesAtMs(row), endsAtMs: untilMs };
  if (untilMs <= work.nowMs() || !(await isFree(work, row, { resource, slot }))) return undefined;
  await updateAgreement(work.session, id, { overrunUntilMs: untilMs, updatedAtMs: work.nowMs() });
  await refreshProposals(work, resource);
  return untilMs;
}

/** Whether nobody else needs the seats of an agreement in a slot. */
async function isFree(
  work: Work,
  row: AgreementRow,
  { resource, slot }: { readonly resource: Resource; readonly slot: Slot },
): Promise<boolean> {
  const pool = await findPool(work, resource);
  const reservations = await findReservationsAround(work, slot, { resource, except: row });
  const proposal = { proposal: row.proposal, seats: pool.seats };
  return freeSeatsOfProposal({ resource: pool, proposal, reservations }, slot) >= row.seats;
}

/** Nobody gets in from now on; then whoever is there is asked out. */
async function closeRoom(context: Context, row: AgreementRow, room: RoomRow): Promise<void> {
  const closed = await transact(context, (work) => markEnded(work, row));
  return endRoom(context, closed ?? room);
}

/** Writes that a room has ended, and when what was used is settled. Settled or ended otherwise before: nothing is to be settled. */
async function markEnded(work: Work, { id }: Pick<AgreementRow, "id">): Promise<RoomRow | undefined> {
  const row = await findAgreementRow(work.session, id);
  const room = await findRoom(work.session, id);
  if (row === undefined || room === undefined || room.state === "ended") return room;
  const nowMs = work.nowMs();
  const ended = { state: "ended", endedAtMs: nowMs, nextLookAtMs: nowMs } as const;
  await updateRoom(work.session, id, ended);
  const lateMs =
    row.overrunUntilMs === null ? null : Math.min(row.overrunUntilMs, Math.ceil(nowMs / minuteMs) * minuteMs);
  const settled = row.state === "accepted" ? { settleDueAtMs: nowMs + settleAfterMs } : {};
  await updateAgreement(work.session, id, { overrunUntilMs: lateMs, ...settled });
  return { ...room, ...ended };
}

/** Asks the server to end the meeting, until nobody is there any more or it has been asked for long enough. */
async function endRoom(context: Context, room: RoomRow): Promise<void> {
  const open = await findOpenRoom(context, room);
  const isNeeded = open !== undefined && room.readyAtMs !== null && open.connector.abilities.ends;
  const isLate = context.nowMs() - (room.endedAtMs ?? context.nowMs()) >= endWithinMs;
  if (!isNeeded || isLate || (await hasEnded(context, open))) return lookAgain(context, room, null);
  return lookAgain(context, room, context.nowMs() + endAgainMs);
}

async function hasEnded(context: Context, { connector, server, request }: OpenRoom): Promise<boolean> {
  const connection = openConnection(context, server);
  const presence = await connector.presence(connection, request);
  if (presence.ok && (presence.presence === "unknown" || !presence.running)) {
    // What nobody has come to for a while may stand there all the same: ending it is no problem.
    return (await connector.end(connection, request)).ok;
  }
  await connector.end(connection, request);
  return false;
}

/** `no-room`: it runs where nothing can be ended from here. `not-open`: it has not begun, or is over. */
export type EndMeetingOutcome =
  | { readonly outcome: "done"; readonly agreement: AgreementRow }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "impossible"; readonly because: "not-yours" | "no-room" | "not-open" };

/**
 * A steward of the provider ends a meeting now: nobody gets in any more, and who is there is asked out. Its seats stay taken until the
 * end that was agreed; what is settled is what was used. A second time changes nothing.
 */
export function endMeeting(context: Context, id: string): Promise<EndMeetingOutcome> {
  return transact(context, async (work) => {
    const row = await findAgreementRow(work.session, id);
    if (row === undefined) return { outcome: "not-found" };
    if (row.role !== "provider") return { outcome: "impossible", because: "not-yours" };
    const room = await findRoom(work.session, id);
    if (room?.state === "ended") return { outcome: "done", agreement: row };
    const isOpen = leadsIn(row.state) && decideRoomHour(row, work.nowMs()) === "open";
    if (!isOpen) return { outcome: "impossible", because: "not-open" };
    if (room === undefined) return { outcome: "impossible", because: "no-room" };
    await markEnded(work, row);
    return { outcome: "done", agreement: (await findAgreementRow(work.session, id)) ?? row };
  });
}

/** Whether a meeting is on in a room of ours that {@link endMeeting} would end. */
export async function isMeetingOn({ database, nowMs }: Context, id: string): Promise<boolean> {
  const row = await findAgreementRow(database, id);
  const room = row?.role === "provider" && leadsIn(row.state) ? await findRoom(database, id) : undefined;
  if (row === undefined || room === undefined || room.state === "ended") return false;
  return decideRoomHour(row, nowMs()) === "open";
}

/**
 * A server says that a meeting has ended: anyone may say so who has the room's token, so that it is only looked at once more, at once.
 * False when there is no such room.
 */
export async function hearEnd(context: Context, id: string, token: string): Promise<boolean> {
  if (!sameSecret(token, callbackToken(context, id))) return false;
  return transact(context, async ({ session, nowMs }) => {
    const room = await findRoom(session, id);
    if (room === undefined) return false;
    if (room.nextLookAtMs !== null)
      await updateRoom(session, id, { nextLookAtMs: Math.min(room.nextLookAtMs, nowMs()) });
    return true;
  });
}
