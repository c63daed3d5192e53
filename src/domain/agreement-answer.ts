import type { ActionOutcome, ActionRequest } from "./agreement-action.ts";
import { numbersOf, sameNumbers, type Numbers } from "./agreement-asked.ts";
import { changeFrom, impossible, nextOf } from "./agreement-change.ts";
import { isFinal, leadsIn } from "./agreement-message.ts";
import { tentativeUntilMs, type Agreement } from "./agreement.ts";

/** The change that is asked for, of what was agreed; undefined when none is. */
const pendingOf = ({ state, pending }: Agreement) => (state === "accepted" ? (pending ?? undefined) : undefined);

/** What a steward's yes would be about: the change that is asked for, where one is, else the offer. */
export const slotToAccept = (agreement: Agreement): Numbers => pendingOf(agreement) ?? agreement;

/** A steward says yes. A repeated acceptance is a success, also when the agreement has been fulfilled since. */
export function decideAccept(request: ActionRequest): ActionOutcome {
  const { agreement, nowMs, freeSeats = 0 } = request;
  const { state } = agreement;
  const pending = pendingOf(agreement);
  if (leadsIn(state) && pending === undefined) return { outcome: "same" };
  if (isFinal(state)) return impossible({ because: "state", state });
  if (!answersLast(request)) return impossible({ because: "changed" });
  const wanted = slotToAccept(agreement);
  if (wanted.startsAtMs <= nowMs && !isOfRunning(agreement, nowMs)) return impossible({ because: "slot-started" });
  if (wanted.seats > freeSeats) return impossible({ because: "capacity-short", freeSeats });
  return pending === undefined
    ? decideAcceptOffer(agreement, nowMs)
    : { outcome: "change", state: "accepted", revision: nextOf(agreement), numbers: numbersOf(pending) };
}

/** Whether a change is about what is left of a meeting that goes on. */
function isOfRunning(agreement: Agreement, nowMs: number): boolean {
  const pending = pendingOf(agreement);
  return pending !== undefined && pending.startsAtMs === agreement.startsAtMs && pending.endsAtMs > nowMs;
}

/** Whether a steward means what is asked for now, and not what was asked before it changed. */
const answersLast = ({ agreement, amendment }: ActionRequest): boolean =>
  amendment === undefined || amendment === (agreement.amendment ?? 0);

/** A yes to who is not sure yet is our counter-offer of the same: it is agreed when they confirm. */
function decideAcceptOffer(agreement: Agreement, nowMs: number): ActionOutcome {
  const { counter, startsAtMs, tentativeUntilMs: until } = agreement;
  if (typeof until !== "number") return changeFrom(agreement, ["offered"], "accepted");
  if (until <= nowMs) return impossible({ because: "state", state: "expired" });
  if (counter && sameNumbers(counter, agreement) && counter.untilMs > nowMs) return { outcome: "same" };
  const grantedUntilMs = tentativeUntilMs({ startsAtMs, tentativeUntilMs: until }, nowMs);
  return { outcome: "change", state: "offered", revision: nextOf(agreement), grantedUntilMs };
}

/** No to an offer ends it; no to a change, or our own counter-offer taken back, leaves what was agreed. */
export function decideReject(request: ActionRequest): ActionOutcome {
  const { agreement } = request;
  const isOpen = !isFinal(agreement.state);
  if (isOpen && !answersLast(request)) return impossible({ because: "changed" });
  const declined = { refusal: { reason: "declined" } } as const;
  if (agreement.state === "accepted" && (agreement.pending || agreement.counter)) {
    const why = agreement.pending ? declined : {};
    return { outcome: "change", state: "accepted", revision: nextOf(agreement), ...why };
  }
  const decided = changeFrom(agreement, ["offered"], "rejected");
  return decided.outcome === "change" ? { ...decided, ...declined } : decided;
}
