import { actorIri, coopActorId, proposalIri } from "#src/domain/iri.ts";
import type { Terms } from "#src/domain/resource.ts";
import { listOpenOffers } from "#src/store/agreements.ts";
import type { Peer } from "#src/store/peers.ts";
import { findProposal, listOwnProposals, saveProposal, updateProposal, type Proposal } from "#src/store/proposals.ts";
import { findResource, type Resource } from "#src/store/resources.ts";
import { refuseOffer } from "./agreement-words.ts";
import { withoutAbsent } from "./changes.ts";
import { transact, type Context, type Work } from "./context.ts";
import { requireCoop } from "./coop.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";
import { mostTaken } from "./pools.ts";
import {
  changeAndTell,
  findSupply,
  laterThan,
  listAddressees,
  listAll,
  shownOf,
  tell,
  tellAddressees,
} from "./publication.ts";

export interface NewProposal {
  /** The resource's id. */
  readonly resourceId: string;
  readonly seats: number;
  readonly audience: "public" | "partners";
  /** Seats answered without a steward, for partners; null or absent answers all. */
  readonly acceptUpTo?: number | null;
  readonly terms: Terms;
  /** Seats kept for events of the commons until so many hours before a slot starts; none when absent. */
  readonly commonsSeats?: number;
  readonly commonsUntilHours?: number;
  /** The request of a partner that it answers: it is for that one alone. */
  readonly answers?: Pick<Proposal, "inReplyTo" | "toPeerId">;
}

export type ProposalChanges = Partial<Omit<NewProposal, "resourceId" | "answers">>;

export type ProposalRefusal =
  /** The resource has no more seats than this. */
  | { readonly reason: "seats-most"; readonly most: number }
  /** So many seats are already agreed or held at some time to come. */
  | { readonly reason: "seats-agreed"; readonly least: number }
  /** No more seats can be kept for events of the commons than are proposed. */
  | { readonly reason: "commons-most"; readonly most: number }
  /** Only what has seats can be proposed. */
  | { readonly reason: "no-seats" };

export type ProposalOutcome =
  | { readonly outcome: "done"; readonly proposal: Proposal }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "refused"; readonly refusal: ProposalRefusal };

/** Publishes an offer of capacity; everyone who may see it is told. */
export function propose(context: Context, wanted: NewProposal): Promise<ProposalOutcome> {
  return transact(context, async (work) => {
    const resource = await findResource(work.session, wanted.resourceId);
    if (resource === undefined || resource.deletedAtMs !== null) return { outcome: "not-found" };
    if (resource.seats === null) return refused({ reason: "no-seats" });
    if (wanted.seats > resource.seats) return refused({ reason: "seats-most", most: resource.seats });
    if ((wanted.commonsSeats ?? 0) > wanted.seats) return refused({ reason: "commons-most", most: wanted.seats });
    const proposal = await freshProposal(work, resource, wanted);
    await saveProposal(work.session, proposal);
    await tellAddressees(work, proposal, "proposal-create");
    return { outcome: "done", proposal };
  });
}

async function freshProposal(work: Work, resource: Resource, wanted: NewProposal): Promise<Proposal> {
  const { region } = await requireCoop(work);
  const id = work.newId();
  const nowMs = work.nowMs();
  const { seats, commonsSeats = 0, commonsUntilHours = 0 } = wanted;
  const proposal = { proposal: proposalIri(work.origin, id), seats, commonsSeats, commonsUntilHours };
  return {
    ...(wanted.answers ?? nothingSpecial),
    ...shownOf(await findSupply(work, resource), proposal),
    ...proposal,
    id,
    peerId: null,
    resourceId: resource.id,
    coop: actorIri(work.origin, coopActorId),
    resource: actorIri(work.origin, resource.id),
    region,
    audience: wanted.audience,
    acceptUpTo: wanted.acceptUpTo ?? null,
    terms: wanted.terms,
    changedAtMs: nowMs,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    deletedAtMs: null,
  };
}

/** Of a proposal that is for all who may see it. */
const nothingSpecial = {
  inReplyTo: null,
  toPeerId: null,
} as const;

/** Changes one of our proposals. An offer that still names the old terms is refused as changed, so that nobody agrees by surprise. */
export function changeProposal(context: Context, id: string, changes: ProposalChanges): Promise<ProposalOutcome> {
  return transact(context, async (work) => {
    const found = await findOwn(work, id);
    if (found === undefined || found.proposal.deletedAtMs !== null) return { outcome: "not-found" };
    const { proposal, resource } = found;
    const supply = await findSupply(work, resource);
    const own = supply.reservations.filter((reservation) => reservation.proposal === proposal.proposal);
    const seats = changes.seats ?? proposal.seats;
    const { commonsSeats } = { ...proposal, ...withoutAbsent(changes) };
    const least = mostTaken(own, resource, work.nowMs()).seats;
    const refusal = seatsRefusal({ seats, commonsSeats }, resource.seats ?? 0, least);
    if (refusal !== undefined) return refused(refusal);
    const shown = shownOf(supply, { ...proposal, seats, commonsSeats });
    const after = await changeAndTell(work, proposal, { ...withoutAbsent(changes), ...shown });
    if (proposal.audience === "public" && after.audience === "partners")
      await tellGone(work, after, await listAll(work, ["limited"]));
    return { outcome: "done", proposal: after };
  });
}

function seatsRefusal(
  { seats, commonsSeats }: Pick<Proposal, "seats" | "commonsSeats">,
  most: number,
  least: number,
): ProposalRefusal | undefined {
  if (seats > most) return { reason: "seats-most", most };
  if (seats < least) return { reason: "seats-agreed", least };
  return commonsSeats > seats ? { reason: "commons-most", most: seats } : undefined;
}

/** Takes a proposal back. What was agreed on it stays; a second time changes nothing. */
export function withdrawProposal(context: Context, id: string): Promise<ProposalOutcome> {
  return transact(context, async (work) => {
    const found = await findOwn(work, id);
    if (found === undefined) return { outcome: "not-found" };
    const { proposal } = found;
    return { outcome: "done", proposal: proposal.deletedAtMs === null ? await withdraw(work, proposal) : proposal };
  });
}

async function withdraw(work: Work, proposal: Proposal): Promise<Proposal> {
  const deletedAtMs = laterThan(proposal, work.nowMs());
  const after = { ...proposal, deletedAtMs, updatedAtMs: deletedAtMs };
  await updateProposal(work.session, proposal.id, { deletedAtMs, updatedAtMs: deletedAtMs, changedAtMs: work.nowMs() });
  await tellGone(work, after, await listAddressees(work, proposal));
  return after;
}

async function tellGone(work: Work, proposal: Proposal, peers: readonly Peer[]): Promise<void> {
  const { proposal: iri, coop, updatedAtMs: deletedAtMs } = proposal;
  for (const peer of peers) {
    await tell(work, peer, { type: "proposal-delete", proposal: iri, coop, deletedAtMs, to: peer.coop });
  }
}

/** For a resource that goes: its proposals are withdrawn and what is still open on them is refused. */
export async function withdrawProposalsOf(work: Work, resource: Resource): Promise<void> {
  for (const proposal of await listOwnProposals(work.session, { resourceId: resource.id }))
    await withdraw(work, proposal);
  for (const offer of await listOpenOffers(work.session, { resourceId: resource.id })) {
    await refuseOffer(work, offer, { reason: "proposal-unknown" });
  }
}

async function findOwn(
  work: Work,
  id: string,
): Promise<{ readonly proposal: Proposal; readonly resource: Resource } | undefined> {
  const proposal = await findProposal(work.session, id);
  if (proposal === undefined || proposal.resourceId === null) return undefined;
  const resource = await findResource(work.session, proposal.resourceId);
  return resource === undefined ? undefined : { proposal, resource };
}

/** One of our own proposals, withdrawn ones included (`deletedAtMs`). */
export async function findOwnProposal({ database }: Context, id: string): Promise<Proposal | undefined> {
  const proposal = await findProposal(database, id);
  return proposal?.peerId === null ? proposal : undefined;
}

/** Our own proposals that stand, newest first. */
export function listProposals({ database }: Context, request: PageRequest): Promise<Page<Proposal>> {
  return pageOf(request, (page) => listOwnProposals(database, page));
}

const refused = (refusal: ProposalRefusal): ProposalOutcome => ({ outcome: "refused", refusal });
