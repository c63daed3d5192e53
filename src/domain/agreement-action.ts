import type { Agreement, AgreementRole, AgreementState } from "./agreement.ts";
import type { EndCause } from "./message.ts";
import { agreedSeatMinutes, decideDuty, isQuantity, type Quantity } from "./quantity.ts";

/**
 * What is done to an agreement. The provider's steward accepts, rejects or cancels, says that nobody came (`no-show`) or that it could
 * not give what it promised (`fail`); its clock expires; and `withdraw` is the receiver's `Undo{Offer}` as it reaches the provider.
 * The receiver's steward cancels, and its clock withdraws.
 */
export type AgreementAction = "accept" | "reject" | "cancel" | "no-show" | "fail" | "withdraw" | "expire";

/** Why an action cannot be done (409). */
export type Impossibility =
  | { readonly because: "not-yours" }
  | { readonly because: "state"; readonly state: AgreementState }
  | { readonly because: "capacity-short"; readonly freeSeats: number }
  | { readonly because: "slot-started" }
  | { readonly because: "slot-over" }
  | { readonly because: "not-due"; readonly dueAtMs: number }
  | { readonly because: "quantity"; readonly least: number; readonly most: number };

/**
 * `change`: the provider's new word, to be saved and said. `withdraw`: the receiver takes it back, to be saved as
 * `withdrawnAtMs` and said. `same`: it was done before; a request is answered with the agreement, a message with the last word.
 */
export type ActionOutcome =
  | {
      readonly outcome: "change";
      readonly state: AgreementState;
      readonly revision: number;
      /** With what was cancelled or has expired. */
      readonly endCause?: EndCause;
    }
  | { readonly outcome: "withdraw"; readonly withdrawnAtMs: number }
  | { readonly outcome: "same" }
  | ({ readonly outcome: "impossible" } & Impossibility);

export interface ActionRequest {
  readonly agreement: Agreement;
  readonly role: AgreementRole;
  readonly action: AgreementAction;
  readonly nowMs: number;
  /** For `accept`: the seats that are free in the slot without what this agreement itself holds (`freeSeatsOfProposal`). */
  readonly freeSeats?: number;
}

/** What an action does to an agreement (design: States). Pure; the caller saves and says what it returns. */
export function decideAction(request: ActionRequest): ActionOutcome {
  return request.role === "provider" ? decideProviderAction(request) : decideReceiverAction(request);
}

function decideProviderAction(request: ActionRequest): ActionOutcome {
  switch (request.action) {
    case "accept":
      return decideAccept(request);
    case "reject":
      return changeFrom(request.agreement, ["offered"], "rejected");
    case "cancel":
      return changeFrom(request.agreement, ["accepted"], "cancelled");
    case "fail":
      return endWith(changeFrom(request.agreement, ["accepted"], "cancelled"), "server-failure");
    case "no-show":
      return decideNoShow(request);
    case "withdraw":
      // At any time until fulfilment, also after the slot: the message may be weeks older than its arrival.
      return changeFrom(request.agreement, ["offered", "accepted"], "cancelled");
    case "expire":
      return decideExpire(request);
  }
}

/** A repeated acceptance is a success, also when the agreement has been fulfilled since. */
function decideAccept({ agreement, nowMs, freeSeats = 0 }: ActionRequest): ActionOutcome {
  if (agreement.state === "accepted" || agreement.state === "fulfilled") return { outcome: "same" };
  if (agreement.state !== "offered") return impossible({ because: "state", state: agreement.state });
  if (agreement.startsAtMs <= nowMs) return impossible({ because: "slot-started" });
  if (agreement.seats > freeSeats) return impossible({ because: "capacity-short", freeSeats });
  return changeFrom(agreement, ["offered"], "accepted");
}

function decideExpire({ agreement, nowMs }: ActionRequest): ActionOutcome {
  const dueAtMs = answerDueAtMs(agreement);
  if (agreement.state === "offered" && nowMs < dueAtMs) return impossible({ because: "not-due", dueAtMs });
  return changeFrom(agreement, ["offered"], "expired");
}

/** Whether nobody came is known at the end. */
function decideNoShow({ agreement, nowMs }: ActionRequest): ActionOutcome {
  if (agreement.state === "accepted" && nowMs < agreement.endsAtMs)
    return impossible({ because: "not-due", dueAtMs: agreement.endsAtMs });
  return endWith(changeFrom(agreement, ["accepted"], "cancelled"), "no-show");
}

const endWith = (outcome: ActionOutcome, endCause: EndCause): ActionOutcome =>
  outcome.outcome === "change" ? { ...outcome, endCause } : outcome;

/**
 * When an offer without an answer ends: with its hold, because a hold takes seats from others; without one, when its slot
 * starts.
 */
export function answerDueAtMs(agreement: Pick<Agreement, "heldUntilMs" | "startsAtMs">): number {
  return Math.min(agreement.heldUntilMs ?? agreement.startsAtMs, agreement.startsAtMs);
}

function changeFrom(agreement: Agreement, from: readonly AgreementState[], state: AgreementState): ActionOutcome {
  if (agreement.state === state) return { outcome: "same" };
  if (!from.includes(agreement.state)) return impossible({ because: "state", state: agreement.state });
  const cause = state === "cancelled" || state === "expired" ? { endCause: state } : {};
  return { outcome: "change", state, revision: agreement.revision + 1, ...cause };
}

function decideReceiverAction({ agreement, action, nowMs }: ActionRequest): ActionOutcome {
  if (action !== "cancel" && action !== "withdraw") return impossible({ because: "not-yours" });
  if (agreement.state === "cancelled") return { outcome: "same" };
  if (agreement.state !== "offered" && agreement.state !== "accepted")
    return impossible({ because: "state", state: agreement.state });
  if (typeof agreement.withdrawnAtMs === "number") return { outcome: "same" };
  // What has been used cannot be un-used by its user; the provider may still release an agreement that nobody came to.
  if (agreement.state === "accepted" && agreement.endsAtMs <= nowMs) return impossible({ because: "slot-over" });
  return { outcome: "withdraw", withdrawnAtMs: nowMs };
}

/**
 * What the clock does to an agreement at `nowMs`: the provider expires an offer that was not decided in time, and a
 * receiver without an answer when the slot starts withdraws. Undefined when nothing is due.
 */
export function decideDue(agreement: Agreement, role: AgreementRole, nowMs: number): "expire" | "withdraw" | undefined {
  if (agreement.state !== "offered") return undefined;
  if (role === "provider") return answerDueAtMs(agreement) <= nowMs ? "expire" : undefined;
  return agreement.startsAtMs <= nowMs && typeof agreement.withdrawnAtMs !== "number" ? "withdraw" : undefined;
}

export type FulfilOutcome =
  | {
      readonly outcome: "change";
      readonly state: "fulfilled";
      readonly revision: number;
      readonly seatMinutes: number;
      /** What the receiver owes for it under the terms; null when nothing. */
      readonly due: Quantity | null;
    }
  | { readonly outcome: "same" }
  | ({ readonly outcome: "impossible" } & Impossibility);

/**
 * The provider records what was used, from acceptance on, with at most what was agreed (design: States). Zero is refused:
 * an entry of nothing says nothing, and an agreement that nobody used is cancelled. A repetition with the same number was
 * done; with another number it needs a correction in the ledger.
 */
export function decideFulfil({
  agreement,
  role,
  seatMinutes,
}: {
  readonly agreement: Agreement;
  readonly role: AgreementRole;
  readonly seatMinutes: number;
}): FulfilOutcome {
  if (role !== "provider") return impossible({ because: "not-yours" });
  if (agreement.state === "fulfilled" && agreement.fulfilledSeatMinutes === seatMinutes) return { outcome: "same" };
  if (agreement.state !== "accepted") return impossible({ because: "state", state: agreement.state });
  const most = agreedSeatMinutes(agreement) ?? 0;
  const duty = isQuantity(seatMinutes) && seatMinutes <= most ? decideDuty(agreement.terms, seatMinutes) : undefined;
  if (duty === undefined) return impossible({ because: "quantity", least: 1, most });
  return { outcome: "change", state: "fulfilled", revision: agreement.revision + 1, seatMinutes, due: duty.due };
}

function impossible(impossibility: Impossibility): { readonly outcome: "impossible" } & Impossibility {
  return { outcome: "impossible", ...impossibility };
}
