import { findEntry } from "#src/store/entries.ts";
import { listLeavesAbout, listLogs, type Log } from "#src/store/logs.ts";
import type { Context } from "./context.ts";
import { inclusionProof } from "./log.ts";

/** That a log held a leaf about an entry when it had the size of its checkpoint. */
export interface EntryProof {
  readonly side: Log["side"];
  /** The log's name, as its checkpoints begin. */
  readonly origin: string;
  readonly place: number;
  /** The leaf, to the letter. */
  readonly leaf: string;
  /** The signed note, and the inclusion proof in base64 (RFC 6962, 2.1.1); null until a checkpoint covers the leaf. */
  readonly witnessed: { readonly checkpoint: string; readonly size: number; readonly proof: readonly string[] } | null;
}

/** Where an entry stands in the logs of its pair; undefined when there is no such entry. */
export async function findEntryProofs(context: Context, id: string): Promise<readonly EntryProof[] | undefined> {
  const session = context.database;
  const entry = await findEntry(session, id);
  if (entry === undefined) return undefined;
  const logs = await listLogs(session, entry.peerId);
  const proofs: EntryProof[] = [];
  for (const { logId, place, leaf } of await listLeavesAbout(session, entry.entry)) {
    const log = logs.find(({ id: known }) => known === logId);
    if (log === undefined) continue;
    const { side, origin, checkpoint, checkpointSize: size } = log;
    const isCovered = checkpoint !== null && place < size && size <= log.size;
    const proof = isCovered ? await inclusionProof(session, log, { place, size }) : [];
    proofs.push({ side, origin, place, leaf, witnessed: isCovered ? { checkpoint, size, proof } : null });
  }
  return proofs;
}
