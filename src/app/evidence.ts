import { countEvidence, saveEvidence } from "#src/store/evidence.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Work } from "./context.ts";
import type { OpenedDocument, VerificationKey } from "./seals.ts";

/** Reasons under which documents are kept as evidence: signed by a key that is not trusted yet; by one that somebody else has had. */
export const keyWaiting = "key-waiting";
export const keyCompromised = "key-compromised";
export const contestedReason = "contested";

/** Beyond this much evidence against one partner more of the same proves nothing. */
const maxEvidence = 1_000;

export interface Kept {
  /** The IRI of the entry that it is about. */
  readonly entry: string;
  readonly hash: string;
  readonly document: string;
  readonly reason: string;
}

/** Keeps a document of a pair that contradicts our books or cannot be judged yet. */
export async function keepEvidence(work: Work, peer: Peer, kept: Kept): Promise<void> {
  if ((await countEvidence(work.session, peer.id)) >= maxEvidence) return;
  await saveEvidence(work.session, { ...kept, id: work.newId(), peerId: peer.id, createdAtMs: work.nowMs() });
}

/** Whether the partner has signed, but with a key that we do not trust yet. With one that we do, its proof is simply wrong. */
export function isWaiting(
  { signers, methods }: OpenedDocument,
  { coop }: Peer,
  keys: readonly VerificationKey[],
): boolean {
  const unknown = methods.filter((method) => keys.every((key) => key.verificationMethod !== method));
  return !signers.includes(coop) && unknown.some((method) => method.startsWith(`${coop}#`));
}
