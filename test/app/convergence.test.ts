import { expect, test } from "vitest";
import {
  acceptAgreement,
  cancelAgreement,
  fulfilAgreement,
  rejectAgreement,
  requestCapacity,
} from "#src/app/agreements.ts";
import { listAgreements, type AgreementView } from "#src/app/agreement-view.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { transact } from "#src/app/context.ts";
import { applyFulfilment } from "#src/app/provider-words.ts";
import { runDueWork } from "#src/app/schedule.ts";
import { peakSeats } from "#src/domain/capacity.ts";
import { onBothEngines } from "#test/rig.ts";
import { hourMs, openPair, proposeSeats, shareServer, type Fate, type Pair, type Side } from "./pair.ts";

/** Mulberry32: a small seeded generator, so that a failing seed replays exactly. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof randomOf>;

const minuteMs = 60_000;
const steps = 60;

async function pick({ context }: Side, random: Random): Promise<AgreementView | undefined> {
  const { items } = await listAgreements(context, { limit: 1000 });
  return items[random(Math.max(1, items.length))];
}

async function ask({ receiver, clock }: Pair, random: Random): Promise<void> {
  const { items } = await findCapacity(receiver.context, { limit: 10 });
  const startsAtMs = Math.floor(clock.nowMs / minuteMs) * minuteMs + (1 + random(300)) * minuteMs;
  const slot = { startsAtMs, endsAtMs: startsAtMs + (10 + random(200)) * minuteMs };
  const proposalId = items[random(Math.max(1, items.length))]?.id ?? "";
  await requestCapacity(receiver.context, { proposalId, seats: 1 + random(120), title: "Meeting", ...slot });
}

/** The provider records what was used; the entry that the ledger would make of it arrives, or not, by the same network. */
async function fulfil({ provider, receiver }: Pair, random: Random): Promise<(() => Promise<unknown>) | undefined> {
  const chosen = await pick(provider, random);
  if (chosen === undefined) return undefined;
  const seatMinutes = 1 + random(chosen.agreedSeatMinutes);
  const done = await transact(provider.context, (work) => fulfilAgreement(work, chosen.id, seatMinutes));
  if (done.outcome !== "done" || done.repeated) return undefined;
  const { agreement, revision } = done.agreement;
  const entry = { provider: provider.coop, agreement, revision, seatMinutes };
  return () => transact(receiver.context, (work) => applyFulfilment(work, entry));
}

/** One step of anything that people, the clock or the network may do. */
async function step(pair: Pair, random: Random, entries: (() => Promise<unknown>)[]): Promise<void> {
  const { provider, receiver, clock } = pair;
  const fate: Fate = () => (["once", "lost", "twice", "late"] as const)[random(4)] ?? "once";
  switch (random(9)) {
    case 0:
    case 1:
    case 2:
      return ask(pair, random);
    case 3: {
      const chosen = await pick(provider, random);
      const act = [acceptAgreement, rejectAgreement, cancelAgreement][random(3)] ?? acceptAgreement;
      if (chosen !== undefined) await act(provider.context, chosen.id);
      return;
    }
    case 4: {
      const chosen = await pick(receiver, random);
      if (chosen !== undefined) await cancelAgreement(receiver.context, chosen.id);
      return;
    }
    case 5: {
      const entry = await fulfil(pair, random);
      if (entry !== undefined) entries.push(entry);
      return;
    }
    case 6:
      clock.nowMs += random(40) * minuteMs;
      return;
    case 7:
      await runDueWork(random(2) === 0 ? provider.context : receiver.context);
      if (random(2) === 0) await entries[random(Math.max(1, entries.length))]?.();
      return;
    default:
      await pair.carryOnce(fate);
  }
}

/** The seats that the provider has promised or holds, at the busiest minute. */
async function busiest({ context }: Side): Promise<number> {
  const { items } = await listAgreements(context, { limit: 1000, role: "provider" });
  const nowMs = context.nowMs();
  const taking = items.filter(
    ({ state, heldUntilMs }) =>
      state === "accepted" || state === "fulfilled" || (state === "offered" && (heldUntilMs ?? 0) > nowMs),
  );
  return peakSeats(taking, { startsAtMs: 0, endsAtMs: Number.MAX_SAFE_INTEGER });
}

const essence = ({ agreement, state, seats, revision, fulfilledSeatMinutes, joinUrl }: AgreementView) => [
  agreement,
  state,
  seats,
  revision,
  fulfilledSeatMinutes,
  joinUrl,
];

async function essences({ context }: Side): Promise<unknown[]> {
  const { items } = await listAgreements(context, { limit: 1000 });
  return items.map(essence).toSorted((one, other) => String(one[0]).localeCompare(String(other[0])));
}

onBothEngines("whatever is lost, doubled, late or out of order", (engine) => {
  const seeds = engine.name === "sqlite" ? [1, 2, 3, 4, 5, 6, 7, 8] : [9, 10];
  test.each(seeds)(
    "both sides end the same and nothing is overbooked (seed %i)",
    { timeout: 120_000 },
    async (seed) => {
      const random = randomOf(seed);
      const pair = await openPair(engine.open);
      const server = await shareServer(pair.provider);
      await proposeSeats(pair.provider, server, { acceptUpTo: 60 });
      await proposeSeats(pair.provider, server, {
        seats: 150,
        terms: { kind: "reciprocal", perSeatHour: 7, unit: "work-minute" },
      });
      await pair.carry();
      const entries: (() => Promise<unknown>)[] = [];
      for (let done = 0; done < steps; done += 1) {
        await step(pair, random, entries);
        expect(await busiest(pair.provider)).toBeLessThanOrEqual(200);
      }
      // The network heals, and time passes until nothing is open any more.
      for (let rounds = 0; rounds < 4; rounds += 1) {
        for (const entry of entries) await entry();
        await pair.carry();
        pair.clock.nowMs += 12 * hourMs;
        await runDueWork(pair.provider.context);
        await runDueWork(pair.receiver.context);
      }
      expect(await pair.carry()).toEqual([]);
      const [theirs, ours] = [await essences(pair.provider), await essences(pair.receiver)];
      expect(ours.length).toBeGreaterThan(5);
      expect(ours).toEqual(theirs);
      expect(new Set(ours.map((each) => (each as string[])[1]))).not.toContain("offered");
    },
  );
});
