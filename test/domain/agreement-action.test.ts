import { expect, test } from "vitest";
import {
  answerDueAtMs,
  decideAction,
  decideDue,
  decideFulfil,
  type AgreementAction,
} from "#src/domain/agreement-action.ts";
import { decideProviderMessage, type ProviderWord, type ToldStanding } from "#src/domain/agreement-message.ts";
import type { Agreement, AgreementRole, AgreementState } from "#src/domain/agreement.ts";

const minuteMs = 60_000;
const startsAtMs = 1_000 * minuteMs;
const open: Agreement = {
  seats: 50,
  startsAtMs,
  endsAtMs: startsAtMs + 120 * minuteMs,
  terms: { kind: "reciprocal", perSeatHour: 2, unit: "work-minute" },
  state: "offered",
  revision: 1,
};
const states: readonly AgreementState[] = ["offered", "accepted", "rejected", "cancelled", "expired", "fulfilled"];

function outcomes(role: AgreementRole, action: AgreementAction, nowMs = 0): string[] {
  return states.map((state) => {
    const decided = decideAction({ agreement: { ...open, state }, role, action, nowMs, freeSeats: 50 });
    return decided.outcome === "change" ? decided.state : decided.outcome;
  });
}

test("what each act does from each state", () => {
  const no = "impossible";
  expect(outcomes("provider", "accept")).toEqual(["accepted", "same", no, no, no, "same"]);
  expect(outcomes("provider", "reject")).toEqual(["rejected", no, "same", no, no, no]);
  expect(outcomes("provider", "cancel")).toEqual([no, "cancelled", no, "same", no, no]);
  expect(outcomes("provider", "withdraw")).toEqual(["cancelled", "cancelled", no, "same", no, no]);
  expect(outcomes("provider", "expire", startsAtMs)).toEqual(["expired", no, no, no, "same", no]);
  expect(outcomes("receiver", "cancel")).toEqual(["withdraw", "withdraw", no, "same", no, no]);
  expect(outcomes("receiver", "accept")).toEqual([no, no, no, no, no, no]);
  expect(outcomes("receiver", "expire")).toEqual([no, no, no, no, no, no]);
});

test("each word of the provider raises the revision by one", () => {
  expect(decideAction({ agreement: { ...open, revision: 7 }, role: "provider", action: "reject", nowMs: 0 })).toEqual({
    outcome: "change",
    state: "rejected",
    revision: 8,
    refusal: { reason: "declined" },
  });
});

test("a steward's yes asks again whether there is room, and comes before the start", () => {
  const accept = (nowMs: number, freeSeats: number) =>
    decideAction({ agreement: open, role: "provider", action: "accept", nowMs, freeSeats });
  expect(accept(0, 49)).toEqual({ outcome: "impossible", because: "capacity-short", freeSeats: 49 });
  expect(accept(startsAtMs, 50)).toEqual({ outcome: "impossible", because: "slot-started" });
  expect(accept(startsAtMs - 1, 50).outcome).toBe("change");
});

test("a receiver takes it back once, and not after it was used", () => {
  const cancel = (agreement: Agreement, nowMs: number) =>
    decideAction({ agreement, role: "receiver", action: "cancel", nowMs });
  expect(cancel(open, 5)).toEqual({ outcome: "withdraw", withdrawnAtMs: 5 });
  expect(cancel({ ...open, withdrawnAtMs: 5 }, 6)).toEqual({ outcome: "same" });
  expect(cancel({ ...open, state: "accepted" }, open.endsAtMs)).toEqual({
    outcome: "impossible",
    because: "slot-over",
  });
  expect(
    decideAction({
      agreement: { ...open, state: "accepted" },
      role: "provider",
      action: "cancel",
      nowMs: open.endsAtMs,
    }).outcome,
  ).toBe("change");
});

test("an offer without an answer ends with its hold, or when its slot starts", () => {
  const held = { ...open, heldUntilMs: 500 };
  expect(answerDueAtMs(held)).toBe(500);
  expect(decideAction({ agreement: held, role: "provider", action: "expire", nowMs: 499 })).toEqual({
    outcome: "impossible",
    because: "not-due",
    dueAtMs: 500,
  });
  expect([499, 500].map((nowMs) => decideDue(held, "provider", nowMs))).toEqual([undefined, "expire"]);
  expect([startsAtMs - 1, startsAtMs].map((nowMs) => decideDue(open, "provider", nowMs))).toEqual([
    undefined,
    "expire",
  ]);
  expect([startsAtMs - 1, startsAtMs].map((nowMs) => decideDue(held, "receiver", nowMs))).toEqual([
    undefined,
    "withdraw",
  ]);
  expect(decideDue({ ...open, withdrawnAtMs: 1 }, "receiver", startsAtMs)).toBeUndefined();
  expect(decideDue({ ...open, state: "accepted" }, "provider", open.endsAtMs)).toBeUndefined();
});

test("fulfilment posts from one seat-minute to what was agreed, and what is due for it", () => {
  const accepted = { ...open, state: "accepted" } as const;
  const fulfil = (seatMinutes: number) => decideFulfil({ agreement: accepted, role: "provider", seatMinutes });
  expect(fulfil(5_400)).toEqual({
    outcome: "change",
    state: "fulfilled",
    revision: 2,
    seatMinutes: 5_400,
    due: { unit: "work-minute", quantity: 180 },
  });
  expect(fulfil(6_000).outcome).toBe("change");
  for (const wrong of [0, -1, 6_001, 1.5, NaN, Infinity])
    expect(fulfil(wrong)).toEqual({ outcome: "impossible", because: "quantity", least: 1, most: 6_000 });
});

test("fulfilment is done once, by the provider, after acceptance", () => {
  const done = { ...open, state: "fulfilled", fulfilledSeatMinutes: 5_400 } as const;
  expect(decideFulfil({ agreement: done, role: "provider", seatMinutes: 5_400 })).toEqual({ outcome: "same" });
  expect(decideFulfil({ agreement: done, role: "provider", seatMinutes: 5_401 })).toEqual({
    outcome: "impossible",
    because: "state",
    state: "fulfilled",
  });
  expect(decideFulfil({ agreement: open, role: "provider", seatMinutes: 1 })).toEqual({
    outcome: "impossible",
    because: "state",
    state: "offered",
  });
  expect(decideFulfil({ agreement: { ...open, state: "accepted" }, role: "receiver", seatMinutes: 1 })).toEqual({
    outcome: "impossible",
    because: "not-yours",
  });
});

function hear(agreement: Agreement, state: ProviderWord["state"], revision: number) {
  return decideProviderMessage({ agreement, message: { state, revision } });
}

/** What the provider says besides, where nothing is open. */
const { seats, endsAtMs, terms } = open;
const nothingOpen = {
  seats,
  startsAtMs,
  endsAtMs,
  terms,
  tentativeUntilMs: null,
  amendment: 0,
  heldUntilMs: null,
  pendingUntilMs: null,
  counter: null,
  trouble: null,
  refusal: null,
  endCause: null,
  feeSeatMinutes: null,
} as const;

test("the receiver applies only a higher revision, and nothing after what is final", () => {
  expect(hear(open, "accepted", 2)).toEqual({ outcome: "change", changes: { state: "accepted", revision: 2 } });
  expect(hear(open, "offered", 1)).toEqual({ outcome: "same" });
  expect(hear({ ...open, state: "accepted", revision: 2 }, "offered", 1)).toEqual({ outcome: "stale" });
  expect(hear({ ...open, state: "fulfilled", revision: 2 }, "cancelled", 9)).toEqual({ outcome: "stale" });
  expect(hear(open, "accepted", 1)).toEqual({ outcome: "stale" });
  expect(hear(open, "accepted", NaN).outcome).toBe("stale");
});

test("a word is taken whole", () => {
  const told = { ...nothingOpen, heldUntilMs: 9 };
  const { amendment: _amendment, ...saved } = told;
  expect(decideProviderMessage({ agreement: open, message: { state: "offered", revision: 2, told } })).toEqual({
    outcome: "change",
    changes: { ...saved, state: "offered", revision: 2, pending: null },
  });
});

test("numbers that were never asked for are not taken over", () => {
  const say = (told: Partial<ToldStanding>) =>
    decideProviderMessage({
      agreement: open,
      message: { state: "accepted", revision: 2, told: { ...nothingOpen, ...told } },
    }).outcome;
  expect(say({ seats: seats + 1 })).toBe("never-asked");
  expect(say({ endsAtMs: endsAtMs + 60_000 })).toBe("never-asked");
  expect(say({ terms: { kind: "reciprocal", perSeatHour: 99, unit: "EUR" } })).toBe("never-asked");
  expect(say({})).toBe("change");
});

test("the last word before a settlement that was faster still brings what was agreed", () => {
  const settled = { ...open, state: "fulfilled", revision: 2 } as const;
  const late = { state: "accepted", revision: 1, told: nothingOpen } as const;
  expect(decideProviderMessage({ agreement: settled, message: late })).toEqual({
    outcome: "late",
    changes: { seats, startsAtMs, endsAtMs, terms, feeSeatMinutes: null, pending: null },
  });
  expect(decideProviderMessage({ agreement: { ...settled, state: "cancelled" }, message: late }).outcome).toBe("stale");
  expect(decideProviderMessage({ agreement: { ...settled, revision: 3 }, message: late }).outcome).toBe("stale");
});
