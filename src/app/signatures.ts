import type { WaitingKind } from "#src/domain/leaf.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { deleteSigning, listSigningPeers, listSignings, type Signing } from "#src/store/signings.ts";
import type { Context, Work } from "./context.ts";
import { transactInTurn } from "./in-turn.ts";
import { signWord } from "./disputes.ts";
import { signEntry } from "./entry-making.ts";
import { signCountersignature } from "./entry-messages.ts";
import { signEpoch, signEpochSignature } from "./epochs.ts";
import { signKey } from "./key-rotation.ts";
import { maySign } from "./signing.ts";

/** Signs what was decided: seals the document, writes it into our books and log, and says it. */
type Sign = (work: Work, peer: Peer, signing: Signing) => Promise<void>;

/** How each kind of decision is signed when it had to wait. */
const signs: Readonly<Record<WaitingKind, Sign>> = {
  entry: signEntry,
  countersignature: signCountersignature,
  word: signWord,
  epoch: signEpoch,
  "epoch-signature": signEpochSignature,
  key: signKey,
};

/** What is signed in one transaction. */
const atOnce = 50;

/** Signs what waits for a partner, oldest first, as far as we may. Answers how many. */
export async function signWaiting(work: Work, peer: Peer): Promise<number> {
  if (!(await maySign(work, peer))) return 0;
  const waiting = await listSignings(work.session, peer.id, atOnce);
  for (const signing of waiting) {
    await signs[signing.kind](work, peer, signing);
    await deleteSigning(work.session, signing.id);
  }
  return waiting.length;
}

/** The same for every partner for whom something waits. */
export async function signAllWaiting(context: Context): Promise<number> {
  let signed = 0;
  for (const peerId of await listSigningPeers(context.database)) {
    if (!context.confirmations.has(peerId)) continue;
    signed += await transactInTurn(context, async (work) => {
      const peer = await findPeer(work.session, peerId);
      return peer === undefined || peer.state === "blocked" ? 0 : signWaiting(work, peer);
    });
  }
  return signed;
}
