import type { ActionOutcome, Impossibility } from "./agreement-action.ts";
import type { Agreement, AgreementState } from "./agreement.ts";

/** What every decision about an agreement that one side takes has in common. */

/** The revision of the provider's next word. */
export const nextOf = ({ revision }: Pick<Agreement, "revision">): number => revision + 1;

/** From one of these states to another; the same when it is there already. */
export function changeFrom(
  agreement: Agreement,
  from: readonly AgreementState[],
  state: AgreementState,
): ActionOutcome {
  if (agreement.state === state) return { outcome: "same" };
  if (!from.includes(agreement.state)) return impossible({ because: "state", state: agreement.state });
  const cause = state === "cancelled" || state === "expired" ? { endCause: state } : {};
  return { outcome: "change", state, revision: nextOf(agreement), ...cause };
}

export function impossible(impossibility: Impossibility): { readonly outcome: "impossible" } & Impossibility {
  return { outcome: "impossible", ...impossibility };
}
