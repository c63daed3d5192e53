import { z } from "zod";
import { hasServers } from "#src/domain/pool.ts";
import type { ConnectionField, Connector } from "#src/meetings/connector.ts";
import { findConnector } from "#src/meetings/platforms.ts";
import { findResource, type Resource } from "#src/store/resources.ts";
import { countRoomsInUse, remakeRooms } from "#src/store/rooms.ts";
import {
  findServer as findServerRow,
  listServers as listServerRows,
  saveServer,
  updateServer,
  type ServerRow,
} from "#src/store/servers.ts";
import { withoutAbsent } from "./changes.ts";
import { transact, type Context, type Work } from "./context.ts";
import { refreshProposals } from "./publication.ts";
import { showTrouble } from "./trouble.ts";

/** More servers than this in one pool are a mistake. */
const maxServers = 100;

export type { ConnectionField };

/** Addresses and keys as they were filled in, by the names of the connector's fields. */
export type Filled = Readonly<Record<string, string>>;

export interface NewServer {
  /** For our own people. */
  readonly name: string;
  /** The most seats of one room on it, and of all its rooms together. */
  readonly seats: number;
  readonly connection: Filled;
}

/** What is absent stays; of a connection, each field does, and an empty one is forgotten. */
export type ServerChanges = Partial<NewServer>;

/** A server as people of this node see it; how it is reached is no part of it. */
export type ServerView = Omit<ServerRow, "connectionSealed"> & { readonly roomsInUse: number };

export type ServerRefusal =
  /** It is no meeting server, or one that leads to a fixed address. */
  | { readonly reason: "no-servers" }
  | { readonly reason: "too-many"; readonly most: number }
  /** Fields of the connection that are missing, not as they should be, or not known. */
  | { readonly reason: "connection-invalid"; readonly fields: readonly ConnectionProblem[] }
  /** People are in these rooms, or soon will be. */
  | { readonly reason: "rooms-in-use"; readonly rooms: number };

export interface ConnectionProblem {
  readonly field: string;
  readonly problem: "missing" | "wrong" | "unknown";
}

export type ServerOutcome =
  | { readonly outcome: "done"; readonly server: ServerView }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "refused"; readonly refusal: ServerRefusal };

/** Adds a server to the pool of a resource. It is asked whether it answers as soon as a worker comes to it. */
export function addServer(context: Context, resourceId: string, wanted: NewServer): Promise<ServerOutcome> {
  return transact(context, async (work) => {
    const resource = await findResource(work.session, resourceId);
    if (resource === undefined || resource.deletedAtMs !== null) return { outcome: "not-found" };
    const platform = platformOf(resource);
    if (platform === undefined) return refused({ reason: "no-servers" });
    const servers = await listServerRows(work.session, { resourceId });
    if (servers.length >= maxServers) return refused({ reason: "too-many", most: maxServers });
    const read = readConnection(platform, wanted.connection);
    if ("problems" in read) return refused({ reason: "connection-invalid", fields: read.problems });
    const id = work.newId();
    const { name, seats } = wanted;
    const server = { id, resourceId, platform: platform.platform, name, seats, deletedAtMs: null };
    await saveServer(work.session, { ...server, ...connected(work, id, read.connection), createdAtMs: work.nowMs() });
    await showPool(work, server);
    return done(work, id);
  });
}

/** Changes a server. One whose connection changes is asked anew whether it answers. */
export function changeServer(context: Context, id: string, changes: ServerChanges): Promise<ServerOutcome> {
  return transact(context, async (work) => {
    const server = await findLiving(work, id);
    const connector = server === undefined ? undefined : findConnector(server.platform);
    if (server === undefined || connector === undefined) return { outcome: "not-found" };
    const { connection, ...columns } = changes;
    if (connection === undefined) {
      await updateServer(work.session, id, withoutAbsent(columns));
    } else {
      const read = readConnection(connector, { ...openFilled(work, server), ...connection });
      if ("problems" in read) return refused({ reason: "connection-invalid", fields: read.problems });
      await updateServer(work.session, id, { ...withoutAbsent(columns), ...connected(work, id, read.connection) });
      // It may be another machine now, which knows nothing of the rooms.
      await remakeRooms(work.session, { serverId: id, nowMs: work.nowMs() });
    }
    await showPool(work, server);
    return done(work, id);
  });
}

/** Removes a server from its pool. As long as there are rooms on it that are in use, it stays. A second time changes nothing. */
export function removeServer(context: Context, id: string): Promise<ServerOutcome> {
  return transact(context, async (work) => {
    const server = await findServerRow(work.session, id);
    if (server === undefined) return { outcome: "not-found" };
    if (server.deletedAtMs === null) {
      const rooms = await countRoomsInUse(work.session, id);
      if (rooms > 0) return refused({ reason: "rooms-in-use", rooms });
      await updateServer(work.session, id, { deletedAtMs: work.nowMs() });
      await showPool(work, server);
    }
    return done(work, id);
  });
}

/** A server of a pool; one that was removed is none. */
export async function findServer(context: Context, id: string): Promise<ServerView | undefined> {
  const server = await findLiving({ session: context.database }, id);
  return server === undefined ? undefined : viewOf({ session: context.database }, server);
}

/** The servers of a resource, oldest first. */
export async function listServers({ database: session }: Context, resourceId: string): Promise<readonly ServerView[]> {
  const servers = await listServerRows(session, { resourceId });
  return Promise.all(servers.map((server) => viewOf({ session }, server)));
}

/** What an operator filled in about a server, without what is secret; nothing for one that is not there. */
export async function findFilled(context: Context, id: string): Promise<Filled> {
  const server = await findLiving({ session: context.database }, id);
  const connector = server === undefined ? undefined : findConnector(server.platform);
  if (server === undefined || connector === undefined) return {};
  const shown = new Set(connector.fields.filter(({ kind }) => kind !== "secret").map(({ name }) => name));
  return Object.fromEntries(Object.entries(openFilled(context, server)).filter(([name]) => shown.has(name)));
}

/** A server's connection, as its connector takes it, for a call. */
export function openConnection(context: Pick<Context, "secrets">, server: ServerRow): unknown {
  return findConnector(server.platform)?.connection.parse(openFilled(context, server));
}

const connectionPurpose = (id: string): string => `connection ${id}`;

const filledShape = z.record(z.string(), z.string());

function openFilled(
  { secrets }: Pick<Context, "secrets">,
  { id, connectionSealed }: Pick<ServerRow, "id" | "connectionSealed">,
): Filled {
  return filledShape.parse(JSON.parse(secrets.open(connectionSealed, connectionPurpose(id))));
}

/** What is kept of a new connection: it has not been tried yet. */
function connected({ secrets, nowMs }: Work, id: string, connection: Filled) {
  return {
    connectionSealed: secrets.seal(JSON.stringify(connection), connectionPurpose(id)),
    health: "unknown",
    healthDetail: null,
    healthSinceMs: nowMs(),
    checkedAtMs: null,
    nextCheckAtMs: nowMs(),
    failures: 0,
  } as const;
}

/** What is filled in about a server of a platform, in this order. */
export const connectionFields = (platform: string | null): readonly ConnectionField[] =>
  findConnector(platform)?.fields ?? [];

const platformOf = ({ platform }: Pick<Resource, "platform">): Connector | undefined =>
  hasServers(platform) ? findConnector(platform) : undefined;

/** What was filled in, without what is empty, or what is wrong with it. */
function readConnection(
  connector: Connector,
  filled: Filled,
): { readonly connection: Filled } | { readonly problems: readonly ConnectionProblem[] } {
  const connection = Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== ""));
  const names = new Set(connector.fields.map(({ name }) => name));
  const unknown = Object.keys(connection).filter((name) => !names.has(name));
  const missing = connector.fields.filter(({ name, required }) => required && connection[name] === undefined);
  const read = connector.connection.safeParse(connection);
  const wrong = read.success ? [] : read.error.issues.map(({ path }) => String(path[0] ?? connector.fields[0]?.name));
  const problems = new Map<string, ConnectionProblem["problem"]>();
  for (const field of wrong) problems.set(field, connection[field] === undefined ? "missing" : "wrong");
  for (const { name } of missing) problems.set(name, "missing");
  for (const field of unknown) problems.set(field, "unknown");
  if (problems.size === 0) return { connection };
  return { problems: [...problems].map(([field, problem]) => ({ field, problem })) };
}

/** Shows in the proposals what the pool of a server can give now, and to those who meet soon whether anything answers. */
async function showPool(work: Work, { resourceId }: Pick<ServerRow, "resourceId">): Promise<void> {
  const resource = await findResource(work.session, resourceId);
  if (resource === undefined) return;
  await refreshProposals(work, resource);
  await showTrouble(work, resource);
}

async function findLiving({ session }: Pick<Work, "session">, id: string): Promise<ServerRow | undefined> {
  const server = await findServerRow(session, id);
  return server?.deletedAtMs === null ? server : undefined;
}

async function done(work: Work, id: string): Promise<ServerOutcome> {
  const server = await findServerRow(work.session, id);
  if (server === undefined) throw new Error(`The server ${id} was written, but is not there.`);
  return { outcome: "done", server: await viewOf(work, server) };
}

const refused = (refusal: ServerRefusal): ServerOutcome => ({ outcome: "refused", refusal });

async function viewOf(
  { session }: Pick<Work, "session">,
  { connectionSealed: _sealed, ...server }: ServerRow,
): Promise<ServerView> {
  return { ...server, roomsInUse: await countRoomsInUse(session, server.id) };
}
