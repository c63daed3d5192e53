import { decideOffer, type OfferAnswer, type OfferedProposal, type OfferRequest } from "#src/domain/agreement.ts";
import { decideAction } from "#src/domain/agreement-action.ts";
import { sameNumbers } from "#src/domain/agreement-asked.ts";
import { actorIri, coopActorId, localObjectId, sameOrigin } from "#src/domain/iri.ts";
import type { AgreementTerms } from "#src/domain/message.ts";
import { findAgreementByIri, saveAgreement, type AgreementRow } from "#src/store/agreements.ts";
import { findPeerByCoop, type Peer } from "#src/store/peers.ts";
import { findProposalByIri } from "#src/store/proposals.ts";
import { findResource, type Resource } from "#src/store/resources.ts";
import { feeOf, granted } from "./agreement-deeds.ts";
import { freshRow, makeJoin, repeatWord, saveWord, sayWord, settled, showTaken } from "./agreement-words.ts";
import { answerAmendment } from "./amendments.ts";
import { transact, type Context, type Work } from "./context.ts";
import { inTurn } from "./in-turn.ts";
import type { Told } from "./partner-proposals.ts";
import { findOfferPolicy } from "./partner-policy.ts";
import { findPool, findReservationsAround } from "./pools.ts";

/**
 * The provider answers an Offer, in one transaction: seen before? → capacity in the slot → decide → save → answer. `offer.receiver`
 * is the coop whose signature was verified. A repeated Offer gets the stored answer again.
 */
export function answerOffer(context: Context, offer: AgreementTerms, askedAtMs?: number): Promise<Told> {
  return inTurn(context.database, () =>
    transact(context, async (work) => {
      const met = await meet(work, offer);
      if ("outcome" in met) return met;
      const { peer, known } = met;
      if (known !== undefined) return answerAgain(work, { offer, peer, known, askedAtMs });
      if ((offer.amendment ?? 0) > 0) return dropped("it changes an agreement that we have not heard of yet");
      const { resource, ground } = await findGround(work, { offer, peer });
      const answer = decideOffer(ground);
      const row = answeredRow(work, offer, { answer, peer, resource });
      await saveAgreement(work.session, row);
      await sayWord(work, row);
      if (row.state !== "rejected") await showTaken(work, row);
      return done;
    }),
  );
}

/** Everything that the decision about an offer looks at. */
async function findGround(
  work: Work,
  { offer, peer, known }: Pick<OfferAgain, "offer" | "peer"> & { readonly known?: AgreementRow },
): Promise<{ readonly ground: OfferRequest; readonly resource: Resource | undefined }> {
  const { proposal, resource } = await findOffered(work, offer);
  const except = known === undefined ? {} : { except: known };
  const reservations = resource === undefined ? [] : await findReservationsAround(work, offer, { resource, ...except });
  const pool = resource === undefined ? { seats: 0 } : await findPool(work, resource);
  const nowMs = work.nowMs();
  const chosen = await findOfferPolicy(work, { peerId: peer.id, slot: offer, ...except });
  const ground = { offer, proposal, resource: pool, reservations, peerState: peer.state, nowMs, chosen };
  return { ground, resource };
}

const done: Told = { outcome: "done" };
const dropped = (because: string): Told => ({ outcome: "dropped", because });

interface OfferAgain {
  readonly offer: AgreementTerms;
  readonly peer: Peer;
  readonly known: AgreementRow;
  readonly askedAtMs: number | undefined;
}

/** An offer of an agreement that we know is a change of it, or was seen before. */
async function answerAgain(work: Work, { offer, peer, known, askedAtMs }: OfferAgain): Promise<Told> {
  if ((offer.amendment ?? 0) > known.amendment) {
    const { ground } = await findGround(work, { offer, peer, known });
    await answerAmendment(work, known, { ground, askedAtMs });
    return done;
  }
  const isFirst = (offer.amendment ?? 0) === 0 && known.amendment === 0;
  // What was agreed instead, by a counter-offer of ours, was asked for under a number of its own; so these are still the first numbers.
  if (isFirst && !(sameNumbers(known, offer) && known.title === offer.title))
    return dropped("an agreement of this id has other content");
  await repeatWord(work, known);
  return done;
}

/** Who offers or withdraws, and whether we have met the agreement before; the same id between others is nothing for us. */
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

/** What never changes in the life of an agreement. Its slot, seats and terms may. */
function isSameAgreement(known: AgreementRow, { proposal, provider, receiver }: AgreementTerms): boolean {
  const isOurs = known.role === "provider" && known.provider === provider && known.receiver === receiver;
  return isOurs && known.proposal === proposal;
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
    case "tentative":
      return { ...row, ...granted(row, answer.untilMs) };
    case "wait":
      return row;
  }
}

export interface Withdrawal {
  readonly terms: AgreementTerms;
  /** When the receiver says that it decided so: its message may be late. */
  readonly withdrawnAtMs?: number;
}

/**
 * The receiver took it back (`Undo{Offer}`). One that we never heard of is remembered as cancelled: its Offer is late, and will find
 * this answer.
 */
export function answerWithdrawal(context: Context, { terms, withdrawnAtMs }: Withdrawal): Promise<Told> {
  return inTurn(context.database, () =>
    transact(context, async (work) => {
      const met = await meet(work, terms);
      if ("outcome" in met) return met;
      const { peer, known } = met;
      if (known === undefined) {
        const proposalId = localObjectId(work.origin, "proposals", terms.proposal) ?? "";
        const fresh = freshRow(work, terms, { id: work.newId(), role: "provider", peerId: peer.id, proposalId });
        const cause = { endCause: "cancelled", answeredAtMs: work.nowMs() } as const;
        const row = { ...fresh, ...cause, state: "cancelled", revision: 1, withdrawnAtMs: work.nowMs() } as const;
        await saveAgreement(work.session, row);
        await sayWord(work, row);
        return done;
      }
      const decided = decideAction({ agreement: known, role: "provider", action: "withdraw", nowMs: work.nowMs() });
      if (decided.outcome !== "change") await repeatWord(work, known);
      else await saveWord(work, known, withdrawnChanges(work, known, withdrawnAtMs));
      return done;
    }),
  );
}

/** It counts as taken back when its receiver says so, but neither after we heard of it nor before our own last word. */
function withdrawnChanges(work: Work, known: AgreementRow, saidAtMs = work.nowMs()): Partial<AgreementRow> {
  const withdrawnAtMs = Math.max(Math.min(saidAtMs, work.nowMs()), known.updatedAtMs);
  const feeSeatMinutes = feeOf(known, { cause: "cancelled", atMs: withdrawnAtMs });
  const end = { state: "cancelled", endCause: "cancelled", trouble: null } as const;
  return { ...settled, ...end, refusal: null, revision: known.revision + 1, withdrawnAtMs, feeSeatMinutes };
}
