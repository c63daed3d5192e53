import type { Leaf } from "#src/domain/leaf.ts";
import { listEpochs, type EpochRow } from "#src/store/epochs.ts";
import { listLogs, type Log } from "#src/store/logs.ts";
import { listPeers, type Peer } from "#src/store/peers.ts";
import type { Context } from "./context.ts";
import { listMissing } from "./recovery.ts";

/**
 * How our log for a partner is. `unconfirmed`: the partner has not said since the start what it holds of it. `recovering`: it was restored
 * from an old copy and what was lost is coming back. `forked`: the partner holds what our log does not contain.
 */
export type LogHealth = "open" | "unconfirmed" | "recovering" | "forked";

export interface LogView {
  readonly peer: Peer;
  readonly health: LogHealth;
  readonly epoch: number;
  readonly size: number;
  readonly witnessedSize: number;
  readonly witnessedAtMs: number | null;
  /** The last time that leaves came back which we had lost; null when none ever did. */
  readonly recovered: Recovered | null;
  /** That our own steward has proposed a new epoch, and that the partner's has. */
  readonly ourProposal: EpochRow | undefined;
  readonly theirProposal: EpochRow | undefined;
}

export interface Recovered {
  readonly atMs: number;
  readonly leaves: number;
  readonly isNoted: boolean;
  /** What we signed and have no document of any more. */
  readonly missing: readonly Leaf[];
}

const maxPeers = 1_000;

/** Those of {@link listLogViews} that a steward should look at, without looking for what is missing. */
export async function listLogsToLookAt(context: Context): Promise<readonly LogView[]> {
  return (await viewLogs(context, async () => [])).filter(wantsLook);
}

/** Our newest log for each partner that has one or proposes a new one of its own, in the order of the peers. */
export const listLogViews = (context: Context): Promise<readonly LogView[]> =>
  viewLogs(context, (log) => listMissing(context.database, log));

type FindMissing = (log: Log) => Promise<readonly Leaf[]>;

async function viewLogs(context: Context, findMissing: FindMissing): Promise<readonly LogView[]> {
  const { database } = context;
  const newest = new Map<string, Log>();
  for (const log of await listLogs(database)) {
    if (log.side === "ours" && !newest.has(log.peerId)) newest.set(log.peerId, log);
  }
  const proposals = await listEpochs(database, { state: "proposed" });
  const views: LogView[] = [];
  for (const peer of await listPeers(database, { limit: maxPeers })) {
    const log = newest.get(peer.id);
    const ofPeer = proposals.filter(({ peerId }) => peerId === peer.id);
    if (log !== undefined || ofPeer.length > 0) views.push(await viewLog(context, peer, { log, ofPeer, findMissing }));
  }
  return views;
}

async function viewLog(
  context: Context,
  peer: Peer,
  {
    log,
    ofPeer,
    findMissing,
  }: { readonly log: Log | undefined; readonly ofPeer: readonly EpochRow[]; readonly findMissing: FindMissing },
): Promise<LogView> {
  const { epoch, size, witnessedSize, witnessedAtMs } = log ?? none;
  return {
    peer,
    health: healthOf(context, peer, log),
    epoch,
    size,
    witnessedSize,
    witnessedAtMs,
    recovered: log === undefined ? null : await recoveredOf(log, findMissing),
    ourProposal: ofPeer.find((row) => row.side === "ours" && row.epoch > epoch),
    theirProposal: ofPeer.find(({ side }) => side === "theirs"),
  };
}

const none = { epoch: 1, size: 0, witnessedSize: 0, witnessedAtMs: null } as const;

function healthOf({ confirmations }: Context, { id }: Peer, log: Log | undefined): LogHealth {
  if (log?.state === "behind") return "recovering";
  if (log?.state === "forked") return "forked";
  return confirmations.has(id) ? "open" : "unconfirmed";
}

async function recoveredOf(log: Log, findMissing: FindMissing): Promise<Recovered | null> {
  if (log.recoveredAtMs === null) return null;
  const missing = await findMissing(log);
  return {
    atMs: log.recoveredAtMs,
    leaves: log.recoveredLeaves,
    isNoted: log.recoveryNotedAtMs !== null,
    missing,
  };
}

/** Whether a steward should look: something came back, cannot come back, or a partner asks for a new log. */
const wantsLook = ({ health, recovered, theirProposal }: LogView): boolean =>
  health === "recovering" || health === "forked" || recovered?.isNoted === false || theirProposal !== undefined;
