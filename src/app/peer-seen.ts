import { findHost, updateHost, type Host } from "#src/store/hosts.ts";
import { findPeerByOrigin, updatePeer } from "#src/store/peers.ts";
import { transact, type Context } from "./context.ts";

/** When a peer was last seen is kept to the minute. */
const noteMs = 60_000;

/** A verified request came from this origin. Costs a write at most once a minute for each peer. */
export async function notePeerSeen(context: Context, origin: string): Promise<void> {
  const nowMs = context.nowMs();
  const isNews = (seenAtMs: number | null): boolean => seenAtMs === null || nowMs - seenAtMs >= noteMs;
  const peer = await findPeerByOrigin(context.database, origin);
  if (peer === undefined || !isNews(peer.lastSeenAtMs)) return;
  await transact(context, (work) => updatePeer(work.session, peer.id, { lastSeenAtMs: nowMs }));
}

/** How a request was signed that held, and when by its sender's clock. */
export interface Received {
  readonly signature: "draft-cavage" | "rfc9421";
  readonly madeAtMs: number;
}

/**
 * The same for every host that we have sent something to, with how far its clock is ahead of ours. Hosts that only send are not
 * written down: anybody can have any number of them.
 */
export async function noteHostReceived(context: Context, origin: string, received: Received): Promise<void> {
  const nowMs = context.nowMs();
  const host = await findHost(context.database, origin);
  if (host === undefined) return;
  const { lastReceivedAtMs, receivedSignature } = host;
  const isKnown = lastReceivedAtMs !== null && nowMs - lastReceivedAtMs < noteMs;
  if (isKnown && receivedSignature === received.signature) return;
  const seen = { lastReceivedAtMs: nowMs, receivedSignature: received.signature, ...clockOf(host, received, nowMs) };
  await transact(context, (work) => updateHost(work.session, origin, seen));
}

/** A request that was long on its way makes a clock look slow: that counts only when its answers have said nothing lately. */
const clockFreshMs = 3_600_000;

function clockOf({ clockDifferenceMs, clockSeenAtMs }: Host, { madeAtMs }: Received, nowMs: number): Partial<Host> {
  const seenMs = madeAtMs - nowMs;
  const isFresh = clockDifferenceMs !== null && clockSeenAtMs !== null && nowMs - clockSeenAtMs < clockFreshMs;
  return isFresh && seenMs <= clockDifferenceMs ? {} : { clockDifferenceMs: seenMs, clockSeenAtMs: nowMs };
}
