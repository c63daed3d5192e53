import { isWithin, type Slot } from "#src/domain/slot.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Proposal } from "#src/store/proposals.ts";
import { findRequestByIri } from "#src/store/requests.ts";
import type { Work } from "./context.ts";

/**
 * One of our proposals as it is meant for a peer. What answers a request is for its coop alone, and is answered at once only for the hour that
 * was asked for: at any other a steward thinks. Undefined when it is for somebody else.
 */
export async function meantFor(
  work: Work,
  proposal: Proposal,
  { peer, slot }: { readonly peer: Pick<Peer, "id">; readonly slot: Slot },
): Promise<Proposal | undefined> {
  if (proposal.inReplyTo === null) return proposal;
  if (proposal.toPeerId !== peer.id) return undefined;
  const request = await findRequestByIri(work.session, proposal.inReplyTo);
  return request !== undefined && isWithin(slot, request) ? proposal : { ...proposal, acceptUpTo: 0 };
}
