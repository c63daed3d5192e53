import { answerOffer, answerWithdrawal } from "#src/app/offers.ts";
import { applyProviderMessage } from "#src/app/provider-words.ts";
import { readOffer, readPublished, readWithdrawal } from "#federation/wire/agreement.ts";
import { readProviderMessage } from "#federation/wire/provider-message.ts";
import { handled } from "./proposals.ts";
import type { Handler } from "./received.ts";

/** A coop asks for seats. */
export const onOffer: Handler = async ({ app, activity, actor }) => {
  const read = readOffer(activity);
  if (!read.ok) return { dropped: read.reason };
  if (read.value.receiver !== actor) return { dropped: "it offers for somebody else" };
  return handled(await answerOffer(app, read.value, readPublished(activity)));
};

/** A coop takes its Offer back (`Undo{Offer}`). */
export const onWithdraw: Handler = async ({ app, activity, actor }) => {
  const read = readWithdrawal(activity);
  if (!read.ok) return { dropped: read.reason };
  if (read.value.terms.receiver !== actor) return { dropped: "it withdraws for somebody else" };
  return handled(await answerWithdrawal(app, read.value));
};

/** The provider's word about an Offer of ours. */
const onProviderMessage: Handler = async ({ app, activity, actor }) => {
  const read = readProviderMessage(activity);
  if (!read.ok) return { dropped: read.reason };
  return handled(await applyProviderMessage(app, { ...read.value, provider: actor }));
};

/** `Accept`, `TentativeAccept` and `Reject` of our Offer, and `Undo{Accept}`. */
export const onAgreementAccept = onProviderMessage;
export const onAgreementHeld = onProviderMessage;
export const onAgreementReject = onProviderMessage;
export const onCancel = onProviderMessage;
