import type { Capacity, Reservation } from "./capacity.ts";
import { freeBesideKept } from "./commons.ts";
import { isKept, type KeptForCommons } from "./kept-seats.ts";
import type { AgreementTerms, Refusal } from "./message.ts";
import { owedRefusal, type Owed } from "./owed-limit.ts";
import { noLimits, partnerLimitRefusal, type PartnerPolicy } from "./partner-limit.ts";

/** What our coop has chosen beyond its proposals, as an offer meets it. */
export interface OfferPolicy {
  readonly partner: PartnerPolicy;
  /** All that the partner has of us or that is held for it, in each month that the slot touches; without what this takes the place of. */
  readonly ofPartner: readonly Reservation[];
  /** What it may owe us by unit, and owes; without what this takes the place of. */
  readonly owed?: readonly Owed[];
  readonly timeZone: string;
  /** Of our fair-use text; undefined when we have none. */
  readonly fairUseVersion?: number;
}

/** A coop that has chosen nothing. */
export const openPolicy: OfferPolicy = { partner: noLimits, ofPartner: [], timeZone: "UTC" };

/**
 * Why an offer is refused before its slot is looked at: it accepts another fair-use text than the one that stands. What was accepted with
 * an agreement holds for its changes.
 */
export function fairUseRefusal(
  { fairUseVersion: accepted, amendment = 0 }: Pick<AgreementTerms, "fairUseVersion" | "amendment">,
  { fairUseVersion }: Pick<OfferPolicy, "fairUseVersion">,
): Refusal | undefined {
  if (fairUseVersion === undefined || amendment > 0 || accepted === fairUseVersion) return undefined;
  return { reason: "fair-use-changed", fairUseVersion };
}

interface Asked {
  readonly offer: Pick<AgreementTerms, "seats" | "startsAtMs" | "endsAtMs" | "commons" | "terms">;
  readonly capacity: Capacity;
  readonly kept: KeptForCommons;
  readonly policy: OfferPolicy;
  readonly nowMs: number;
}

/** Why what is free is not for this offer: it is kept for events of the commons, or this partner has had its share. */
export function shareRefusal({ offer, capacity, kept, policy, nowMs }: Asked): Refusal | undefined {
  const beside = offer.commons === true ? undefined : freeBesideKept(capacity, { kept, slot: offer, nowMs });
  if (beside !== undefined && offer.seats > beside) return { reason: "capacity-short", freeSeats: beside };
  const { partner, ofPartner: reservations, timeZone, owed = [] } = policy;
  return partnerLimitRefusal({ policy: partner, wanted: offer, reservations, timeZone }) ?? owedRefusal(offer, owed);
}

/** Whether a partner's offer needs no steward: neither by its size, nor by what we chose for this partner, nor by what it claims to be. */
export function isAnsweredAtOnce({
  offer,
  proposal,
  policy,
  nowMs,
}: Pick<Asked, "offer" | "policy" | "nowMs"> & {
  readonly proposal: KeptForCommons & { readonly acceptUpTo?: number | null };
}): boolean {
  if (policy.partner.answer === "steward") return false;
  // Where seats are kept, the mark is worth something: who uses it has to be believed.
  const isClaim = offer.commons === true && isKept(proposal, offer, nowMs);
  if (isClaim && !policy.partner.commonsTrusted) return false;
  return offer.seats <= (proposal.acceptUpTo ?? Infinity);
}
