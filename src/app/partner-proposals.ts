import { sameOrigin } from "#src/domain/iri.ts";
import type { ProposalCard } from "#src/domain/resource.ts";
import { findPeer, findPeerByCoop, type Peer } from "#src/store/peers.ts";
import { findProposalByIri, forgetUnlistedProposals, saveProposal, updateProposal } from "#src/store/proposals.ts";
import { transact, type Context, type Work } from "./context.ts";

/** What became of something that another coop told us: kept (or known already), or nothing for us. */
export type Told = { readonly outcome: "done" } | { readonly outcome: "dropped"; readonly because: string };

const done: Told = { outcome: "done" };
const dropped = (because: string): Told => ({ outcome: "dropped", because });

/** A coop told us of a proposal of its own, for the first time or again. What is older than what we know changes nothing. */
export function receiveProposal(context: Context, coop: string, card: ProposalCard): Promise<Told> {
  return transact(context, async (work) => {
    const peer = await findPeerByCoop(work.session, coop);
    if (peer === undefined || !isDealtWith(peer)) return dropped("it is not from a partner");
    return keep(work, peer, card);
  });
}

/**
 * A coop withdrew a proposal. The row stays as a tombstone, also of one that we never heard of, so that an older message that comes
 * later does not bring it back.
 */
export function receiveWithdrawnProposal(
  context: Context,
  gone: { readonly coop: string; readonly proposal: string; readonly deletedAtMs: number },
): Promise<Told> {
  return transact(context, async (work) => {
    const peer = await findPeerByCoop(work.session, gone.coop);
    if (peer === undefined || !isDealtWith(peer)) return dropped("it is not from a partner");
    if (!sameOrigin(gone.proposal, peer.coop)) return dropped("the proposal is another coop's");
    const known = await findProposalByIri(work.session, gone.proposal);
    if (known === undefined) {
      await saveProposal(work.session, tombstone(work, peer, gone));
    } else if (known.peerId === peer.id && gone.deletedAtMs > known.updatedAtMs) {
      await updateProposal(work.session, known.id, {
        deletedAtMs: gone.deletedAtMs,
        updatedAtMs: gone.deletedAtMs,
        changedAtMs: work.nowMs(),
      });
    }
    return done;
  });
}

/** The whole of a peer's proposals, as its collection listed them when it was asked at `askedAtMs`. Heals what messages lost. */
export function replaceProposals(
  context: Context,
  fetched: { readonly peerId: string; readonly cards: readonly ProposalCard[]; readonly askedAtMs: number },
): Promise<Told> {
  return transact(context, async (work) => {
    const peer = await findPeer(work.session, fetched.peerId);
    if (peer === undefined || !isDealtWith(peer)) return dropped("it is not a partner");
    for (const card of fetched.cards) await keep(work, peer, card);
    const listed = fetched.cards.map((card) => card.proposal);
    const { askedAtMs: beforeMs } = fetched;
    await forgetUnlistedProposals(work.session, { peerId: peer.id, listed, beforeMs, nowMs: work.nowMs() });
    return done;
  });
}

const isDealtWith = (peer: Peer): boolean => peer.state === "partner" || peer.state === "limited";

async function keep(work: Work, peer: Peer, card: ProposalCard): Promise<Told> {
  if (card.coop !== peer.coop || ![card.proposal, card.resource.actor].every((iri) => sameOrigin(iri, peer.coop)))
    return dropped("the proposal is another coop's");
  const known = await findProposalByIri(work.session, card.proposal);
  if (known === undefined) {
    await saveProposal(work.session, {
      ...columnsOf(card),
      ...ours(work, peer, card.proposal),
      changedAtMs: work.nowMs(),
    });
  } else if (known.peerId === peer.id && card.updatedAtMs > known.updatedAtMs) {
    await updateProposal(work.session, known.id, { ...columnsOf(card), deletedAtMs: null, changedAtMs: work.nowMs() });
  }
  return done;
}

function columnsOf(card: ProposalCard) {
  const { resource, coop, seats, audience, terms, region, taken, updatedAtMs } = card;
  const { actor, name: resourceName, platform = null, languages, energy, features } = resource;
  return {
    energyStatement: resource.energyStatement ?? null,
    latitudeE6: resource.place?.latitudeE6 ?? null,
    longitudeE6: resource.place?.longitudeE6 ?? null,
    ...limitsOf(card),
    inReplyTo: card.inReplyTo ?? null,
    coop,
    resource: actor,
    resourceName,
    platform,
    languages,
    energy,
    features,
    seats,
    audience,
    terms,
    region,
    taken,
    updatedAtMs,
  };
}

const limitsOf = ({ roomSeats, calendar, down, commonsSeats, commonsUntilHours }: ProposalCard) => ({
  roomSeats: roomSeats ?? null,
  calendar: calendar ?? null,
  down: down ?? false,
  commonsSeats: commonsSeats ?? 0,
  commonsUntilHours: commonsUntilHours ?? 0,
});

function ours(work: Work, peer: Peer, proposal: string) {
  return {
    id: work.newId(),
    proposal,
    peerId: peer.id,
    resourceId: null,
    acceptUpTo: null,
    toPeerId: null,
    createdAtMs: work.nowMs(),
    deletedAtMs: null,
  };
}

function tombstone(work: Work, peer: Peer, gone: { readonly proposal: string; readonly deletedAtMs: number }) {
  const { proposal, deletedAtMs } = gone;
  const nothing = {
    resource: proposal,
    resourceName: {},
    platform: null,
    languages: [],
    energy: "unknown",
    features: [],
  } as const;
  const rest = { seats: 0, audience: "partners", terms: { kind: "gift" }, region: "", taken: [] } as const;
  return { ...nothing, ...rest, ...ours(work, peer, proposal), coop: peer.coop, updatedAtMs: deletedAtMs, deletedAtMs };
}
