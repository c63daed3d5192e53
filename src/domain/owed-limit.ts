import { isFinal } from "./agreement-message.ts";
import { numbersOf } from "./agreement-asked.ts";
import type { Agreement } from "./agreement.ts";
import type { EntryState } from "./entry.ts";
import { countedSeatMinutes } from "./fee.ts";
import { commonsOf } from "./ledger.ts";
import type { Refusal } from "./message.ts";
import { agreedSeatMinutes, exact, reciprocalQuantity, seatMinute } from "./quantity.ts";
import type { Terms } from "./resource.ts";
import type { Slot } from "./slot.ts";

/** The most that a partner may owe us in a unit, and what it owes: below zero when we owe it. Both are whole numbers of the unit. */
export interface Owed {
  readonly unit: string;
  readonly most: number;
  /** With what is agreed and not settled yet. */
  readonly owed: number;
}

/** What is wanted or agreed, as far as what is owed for it depends on it. */
interface Priced {
  readonly terms: Terms;
  readonly commons?: boolean;
}

/**
 * What somebody owes us in a unit for seat-minutes: those themselves, which the books count, and the price if it is in that unit. A gift to
 * an event of the commons counts there.
 */
export function owedFor({ terms, commons = false }: Priced, seatMinutes: number, unit: string): number {
  if (unit === seatMinute) return commonsOf({ terms, commons }) === null ? seatMinutes : 0;
  if (terms.kind === "gift" || terms.unit !== unit) return 0;
  return reciprocalQuantity(seatMinutes, terms.perSeatHour) ?? Number.MAX_SAFE_INTEGER;
}

/** What an agreement of ours as provider will still come to beside what is in the books, in seat-minutes, at most. */
export function openSeatMinutes(agreement: Agreement & { readonly feeDueAtMs?: number | null }, nowMs: number): number {
  const { state, counter, pendingUntilMs, feeDueAtMs } = agreement;
  const fee = typeof feeDueAtMs === "number" ? (agreement.feeSeatMinutes ?? 0) : 0;
  if (isFinal(state)) return fee;
  // Seats that are theirs as soon as they confirm.
  const offered = counter && (pendingUntilMs ?? 0) > nowMs ? (agreedSeatMinutes(numbersOf(counter)) ?? 0) : 0;
  if (state === "offered") return offered;
  return Math.max(
    offered + fee,
    countedSeatMinutes({ ...agreement, feeSeatMinutes: fee }, agreedSeatMinutes(agreement) ?? 0),
  );
}

/** Why a partner cannot have so much: it would owe us more than we chose. Undefined when it can. */
export function owedRefusal(
  offer: Slot & { readonly seats: number; readonly terms: Terms; readonly commons?: boolean },
  limits: readonly Owed[],
): Refusal | undefined {
  for (const { unit, most, owed } of limits) {
    const more = owedFor(offer, agreedSeatMinutes(offer) ?? 0, unit);
    if (more > 0 && BigInt(owed) + BigInt(more) > BigInt(most))
      return { reason: "owed-limit", unit, left: leftOf({ most, owed }) };
  }
  return undefined;
}

/** What a partner may still have. */
export const leftOf = ({ most, owed }: Pick<Owed, "most" | "owed">): number =>
  exact(BigInt(most) - BigInt(owed) > 0n ? BigInt(most) - BigInt(owed) : 0n) ?? Number.MAX_SAFE_INTEGER;

/** An entry of one agreement in seat-minutes. */
interface Settling {
  readonly provider: string;
  readonly quantity: number;
  readonly state: EntryState;
  readonly withdrawnAtMs: number | null;
}

/**
 * The seat-minutes that the books hold of an agreement, as far as its provider may ask something in return: charges that their maker stands
 * by, less corrections that both have signed.
 */
export function settledSeatMinutes(entries: readonly Settling[], provider: string): number {
  let sum = 0n;
  for (const { provider: by, quantity, state, withdrawnAtMs } of entries) {
    if (by === provider && (state === "agreed" || withdrawnAtMs === null)) sum += BigInt(quantity);
    if (by !== provider && state === "agreed") sum -= BigInt(quantity);
  }
  return exact(sum > 0n ? sum : 0n) ?? Number.MAX_SAFE_INTEGER;
}
