import { html } from "hono/html";
import type { NewProposal, ProposalRefusal } from "#src/app/proposals.ts";
import { maxPerSeatHour } from "#src/domain/policy.ts";
import { seatMinute, workMinute } from "#src/domain/quantity.ts";
import type { Terms } from "#src/domain/resource.ts";
import type { Proposal } from "#src/store/proposals.ts";
import { radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { selectField, textField } from "#src/web/components/field.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { field, type FormBody } from "#src/web/forms.ts";
import type { Text } from "#src/web/text.ts";
import { furtherTermsFields, keptWrong, readFurtherTerms } from "./terms-form.ts";
import { readParts, readWhole, writeParts } from "./typed-number.ts";

/** Currencies that a price can be in, all with two digits. The API takes any of ISO 4217. */
const currencies = ["EUR", "USD", "CAD", "GBP", "CHF", "INR", "BRL", "MXN", "ARS", "COP", "MAD", "ZAR"];

/** The fields that `readProposal` reads. `most`: the seats of the resource. */
export function proposalFields(page: PageContext, most: number, stored?: Proposal): Html {
  const { text } = page;
  const { seats, audience, acceptUpTo, terms } = stored ?? freshOffer(most);
  return html`
    ${textField(page, { name: "seats", label: text("resources-proposal-seats"), help: text("resources-proposal-seats-help", { most: formatNumber(text, most), count: most }), type: "number", width: "short", value: String(seats) })}
    ${radioGroup(page, {
      name: "audience",
      legend: text("resources-audience"),
      value: audience,
      options: [
        {
          value: "partners",
          label: text("resources-audience-partners"),
          help: text("resources-audience-partners-help"),
        },
        { value: "public", label: text("resources-audience-public"), help: text("resources-audience-public-help") },
      ],
    })}
    ${textField(page, { name: "acceptUpTo", label: text("resources-accept-up-to"), help: `${text("resources-accept-up-to-help")} ${text("policy-answer-note")}`, type: "number", width: "short", optional: true, value: acceptUpTo === null ? "" : String(acceptUpTo) })}
    ${radioGroup(page, {
      name: "terms",
      legend: text("resources-terms"),
      value: terms.kind,
      options: [
        { value: "gift", label: text("resources-terms-gift"), help: text("resources-terms-gift-help") },
        {
          value: "reciprocal",
          label: text("resources-terms-reciprocal"),
          help: text("resources-terms-reciprocal-help"),
        },
      ],
    })}
    ${priceFields(page, terms.kind === "reciprocal" ? terms : undefined)}
    ${furtherTermsFields(page, stored)}`;
}

/** What the form suggests: everything, to partners, as a gift, answered at once. */
const freshOffer = (most: number): Pick<Proposal, "seats" | "audience" | "acceptUpTo" | "terms"> => ({
  seats: most,
  audience: "partners",
  acceptUpTo: null,
  terms: { kind: "gift" },
});

/** The price and its unit, where seats are not a gift. */
export function priceFields(page: PageContext, terms: Extract<Terms, { kind: "reciprocal" }> | undefined): Html {
  const { text } = page;
  const units = [...new Set([workMinute, seatMinute, ...currencies, ...(terms === undefined ? [] : [terms.unit])])];
  const price = terms === undefined ? "" : writeParts(terms.perSeatHour, digitsOf(terms.unit));
  return html`
    ${textField(page, { name: "price", label: text("resources-price"), help: text("resources-price-help"), type: "text", width: "short", optional: true, value: price })}
    ${selectField(page, { name: "unit", label: text("resources-unit"), optional: true, options: units.map((unit) => ({ value: unit, label: priceUnitName(text, unit) })), value: terms?.unit ?? workMinute })}`;
}

/** How a price is typed in a unit: minutes as whole numbers, money with two digits where its currency has them. */
/** The decimals in which prices of a unit are typed. */
export const digitsOf = (unit: string): number => (currencies.includes(unit) ? 2 : 0);

function priceUnitName(text: Text, unit: string): string {
  if (unit === workMinute) return text("resources-unit-work");
  if (unit === seatMinute) return text("resources-unit-seats");
  return currencyName(text, unit);
}

export const currencyName = (text: Text, code: string): string =>
  `${new Intl.DisplayNames([text.intlLocale], { type: "currency" }).of(code) ?? code} (${code})`;

type Errors = Readonly<Record<string, string>>;
type Wanted = Omit<NewProposal, "resourceId">;

/** What was typed about an offer of seats, or what is wrong with it by field. */
export function readProposal(
  text: Text,
  body: FormBody,
  most: number,
): { readonly wanted: Wanted } | { readonly errors: Errors } {
  const seats = readSeats(field(body, "seats"), most);
  const acceptUpTo = readUpTo(field(body, "acceptUpTo"));
  const terms = readTerms(text, body);
  const further = readFurtherTerms(text, body, seats);
  const errors = {
    ...(seats === undefined && { seats: text("resources-proposal-seats-wrong", { most: formatNumber(text, most) }) }),
    ...(acceptUpTo === undefined && { acceptUpTo: text("resources-accept-up-to-wrong") }),
    ...("errors" in terms && terms.errors),
    ...("errors" in further && further.errors),
  };
  if (seats === undefined || acceptUpTo === undefined) return { errors };
  if ("errors" in terms || "errors" in further) return { errors };
  const audience = field(body, "audience") === "public" ? "public" : "partners";
  return { wanted: { seats, acceptUpTo, terms: { ...terms, ...further.notice }, audience, ...further.kept } };
}

function readSeats(typed: string, most: number): number | undefined {
  const seats = readWhole(typed) ?? 0;
  return seats >= 1 && seats <= most ? seats : undefined;
}

const readUpTo = (typed: string): number | null | undefined => (typed === "" ? null : readWhole(typed));

/** Gift, or the price in return, as `terms`, `price` and `unit` were typed; or what is wrong with them by field. */
export function readTerms(text: Text, body: FormBody): Terms | { readonly errors: Errors } {
  if (field(body, "terms") !== "reciprocal") return { kind: "gift" };
  const unit = field(body, "unit");
  if (unit !== workMinute && unit !== seatMinute && !/^[A-Z]{3}$/.test(unit)) {
    return { errors: { unit: text("resources-unit-missing") } };
  }
  const perSeatHour = readParts(field(body, "price"), 10 ** digitsOf(unit));
  if (perSeatHour === undefined || perSeatHour < 1 || perSeatHour > maxPerSeatHour) {
    return {
      errors: { price: digitsOf(unit) === 0 ? text("resources-price-wrong-whole") : text("resources-price-wrong") },
    };
  }
  return { kind: "reciprocal", perSeatHour, unit };
}

/** Why the offer could not be kept, beside the field that can mend it. */
export function proposalErrors(text: Text, refusal: ProposalRefusal): Errors {
  switch (refusal.reason) {
    case "seats-most":
      return { seats: text("resources-proposal-seats-wrong", { most: formatNumber(text, refusal.most) }) };
    case "seats-agreed":
      return {
        seats: text("resources-seats-agreed", { least: formatNumber(text, refusal.least), count: refusal.least }),
      };
    case "commons-most":
      return { commonsSeats: keptWrong(text, refusal.most) };
    case "no-seats":
      return { seats: text("resources-no-seats") };
  }
}
