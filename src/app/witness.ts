import { epochOfOrigin, type Checkpoint } from "#src/domain/checkpoint.ts";
import type { LeavesPart, SyncLog } from "#src/domain/ledger-message.ts";
import { readLeaf } from "#src/domain/leaf.ts";
import { leafHash, rootOf, rootsOfConsistency } from "#src/domain/merkle.ts";
import { deleteLeavesFrom, findLog, listLeaves, saveLeaf, updateLog, type Log } from "#src/store/logs.ts";
import type { Peer } from "#src/store/peers.ts";
import { sha256 } from "./books.ts";
import type { Work } from "./context.ts";
import { listPairKeys } from "./ledger-keys.ts";
import { appendLeaves, consistencyProof, fromBase64, openLog, rootAt, toBase64, treeWith } from "./log.ts";
import { keepEquivocation, signedCheckpointOf } from "./log-evidence.ts";

/** How far beyond what we have verified leaves of a partner's log are kept, and how many of them are looked at in one message. */
const maxAhead = 2_000;

/** What a partner shows of its own log. */
export type Shown = Pick<SyncLog, "leaves" | "extends"> & { readonly checkpoint: string };

/**
 * We are the witness of a partner's log: keeps its leaves to the letter, and the largest checkpoint that they lead to. Two checkpoints
 * that contradict each other are kept as evidence.
 */
export async function hearCheckpoint(work: Work, peer: Peer, shown: Shown): Promise<void> {
  const keys = await listPairKeys(work, work.session, peer.coop);
  const checkpoint = signedCheckpointOf(work, { note: shown.checkpoint, coop: peer.coop, keys });
  const log = checkpoint === undefined ? undefined : await witnessed(work, peer, checkpoint);
  if (checkpoint === undefined || log === undefined) return;
  const told: Told = { ...shown, peer, log, signed: checkpoint };
  if (checkpoint.size <= log.size) return compareKnown(work, told);
  if (await contradictsClaimed(work, told)) return;
  await follow(work, told);
}

interface Told extends Shown {
  readonly peer: Peer;
  /** What we have of it. */
  readonly log: Log;
  readonly signed: Checkpoint;
}

/** Our copy of the log that a checkpoint is of; a later epoch than we know of begins only with both sides' consent. */
async function witnessed(work: Work, peer: Peer, { origin }: Checkpoint): Promise<Log | undefined> {
  const epoch = epochOfOrigin(origin, { of: peer.origin, for: work.origin });
  if (epoch === undefined) return undefined;
  const known = await findLog(work.session, { peerId: peer.id, side: "theirs", epoch });
  return known ?? (epoch === 1 ? openLog(work, peer, "theirs") : undefined);
}

/** It signs a size that we have: the root has to be the one that its leaves led to. */
async function compareKnown(work: Work, { peer, log, signed, checkpoint }: Told): Promise<void> {
  const { session } = work;
  if (log.checkpoint === null || signed.size > log.checkpointSize || signed.size === 0) return;
  const firstRoot = await rootAt(session, log, signed.size);
  if (firstRoot === signed.root) return;
  const proof = await consistencyProof(session, log, { first: signed.size, size: log.checkpointSize });
  await keepEquivocation(work, { peer, log, first: checkpoint, second: log.checkpoint, firstRoot, proof: [...proof] });
}

/** Two signed roots for one size need no leaves to contradict each other. */
async function contradictsClaimed(work: Work, { peer, log, signed, checkpoint }: Told): Promise<boolean> {
  if (log.claimed === null || log.claimedSize !== signed.size) return false;
  const keys = await listPairKeys(work, work.session, peer.coop);
  const before = signedCheckpointOf(work, { note: log.claimed, coop: peer.coop, keys });
  if (before === undefined || before.root === signed.root) return false;
  const notes = { first: log.claimed, second: checkpoint };
  await keepEquivocation(work, { peer, log, ...notes, firstRoot: signed.root, proof: [] });
  return true;
}

/** It signs more than we have: follows as far as its leaves lead. */
async function follow(work: Work, told: Told): Promise<void> {
  const { log, signed, checkpoint, leaves } = told;
  if (await isBroken(work, told)) return;
  const claimed = signed.size > log.claimedSize ? { claimed: checkpoint, claimedSize: signed.size } : {};
  const known = { ...log, ...claimed };
  if (Object.keys(claimed).length > 0) await updateLog(work.session, log.id, { ...claimed, updatedAtMs: work.nowMs() });
  const grown = await takeLeaves(work, known, { leaves, target: signed });
  if (grown.size === signed.size) await settle(work, grown, { checkpoint, signed });
}

/** A proof that the log does not begin with what we hold of it. */
async function isBroken(work: Work, { peer, log, signed, checkpoint, extends: said }: Told): Promise<boolean> {
  if (said === undefined || log.checkpoint === null || said.first !== log.checkpointSize) return false;
  const about = { first: said.first, size: signed.size, firstRoot: fromBase64(said.firstRoot) };
  const roots = rootsOfConsistency(about, said.proof.map(fromBase64), sha256);
  if (roots === undefined || toBase64(roots.second) !== signed.root) return false;
  if (toBase64(roots.first) === (await rootAt(work.session, log, log.checkpointSize))) return false;
  const { firstRoot, proof } = said;
  await keepEquivocation(work, { peer, log, first: log.checkpoint, second: checkpoint, firstRoot, proof: [...proof] });
  return true;
}

async function settle(
  work: Work,
  log: Log,
  { checkpoint, signed }: { readonly checkpoint: string; readonly signed: Checkpoint },
): Promise<void> {
  const isMet = log.claimedSize <= signed.size;
  const claim = isMet ? { claimed: null, claimedSize: 0 } : {};
  await updateLog(work.session, log.id, {
    checkpoint,
    checkpointSize: signed.size,
    ...claim,
    updatedAtMs: work.nowMs(),
  });
}

/**
 * The log with those leaves that are shown to lead to `target`: all up to it, or some with the proof that they are its beginning. What
 * comes before its turn is kept until then.
 */
export async function takeLeaves(
  work: Work,
  log: Log,
  { leaves, target }: { readonly leaves: LeavesPart | undefined; readonly target: Checkpoint },
): Promise<Log> {
  if (leaves !== undefined) await keepAhead(work, log, { ...leaves, before: target.size });
  const ahead = await listLeaves(work.session, log.id, {
    from: log.size,
    before: Math.min(target.size, log.size + maxAhead),
    limit: maxAhead,
  });
  const gap = ahead.findIndex(({ place }, index) => place !== log.size + index);
  const next = (gap === -1 ? ahead : ahead.slice(0, gap)).map(({ leaf }) => leaf);
  const proved = leaves?.proof === undefined ? undefined : leaves.from + leaves.leaves.length - log.size;
  const fresh = log.size + next.length === target.size ? next : next.slice(0, proved ?? 0);
  if (fresh.length === 0) return log;
  if (isBeginning({ log, fresh, target, proof: leaves?.proof })) return appendLeaves(work, log, fresh);
  // They lead elsewhere: none of them is worth more than what comes next.
  await deleteLeavesFrom(work.session, log.id, log.size);
  return log;
}

function isBeginning({
  log,
  fresh,
  target,
  proof = [],
}: {
  readonly log: Log;
  readonly fresh: readonly string[];
  readonly target: Checkpoint;
  readonly proof: readonly string[] | undefined;
}): boolean {
  const tree = treeWith(log, fresh);
  const root = rootOf(tree, sha256);
  if (tree.size === target.size) return toBase64(root) === target.root;
  const about = { first: tree.size, size: target.size, firstRoot: root };
  const roots = rootsOfConsistency(about, proof.map(fromBase64), sha256);
  return roots !== undefined && toBase64(roots.second) === target.root && toBase64(roots.first) === toBase64(root);
}

async function keepAhead(
  work: Work,
  log: Log,
  { from, leaves, before }: LeavesPart & { readonly before: number },
): Promise<void> {
  const end = Math.min(before, log.size + maxAhead);
  for (const [index, leaf] of leaves.entries()) {
    const place = from + index;
    const read = readLeaf(leaf);
    if (place < log.size || place >= end || read === undefined) continue;
    const hash = Buffer.from(leafHash(Buffer.from(leaf, "utf8"), sha256)).toString("hex");
    await saveLeaf(work.session, { logId: log.id, place, leaf, hash, about: read.about });
  }
}
