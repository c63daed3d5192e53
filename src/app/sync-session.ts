import { getLogger } from "@logtape/logtape";
import type { SyncLog } from "#src/domain/ledger-message.ts";
import { maxReconciledEntries } from "#src/domain/policy.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { booksOf, freshBooksOf } from "./books.ts";
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
  maxItems,
  noteReconciliation,
  takeItems,
  takeUpWaiting,
  type SyncAnswer,
  type SyncRequest,
} from "./reconcile.ts";

import { beginRanges, continueRanges, decideMarks } from "./sync-marks.ts";

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
const maxExchanges = 200;
const totalLimitMs = 60_000;
/** How many marks are asked for in one request, and how many documents are given to a node that says nothing about logs: an older one. */
const maxAsked = 100;
const maxGivenBefore = 50;

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
  const traffic = { sent: 0, received: 0 };
  const search = openSearch(app, peer);
  let said = await firstSyncLog(app, peer);
  let request = withLog(await search.next(undefined, []), said);
  let tried: string | undefined;
  const mayGoOn = (step: number): boolean => step < maxExchanges && performance.now() < giveUpAtMs;
  for (let step = 0; request !== undefined && mayGoOn(step); step += 1) {
    const answered = await post(peer, request);
    if ("failed" in answered) {
      if (answered.keepsNoLog === true) await hearLogs(app, peer.coop, undefined);
      log.info("{origin} could not be reconciled with: {failed}", { origin: peer.origin, failed: answered.failed });
      return { state: "unreachable", ...traffic };
    }
    traffic.sent += countEntries(request.give);
    traffic.received += countEntries(answered.items);
    said = (await hearLogs(app, peer.coop, answered.log))?.log ?? said;
    const changed = await takeItems(app, peer.coop, answered.items);
    if (await isSettled(app, peer, { request, answered })) return settled(traffic);
    request = withLog(await search.next({ request, answered }, changed), said);
    const attempt = attemptOf(request, answered);
    if (isTheSame(attempt, tried)) break;
    tried = attempt;
  }
  return { state: "differs", ...traffic };
}

const withLog = (request: SyncRequest | undefined, said: SyncLog): SyncRequest | undefined =>
  request === undefined ? undefined : { ...request, log: said };

const isTheSame = (attempt: string | undefined, tried: string | undefined): boolean =>
  attempt !== undefined && attempt === tried;

/** The same twice would be answered the same twice. What searches further is never the same. */
const attemptOf = (request: SyncRequest | undefined, { digest }: SyncAnswer): string | undefined =>
  request?.negentropy === undefined ? JSON.stringify([request, digest]) : undefined;

const settled = ({ sent, received }: Traffic): Conclusion => ({
  state: sent + received === 0 ? "equal" : "repaired",
  sent,
  received,
});

/** What was asked and what came back. */
interface Exchange {
  readonly request: SyncRequest;
  readonly answered: SyncAnswer;
}

/** Whether both books and logs are the same, and whatever else was signed is here or cannot be had. */
async function isSettled(app: Context, peer: Peer, { request, answered }: Exchange): Promise<boolean> {
  const { digest, count } = await freshBooksOf(app, peer.id);
  if (digest !== answered.digest || count !== answered.count) return false;
  // Short books are compared once more, so that the other side sees it, too.
  if (!answered.equal && answered.entries !== undefined) return false;
  if (!(await areLogsLevel({ session: app.database }, peer, answered.log))) return false;
  const missing = await missingWords(app.database, app.origin, peer);
  return missing.every((word) => request.ask.includes(word));
}

/** Finds out what to say next. */
interface Search {
  /**
   * The next request, given the last exchange (at first none) and the IRIs of entries of which we learnt more than the other side said;
   * undefined when nothing would change any more.
   */
  next(last: Exchange | undefined, changed: readonly string[]): Promise<SyncRequest | undefined>;
}

function openSearch(app: Context, peer: Peer): Search {
  const ranges = openRangeSearch(app, peer);
  return {
    async next(last, changed) {
      const books = await freshBooksOf(app, peer.id);
      const words = await missingWords(app.database, app.origin, peer);
      const said = { ...books, give: [], ask: words };
      if (last === undefined && books.count <= maxReconciledEntries) return said;
      if (last?.answered.digest === books.digest) return said;
      if (last?.answered.entries !== undefined) return listed(app, peer, { said, answered: last.answered, changed });
      const wanted = await ranges.next(last, changed);
      return wanted === undefined ? undefined : { ...said, ...wanted, ask: [...wanted.ask, ...words] };
    },
  };
}

interface Listed {
  readonly said: SyncRequest;
  readonly answered: SyncAnswer;
  readonly changed: readonly string[];
}

/** What to say to a partner who listed all of its entries. */
async function listed(app: Context, peer: Peer, { said, answered, changed }: Listed): Promise<SyncRequest> {
  const difference = await compareBooks(app, peer.id, answered.entries ?? []);
  const wanted = difference.outcome === "differs" ? difference : { send: [], ask: [] };
  const most = answered.log === undefined ? maxGivenBefore : maxItems;
  const give = (await itemsOf(app.database, peer, [...changed, ...wanted.send])).slice(0, most);
  return { ...said, give, ask: [...wanted.ask, ...said.ask].slice(0, maxReconciledEntries) };
}

type RangeRequest = Pick<SyncRequest, "give" | "ask" | "negentropy">;

interface RangeSearch {
  next(last: Exchange | undefined, changed: readonly string[]): Promise<RangeRequest | undefined>;
}

/**
 * Finds differences by Negentropy, and hands over and asks for what was found meanwhile. When everything is handed over and the books still
 * differ it begins anew, unless nothing has changed since it last began.
 */
function openRangeSearch({ database }: Context, peer: Peer): RangeSearch {
  const [give, ask] = [new Set<string>(), new Set<string>()];
  let begunWith = "";
  let isUnderWay = false;
  const learn = async (answered: SyncAnswer): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    if (!isUnderWay || answered.negentropy === undefined) return undefined;
    const found = await continueRanges(database, peer.id, answered.negentropy);
    if (found === undefined) return undefined;
    const wanted = await decideMarks(database, peer.id, found);
    for (const entry of wanted.give) give.add(entry);
    for (const mark of wanted.ask) ask.add(mark);
    return found.next;
  };
  const begin = async (last: Exchange | undefined): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const { digest } = await booksOf(database, peer.id);
    const state = `${digest} ${last?.answered.digest ?? ""}`;
    if (state === begunWith) return undefined;
    begunWith = state;
    return beginRanges(database, peer.id);
  };
  return {
    async next(last, changed) {
      for (const entry of changed) give.add(entry);
      let negentropy = last === undefined ? undefined : await learn(last.answered);
      if (negentropy === undefined && give.size + ask.size === 0) negentropy = await begin(last);
      isUnderWay = negentropy !== undefined;
      const given = await itemsOf(database, peer, takeSome(give));
      const asked = takeSome(ask);
      if (negentropy === undefined && given.length + asked.length === 0) return undefined;
      return { give: given, ask: asked, ...(negentropy === undefined ? {} : { negentropy }) };
    },
  };
}

/** Takes the first out of a set. What does not fit into the message after all is found again the next time. */
function takeSome(from: Set<string>): string[] {
  const some = [...from].slice(0, maxAsked);
  for (const each of some) from.delete(each);
  return some;
}
