import fc from "fast-check";
import { expect, test } from "vitest";
import { decideAction, decideDue, decideFulfil, type AgreementAction } from "#src/domain/agreement-action.ts";
import { decideOffer, reservationOf, type Agreement } from "#src/domain/agreement.ts";
import { freeSeatsOfProposal, type ResourceReservation } from "#src/domain/capacity.ts";
import type { AgreementTerms } from "#src/domain/message.ts";
import type { PeerState } from "#src/domain/peer.ts";

const minuteMs = 60_000;
const resource = { seats: 20 };
const policy = { maxSlotMinutes: 60, maxAheadMs: 10 ** 9, holdMs: 7 * minuteMs, maxTentativeMs: 20 * minuteMs };
const terms = { kind: "gift" } as const;
const proposals = [
  { proposal: "wide", coop: "us", seats: 20, audience: "public", acceptUpTo: null, terms },
  { proposal: "narrow", coop: "us", seats: 8, audience: "partners", acceptUpTo: 3, terms },
] as const;

type Kept = Agreement & { readonly proposal: string; readonly receiver: string };

/** A provider's books, driven by the decisions alone. */
interface Books {
  nowMs: number;
  readonly agreements: Kept[];
  /** How many offers were accepted at once. */
  accepted: number;
}

function reservationsOf(books: Books, except?: Kept): ResourceReservation[] {
  return books.agreements.filter((one) => one !== except).flatMap((one) => reservationOf(one, books.nowMs) ?? []);
}

function answer(books: Books, offer: AgreementTerms, peerState: PeerState | undefined): void {
  const proposal = proposals.find((one) => one.proposal === offer.proposal);
  const decided = decideOffer({
    offer,
    proposal,
    resource,
    reservations: reservationsOf(books),
    peerState,
    nowMs: books.nowMs,
    policy,
  });
  if (decided.answer === "reject") return;
  const state = decided.answer === "accept" ? "accepted" : "offered";
  if (state === "accepted") books.accepted += 1;
  books.agreements.push({
    ...offer,
    state,
    revision: 1,
    heldUntilMs: decided.answer === "hold" ? decided.heldUntilMs : null,
  });
}

function act(books: Books, index: number, action: AgreementAction | "fulfil"): void {
  const at = index % Math.max(1, books.agreements.length);
  const agreement = books.agreements[at];
  const proposal = proposals.find((one) => one.proposal === agreement?.proposal);
  if (agreement === undefined || proposal === undefined) return;
  const freeSeats = freeSeatsOfProposal(
    { resource, proposal, reservations: reservationsOf(books, agreement) },
    agreement,
  );
  const role = "provider";
  const decided =
    action === "fulfil"
      ? decideFulfil({ agreement, role, seatMinutes: 1 })
      : decideAction({ agreement, role, action, nowMs: books.nowMs, freeSeats });
  if (decided.outcome === "change")
    books.agreements[at] = { ...agreement, state: decided.state, revision: decided.revision };
}

function wait(books: Books, minutes: number): void {
  books.nowMs += minutes * minuteMs;
  for (const [index, agreement] of books.agreements.entries()) {
    if (decideDue(agreement, "provider", books.nowMs) === "expire") act(books, index, "expire");
  }
}

/** The fullest minute, counted by hand. */
function fullest(list: readonly Kept[]): number {
  const counts = Array.from({ length: 60 }, (_, minute) => {
    const inMinute = list.filter((one) => one.startsAtMs <= minute * minuteMs && minute * minuteMs < one.endsAtMs);
    return inMinute.reduce((sum, one) => sum + one.seats, 0);
  });
  return Math.max(...counts);
}

function check(books: Books): void {
  const taking = books.agreements.filter(
    ({ state, heldUntilMs }) =>
      state === "accepted" || state === "fulfilled" || (state === "offered" && (heldUntilMs ?? 0) > books.nowMs),
  );
  expect(fullest(taking)).toBeLessThanOrEqual(resource.seats);
  expect(fullest(taking.filter(({ proposal }) => proposal === "narrow"))).toBeLessThanOrEqual(8);
}

const offers = fc.record({
  proposal: fc.constantFrom("wide", "narrow"),
  receiver: fc.constantFrom("b", "c", "d"),
  seats: fc.integer({ min: 1, max: 12 }),
  startsAtMinutes: fc.integer({ min: 1, max: 40 }),
  lengthMinutes: fc.integer({ min: 1, max: 20 }),
  peerState: fc.constantFrom<(PeerState | undefined)[]>("partner", "partner", "limited", undefined),
});

function offerOf({
  proposal,
  receiver,
  seats,
  startsAtMinutes,
  lengthMinutes,
}: typeof offers extends fc.Arbitrary<infer O> ? O : never): AgreementTerms {
  const startsAtMs = startsAtMinutes * minuteMs;
  return {
    agreement: "g",
    proposal,
    provider: "us",
    receiver,
    title: "",
    seats,
    startsAtMs,
    endsAtMs: startsAtMs + lengthMinutes * minuteMs,
    terms,
  };
}

const actions = fc.constantFrom("accept", "accept", "accept", "reject", "cancel", "withdraw", "expire", "fulfil");
const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant("offer" as const), offer: offers }) },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant("act" as const), index: fc.nat(30), action: actions }) },
    fc.record({ kind: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 3 }) }),
  ),
  { maxLength: 60, size: "max" },
);

test("no minute is ever overbooked, whatever is offered, held, accepted, settled early or let run out", () => {
  let accepted = 0;
  fc.assert(
    fc.property(steps, (list) => {
      const books: Books = { nowMs: 0, agreements: [], accepted: 0 };
      for (const step of list) {
        if (step.kind === "wait") wait(books, step.minutes);
        else if (step.kind === "act") act(books, step.index, step.action);
        else answer(books, offerOf(step.offer), step.offer.peerState);
        check(books);
      }
      accepted += books.accepted;
    }),
    { numRuns: 300 },
  );
  expect(accepted).toBeGreaterThan(300);
});
