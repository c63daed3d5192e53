import { findLog, listLeaves, updateLog, type Log } from "#src/store/logs.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Work } from "./context.ts";
import type { LeafLine, LogLine } from "./ledger-lines.ts";
import { appendLeaves, beginLog } from "./log.ts";

/** A log whose leaves come from a file that was checked. */
export interface ImportedLog {
  readonly origin: string;
  readonly line: LogLine;
  /** Ours of it, as far as it has grown. */
  readonly log: Log;
}

/** Finds the log that a line is of, or begins it. */
export async function openImportedLog(work: Work, peer: Peer, line: LogLine): Promise<ImportedLog> {
  const { side, epoch, epochDocument } = line;
  const known = await findLog(work.session, { peerId: peer.id, side, epoch });
  const begun = { side, epoch, ...(epochDocument === undefined ? {} : { epochDocument }) };
  const log = known ?? (await beginLog(work, peer, begun));
  return { origin: log.origin, line, log };
}

/** Takes the next leaf into our copy, unless it is there; `other`: something else is there. */
export async function takeImportedLeaf(
  work: Work,
  imported: ImportedLog,
  { place, leaf }: LeafLine,
): Promise<{ readonly log: ImportedLog; readonly changed: boolean } | "other"> {
  const { log, line } = imported;
  if (place < log.size) {
    const [held] = await listLeaves(work.session, log.id, { from: place, limit: 1 });
    return held?.leaf === leaf ? { log: imported, changed: false } : "other";
  }
  const grown = await appendLeaves(work, log, [leaf]);
  const { checkpoint, checkpointSize, state } = line;
  if (grown.size !== checkpointSize || checkpoint === undefined || grown.checkpointSize >= checkpointSize)
    return { log: { ...imported, log: grown }, changed: true };
  // What was amiss with it is found again with the partner; a proven fork stays one.
  const changes = { checkpoint, checkpointSize, state: state === "behind" ? ("open" as const) : state };
  await updateLog(work.session, log.id, { ...changes, updatedAtMs: work.nowMs() });
  return { log: { ...imported, log: { ...grown, ...changes } }, changed: true };
}
