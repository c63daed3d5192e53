import type { AgreementMessage, AgreementTerms, Counter } from "#src/domain/message.ts";
import { writeAgreement } from "#federation/wire/agreement.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { card, terms } from "./market.ts";

/** What is said about an agreement after its first answer, and what a first Offer may carry besides. */
const [lender, borrower] = ["https://kerala.example", "https://quebec.example"] as const;
const hourMs = 3_600_000;
const envelopeOf = (origin: string) => ({
  id: `${origin}/messages/0195a3c4-7b00-7000-8000-00000000000f`,
  actor: `${origin}/actors/coop`,
  origin,
  publishedAtMs: card.updatedAtMs,
});
const answer = (message: AgreementMessage): JsonObject => writeAgreement(message, envelopeOf(lender));
const ask = (offer: AgreementTerms): JsonObject =>
  writeAgreement({ type: "agreement-offer", terms: offer, to: offer.provider }, envelopeOf(borrower));

/** One of a series, not sure yet, with what giving it back costs. */
export const tentative: AgreementTerms = {
  ...terms,
  terms: { kind: "gift", notice: { freeUntilMinutes: 2_880, latePercent: 50, noShowPercent: 100 } },
  tentativeUntilMs: Date.parse("2027-02-01T12:00:00Z"),
  series: { series: `${borrower}/series/0195a3c4-7b00-7000-8000-000000000007`, rule: "FREQ=WEEKLY;COUNT=4" },
  commons: true,
  fairUseVersion: 3,
};

/** The second change that is asked for: more seats, an hour later. */
export const amended: AgreementTerms = {
  ...terms,
  amendment: 2,
  seats: 80,
  startsAtMs: terms.startsAtMs + hourMs,
  endsAtMs: terms.endsAtMs + hourMs,
};

export const counter: Counter = {
  seats: 40,
  startsAtMs: terms.startsAtMs - hourMs,
  endsAtMs: terms.endsAtMs,
  terms: { kind: "reciprocal", perSeatHour: 3, unit: "work-minute" },
  untilMs: card.updatedAtMs + 72 * hourMs,
  note: "The large hall is taken; the small one holds 40.",
};

const common = { terms, to: terms.receiver, revision: 4 } as const;
const changed = { ...common, terms: { ...terms, amendment: 2 } } as const;
const joinUrl = `${lender}/join/AAAAAAAAAAAAAAAAAAAAAA`;

/** By the name of its fixture. */
export const life = {
  "agreement-offer-tentative": ask(tentative),
  "agreement-amend": ask(amended),
  "agreement-counter": answer({ type: "agreement-held", ...common, counter }),
  "agreement-pending": answer({
    type: "agreement-held",
    ...changed,
    state: "accepted",
    joinUrl,
    pendingUntilMs: card.updatedAtMs + 72 * hourMs,
  }),
  "agreement-unchanged": answer({
    type: "agreement-reject",
    ...changed,
    state: "accepted",
    joinUrl,
    refusal: { reason: "declined", note: "We close at ten." },
  }),
  "agreement-trouble": answer({
    type: "agreement-accept",
    ...common,
    joinUrl,
    trouble: { kind: "server-down", sinceMs: card.updatedAtMs },
  }),
  "agreement-no-show": answer({
    type: "agreement-cancel",
    ...common,
    cause: "cancelled",
    endCause: "no-show",
    feeSeatMinutes: 6_000,
  }),
} satisfies Readonly<Record<string, JsonObject>>;
