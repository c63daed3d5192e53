import { writeLeaf, type SigningBeside, type SigningKind, type WaitingKind } from "#src/domain/leaf.ts";
import { findLog } from "#src/store/logs.ts";
import type { Peer } from "#src/store/peers.ts";
import { saveSigning } from "#src/store/signings.ts";
import type { Work } from "./context.ts";
import { appendLeaves, openLog } from "./log.ts";
import { openLedgerKey } from "./ledger-keys.ts";
import { isSigningKeyLost } from "./own-keys.ts";

/**
 * Whether this process may sign for a partner now: the partner has confirmed since the start that it holds no more of our log than we do,
 * and nothing is wrong with it (`4-ledger.md`, A log for each partner).
 */
export async function maySign(work: Work, peer: Peer): Promise<boolean> {
  if (!work.confirmations.has(peer.id)) return false;
  const log = await findLog(work.session, { peerId: peer.id, side: "ours" });
  if (log !== undefined && log.state !== "open") return false;
  return !(await isSigningKeyLost(work.session));
}

/** Adds our proof to a document, and its leaf to our log for the partner; answers the complete text. The caller has asked {@link maySign} in the same transaction. */
export async function sealForPartner(
  work: Work,
  peer: Peer,
  { kind, about, document }: { readonly kind: SigningKind; readonly about: string; readonly document: string },
): Promise<string> {
  const key = await openLedgerKey(work, work.session, work.nowMs());
  const sealed = await work.seals.seal(document, key);
  const content = JSON.parse(sealed) as { readonly proof: readonly Proof[] };
  const proof = content.proof.find(({ verificationMethod }) => verificationMethod === key.verificationMethod);
  if (proof === undefined) throw new Error(`${about} was sealed without a proof of ours.`);
  const hash = work.seals.hash(content);
  const leaf = writeLeaf({ about, hash, key: key.verificationMethod, kind, signature: proof.proofValue });
  await appendLeaves(work, await openLog(work, peer, "ours"), [leaf]);
  return sealed;
}

interface Proof {
  readonly verificationMethod: string;
  readonly proofValue: string;
}

/** Keeps a decision to sign until the partner has confirmed our log (`app/signatures.ts`). The same twice is one. */
export async function keepForSigning(
  work: Work,
  peer: Peer,
  {
    kind,
    subjectId,
    beside = {},
  }: { readonly kind: WaitingKind; readonly subjectId: string; readonly beside?: SigningBeside },
): Promise<void> {
  const waiting = { kind, subjectId, beside, peerId: peer.id, createdAtMs: work.nowMs() };
  await saveSigning(work.session, { id: work.newId(), ...waiting });
}
