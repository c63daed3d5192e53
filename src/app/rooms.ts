import { createHmac } from "node:crypto";
import { leadsIn } from "#src/domain/agreement-message.ts";
import { closesAtMs } from "#src/domain/pass.ts";
import { hasServers } from "#src/domain/pool.ts";
import { choosePlace } from "#src/domain/room.ts";
import { minuteMs } from "#src/domain/slot.ts";
import type { Answer, Connector, RoomGuest, RoomRequest } from "#src/meetings/connector.ts";
import { findConnector } from "#src/meetings/platforms.ts";
import { findAgreementRow, type AgreementRow } from "#src/store/agreements.ts";
import { findResource, type Resource } from "#src/store/resources.ts";
import { findRoom, listRoomsInUse, saveRoom, updateRoom, type RoomRow } from "#src/store/rooms.ts";
import type { Session } from "#src/store/database.ts";
import { newToken } from "#src/store/secrets.ts";
import { findServer, listServers, type ServerRow } from "#src/store/servers.ts";
import { openJoinUrl } from "./agreement-words.ts";
import { transact, type Context, type Work } from "./context.ts";
import { checkServer } from "./health.ts";
import { revealAddress } from "./resources.ts";
import { openConnection } from "./servers.ts";

/** How one person gets into the room of an agreement, or why not. */
export type RoomWay =
  | { readonly way: "address"; readonly url: string }
  /** Nobody here knows the way: the host sends it. */
  | { readonly way: "host-sends" }
  /** No server answers now; in a moment one may. */
  | { readonly way: "out-of-reach" }
  /** The meeting was ended. */
  | { readonly way: "ended" };

/** A room with everything that a call about it takes. */
export interface OpenRoom {
  readonly row: AgreementRow;
  readonly resource: Resource;
  readonly room: RoomRow;
  readonly server: ServerRow;
  readonly connector: Connector;
  readonly request: RoomRequest;
}

/** `none`: no server answers. `over`: there is to be no room, or no longer. */
export type Made = { readonly made: "ready"; readonly open: OpenRoom } | { readonly made: "none" | "over" };

/** The most servers that are tried for one room in one go. */
const maxAttempts = 4;
const maxProblem = 500;

/**
 * Leads one person into the room of an agreement of ours as provider whose hour has come. The room is made when it is not there; when
 * its server has died, on another one.
 */
export async function findWayIn(context: Context, row: AgreementRow, guest: RoomGuest): Promise<RoomWay> {
  const resource = row.resourceId === null ? undefined : await findResource(context.database, row.resourceId);
  if (resource === undefined || !hasServers(resource.platform)) return addressOf(context, resource);
  const first = await wayOnce(context, row, guest);
  // Its server may just have died: it was asked, and if it is down now, there is perhaps another one.
  return first.way === "out-of-reach" ? wayOnce(context, row, guest) : first;
}

async function wayOnce(context: Context, row: AgreementRow, guest: RoomGuest): Promise<RoomWay> {
  const made = await makeRoom(context, row.id);
  if (made.made !== "ready") return { way: made.made === "over" ? "ended" : "out-of-reach" };
  const { connector, server, request } = made.open;
  const answer = await connector.way(openConnection(context, server), { request, guest, nowMs: context.nowMs() });
  if (answer.ok) return answer.url === undefined ? { way: "host-sends" } : { way: "address", url: answer.url };
  await noteFailure(context, made.open, answer);
  return { way: "out-of-reach" };
}

function addressOf(context: Context, resource: Resource | undefined): RoomWay {
  const url = resource === undefined ? undefined : revealAddress(context, resource);
  return url === undefined ? { way: "host-sends" } : { way: "address", url };
}

/**
 * Has the room of an agreement ready on a server that lives: made once, found again by every later call, made anew on another server
 * when its own is down. Several processes may do so at once: they choose in transactions, and the servers take the same room twice.
 */
export async function makeRoom(context: Context, agreementId: string): Promise<Made> {
  const avoided = new Set<string>();
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const placed = await transact(context, (work) => placeRoom(work, agreementId, avoided));
    if (placed.made !== "ready" || placed.open.room.state === "ready") return placed;
    const { open } = placed;
    const nowMs = context.nowMs();
    const answer = await open.connector.ready(openConnection(context, open.server), { request: open.request, nowMs });
    if (answer.ok) return markReady(context, open);
    avoided.add(open.server.id);
    await noteFailure(context, open, answer);
  }
  return { made: "none" };
}

async function markReady(context: Context, open: OpenRoom): Promise<Made> {
  return transact(context, async (work) => {
    const room = await findRoom(work.session, open.row.id);
    if (room === undefined || room.state === "ended") return { made: "over" };
    // Another process has led it elsewhere meanwhile, or made it just now.
    if (room.serverId !== open.server.id) return { made: "none" };
    const ready = { state: "ready", readyAtMs: room.readyAtMs ?? work.nowMs(), problem: null } as const;
    await updateRoom(work.session, room.agreementId, ready);
    return { made: "ready", open: { ...open, room: { ...room, ...ready } } };
  });
}

/** A server did not do what it was asked: its words are kept for the operator, and it is asked how it is. */
export async function noteFailure(
  context: Context,
  { row, server }: Pick<OpenRoom, "row" | "server">,
  answer: Answer<object> & { readonly ok: false },
): Promise<void> {
  const problem = `${server.name}: ${answer.detail}`.slice(0, maxProblem);
  await transact(context, ({ session }) => updateRoom(session, row.id, { problem }));
  await checkServer(context, server.id, { failed: answer.problem !== "failed" });
}

/** Chooses the server of a room, or finds it chosen; a room whose server is down or avoided moves to another one. */
async function placeRoom(work: Work, agreementId: string, avoided: ReadonlySet<string>): Promise<Made> {
  const met = await findMeeting(work.session, agreementId);
  const room = await findRoom(work.session, agreementId);
  if (met === undefined || !leadsIn(met.row.state) || room?.state === "ended") return { made: "over" };
  const server = (await keptServer(work, room, avoided)) ?? (await chooseServer(work, met, avoided));
  if (server !== undefined) return putOn(work, met, { room, server });
  await writeRoom(work, met.row, { room, changes: { state: "failed" } });
  return { made: "none" };
}

async function putOn(
  work: Work,
  met: Met,
  { room, server }: { readonly room: RoomRow | undefined; readonly server: ServerRow },
): Promise<Made> {
  const connector = findConnector(server.platform);
  if (connector === undefined) return { made: "none" };
  const stays = room !== undefined && room.state !== "failed" && room.serverId === server.id;
  const changes = { state: "wanted", serverId: server.id } as const;
  const placed = stays ? room : await writeRoom(work, met.row, { room, changes });
  const request = requestOf(work, placed, { ...met, connector });
  return { made: "ready", open: { ...met, room: placed, server, connector, request } };
}

/** Where the room is, as long as it can be there: people may be in it. */
async function keptServer(
  { session }: Work,
  room: RoomRow | undefined,
  avoided: ReadonlySet<string>,
): Promise<ServerRow | undefined> {
  const server = room === undefined ? undefined : await findServer(session, room.serverId);
  const isLiving = server?.deletedAtMs === null && server.health !== "down" && !avoided.has(server.id);
  return isLiving ? server : undefined;
}

type Met = Pick<OpenRoom, "row" | "resource">;

/** An agreement with our resource; undefined when it has none. */
export async function findMeeting(session: Session, agreementId: string): Promise<Met | undefined> {
  const row = await findAgreementRow(session, agreementId);
  const resource = row === undefined ? undefined : await findResource(session, row.resourceId ?? "");
  return row === undefined || resource === undefined ? undefined : { row, resource };
}

async function chooseServer(
  work: Work,
  { resource, row }: Met,
  avoided: ReadonlySet<string>,
): Promise<ServerRow | undefined> {
  const servers = await listServers(work.session, { resourceId: resource.id });
  const inUse = (await listRoomsInUse(work.session, { resourceId: resource.id })).filter(
    ({ agreementId }) => agreementId !== row.id,
  );
  const places = servers.map(({ id, seats, health }) => ({
    id,
    seats,
    health,
    taken: inUse.filter(({ serverId }) => serverId === id).reduce((sum, room) => sum + room.seats, 0),
  }));
  const place = choosePlace(places, avoided);
  return servers.find(({ id }) => id === place?.id);
}

async function writeRoom(
  work: Work,
  row: AgreementRow,
  { room, changes }: { readonly room: RoomRow | undefined; readonly changes: Partial<RoomRow> },
): Promise<RoomRow> {
  const endsAtMs = closesAtMs(row);
  if (room !== undefined) {
    await updateRoom(work.session, row.id, { ...changes, endsAtMs });
    return { ...room, ...changes, endsAtMs };
  }
  const fresh: RoomRow = {
    agreementId: row.id,
    serverId: "",
    secretSealed: work.secrets.seal(newToken(), secretPurpose(row.id)),
    state: "wanted",
    problem: null,
    endsAtMs,
    readyAtMs: null,
    endedAtMs: null,
    nextLookAtMs: work.nowMs(),
    ...changes,
  };
  await saveRoom(work.session, fresh);
  return fresh;
}

const secretPurpose = (agreementId: string): string => `room ${agreementId}`;

/**
 * What the server is asked for. Where we end the meeting ourselves, it is told the latest end that the calendar allows, because it may
 * keep the end that it was first told; where we cannot, the end as it stands.
 */
function requestOf(
  { secrets, origin }: Pick<Context, "secrets" | "origin">,
  { secretSealed }: RoomRow,
  { row, resource, connector }: Pick<OpenRoom, "row" | "resource" | "connector">,
): RoomRequest {
  const overrunMs = (resource.calendar?.overrunMinutes ?? 0) * minuteMs;
  return {
    room: `fedicoop-${row.id}`,
    secret: secrets.open(secretSealed, secretPurpose(row.id)),
    title: row.title,
    seats: row.seats,
    startsAtMs: row.startsAtMs,
    endsAtMs: connector.abilities.ends ? Math.max(row.endsAtMs + overrunMs, closesAtMs(row)) : closesAtMs(row),
    endCallback: `${origin}/rooms/${row.id}/ended/${callbackToken({ secrets }, row.id)}`,
    // A guest has no account anywhere: our own page thanks them, and says where to come back from.
    leaveTo: leaveTo(openJoinUrl({ secrets }, row) ?? row.agreement),
    ...(resource.features.includes("recording") ? { recording: true } : {}),
  };
}

/** The page on which somebody lands who leaves the room. */
function leaveTo(page: string): string {
  const url = new URL(page);
  url.searchParams.set("left", "yes");
  return url.href;
}

/** What the server has to say with "it has ended"; nobody can have the room of another agreement looked at with it. */
export function callbackToken({ secrets }: Pick<Context, "secrets">, agreementId: string): string {
  return createHmac("sha256", secrets.deriveKey("room callbacks")).update(agreementId).digest("base64url").slice(0, 32);
}

/** A room that is there with everything that a call about it takes; undefined when its server is gone. */
export async function findOpenRoom(context: Context, room: RoomRow): Promise<OpenRoom | undefined> {
  const { database } = context;
  const met = await findMeeting(database, room.agreementId);
  const server = await findServer(database, room.serverId);
  const connector = server === undefined ? undefined : findConnector(server.platform);
  if (met === undefined || server === undefined || connector === undefined) return undefined;
  return { ...met, room, server, connector, request: requestOf(context, room, { ...met, connector }) };
}
