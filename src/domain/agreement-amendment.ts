import { decideOffer, type Agreement, type OfferAnswer, type OfferRequest } from "./agreement.ts";
import { sameNumbers, type Numbers } from "./agreement-asked.ts";
import { isFinal } from "./agreement-message.ts";
import { freeSeatsOfProposal } from "./capacity.ts";
import type { Refusal } from "./message.ts";
import { defaultPolicy } from "./policy.ts";
import { sameTerms } from "./quantity.ts";
import { isWholeMinutes, isWithin, minuteMs, type Slot } from "./slot.ts";

/** The receiver asks for a change: an Offer of an agreement that we know. `reservations` are without what this agreement itself takes. */
export interface AmendmentRequest extends OfferRequest {
  readonly agreement: Agreement;
}

/**
 * `known`: it was seen before, or nothing can follow any more; the last word is said again. `take`: agreed, in place of what stood.
 * `think`: a steward decides until `untilMs`, and what was agreed stands; `held` says whether its seats are held. `replace`: nothing was agreed
 * yet, so it takes the place of what was offered. `refuse`: what was agreed or offered stays as it was, and so does our counter-offer.
 */
export type AmendmentAnswer =
  | { readonly answer: "known" }
  | { readonly answer: "take" }
  | { readonly answer: "think"; readonly untilMs: number; readonly held: boolean }
  | { readonly answer: "replace"; readonly by: Exclude<OfferAnswer, { answer: "accept" | "reject" }> }
  | { readonly answer: "refuse"; readonly refusal: Refusal };

/**
 * The provider answers a change that the receiver asks for. What we proposed ourselves is agreed while our counter-offer stands; to have
 * less than what was agreed needs nobody's leave (it may cost something, `decideFee`); everything else is decided as an offer is. The
 * price that was agreed holds for its changes.
 */
export function decideAmendment(request: AmendmentRequest): AmendmentAnswer {
  const { agreement, offer } = request;
  if (isFinal(agreement.state) || (offer.amendment ?? 0) <= (agreement.amendment ?? 0)) return { answer: "known" };
  if (takesCounter(request)) return takeCounter(request);
  return agreement.state === "accepted" ? decideChange(request) : decideReplacement(request);
}

/** Whether it is a yes to our counter-offer, in time. */
function takesCounter({ agreement: { counter }, offer, nowMs }: AmendmentRequest): boolean {
  const stands = counter !== null && counter !== undefined && nowMs < counter.untilMs;
  return stands && offer.tentativeUntilMs === undefined && sameNumbers(counter, offer);
}

/** The seats were held for it; they can only be missing where the resource itself has become smaller. */
function takeCounter({ offer, resource, proposal, reservations }: AmendmentRequest): AmendmentAnswer {
  const own = { proposal: offer.proposal, seats: proposal?.seats ?? resource.seats };
  const freeSeats = freeSeatsOfProposal({ resource, proposal: own, reservations }, offer);
  return offer.seats > freeSeats ? refuse({ reason: "capacity-short", freeSeats }) : { answer: "take" };
}

function decideChange(request: AmendmentRequest): AmendmentAnswer {
  const { agreement, offer, nowMs, policy = defaultPolicy } = request;
  const isMoved = offer.startsAtMs !== agreement.startsAtMs;
  if (agreement.endsAtMs <= nowMs || offer.endsAtMs <= nowMs) return refuse({ reason: "slot-past" });
  if (isMoved && Math.min(offer.startsAtMs, agreement.startsAtMs) <= nowMs) return refuse({ reason: "slot-past" });
  if (isLess(offer, agreement)) return { answer: "take" };
  const answer = decideOffer(asIfNew(request, isMoved));
  const latestMs = Math.min(nowMs + policy.holdMs, latestAnswerMs(agreement, offer));
  switch (answer.answer) {
    case "accept":
      return { answer: "take" };
    case "hold":
    case "tentative":
      return { answer: "think", untilMs: latestMs, held: true };
    case "wait":
      return { answer: "think", untilMs: latestMs, held: isModest(request) };
    case "reject":
      return refuse(answer.refusal);
  }
}

/** Whether a partner wants so few seats more, in the slot that it has, that they can be held for it beside those. */
function isModest({ agreement, offer, proposal, peerState, ...rest }: AmendmentRequest): boolean {
  const isMet = peerState === "partner" || peerState === "limited";
  if (!isMet || proposal === undefined || !isWithin(offer, agreement)) return false;
  const free = freeSeatsOfProposal({ ...rest, proposal }, offer) - agreement.seats;
  return offer.seats - agreement.seats <= Math.floor(free / 2);
}

/** Whether somebody asks for no more than they have: for the same price no seat, and no minute, that was not theirs. */
const isLess = (offer: Numbers, agreement: Numbers): boolean =>
  sameTerms(offer.terms, agreement.terms) &&
  offer.seats <= agreement.seats &&
  isWholeMinutes(offer) &&
  isWithin(offer, agreement);

/**
 * A change as an offer of its own. One that begins as it was agreed keeps to the notice that it was given; if it has begun, it is about what
 * is left of it.
 */
function asIfNew(request: AmendmentRequest, isMoved: boolean): OfferRequest {
  const { agreement, nowMs, proposal, resource } = request;
  const { tentativeUntilMs: _never, ...offer } = request.offer;
  const priced =
    proposal !== undefined && sameTerms(offer.terms, agreement.terms)
      ? { ...proposal, terms: agreement.terms }
      : proposal;
  if (isMoved) return { ...request, offer, proposal: priced };
  const nextMinuteMs = (Math.floor(nowMs / minuteMs) + 1) * minuteMs;
  const rest = { ...offer, startsAtMs: Math.max(offer.startsAtMs, nextMinuteMs) };
  const { calendar } = resource;
  const noticed = calendar ? { ...resource, calendar: { ...calendar, noticeMinutes: 0 } } : resource;
  return { ...request, offer: rest, proposal: priced, resource: noticed };
}

/** An offer that nobody has agreed to yet is replaced, unless it could not be given. */
function decideReplacement(request: AmendmentRequest): AmendmentAnswer {
  const { agreement, proposal, offer } = request;
  const isOldPrice = proposal !== undefined && sameTerms(offer.terms, agreement.terms);
  const answer = decideOffer(isOldPrice ? { ...request, proposal: { ...proposal, terms: agreement.terms } } : request);
  switch (answer.answer) {
    case "accept":
      return { answer: "take" };
    case "reject":
      return refuse(answer.refusal);
    default:
      return { answer: "replace", by: answer };
  }
}

const refuse = (refusal: Refusal): AmendmentAnswer => ({ answer: "refuse", refusal });

/**
 * Until when a change, or a counter-offer, can be answered at all: until the first of both slots starts; where only what is left of a
 * running meeting changes, or how many come, until it ends.
 */
export function latestAnswerMs(agreement: Slot & Pick<Agreement, "state">, wanted: Slot): number {
  if (agreement.state !== "accepted") return wanted.startsAtMs;
  return wanted.startsAtMs === agreement.startsAtMs
    ? Math.min(agreement.endsAtMs, wanted.endsAtMs)
    : Math.min(agreement.startsAtMs, wanted.startsAtMs);
}
