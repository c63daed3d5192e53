import type { AgreementMessage, AgreementTerms, ProposalMessage } from "#src/domain/message.ts";
import type { ProposalCard } from "#src/domain/resource.ts";
import { writeAgreement } from "#federation/wire/agreement.ts";
import type { Envelope, JsonObject } from "#federation/wire/json.ts";
import { writeProposal, writeProposalDocument, writeProposalTombstone } from "#federation/wire/proposal.ts";

/** A lends to B: one proposal and one agreement, as everything about them goes over the wire. */
const lender = "https://kerala.example";
const borrower = "https://quebec.example";
const id = "0195a3c4-7b00-7000-8000-000000000001";
const startsAtMs = Date.parse("2027-03-01T18:00:00Z");
const endsAtMs = Date.parse("2027-03-01T20:00:00Z");
const updatedAtMs = Date.parse("2026-12-24T09:30:00.125Z");

export const card: ProposalCard = {
  proposal: `${lender}/proposals/${id}`,
  coop: `${lender}/actors/coop`,
  resource: {
    actor: `${lender}/actors/${id}`,
    name: { ml: "വലിയ ഹാൾ", en: "Great hall" },
    platform: "link",
    languages: ["ml", "en"],
    energy: "renewable",
    energyStatement: "Panels on our own roof",
    features: ["captions", "breakout"],
    place: { latitudeE6: 8_524_139, longitudeE6: 76_936_638 },
  },
  seats: 200,
  audience: "partners",
  terms: { kind: "reciprocal", perSeatHour: 2, unit: "work-minute" },
  region: "Kerala",
  roomSeats: 120,
  calendar: {
    timeZone: "Asia/Kolkata",
    openingHours: [
      { weekday: 1, fromMinute: 480, untilMinute: 1440 },
      { weekday: 2, fromMinute: 0, untilMinute: 120 },
    ],
    noticeMinutes: 60,
    horizonDays: 180,
  },
  taken: [{ startsAtMs, endsAtMs, seats: 50 }],
  updatedAtMs,
};

const { calendar: _calendar, roomSeats: _roomSeats, ...open } = card;

/** Always open, in rooms of any size, for everyone. */
export const gift: ProposalCard = { ...open, audience: "public", terms: { kind: "gift" }, taken: [] };

/** With something to pay for what is given back, and seats that are kept for events of the commons. */
export const costly: ProposalCard = {
  ...gift,
  terms: {
    kind: "reciprocal",
    perSeatHour: 2,
    unit: "work-minute",
    notice: { freeUntilMinutes: 1440, latePercent: 50, noShowPercent: 100 },
  },
  taken: [{ startsAtMs, endsAtMs, seats: 50, commons: 20 }],
  commonsSeats: 40,
  commonsUntilHours: 72,
};

/** The answer to a request of the borrower's, while no server answers. */
export const reply: ProposalCard = { ...card, inReplyTo: `${borrower}/proposals/${id}`, down: true };

export const terms: AgreementTerms = {
  agreement: `${borrower}/agreements/${id}`,
  proposal: card.proposal,
  provider: card.coop,
  receiver: `${borrower}/actors/coop`,
  title: "Assemblée générale",
  seats: 50,
  startsAtMs,
  endsAtMs,
  terms: card.terms,
};

const envelopeOf = (origin: string): Envelope => ({
  id: `${origin}/messages/0195a3c4-7b00-7000-8000-00000000000f`,
  actor: `${origin}/actors/coop`,
  origin,
  publishedAtMs: updatedAtMs,
});

const say = (message: ProposalMessage): JsonObject => writeProposal(message, envelopeOf(lender));
const answer = (message: AgreementMessage): JsonObject => writeAgreement(message, envelopeOf(lender));
const ask = (message: AgreementMessage): JsonObject => writeAgreement(message, envelopeOf(borrower));

const toBorrower = { terms, to: terms.receiver } as const;
const toLender = { terms, to: terms.provider } as const;
const deletedAtMs = updatedAtMs + 1000;

/** By the name of its fixture. */
export const written = {
  "proposal-create": say({ type: "proposal-create", proposal: card, to: terms.receiver }),
  "proposal-update": say({ type: "proposal-update", proposal: gift, to: terms.receiver }),
  "proposal-terms": say({ type: "proposal-update", proposal: costly, to: terms.receiver }),
  "proposal-delete": say({
    type: "proposal-delete",
    proposal: card.proposal,
    coop: card.coop,
    deletedAtMs,
    to: terms.receiver,
  }),
  "proposal-reply": say({ type: "proposal-create", proposal: reply, to: terms.receiver }),
  proposal: writeProposalDocument(card),
  "proposal-tombstone": writeProposalTombstone({ proposal: card.proposal, deletedAtMs }),
  "agreement-offer": ask({ type: "agreement-offer", ...toLender }),
  "agreement-withdraw": ask({ type: "agreement-withdraw", ...toLender }),
  "agreement-accept": answer({
    type: "agreement-accept",
    ...toBorrower,
    revision: 2,
    joinUrl: `${lender}/join/AAAAAAAAAAAAAAAAAAAAAA`,
  }),
  "agreement-held": answer({
    type: "agreement-held",
    ...toBorrower,
    revision: 1,
    heldUntilMs: updatedAtMs + 72 * 3_600_000,
  }),
  "agreement-reject": answer({
    type: "agreement-reject",
    ...toBorrower,
    revision: 1,
    refusal: { reason: "capacity-short", freeSeats: 20 },
  }),
  "agreement-cancel": answer({ type: "agreement-cancel", ...toBorrower, revision: 3, cause: "cancelled" }),
} satisfies Readonly<Record<string, JsonObject>>;
