import type { NoticeTerms, Terms } from "./resource.ts";
import { isWholeMinutes, minutesOf, type Slot } from "./slot.ts";

/** A whole number of a unit. */
export interface Quantity {
  readonly unit: string;
  readonly quantity: number;
}

/** The unit of meeting capacity. People see seat-hours. */
export const seatMinute = "seat-minute";

/** The unit of work. People see hours. */
export const workMinute = "work-minute";

/** Whether a unit is one of ours: `seat-minute`, `work-minute`, or an ISO 4217 code whose minor units are counted. */
export function isUnit(unit: string): boolean {
  return unit === seatMinute || unit === workMinute || /^[A-Z]{3}$/.test(unit);
}

/** Whether a number may be a quantity of anything: a whole number above zero that is exact. */
export function isQuantity(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

/** Seats × minutes; undefined when that is no exact positive whole number (a slot that is not whole minutes, or too large). */
export function agreedSeatMinutes({
  seats,
  startsAtMs,
  endsAtMs,
}: Slot & { readonly seats: number }): number | undefined {
  const slot = { startsAtMs, endsAtMs };
  if (!isQuantity(seats) || !isWholeMinutes(slot)) return undefined;
  return exact(BigInt(seats) * BigInt(minutesOf(slot)));
}

/**
 * What is due for seat-minutes at a price of `perSeatHour`: floor((seatMinutes × perSeatHour + 30) / 60), half up, once per
 * agreement (design: Federation). Undefined when an argument is not a whole number from zero up, or the result is not exact.
 */
export function reciprocalQuantity(seatMinutes: number, perSeatHour: number): number | undefined {
  if (!isCount(seatMinutes) || !isCount(perSeatHour)) return undefined;
  return exact((BigInt(seatMinutes) * BigInt(perSeatHour) + 30n) / 60n);
}

/** What is due under `terms`: nothing for a gift or for a price that rounds to nothing; undefined when it is not exact. */
export function decideDuty(terms: Terms, seatMinutes: number): { readonly due: Quantity | null } | undefined {
  if (terms.kind === "gift") return { due: null };
  const quantity = reciprocalQuantity(seatMinutes, terms.perSeatHour);
  if (quantity === undefined) return undefined;
  return { due: quantity === 0 ? null : { unit: terms.unit, quantity } };
}

/** Whether two terms ask the same. A price of nothing is a gift (design: it has no `reciprocal` on the wire). */
export function sameTerms(one: Terms, other: Terms): boolean {
  if (!sameNotice(one.notice, other.notice)) return false;
  if (isGift(one) || isGift(other)) return isGift(one) && isGift(other);
  return (
    one.kind === "reciprocal" &&
    other.kind === "reciprocal" &&
    one.perSeatHour === other.perSeatHour &&
    one.unit === other.unit
  );
}

function sameNotice(one: NoticeTerms | undefined, other: NoticeTerms | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return (
    one.freeUntilMinutes === other.freeUntilMinutes &&
    one.latePercent === other.latePercent &&
    one.noShowPercent === other.noShowPercent
  );
}

/** Whether nothing is owed in return. */
export function isGift(terms: Terms): boolean {
  return terms.kind === "gift" || terms.perSeatHour === 0;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** The number, when it is exact; undefined beyond 2^53 − 1. */
export function exact(value: bigint): number | undefined {
  return value >= -maxExact && value <= maxExact ? Number(value) : undefined;
}

const maxExact = BigInt(Number.MAX_SAFE_INTEGER);
