import { html } from "hono/html";
import type { Terms } from "#src/domain/resource.ts";
import type { Text } from "#src/web/text.ts";
import type { Html } from "./context.ts";

/** A whole number of a unit: `seat-minute`, `work-minute`, or an ISO 4217 code whose minor units are counted. */
export interface Amount {
  readonly quantity: number | bigint;
  readonly unit: string;
  /** Shows a plus, too: for balances. */
  readonly signed?: boolean;
}

/**
 * What people read: seat-minutes as hours of a seat, work-minutes as hours, money with its symbol. Exact whatever the size: the
 * arithmetic is on whole numbers, and minutes that fill no hour are named as minutes.
 */
export function formatQuantity(text: Text, amount: Amount): string {
  const quantity = BigInt(amount.quantity);
  const sign = signOf(text, quantity, amount.signed ?? false);
  const size = quantity < 0n ? -quantity : quantity;
  switch (amount.unit) {
    case "seat-minute":
      return sign + formatSeatTime(text, size);
    case "work-minute":
      return sign + formatWorkTime(text, size);
    default:
      return sign + formatMoney(text, size, amount.unit);
  }
}

/** `formatQuantity` in an element with figures of one width that does not break. */
export const amount = (text: Text, value: Amount): Html =>
  html`<span class="amount">${formatQuantity(text, value)}</span>`;

/** What is asked in return, in words: "a gift", "€1.20 for each hour of a seat". */
export function formatTerms(text: Text, terms: Terms): string {
  if (terms.kind === "gift") return text("quantity-gift");
  return text("quantity-per-seat-hour", {
    price: formatQuantity(text, { quantity: terms.perSeatHour, unit: terms.unit }),
  });
}

/** "50 seats" */
export const formatSeats = (text: Text, seats: number): string =>
  text("quantity-seats", { count: seats, number: formatNumber(text, seats) });

/** A whole number as this language groups it. */
export const formatNumber = (text: Text, value: number | bigint): string =>
  new Intl.NumberFormat(text.intlLocale).format(value);

/** In a right-to-left text a mark keeps the sign on the left of its figures. */
function signOf(text: Text, quantity: bigint, signed: boolean): string {
  const mark = text.direction === "rtl" ? "\u200e" : "";
  if (quantity < 0n) return `${mark}\u2212`;
  return signed && quantity > 0n ? `${mark}+` : "";
}

function formatSeatTime(text: Text, seatMinutes: bigint): string {
  const { hours, minutes, args } = split(text, seatMinutes);
  if (minutes === 0n) return text("quantity-seat-hours", args);
  return hours === 0n ? text("quantity-seat-minutes", args) : text("quantity-seat-hours-minutes", args);
}

function formatWorkTime(text: Text, workMinutes: bigint): string {
  const { hours, minutes, args } = split(text, workMinutes);
  if (minutes === 0n) return text("quantity-work-hours", args);
  return hours === 0n ? text("quantity-work-minutes", args) : text("quantity-work-hours-minutes", args);
}

/** `hourCount` and `minuteCount` choose the plural; `hours` and `minutes` are what is read. */
function split(text: Text, total: bigint) {
  const hours = total / 60n;
  const minutes = total % 60n;
  const args = {
    hours: formatNumber(text, hours),
    hourCount: Number(hours),
    minutes: formatNumber(text, minutes),
    minuteCount: Number(minutes),
  };
  return { hours, minutes, args };
}

/** ISO 4217 where it differs from two digits. CLDR rounds some of these away for display; a ledger must not. */
const minorDigits: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0]),
  ),
  ...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

function formatMoney(text: Text, minorUnits: bigint, currency: string): string {
  if (!/^[A-Z]{3}$/.test(currency)) return `${formatNumber(text, minorUnits)} ${currency}`;
  const digits = minorDigits[currency] ?? 2;
  const format = new Intl.NumberFormat(text.intlLocale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const figures = minorUnits.toString().padStart(digits + 1, "0");
  const whole = figures.slice(0, figures.length - digits);
  // A decimal string is formatted exactly (ECMA-402, Intl mathematical values); a number would be rounded.
  return format.format((digits === 0 ? whole : `${whole}.${figures.slice(-digits)}`) as `${number}`);
}
