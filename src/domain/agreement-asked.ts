import type { Agreement } from "./agreement.ts";
import type { AgreementTerms } from "./message.ts";
import { sameTerms } from "./quantity.ts";
import type { Terms } from "./resource.ts";
import type { Slot } from "./slot.ts";

/** A change that the receiver asked for and that is not settled, as either side keeps it. */
export interface Asked extends AgreementTerms {
  /** At the receiver: those before it that the provider may still grant, for all we know, oldest first. */
  readonly earlier?: readonly AgreementTerms[];
  /** At the provider: whether its seats are held while a steward thinks. */
  readonly held?: boolean;
  /** At the provider: when it counts as asked for, for what it costs. */
  readonly askedAtMs?: number;
}

/** How many changes may be asked for before the provider has answered any. */
export const maxUnanswered = 10;

/** Everything that was asked for and is not settled, oldest first. */
export function askedOf({ pending }: Pick<Agreement, "pending">): readonly AgreementTerms[] {
  if (pending === null || pending === undefined) return [];
  const { earlier = [], held: _held, askedAtMs: _askedAtMs, ...newest } = pending;
  return [...earlier, newest];
}

/** The opposite of {@link askedOf}. */
export function pendingOf(asked: readonly AgreementTerms[]): Asked | null {
  const newest = asked.at(-1);
  if (newest === undefined) return null;
  const earlier = asked.slice(0, -1);
  return earlier.length === 0 ? newest : { ...newest, earlier };
}

/** What an agreement is about: its slot, its seats and what it costs. */
export interface Numbers extends Slot {
  readonly seats: number;
  readonly terms: Terms;
}

export function sameNumbers(one: Numbers, other: Numbers): boolean {
  return (
    one.seats === other.seats &&
    one.startsAtMs === other.startsAtMs &&
    one.endsAtMs === other.endsAtMs &&
    sameTerms(one.terms, other.terms)
  );
}

/** The numbers alone, of something that has more. */
export const numbersOf = ({ seats, startsAtMs, endsAtMs, terms }: Numbers): Numbers => ({
  seats,
  startsAtMs,
  endsAtMs,
  terms,
});
