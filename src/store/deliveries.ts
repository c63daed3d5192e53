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
import { lastWordTopic } from "#src/domain/moderation-message.ts";
import type { Session } from "./database.ts";
import { findHost } from "./hosts.ts";
import type { Tables } from "./schema.ts";

export type Delivery = Tables["outbox"]["$inferSelect"];
/** A row that a worker has until then, with its bytes written. */
export type LeasedDelivery = Delivery & { readonly body: string; readonly leasedUntilMs: number };

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
  const found = await q
    .select({ id: t.outbox.id, host: t.outbox.host, topic: t.outbox.topic, attempts: t.outbox.attempts })
    .from(t.outbox)
    .where(due)
    .orderBy(asc(t.outbox.id))
    .limit(candidates);
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

/** Rows for hosts of which the worker holds more than half of what it may are left for later, so that each look takes several. */
function isDue({ q, t }: Session, { nowMs, busy, limitPerHost }: LeaseRequest): SQL | undefined {
  const full = [...busy].filter(([, count]) => count > limitPerHost / 2).map(([host]) => host);
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

async function findFailingHosts({ q, t }: Session, rows: readonly Candidate[]): Promise<ReadonlySet<string>> {
  const hosts = [...new Set(rows.map((row) => row.host))];
  if (hosts.length === 0) return new Set();
  const failing = await q
    .select({ host: t.hosts.host })
    .from(t.hosts)
    .where(and(inArray(t.hosts.host, hosts), gt(t.hosts.failures, 0)));
  return new Set(failing.map((row) => row.host));
}

type Candidate = Pick<Delivery, "id" | "host" | "topic" | "attempts">;

interface Choice {
  readonly request: LeaseRequest;
  readonly found: readonly Candidate[];
  readonly failing: ReadonlySet<string>;
}

async function choose(session: Session, { request, found, failing }: Choice): Promise<readonly Candidate[]> {
  const counts = new Map(request.busy);
  const taken: Candidate[] = [];
  const probes = probesOf(found, failing);
  for (const row of found.filter((each) => !failing.has(each.host) || probes.has(each))) {
    if (taken.length >= request.limit) break;
    const count = counts.get(row.host) ?? 0;
    if (count >= (failing.has(row.host) ? 1 : request.limitPerHost)) continue;
    if (failing.has(row.host) && (await isBeingProbed(session, row.host, request.nowMs))) continue;
    counts.set(row.host, count + 1);
    taken.push(row);
  }
  return taken;
}

/**
 * Of each host that fails, the row that was tried least: it may fail at one message only, which must not hold up the others. What is said
 * about one thing keeps its order.
 */
function probesOf(found: readonly Candidate[], failing: ReadonlySet<string>): ReadonlySet<Candidate> {
  const begun = new Set<string>();
  const probes = new Map<string, Candidate>();
  for (const row of found.filter(({ host }) => failing.has(host))) {
    const about = `${row.host} ${row.topic ?? row.id}`;
    if (begun.has(about)) continue;
    begun.add(about);
    const best = probes.get(row.host);
    if (best === undefined || row.attempts < best.attempts) probes.set(row.host, row);
  }
  return new Set(probes.values());
}

async function isBeingProbed({ q, t }: Session, host: string, nowMs: number): Promise<boolean> {
  const rows = await q
    .select({ id: t.outbox.id })
    .from(t.outbox)
    .where(and(eq(t.outbox.host, host), eq(t.outbox.state, "waiting"), gt(t.outbox.leasedUntilMs, nowMs)))
    .limit(1);
  return rows.length > 0;
}

/** Whether a row is still to be sent: meanwhile it may have been answered, or taken back. */
export async function isStillWaiting({ q, t }: Session, id: string): Promise<boolean> {
  return (await q.$count(t.outbox, and(eq(t.outbox.id, id), eq(t.outbox.state, "waiting")))) > 0;
}

/** Keeps the bytes of a message, written once for every attempt. */
export async function saveDeliveryBody({ q, t }: Session, id: string, body: string): Promise<void> {
  await q.update(t.outbox).set({ body }).where(eq(t.outbox.id, id));
}

/** Gives rows back that were leased and not tried: these, or all of a store that one process works on. */
export async function saveUnleased({ q, t }: Session, ids: readonly string[] | "all"): Promise<void> {
  if (ids.length === 0) return;
  const which = ids === "all" ? isNotNull(t.outbox.leasedUntilMs) : inArray(t.outbox.id, [...ids]);
  await q
    .update(t.outbox)
    .set({ leasedBy: null, leasedUntilMs: null })
    .where(and(eq(t.outbox.state, "waiting"), which));
}

/** A row that failed more often than its host did in a row has a trouble of its own; so often it may be tried early all the same. */
const triedEarly = 5;

/**
 * Every row that waits for this host becomes due now, those apart that it has taken and will answer in its own time, and posts that it does not
 * take though it is there: these keep their time. `failures`: of the host, in a row, up to now.
 */
export async function releaseDeliveries(
  { q, t }: Session,
  host: string,
  { nowMs, failures }: { readonly nowMs: number; readonly failures: number },
): Promise<void> {
  await q
    .update(t.outbox)
    .set({ nextAttemptAtMs: nowMs })
    .where(
      and(
        eq(t.outbox.host, host),
        eq(t.outbox.state, "waiting"),
        gt(t.outbox.nextAttemptAtMs, nowMs),
        isNotNull(t.outbox.lastError),
        // What nodes say to each other never expires, and is tried whenever there is hope.
        or(isNull(t.outbox.expiresAtMs), lte(t.outbox.attempts, Math.max(failures, triedEarly))),
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

/** Drops everything that waits for a host: it was blocked. That it is over is still told. */
export async function dropDeliveriesTo({ q, t }: Session, host: string, nowMs: number): Promise<void> {
  await q
    .update(t.outbox)
    .set({ state: "dropped", doneAtMs: nowMs })
    .where(
      and(
        eq(t.outbox.host, host),
        eq(t.outbox.state, "waiting"),
        or(isNull(t.outbox.topic), ne(t.outbox.topic, lastWordTopic)),
      ),
    );
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
  const known = await findHost({ q, t }, host);
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
