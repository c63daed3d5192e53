import { readLeaf } from "#src/domain/leaf.ts";
import { findEntry, findEntryByIri, type EntryRow } from "#src/store/entries.ts";
import { listCorrectionsOf } from "#src/store/entry-lists.ts";
import { findReconciliation, listEvidence, type Evidence, type ReconciliationRow } from "#src/store/evidence.ts";
import { listLeavesAbout, listLogs, type Log } from "#src/store/logs.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import type { Context } from "./context.ts";
import { listEveryPairKey, ourCoop } from "./ledger-keys.ts";

/** One signature under an entry. */
export interface EntrySignature {
  /** The IRI of the coop. */
  readonly by: string;
  /** When it says that it signed, epoch milliseconds. */
  readonly signedAtMs: number | undefined;
  /** The IRI of the key; what follows `#` is its fingerprint. */
  readonly key: string;
  /** Since when it signs no more, and since when somebody else has had it. */
  readonly revokedAtMs: number | undefined;
  readonly compromisedAtMs: number | undefined;
}

/** Where a signature under an entry stands in the log of the side that made it. */
export interface LogPlace {
  readonly side: Log["side"];
  readonly kind: "entry" | "countersignature";
  /** From 0 on. */
  readonly place: number;
  readonly log: Log;
  /** Whether a checkpoint that the other side confirmed (ours), or that we verified (theirs), covers it. */
  readonly isWitnessed: boolean;
}

/** An entry with everything that is known about it, for a steward who asks what a number is made of. */
export interface EntryStory {
  /** The IRI of our coop. */
  readonly us: string;
  readonly entry: EntryRow;
  readonly peer: Peer;
  readonly signatures: readonly EntrySignature[];
  readonly places: readonly LogPlace[];
  /** When the other side last confirmed it as it stands now, epoch milliseconds. */
  readonly confirmedAtMs: number | undefined;
  readonly corrected: EntryRow | undefined;
  readonly corrections: readonly EntryRow[];
  /** Other versions under the same id. */
  readonly evidence: readonly Evidence[];
  readonly reconciliation: ReconciliationRow | undefined;
}

const mostCorrections = 50;

export async function tellEntry(context: Context, id: string): Promise<EntryStory | undefined> {
  const session = context.database;
  const entry = await findEntry(session, id);
  const peer = entry === undefined ? undefined : await findPeer(session, entry.peerId);
  if (entry === undefined || peer === undefined) return undefined;
  const reconciliation = await findReconciliation(session, peer.id);
  const places = await placesOf(context, entry);
  return {
    us: ourCoop(context),
    entry,
    peer,
    signatures: await signaturesOf(context, entry, peer),
    places,
    confirmedAtMs: confirmedAt(entry, { reconciliation, places }),
    corrected: entry.corrects === null ? undefined : await findEntryByIri(session, entry.corrects),
    corrections: await listCorrectionsOf(session, entry, mostCorrections),
    evidence: await listEvidence(session, { peerId: peer.id, entry: entry.entry }),
    reconciliation,
  };
}

interface Proof {
  readonly verificationMethod: string;
  readonly created?: string;
}

/** What stands in our books was verified when it came in, so that its proofs only have to be read. One that waits to be signed has none. */
async function signaturesOf(context: Context, { document }: EntryRow, peer: Peer): Promise<readonly EntrySignature[]> {
  const { proof = [] } = JSON.parse(document) as { readonly proof?: readonly Proof[] };
  const keys = await listEveryPairKey(context, context.database, peer.coop);
  return proof.map(({ verificationMethod, created }) => {
    const signedAtMs = Date.parse(created ?? "");
    const known = keys.find((key) => key.verificationMethod === verificationMethod);
    return {
      by: verificationMethod.replace(/#.*$/, ""),
      signedAtMs: Number.isNaN(signedAtMs) ? undefined : signedAtMs,
      key: verificationMethod,
      revokedAtMs: known?.revokedAtMs,
      compromisedAtMs: known?.compromisedAtMs,
    };
  });
}

async function placesOf({ database }: Context, { entry, peerId }: EntryRow): Promise<readonly LogPlace[]> {
  const leaves = await listLeavesAbout(database, entry);
  if (leaves.length === 0) return [];
  const logs = new Map((await listLogs(database, peerId)).map((log) => [log.id, log]));
  return leaves.flatMap(({ logId, place, leaf }) => {
    const log = logs.get(logId);
    const kind = readLeaf(leaf)?.kind;
    if (log === undefined || (kind !== "entry" && kind !== "countersignature")) return [];
    const covered = log.side === "ours" ? log.witnessedSize : log.checkpointSize;
    return [{ side: log.side, kind, place, log, isWitnessed: place < covered }];
  });
}

/**
 * The other side confirmed an entry when both books were found to be the same since it last changed, and when it said that it holds the
 * leaf of our signature.
 */
function confirmedAt(
  entry: EntryRow,
  { reconciliation, places }: Pick<EntryStory, "reconciliation" | "places">,
): number | undefined {
  const ours = places.filter(({ side, isWitnessed }) => side === "ours" && isWitnessed);
  const moments = [
    confirmedInBooks(entry, reconciliation),
    ...ours.map(({ log }) => log.witnessedAtMs ?? undefined),
  ].filter((atMs) => atMs !== undefined);
  return moments.length === 0 ? undefined : Math.max(...moments);
}

/** When both sides were last found to have this entry as it stands now, epoch milliseconds. */
export function confirmedInBooks(
  { updatedAtMs }: Pick<EntryRow, "updatedAtMs">,
  reconciliation: ReconciliationRow | undefined,
): number | undefined {
  const equalAtMs = reconciliation?.equalAtMs ?? undefined;
  return equalAtMs !== undefined && equalAtMs >= updatedAtMs ? equalAtMs : undefined;
}
