import { askedOf, numbersOf, sameNumbers, type Asked, type Numbers } from "./agreement-asked.ts";
import type { AgreementState } from "./agreement.ts";
import type { Counter, EndCause } from "./message.ts";
import { decideFee } from "./notice.ts";

/** How long a steward of the provider has at least to waive a fee before it becomes an entry: a day, in milliseconds. */
const waivableMs = 24 * 3_600_000;

/** When a fee that was decided at `nowMs` becomes an entry: when the slot is over, and not before it could be waived; null without one. */
export const feeDueAtMs = (
  { endsAtMs, feeSeatMinutes }: Pick<Numbers, "endsAtMs"> & { readonly feeSeatMinutes: number | null },
  nowMs: number,
): number | null => ((feeSeatMinutes ?? 0) > 0 ? Math.max(endsAtMs, nowMs + waivableMs) : null);

/** An agreement as its receiver knows it before a word of the provider. Null and absent mean the same. */
interface Known extends Numbers {
  readonly state: AgreementState;
  readonly tentativeUntilMs?: number | null;
  readonly pending?: Asked | null;
  readonly counter?: Counter | null;
  readonly withdrawnAtMs?: number | null;
  readonly feeCheckedSeatMinutes?: number | null;
  readonly updatedAtMs: number;
}

/** What of a word of the provider a fee depends on. */
export interface ToldFee extends Numbers {
  readonly state: AgreementState;
  readonly amendment: number;
  readonly endCause: EndCause | null;
  readonly feeSeatMinutes: number | null;
}

/**
 * What the receiver itself makes of the fee that a provider tells, in seat-minutes; null when none is told. It counts the changes that were
 * granted, each from when we asked for it, and the end, from when we took it back; what the provider ended itself costs nothing. Where
 * several changes may have been granted one after the other, all of them count: so it is never less than what is owed.
 */
export function checkFee(known: Known, told: ToldFee, nowMs: number): number | null {
  if (told.feeSeatMinutes === null) return null;
  const before = known.feeCheckedSeatMinutes ?? 0;
  return before + feeOfChanges(known, told) + feeOfEnd(known, told, nowMs);
}

function feeOfChanges(known: Known, told: ToldFee): number {
  if (sameNumbers(known, told)) return 0;
  const atMs = known.pending?.askedAtMs ?? known.updatedAtMs;
  let fee = 0;
  let standing = numbersOf(known);
  for (const asked of askedOf(known)) {
    if ((asked.amendment ?? 0) > told.amendment) break;
    const change = numbersOf(asked);
    const isTheirWish = known.counter ? sameNumbers(known.counter, change) : false;
    const agreement = { ...known, ...standing };
    if (!isTheirWish) fee += decideFee({ agreement, by: "receiver", cause: "changed", atMs, change });
    standing = change;
  }
  return fee;
}

function feeOfEnd(known: Known, told: ToldFee, nowMs: number): number {
  if (told.state !== "cancelled") return 0;
  const agreement = { ...known, ...numbersOf(told) };
  if (told.endCause === "no-show")
    return nowMs < told.endsAtMs ? 0 : decideFee({ agreement, by: "receiver", cause: "no-show", atMs: nowMs });
  if (typeof known.withdrawnAtMs !== "number") return 0;
  return decideFee({ agreement, by: "receiver", cause: "cancelled", atMs: known.withdrawnAtMs });
}

/** The most of a fee that its receiver countersigns without a steward: what was told, and no more than it made of it itself. */
export const agreedFee = (agreement: {
  readonly feeSeatMinutes?: number | null;
  readonly feeCheckedSeatMinutes?: number | null;
}): number => Math.min(agreement.feeSeatMinutes ?? 0, agreement.feeCheckedSeatMinutes ?? 0);

/** Whether a word about what is over does nothing but lower its fee: then it is good news at any time. */
export const isWaiver = (
  known: { readonly state: AgreementState; readonly revision: number; readonly feeSeatMinutes?: number | null },
  word: { readonly state: AgreementState; readonly revision: number; readonly told?: Pick<ToldFee, "feeSeatMinutes"> },
): boolean =>
  known.state === "cancelled" &&
  word.state === known.state &&
  word.revision > known.revision &&
  word.told !== undefined &&
  (word.told.feeSeatMinutes ?? 0) < (known.feeSeatMinutes ?? 0);

/** What is counted of an agreement in the end, in seat-minutes: what was used or, before, was agreed; and what giving back costs. */
export function countedSeatMinutes(
  agreement: {
    readonly state: AgreementState;
    readonly fulfilledSeatMinutes?: number | null;
    readonly feeSeatMinutes?: number | null;
  },
  agreedSeatMinutes: number,
): number {
  const { state, fulfilledSeatMinutes, feeSeatMinutes } = agreement;
  const isUsed = state === "offered" || state === "accepted" || state === "fulfilled";
  return (isUsed ? (fulfilledSeatMinutes ?? agreedSeatMinutes) : 0) + (feeSeatMinutes ?? 0);
}
