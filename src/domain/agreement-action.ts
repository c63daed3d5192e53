import type { Agreement, AgreementRole, AgreementState } from "./agreement.ts";
import { askedOf, type Numbers } from "./agreement-asked.ts";
import { decideAccept, decideReject } from "./agreement-answer.ts";
import { changeFrom, impossible, nextOf } from "./agreement-change.ts";
import type { EndCause, Refusal } from "./message.ts";
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
  | { readonly because: "slot-invalid" }
  | { readonly because: "slot-started" }
  | { readonly because: "slot-over" }
  /** Too many changes wait for an answer. */
  | { readonly because: "unanswered" }
  /** What was to be answered is not what is asked for now. */
  | { readonly because: "changed" }
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
      /** What is agreed from now on: the change that the receiver asked for. */
      readonly numbers?: Numbers;
      /** To who is not sure yet: the seats are theirs when they confirm until then. */
      readonly grantedUntilMs?: number;
      /** Why the change that was asked for is refused. */
      readonly refusal?: Refusal;
    }
  | { readonly outcome: "withdraw"; readonly withdrawnAtMs: number }
  | { readonly outcome: "same" }
  | ({ readonly outcome: "impossible" } & Impossibility);

export interface ActionRequest {
  readonly agreement: Agreement;
  readonly role: AgreementRole;
  readonly action: AgreementAction;
  readonly nowMs: number;
  /** For `accept`: the seats that are free in {@link slotToAccept} without what this agreement itself takes (`freeSeatsOfProposal`). */
  readonly freeSeats?: number;
  /** Which wish of the receiver is answered, by its number; the one that is open now, when nothing is said. */
  readonly amendment?: number | undefined;
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
      return decideReject(request);
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
 * When an offer without an answer ends: with our counter-offer, where there is one; else with its hold, because a hold takes seats from
 * others, or when its receiver would have been sure; at the latest when its slot starts.
 */
export function answerDueAtMs(
  agreement: Pick<Agreement, "heldUntilMs" | "tentativeUntilMs" | "counter" | "startsAtMs">,
): number {
  if (agreement.counter) return agreement.counter.untilMs;
  const { heldUntilMs, tentativeUntilMs: until, startsAtMs } = agreement;
  return Math.min(heldUntilMs ?? startsAtMs, until ?? startsAtMs, startsAtMs);
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
 * What the clock does to an agreement at `nowMs`: the provider expires an offer that was not decided in time, and lets go of a change or a
 * counter-offer that nobody answered (`drop`); a receiver without an answer when the slot starts withdraws. Undefined when nothing is due.
 */
export function decideDue(
  agreement: Agreement,
  role: AgreementRole,
  nowMs: number,
): "expire" | "drop" | "withdraw" | undefined {
  return role === "provider" ? decideDueOfProvider(agreement, nowMs) : decideDueOfReceiver(agreement, nowMs);
}

function decideDueOfProvider(agreement: Agreement, nowMs: number): "expire" | "drop" | undefined {
  const { state, pendingUntilMs } = agreement;
  if (state === "accepted") return (pendingUntilMs ?? Infinity) <= nowMs ? "drop" : undefined;
  return state === "offered" && answerDueAtMs(agreement) <= nowMs ? "expire" : undefined;
}

function decideDueOfReceiver(agreement: Agreement, nowMs: number): "withdraw" | undefined {
  if (agreement.state !== "offered") return undefined;
  const startsAtMs = Math.max(...[agreement, ...askedOf(agreement)].map((asked) => asked.startsAtMs));
  const isOver = Math.max(startsAtMs, agreement.counter?.untilMs ?? 0) <= nowMs;
  return isOver && typeof agreement.withdrawnAtMs !== "number" ? "withdraw" : undefined;
}

/** What nobody answered in time is let go; what was agreed stands. */
export function decideDrop(agreement: Agreement, nowMs: number): ActionOutcome {
  if (decideDue(agreement, "provider", nowMs) !== "drop") return { outcome: "same" };
  const refusal = agreement.pending ? ({ refusal: { reason: "unanswered" } } as const) : {};
  return { outcome: "change", state: "accepted", revision: nextOf(agreement), ...refusal };
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
