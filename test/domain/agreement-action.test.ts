import { expect, test } from "vitest";
import {
  answerDueAtMs,
  decideAction,
  decideDue,
  decideFulfil,
  type AgreementAction,
} from "#src/domain/agreement-action.ts";
import { decideProviderMessage, type ProviderWord } from "#src/domain/agreement-message.ts";
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

function hear(agreement: Agreement, word: ProviderWord["word"], revision: number) {
  return decideProviderMessage({ agreement, message: { word, revision } });
}

test("the receiver applies only a higher revision, and nothing after what is final", () => {
  expect(hear(open, "accepted", 2)).toEqual({ outcome: "change", state: "accepted", revision: 2, heldUntilMs: null });
  expect(hear(open, "held", 1)).toEqual({ outcome: "same" });
  expect(hear({ ...open, state: "accepted", revision: 2 }, "held", 1)).toEqual({
    outcome: "stale",
    keepsJoinUrl: false,
  });
  expect(hear({ ...open, state: "fulfilled", revision: 2 }, "cancelled", 9)).toEqual({
    outcome: "stale",
    keepsJoinUrl: false,
  });
  expect(hear(open, "accepted", 1)).toEqual({ outcome: "stale", keepsJoinUrl: false });
  expect(hear(open, "accepted", NaN).outcome).toBe("stale");
  expect(decideProviderMessage({ agreement: open, message: { word: "held", revision: 2, heldUntilMs: 9 } })).toEqual({
    outcome: "change",
    state: "offered",
    revision: 2,
    heldUntilMs: 9,
  });
});

test("an acceptance that comes after an early settlement still brings the way in", () => {
  expect(hear({ ...open, state: "fulfilled", revision: 2 }, "accepted", 1)).toEqual({
    outcome: "stale",
    keepsJoinUrl: true,
  });
  expect(hear({ ...open, state: "cancelled", revision: 2 }, "accepted", 1)).toEqual({
    outcome: "stale",
    keepsJoinUrl: false,
  });
});
