import { decideClock, type ClockVerdict } from "#src/domain/clock.ts";
import { decideTrouble, type DeliveryTrouble } from "#src/domain/delivery-trouble.ts";
import { findLastFailure, isHostSpokenTo } from "#src/store/delivery-lists.ts";
import {
  countHosts,
  findHost,
  findQueues,
  listHosts as listKnownHosts,
  listMostFailing,
  type Host,
  unknownHost,
} from "#src/store/hosts.ts";
import { findPeerByOrigin, type Peer } from "#src/store/peers.ts";
import type { Context } from "./context.ts";
import type { Page, PageRequest } from "./page.ts";

/** How messages to one server flow, and what is known of it. Times are epoch milliseconds. */
export interface HostView {
  /** Scheme, host and port. */
  readonly host: string;
  readonly failures: number;
  readonly nextAttemptAtMs?: number;
  readonly waiting: number;
  readonly oldestAtMs?: number;
  readonly trouble?: DeliveryTrouble;
  /** The last failure as it was written down. */
  readonly error: string | null;
  readonly lastSuccessAtMs: number | null;
  readonly lastFailureAtMs: number | null;
  readonly lastReceivedAtMs: number | null;
  /** The kind of signature that it takes, and the one that it uses. */
  readonly signature: Host["signature"];
  readonly receivedSignature: Host["receivedSignature"];
  readonly software: string | null;
  readonly softwareVersion: string | null;
  readonly softwareCheckedAtMs: number | null;
  /** How far its clock is ahead of ours. */
  readonly clockDifferenceMs: number | null;
  readonly clockSeenAtMs: number | null;
  readonly clock: ClockVerdict | "unknown";
}

/** All servers that we have said something to, by name. The cursor is the last name. */
export async function listHosts({ database }: Context, { limit, cursor }: PageRequest): Promise<Page<HostView>> {
  const after = cursor === undefined ? {} : { after: cursor };
  const found = await listKnownHosts(database, { limit: limit + 1, ...after });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const items = await viewsOf(database, rows);
  return found.length > limit && last !== undefined ? { items, next: last.host } : { items };
}

/** Those that fail, the longest first, and how many there are. */
export async function findTrouble({ database }: Context, limit: number) {
  return {
    ...(await countHosts(database)),
    worst: await viewsOf(database, await listMostFailing(database, limit)),
  };
}

/** One server by scheme, host and port, with the peer that it is, if it is one; undefined when we never had to do with it. */
export async function viewHost(
  { database }: Context,
  host: string,
): Promise<{ readonly host: HostView; readonly peer: Peer | undefined } | undefined> {
  const known = await findHost(database, host);
  const peer = await findPeerByOrigin(database, host);
  if (known === undefined && peer === undefined && !(await isHostSpokenTo(database, host))) return undefined;
  const [view] = await viewsOf(database, [known ?? unknownHost(host)]);
  return view === undefined ? undefined : { host: view, peer };
}

async function viewsOf(database: Context["database"], rows: readonly Host[]): Promise<readonly HostView[]> {
  const queues = await findQueues(
    database,
    rows.map(({ host }) => host),
  );
  const views: HostView[] = [];
  for (const row of rows) {
    const queue = queues.get(row.host);
    const failure = queue === undefined ? undefined : await findLastFailure(database, row.host);
    const error = row.failures > 0 ? row.lastError : (failure?.lastError ?? null);
    views.push(viewOf(row, { queue, error, nextMs: failure?.nextAttemptAtMs }));
  }
  return views;
}

interface Beside {
  readonly queue: { readonly waiting: number; readonly oldestAtMs: number } | undefined;
  readonly error: string | null;
  readonly nextMs: number | undefined;
}

function viewOf(row: Host, { queue, error, nextMs }: Beside): HostView {
  const { nextAttemptAtMs: restMs, lastError: _, ...known } = row;
  const trouble = decideTrouble({ lastStatus: null, lastError: error });
  const next = row.failures > 0 ? restMs : nextMs;
  return {
    ...known,
    waiting: queue?.waiting ?? 0,
    error,
    clock: row.clockDifferenceMs === null ? "unknown" : decideClock(row.clockDifferenceMs),
    ...(queue === undefined ? {} : { oldestAtMs: queue.oldestAtMs }),
    ...(queue === undefined || next === undefined ? {} : { nextAttemptAtMs: next }),
    ...(trouble === undefined ? {} : { trouble }),
  };
}
