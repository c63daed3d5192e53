import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { findAgreement, listAgreements } from "#src/app/agreement-view.ts";
import { acceptAgreement, requestCapacity } from "#src/app/agreements.ts";
import { amendAgreement } from "#src/app/amendments.ts";
import { countersignEntry, disputeEntry } from "#src/app/entry-acts.ts";
import { change } from "#src/app/entry-change.ts";
import { transact } from "#src/app/context.ts";
import { recordEntry, type EntryWish } from "#src/app/entry-recording.ts";
import { chooseOwedLimits, findOwedLimits, findOwedWarning } from "#src/app/owed-limits.ts";
import { changePartnerPolicy } from "#src/app/partner-policy.ts";
import type { Terms } from "#src/domain/resource.ts";
import { findPeerByCoop } from "#src/store/peers.ts";
import { onBothEngines } from "#test/rig.ts";
import {
  agree,
  deliverAll,
  fulfilled,
  held,
  openPair as openLedgerPair,
  type Side as LedgerSide,
} from "./ledger-pair.ts";
import { hourMs, noonMs, openPair, proposeSeats, shareServer, type Pair, type Side } from "./pair.ts";

const evening = { startsAtMs: noonMs + 60 * hourMs, endsAtMs: noonMs + 62 * hourMs };
const seatMinutes = { unit: "seat-minute", most: 6_000 } as const;

onBothEngines("what a partner may owe", (engine) => {
  async function openMarket(terms: Terms = { kind: "gift" }): Promise<Pair> {
    const pair = await openPair(engine.open);
    await proposeSeats(pair.provider, await shareServer(pair.provider), { terms });
    await pair.carry();
    return pair;
  }

  const peerOf = async ({ context }: Side, other: Side): Promise<string> =>
    (await findPeerByCoop(context.database, other.coop))?.id ?? "";

  const choose = async (pair: Pair, ...limits: readonly { readonly unit: string; readonly most: number }[]) =>
    chooseOwedLimits(pair.provider.context, await peerOf(pair.provider, pair.receiver), limits);
  const owed = async (pair: Pair) =>
    (await findOwedLimits(pair.provider.context, await peerOf(pair.provider, pair.receiver)))?.map((one) => one.owed);

  /** Asks for two hours, has it answered, and says what became of it at the receiver. */
  async function ask(pair: Pair, seats: number, more: { readonly commons?: true } = {}) {
    const { context } = pair.receiver;
    const { q, t } = context.database;
    const [proposal] = await q.select().from(t.proposals);
    const wish = { proposalId: proposal?.id ?? "", seats, title: "Assembly", ...evening, ...more };
    const asked = await requestCapacity(context, wish);
    if (asked.outcome !== "offered") throw new Error(asked.outcome);
    await pair.carry();
    const found = await findAgreement(context, asked.agreement.id);
    const iri = found?.agreement;
    const theirs = (await listAgreements(pair.provider.context, { limit: 50 })).items.find(
      (one) => one.agreement === iri,
    );
    return { state: found?.state, refusal: found?.refusal, id: asked.agreement.id, atProvider: theirs?.id ?? "" };
  }

  test("is so much of what we give, with what is agreed and not used yet", async () => {
    const pair = await openMarket();
    expect(await choose(pair, seatMinutes)).toEqual([{ ...seatMinutes, owed: 0, left: 6_000 }]);
    const first = await ask(pair, 30);
    expect([first.state, await owed(pair)]).toEqual(["accepted", [3_600]]);
    expect((await ask(pair, 21)).refusal).toEqual({ reason: "owed-limit", unit: "seat-minute", left: 2_400 });
    // An event of the commons that is a gift counts there.
    expect((await ask(pair, 50, { commons: true })).state).toBe("accepted");
    await amendAgreement(pair.receiver.context, first.id, { seats: 51 });
    await pair.carry();
    const after = await findAgreement(pair.receiver.context, first.id);
    expect([after?.seats, after?.refusal]).toEqual([30, { reason: "owed-limit", unit: "seat-minute", left: 6_000 }]);
    await amendAgreement(pair.receiver.context, first.id, { seats: 50 });
    await pair.carry();
    expect([(await ask(pair, 1)).refusal?.reason, await owed(pair)]).toEqual(["owed-limit", [6_000]]);
    await choose(pair);
    expect((await ask(pair, 1)).state).toBe("accepted");
  });

  /** What B owes A in two coops that have keys to sign with. */
  const owedAt = async ({ app, peerId }: LedgerSide) => (await findOwedLimits(app, peerId))?.map((one) => one.owed);

  async function record({ app, peerId }: LedgerSide, wish: Omit<EntryWish, "peerId" | keyof typeof evening>) {
    const outcome = await recordEntry(app, { peerId, ...wish, ...evening });
    if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
    return outcome.entry;
  }

  test("falls with what was not used, and with what comes back once both have signed it", async () => {
    const pair = await openLedgerPair(engine.open);
    const { id } = await agree(pair);
    await chooseOwedLimits(pair.a.app, pair.a.peerId, [seatMinutes]);
    expect(await owedAt(pair.a)).toEqual([6_000]);
    await fulfilled(pair, id, 4_000);
    expect(await owedAt(pair.a)).toEqual([4_000]);
    await deliverAll(pair);
    const { entry: charge } = await record(pair.a, {
      kind: "capacity",
      direction: "given",
      unit: "seat-minute",
      quantity: 100,
    });
    await deliverAll(pair);
    await disputeEntry(pair.b.app, (await held(pair.b, charge)).id, { reason: "other", note: "No." });
    await deliverAll(pair);
    expect([(await held(pair.a, charge)).state, await owedAt(pair.a)]).toEqual(["disputed", [4_100]]);
    await transact(pair.a.app, async (now) => change(now, await held(pair.a, charge), { withdrawnAtMs: Date.now() }));
    expect(await owedAt(pair.a)).toEqual([4_000]);
    const { entry } = await record(pair.b, {
      kind: "capacity",
      direction: "given",
      unit: "seat-minute",
      quantity: 1_000,
    });
    await deliverAll(pair);
    expect(await owedAt(pair.a)).toEqual([4_000]);
    await countersignEntry(pair.a.app, (await held(pair.a, entry)).id);
    expect(await owedAt(pair.a)).toEqual([3_000]);
  });

  test("is so much of the price, too: what was used is due until it is paid", async () => {
    const pair = await openLedgerPair(engine.open);
    const { id } = await agree(pair);
    const terms = { kind: "reciprocal", perSeatHour: 6, unit: "work-minute" } as const;
    const { a, b } = pair;
    await a.app.database.transaction(({ q, t }) =>
      q.update(t.agreements).set({ terms }).where(eq(t.agreements.id, id)),
    );
    const limits = [{ unit: "work-minute", most: 900 }];
    await chooseOwedLimits(a.app, a.peerId, limits);
    expect(await owedAt(a)).toEqual([600]);
    const first = await fulfilled(pair, id, 5_000);
    expect(await owedAt(a)).toEqual([500]);
    await deliverAll(pair);
    const slot = { startsAtMs: first.startsAtMs, endsAtMs: first.endsAtMs };
    const correction = { kind: "capacity", unit: "seat-minute", correctsId: first.id, ...slot } as const;
    await recordEntry(a.app, { ...correction, peerId: a.peerId, direction: "received", quantity: 1_000 });
    // It counts once both have signed it.
    expect(await owedAt(a)).toEqual([500]);
    await deliverAll(pair);
    expect(await owedAt(a)).toEqual([400]);
    const work = { kind: "work", unit: "work-minute", quantity: 150 } as const;
    const { entry } = await record(a, { ...work, direction: "received" });
    await deliverAll(pair);
    await countersignEntry(b.app, (await held(b, entry)).id);
    await deliverAll(pair);
    expect(await owedAt(a)).toEqual([250]);
    // Chosen anew, it is counted from the books and comes to the same.
    await chooseOwedLimits(a.app, a.peerId, limits);
    expect(await owedAt(a)).toEqual([250]);
    // What is taken back is not due.
    const second = await agree(pair);
    await a.app.database.transaction(({ q, t }) =>
      q.update(t.agreements).set({ terms }).where(eq(t.agreements.id, second.id)),
    );
    const charge = await fulfilled(pair, second.id, 6_000);
    expect(await owedAt(a)).toEqual([850]);
    await transact(a.app, (now) => change(now, charge, { state: "disputed", withdrawnAtMs: Date.now() }));
    expect(await owedAt(a)).toEqual([250]);
  });

  test("is a warning to a steward who answers by hand", async () => {
    const pair = await openMarket();
    const peerId = await peerOf(pair.provider, pair.receiver);
    await changePartnerPolicy(pair.provider.context, peerId, { answer: "steward" });
    const [first, second] = [await ask(pair, 30), await ask(pair, 30)];
    await choose(pair, seatMinutes);
    expect(await findOwedWarning(pair.provider.context, second.atProvider)).toBeUndefined();
    expect((await acceptAgreement(pair.provider.context, first.atProvider)).outcome).toBe("done");
    const warning = { reason: "owed-limit", unit: "seat-minute", left: 2_400 };
    expect(await findOwedWarning(pair.provider.context, second.atProvider)).toEqual(warning);
    expect((await acceptAgreement(pair.provider.context, second.atProvider)).outcome).toBe("done");
    expect(await owed(pair)).toEqual([7_200]);
    await pair.carry();
    expect((await ask(pair, 1)).refusal).toEqual({ ...warning, left: 0 });
  });
});
