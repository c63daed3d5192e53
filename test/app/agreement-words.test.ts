import { expect, test } from "vitest";
import { listAgreements } from "#src/app/agreement-view.ts";
import { requestCapacity, requestSeries } from "#src/app/agreements.ts";
import { tellTrouble } from "#src/app/agreement-words.ts";
import { amendAgreement } from "#src/app/amendments.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { transact } from "#src/app/context.ts";
import { applyProviderMessage } from "#src/app/provider-words.ts";
import { actOnSeries } from "#src/app/series-acts.ts";
import { findAgreementRow } from "#src/store/agreements.ts";
import { onBothEngines } from "#test/rig.ts";
import { ask, both, evening, newest, openMarket } from "./agreement-market.ts";
import { hourMs, noonMs } from "./pair.ts";

onBothEngines("what is said about agreements", (engine) => {
  test("troubles are told, and told when they are over; nothing is said twice", async () => {
    const pair = await openMarket(engine.open);
    await ask(pair, 60);
    const { id } = await newest(pair.provider);
    const tell = (isDown: boolean) =>
      transact(pair.provider.context, async (work) => {
        const row = await findAgreementRow(work.session, id);
        return row && tellTrouble(work, row, isDown ? { kind: "server-down", sinceMs: noonMs } : null);
      });
    await tell(true);
    await pair.carry();
    expect(await both(pair)).toMatchObject({ state: "accepted", trouble: { kind: "server-down", sinceMs: noonMs } });
    const { revision } = await newest(pair.provider);
    await tell(true);
    expect((await newest(pair.provider)).revision).toBe(revision);
    await tell(false);
    await pair.carry();
    expect(await both(pair)).toMatchObject({ state: "accepted", trouble: null });
  });

  test("a provider cannot agree to what nobody asked for: it is dropped, with what it said", async () => {
    const pair = await openMarket(engine.open);
    await ask(pair, 60);
    const ours = await both(pair);
    const told = { ...ours, tentativeUntilMs: null, amendment: 0, seats: 600 };
    const word = { state: "accepted", revision: 99, told } as const;
    const answer = { provider: pair.provider.coop, agreement: ours.agreement, word };
    expect(await applyProviderMessage(pair.receiver.context, answer)).toEqual({
      outcome: "dropped",
      because: expect.stringMatching(/^it says 600 seats from 2027-03-05T12:00.* for which we never asked$/) as string,
    });
    expect(await newest(pair.receiver)).toMatchObject({ seats: 60, revision: ours.revision });
  });

  test("a change that overtakes its offer comes again, and several at once end with the last", async () => {
    const pair = await openMarket(engine.open);
    const [item] = (await findCapacity(pair.receiver.context, { limit: 10 })).items;
    await requestCapacity(pair.receiver.context, { proposalId: item?.id ?? "", seats: 20, title: "Late", ...evening });
    await pair.carryOnce(() => "lost");
    const { id } = await newest(pair.receiver);
    for (const seats of [30, 35, 25]) await amendAgreement(pair.receiver.context, id, { seats });
    // Only the last is still asked for; it comes before the offer does.
    expect(await pair.carry()).toEqual(["agreement-offer: it changes an agreement that we have not heard of yet"]);
    pair.clock.nowMs += 61_000;
    await pair.carry();
    pair.clock.nowMs += 61_000;
    await pair.carry();
    expect(await both(pair)).toMatchObject({ state: "accepted", seats: 25, amendment: 3, pending: null });
  });

  test("a series is answered together; what there is no room for is left", async () => {
    const pair = await openMarket(engine.open);
    const slots = [0, 7, 14].map((days) => ({
      startsAtMs: evening.startsAtMs + days * 24 * hourMs,
      endsAtMs: evening.endsAtMs + days * 24 * hourMs,
    }));
    const [item] = (await findCapacity(pair.receiver.context, { limit: 10 })).items;
    const wish = { proposalId: item?.id ?? "", seats: 150, title: "Weekly" };
    await requestSeries(pair.receiver.context, { ...wish, slots, rule: "FREQ=WEEKLY;COUNT=3" });
    await pair.carry();
    // In the second week somebody else was faster: 150 of 200 seats were not held for one partner alone.
    const faster = { ...wish, seats: 60, title: "Faster", ...(slots[1] ?? evening) };
    await requestCapacity(pair.receiver.context, faster);
    await pair.carry();
    const [, ...series] = (await listAgreements(pair.provider.context, { limit: 4 })).items;
    const done = await actOnSeries(pair.provider.context, series[0]?.id ?? "", { action: "accept" });
    expect(done).toMatchObject({ outcome: "done", left: [{ startsAtMs: slots[1]?.startsAtMs }] });
    await pair.carry();
    const states = (await listAgreements(pair.receiver.context, { limit: 4 })).items.map(({ state }) => state);
    expect(states).toEqual(["accepted", "accepted", "offered", "accepted"]);
    // From the second week on it is given back.
    const second = (await listAgreements(pair.receiver.context, { limit: 4 })).items[2]?.id ?? "";
    await actOnSeries(pair.receiver.context, second, { action: "cancel" });
    await pair.carry();
    const ended = (await listAgreements(pair.provider.context, { limit: 4 })).items.map(({ state }) => state);
    expect(ended).toEqual(["accepted", "cancelled", "cancelled", "accepted"]);
  });
});
