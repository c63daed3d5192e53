import { expect, test } from "vitest";
import { requestCapacity } from "#src/app/agreements.ts";
import { listAgreements } from "#src/app/agreement-view.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { changeResource } from "#src/app/resources.ts";
import { runDueWork } from "#src/app/schedule.ts";
import type { OpeningHours } from "#src/domain/calendar.ts";
import { onBothEngines } from "#test/rig.ts";
import { carryAvailability, hourMs, noonMs, openPair, proposeSeats, shareServer, type Pair } from "./pair.ts";

/** Monday, 1 March 2027, 18:00 UTC. */
const evening = { startsAtMs: noonMs + 6 * hourMs, endsAtMs: noonMs + 8 * hourMs };
const later = (slot: typeof evening, byMs: number) => ({
  startsAtMs: slot.startsAtMs + byMs,
  endsAtMs: slot.endsAtMs + byMs,
});
const monday = (fromMinute: number, untilMinute: number): OpeningHours => ({ weekday: 1, fromMinute, untilMinute });

onBothEngines("calendars", (engine) => {
  async function openMarket() {
    const pair = await openPair(engine.open);
    const server = await shareServer(pair.provider);
    await proposeSeats(pair.provider, server);
    await pair.carry();
    const change = (changes: Parameters<typeof changeResource>[2]) =>
      changeResource(pair.provider.context, server.id, changes);
    return { pair, server, change };
  }

  async function ask({ receiver }: Pair, seats: number, slot = evening): Promise<void> {
    const [item] = (await findCapacity(receiver.context, { limit: 1 })).items;
    const wanted = { proposalId: item?.id ?? "", seats, title: `Meeting of ${seats}`, ...slot };
    const asked = await requestCapacity(receiver.context, wanted);
    if (asked.outcome !== "offered") throw new Error(JSON.stringify(asked));
  }

  /** What became of what was asked last, at its receiver. */
  async function answer(pair: Pair): Promise<unknown> {
    await pair.carry();
    const [newest] = (await listAgreements(pair.receiver.context, { limit: 1 })).items;
    return newest?.refusal ?? newest?.state;
  }

  const seen = async ({ receiver }: Pair, slot = evening): Promise<number | undefined> =>
    (await findCapacity(receiver.context, { ...slot, limit: 1 })).items[0]?.freeSeats;

  test("hours, notice and horizon are told to partners and kept by the provider", async () => {
    const { pair, change } = await openMarket();
    await ask(pair, 10);
    const calendar = { openingHours: [monday(9 * 60, 19 * 60)], noticeMinutes: 120, horizonDays: 14 };
    await change({ calendar, closesOverAgreed: true });
    // Asked before the receiver heard of it.
    expect(await answer(pair)).toEqual({ reason: "closed" });
    expect(await seen(pair)).toBeUndefined();
    const open = { startsAtMs: noonMs + 6 * hourMs, endsAtMs: noonMs + 7 * hourMs };
    expect(await seen(pair, open)).toBe(200);
    const soon = { startsAtMs: noonMs + hourMs, endsAtMs: noonMs + 2 * hourMs };
    expect(await seen(pair, soon)).toBeUndefined();
    expect(await seen(pair, later(open, 14 * 24 * hourMs))).toBe(200);
    expect(await seen(pair, later(open, 21 * 24 * hourMs))).toBeUndefined();
    await ask(pair, 200, open);
    expect(await answer(pair)).toBe("accepted");
  });

  test("buffers keep seats free of others around each meeting, and rooms are counted", async () => {
    const { pair, change } = await openMarket();
    await change({ calendar: { bufferBeforeMinutes: 10, bufferAfterMinutes: 20 }, rooms: 1 });
    await pair.carry();
    await ask(pair, 10);
    expect(await answer(pair)).toBe("accepted");
    await carryAvailability(pair);
    const next = later(evening, 2 * hourMs);
    const minuteMs = 60_000;
    expect(await seen(pair, later(next, 29 * minuteMs))).toBeUndefined();
    expect(await seen(pair, later(next, 30 * minuteMs))).toBe(200);
    await ask(pair, 10, later(next, 29 * minuteMs));
    expect(await answer(pair)).toEqual({ reason: "rooms-short" });
    await ask(pair, 10, later(next, 30 * minuteMs));
    expect(await answer(pair)).toBe("accepted");
  });

  test("seats and rooms never fall below what is agreed; hours over what is agreed want a word", async () => {
    const { pair, change } = await openMarket();
    await ask(pair, 60);
    await ask(pair, 50);
    await pair.carry();
    expect(await change({ seats: 109 })).toEqual({
      outcome: "refused",
      refusal: { reason: "seats-agreed", least: 110 },
    });
    expect(await change({ rooms: 1 })).toEqual({ outcome: "refused", refusal: { reason: "rooms-agreed", least: 2 } });
    expect((await change({ seats: 110, rooms: 2 })).outcome).toBe("done");
    const calendar = { blackouts: [{ ...evening, note: "The cellar is painted" }] };
    const refused = await change({ calendar });
    const named =
      refused.outcome === "refused" && refused.refusal.reason === "slots-agreed" ? refused.refusal : undefined;
    expect(named?.agreements.map(({ title }) => title).toSorted()).toEqual(["Meeting of 50", "Meeting of 60"]);
    expect((await change({ calendar, closesOverAgreed: true })).outcome).toBe("done");
    // It was said once; the same again is nothing new.
    expect((await change({ calendar })).outcome).toBe("done");
    await pair.carry();
    expect(await seen(pair)).toBeUndefined();
    expect(JSON.stringify((await findCapacity(pair.receiver.context, { limit: 1 })).items)).not.toContain("cellar");
    const { items } = await listAgreements(pair.provider.context, { limit: 10 });
    expect(items.map(({ state }) => state)).toEqual(["accepted", "accepted"]);
  });

  test("a whole degree is moved by eleven centimetres; what is taken away is gone", async () => {
    const { change } = await openMarket();
    const place = { latitudeE6: 41_000_000, longitudeE6: 2_150_000 };
    const placed = await change({ place, energyStatement: "Our own panels" });
    expect(placed).toMatchObject({ resource: { latitudeE6: 40_999_999, longitudeE6: 2_150_000 } });
    expect(await change({ place: null, energyStatement: null, calendar: null })).toMatchObject({
      resource: { latitudeE6: null, longitudeE6: null, energyStatement: null, calendar: null },
    });
  });

  test("changes within a moment are told once", async () => {
    const { pair } = await openMarket();
    for (const seats of [10, 20, 30]) await ask(pair, seats);
    await pair.carry();
    const { q, t } = pair.provider.context.database;
    const updates = async (): Promise<number> =>
      (await q.select().from(t.outbox)).filter(({ message }) => message.type === "proposal-update").length;
    expect([(await runDueWork(pair.provider.context))["publication"], await updates()]).toEqual([0, 0]);
    await carryAvailability(pair);
    expect(await updates()).toBe(1);
    expect(await seen(pair)).toBe(140);
    expect((await runDueWork(pair.provider.context))["publication"]).toBe(0);
  });
});
