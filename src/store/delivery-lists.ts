import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, sql, type SQL } from "drizzle-orm";
import type { DeliveryState } from "#src/domain/delivery.ts";
import type { Message } from "#src/domain/message.ts";
import type { Delivery } from "./deliveries.ts";
import type { Session } from "./database.ts";

/** A row of the outbox without its bytes. */
export type DeliveryEntry = Omit<Delivery, "body">;

export interface DeliveryFilter {
  readonly topics?: readonly string[];
  readonly host?: string;
  readonly state?: DeliveryState;
}

export interface DeliveryPage extends DeliveryFilter {
  readonly limit: number;
  /** The id that the page before ended with. */
  readonly before?: string;
}

/** What was said, newest first. */
export async function listDeliveries(session: Session, page: DeliveryPage): Promise<DeliveryEntry[]> {
  const { q, t } = session;
  const rest = page.before === undefined ? undefined : lt(t.outbox.id, page.before);
  return q
    .select(entryColumns(session))
    .from(t.outbox)
    .where(and(wanted(session, page), rest))
    .orderBy(desc(t.outbox.id))
    .limit(page.limit);
}

export async function findDelivery(session: Session, id: string): Promise<DeliveryEntry | undefined> {
  const { q, t } = session;
  return (await q.select(entryColumns(session)).from(t.outbox).where(eq(t.outbox.id, id)).limit(1))[0];
}

function entryColumns({ t }: Session) {
  const { id, actorId, inbox, host, message, answerKey, topic, state, attempts, nextAttemptAtMs } = t.outbox;
  const { leasedBy, leasedUntilMs, expiresAtMs, lastError, lastStatus, lastAttemptAtMs } = t.outbox;
  const what = { id, actorId, inbox, host, message, answerKey, topic, state, attempts, nextAttemptAtMs };
  const when = { createdAtMs: t.outbox.createdAtMs, doneAtMs: t.outbox.doneAtMs, leasedBy, leasedUntilMs, expiresAtMs };
  return { ...what, ...when, lastError, lastStatus, lastAttemptAtMs };
}

function wanted({ t }: Session, { topics, host, state }: DeliveryFilter): SQL | undefined {
  return and(
    topics === undefined ? undefined : inArray(t.outbox.topic, [...topics]),
    host === undefined ? undefined : eq(t.outbox.host, host),
    state === undefined ? undefined : eq(t.outbox.state, state === "failed" ? "waiting" : state),
    state === "failed" ? isNotNull(t.outbox.lastError) : undefined,
    state === "waiting" ? isNull(t.outbox.lastError) : undefined,
  );
}

/** On how many servers each of these states is the one that matters. A server with several words about one thing counts once. */
export type DeliveryCounts = Readonly<Record<DeliveryState, number>>;

/** Counts servers: one that lacks any word is waiting or failed; one that has taken the last of them is done. */
export async function countServers(session: Session, filter: DeliveryFilter): Promise<DeliveryCounts> {
  const { q, t } = session;
  const sum = (condition: SQL) => sql<number>`sum(case when ${condition} then 1 else 0 end)`;
  const taken = sql`${t.outbox.state} = 'waiting' and ${t.outbox.lastError} is null and ${t.outbox.lastStatus} between 200 and 299`;
  const said = q
    .select({
      host: t.outbox.host,
      failed: sum(sql`${t.outbox.state} = 'waiting' and ${t.outbox.lastError} is not null`).as("failed"),
      waiting: sum(
        sql`${t.outbox.state} = 'waiting' and ${t.outbox.lastError} is null and not (${t.outbox.lastStatus} is not null and ${taken})`,
      ).as("waiting"),
      done: sum(sql`${t.outbox.state} = 'done' or (${t.outbox.lastStatus} is not null and ${taken})`).as("done"),
    })
    .from(t.outbox)
    .where(wanted(session, filter))
    .groupBy(t.outbox.host)
    .as("said");
  const counted = (condition: SQL) => sql<number | string | null>`sum(case when ${condition} then 1 else 0 end)`;
  const rows = await q
    .select({
      failed: counted(sql`${said.failed} > 0`),
      waiting: counted(sql`${said.failed} = 0 and ${said.waiting} > 0`),
      done: counted(sql`${said.failed} = 0 and ${said.waiting} = 0 and ${said.done} > 0`),
      dropped: counted(sql`${said.failed} = 0 and ${said.waiting} = 0 and ${said.done} = 0`),
    })
    .from(said);
  // PostgreSQL sums into a type that arrives as text, and both say null where nothing was summed.
  const count = (value: number | string | null | undefined): number => Number(value ?? 0);
  const [row] = rows;
  return {
    waiting: count(row?.waiting),
    failed: count(row?.failed),
    done: count(row?.done),
    dropped: count(row?.dropped),
  };
}

/** The newest messages about a topic, to anybody. */
export async function listNewestWords({ q, t }: Session, topic: string, limit: number): Promise<readonly Message[]> {
  const rows = await q
    .select({ message: t.outbox.message })
    .from(t.outbox)
    .where(eq(t.outbox.topic, topic))
    .orderBy(desc(t.outbox.id))
    .limit(limit);
  return rows.map(({ message }) => message);
}

/** Makes everything that waits and fits due now. Answers how much that was. */
export async function saveDueNow(session: Session, filter: DeliveryFilter, nowMs: number): Promise<readonly string[]> {
  const { q, t } = session;
  const due = await q
    .update(t.outbox)
    .set({ nextAttemptAtMs: nowMs })
    .where(and(wanted(session, filter), eq(t.outbox.state, "waiting")))
    .returning({ host: t.outbox.host });
  return due.map(({ host }) => host);
}

/** Makes one row that waits due now. */
export async function saveOneDueNow({ q, t }: Session, id: string, nowMs: number): Promise<void> {
  await q
    .update(t.outbox)
    .set({ nextAttemptAtMs: nowMs })
    .where(and(eq(t.outbox.id, id), eq(t.outbox.state, "waiting")));
}

/** Takes up again what was given up, for as long as it says. */
export async function saveRevived(
  { q, t }: Session,
  {
    ids,
    nowMs,
    expiresAtMs,
  }: { readonly ids: readonly string[]; readonly nowMs: number; readonly expiresAtMs: number },
): Promise<void> {
  await q
    .update(t.outbox)
    .set({ state: "waiting", doneAtMs: null, nextAttemptAtMs: nowMs, expiresAtMs })
    .where(and(inArray(t.outbox.id, [...ids]), eq(t.outbox.state, "dropped")));
}

/** Lets hosts that fail be tried now. */
export async function saveHostsAwake({ q, t }: Session, hosts: readonly string[], nowMs: number): Promise<void> {
  if (hosts.length > 0)
    await q
      .update(t.hosts)
      .set({ nextAttemptAtMs: nowMs })
      .where(inArray(t.hosts.host, [...hosts]));
}

/** The last failure among what waits for a host. */
export async function findLastFailure(session: Session, host: string): Promise<DeliveryEntry | undefined> {
  const { q, t } = session;
  const rows = await q
    .select(entryColumns(session))
    .from(t.outbox)
    .where(and(eq(t.outbox.host, host), eq(t.outbox.state, "waiting"), isNotNull(t.outbox.lastError)))
    .orderBy(desc(t.outbox.lastAttemptAtMs), asc(t.outbox.id))
    .limit(1);
  return rows[0];
}

/** Whether anything was ever said to a host. */
export async function isHostSpokenTo({ q, t }: Session, host: string): Promise<boolean> {
  return (await q.select({ id: t.outbox.id }).from(t.outbox).where(eq(t.outbox.host, host)).limit(1)).length > 0;
}
