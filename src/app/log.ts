import { logOrigin, writeCheckpoint } from "#src/domain/checkpoint.ts";
import { readLeaf } from "#src/domain/leaf.ts";
import {
  append,
  consistencyRanges,
  foldComplete,
  foldRight,
  inclusionRanges,
  leafHash,
  rootOf,
  subtreesOf,
  type Range,
  type Tree,
} from "#src/domain/merkle.ts";
import type { Session } from "#src/store/database.ts";
import {
  findLog,
  listHashes,
  saveLeaf,
  saveLog,
  saveTile,
  updateLog,
  type Log,
  type LogSide,
} from "#src/store/logs.ts";
import type { Peer } from "#src/store/peers.ts";
import { sha256 } from "./books.ts";
import type { Work } from "./context.ts";
import { openLedgerKey } from "./ledger-keys.ts";

/** The tree of a log as it is kept: its size and its complete subtrees. */
export const treeOf = ({ size, frontier }: Pick<Log, "size" | "frontier">): Tree => ({
  size,
  frontier: frontier.map(fromHex),
});

/** The root of a tree in base64, as checkpoints have it. */
export const rootText = (tree: Tree): string => toBase64(rootOf(tree, sha256));

export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
export const fromBase64 = (text: string): Uint8Array => Buffer.from(text, "base64");
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const fromHex = (text: string): Uint8Array => Buffer.from(text, "hex");

/** The log of one side of a pair in its newest epoch; begun when there is none. */
export async function openLog(work: Work, peer: Peer, side: LogSide): Promise<Log> {
  return (await findLog(work.session, { peerId: peer.id, side })) ?? beginLog(work, peer, { side, epoch: 1 });
}

/** Begins an empty log. A later epoch than the first needs the consent of both sides (`app/epochs.ts`). */
export async function beginLog(
  work: Work,
  peer: Peer,
  { side, epoch, ...rest }: { readonly side: LogSide; readonly epoch: number; readonly epochDocument?: string },
): Promise<Log> {
  const nowMs = work.nowMs();
  const sides = side === "ours" ? { of: work.origin, for: peer.origin } : { of: peer.origin, for: work.origin };
  const log: Log = {
    id: work.newId(),
    peerId: peer.id,
    side,
    epoch,
    origin: logOrigin({ ...sides, epoch }),
    size: 0,
    frontier: [],
    checkpoint: null,
    checkpointSize: 0,
    claimed: null,
    claimedSize: 0,
    witnessedSize: 0,
    witnessedAtMs: null,
    state: "open",
    recoveredAtMs: null,
    recoveredLeaves: 0,
    recoveryNotedAtMs: null,
    epochDocument: rest.epochDocument ?? null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  await saveLog(work.session, log);
  return log;
}

/** The log with more leaves, as text, at its end. Nothing is left to be computed again: its subtrees are kept as they become complete. */
export async function appendLeaves(work: Work, log: Log, leaves: readonly string[]): Promise<Log> {
  let tree = treeOf(log);
  for (const leaf of leaves) {
    const hash = leafHash(Buffer.from(leaf, "utf8"), sha256);
    const about = readLeaf(leaf)?.about ?? "";
    await saveLeaf(work.session, { logId: log.id, place: tree.size, leaf, hash: toHex(hash), about });
    const grown = append(tree, hash, sha256);
    for (const node of grown.completed.filter(({ level }) => level > 0 && level % tileBits === 0)) {
      const tile = { level: node.level / tileBits, place: node.place, hash: toHex(node.hash) };
      await saveTile(work.session, { logId: log.id, ...tile });
    }
    tree = grown.tree;
  }
  const changes = { size: tree.size, frontier: tree.frontier.map(toHex), updatedAtMs: work.nowMs() };
  await updateLog(work.session, log.id, changes);
  return { ...log, ...changes };
}

/** What a log's tree would be with more leaves, without writing anything. */
export function treeWith(log: Log, leaves: readonly string[]): Tree {
  return leaves.reduce(
    (tree, leaf) => append(tree, leafHash(Buffer.from(leaf, "utf8"), sha256), sha256).tree,
    treeOf(log),
  );
}

/** One tile holds the roots of 2^8 subtrees. */
const tileBits = 8;

/** The root of the first `size` leaves, in base64. `size` is at most the log's. */
export async function rootAt(session: Session, log: Log, size: number): Promise<string> {
  return size === log.size ? rootText(treeOf(log)) : toBase64(await hashOf(session, log, { start: 0, end: size }));
}

/** The proof that the first `first` leaves are the beginning of the first `size`, in base64 (RFC 6962, 2.1.2). */
export const consistencyProof = (
  session: Session,
  log: Log,
  { first, size }: { readonly first: number; readonly size: number },
): Promise<readonly string[]> => hashesOf(session, log, consistencyRanges(first, size));

/** The proof that the leaf at `place` is among the first `size`, in base64 (RFC 6962, 2.1.1). */
export const inclusionProof = (
  session: Session,
  log: Log,
  { place, size }: { readonly place: number; readonly size: number },
): Promise<readonly string[]> => hashesOf(session, log, inclusionRanges(place, size));

async function hashesOf(session: Session, log: Log, ranges: readonly Range[]): Promise<readonly string[]> {
  const hashes: string[] = [];
  for (const range of ranges) hashes.push(toBase64(await hashOf(session, log, range)));
  return hashes;
}

/** The hash of a range that begins a subtree, from the kept tiles: some hundred hashes at most, however long the log is. */
async function hashOf(session: Session, log: Log, range: Range): Promise<Uint8Array> {
  const hashes: Uint8Array[] = [];
  for (const { level, place } of subtreesOf(range)) {
    const tile = Math.floor(level / tileBits);
    const count = 2 ** (level % tileBits);
    const kept = await listHashes(session, log.id, { level: tile, from: place * count, count });
    if (kept.length !== count) throw new Error(`The log ${log.origin} lacks hashes below ${range.end}.`);
    hashes.push(foldComplete(kept.map(fromHex), sha256));
  }
  return foldRight(hashes, sha256);
}

/** Our newest checkpoint, signed now when the log has grown since the last one; null while it is empty. */
export async function signedCheckpoint(work: Work, log: Log): Promise<string | null> {
  if (log.size === 0 || log.checkpointSize === log.size) return log.checkpoint;
  const text = writeCheckpoint({ origin: log.origin, size: log.size, root: rootText(treeOf(log)) });
  const checkpoint = work.seals.signNote(text, await openLedgerKey(work, work.session, work.nowMs()));
  await updateLog(work.session, log.id, { checkpoint, checkpointSize: log.size });
  return checkpoint;
}
