import { expect, test } from "vitest";
import { findAgreement, listAgreements } from "#src/app/agreement-view.ts";
import { acceptAgreement, requestCapacity } from "#src/app/agreements.ts";
import { amendAgreement } from "#src/app/amendments.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { findFairUse } from "#src/app/fair-use.ts";
import { answerOffer } from "#src/app/offers.ts";
import { changePartnerPolicy, findPartnerShare } from "#src/app/partner-policy.ts";
import { peakSeats } from "#src/domain/capacity.ts";
import type { AgreementTerms } from "#src/domain/message.ts";
import { findCoop } from "#src/store/coop.ts";
import { openDatabase } from "#src/store/database.ts";
import { findPeerByCoop, updatePeer } from "#src/store/peers.ts";
import { onBothEngines } from "#test/rig.ts";
import { hourMs, meet, noonMs, openPair, openSide, proposeSeats, shareServer, type Pair, type Side } from "./pair.ts";

const evening = { startsAtMs: noonMs + 60 * hourMs, endsAtMs: noonMs + 62 * hourMs };

interface Wish {
  readonly seats: number;
  readonly slot?: { readonly startsAtMs: number; readonly endsAtMs: number };
  readonly commons?: true;
  readonly fairUseVersion?: number;
}

onBothEngines("what one partner may have", (engine) => {
  async function openMarket(changes: Parameters<typeof proposeSeats>[2] = {}): Promise<Pair> {
    const pair = await openPair(engine.open);
    await proposeSeats(pair.provider, await shareServer(pair.provider), changes);
    expect(await pair.carry()).toEqual([]);
    return pair;
  }

  const peerOf = async ({ context }: Side, other: Side): Promise<string> =>
    (await findPeerByCoop(context.database, other.coop))?.id ?? "";

  async function choose(pair: Pair, changes: Parameters<typeof changePartnerPolicy>[2]): Promise<void> {
    const peerId = await peerOf(pair.provider, pair.receiver);
    expect(await changePartnerPolicy(pair.provider.context, peerId, changes)).toBeDefined();
  }

  /** Asks, has it answered, and says what became of it at the receiver. */
  async function ask(pair: Pair, { seats, slot = evening, ...rest }: Wish) {
    const { context } = pair.receiver;
    const { q, t } = context.database;
    const [proposal] = await q.select().from(t.proposals);
    const wish = { proposalId: proposal?.id ?? "", seats, title: "Assembly", ...slot, ...rest };
    const asked = await requestCapacity(context, wish);
    if (asked.outcome !== "offered") return { state: "not asked", refusal: asked.refusal, id: "" } as const;
    // That a card has changed is said to nodes, which are not in these tests.
    expect((await pair.carry()).filter((dropped) => !dropped.startsWith("peer-update"))).toEqual([]);
    const found = await findAgreement(context, asked.agreement.id);
    if (found === undefined) throw new Error("It was not kept.");
    return { state: found.state, refusal: found.refusal, id: found.id, held: found.heldUntilMs !== null };
  }

  test("is so many seats at once, over all that we share, and no more by a change", async () => {
    const pair = await openMarket();
    await choose(pair, { seatsAtOnce: 50 });
    const first = await ask(pair, { seats: 30 });
    expect(first.state).toBe("accepted");
    expect((await ask(pair, { seats: 21 })).refusal).toEqual({ reason: "partner-limit", freeSeats: 20 });
    expect((await ask(pair, { seats: 20 })).state).toBe("accepted");
    await amendAgreement(pair.receiver.context, first.id, { seats: 31 });
    await pair.carry();
    const after = await findAgreement(pair.receiver.context, first.id);
    expect([after?.state, after?.seats, after?.refusal]).toEqual([
      "accepted",
      30,
      { reason: "partner-limit", freeSeats: 30 },
    ]);
    await choose(pair, { seatsAtOnce: null });
    expect((await ask(pair, { seats: 100 })).state).toBe("accepted");
  });

  test("is so much in a month, and what was given back can be had again", async () => {
    const pair = await openMarket();
    await choose(pair, { seatMinutesAMonth: 6_000 });
    const first = await ask(pair, { seats: 40 });
    expect(first.state).toBe("accepted");
    const tooMuch = { seats: 11, slot: { startsAtMs: evening.endsAtMs, endsAtMs: evening.endsAtMs + 2 * hourMs } };
    expect((await ask(pair, tooMuch)).refusal).toEqual({ reason: "partner-month-limit", seatMinutesLeft: 1_200 });
    await amendAgreement(pair.receiver.context, first.id, { seats: 20 });
    await pair.carry();
    expect((await ask(pair, tooMuch)).state).toBe("accepted");
    const share = await findPartnerShare(pair.provider.context, await peerOf(pair.provider, pair.receiver));
    expect([share?.seatMinutesThisMonth, share?.seatsAtOnce]).toEqual([20 * 120 + 11 * 120, 20]);
  });

  test("counts what is held for a change to another time, in the time that it may lie in", async () => {
    const pair = await openMarket();
    const first = await ask(pair, { seats: 20 });
    await choose(pair, { answer: "steward" });
    const monthMs = 31 * 24 * hourMs;
    const later = { startsAtMs: evening.startsAtMs + monthMs, endsAtMs: evening.endsAtMs + monthMs };
    await amendAgreement(pair.receiver.context, first.id, later);
    await pair.carry();
    await choose(pair, { answer: "automatic", seatsAtOnce: 30, seatMinutesAMonth: 3_600 });
    expect((await ask(pair, { seats: 11, slot: later })).refusal).toEqual({ reason: "partner-limit", freeSeats: 10 });
    const beside = { startsAtMs: later.endsAtMs, endsAtMs: later.endsAtMs + 2 * hourMs };
    expect((await ask(pair, { seats: 11, slot: beside })).refusal).toEqual({
      reason: "partner-month-limit",
      seatMinutesLeft: 1_200,
    });
    expect((await ask(pair, { seats: 10, slot: later })).state).toBe("accepted");
  });

  test("may always wait for a steward, with its seats held", async () => {
    const pair = await openMarket();
    await choose(pair, { answer: "steward" });
    const asked = await ask(pair, { seats: 5 });
    expect([asked.state, asked.held]).toEqual(["offered", true]);
    const [theirs] = (await listAgreements(pair.provider.context, { limit: 1 })).items;
    await acceptAgreement(pair.provider.context, theirs?.id ?? "");
    await pair.carry();
    expect((await findAgreement(pair.receiver.context, asked.id))?.state).toBe("accepted");
  });

  test("kept seats are for events of the commons until the time is over; who is not trusted with the word waits", async () => {
    const pair = await openMarket({ commonsSeats: 150, commonsUntilHours: 24 });
    expect((await ask(pair, { seats: 51 })).refusal).toEqual({ reason: "capacity-short", freeSeats: 50 });
    const claimed = await ask(pair, { seats: 80, commons: true });
    expect([claimed.state, claimed.held]).toEqual(["offered", true]);
    await choose(pair, { commonsTrusted: true });
    expect((await ask(pair, { seats: 100, commons: true })).state).toBe("accepted");
    expect((await ask(pair, { seats: 20 })).state).toBe("accepted");
    expect((await ask(pair, { seats: 1 })).refusal).toEqual({ reason: "capacity-short", freeSeats: 0 });
  });

  test("kept seats that nobody asked for in time are free for everyone", async () => {
    const pair = await openMarket({ commonsSeats: 150, commonsUntilHours: 24 });
    pair.clock.nowMs = evening.startsAtMs - 24 * hourMs;
    expect((await ask(pair, { seats: 200 })).state).toBe("accepted");
  });

  test("a fair-use text is accepted by its version; every version stays to be read", async () => {
    const pair = await openMarket();
    const { context } = pair.provider;
    await changeCoop(context, { fairUse: { en: "No advertising." } });
    await changeCoop(context, { fairUse: { en: "No advertising, no recording." } });
    expect((await findCoop(context.database))?.fairUseVersion).toBe(3);
    expect(await findFairUse(context, 2)).toMatchObject({ text: { en: "No advertising." }, stands: false });
    expect(await findFairUse(context, 3)).toMatchObject({ stands: true });
    expect(await findFairUse(context, 1)).toBeUndefined();
    // We have not heard of the change yet: the provider says which version stands.
    const late = await ask(pair, { seats: 5, fairUseVersion: 2 });
    expect(late.refusal).toEqual({ reason: "fair-use-changed", fairUseVersion: 3 });
    const known = await peerOf(pair.receiver, pair.provider);
    const told = { fairUse: { en: "No advertising, no recording." }, fairUseVersion: 3 };
    await pair.receiver.context.database.transaction((session) => updatePeer(session, known, told));
    expect((await ask(pair, { seats: 5 })).state).toBe("not asked");
    const accepted = await ask(pair, { seats: 5, fairUseVersion: 3 });
    expect(accepted.state).toBe("accepted");
    // What was accepted holds for its changes.
    await changeCoop(context, { fairUse: { en: "Another text." } });
    await amendAgreement(pair.receiver.context, accepted.id, { seats: 6 });
    await pair.carry();
    expect((await findAgreement(pair.receiver.context, accepted.id))?.seats).toBe(6);
  });

  test(
    "is never more than its limit, when it asks for two rooms at once in two processes",
    { timeout: 120_000 },
    async () => {
      const place = await engine.place();
      const [one, other] = await Promise.all([openDatabase(place), openDatabase(place)]);
      const side = await openSide(one, "kerala", { nowMs: noonMs });
      const borrower = { ...side, context: { ...side.context, origin: "https://quebec.example" } };
      await meet(side, { ...borrower, coop: "https://quebec.example/actors/coop", handle: "quebec" });
      const rooms = [await shareServer(side), await shareServer(side)];
      const proposals = await Promise.all(rooms.map((room) => proposeSeats(side, room)));
      const peer = await findPeerByCoop(one, "https://quebec.example/actors/coop");
      await changePartnerPolicy(side.context, peer?.id ?? "", { seatsAtOnce: 60, seatMinutesAMonth: 12_000 });
      const contexts = [side.context, { ...side.context, database: other }];
      const offers = Array.from({ length: 40 }, (_, number): AgreementTerms => {
        const startsAtMs = evening.startsAtMs + ((number * 37) % 180) * 60_000;
        return {
          agreement: `https://quebec.example/agreements/019f0000-0000-7000-8000-${String(number).padStart(12, "0")}`,
          proposal: proposals[number % 2]?.proposal ?? "",
          provider: side.coop,
          receiver: "https://quebec.example/actors/coop",
          title: "Meeting",
          terms: { kind: "gift" },
          seats: 5 + ((number * 13) % 20),
          startsAtMs,
          endsAtMs: startsAtMs + hourMs,
        };
      });
      await Promise.all(offers.map((offer, number) => answerOffer(contexts[number % 2] ?? side.context, offer)));
      const { items } = await listAgreements(side.context, { limit: 100, state: "accepted" });
      expect(items.length).toBeGreaterThan(5);
      expect(peakSeats(items, { startsAtMs: 0, endsAtMs: Number.MAX_SAFE_INTEGER })).toBeLessThanOrEqual(60);
      expect(items.reduce((sum, { agreedSeatMinutes }) => sum + agreedSeatMinutes, 0)).toBeLessThanOrEqual(12_000);
      await Promise.all([one.close(), other.close()]);
    },
  );
});
