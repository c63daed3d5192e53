import { html } from "hono/html";
import { minorDigitsOf } from "#src/domain/currency.ts";
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
export function formatQuantity(text: Text, { quantity, unit, signed = false }: Amount): string {
  const whole = BigInt(quantity);
  const size = { sign: signOf(whole, signed), size: whole < 0n ? -whole : whole };
  switch (unit) {
    case "seat-minute":
      return formatSeatTime(text, size);
    case "work-minute":
      return formatWorkTime(text, size);
    default:
      return formatMoney(text, size, unit);
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

interface SignedSize {
  readonly sign: string;
  readonly size: bigint;
}

function signOf(quantity: bigint, signed: boolean): string {
  if (quantity < 0n) return "\u2212";
  return signed && quantity > 0n ? "+" : "";
}

function formatSeatTime(text: Text, size: SignedSize): string {
  const { hours, minutes, args } = split(text, size);
  if (minutes === 0n) return text("quantity-seat-hours", args);
  return hours === 0n ? text("quantity-seat-minutes", args) : text("quantity-seat-hours-minutes", args);
}

function formatWorkTime(text: Text, size: SignedSize): string {
  const { hours, minutes, args } = split(text, size);
  if (minutes === 0n) return text("quantity-work-hours", args);
  return hours === 0n ? text("quantity-work-minutes", args) : text("quantity-work-hours-minutes", args);
}

/**
 * `hourCount` and `minuteCount` choose the plural; `hours` and `minutes` are what is read. The sign belongs to the first figure,
 * so that it stays with it in a right-to-left sentence.
 */
function split(text: Text, { sign, size }: SignedSize) {
  const hours = size / 60n;
  const minutes = size % 60n;
  const minutesOnly = hours === 0n && minutes > 0n;
  const args = {
    hours: `${sign}${formatNumber(text, hours)}`,
    hourCount: Number(hours),
    minutes: `${minutesOnly ? sign : ""}${formatNumber(text, minutes)}`,
    minuteCount: Number(minutes),
  };
  return { hours, minutes, args };
}

function formatMoney(text: Text, { sign, size }: SignedSize, currency: string): string {
  if (!/^[A-Z]{3}$/.test(currency)) return `${sign}${formatNumber(text, size)} ${currency}`;
  const digits = minorDigitsOf(currency);
  const format = new Intl.NumberFormat(text.intlLocale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const figures = size.toString().padStart(digits + 1, "0");
  const whole = figures.slice(0, figures.length - digits);
  // A decimal string is formatted exactly (ECMA-402, Intl mathematical values); a number would be rounded.
  const exact = (digits === 0 ? whole : `${whole}.${figures.slice(-digits)}`) as `${number}`;
  return text.direction === "rtl" ? `\u2066${sign}${format.format(exact)}\u2069` : sign + format.format(exact);
}
