import type { Agreement, AgreementState } from "./agreement.ts";

/** The provider's word about an agreement, as the receiver reads it from a message. `held` leaves it offered. */
export interface ProviderWord {
  readonly word: "held" | "accepted" | "rejected" | "cancelled" | "expired" | "fulfilled";
  readonly revision: number;
  /** With `held`: until when; absent when a steward thinks but no seats are held. */
  readonly heldUntilMs?: number | null;
}

/**
 * `change`: save state, revision and `heldUntilMs`. `same`: this very word is known. `stale`: an older word, or one against a
 * final one. `keepsJoinUrl`: an acceptance that came late still brings the way in; keep it when none is known.
 */
export type WordOutcome =
  | {
      readonly outcome: "change";
      readonly state: AgreementState;
      readonly revision: number;
      readonly heldUntilMs: number | null;
    }
  | { readonly outcome: "same" }
  | { readonly outcome: "stale"; readonly keepsJoinUrl: boolean };

/**
 * The receiver follows the provider's word: only a higher revision is applied, and what is final stays (design: States).
 * Messages may come doubled and in any order; the end is the same. That we took it back (`withdrawnAtMs`) changes nothing
 * here: it is shown by `presentedState`, and a cancellation that meets a fulfilment loses.
 */
export function decideProviderMessage({
  agreement,
  message,
}: {
  readonly agreement: Agreement;
  readonly message: ProviderWord;
}): WordOutcome {
  const state = stateOf(message.word);
  if (message.revision === agreement.revision && state === agreement.state) return { outcome: "same" };
  if (!Number.isSafeInteger(message.revision) || message.revision <= agreement.revision || isFinal(agreement.state)) {
    return { outcome: "stale", keepsJoinUrl: message.word === "accepted" && leadsIn(agreement.state) };
  }
  return { outcome: "change", state, revision: message.revision, heldUntilMs: message.heldUntilMs ?? null };
}

function stateOf(word: ProviderWord["word"]): AgreementState {
  return word === "held" ? "offered" : word;
}

/** Whether nothing can follow. */
export function isFinal(state: AgreementState): boolean {
  return state !== "offered" && state !== "accepted";
}

/** Whether there is a room to enter: settled early is not left early. */
export function leadsIn(state: AgreementState): boolean {
  return state === "accepted" || state === "fulfilled";
}
