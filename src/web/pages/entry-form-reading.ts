import { minorDigitsOf } from "#src/domain/currency.ts";
import type { EntryWish } from "#src/app/entry-recording.ts";
import type { EntryKind } from "#src/domain/entry.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import { maxEntryQuantity, maxNoteLength, maxPersonLength } from "#src/domain/policy.ts";
import { seatMinute, workMinute } from "#src/domain/quantity.ts";
import type { EntryRow } from "#src/store/entries.ts";
import type { Peer } from "#src/store/peers.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { field, type FormBody } from "#src/web/forms.ts";
import type { Text } from "#src/web/text.ts";
import { dayOf, readStartOfDay } from "./slot-fields.ts";
import { readHours, readParts } from "./typed-number.ts";

type Errors = Readonly<Record<string, string>>;
type Reader = Pick<PageContext, "text" | "zone">;

/** What can be recorded, as the form names it. */
export const whats = ["work-paid", "work-gift", "money", "surplus", "capacity"] as const;
export type What = (typeof whats)[number];

const kindOfWhat: Readonly<Record<What, EntryKind>> = {
  "work-paid": "work",
  "work-gift": "work",
  money: "money",
  surplus: "surplus",
  capacity: "capacity",
};

/** What was typed, or what is wrong with it by field. */
export function readEntryWish(
  page: Reader,
  body: FormBody,
): { readonly wish: EntryWish } | { readonly errors: Errors } {
  const what = readWhat(page.text, body);
  const period = readPeriod(page, body);
  const words = readWords(page.text, body);
  const peerId = field(body, "peer");
  const errors = {
    ...(isUuidV7(peerId) ? {} : { peer: page.text("entry-peer-wrong") }),
    ...("errors" in what && what.errors),
    ...("errors" in period && period.errors),
    ...("errors" in words && words.errors),
  };
  if ("errors" in what || "errors" in period || "errors" in words || "peer" in errors) return { errors };
  return { wish: { peerId, ...what, ...period, ...words, ...commonsOf(body) } };
}

/** Of a correction only the difference is typed, and whether it is more or less than was written. */
export function readCorrection(
  { text }: Reader,
  { body, entry, peer }: { readonly body: FormBody; readonly entry: EntryRow; readonly peer: Pick<Peer, "coop"> },
): { readonly wish: Partial<EntryWish> } | { readonly errors: Errors } {
  const quantity = readAmount(field(body, "amount"), entry.unit);
  const way = field(body, "way");
  const words = readWords(text, body);
  const errors = {
    ...(quantity === undefined && { amount: text("entry-amount-wrong") }),
    ...(way !== "more" && way !== "less" && { way: text("entry-way-wrong") }),
    ...("errors" in words && words.errors),
  };
  if ("errors" in words || quantity === undefined || "way" in errors) return { errors };
  const wasGiven = entry.provider !== peer.coop;
  const isGiven = way === "more" ? wasGiven : !wasGiven;
  return { wish: { quantity, direction: isGiven ? "given" : "received", ...words } };
}

type WhatWish = Pick<EntryWish, "kind" | "unit" | "quantity" | "direction" | "gift">;

function readWhat(text: Text, body: FormBody): WhatWish | { readonly errors: Errors } {
  const kind = readKind(text, body);
  const direction = readDirection(field(body, "direction"));
  const quantity = readAmount(field(body, "amount"), "unit" in kind ? kind.unit : workMinute);
  if (!("errors" in kind) && direction !== undefined && quantity !== undefined) return { ...kind, quantity, direction };
  return {
    errors: {
      ...("errors" in kind && kind.errors),
      ...(direction === undefined && { direction: text("entry-direction-wrong") }),
      ...(quantity === undefined && { amount: text("entry-amount-wrong") }),
    },
  };
}

function readKind(text: Text, body: FormBody): Pick<EntryWish, "kind" | "unit" | "gift"> | { readonly errors: Errors } {
  const what = whats.find((one) => one === field(body, "kind"));
  if (what === undefined) return { errors: { kind: text("entry-kind-wrong") } };
  const unit = unitOf(what, field(body, "currency"));
  if (unit === undefined) return { errors: { currency: text("entry-currency-wrong") } };
  return { kind: kindOfWhat[what], unit, gift: what === "work-gift" };
}

const readDirection = (typed: string): EntryWish["direction"] | undefined =>
  typed === "given" || typed === "received" ? typed : undefined;

function unitOf(what: What, currency: string): string | undefined {
  const kind = kindOfWhat[what];
  if (kind === "work") return workMinute;
  if (kind === "capacity") return seatMinute;
  const code = currency.trim().toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? code : undefined;
}

/** Hours, or an amount of money, as a whole number of the unit. */
function readAmount(typed: string, unit: string): number | undefined {
  const isTime = unit === seatMinute || unit === workMinute;
  const quantity = isTime ? readHours(typed) : readParts(typed, 10 ** minorDigitsOf(unit));
  return quantity !== undefined && quantity > 0 && quantity <= maxEntryQuantity ? quantity : undefined;
}

/** Whole days of our zone: one, or up to another with it. */
function readPeriod(
  { text, zone }: Reader,
  body: FormBody,
): Pick<EntryWish, "startsAtMs" | "endsAtMs"> | { readonly errors: Errors } {
  const [from, until] = [field(body, "from"), field(body, "until")];
  const startsAtMs = readStartOfDay(from, zone);
  const lastMs = until === "" ? startsAtMs : readStartOfDay(until, zone);
  if (startsAtMs === undefined) return { errors: { from: text("entry-from-wrong") } };
  if (lastMs === undefined || lastMs < startsAtMs) return { errors: { until: text("entry-until-wrong") } };
  return { startsAtMs, endsAtMs: dayOf(lastMs, zone).endsAtMs };
}

function readWords(text: Text, body: FormBody): Pick<EntryWish, "note" | "person"> | { readonly errors: Errors } {
  const [note, person] = [field(body, "note").trim(), field(body, "person").trim()];
  const errors = {
    ...(isText(note, maxNoteLength) ? {} : { note: text("entry-note-wrong") }),
    ...(isText(person, maxPersonLength) ? {} : { person: text("entry-note-wrong") }),
    ...(person !== "" && field(body, "consents") !== "yes" && { consents: text("entry-consents-wrong") }),
  };
  if (Object.keys(errors).length > 0) return { errors };
  return { ...(note === "" ? {} : { note }), ...(person === "" ? {} : { person }) };
}

const isText = (typed: string, maxLength: number): boolean =>
  typed.length <= maxLength && typed.isWellFormed() && !typed.includes("\0");

function commonsOf(body: FormBody): Pick<EntryWish, "commons"> {
  const commons = field(body, "commons");
  return commons === "contribution" || commons === "use" ? { commons } : {};
}
