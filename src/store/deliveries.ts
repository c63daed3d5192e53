import {
  and,
  asc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  notExists,
  notInArray,
  or,
  sql,
  type SQL,
} from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

export type Delivery = Tables["outbox"]["$inferSelect"];
export type Host = Tables["hosts"]["$inferSelect"];

/** Who wants rows, and how many at most. `busy`: how many this worker has under way, by host. */
export interface LeaseRequest {
  readonly worker: string;
  readonly nowMs: number;
  readonly leaseMs: number;
  readonly limit: number;
  readonly limitPerHost: number;
  readonly busy: ReadonlyMap<string, number>;
}

/** Rows looked at for each one taken, so that one host's long queue does not hide the others'. */
const candidates = 200;

/** Whether a worker would find anything to take now. Reads only: a courier that finds nothing commits nothing. */
export async function hasDueDelivery(session: Session, request: LeaseRequest): Promise<boolean> {
  const rows = await session.q
    .select({ id: session.t.outbox.id })
    .from(session.t.outbox)
    .where(isDue(session, request))
    .limit(1);
  return rows.length > 0;
}

/**
 * Takes rows that are due, oldest first, for `leaseMs`. Of a host that fails, one row at a time, as a probe. Two workers never get
 * the same row while its lease runs.
 */
export async function leaseDeliveries(session: Session, request: LeaseRequest): Promise<readonly Delivery[]> {
  const { q, t } = session;
  const due = isDue(session, request);
  const found = await q.select().from(t.outbox).where(due).orderBy(asc(t.outbox.id)).limit(candidates);
  const failing = await findFailingHosts(session, found);
  const ids = (await choose(session, { request, found, failing })).map((row) => row.id);
  if (ids.length === 0) return [];
  const taken = await skipLocked(q.select().from(t.outbox).where(inArray(t.outbox.id, ids)).orderBy(asc(t.outbox.id)));
  const leasedUntilMs = request.nowMs + request.leaseMs;
  await q
    .update(t.outbox)
    .set({ leasedBy: request.worker, leasedUntilMs })
    .where(
      inArray(
        t.outbox.id,
        taken.map((row) => row.id),
      ),
    );
  const probed = taken.map((row) => row.host).filter((host) => failing.has(host));
  if (probed.length > 0)
    await q.update(t.hosts).set({ nextAttemptAtMs: leasedUntilMs }).where(inArray(t.hosts.host, probed));
  return taken;
}

function isDue({ q, t }: Session, { nowMs, busy, limitPerHost }: LeaseRequest): SQL | undefined {
  const full = [...busy].filter(([, count]) => count >= limitPerHost).map(([host]) => host);
  const resting = q
    .select({ one: sql`1` })
    .from(t.hosts)
    .where(and(eq(t.hosts.host, t.outbox.host), gt(t.hosts.failures, 0), gt(t.hosts.nextAttemptAtMs, nowMs)));
  return and(
    eq(t.outbox.state, "waiting"),
    lte(t.outbox.nextAttemptAtMs, nowMs),
    or(isNull(t.outbox.leasedUntilMs), lte(t.outbox.leasedUntilMs, nowMs)),
    full.length > 0 ? notInArray(t.outbox.host, full) : undefined,
    notExists(resting),
  );
}

/**
 * On PostgreSQL, rows that another worker is just taking are passed over instead of waited for. SQLite has one writer at a time
 * and no such clause.
 */
function skipLocked<Query extends object>(query: Query): Query {
  return "for" in query && typeof query.for === "function"
    ? (query.for("update", { skipLocked: true }) as Query)
    : query;
}

async function findFailingHosts({ q, t }: Session, rows: readonly Delivery[]): Promise<ReadonlySet<string>> {
  const hosts = [...new Set(rows.map((row) => row.host))];
  if (hosts.length === 0) return new Set();
  const failing = await q
    .select({ host: t.hosts.host })
    .from(t.hosts)
    .where(and(inArray(t.hosts.host, hosts), gt(t.hosts.failures, 0)));
  return new Set(failing.map((row) => row.host));
}

interface Choice {
  readonly request: LeaseRequest;
  readonly found: readonly Delivery[];
  readonly failing: ReadonlySet<string>;
}

async function choose(session: Session, { request, found, failing }: Choice): Promise<readonly Delivery[]> {
  const counts = new Map(request.busy);
  const taken: Delivery[] = [];
  for (const row of found) {
    if (taken.length >= request.limit) break;
    const count = counts.get(row.host) ?? 0;
    if (count >= (failing.has(row.host) ? 1 : request.limitPerHost)) continue;
    if (failing.has(row.host) && (await isBeingProbed(session, row.host, request.nowMs))) continue;
    counts.set(row.host, count + 1);
    taken.push(row);
  }
  return taken;
}

async function isBeingProbed({ q, t }: Session, host: string, nowMs: number): Promise<boolean> {
  const rows = await q
    .select({ id: t.outbox.id })
    .from(t.outbox)
    .where(and(eq(t.outbox.host, host), eq(t.outbox.state, "waiting"), gt(t.outbox.leasedUntilMs, nowMs)))
    .limit(1);
  return rows.length > 0;
}

/** Keeps the bytes of a message, written once for every attempt. */
export async function saveDeliveryBody({ q, t }: Session, id: string, body: string): Promise<void> {
  await q.update(t.outbox).set({ body }).where(eq(t.outbox.id, id));
}

/** What came of one attempt. `again`: it stays, due at `atMs`; `error` is null when the host took it and its answer is still to come. */
export type Settlement =
  | { readonly id: string; readonly end: "done" }
  | { readonly id: string; readonly end: "dropped"; readonly error: string }
  | { readonly id: string; readonly end: "again"; readonly atMs: number; readonly error: string | null };

/** Writes what came of an attempt and gives the row back. A row that was answered or dropped meanwhile stays so. */
export async function saveSettlement({ q, t }: Session, settlement: Settlement, nowMs: number): Promise<void> {
  const rest =
    settlement.end === "again" ? { nextAttemptAtMs: settlement.atMs } : { state: settlement.end, doneAtMs: nowMs };
  await q
    .update(t.outbox)
    .set({
      ...rest,
      attempts: sql`${t.outbox.attempts} + 1`,
      lastError: settlement.end === "done" ? null : settlement.error,
      leasedBy: null,
      leasedUntilMs: null,
    })
    .where(and(eq(t.outbox.id, settlement.id), eq(t.outbox.state, "waiting")));
}

export async function findHost({ q, t }: Session, host: string): Promise<Host | undefined> {
  return (await q.select().from(t.hosts).where(eq(t.hosts.host, host)).limit(1))[0];
}

/** Keeps how a host answered us. */
export async function saveHost({ q, t }: Session, host: Host): Promise<void> {
  await q.insert(t.hosts).values(host).onConflictDoUpdate({ target: t.hosts.host, set: host });
}

/** Every row that waits for this host becomes due now, those apart that it has taken and will answer in its own time. */
export async function releaseDeliveries({ q, t }: Session, host: string, nowMs: number): Promise<void> {
  await q
    .update(t.outbox)
    .set({ nextAttemptAtMs: nowMs })
    .where(
      and(
        eq(t.outbox.host, host),
        eq(t.outbox.state, "waiting"),
        gt(t.outbox.nextAttemptAtMs, nowMs),
        isNotNull(t.outbox.lastError),
      ),
    );
}

/** Whether a host is known to fail, or rows for it failed and wait for their next attempt. */
export async function isHostWaitedFor({ q, t }: Session, host: string, nowMs: number): Promise<boolean> {
  const failing = await q
    .select({ host: t.hosts.host })
    .from(t.hosts)
    .where(and(eq(t.hosts.host, host), gt(t.hosts.failures, 0)))
    .limit(1);
  if (failing.length > 0) return true;
  const rows = await q
    .select({ id: t.outbox.id })
    .from(t.outbox)
    .where(
      and(
        eq(t.outbox.host, host),
        eq(t.outbox.state, "waiting"),
        gt(t.outbox.nextAttemptAtMs, nowMs),
        isNotNull(t.outbox.lastError),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** All hosts that fail now. */
export async function listFailingHosts({ q, t }: Session): Promise<readonly Host[]> {
  return q.select().from(t.hosts).where(gt(t.hosts.failures, 0));
}

/** Whether rows have outlived their time. */
export async function hasExpiredDelivery({ q, t }: Session, nowMs: number): Promise<boolean> {
  const rows = await q
    .select({ id: t.outbox.id })
    .from(t.outbox)
    .where(and(eq(t.outbox.state, "waiting"), lte(t.outbox.expiresAtMs, nowMs)))
    .limit(1);
  return rows.length > 0;
}

/** Drops the rows that have outlived their time. */
export async function dropExpiredDeliveries({ q, t }: Session, nowMs: number): Promise<void> {
  await q
    .update(t.outbox)
    .set({ state: "dropped", doneAtMs: nowMs })
    .where(and(eq(t.outbox.state, "waiting"), lte(t.outbox.expiresAtMs, nowMs)));
}

/** Drops everything that waits for a host: it was blocked. */
export async function dropDeliveriesTo({ q, t }: Session, host: string, nowMs: number): Promise<void> {
  await q
    .update(t.outbox)
    .set({ state: "dropped", doneAtMs: nowMs })
    .where(and(eq(t.outbox.host, host), eq(t.outbox.state, "waiting")));
}

/** How messages to one host flow: what waits, since when, and the last trouble. For the peers page. */
export async function findDeliveryHealth({ q, t }: Session, host: string): Promise<DeliveryHealth> {
  const waiting = and(eq(t.outbox.host, host), eq(t.outbox.state, "waiting"));
  const oldest = await q
    .select({ createdAtMs: t.outbox.createdAtMs })
    .from(t.outbox)
    .where(waiting)
    .orderBy(asc(t.outbox.id))
    .limit(1);
  const known = (await q.select().from(t.hosts).where(eq(t.hosts.host, host)).limit(1))[0];
  return {
    waiting: await q.$count(t.outbox, waiting),
    waitingSinceMs: oldest[0]?.createdAtMs ?? null,
    failures: known?.failures ?? 0,
    lastSuccessAtMs: known?.lastSuccessAtMs ?? null,
    lastError: known === undefined || known.failures === 0 ? null : known.lastError,
  };
}

export interface DeliveryHealth {
  readonly waiting: number;
  readonly waitingSinceMs: number | null;
  readonly failures: number;
  readonly lastSuccessAtMs: number | null;
  readonly lastError: string | null;
}

/**
 * Forgets the followers of an actor who are gone: those with this inbox of their own, and, when a whole server said so (`shared`),
 * those behind it.
 */
export async function endFollowersAt(
  { q, t }: Session,
  gone: { readonly actorId: string; readonly inbox: string; readonly shared: boolean },
): Promise<void> {
  const own = and(
    eq(t.followers.inbox, gone.inbox),
    or(isNull(t.followers.sharedInbox), ne(t.followers.sharedInbox, gone.inbox)),
  );
  const behind = gone.shared ? or(own, eq(t.followers.sharedInbox, gone.inbox)) : own;
  await q.delete(t.followers).where(and(eq(t.followers.actorId, gone.actorId), behind));
}
