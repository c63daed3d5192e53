import { z } from "zod";
import { localObjectId, messageIri } from "#src/domain/iri.ts";
import type { AgreementMessage, AgreementTerms, Standing } from "#src/domain/message.ts";
import { agreementObject, agreementSchema, counterObject, termsFrom } from "./agreement-object.ts";
import { marketContext } from "./context.ts";
import { unreadable, readable, type Envelope, type JsonObject, type Read } from "./json.ts";
import { instant, one, reference, writeInstant, writeMeasure } from "./market.ts";

/** What we say about an agreement (`docs/federation/agreements.md`). It goes to the other coop only. */
export function writeAgreement(message: AgreementMessage, { id, actor, publishedAtMs }: Envelope): JsonObject {
  const { terms, to } = message;
  const common = { "@context": marketContext, id, actor, published: writeInstant(publishedAtMs), to: [to] };
  switch (message.type) {
    case "agreement-offer":
      return { ...common, id: offerIri(terms), type: "Offer", object: agreementObject(terms) };
    case "agreement-withdraw":
      return { ...common, type: "Undo", object: { ...offerOf(terms), object: agreementObject(terms) } };
    case "agreement-accept":
      return { ...common, type: "Accept", object: offerOf(terms), ...standing(message) };
    case "agreement-held":
      return { ...common, type: "TentativeAccept", object: offerOf(terms), ...standing(message) };
    case "agreement-reject":
      return { ...common, type: "Reject", object: offerOf(terms), ...standing(message) };
    case "agreement-cancel": {
      const accept = { type: "Accept", actor, object: offerOf(terms) };
      return {
        ...common,
        type: "Undo",
        object: accept,
        ...standing(message),
        cause: message.endCause ?? message.cause,
      };
    }
  }
}

/** An agreement by itself, as its address answers it to its two parties. */
export const writeAgreementDocument = (terms: AgreementTerms): JsonObject => ({
  "@context": marketContext,
  ...agreementObject(terms),
});

/** The agreement whole, as it stands, and the revision under which it does. */
function standing(word: Standing): JsonObject {
  const { terms, state, joinUrl, heldUntilMs, pendingUntilMs, counter, trouble, feeSeatMinutes } = word;
  const result = {
    ...agreementObject(terms),
    ...(state === undefined ? {} : { state }),
    ...(joinUrl === undefined ? {} : { url: joinUrl }),
    ...(heldUntilMs === undefined ? {} : { held: { until: writeInstant(heldUntilMs) } }),
    ...(pendingUntilMs === undefined ? {} : { pending: { until: writeInstant(pendingUntilMs) } }),
    ...(counter === undefined ? {} : { counter: counterObject(terms, counter) }),
    ...(trouble === undefined ? {} : { trouble: { kind: trouble.kind, since: writeInstant(trouble.sinceMs) } }),
    ...(feeSeatMinutes === undefined ? {} : { fee: writeMeasure(feeSeatMinutes) }),
  };
  const refusal = word.refusal === undefined ? {} : { refusal: { ...word.refusal } };
  return { result, revision: word.revision, ...refusal };
}

/** The Offer that an answer is about, named and told apart by its type. */
const offerOf = (terms: AgreementTerms): JsonObject => ({
  id: offerIri(terms),
  type: "Offer",
  actor: terms.receiver,
  object: terms.agreement,
});

/**
 * An Offer's id is made from its agreement's, on the receiver's server, so that both sides can name it. Each change that is asked for
 * later is an Offer of the same agreement, told apart by its number.
 */
function offerIri({ agreement, amendment = 0 }: AgreementTerms): string {
  const { origin } = new URL(agreement);
  const id = localObjectId(origin, "agreements", agreement);
  const first = id === undefined ? agreement : messageIri(origin, id);
  return amendment === 0 ? first : `${first}#${amendment}`;
}

const offer = z.object({ actor: reference, object: one(agreementSchema) });
const withdrawal = z.object({ object: one(offer), published: instant.optional() });

/** What a partner asks for, in an `Offer`. */
export function readOffer(activity: JsonObject): Read<AgreementTerms> {
  const parsed = offer.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  return termsFrom(parsed.data.object, parsed.data.actor);
}

/** What the receiver takes back, in an `Undo` of its Offer, and when it says that it decided so. */
export function readWithdrawal(
  activity: JsonObject,
): Read<{ readonly terms: AgreementTerms; readonly withdrawnAtMs?: number }> {
  const parsed = withdrawal.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { object, published } = parsed.data;
  const terms = termsFrom(object.object, object.actor);
  if (!terms.ok) return terms;
  return readable({ terms: terms.value, ...(published === undefined ? {} : { withdrawnAtMs: published }) });
}

/** When a coop says that it decided something: its message may be late. */
export function readPublished(activity: JsonObject): number | undefined {
  const parsed = instant.safeParse(activity["published"]);
  return parsed.success ? parsed.data : undefined;
}
