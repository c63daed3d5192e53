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
