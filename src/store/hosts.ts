import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt, min, or, sql } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

/** How a host has answered us. Its name is scheme, host and port: what fails and recovers together. */
export type Host = Tables["hosts"]["$inferSelect"];

/** A server that nothing was said to and heard from. */
export const unknownHost = (host: string): Host => ({
  host,
  failures: 0,
  nextAttemptAtMs: 0,
  signature: null,
  lastSuccessAtMs: null,
  lastError: null,
  lastFailureAtMs: null,
  lastReceivedAtMs: null,
  receivedSignature: null,
  software: null,
  softwareVersion: null,
  softwareCheckedAtMs: null,
  clockDifferenceMs: null,
  clockSeenAtMs: null,
});

export async function findHost(session: Session, host: string): Promise<Host | undefined> {
  return findRow(session, "hosts", { host });
}

/** What is known of these hosts, by name. */
export async function findHosts({ q, t }: Session, hosts: readonly string[]): Promise<ReadonlyMap<string, Host>> {
  if (hosts.length === 0) return new Map();
  const rows = await q
    .select()
    .from(t.hosts)
    .where(inArray(t.hosts.host, [...hosts]));
  return new Map(rows.map((row) => [row.host, row]));
}

/** Keeps how a host answered us. */
export async function saveHost({ q, t }: Session, host: Host): Promise<void> {
  await q.insert(t.hosts).values(host).onConflictDoUpdate({ target: t.hosts.host, set: host });
}

/** Changes what is known of a host; of one that is not known, nothing. */
export async function updateHost({ q, t }: Session, host: string, changes: Partial<Omit<Host, "host">>): Promise<void> {
  await q.update(t.hosts).set(changes).where(eq(t.hosts.host, host));
}

/** All hosts that fail now. */
export async function listFailingHosts({ q, t }: Session): Promise<readonly Host[]> {
  return q.select().from(t.hosts).where(gt(t.hosts.failures, 0));
}

/** Those that have failed most often in a row, and how many fail. */
export async function listMostFailing({ q, t }: Session, limit: number): Promise<readonly Host[]> {
  return q
    .select()
    .from(t.hosts)
    .where(gt(t.hosts.failures, 0))
    .orderBy(desc(t.hosts.failures), asc(t.hosts.host))
    .limit(limit);
}

export async function countHosts({ q, t }: Session): Promise<{ readonly all: number; readonly failing: number }> {
  return { all: await q.$count(t.hosts), failing: await q.$count(t.hosts, gt(t.hosts.failures, 0)) };
}

/** Hosts by their names, after the one that the page before ended with. */
export async function listHosts(
  { q, t }: Session,
  page: { readonly limit: number; readonly after?: string },
): Promise<readonly Host[]> {
  const rest = page.after === undefined ? undefined : gt(t.hosts.host, page.after);
  return q.select().from(t.hosts).where(rest).orderBy(asc(t.hosts.host)).limit(page.limit);
}

/** What waits for a host: how much, and since when the oldest. */
export interface HostQueue {
  readonly waiting: number;
  readonly oldestAtMs: number;
}

/** What waits for each of these hosts; those for which nothing waits are left out. */
export async function findQueues({ q, t }: Session, hosts: readonly string[]): Promise<ReadonlyMap<string, HostQueue>> {
  if (hosts.length === 0) return new Map();
  const rows = await q
    .select({ host: t.outbox.host, waiting: count(), oldestAtMs: min(t.outbox.createdAtMs) })
    .from(t.outbox)
    .where(and(inArray(t.outbox.host, [...hosts]), eq(t.outbox.state, "waiting")))
    .groupBy(t.outbox.host);
  return new Map(rows.map(({ host, waiting, oldestAtMs }) => [host, { waiting, oldestAtMs: oldestAtMs ?? 0 }]));
}

/** Hosts that answer, whose software was never asked for or last before then; the longest ago first. */
export async function listSoftwareDue(
  { q, t }: Session,
  { beforeMs, limit }: { readonly beforeMs: number; readonly limit: number },
): Promise<readonly Host[]> {
  const isDue = or(isNull(t.hosts.softwareCheckedAtMs), lt(t.hosts.softwareCheckedAtMs, beforeMs));
  return q
    .select()
    .from(t.hosts)
    .where(and(eq(t.hosts.failures, 0), isNotNull(t.hosts.lastSuccessAtMs), isDue))
    .orderBy(asc(sql`coalesce(${t.hosts.softwareCheckedAtMs}, 0)`), asc(t.hosts.host))
    .limit(limit);
}

/** How far the clocks of hosts were ahead of ours, as seen after then. */
export async function listClockDifferences({ q, t }: Session, sinceMs: number): Promise<readonly number[]> {
  const rows = await q
    .select({ differenceMs: t.hosts.clockDifferenceMs })
    .from(t.hosts)
    .where(gt(t.hosts.clockSeenAtMs, sinceMs))
    .orderBy(desc(t.hosts.clockSeenAtMs))
    .limit(200);
  return rows.flatMap(({ differenceMs }) => (differenceMs === null ? [] : [differenceMs]));
}
