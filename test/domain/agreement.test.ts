import { expect, test } from "vitest";
import {
  decideOffer,
  presentedState,
  reservationOf,
  takesSeats,
  type AgreementState,
  type OfferRequest,
} from "#src/domain/agreement.ts";
import type { ResourceReservation } from "#src/domain/capacity.ts";
import type { PeerState } from "#src/domain/peer.ts";

const hourMs = 3_600_000;
const nowMs = Date.UTC(2026, 10, 22, 12);
const startsAtMs = nowMs + 240 * hourMs;
const endsAtMs = startsAtMs + 2 * hourMs;

const proposal = {
  proposal: "https://a/p",
  coop: "https://a/c",
  seats: 200,
  audience: "partners",
  acceptUpTo: null,
  terms: { kind: "gift" },
} as const;
const offer = {
  agreement: "https://b/g",
  proposal: "https://a/p",
  provider: "https://a/c",
  receiver: "https://b/c",
  title: "Assembly",
  seats: 50,
  startsAtMs,
  endsAtMs,
  terms: { kind: "gift" },
} as const;

type Change = Omit<Partial<OfferRequest>, "offer" | "proposal"> & {
  readonly offer?: Partial<OfferRequest["offer"]>;
  readonly proposal?: Partial<NonNullable<OfferRequest["proposal"]>>;
};

function answerTo(change: Change = {}) {
  const whole = { resource: { seats: 200 }, reservations: [], peerState: "partner", nowMs, ...change } as const;
  return decideOffer({ ...whole, offer: { ...offer, ...change.offer }, proposal: { ...proposal, ...change.proposal } });
}

function taken(seats: number, change: Partial<ResourceReservation> = {}): ResourceReservation {
  return { proposal: "https://a/p", receiver: "https://x/c", seats, startsAtMs, endsAtMs, held: false, ...change };
}

function refused(reason: string) {
  return { answer: "reject", refusal: { reason } };
}

test("a partner's offer that fits is accepted at once", () => {
  expect(answerTo()).toEqual({ answer: "accept" });
  expect(answerTo({ reservations: [taken(150)] })).toEqual({ answer: "accept" });
});

test("an offer beyond the free seats is refused, with how many are free", () => {
  expect(answerTo({ reservations: [taken(151)] })).toEqual({
    answer: "reject",
    refusal: { reason: "capacity-short", freeSeats: 49 },
  });
  expect(answerTo({ reservations: [taken(151, { proposal: "https://a/other" })] })).toEqual({
    answer: "reject",
    refusal: { reason: "capacity-short", freeSeats: 49 },
  });
  expect(answerTo({ proposal: { seats: 40 } })).toEqual({
    answer: "reject",
    refusal: { reason: "capacity-short", freeSeats: 40 },
  });
});

test("held seats are not free for others", () => {
  expect(answerTo({ reservations: [taken(160, { held: true })] })).toMatchObject({
    answer: "reject",
    refusal: { freeSeats: 40 },
  });
});

test("above acceptUpTo a steward decides, with the seats held for 72 hours and never past the start", () => {
  expect(answerTo({ proposal: { acceptUpTo: 50 } })).toEqual({ answer: "accept" });
  expect(answerTo({ proposal: { acceptUpTo: 49 } })).toEqual({ answer: "hold", heldUntilMs: nowMs + 72 * hourMs });
  const soon = nowMs + hourMs;
  expect(answerTo({ proposal: { acceptUpTo: 0 }, offer: { startsAtMs: soon, endsAtMs: soon + hourMs } })).toEqual({
    answer: "hold",
    heldUntilMs: soon,
  });
});

test("at most half of the free seats are held for one partner; the rest waits and holds nothing", () => {
  const asked = { acceptUpTo: 0 };
  const heldForIt = taken(50, { receiver: "https://b/c", held: true });
  expect(answerTo({ proposal: asked, offer: { seats: 100 } }).answer).toBe("hold");
  expect(answerTo({ proposal: asked, offer: { seats: 101 } }).answer).toBe("wait");
  expect(answerTo({ proposal: asked, offer: { seats: 50 }, reservations: [heldForIt] }).answer).toBe("hold");
  expect(answerTo({ proposal: asked, offer: { seats: 51 }, reservations: [heldForIt] }).answer).toBe("wait");
  expect(
    answerTo({ proposal: asked, offer: { seats: 75 }, reservations: [{ ...heldForIt, receiver: "https://x/c" }] })
      .answer,
  ).toBe("hold");
  expect(
    answerTo({ proposal: asked, offer: { seats: 76 }, reservations: [{ ...heldForIt, receiver: "https://x/c" }] })
      .answer,
  ).toBe("wait");
});

test.each<[PeerState | undefined, string, string]>([
  ["partner", "accept", "accept"],
  ["limited", "not-partner", "hold"],
  ["requested", "not-partner", "wait"],
  ["received", "not-partner", "wait"],
  ["ended", "not-partner", "wait"],
  [undefined, "not-partner", "wait"],
  ["blocked", "not-partner", "not-partner"],
])("a peer that is %s: for partners %s, for everyone %s", (peerState, forPartners, forEveryone) => {
  const answers = (["partners", "public"] as const).map((audience) => answerTo({ peerState, proposal: { audience } }));
  const said = answers.map((answer) => (answer.answer === "reject" ? answer.refusal.reason : answer.answer));
  expect(said).toEqual([forPartners, forEveryone]);
});

test.each<[string, Change]>([
  ["proposal-unknown", { offer: { provider: "https://x/c" } }],
  ["proposal-unknown", { offer: { proposal: "https://a/other" } }],
  ["proposal-unknown", { offer: { receiver: "https://a/c" } }],
  ["proposal-changed", { offer: { terms: { kind: "reciprocal", perSeatHour: 1, unit: "EUR" } } }],
  ["proposal-changed", { proposal: { terms: { kind: "reciprocal", perSeatHour: 1, unit: "EUR" } } }],
  ["slot-past", { offer: { startsAtMs: nowMs, endsAtMs } }],
  ["slot-invalid", { offer: { endsAtMs: startsAtMs } }],
  ["slot-invalid", { offer: { endsAtMs: endsAtMs + 1 } }],
  ["slot-invalid", { offer: { endsAtMs: startsAtMs + 15 * 24 * hourMs } }],
  [
    "slot-invalid",
    { offer: { startsAtMs: startsAtMs + 1_000 * 24 * hourMs, endsAtMs: endsAtMs + 1_000 * 24 * hourMs } },
  ],
  ["slot-invalid", { offer: { seats: 0 } }],
  ["slot-invalid", { offer: { seats: -5 } }],
  ["slot-invalid", { offer: { seats: 1.5 } }],
])("%s: %j", (reason, change) => {
  expect(answerTo(change)).toEqual(refused(reason));
});

test("an offer on a proposal that is gone is refused", () => {
  expect(
    decideOffer({ offer, proposal: undefined, resource: { seats: 0 }, reservations: [], peerState: "partner", nowMs }),
  ).toEqual(refused("proposal-unknown"));
});

test("only rejected, cancelled and expired agreements free their seats, and a hold when it ends", () => {
  const agreement = {
    seats: 5,
    startsAtMs,
    endsAtMs,
    terms: offer.terms,
    revision: 1,
    proposal: offer.proposal,
    receiver: offer.receiver,
  };
  const takes = (state: AgreementState) => takesSeats({ ...agreement, state }, nowMs);
  expect((["accepted", "fulfilled", "offered", "rejected", "cancelled", "expired"] as const).map(takes)).toEqual([
    "agreed",
    "agreed",
    "no",
    "no",
    "no",
    "no",
  ]);
  expect(takesSeats({ ...agreement, state: "offered", heldUntilMs: nowMs + 1 }, nowMs)).toBe("held");
  expect(takesSeats({ ...agreement, state: "offered", heldUntilMs: nowMs }, nowMs)).toBe("no");
  expect(reservationOf({ ...agreement, state: "rejected", heldUntilMs: nowMs + 1 }, nowMs)).toBeUndefined();
  expect(reservationOf({ ...agreement, state: "fulfilled" }, nowMs)).toEqual(taken(5, { receiver: offer.receiver }));
});

test("what we took back shows as cancelled at once, unless it was fulfilled", () => {
  const shown = (state: AgreementState) => presentedState({ state, withdrawnAtMs: nowMs });
  expect((["offered", "accepted", "rejected", "expired", "fulfilled"] as const).map(shown)).toEqual([
    "cancelled",
    "cancelled",
    "rejected",
    "expired",
    "fulfilled",
  ]);
  expect(presentedState({ state: "accepted", withdrawnAtMs: null })).toBe("accepted");
});
