import { getLogger } from "@logtape/logtape";
import { maxReconciledEntries } from "#src/domain/policy.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { booksOf } from "./books.ts";
import type { Context } from "./context.ts";
import { missingWords } from "./dispute-words.ts";
import { areLogsLevel } from "./log-part.ts";
import type { Reconciliation } from "./partners.ts";
import {
  compareBooks,
  countEntries,
  firstSyncLog,
  hearLogs,
  itemsOf,
  noteReconciliation,
  takeItems,
  takeUpWaiting,
  type SyncAnswer,
  type SyncRequest,
} from "./reconcile.ts";

const log = getLogger(["fedicoop", "ledger"]);

/** How many entries went each way. */
interface Traffic {
  readonly sent: number;
  readonly received: number;
}

/** Sends one request of a reconciliation to a peer. Never throws for what another server does. */
export type SyncPost = (peer: Peer, request: SyncRequest) => Promise<SyncAnswer | SyncFailure>;

/** Why there is no answer. `keepsNoLog`: it answers, but has nothing to compare, and so nothing of ours that it could show to anyone. */
export interface SyncFailure {
  readonly failed: string;
  readonly keepsNoLog?: boolean;
}

/** How often both sides exchange at most before what still differs is called different, and how long all of it may take. */
const maxExchanges = 60;
const totalLimitMs = 60_000;

/**
 * Compares our books and logs of a pair with the partner's, and mends what can be mended. `post` is the only road to it: HTTP, or what a
 * simulation makes of it.
 */
export async function reconcileWith(app: Context, peerId: string, post: SyncPost): Promise<Reconciliation> {
  const peer = await findPeer(app.database, peerId);
  if (peer === undefined || peer.state === "blocked")
    return conclude(app, peerId, { state: "unreachable", sent: 0, received: 0 });
  await takeUpWaiting(app, peer.coop);
  return conclude(app, peerId, await exchange(app, peer, post));
}

type Conclusion = Traffic & Pick<Reconciliation, "state">;

async function conclude(app: Context, peerId: string, { state, ...traffic }: Conclusion): Promise<Reconciliation> {
  const { count: entries, digest } = await noteReconciliation(app, peerId, state);
  return { state, entries, digest, ...traffic };
}

/** Gives and asks, a message at a time, until both digests are the same or nothing changes any more. */
async function exchange(app: Context, peer: Peer, post: SyncPost): Promise<Conclusion> {
  const giveUpAtMs = performance.now() + totalLimitMs;
  let [sent, received] = [0, 0];
  let said = await firstSyncLog(app, peer);
  let request: SyncRequest = { ...(await nextRequest(app, peer, undefined)), log: said };
  let tried = "";
  for (let step = 0; step < maxExchanges && performance.now() < giveUpAtMs; step += 1) {
    const answered = await post(peer, request);
    if ("failed" in answered) {
      if (answered.keepsNoLog === true) await hearLogs(app, peer.coop, undefined);
      log.info("{origin} could not be reconciled with: {failed}", { origin: peer.origin, failed: answered.failed });
      return { state: "unreachable", sent, received };
    }
    sent += countEntries(request.give);
    received += countEntries(answered.items);
    said = (await hearLogs(app, peer.coop, answered.log))?.log ?? said;
    await takeItems(app, peer.coop, answered.items);
    if (await isSettled(app, peer, { request, answered })) return settled({ sent, received });
    request = { ...(await nextRequest(app, peer, answered)), log: said };
    const attempt = JSON.stringify([request, answered.digest]);
    if (attempt === tried || (answered.entries === undefined && !answered.equal)) break;
    tried = attempt;
  }
  return { state: "differs", sent, received };
}

const settled = ({ sent, received }: Traffic): Conclusion => ({
  state: sent + received === 0 ? "equal" : "repaired",
  sent,
  received,
});

/** Whether both books and logs are the same, and whatever else was signed is here or cannot be had. */
async function isSettled(
  app: Context,
  peer: Peer,
  { request, answered }: { readonly request: SyncRequest; readonly answered: SyncAnswer },
): Promise<boolean> {
  const { digest } = await booksOf(app.database, peer.id);
  if (!answered.equal || digest !== answered.digest) return false;
  if (!(await areLogsLevel({ session: app.database }, peer, answered.log))) return false;
  const missing = await missingWords(app.database, app.origin, peer);
  return missing.every((word) => request.ask.includes(word));
}

/** What to say next to a partner whose books look like this; nothing but our own digest when they look the same, or at first. */
async function nextRequest(app: Context, peer: Peer, answered: SyncAnswer | undefined): Promise<SyncRequest> {
  const { digest, count } = await booksOf(app.database, peer.id);
  const words = await missingWords(app.database, app.origin, peer);
  const difference = await compareBooks(app, peer.id, answered?.entries ?? []);
  if (answered?.entries === undefined || difference.outcome !== "differs")
    return { digest, count, give: [], ask: words };
  const ask = [...difference.ask, ...words].slice(0, maxReconciledEntries);
  return { digest, count, give: await itemsOf(app.database, peer, difference.send), ask };
}
