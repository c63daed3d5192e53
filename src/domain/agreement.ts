import { freeSeatsOfProposal, peakTaken, type ResourceReservation } from "./capacity.ts";
import type { Asked } from "./agreement-asked.ts";
import type { AgreementTerms, Counter, Refusal } from "./message.ts";
import { capacityRefusal, type OfferedPool } from "./offer-capacity.ts";
import { fairUseRefusal, isAnsweredAtOnce, openPolicy, shareRefusal, type OfferPolicy } from "./offer-policy.ts";
import type { PeerState } from "./peer.ts";
import { defaultPolicy, type Policy } from "./policy.ts";
import { agreedSeatMinutes, decideDuty, isQuantity, sameTerms } from "./quantity.ts";
import type { Terms } from "./resource.ts";
import { slotProblem, type Slot } from "./slot.ts";

/** Where an agreement stands, by the provider's last word. Rejected, cancelled, expired and fulfilled are final. */
export type AgreementState = "offered" | "accepted" | "rejected" | "cancelled" | "expired" | "fulfilled";

/** Which side of an agreement we are. The provider decides; the receiver follows. */
export type AgreementRole = "provider" | "receiver";

/** What the decisions about an agreement look at. Null and absent mean the same. */
export interface Agreement extends Slot {
  readonly seats: number;
  readonly terms: Terms;
  readonly state: AgreementState;
  /** Of the provider's last word: 0 while it has said nothing, then one more with each message. */
  readonly revision: number;
  /** Until when the seats are held while a steward thinks. */
  readonly heldUntilMs?: number | null;
  /** When we, the receiver, took it back. */
  readonly withdrawnAtMs?: number | null;
  readonly fulfilledSeatMinutes?: number | null;
  /** What giving some of it back costs its receiver, by the provider's word. */
  readonly feeSeatMinutes?: number | null;
  /** How often the receiver has asked for a change, by what we know. */
  readonly amendment?: number;
  /** What the receiver asks for instead and is not settled; the agreement stands as it is. */
  readonly pending?: Asked | null;
  /** Until when `pending` or `counter` is open. */
  readonly pendingUntilMs?: number | null;
  readonly counter?: Counter | null;
  /** The receiver is not sure yet. */
  readonly tentativeUntilMs?: number | null;
  /** It says that it is an event of the commons. */
  readonly commons?: boolean;
  /** Until when a meeting that goes on longer may go on. */
  readonly overrunUntilMs?: number | null;
}

/** Our own proposal, as an offer meets it. */
export interface OfferedProposal {
  /** The proposal's IRI. */
  readonly proposal: string;
  /** The IRI of the coop that made it: ours. */
  readonly coop: string;
  readonly seats: number;
  readonly audience: "public" | "partners";
  /** Seats answered without a steward, for partners; null answers all. */
  readonly acceptUpTo?: number | null;
  /** Seats kept for events of the commons until so many hours before a slot starts. */
  readonly commonsSeats?: number;
  readonly commonsUntilHours?: number;
  readonly terms: Terms;
}

export interface OfferRequest {
  readonly offer: AgreementTerms;
  /** Undefined when there is no such proposal, or no longer. */
  readonly proposal: OfferedProposal | undefined;
  readonly resource: OfferedPool;
  /** Everything that takes seats of the resource in the slot at `nowMs` (`reservationOf`), over all its proposals. */
  readonly reservations: readonly ResourceReservation[];
  /** What the offering coop is to us; undefined when we have never met. */
  readonly peerState: PeerState | undefined;
  readonly nowMs: number;
  readonly policy?: Policy;
  /** What our coop has chosen for this partner, and its fair-use text; absent: nothing. */
  readonly chosen?: OfferPolicy;
}

/**
 * `hold` and `wait` both mean that a steward decides. A hold keeps the seats until `heldUntilMs`; a waiting offer keeps
 * none, and whether there is room is asked again when the steward accepts. `tentative` is a yes to who is not sure yet: the seats are
 * theirs when they confirm until `untilMs`.
 */
export type OfferAnswer =
  | { readonly answer: "accept" }
  | { readonly answer: "hold"; readonly heldUntilMs: number }
  | { readonly answer: "wait" }
  | { readonly answer: "tentative"; readonly untilMs: number }
  | { readonly answer: "reject"; readonly refusal: Refusal };

/** The offer together with the proposal that it was found to match. */
type MatchedOffer = OfferRequest & { readonly proposal: OfferedProposal };

/**
 * The provider's first answer to an offer that it has not seen before (design: States). Never promises a seat that is not
 * free. Partners are answered at once up to `acceptUpTo`; larger offers and those of limited peers wait for a steward with
 * their seats held; those of strangers on a public proposal wait with nothing held, so that nobody can fill a calendar
 * with requests.
 */
export function decideOffer(request: OfferRequest): OfferAnswer {
  const { offer, proposal, nowMs, policy = defaultPolicy } = request;
  if (
    proposal === undefined ||
    proposal.proposal !== offer.proposal ||
    proposal.coop !== offer.provider ||
    offer.receiver === offer.provider
  ) {
    return reject({ reason: "proposal-unknown" });
  }
  if (!isAddressee(proposal, request.peerState)) return reject({ reason: "not-partner" });
  const problem = slotProblem({ slot: offer, nowMs, limits: policy });
  if (problem !== undefined) return reject({ reason: problem });
  const unaccepted = unacceptedRefusal({ ...request, proposal });
  if (unaccepted !== undefined) return reject(unaccepted);
  if (!isExact(offer)) return reject({ reason: "slot-invalid" });
  return decideTentative({ ...request, proposal }, decideCapacity({ ...request, proposal }));
}

/** What the offer accepts is not what we ask for any more: our fair-use text, or our terms. */
function unacceptedRefusal({ offer, proposal, chosen = openPolicy }: MatchedOffer): Refusal | undefined {
  const refusal = fairUseRefusal(offer, chosen);
  if (refusal !== undefined) return refusal;
  return sameTerms(offer.terms, proposal.terms) ? undefined : { reason: "proposal-changed" };
}

/**
 * Who is not sure yet gets the seats only until they said they would be; held for nothing they count as every hold does, at most half of
 * what is free, and beyond that a steward decides.
 */
function decideTentative(request: MatchedOffer, answer: OfferAnswer): OfferAnswer {
  const { offer, nowMs, policy = defaultPolicy } = request;
  if (offer.tentativeUntilMs === undefined) return answer;
  if (offer.tentativeUntilMs <= nowMs) return reject({ reason: "slot-past" });
  const untilMs = tentativeUntilMs(offer, nowMs, policy);
  switch (answer.answer) {
    case "accept":
      return decideHold(request).answer === "hold" ? { answer: "tentative", untilMs } : { answer: "wait" };
    case "hold":
      return { answer: "hold", heldUntilMs: Math.min(answer.heldUntilMs, untilMs) };
    default:
      return answer;
  }
}

/** Until when seats are held for somebody who is not sure yet: as they wish, at most until the slot starts, and not for ever. */
export const tentativeUntilMs = (
  offer: { readonly startsAtMs: number; readonly tentativeUntilMs?: number | null },
  nowMs: number,
  policy: Policy = defaultPolicy,
): number => Math.min(offer.tentativeUntilMs ?? nowMs, offer.startsAtMs, nowMs + policy.maxTentativeMs);

function decideCapacity(request: MatchedOffer): OfferAnswer {
  const { offer, proposal, nowMs } = request;
  const policy = request.chosen ?? openPolicy;
  const refusal =
    capacityRefusal(offer, { capacity: request, nowMs }) ??
    shareRefusal({ offer, capacity: request, kept: proposal, policy, nowMs });
  if (refusal !== undefined) return reject(refusal);
  switch (request.peerState) {
    case "partner":
      return isAnsweredAtOnce({ offer, proposal, policy, nowMs }) ? { answer: "accept" } : decideHold(request);
    case "limited":
      return decideHold(request);
    default:
      return { answer: "wait" };
  }
}

/**
 * While a steward thinks, at most half of the free seats are held for one partner (design: States), counting what is held
 * for it already. What does not fit the half is no reason to refuse: the offer waits, and holds nothing.
 */
function decideHold(request: MatchedOffer): OfferAnswer {
  const { offer, nowMs, policy = defaultPolicy } = request;
  const heldForIt = request.reservations.filter(({ held, receiver }) => held && receiver === offer.receiver);
  const others = request.reservations.filter((reservation) => !heldForIt.includes(reservation));
  const free = freeSeatsOfProposal({ ...request, reservations: others }, offer);
  const held = peakTaken({ resource: request.resource, reservations: heldForIt }, offer).seats;
  if (held + offer.seats > Math.floor(free / 2)) return { answer: "wait" };
  return { answer: "hold", heldUntilMs: Math.min(nowMs + policy.holdMs, offer.startsAtMs) };
}

/** Limited peers see no partner-only proposals; neither does anyone who is not, or no longer, a partner. */
function isAddressee(proposal: OfferedProposal, peerState: PeerState | undefined): boolean {
  if (peerState === "blocked") return false;
  return proposal.audience === "public" || peerState === "partner";
}

/** Whether the seats are a whole number above zero and all quantities that follow from the offer are exact. */
function isExact(offer: AgreementTerms): boolean {
  const seatMinutes = isQuantity(offer.seats) ? agreedSeatMinutes(offer) : undefined;
  return seatMinutes !== undefined && decideDuty(offer.terms, seatMinutes) !== undefined;
}

function reject(refusal: Refusal): OfferAnswer {
  return { answer: "reject", refusal };
}

/**
 * Whether an agreement of ours as provider takes seats at `nowMs`: agreed ones until their end, whatever was settled early;
 * offered ones while they are held. The rest has freed them.
 */
export function takesSeats(agreement: Agreement, nowMs: number): "agreed" | "held" | "no" {
  if (agreement.state === "accepted" || agreement.state === "fulfilled") return "agreed";
  return agreement.state === "offered" && (agreement.heldUntilMs ?? 0) > nowMs ? "held" : "no";
}

/** An agreement of ours as provider as what it takes from the resource; undefined when it takes nothing. */
export function reservationOf(
  agreement: Agreement & { readonly proposal: string; readonly receiver: string },
  nowMs: number,
): ResourceReservation | undefined {
  const taken = takesSeats(agreement, nowMs);
  if (taken === "no") return undefined;
  const { proposal, receiver, seats, startsAtMs, commons } = agreement;
  const endsAtMs = Math.max(agreement.endsAtMs, agreement.overrunUntilMs ?? 0);
  const marked = commons === true ? { commons } : {};
  return { proposal, receiver, seats, startsAtMs, endsAtMs, held: taken === "held", ...marked };
}

/** The state to show: a receiver who took it back sees it cancelled at once; only a fulfilment overrides that. */
export function presentedState({ state, withdrawnAtMs }: Pick<Agreement, "state" | "withdrawnAtMs">): AgreementState {
  const isOpen = state === "offered" || state === "accepted";
  return isOpen && typeof withdrawnAtMs === "number" ? "cancelled" : state;
}
