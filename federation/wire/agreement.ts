import { z } from "zod";
import { localObjectId, messageIri } from "#src/domain/iri.ts";
import type { AgreementMessage, AgreementTerms } from "#src/domain/message.ts";
import { maxPerSeatHour, maxSeats } from "#src/domain/policy.ts";
import { agreedSeatMinutes, reciprocalQuantity, seatMinute } from "#src/domain/quantity.ts";
import type { Terms } from "#src/domain/resource.ts";
import { minutesOf } from "#src/domain/slot.ts";
import { unitIri } from "#src/domain/unit.ts";
import { marketContext } from "./context.ts";
import { readable, unreadable, type Envelope, type JsonObject, type Read } from "./json.ts";
import {
  instant,
  iri,
  measure,
  one,
  plainText,
  reference,
  typed,
  unit,
  wholeNumber,
  writeInstant,
  writeMeasure,
} from "./market.ts";
import { actionOf } from "./proposal.ts";

/** What we say about an agreement (`docs/federation/agreements.md`). It goes to the other coop only. */
export function writeAgreement(message: AgreementMessage, { id, actor, publishedAtMs }: Envelope): JsonObject {
  const { terms, to } = message;
  const common = { "@context": marketContext, id, actor, published: writeInstant(publishedAtMs), to: [to] };
  switch (message.type) {
    case "agreement-offer":
      return { ...common, id: offerIri(terms), type: "Offer", object: agreementObject(terms) };
    case "agreement-withdraw":
      return { ...common, type: "Undo", object: { ...offerOf(terms), object: agreementObject(terms) } };
    case "agreement-accept": {
      const result = { ...agreementObject(terms), url: message.joinUrl };
      return { ...common, type: "Accept", object: offerOf(terms), result, revision: message.revision };
    }
    case "agreement-held": {
      const held = message.heldUntilMs === undefined ? {} : { held: { until: writeInstant(message.heldUntilMs) } };
      const result = { ...agreementObject(terms), ...held };
      return { ...common, type: "TentativeAccept", object: offerOf(terms), result, revision: message.revision };
    }
    case "agreement-reject":
      return {
        ...common,
        type: "Reject",
        object: offerOf(terms),
        revision: message.revision,
        refusal: { ...message.refusal },
      };
    case "agreement-cancel": {
      const accept = { type: "Accept", actor, object: offerOf(terms) };
      return { ...common, type: "Undo", object: accept, revision: message.revision, cause: message.cause };
    }
  }
}

/** An agreement by itself, as its address answers it to its two parties. */
export const writeAgreementDocument = (terms: AgreementTerms): JsonObject => ({
  "@context": marketContext,
  ...agreementObject(terms),
});

/** The Offer that an answer is about, named and told apart by its type. */
const offerOf = (terms: AgreementTerms): JsonObject => ({
  id: offerIri(terms),
  type: "Offer",
  actor: terms.receiver,
  object: terms.agreement,
});

/** An Offer's id is made from its agreement's, on the receiver's server, so that both sides can name it. */
function offerIri({ agreement }: AgreementTerms): string {
  const { origin } = new URL(agreement);
  const id = localObjectId(origin, "agreements", agreement);
  return id === undefined ? agreement : messageIri(origin, id);
}

function agreementObject(terms: AgreementTerms): JsonObject {
  const { agreement, proposal, provider, receiver } = terms;
  return {
    id: agreement,
    type: "Agreement",
    name: terms.title,
    startTime: writeInstant(terms.startsAtMs),
    endTime: writeInstant(terms.endsAtMs),
    stipulates: {
      id: `${agreement}#primary`,
      type: "Commitment",
      action: "deliverService",
      satisfies: `${proposal}#primary`,
      provider,
      receiver,
      resourceConformsTo: unitIri(seatMinute),
      resourceQuantity: writeMeasure(seatMinutesOf(terms)),
    },
    ...reciprocalCommitment(terms),
  };
}

function reciprocalCommitment({ terms, agreement, proposal, ...offer }: AgreementTerms): JsonObject {
  if (terms.kind === "gift" || terms.perSeatHour === 0) return {};
  const { unit: unitName, perSeatHour } = terms;
  return {
    stipulatesReciprocal: {
      id: `${agreement}#reciprocal`,
      type: "Commitment",
      action: actionOf(unitName),
      satisfies: `${proposal}#reciprocal`,
      provider: offer.receiver,
      receiver: offer.provider,
      resourceConformsTo: unitIri(unitName),
      resourceQuantity: writeMeasure(reciprocalQuantity(seatMinutesOf(offer), perSeatHour) ?? 0),
      perSeatHour: String(perSeatHour),
    },
  };
}

/** @throws for an offer whose quantity is not exact; none is ever decided. */
function seatMinutesOf(offer: Pick<AgreementTerms, "seats" | "startsAtMs" | "endsAtMs">): number {
  const quantity = agreedSeatMinutes(offer);
  if (quantity === undefined) throw new RangeError("The seat-minutes of this offer are not exact.");
  return quantity;
}

const primary = z.object({
  satisfies: reference,
  provider: reference,
  resourceConformsTo: unit,
  resourceQuantity: measure,
});

const reciprocal = z.object({
  satisfies: reference,
  resourceConformsTo: unit,
  resourceQuantity: measure,
  perSeatHour: wholeNumber.refine((value) => value <= maxPerSeatHour, "a price that is not too high"),
});

/** FEP-0837's example misspells `stipulates`; both are read. */
const agreement = z
  .object({
    id: iri,
    type: typed("Agreement"),
    name: plainText(500).default(""),
    startTime: instant,
    endTime: instant,
    stipulates: one(primary).optional(),
    stiplulates: one(primary).optional(),
    stipulatesReciprocal: one(reciprocal).optional(),
    stiplulatesReciprocal: one(reciprocal).optional(),
  })
  .transform(({ stiplulates, stiplulatesReciprocal, ...read }) => ({
    ...read,
    stipulates: read.stipulates ?? stiplulates,
    stipulatesReciprocal: read.stipulatesReciprocal ?? stiplulatesReciprocal,
  }));

type ReadAgreement = z.output<typeof agreement>;

const offer = z.object({ actor: reference, object: one(agreement) });
const withdrawal = z.object({ object: one(offer) });

/** What a partner asks for, in an `Offer`. */
export function readOffer(activity: JsonObject): Read<AgreementTerms> {
  const parsed = offer.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  return termsFrom(parsed.data.object, parsed.data.actor);
}

/** What the receiver takes back, in an `Undo` of its Offer. */
export function readWithdrawal(activity: JsonObject): Read<AgreementTerms> {
  const parsed = withdrawal.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  return termsFrom(parsed.data.object.object, parsed.data.object.actor);
}

function termsFrom(read: ReadAgreement, receiver: string): Read<AgreementTerms> {
  const { stipulates, stipulatesReciprocal } = read;
  if (stipulates === undefined) return unreadable("the agreement stipulates nothing");
  if (stipulates.resourceConformsTo !== seatMinute) return unreadable("the agreement is not about seat-minutes");
  const slot = { startsAtMs: read.startTime, endsAtMs: read.endTime };
  const seats = stipulates.resourceQuantity / minutesOf(slot);
  if (!Number.isSafeInteger(seats) || seats < 1 || seats > maxSeats) {
    return unreadable("the quantity is no whole number of seats for the whole slot");
  }
  const terms = pricesFrom(stipulatesReciprocal, stipulates.resourceQuantity);
  if (terms === undefined) return unreadable("the reciprocal quantity is not what the price comes to");
  const proposal = intentOf(stipulates.satisfies, "primary");
  if (proposal === undefined) return unreadable("the agreement does not satisfy a proposal's primary intent");
  return readable({
    agreement: read.id,
    proposal,
    provider: stipulates.provider,
    receiver,
    title: read.name,
    seats,
    ...slot,
    terms,
  });
}

/** The terms, where the reciprocal quantity is what they come to; undefined where it is not. */
function pricesFrom(read: z.output<typeof reciprocal> | undefined, seatMinutes: number): Terms | undefined {
  if (read === undefined) return { kind: "gift" };
  const { perSeatHour, resourceQuantity, resourceConformsTo } = read;
  if (reciprocalQuantity(seatMinutes, perSeatHour) !== resourceQuantity) return undefined;
  return { kind: "reciprocal", perSeatHour, unit: resourceConformsTo };
}

function intentOf(satisfies: string, fragment: string): string | undefined {
  return satisfies.endsWith(`#${fragment}`) ? satisfies.slice(0, -fragment.length - 1) : undefined;
}
