import { findPeer, listPartnerKeys, pinPartnerKeys, savePartnerKey, savePartnerKeyRevoked } from "#src/store/peers.ts";
import { transact, type Context, type Work } from "./context.ts";
import type { NodeCard } from "./partners.ts";

/**
 * Keeps the ledger keys that a coop publishes. The first ones seen are pinned; a later one that nobody announced waits for a
 * steward, since whoever took a server over could publish one. A revocation is taken over once and never taken back.
 */
export async function noteKeys(work: Work, coop: string, keys: NodeCard["ledgerKeys"]): Promise<void> {
  const known = await listPartnerKeys(work.session, coop);
  const state = known.length === 0 ? "pinned" : "waiting";
  for (const { key, publicKeyMultibase, revokedAtMs } of keys) {
    const found = known.find((each) => each.key === key);
    if (found === undefined) {
      await savePartnerKey(work.session, {
        key,
        coop,
        publicKeyMultibase,
        state,
        firstSeenAtMs: work.nowMs(),
        revokedAtMs: revokedAtMs ?? null,
        revocationSeenAtMs: revokedAtMs === undefined ? null : work.nowMs(),
        compromisedAtMs: null,
        announcement: null,
      });
    } else if (
      revokedAtMs !== undefined &&
      found.revokedAtMs === null &&
      found.publicKeyMultibase === publicKeyMultibase
    ) {
      await savePartnerKeyRevoked(work.session, key, revokedAtMs);
    }
  }
}

/** A steward trusts what waits. */
export const trustKeys = (work: Work, coop: string): Promise<void> => pinPartnerKeys(work.session, coop);

/** The same as a use case of its own, for a partner whose keys changed. False when there is no such peer. */
export async function trustPeerKeys(context: Context, peerId: string): Promise<boolean> {
  return transact(context, async (work) => {
    const peer = await findPeer(work.session, peerId);
    if (peer !== undefined) await trustKeys(work, peer.coop);
    return peer !== undefined;
  });
}
