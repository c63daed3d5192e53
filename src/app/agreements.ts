import { decideOffer, type OfferAnswer, type OfferedProposal } from "#src/domain/agreement.ts";
import { decideAction, decideFulfil, type AgreementAction, type Impossibility } from "#src/domain/agreement-action.ts";
import { freeSeatsOfProposal } from "#src/domain/capacity.ts";
import { actorIri, agreementIri, coopActorId, localObjectId, sameOrigin } from "#src/domain/iri.ts";
import type { AgreementTerms, Refusal } from "#src/domain/message.ts";
import { defaultPolicy } from "#src/domain/policy.ts";
import { sameTerms, type Quantity } from "#src/domain/quantity.ts";
import { slotProblem, type Slot } from "#src/domain/slot.ts";
import {
  findAgreementByIri,
  findAgreementRow,
  saveAgreement,
  updateAgreement,
  type AgreementRow,
} from "#src/store/agreements.ts";
import { findPeer, findPeerByCoop, type Peer } from "#src/store/peers.ts";
import { findProposal, findProposalByIri, type Proposal } from "#src/store/proposals.ts";
import { findResource, type Resource } from "#src/store/resources.ts";
import { viewAgreement, type AgreementView } from "./agreement-view.ts";
import { freshRow, makeJoin, repeatWord, saveWord, sayWord, showTaken, termsOf } from "./agreement-words.ts";
import { transact, type Context, type Work } from "./context.ts";
import { inTurn } from "./in-turn.ts";
import { answerKeys, heard, say } from "./outbox.ts";
import { findReservations } from "./publication.ts";
import type { Told } from "./partner-proposals.ts";

export interface CapacityRequest extends Slot {
  /** Our id of the proposal, as `findCapacity` lists it. */
  readonly proposalId: string;
  readonly seats: number;
  readonly title: string;
}

export type RequestOutcome =
  | { readonly outcome: "offered"; readonly agreement: AgreementView }
  /** It cannot even be asked. */
  | { readonly outcome: "refused"; readonly refusal: Refusal };

/** The receiver asks a partner for seats: an Offer goes out, and is repeated until it is answered or the slot starts. */
export function requestCapacity(context: Context, request: CapacityRequest): Promise<RequestOutcome> {
  return transact(context, async (work) => {
    const proposal = await findProposal(work.session, request.proposalId);
    const peer = await findPeer(work.session, proposal?.peerId ?? "");
    if (proposal === undefined || peer === undefined)
      return { outcome: "refused", refusal: { reason: "proposal-unknown" } };
    const refusal = refusalOf({ proposal, peer, request, nowMs: work.nowMs() });
    if (refusal !== undefined) return { outcome: "refused", refusal };
    const id = work.newId();
    const agreement = agreementIri(work.origin, id);
    const terms: AgreementTerms = {
      agreement,
      proposal: proposal.proposal,
      provider: proposal.coop,
      receiver: actorIri(work.origin, coopActorId),
      title: request.title,
      seats: request.seats,
      startsAtMs: request.startsAtMs,
      endsAtMs: request.endsAtMs,
      terms: proposal.terms,
    };
    const row = freshRow(work, terms, { id, role: "receiver", peerId: peer.id, proposalId: proposal.id });
    await saveAgreement(work.session, row);
    // The Offer's own id is made from the agreement's, so that the provider's answer can name it (FEP-0837).
    const message = { type: "agreement-offer", terms, to: peer.coop } as const;
    await say(work, { id, from: coopActorId, inbox: peer.coopInbox, message, answerKey: answerKeys.offer(agreement) });
    return { outcome: "offered", agreement: viewAgreement(work, row) };
  });
}

function refusalOf(asked: {
  readonly proposal: Proposal;
  readonly peer: Peer;
  readonly request: CapacityRequest;
  readonly nowMs: number;
}): Refusal | undefined {
  const { proposal, peer, request, nowMs } = asked;
  if (proposal.deletedAtMs !== null) return { reason: "proposal-unknown" };
  if (peer.state !== "partner" && peer.state !== "limited") return { reason: "not-partner" };
  const problem = slotProblem({ slot: request, nowMs, limits: defaultPolicy });
  if (problem !== undefined) return { reason: problem };
  // What is taken in the slot may have changed since we heard of it: the provider decides. More than there is, is never free.
  return request.seats > proposal.seats ? { reason: "capacity-short", freeSeats: proposal.seats } : undefined;
}

/**
 * The provider answers an Offer, in one transaction: seen before? → capacity in the slot → decide → save → answer. `offer.receiver`
 * is the coop whose signature was verified. A repeated Offer gets the stored answer again.
 */
export function answerOffer(context: Context, offer: AgreementTerms): Promise<Told> {
  return inTurn(context.database, () =>
    transact(context, async (work) => {
      const met = await meet(work, offer);
      if ("outcome" in met) return met;
      const { peer, known } = met;
      if (known !== undefined) {
        await repeatWord(work, known);
        return done;
      }
      const { proposal, resource } = await findOffered(work, offer);
      const nowMs = work.nowMs();
      const reservations = resource === undefined ? [] : await findReservations(work, resource.id);
      const room = { seats: resource?.seats ?? 0 };
      const answer = decideOffer({ offer, proposal, resource: room, reservations, peerState: peer.state, nowMs });
      const row = answeredRow(work, offer, { answer, peer, resource });
      await saveAgreement(work.session, row);
      await sayWord(work, row);
      if (answer.answer === "accept" || answer.answer === "hold") await showTaken(work, row);
      return done;
    }),
  );
}

const done: Told = { outcome: "done" };
const dropped = (because: string): Told => ({ outcome: "dropped", because });

/** Who offers or withdraws, and whether we have met the agreement before; the same id with other content is nothing for us. */
async function meet(
  work: Work,
  terms: AgreementTerms,
): Promise<Told | { readonly peer: Peer; readonly known: AgreementRow | undefined }> {
  const peer = await findPeerByCoop(work.session, terms.receiver);
  if (peer === undefined || peer.state === "blocked") return dropped("it is not from a peer");
  if (terms.provider !== actorIri(work.origin, coopActorId)) return dropped("it is for another provider");
  if (!sameOrigin(terms.agreement, terms.receiver)) return dropped("the agreement's id is another server's");
  const known = await findAgreementByIri(work.session, terms.agreement);
  if (known !== undefined && !isSameAgreement(known, terms))
    return dropped("an agreement of this id has other content");
  return { peer, known };
}

function isSameAgreement(known: AgreementRow, { terms, ...other }: AgreementTerms): boolean {
  const { terms: knownTerms, ...same } = termsOf(known);
  const names = Object.keys(other) as (keyof typeof other)[];
  return known.role === "provider" && names.every((name) => same[name] === other[name]) && sameTerms(knownTerms, terms);
}

interface Offered {
  readonly proposal: OfferedProposal | undefined;
  readonly resource: Resource | undefined;
}

/** Our proposal behind an offer, and its resource; neither when it was withdrawn or never was. */
async function findOffered(work: Work, offer: AgreementTerms): Promise<Offered> {
  const proposal = await findProposalByIri(work.session, offer.proposal);
  if (proposal === undefined || proposal.resourceId === null || proposal.deletedAtMs !== null)
    return { proposal: undefined, resource: undefined };
  return { proposal, resource: await findResource(work.session, proposal.resourceId) };
}

function answeredRow(
  work: Work,
  offer: AgreementTerms,
  {
    answer,
    peer,
    resource,
  }: { readonly answer: OfferAnswer; readonly peer: Peer; readonly resource: Resource | undefined },
): AgreementRow {
  const proposalId = localObjectId(work.origin, "proposals", offer.proposal) ?? "";
  const fresh = freshRow(work, offer, { id: work.newId(), role: "provider", peerId: peer.id, proposalId });
  const row = { ...fresh, resourceId: resource?.id ?? null, revision: 1 };
  switch (answer.answer) {
    case "accept":
      return { ...row, ...makeJoin(work, row), state: "accepted", answeredAtMs: work.nowMs() };
    case "reject":
      return { ...row, state: "rejected", refusal: answer.refusal, answeredAtMs: work.nowMs() };
    case "hold":
      return { ...row, heldUntilMs: answer.heldUntilMs };
    case "wait":
      return row;
  }
}

/**
 * The receiver took it back (`Undo{Offer}`). One that we never heard of is remembered as cancelled: its Offer is late, and will find
 * this answer.
 */
export function answerWithdrawal(context: Context, terms: AgreementTerms): Promise<Told> {
  return inTurn(context.database, () =>
    transact(context, async (work) => {
      const met = await meet(work, terms);
      if ("outcome" in met) return met;
      const { peer, known } = met;
      if (known === undefined) {
        const proposalId = localObjectId(work.origin, "proposals", terms.proposal) ?? "";
        const fresh = freshRow(work, terms, { id: work.newId(), role: "provider", peerId: peer.id, proposalId });
        const row = { ...fresh, state: "cancelled", revision: 1, answeredAtMs: work.nowMs() } as const;
        await saveAgreement(work.session, row);
        await sayWord(work, row);
        return done;
      }
      const decided = decideAction({ agreement: known, role: "provider", action: "withdraw", nowMs: work.nowMs() });
      if (decided.outcome !== "change") await repeatWord(work, known);
      else await saveWord(work, known, { state: decided.state, revision: decided.revision, heldUntilMs: null });
      return done;
    }),
  );
}

export type ActOutcome =
  /** It stands so now, or stood so before. */
  | { readonly outcome: "done"; readonly agreement: AgreementView }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "impossible"; readonly impossibility: Impossibility; readonly agreement: AgreementView };

/** A steward of the provider agrees. */
export const acceptAgreement = (context: Context, id: string): Promise<ActOutcome> => act(context, id, "accept");

/** A steward of the provider refuses, with a note in words if there is more to say. */
export const rejectAgreement = (context: Context, id: string, note?: string): Promise<ActOutcome> =>
  transact(context, (work) => actOn(work, id, { action: "reject", ...(note === undefined ? {} : { note }) }));

/** A steward of either side ends it before it was used: the provider cancels, the receiver takes it back. */
export const cancelAgreement = (context: Context, id: string): Promise<ActOutcome> => act(context, id, "cancel");

const act = (context: Context, id: string, action: AgreementAction): Promise<ActOutcome> =>
  transact(context, (work) => actOn(work, id, { action }));

/** Does to an agreement what a steward or the clock asks for. */
export async function actOn(
  work: Work,
  id: string,
  { action, note }: { readonly action: AgreementAction; readonly note?: string },
): Promise<ActOutcome> {
  const row = await findAgreementRow(work.session, id);
  if (row === undefined) return { outcome: "not-found" };
  const freeSeats = action === "accept" && row.role === "provider" ? await freeSeatsFor(work, row) : 0;
  const decided = decideAction({ agreement: row, role: row.role, action, nowMs: work.nowMs(), freeSeats });
  if (decided.outcome === "impossible") {
    const { outcome, ...impossibility } = decided;
    return { outcome, impossibility, agreement: viewAgreement(work, row) };
  }
  if (decided.outcome === "same") return { outcome: "done", agreement: viewAgreement(work, row) };
  if (decided.outcome === "withdraw")
    return { outcome: "done", agreement: viewAgreement(work, await withdraw(work, row)) };
  const { state, revision } = decided;
  const refusal =
    state === "rejected" ? { refusal: { reason: "declined", ...(note === undefined ? {} : { note }) } as const } : {};
  const after = await saveWord(work, row, { state, revision, heldUntilMs: null, ...refusal });
  return { outcome: "done", agreement: viewAgreement(work, after) };
}

/** The seats that are free in an agreement's slot without what it holds itself. */
async function freeSeatsFor(work: Work, row: AgreementRow): Promise<number> {
  const proposal = await findProposalByIri(work.session, row.proposal);
  const resource = row.resourceId === null ? undefined : await findResource(work.session, row.resourceId);
  if (proposal === undefined || resource === undefined) return 0;
  const reservations = await findReservations(work, resource.id, row);
  return freeSeatsOfProposal({ resource: { seats: resource.seats ?? 0 }, proposal, reservations }, row);
}

/** The receiver takes it back: said until the provider confirms with a higher revision. */
async function withdraw(work: Work, row: AgreementRow): Promise<AgreementRow> {
  const nowMs = work.nowMs();
  const after = { ...row, withdrawnAtMs: nowMs, updatedAtMs: nowMs };
  await updateAgreement(work.session, row.id, { withdrawnAtMs: nowMs, updatedAtMs: nowMs });
  await heard(work, answerKeys.offer(row.agreement));
  const peer = await findPeer(work.session, row.peerId);
  if (peer === undefined || peer.state === "blocked") return after;
  const message = { type: "agreement-withdraw", terms: termsOf(row), to: row.provider } as const;
  await say(work, {
    from: coopActorId,
    inbox: peer.coopInbox,
    message,
    answerKey: answerKeys.withdrawal(row.agreement),
  });
  return after;
}

export type FulfilAnswer =
  | {
      readonly outcome: "done";
      readonly agreement: AgreementRow;
      /** What the receiver owes for it; null for nothing. */
      readonly due: Quantity | null;
      /** The same number was recorded before; its entry is already made. */
      readonly repeated: boolean;
    }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "impossible"; readonly impossibility: Impossibility; readonly agreement: AgreementRow };

/** The provider records what was used, in the transaction that also makes the entry; the entry is what tells the receiver. */
export async function fulfilAgreement(work: Work, id: string, seatMinutes: number): Promise<FulfilAnswer> {
  const row = await findAgreementRow(work.session, id);
  if (row === undefined) return { outcome: "not-found" };
  const decided = decideFulfil({ agreement: row, role: row.role, seatMinutes });
  if (decided.outcome === "impossible") {
    const { outcome, ...impossibility } = decided;
    return { outcome, impossibility, agreement: row };
  }
  if (decided.outcome === "same")
    return { outcome: "done", agreement: row, due: viewAgreement(work, row).due, repeated: true };
  const { state, revision, due } = decided;
  const changes = { state, revision, fulfilledSeatMinutes: seatMinutes, updatedAtMs: work.nowMs() } as const;
  await updateAgreement(work.session, id, changes);
  return { outcome: "done", agreement: { ...row, ...changes }, due, repeated: false };
}
