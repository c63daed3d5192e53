import { getLogger } from "@logtape/logtape";
import { epochOfOrigin, type Checkpoint } from "#src/domain/checkpoint.ts";
import type { LeavesPart, LedgerMessage, LogPart, SyncLog } from "#src/domain/ledger-message.ts";
import { findLog, listLeaves, listLeavesAbout, updateLog, type Log } from "#src/store/logs.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Work } from "./context.ts";
import { listOurLedgerKeys, ourCoop } from "./ledger-keys.ts";
import { consistencyProof, openLog, rootAt, signedCheckpoint } from "./log.ts";
import { signedCheckpointOf } from "./log-evidence.ts";
import { successorsOf, takeOwnSuccessors } from "./own-keys.ts";
import { remindOfEpoch, returnStatements, takeBack } from "./recovery.ts";
import { hearCheckpoint } from "./witness.ts";

const log = getLogger(["fedicoop", "ledger"]);

/** How many leaves one message of a reconciliation carries. */
export const maxLeavesAtOnce = 200;

interface Logs {
  readonly ours: Log | undefined;
  readonly theirs: Log | undefined;
}

async function logsOf({ session }: Pick<Work, "session">, { id: peerId }: Peer): Promise<Logs> {
  return {
    ours: await findLog(session, { peerId, side: "ours" }),
    theirs: await findLog(session, { peerId, side: "theirs" }),
  };
}

const spoken = async (work: Work, { ours, theirs }: Logs): Promise<LogPart> => ({
  checkpoint: ours === undefined ? null : await signedCheckpoint(work, ours),
  holds: theirs?.checkpoint ?? null,
  ...(typeof theirs?.claimed === "string" ? { heard: theirs.claimed } : {}),
});

/** What a message says about the logs, with the leaf of what it brings. */
export async function logPartOf(work: Work, peer: Peer, message: LedgerMessage): Promise<LogPart> {
  const logs = await logsOf(work, peer);
  const leaves = await leavesAbout(work, logs.ours, subjectOf(message));
  return { ...(await spoken(work, logs)), ...(leaves === undefined ? {} : { leaves }) };
}

/** The IRI of what a message brings a signature for. */
function subjectOf(message: LedgerMessage): string {
  switch (message.type) {
    case "entry-create":
    case "entry-accept":
    case "entry-forget":
      return message.entry;
    case "entry-reject":
      return idOf(message.document) ?? message.entry;
    case "dispute-word":
      return message.word;
    case "statement-offer":
    case "statement-accept":
    case "statement-reject":
      return message.statement;
    case "ledger-key":
      return message.key;
    case "epoch-offer":
    case "epoch-accept":
      return message.epoch;
  }
}

const idOf = (document: string | undefined): string | undefined =>
  document === undefined ? undefined : (JSON.parse(document) as { readonly id?: string }).id;

async function leavesAbout({ session }: Work, ours: Log | undefined, about: string): Promise<LeavesPart | undefined> {
  const found =
    ours === undefined ? undefined : (await listLeavesAbout(session, about)).findLast(({ logId }) => logId === ours.id);
  return found === undefined ? undefined : { from: found.place, leaves: [found.leaf] };
}

/**
 * Hears what a partner's message says about the logs, before what else it says. It may be an old one that was said again, so that what it says
 * of our log can show that we lost some of it, and never that we did not: only a reconciliation confirms.
 */
export const hearLogPart = (work: Work, peer: Peer, part: LogPart | undefined): Promise<void> =>
  hearPart(work, peer, { part, isFresh: false });

async function hearPart(
  work: Work,
  peer: Peer,
  { part, isFresh }: { readonly part: LogPart | undefined; readonly isFresh: boolean },
): Promise<void> {
  await hearHolds(work, peer, { holds: part?.holds ?? null, isFresh });
  if (part?.heard !== undefined) await hearHeard(work, peer, part.heard);
  if (typeof part?.checkpoint !== "string") return;
  await hearCheckpoint(work, peer, { ...part, checkpoint: part.checkpoint });
}

/** What a partner holds of our log: as much as we have or less confirms it; more, under our own signature, means that we lost some. */
async function hearHolds(
  work: Work,
  peer: Peer,
  { holds, isFresh }: { readonly holds: string | null; readonly isFresh: boolean },
): Promise<void> {
  const ours = await findLog(work.session, { peerId: peer.id, side: "ours" });
  if (holds === null) return isFresh ? confirm(work, peer, { ours }) : undefined;
  const said = await ownCheckpoint(work, peer, holds);
  if (said === undefined) return;
  const { held, epoch } = said;
  const { epoch: current, size } = ours ?? { epoch: 1, size: 0 };
  if (epoch < current) return isFresh ? confirm(work, peer, { ours }) : undefined;
  if (epoch > current || held.size > size) return fallBehind(work, peer, { holds, size: held.size });
  return compareHeld(work, peer, { ours, held, isFresh });
}

/**
 * What a partner has seen of our log without its leaves. When that is more than we have, what we lost is lost: signing anything else
 * in those places would make us a liar.
 */
async function hearHeard(work: Work, peer: Peer, heard: string): Promise<void> {
  const ours = await findLog(work.session, { peerId: peer.id, side: "ours" });
  const said = await ownCheckpoint(work, peer, heard);
  const { epoch: current, size } = ours ?? { epoch: 1, size: 0 };
  if (said === undefined || said.epoch !== current) return;
  if (said.held.size > size) return fallBehind(work, peer, { holds: heard, size: said.held.size });
  if (ours !== undefined && (await rootAt(work.session, ours, said.held.size)) !== said.held.root)
    await findFork(work, peer, ours);
}

/** A checkpoint of ours that a partner shows us. Nothing less than our own signature counts. */
async function ownCheckpoint(
  work: Work,
  peer: Peer,
  note: string,
): Promise<{ readonly held: Checkpoint; readonly epoch: number } | undefined> {
  const keys = await listOurLedgerKeys(work, work.session);
  const held = signedCheckpointOf(work, { note, coop: ourCoop(work), keys });
  const epoch = held === undefined ? undefined : epochOfOrigin(held.origin, { of: work.origin, for: peer.origin });
  return held === undefined || epoch === undefined ? undefined : { held, epoch };
}

/** They hold no more than we have of the same log: it has to be the same. */
async function compareHeld(
  work: Work,
  peer: Peer,
  { ours, held, isFresh }: { readonly ours: Log | undefined; readonly held: Checkpoint; readonly isFresh: boolean },
): Promise<void> {
  if (ours === undefined || (await rootAt(work.session, ours, held.size)) === held.root)
    return confirm(work, peer, { ours, size: held.size, isFresh });
  await findFork(work, peer, ours);
}

async function findFork(work: Work, peer: Peer, ours: Log): Promise<void> {
  log.error("{coop} holds a checkpoint of ours that is not in our log: we have signed two.", { coop: peer.coop });
  await updateLog(work.session, ours.id, { state: "forked", updatedAtMs: work.nowMs() });
  work.confirmations.delete(peer.id);
}

async function confirm(
  work: Work,
  peer: Peer,
  {
    ours,
    size = 0,
    isFresh = true,
  }: { readonly ours: Log | undefined; readonly size?: number; readonly isFresh?: boolean },
): Promise<void> {
  if (ours !== undefined && (size > ours.witnessedSize || size === ours.size)) {
    const witnessedSize = Math.max(size, ours.witnessedSize);
    await updateLog(work.session, ours.id, { witnessedSize, witnessedAtMs: work.nowMs() });
  }
  if (isFresh) work.confirmations.add(peer.id);
}

async function fallBehind(
  work: Work,
  peer: Peer,
  { holds, size }: { readonly holds: string; readonly size: number },
): Promise<void> {
  const ours = await openLog(work, peer, "ours");
  work.confirmations.delete(peer.id);
  if (ours.state === "behind" && ours.claimedSize >= size) return;
  log.warn("{coop} holds {size} statements of ours and we have {ours}: this node was restored from an old copy.", {
    coop: peer.coop,
    size,
    ours: ours.size,
  });
  const claim = { claimed: holds, claimedSize: size, updatedAtMs: work.nowMs() };
  await updateLog(work.session, ours.id, { state: "behind", ...claim });
}

/** What one side of a reconciliation says about the logs, given what the other one said last. */
export async function syncLogOf(work: Work, peer: Peer, said?: SyncLog): Promise<SyncLog> {
  const logs = await logsOf(work, peer);
  const { ours, theirs } = logs;
  const { size: have } = theirs ?? { size: 0 };
  const part = { ...(await spoken(work, logs)), have, ...lacked(ours) };
  if (said === undefined) return part;
  const isEmpty = theirs !== undefined && theirs.size > 0;
  const successors = await successorsOf(work, peer, { checkpoint: said.checkpoint, isEmpty });
  const own = ours === undefined ? {} : await shown(work, ours, said);
  const asked = theirs === undefined || said.lacks === undefined ? {} : await back(work, theirs, said.lacks);
  return { ...part, ...own, ...asked, ...(successors.length === 0 ? {} : { successors }) };
}

/** From where on the partner holds leaves of our log that we do not have. */
const lacked = (ours: Log | undefined): Pick<SyncLog, "lacks"> =>
  ours?.state === "behind" && ours.claimed !== null ? { lacks: ours.size } : {};

/** Our leaves that the other side lacks, and the proof that our log extends what it has. */
async function shown(work: Work, ours: Log, { have }: SyncLog): Promise<Pick<SyncLog, "leaves" | "extends">> {
  if (have >= ours.size) return {};
  const leaves = await leavesFrom(work, ours, { from: have, size: ours.size });
  if (have === 0) return { leaves };
  const firstRoot = await rootAt(work.session, ours, have);
  const proof = await consistencyProof(work.session, ours, { first: have, size: ours.size });
  return { leaves, extends: { first: have, firstRoot, proof } };
}

/** Leaves of their own log that they ask for, as far as we can vouch for them. */
async function back(work: Work, theirs: Log, from: number): Promise<Pick<SyncLog, "back">> {
  const size = theirs.checkpointSize;
  return from >= size ? {} : { back: await leavesFrom(work, theirs, { from, size }) };
}

async function leavesFrom(
  { session }: Work,
  of: Log,
  { from, size }: { readonly from: number; readonly size: number },
): Promise<LeavesPart> {
  const rows = await listLeaves(session, of.id, { from, before: size, limit: maxLeavesAtOnce });
  const end = from + rows.length;
  const proof = end < size ? await consistencyProof(session, of, { first: end, size }) : undefined;
  return { from, leaves: rows.map(({ leaf }) => leaf), ...(proof === undefined ? {} : { proof }) };
}

/**
 * Hears what the other side of a reconciliation says about the logs. One who says nothing about logs keeps none, and so has nothing that
 * could contradict ours.
 */
export async function hearSyncLog(work: Work, peer: Peer, said: SyncLog | undefined): Promise<void> {
  // First, since what they hold may be signed with a key of ours that we have lost.
  if (said?.successors !== undefined) await takeOwnSuccessors(work, said.successors);
  await hearPart(work, peer, { part: said, isFresh: true });
  if (said?.lacks !== undefined) {
    await remindOfEpoch(work, peer, said.checkpoint);
    await returnStatements(work, peer, said.lacks);
  }
  if (said?.back === undefined) return;
  const ours = await findLog(work.session, { peerId: peer.id, side: "ours" });
  if (ours?.state === "behind") await takeBack(work, peer, { log: ours, back: said.back });
}

/** Whether both sides have all that the other one signed, as far as `said` tells. */
export async function areLogsLevel(
  work: Pick<Work, "session">,
  peer: Peer,
  said: SyncLog | undefined,
): Promise<boolean> {
  if (said === undefined) return true;
  const { ours, theirs } = await logsOf(work, peer);
  if (said.lacks !== undefined || lacked(ours).lacks !== undefined) return false;
  return said.have >= (ours?.size ?? 0) && (theirs === undefined || theirs.claimedSize <= theirs.size);
}
