import { expect, test } from "vitest";
import { findAgreement } from "#src/app/agreement-view.ts";
import { acceptAgreement, cancelAgreement, endAgreement, requestCapacity } from "#src/app/agreements.ts";
import { amendAgreement } from "#src/app/amendments.ts";
import { costOf } from "#src/app/cost.ts";
import { enterDueFees, waiveFee } from "#src/app/fees.ts";
import { findAgreementByIri, findAgreementRow, updateAgreement, type AgreementRow } from "#src/store/agreements.ts";
import { listEntriesOfAgreement } from "#src/store/entries.ts";
import { onBothEngines } from "#test/rig.ts";
import { agree, deliverAll, openPair as openBooks } from "./ledger-pair.ts";
import { hourMs, noonMs, openPair, proposeSeats, shareServer, type Pair } from "./pair.ts";

const evening = { startsAtMs: noonMs + 60 * hourMs, endsAtMs: noonMs + 62 * hourMs };
const notice = { freeUntilMinutes: 24 * 60, latePercent: 50, noShowPercent: 100 };
const terms = { kind: "reciprocal", perSeatHour: 6, unit: "work-minute", notice } as const;

onBothEngines("giving back", (engine) => {
  /** Ten seats for two hours, 1,200 seat-minutes, agreed. Answers the receiver's id of it. */
  async function openAgreed(): Promise<{ readonly pair: Pair; readonly id: string }> {
    const pair = await openPair(engine.open);
    await proposeSeats(pair.provider, await shareServer(pair.provider), { terms });
    await pair.carry();
    const { context } = pair.receiver;
    const { q, t } = context.database;
    const [proposal] = await q.select().from(t.proposals);
    const wish = { proposalId: proposal?.id ?? "", seats: 10, title: "Assembly", ...evening };
    const asked = await requestCapacity(context, wish);
    if (asked.outcome !== "offered") throw new Error("It was not asked.");
    await pair.carry();
    return { pair, id: asked.agreement.id };
  }

  /** The agreement as both sides keep it: the provider's first. */
  async function both(pair: Pair, id: string): Promise<readonly [AgreementRow, AgreementRow]> {
    const ours = await findAgreementRow(pair.receiver.context.database, id);
    const theirs = await findAgreementByIri(pair.provider.context.database, ours?.agreement ?? "");
    if (ours === undefined || theirs === undefined) throw new Error("Somebody does not know it.");
    return [theirs, ours];
  }

  const feesOf = async (pair: Pair, id: string) => {
    const [theirs, ours] = await both(pair, id);
    return [theirs.feeSeatMinutes, ours.feeSeatMinutes, ours.feeCheckedSeatMinutes];
  };

  test("in time is free, and is said to be", async () => {
    const { pair, id } = await openAgreed();
    expect(await costOf(pair.receiver.context, id, { action: "cancel" })).toEqual({
      feeSeatMinutes: 0,
      due: null,
      freeUntilMs: evening.startsAtMs - 24 * hourMs,
    });
    await cancelAgreement(pair.receiver.context, id);
    await pair.carry();
    expect(await feesOf(pair, id)).toEqual([null, null, null]);
    expect((await both(pair, id))[0].state).toBe("cancelled");
  });

  test("late costs what was said before, on both sides alike, also when the message is late; a steward can waive it", async () => {
    const { pair, id } = await openAgreed();
    pair.clock.nowMs = evening.startsAtMs - 24 * hourMs + 1;
    const cost = await costOf(pair.receiver.context, id, { action: "cancel" });
    expect(cost).toMatchObject({ feeSeatMinutes: 600, due: { unit: "work-minute", quantity: 60 } });
    await cancelAgreement(pair.receiver.context, id);
    await pair.carry();
    expect(await feesOf(pair, id)).toEqual([600, 600, 600]);
    expect((await findAgreement(pair.receiver.context, id))?.due).toEqual({ unit: "work-minute", quantity: 60 });
    const [theirs] = await both(pair, id);
    expect(theirs.feeDueAtMs).toBe(evening.endsAtMs);
    expect((await waiveFee(pair.provider.context, theirs.id)).outcome).toBe("done");
    await pair.carry();
    expect(await feesOf(pair, id)).toEqual([null, null, null]);
    expect((await waiveFee(pair.provider.context, theirs.id)).outcome).toBe("done");
    expect((await waiveFee(pair.receiver.context, id)).outcome).toBe("impossible");
  });

  test("what was decided in time and arrived late is free", async () => {
    const { pair, id } = await openAgreed();
    await cancelAgreement(pair.receiver.context, id);
    await pair.carryOnce(() => "lost");
    pair.clock.nowMs = evening.startsAtMs - hourMs;
    await pair.carry();
    expect(await feesOf(pair, id)).toEqual([null, null, null]);
    expect((await both(pair, id))[0].state).toBe("cancelled");
  });

  test("a change costs what it gives back, and the end what is left", async () => {
    const { pair, id } = await openAgreed();
    pair.clock.nowMs = evening.startsAtMs - hourMs;
    const fewer = { action: "amend", change: { seats: 4 } } as const;
    expect(await costOf(pair.receiver.context, id, fewer)).toMatchObject({ feeSeatMinutes: 360 });
    const more = { action: "amend", change: { seats: 20 } } as const;
    expect(await costOf(pair.receiver.context, id, more)).toMatchObject({ feeSeatMinutes: 0 });
    await amendAgreement(pair.receiver.context, id, { seats: 4 });
    await pair.carry();
    expect(await feesOf(pair, id)).toEqual([360, 360, 360]);
    pair.clock.nowMs = evening.endsAtMs;
    const [theirs] = await both(pair, id);
    await endAgreement(pair.provider.context, theirs.id, { cause: "no-show" });
    await pair.carry();
    expect(await feesOf(pair, id)).toEqual([360 + 480, 360 + 480, 360 + 480]);
  });

  test("what the provider ends costs nothing", async () => {
    const { pair, id } = await openAgreed();
    pair.clock.nowMs = evening.startsAtMs - hourMs;
    const [theirs] = await both(pair, id);
    expect(await costOf(pair.provider.context, theirs.id, { action: "cancel" })).toEqual({
      feeSeatMinutes: 0,
      due: null,
    });
    await cancelAgreement(pair.provider.context, theirs.id);
    await pair.carry();
    expect(await feesOf(pair, id)).toEqual([null, null, null]);
    expect((await acceptAgreement(pair.provider.context, theirs.id)).outcome).toBe("impossible");
  });

  test("becomes an entry when it is due, signed by both; more than its receiver makes of it waits for a steward", async () => {
    const pair = await openBooks(engine.open);
    const cancelled = { state: "cancelled", endCause: "cancelled", feeSeatMinutes: 600 } as const;
    const give = async (checked: number) => {
      const { agreement } = await agree(pair);
      for (const { app } of [pair.a, pair.b]) {
        const row = await findAgreementByIri(app.database, agreement);
        const due = row?.role === "provider" ? { feeDueAtMs: 1 } : { feeCheckedSeatMinutes: checked, withdrawnAtMs: 1 };
        await app.database.transaction((session) => updateAgreement(session, row?.id ?? "", { ...cancelled, ...due }));
      }
      expect(await enterDueFees(pair.a.app)).toBe(1);
      expect(await enterDueFees(pair.a.app)).toBe(0);
      expect(await deliverAll(pair)).toEqual([]);
      const [entry] = await listEntriesOfAgreement(pair.b.app.database, agreement);
      const row = await findAgreementByIri(pair.b.app.database, agreement);
      return [entry?.quantity, entry?.state, entry?.waits, row?.state];
    };
    expect(await give(600)).toEqual([600, "agreed", null, "cancelled"]);
    expect(await give(599)).toEqual([600, "in-transit", "quantity", "cancelled"]);
    expect(await give(0)).toEqual([600, "in-transit", "withdrawn", "cancelled"]);
  });
});
