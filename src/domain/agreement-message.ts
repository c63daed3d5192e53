import { askedOf, numbersOf, pendingOf, sameNumbers, type Asked, type Numbers } from "./agreement-asked.ts";
import type { Agreement, AgreementState } from "./agreement.ts";
import { isWaiver } from "./fee.ts";
import type { Counter, EndCause, Refusal, Trouble } from "./message.ts";

/** The agreement whole, as the provider says that it stands. */
export interface ToldStanding extends Numbers {
  readonly tentativeUntilMs: number | null;
  /** The receiver's changes that this word takes account of. */
  readonly amendment: number;
  readonly heldUntilMs: number | null;
  /** A steward thinks about the last change, until then; null when none is open. */
  readonly pendingUntilMs: number | null;
  readonly counter: Counter | null;
  readonly trouble: Trouble | null;
  readonly refusal: Refusal | null;
  readonly endCause: EndCause | null;
  readonly feeSeatMinutes: number | null;
}

/** The provider's word about an agreement, as the receiver reads it from a message. */
export interface ProviderWord {
  readonly state: AgreementState;
  readonly revision: number;
  /** Absent where only the state is said: an entry says that an agreement was fulfilled, and no more. */
  readonly told?: ToldStanding;
}

/** What the receiver saves of a word. Without `told`, only where it stands. */
export type WordChanges = Partial<ToldStanding> & {
  readonly state: AgreementState;
  readonly revision: number;
  readonly pending?: Asked | null;
};

/**
 * `change`: save it. `same`: this very word is known. `stale`: an older word, or one against a final one. `late`: the last word
 * before a fulfilment that was faster; its numbers count, its state does not. `never-asked`: it says numbers that we never
 * offered, and changes nothing.
 */
export type WordOutcome =
  | { readonly outcome: "change"; readonly changes: WordChanges }
  | {
      readonly outcome: "late";
      readonly changes: Numbers & { readonly feeSeatMinutes: number | null; readonly pending: null };
    }
  | { readonly outcome: "same" }
  | { readonly outcome: "stale" }
  | { readonly outcome: "never-asked" };

/**
 * The receiver follows the provider's word: only a higher revision is applied, whole, and what is final stays (design: States).
 * Messages may come doubled and in any order; the end is the same. That we took it back (`withdrawnAtMs`) changes nothing
 * here: it is shown by `presentedState`, and a cancellation that meets a fulfilment loses. The provider cannot make an agreement
 * out of numbers that we did not ask for: its own wishes are counter-offers.
 */
export function decideProviderMessage({
  agreement,
  message,
}: {
  readonly agreement: Agreement;
  readonly message: ProviderWord;
}): WordOutcome {
  if (!isWaiver(agreement, message)) return decideWord(agreement, message);
  const { state, revision, told } = message;
  return { outcome: "change", changes: { state, revision, feeSeatMinutes: told?.feeSeatMinutes ?? null } };
}

function decideWord(agreement: Agreement, message: ProviderWord): WordOutcome {
  const { revision, told } = message;
  const isKnown = revision <= agreement.revision || isFinal(agreement.state) || !Number.isSafeInteger(revision);
  if (isKnown && !isLate(agreement, message)) return { outcome: isSameWord(agreement, message) ? "same" : "stale" };
  if (told !== undefined && !isAskedFor(agreement, told)) return { outcome: "never-asked" };
  if (!isKnown || told === undefined) return { outcome: "change", changes: changesBy(agreement, message) };
  return { outcome: "late", changes: { ...numbersOf(told), feeSeatMinutes: told.feeSeatMinutes, pending: null } };
}

const isSameWord = (agreement: Agreement, { state, revision }: ProviderWord): boolean =>
  revision === agreement.revision && state === agreement.state;

/** The word right before the fulfilment that we have heard of already: an acceptance, with the numbers that were then used. */
const isLate = (agreement: Agreement, { state, revision, told }: ProviderWord): boolean =>
  agreement.state === "fulfilled" && state === "accepted" && revision === agreement.revision - 1 && told !== undefined;

const isAskedFor = (agreement: Agreement, told: ToldStanding): boolean =>
  [agreement, ...askedOf(agreement)].some((asked) => sameNumbers(asked, told));

function changesBy(agreement: Agreement, { state, revision, told }: ProviderWord): WordChanges {
  if (told === undefined) return isFinal(state) ? { ...nothingOpen, state, revision } : { state, revision };
  // What is final ends every wish; but a fulfilment may be faster than the word that granted the last one, which still has to be known.
  const pending = isFinal(state)
    ? null
    : pendingOf(askedOf(agreement).filter((asked) => isOpen(asked.amendment, told)));
  const { amendment: _amendment, ...rest } = told;
  return { ...rest, state, revision, pending, pendingUntilMs: pending === null ? null : told.pendingUntilMs };
}

/** What is left open once only the end is known. What was asked for stays: the word that granted the last of it may still come. */
const nothingOpen = {
  heldUntilMs: null,
  pendingUntilMs: null,
  counter: null,
  trouble: null,
  refusal: null,
} as const satisfies Partial<ToldStanding>;

/** Whether a change is not answered yet: it comes after what the provider has seen, or is what its steward thinks about. */
function isOpen(amendment: number | undefined, { amendment: seen, pendingUntilMs }: ToldStanding): boolean {
  return (amendment ?? 0) > seen || (amendment === seen && pendingUntilMs !== null);
}

/** Whether nothing can follow. */
export function isFinal(state: AgreementState): boolean {
  return state !== "offered" && state !== "accepted";
}

/** Whether there is a room to enter: settled early is not left early. */
export function leadsIn(state: AgreementState): boolean {
  return state === "accepted" || state === "fulfilled";
}
