import { html } from "hono/html";
import { minorDigitsOf } from "#src/domain/currency.ts";
import type { Refusal } from "#src/domain/message.ts";
import type { Owed } from "#src/domain/owed-limit.ts";
import { maxEntryQuantity } from "#src/domain/policy.ts";
import { seatMinute, workMinute } from "#src/domain/quantity.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { textField } from "#src/web/components/field.ts";
import { fieldset } from "#src/web/components/form.ts";
import { notice } from "#src/web/components/notice.ts";
import { formatQuantity } from "#src/web/components/quantity.ts";
import { field, type FormBody } from "#src/web/forms.ts";
import type { Text } from "#src/web/text.ts";
import { readHours, readParts, writeHours, writeParts } from "./typed-number.ts";
import { unitName } from "./unit-words.ts";

type Limits = readonly Pick<Owed, "unit" | "most">[];

/** What a partner may owe in seats, in work, and in each currency that was chosen; and room for one more. */
export function owedFields(page: PageContext, limits: Limits): Html {
  const { text } = page;
  const byUnit = new Map(limits.map(({ unit, most }) => [unit, most]));
  const line = (unit: string): Html => {
    const most = byUnit.get(unit);
    const value = most === undefined ? "" : write(unit, most);
    const behind = isTime(unit) ? hoursOf(text, unit) : unit;
    return textField(page, {
      name: `owed-${unit}`,
      label: unitName(text, unit),
      width: "short",
      optional: true,
      unit: behind,
      value,
    });
  };
  return fieldset(
    text("owed-title"),
    html`<p>${text("owed-help")}</p>
    ${unitsOf(limits).map(line)}
    ${textField(page, { name: "owedCurrency", label: text("owed-currency"), help: text("owed-currency-help"), width: "short", optional: true, maxLength: 3 })}
    ${textField(page, { name: "owedAmount", label: text("owed-amount"), width: "short", optional: true })}`,
  );
}

/** The units that always have a field, and those that have a limit. */
const unitsOf = (limits: Limits): readonly string[] => [
  ...new Set([seatMinute, workMinute, ...limits.map(({ unit }) => unit)]),
];

const hoursOf = (text: Text, unit: string): string =>
  unit === seatMinute ? text("policy-month-unit") : text("owed-hours");

const isTime = (unit: string): boolean => unit === seatMinute || unit === workMinute;

const write = (unit: string, most: number): string =>
  isTime(unit) ? writeHours(most) : writeParts(most, minorDigitsOf(unit));

function read(typed: string, unit: string): number | undefined {
  const most = isTime(unit) ? readHours(typed) : readParts(typed, 10 ** minorDigitsOf(unit));
  return most !== undefined && most <= maxEntryQuantity ? most : undefined;
}

type Errors = Readonly<Record<string, string>>;
type Read = { readonly limits: Limits; readonly errors: Errors };

/** What was typed, or what is wrong with it by field. `known`: the limits that the form was made with. */
export function readOwed(
  text: Text,
  body: FormBody,
  known: Limits,
): { readonly limits: Limits } | { readonly errors: Errors } {
  const parts = [...unitsOf(known).map((unit) => readLine(text, body, unit)), readOther(text, body)];
  const errors = Object.assign({}, ...parts.map((part) => part.errors)) as Errors;
  if (Object.keys(errors).length > 0) return { errors };
  // A unit that was typed twice counts as it stands in its own field.
  const limits = new Map(
    parts.flatMap((part) => part.limits.map((limit) => [limit.unit, limit] as const)).toReversed(),
  );
  return { limits: [...limits.values()] };
}

function readLine(text: Text, body: FormBody, unit: string): Read {
  const typed = field(body, `owed-${unit}`);
  if (typed === "") return { limits: [], errors: {} };
  const most = read(typed, unit);
  if (most === undefined) return { limits: [], errors: { [`owed-${unit}`]: text("owed-wrong") } };
  return { limits: [{ unit, most }], errors: {} };
}

/** One more currency. */
function readOther(text: Text, body: FormBody): Read {
  const [unit, typed] = [field(body, "owedCurrency").trim().toUpperCase(), field(body, "owedAmount")];
  if (unit === "" && typed === "") return { limits: [], errors: {} };
  const isCurrency = /^[A-Z]{3}$/.test(unit);
  const most = read(typed, isCurrency ? unit : "EUR");
  if (isCurrency && most !== undefined) return { limits: [{ unit, most }], errors: {} };
  return {
    limits: [],
    errors: {
      ...(!isCurrency && { owedCurrency: text("owed-currency-wrong") }),
      ...(most === undefined && { owedAmount: text("owed-wrong") }),
    },
  };
}

/** What a partner may owe and owes, in words; nothing where nothing was chosen. */
export function owedSays(text: Text, limits: readonly Owed[]): Html | undefined {
  if (limits.length === 0) return undefined;
  return html`${limits.map(({ unit, most, owed }) => {
    const says = {
      most: formatQuantity(text, { unit, quantity: most }),
      owed: formatQuantity(text, { unit, quantity: Math.max(0, owed) }),
    };
    return html`<p>${text("owed-says", says)}</p>`;
  })}`;
}

/** To who answers by hand: a yes would have the partner owe more than was chosen. */
export function owedWarning(
  page: PageContext,
  {
    name,
    warning,
  }: { readonly name: string; readonly warning: Extract<Refusal, { reason: "owed-limit" }> | undefined },
): Html | undefined {
  if (warning === undefined) return undefined;
  const left = formatQuantity(page.text, { unit: warning.unit, quantity: warning.left });
  return notice({ meaning: "trouble", says: page.text("owed-warning", { name, left }) });
}
