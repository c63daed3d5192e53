import { and, asc, count, eq, gt, isNotNull, isNull, lte, type SQL } from "drizzle-orm";
import type { AgreementRow } from "./agreements.ts";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

/** A meeting server of a pool; its connection is sealed. */
export type ServerRow = Tables["servers"]["$inferSelect"];

export async function saveServer({ q, t }: Session, server: ServerRow): Promise<void> {
  await q.insert(t.servers).values(server);
}

export async function updateServer(
  { q, t }: Session,
  id: string,
  changes: Partial<Omit<ServerRow, "id" | "resourceId">>,
): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await q.update(t.servers).set(changes).where(eq(t.servers.id, id));
}

/** A server by its id, removed ones included: rooms that were made on it still name it. */
export async function findServer(session: Session, id: string): Promise<ServerRow | undefined> {
  return findRow(session, "servers", { id });
}

/** The servers of one resource, oldest first; removed ones are none of them. */
export function listServers(session: Session, { resourceId }: { readonly resourceId: string }): Promise<ServerRow[]> {
  return living(session, eq(session.t.servers.resourceId, resourceId));
}

/** Every server of every resource, oldest first. */
export const listAllServers = (session: Session): Promise<ServerRow[]> => living(session);

function living({ q, t }: Session, condition?: SQL): Promise<ServerRow[]> {
  return q
    .select()
    .from(t.servers)
    .where(and(isNull(t.servers.deletedAtMs), condition))
    .orderBy(asc(t.servers.id));
}

/** Servers that are to be asked at `nowMs`, longest due first. */
export function listServersToCheck({ q, t }: Session, nowMs: number, limit: number): Promise<ServerRow[]> {
  return q
    .select()
    .from(t.servers)
    .where(and(isNull(t.servers.deletedAtMs), lte(t.servers.nextCheckAtMs, nowMs)))
    .orderBy(asc(t.servers.nextCheckAtMs))
    .limit(limit);
}

/** Takes a server that is due, so that no other process asks it until `untilMs`. False when another one was faster. */
export async function claimServer(
  { q, t }: Session,
  { id, nextCheckAtMs }: Pick<ServerRow, "id" | "nextCheckAtMs">,
  untilMs: number,
): Promise<boolean> {
  const claimed = await q
    .update(t.servers)
    .set({ nextCheckAtMs: untilMs })
    .where(and(eq(t.servers.id, id), eq(t.servers.nextCheckAtMs, nextCheckAtMs), isNull(t.servers.deletedAtMs)))
    .returning({ id: t.servers.id });
  return claimed.length === 1;
}

/** How many servers there are in each state of health, over all resources. */
export function countServers({ q, t }: Session): Promise<{ readonly health: ServerRow["health"]; servers: number }[]> {
  return q
    .select({ health: t.servers.health, servers: count() })
    .from(t.servers)
    .where(isNull(t.servers.deletedAtMs))
    .groupBy(t.servers.health);
}

/** Agreements on a resource that stand although something is wrong with them. */
export function listTroubled(
  { q, t }: Session,
  { resourceId }: { readonly resourceId: string },
): Promise<AgreementRow[]> {
  const { agreements } = t;
  return q
    .select()
    .from(agreements)
    .where(
      and(
        eq(agreements.resourceId, resourceId),
        eq(agreements.role, "provider"),
        eq(agreements.state, "accepted"),
        isNotNull(agreements.trouble),
      ),
    );
}

/** Agreements of either role that are not over and have something wrong with them, soonest first. */
export function listTroubledAgreements(
  { q, t }: Session,
  { nowMs, limit }: { readonly nowMs: number; readonly limit: number },
): Promise<AgreementRow[]> {
  const { agreements } = t;
  return q
    .select()
    .from(agreements)
    .where(and(eq(agreements.state, "accepted"), isNotNull(agreements.trouble), gt(agreements.endsAtMs, nowMs)))
    .orderBy(asc(agreements.startsAtMs))
    .limit(limit);
}
