import { askedOf, maxUnanswered, numbersOf, sameNumbers, type Numbers } from "./agreement-asked.ts";
import type { Impossibility } from "./agreement-action.ts";
import { latestAnswerMs } from "./agreement-amendment.ts";
import { impossible, nextOf } from "./agreement-change.ts";
import { isFinal } from "./agreement-message.ts";
import { presentedState, type Agreement } from "./agreement.ts";
import type { Counter } from "./message.ts";
import { defaultPolicy, maxSeats } from "./policy.ts";
import { agreedSeatMinutes } from "./quantity.ts";
import { slotProblem } from "./slot.ts";

/** What either side may wish for: the receiver by an amendment, the provider by a counter-offer. */

export type AmendOutcome =
  | { readonly outcome: "ask"; readonly amendment: number }
  | { readonly outcome: "same" }
  | ({ readonly outcome: "impossible" } & Impossibility);

type Amended = Numbers & { readonly tentativeUntilMs?: number | undefined };

/** Whether the receiver can ask for a change now, and under which number. The provider decides what becomes of it. */
export function decideAmend({
  agreement,
  wanted,
  nowMs,
}: {
  readonly agreement: Agreement;
  readonly wanted: Amended;
  readonly nowMs: number;
}): AmendOutcome {
  const state = presentedState(agreement);
  if (isFinal(state)) return impossible({ because: "state", state });
  const problem = wantedProblem(agreement, wanted, nowMs);
  if (problem !== undefined) return impossible(problem);
  if (isSaid(agreement, wanted)) return { outcome: "same" };
  if (askedOf(agreement).length >= maxUnanswered) return impossible({ because: "unanswered" });
  return { outcome: "ask", amendment: (agreement.amendment ?? 0) + 1 };
}

/** Whether we have asked for just that last. What we have already may be said again to say no to a counter-offer. */
function isSaid(agreement: Agreement, wanted: Amended): boolean {
  const asked = askedOf(agreement).at(-1);
  if (asked === undefined && agreement.counter) return false;
  const last = asked ?? agreement;
  return sameNumbers(last, wanted) && (last.tentativeUntilMs ?? null) === (wanted.tentativeUntilMs ?? null);
}

function wantedProblem(agreement: Agreement, wanted: Numbers, nowMs: number): Impossibility | undefined {
  if (wanted.seats > maxSeats || agreedSeatMinutes(wanted) === undefined) return { because: "slot-invalid" };
  const isAgreed = agreement.state === "accepted";
  if (isAgreed && agreement.endsAtMs <= nowMs) return { because: "slot-over" };
  const isMoved = wanted.startsAtMs !== agreement.startsAtMs;
  // What goes on can still become longer or shorter; it cannot be moved any more.
  const begins = isMoved ? Math.min(wanted.startsAtMs, isAgreed ? agreement.startsAtMs : Infinity) : wanted.endsAtMs;
  if (Math.min(begins, wanted.endsAtMs) <= nowMs) return { because: "slot-started" };
  const problem = slotProblem({ slot: wanted, nowMs: Math.min(nowMs, wanted.startsAtMs - 1), limits: defaultPolicy });
  return problem === undefined ? undefined : { because: "slot-invalid" };
}

export type CounterOutcome =
  | { readonly outcome: "change"; readonly counter: Counter; readonly revision: number }
  | { readonly outcome: "same" }
  | ({ readonly outcome: "impossible" } & Impossibility);

type Countered = Numbers & { readonly untilMs?: number | undefined; readonly note?: string | undefined };

/**
 * The provider proposes something else, for an offer or for what was agreed. It stands until `untilMs` (three days when nothing is said, and never
 * longer than it can be answered), with its seats held.
 */
export function decideCounter({
  agreement,
  wanted,
  nowMs,
  freeSeats,
}: {
  readonly agreement: Agreement;
  readonly wanted: Countered;
  readonly nowMs: number;
  /** In the wanted slot, without what this agreement takes. */
  readonly freeSeats: number;
}): CounterOutcome {
  const { state } = agreement;
  if (isFinal(state)) return impossible({ because: "state", state });
  const problem = wantedProblem(agreement, wanted, nowMs);
  if (problem !== undefined) return impossible(problem);
  if (wanted.seats > freeSeats) return impossible({ because: "capacity-short", freeSeats });
  const counter = counterOf(agreement, wanted, nowMs);
  if (counter.untilMs <= nowMs) return impossible({ because: "slot-started" });
  return isStanding(agreement, counter)
    ? { outcome: "same" }
    : { outcome: "change", counter, revision: nextOf(agreement) };
}

function counterOf(agreement: Agreement, { note, untilMs: wishedMs = Infinity, ...wanted }: Countered, nowMs: number) {
  const untilMs = Math.min(wishedMs, nowMs + defaultPolicy.holdMs, latestAnswerMs(agreement, wanted));
  return { ...numbersOf(wanted), untilMs, ...(note === undefined ? {} : { note }) } satisfies Counter;
}

const isStanding = ({ counter }: Agreement, next: Counter): boolean =>
  counter ? sameNumbers(counter, next) && counter.untilMs === next.untilMs && counter.note === next.note : false;
