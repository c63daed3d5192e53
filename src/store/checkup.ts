import { and, asc, count, desc, eq, gt, isNull, lt, lte, notExists, or, sql } from "drizzle-orm";
import type { Session } from "./database.ts";

/** The message that has waited longest to be delivered or answered. */
export interface OldestWaiting {
  readonly host: string;
  readonly createdAtMs: number;
  readonly lastError: string | null;
  readonly lastStatus: number | null;
}

export async function findOldestWaiting({ q, t }: Session): Promise<OldestWaiting | undefined> {
  const { host, createdAtMs, lastError, lastStatus, state, id } = t.outbox;
  const rows = await q
    .select({ host, createdAtMs, lastError, lastStatus })
    .from(t.outbox)
    .where(eq(state, "waiting"))
    .orderBy(asc(id))
    .limit(1);
  return rows[0];
}

/** How many messages have been due since then, to hosts that do not rest, without anybody having taken them up. */
export async function countLeftLying({ q, t }: Session, sinceMs: number): Promise<number> {
  const resting = q
    .select({ one: sql`1` })
    .from(t.hosts)
    .where(and(eq(t.hosts.host, t.outbox.host), gt(t.hosts.failures, 0)));
  const isFree = or(isNull(t.outbox.leasedUntilMs), lt(t.outbox.leasedUntilMs, sinceMs));
  const isDue = and(eq(t.outbox.state, "waiting"), lte(t.outbox.nextAttemptAtMs, sinceMs));
  return q.$count(t.outbox, and(isDue, isFree, notExists(resting)));
}

/** The latest moment that the store knows of, made by this node's clock; undefined in an empty one. */
export async function findLatestMoment({ q, t }: Session): Promise<number | undefined> {
  const said = await q.select({ atMs: t.outbox.createdAtMs }).from(t.outbox).orderBy(desc(t.outbox.id)).limit(1);
  const coop = await q.select({ atMs: t.coop.updatedAtMs }).from(t.coop).where(eq(t.coop.id, 1)).limit(1);
  const known = [...said, ...coop].map(({ atMs }) => atMs);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** How many pictures are kept in the store, and how large they are together. */
export async function countUploads({ q, t }: Session): Promise<{ readonly pictures: number; readonly bytes: number }> {
  const [row] = await q
    .select({ pictures: count(), characters: sql<number | string | null>`sum(length(${t.uploadBytes.base64}))` })
    .from(t.uploadBytes);
  return { pictures: row?.pictures ?? 0, bytes: Math.floor((Number(row?.characters ?? 0) * 3) / 4) };
}

/** Local actors that are not removed, with how many keys each has for requests and for proofs that are not revoked. */
export async function listActorsWithKeys(
  { q, t }: Session,
  limit: number,
): Promise<readonly { readonly id: string; readonly handle: string; readonly uses: readonly string[] }[]> {
  const rows = await q
    .select({ id: t.actors.id, handle: t.actors.handle, use: t.keys.use })
    .from(t.actors)
    .leftJoin(t.keys, and(eq(t.keys.actorId, t.actors.id), isNull(t.keys.revokedAtMs)))
    .where(isNull(t.actors.deletedAtMs))
    .orderBy(asc(t.actors.id))
    .limit(limit);
  return [...Map.groupBy(rows, ({ id }) => id)].map(([id, keys]) => ({
    id,
    handle: keys[0]?.handle ?? id,
    uses: keys.flatMap(({ use }) => (use === null ? [] : [use])),
  }));
}
