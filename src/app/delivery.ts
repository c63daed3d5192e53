import {
  decideDeliveryState,
  decideNextAttempt,
  decideRetry,
  isTaken,
  type DeliveryState,
} from "#src/domain/delivery.ts";
import { decideTrouble, type DeliveryTrouble } from "#src/domain/delivery-trouble.ts";
import { subjectOfTopic, topicsAbout } from "#src/domain/topic.ts";
import { findAnnouncement } from "#src/store/announcements.ts";
import {
  countServers,
  findDelivery,
  listDeliveries,
  listNewestWords,
  saveDueNow,
  saveHostsAwake,
  saveOneDueNow,
  saveRevived,
  type DeliveryCounts,
  type DeliveryEntry,
  type DeliveryFilter,
} from "#src/store/delivery-lists.ts";
import { findEvent } from "#src/store/events.ts";
import { findHosts } from "#src/store/hosts.ts";
import type { Session } from "#src/store/database.ts";
import { transact, type Context } from "./context.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";
import { standingsOf } from "./standing.ts";

/** What was said to one server: where it stands, why, and what happens next. Times are epoch milliseconds. */
export interface DeliveryView {
  readonly id: string;
  /** The IRI of what it is about. */
  readonly about: string | null;
  /** What kind of message it is, as in `announcement-create`. */
  readonly kind: DeliveryEntry["message"]["type"];
  readonly host: string;
  readonly inbox: string;
  readonly state: DeliveryState;
  /** The server took it; what it says to it is still to come. */
  readonly isTaken: boolean;
  readonly attempts: number;
  /** What the server answered last (an HTTP status). */
  readonly status: number | null;
  readonly trouble?: DeliveryTrouble;
  /** The last failure as it was written down. */
  readonly error: string | null;
  readonly saidAtMs: number;
  readonly lastAttemptAtMs: number | null;
  readonly doneAtMs: number | null;
  readonly nextAttemptAtMs?: number;
  /** When it is given up. */
  readonly stopsAtMs?: number;
  readonly mayRetry: boolean;
}

/** What deliveries are looked at: about one thing, to one host, in one state. */
export interface DeliveryQuery {
  /** An IRI of ours. */
  readonly about?: string;
  /** Scheme, host and port. */
  readonly host?: string;
  readonly state?: DeliveryState;
}

const filterOf = ({ about, ...rest }: DeliveryQuery): DeliveryFilter => ({
  ...rest,
  ...(about === undefined ? {} : { topics: topicsAbout(about) }),
});

/** What was said, to whom, and what came of it, newest first. */
export async function viewDeliveries(
  context: Context,
  query: DeliveryQuery & PageRequest,
): Promise<Page<DeliveryView>> {
  const { limit, cursor, ...rest } = query;
  const page = await pageOf({ limit, ...(cursor === undefined ? {} : { cursor }) }, (part) =>
    listDeliveries(context.database, { ...filterOf(rest), ...part }),
  );
  return { ...page, items: await viewsOf(context, page.items) };
}

/** How many servers have it, and how it stands with the others. */
export const countDeliveries = (context: Context, query: Omit<DeliveryQuery, "state">): Promise<DeliveryCounts> =>
  countServers(context.database, filterOf(query));

export async function viewDelivery(context: Context, id: string): Promise<DeliveryView | undefined> {
  const row = await findDelivery(context.database, id);
  return row === undefined ? undefined : (await viewsOf(context, [row]))[0];
}

async function viewsOf(context: Context, rows: readonly DeliveryEntry[]): Promise<readonly DeliveryView[]> {
  const hosts = await findHosts(context.database, [...new Set(rows.map(({ host }) => host))]);
  const retries = await decideRetries(context.database, context, rows);
  return rows.map((row) => viewOf(row, hosts.get(row.host), retries.get(row.id) !== "over"));
}

function viewOf(row: DeliveryEntry, host: Parameters<typeof decideNextAttempt>[1], mayRetry: boolean): DeliveryView {
  const trouble = row.state === "done" ? undefined : decideTrouble(row);
  const nextAttemptAtMs = decideNextAttempt(row, host);
  return {
    id: row.id,
    about: row.topic === null ? null : subjectOfTopic(row.topic),
    kind: row.message.type,
    host: row.host,
    inbox: row.inbox,
    state: decideDeliveryState(row),
    isTaken: isTaken(row),
    attempts: row.attempts,
    status: row.lastStatus,
    error: row.lastError,
    saidAtMs: row.createdAtMs,
    lastAttemptAtMs: row.lastAttemptAtMs,
    doneAtMs: row.doneAtMs,
    mayRetry,
    ...(trouble === undefined ? {} : { trouble }),
    ...(nextAttemptAtMs === undefined ? {} : { nextAttemptAtMs }),
    ...(row.state !== "waiting" || row.expiresAtMs === null ? {} : { stopsAtMs: row.expiresAtMs }),
  };
}

type Retry = ReturnType<typeof decideRetry>;

/** What may be done about each row: only what was given up needs a look at what was said since. */
async function decideRetries(
  session: Session,
  { nowMs, origin }: Pick<Context, "nowMs" | "origin">,
  rows: readonly DeliveryEntry[],
): Promise<ReadonlyMap<string, Retry>> {
  const dropped = rows.filter(({ state }) => state === "dropped");
  const topics = [...new Set(dropped.flatMap(({ topic }) => (topic === null ? [] : [topic])))];
  const newest = await findNewestEditions(session, topics);
  const removed = await findRemoved(session, origin, topics);
  const standings =
    dropped.length === 0 ? new Map() : await standingsOf(session, [...new Set(dropped.map(({ host }) => host))]);
  const isNewest = ({ topic, message }: DeliveryEntry): boolean =>
    topic === null || (!removed.has(topic) && newest.get(topic) === editionOf(message));
  return new Map(
    rows.map((row) => [
      row.id,
      decideRetry(row, {
        nowMs: nowMs(),
        isNewest: row.state !== "dropped" || isNewest(row),
        isOpen: standings.get(row.host) !== "suspended",
      }),
    ]),
  );
}

/** So many words about one thing are looked at for the last one that says what it is. */
const wordsLookedAt = 200;

/** What was said last about each of these things, whoever it was said to. */
async function findNewestEditions(session: Session, topics: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const newest = new Map<string, string>();
  for (const topic of topics) {
    const words = await listNewestWords(session, topic, wordsLookedAt);
    const [edition] = words.map(editionOf).filter((one) => one !== undefined);
    if (edition !== undefined) newest.set(topic, edition);
  }
  return newest;
}

/** What a message says about its thing, without the shape in which some servers get it; undefined where it says nothing about what it is. */
function editionOf(message: DeliveryEntry["message"]): string | undefined {
  if (!/-(create|update|delete)$/.test(message.type)) return undefined;
  return JSON.stringify({ ...message, beside: undefined, kind: undefined });
}

/** Announcements and events that were removed when nobody was left to be told: their text is not to be said again. */
async function findRemoved(session: Session, origin: string, topics: readonly string[]): Promise<ReadonlySet<string>> {
  const removed = new Set<string>();
  for (const topic of topics) {
    const [, kind = "", id = ""] = /^\/(announcements|events)\/([^/]+)$/.exec(topic.slice(origin.length)) ?? [];
    if (!topic.startsWith(`${origin}/`) || id === "") continue;
    const said = kind === "events" ? await findEvent(session, id) : await findAnnouncement(session, id);
    if (said === undefined || said.deletedAtMs !== null) removed.add(topic);
  }
  return removed;
}

export type RetryOutcome =
  | { readonly outcome: "done" }
  | { readonly outcome: "unknown" }
  | { readonly outcome: "over" };

/** What is taken up again by hand is tried for this long. */
const revivedLastsMs = 7 * 24 * 3_600_000;
/** So much of what was given up is taken up at once. */
const revivedAtOnce = 500;

/** Tries one message again now, also when it was given up, if that is still sensible. Repeating it does no harm. */
export function retryDelivery(context: Context, id: string): Promise<RetryOutcome> {
  return transact(context, async ({ session, nowMs }) => {
    const row = await findDelivery(session, id);
    if (row === undefined) return { outcome: "unknown" };
    const retry = (await decideRetries(session, context, [row])).get(id) ?? "over";
    if (retry === "over") return { outcome: "over" };
    if (retry === "again") await saveOneDueNow(session, id, nowMs());
    else await saveRevived(session, { ids: [id], nowMs: nowMs(), expiresAtMs: nowMs() + revivedLastsMs });
    await saveHostsAwake(session, [row.host], nowMs());
    return { outcome: "done" };
  });
}

/**
 * Tries everything again now that waits, about one thing or for one host, and takes up what was given up about that thing if that is
 * still sensible. A host that fails is tried with one message; the others follow when it takes that. Answers how many messages.
 */
export function retryDeliveries(context: Context, query: Pick<DeliveryQuery, "about" | "host">): Promise<number> {
  return transact(context, async ({ session, nowMs }) => {
    const filter = filterOf(query);
    const due = await saveDueNow(session, filter, nowMs());
    const revived = query.about === undefined ? [] : await revive(context, session, filter);
    const hosts = query.host === undefined ? [] : [query.host];
    await saveHostsAwake(session, [...new Set([...due, ...revived, ...hosts])], nowMs());
    return due.length + revived.length;
  });
}

/** Answers the hosts of what was taken up. */
async function revive(context: Context, session: Session, filter: DeliveryFilter): Promise<readonly string[]> {
  const rows = await listDeliveries(session, { ...filter, state: "dropped", limit: revivedAtOnce });
  const retries = await decideRetries(session, context, rows);
  const sensible = rows.filter(({ id }) => retries.get(id) === "revive");
  const [ids, nowMs] = [sensible.map(({ id }) => id), context.nowMs()];
  if (ids.length > 0) await saveRevived(session, { ids, nowMs, expiresAtMs: nowMs + revivedLastsMs });
  return sensible.map(({ host }) => host);
}
