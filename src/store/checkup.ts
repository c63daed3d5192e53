import { asc, desc, eq } from "drizzle-orm";
import type { Session } from "./database.ts";

/** The message that has waited longest to be delivered or answered. */
export interface OldestWaiting {
  readonly host: string;
  readonly createdAtMs: number;
  readonly lastError: string | null;
}

export async function findOldestWaiting({ q, t }: Session): Promise<OldestWaiting | undefined> {
  const { host, createdAtMs, lastError, state, id } = t.outbox;
  const rows = await q
    .select({ host, createdAtMs, lastError })
    .from(t.outbox)
    .where(eq(state, "waiting"))
    .orderBy(asc(id))
    .limit(1);
  return rows[0];
}

/** The latest moment that the store knows of, made by this node's clock; undefined in an empty one. */
export async function findLatestMoment({ q, t }: Session): Promise<number | undefined> {
  const said = await q.select({ atMs: t.outbox.createdAtMs }).from(t.outbox).orderBy(desc(t.outbox.id)).limit(1);
  const coop = await q.select({ atMs: t.coop.updatedAtMs }).from(t.coop).where(eq(t.coop.id, 1)).limit(1);
  const known = [...said, ...coop].map(({ atMs }) => atMs);
  return known.length === 0 ? undefined : Math.max(...known);
}
