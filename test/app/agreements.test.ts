import { expect, test } from "vitest";
import { acceptAgreement, cancelAgreement, rejectAgreement, requestCapacity } from "#src/app/agreements.ts";
import { findAgreement, listAgreements } from "#src/app/agreement-view.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { findJoin } from "#src/app/joining.ts";
import { runDueWork } from "#src/app/schedule.ts";
import { onBothEngines } from "#test/rig.ts";
import {
  carryAvailability,
  hourMs,
  noonMs,
  openPair,
  proposeSeats,
  setPeerState,
  shareServer,
  type Pair,
  type Side,
} from "./pair.ts";

const evening = { startsAtMs: noonMs + 6 * hourMs, endsAtMs: noonMs + 8 * hourMs };

async function ask({ receiver }: Pair, seats: number, slot = evening): Promise<string> {
  const [item] = (await findCapacity(receiver.context, { limit: 10 })).items;
  const asked = await requestCapacity(receiver.context, {
    proposalId: item?.id ?? "",
    seats,
    title: "Assembly",
    ...slot,
  });
  if (asked.outcome !== "offered") throw new Error(JSON.stringify(asked));
  return asked.agreement.id;
}

/** The newest agreement of a side. */
async function newest({ context }: Side) {
  const [agreement] = (await listAgreements(context, { limit: 1 })).items;
  if (agreement === undefined) throw new Error("There is no agreement.");
  return agreement;
}

const statesOf = async ({ provider, receiver }: Pair): Promise<string[]> => [
  (await newest(provider)).state,
  (await newest(receiver)).state,
];

async function waiting({ context }: Side): Promise<number> {
  const { q, t } = context.database;
  const rows = await q.select({ state: t.outbox.state }).from(t.outbox);
  return rows.filter((row) => row.state === "waiting").length;
}

onBothEngines("agreements", (engine) => {
  async function openMarket(changes: Parameters<typeof proposeSeats>[2] = {}): Promise<Pair> {
    const pair = await openPair(engine.open);
    await proposeSeats(pair.provider, await shareServer(pair.provider), changes);
    expect(await pair.carry()).toEqual([]);
    return pair;
  }

  test("a partner's offer within what is answered at once is accepted, and both see the same way in", async () => {
    const pair = await openMarket({ terms: { kind: "reciprocal", perSeatHour: 3, unit: "work-minute" } });
    await ask(pair, 50);
    expect(await pair.carry()).toEqual([]);
    const [theirs, ours] = [await newest(pair.provider), await newest(pair.receiver)];
    expect([theirs.state, ours.state, ours.seats, ours.agreedSeatMinutes]).toEqual(["accepted", "accepted", 50, 6000]);
    expect(ours.due).toEqual({ unit: "work-minute", quantity: 300 });
    expect(ours.joinUrl).toMatch(/^https:\/\/kerala\.example\/join\/[\w-]{22}$/);
    expect(theirs.joinUrl).toBe(ours.joinUrl);
    expect([await waiting(pair.provider), await waiting(pair.receiver)]).toEqual([0, 0]);
  });

  test("the room's address is shown from a quarter of an hour before the slot until its end, to who holds the token", async () => {
    const pair = await openMarket();
    await ask(pair, 50);
    await pair.carry();
    const token = (await newest(pair.receiver)).joinUrl?.split("/").at(-1) ?? "";
    const at = async (atMs: number) => {
      pair.clock.nowMs = atMs;
      const join = await findJoin(pair.provider.context, token);
      return [join.when, "wayIn" in join && join.wayIn.way === "address" ? join.wayIn.url : undefined];
    };
    const quarter = hourMs / 4;
    expect(await at(evening.startsAtMs - quarter - 1)).toEqual(["before", undefined]);
    expect(await at(evening.startsAtMs - quarter)).toEqual(["open", "https://meet.example/room"]);
    expect(await at(evening.endsAtMs - 1)).toEqual(["open", "https://meet.example/room"]);
    expect(await at(evening.endsAtMs)).toEqual(["after", undefined]);
    expect(await findJoin(pair.provider.context, "not-a-token")).toEqual({ when: "unknown" });
  });

  test("more seats than are free are refused with how many are, and take none", async () => {
    const pair = await openMarket();
    await ask(pair, 150);
    await ask(pair, 60);
    await pair.carry();
    const ours = await newest(pair.receiver);
    expect([ours.state, ours.refusal]).toEqual(["rejected", { reason: "capacity-short", freeSeats: 50 }]);
    await ask(pair, 50);
    await pair.carry();
    expect(await statesOf(pair)).toEqual(["accepted", "accepted"]);
  });

  test("an offer above what is answered at once holds its seats until a steward answers", async () => {
    const pair = await openMarket({ acceptUpTo: 10 });
    await ask(pair, 80);
    await pair.carry();
    const held = await newest(pair.receiver);
    expect([held.state, held.heldUntilMs]).toEqual(["offered", evening.startsAtMs]);
    expect((await newest(pair.provider)).waitsForUs).toBe(true);
    await carryAvailability(pair);
    const [seen] = (await findCapacity(pair.receiver.context, { ...evening, limit: 1 })).items;
    expect(seen?.freeSeats).toBe(120);
    const { id } = await newest(pair.provider);
    expect((await acceptAgreement(pair.provider.context, id)).outcome).toBe("done");
    expect((await acceptAgreement(pair.provider.context, id)).outcome).toBe("done");
    expect((await rejectAgreement(pair.provider.context, id)).outcome).toBe("impossible");
    await pair.carry();
    expect(await statesOf(pair)).toEqual(["accepted", "accepted"]);
  });

  test("a steward's refusal reaches the receiver with its words", async () => {
    const pair = await openMarket({ acceptUpTo: 0 });
    await ask(pair, 20);
    await pair.carry();
    await rejectAgreement(pair.provider.context, (await newest(pair.provider)).id, {
      note: "We are closed that evening.",
    });
    await pair.carry();
    const ours = await newest(pair.receiver);
    expect([ours.state, ours.refusal]).toEqual([
      "rejected",
      { reason: "declined", note: "We are closed that evening." },
    ]);
    expect(await rejectAgreement(pair.receiver.context, ours.id)).toMatchObject({
      outcome: "impossible",
      impossibility: { because: "not-yours" },
    });
  });

  test("an acceptance that was lost is said again when the offer comes again, with the same way in", async () => {
    const pair = await openMarket();
    await ask(pair, 50);
    await pair.carryOnce();
    const first = (await newest(pair.provider)).joinUrl;
    // The provider's outbox believes it delivered; the receiver never got it.
    await pair.provider.context.database.transaction(async ({ q, t }) => {
      await q.update(t.outbox).set({ state: "done" });
    });
    await pair.carry();
    expect(await statesOf(pair)).toEqual(["accepted", "offered"]);
    pair.clock.nowMs += 60_000;
    await pair.carry();
    expect((await newest(pair.receiver)).joinUrl).toBe(first);
    expect(await waiting(pair.receiver)).toBe(0);
    expect((await listAgreements(pair.provider.context, { limit: 10 })).items).toHaveLength(1);
  });

  test("cancelled by the provider, or taken back by the receiver: both see it, and the seats are free again", async () => {
    const pair = await openMarket();
    for (const side of ["provider", "receiver"] as const) {
      await ask(pair, 200);
      await pair.carry();
      expect(await statesOf(pair)).toEqual(["accepted", "accepted"]);
      const { id } = await newest(pair[side]);
      expect(await cancelAgreement(pair[side].context, id)).toMatchObject({
        outcome: "done",
        agreement: { state: "cancelled" },
      });
      expect((await cancelAgreement(pair[side].context, id)).outcome).toBe("done");
      await pair.carry();
      expect(await statesOf(pair)).toEqual(["cancelled", "cancelled"]);
      expect((await newest(pair.receiver)).joinUrl).toBeNull();
      expect([await waiting(pair.provider), await waiting(pair.receiver)]).toEqual([0, 0]);
    }
  });

  test("taken back before the offer ever arrived: the late offer finds it cancelled and takes no seats", async () => {
    const pair = await openMarket();
    const id = await ask(pair, 200);
    await pair.carryOnce(() => "late");
    await cancelAgreement(pair.receiver.context, id);
    await pair.carry();
    expect(await statesOf(pair)).toEqual(["cancelled", "cancelled"]);
    await ask(pair, 200);
    await pair.carry();
    expect(await statesOf(pair)).toEqual(["accepted", "accepted"]);
  });

  test("the clock expires a hold, and withdraws what nobody answered when the slot starts", async () => {
    const pair = await openMarket({ acceptUpTo: 0 });
    const inTenDays = { startsAtMs: noonMs + 240 * hourMs, endsAtMs: noonMs + 241 * hourMs };
    await ask(pair, 100, inTenDays);
    await pair.carry();
    pair.clock.nowMs += 72 * hourMs - 1;
    expect((await runDueWork(pair.provider.context))["answers"]).toBe(0);
    pair.clock.nowMs += 1;
    expect((await runDueWork(pair.provider.context))["answers"]).toBe(1);
    await pair.carry();
    expect(await statesOf(pair)).toEqual(["expired", "expired"]);
    const tomorrow = { startsAtMs: pair.clock.nowMs + 24 * hourMs, endsAtMs: pair.clock.nowMs + 25 * hourMs };
    const unanswered = await ask(pair, 100, tomorrow);
    pair.clock.nowMs = tomorrow.startsAtMs;
    expect((await runDueWork(pair.receiver.context))["answers"]).toBe(1);
    expect((await runDueWork(pair.receiver.context))["answers"]).toBe(0);
    expect((await findAgreement(pair.receiver.context, unanswered))?.state).toBe("cancelled");
    await pair.carry();
    expect(await statesOf(pair)).toEqual(["cancelled", "cancelled"]);
  });

  test("a limited peer's offer waits for a steward; a blocked one gets no answer", async () => {
    const pair = await openMarket({ audience: "public" });
    await setPeerState(pair.provider, pair.receiver, "limited");
    await ask(pair, 10);
    await pair.carry();
    expect(await statesOf(pair)).toEqual(["offered", "offered"]);
    expect((await newest(pair.receiver)).heldUntilMs).toBe(evening.startsAtMs);
    await setPeerState(pair.provider, pair.receiver, "blocked");
    await ask(pair, 10);
    expect(await pair.carry()).toEqual(["agreement-offer: it is not from a peer"]);
    expect((await listAgreements(pair.provider.context, { limit: 10 })).items).toHaveLength(1);
  });

  test("what cannot be asked is refused before anything is sent", async () => {
    const pair = await openMarket();
    const { context } = pair.receiver;
    const [item] = (await findCapacity(context, { limit: 1 })).items;
    const wanted = { proposalId: item?.id ?? "", seats: 10, title: "Assembly", ...evening };
    const reasons = [
      { ...wanted, proposalId: "nothing" },
      { ...wanted, startsAtMs: noonMs },
      { ...wanted, endsAtMs: evening.startsAtMs },
      { ...wanted, seats: 201 },
    ].map(async (request) => {
      const outcome = await requestCapacity(context, request);
      return outcome.outcome === "refused" ? outcome.refusal.reason : outcome.outcome;
    });
    expect(await Promise.all(reasons)).toEqual(["proposal-unknown", "slot-past", "slot-invalid", "capacity-short"]);
    expect(await waiting(pair.receiver)).toBe(0);
  });
});
