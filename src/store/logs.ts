import { and, asc, desc, eq, gte, lt, max, sql } from "drizzle-orm";
import type { Session } from "./database.ts";
import { one, prepared } from "./row.ts";
import type { Tables } from "./schema.ts";

export type Log = Tables["logs"]["$inferSelect"];
export type LeafRow = Tables["leaves"]["$inferSelect"];
export type TileRow = Tables["tiles"]["$inferSelect"];
export type LogSide = Log["side"];

/** The log of one side of a pair in its newest epoch, or in the one that is named. */
export async function findLog(
  session: Session,
  { peerId, side, epoch }: { readonly peerId: string; readonly side: LogSide; readonly epoch?: number },
): Promise<Log | undefined> {
  const question = epoch === undefined ? "newest log" : "log of an epoch";
  return (await prepared<Log>(session, question, () => logQuery(session, epoch)).execute({ peerId, side, epoch }))[0];
}

function logQuery({ q, t: { logs } }: Session, epoch: number | undefined) {
  const isWanted = and(
    eq(logs.peerId, sql.placeholder("peerId")),
    eq(logs.side, sql.placeholder("side")),
    epoch === undefined ? undefined : eq(logs.epoch, sql.placeholder("epoch")),
  );
  return q.select().from(logs).where(isWanted).orderBy(desc(logs.epoch)).limit(one);
}

/** Every log of a pair, or of all, the newest epoch first. */
export async function listLogs({ q, t }: Session, peerId?: string): Promise<Log[]> {
  const { logs } = t;
  return q
    .select()
    .from(logs)
    .where(peerId === undefined ? undefined : eq(logs.peerId, peerId))
    .orderBy(asc(logs.peerId), asc(logs.side), desc(logs.epoch));
}

export async function saveLog({ q, t }: Session, log: Log): Promise<void> {
  await q.insert(t.logs).values(log);
}

export type LogChanges = Partial<Omit<Log, "id" | "peerId" | "side" | "epoch" | "origin" | "createdAtMs">>;

/** The time of change never goes back with the clock: {@link lastSignedAtMs} relies on it. */
export async function updateLog({ q, t }: Session, id: string, changes: LogChanges): Promise<void> {
  const { updatedAtMs, ...rest } = changes;
  const { logs } = t;
  const later =
    updatedAtMs === undefined
      ? {}
      : {
          updatedAtMs: sql`case when ${logs.updatedAtMs} > ${updatedAtMs} then ${logs.updatedAtMs} else ${updatedAtMs} end`,
        };
  await q
    .update(logs)
    .set({ ...rest, ...later })
    .where(eq(logs.id, id));
}

/** The latest time, by our own clock as it was then, at which anything was written into a log of ours; undefined before that. */
export async function lastSignedAtMs({ q, t }: Session): Promise<number | undefined> {
  const { logs } = t;
  const rows = await q
    .select({ atMs: max(logs.updatedAtMs) })
    .from(logs)
    .where(eq(logs.side, "ours"));
  return rows[0]?.atMs ?? undefined;
}

/** Writes a leaf; another one in the same place, which was not verified yet, is replaced. */
export async function saveLeaf({ q, t }: Session, leaf: LeafRow): Promise<void> {
  const { leaf: text, hash, about } = leaf;
  await q
    .insert(t.leaves)
    .values(leaf)
    .onConflictDoUpdate({ target: [t.leaves.logId, t.leaves.place], set: { leaf: text, hash, about } });
}

/** Leaves from a place on, in order; with `before`, only those ahead of that place. */
export async function listLeaves(
  { q, t }: Session,
  logId: string,
  { from, before, limit }: { readonly from: number; readonly before?: number; readonly limit: number },
): Promise<LeafRow[]> {
  const { leaves } = t;
  return q
    .select()
    .from(leaves)
    .where(
      and(
        eq(leaves.logId, logId),
        gte(leaves.place, from),
        before === undefined ? undefined : lt(leaves.place, before),
      ),
    )
    .orderBy(asc(leaves.place))
    .limit(limit);
}

/** The leaves that are about one thing (an entry, a word…), in all logs. */
export async function listLeavesAbout({ q, t }: Session, about: string): Promise<LeafRow[]> {
  return q.select().from(t.leaves).where(eq(t.leaves.about, about)).orderBy(asc(t.leaves.logId), asc(t.leaves.place));
}

/** Forgets leaves from a place on: only those that no checkpoint covers. */
export async function deleteLeavesFrom({ q, t }: Session, logId: string, from: number): Promise<void> {
  await q.delete(t.leaves).where(and(eq(t.leaves.logId, logId), gte(t.leaves.place, from)));
}

export async function saveTile({ q, t }: Session, tile: TileRow): Promise<void> {
  const { hash } = tile;
  await q
    .insert(t.tiles)
    .values(tile)
    .onConflictDoUpdate({ target: [t.tiles.logId, t.tiles.level, t.tiles.place], set: { hash } });
}

/** The hashes of neighbouring subtrees of one level (in powers of 256), hexadecimal; of level 0, of leaves. */
export async function listHashes(
  { q, t }: Session,
  logId: string,
  { level, from, count }: { readonly level: number; readonly from: number; readonly count: number },
): Promise<string[]> {
  if (level === 0)
    return (await listLeaves({ q, t }, logId, { from, before: from + count, limit: count })).map(({ hash }) => hash);
  const { tiles } = t;
  const rows = await q
    .select({ hash: tiles.hash })
    .from(tiles)
    .where(and(eq(tiles.logId, logId), eq(tiles.level, level), gte(tiles.place, from), lt(tiles.place, from + count)))
    .orderBy(asc(tiles.place));
  return rows.map(({ hash }) => hash);
}
