import fc from "fast-check";
import { expect, test } from "vitest";
import { numbersOf, type Numbers } from "#src/domain/agreement-asked.ts";
import { isFinal } from "#src/domain/agreement-message.ts";
import { presentedState, type Agreement } from "#src/domain/agreement.ts";
import {
  actAsProvider,
  amendAsReceiver,
  cancelAsReceiver,
  counterAsProvider,
  deliver,
  offered,
  passTime,
  startsAtMs,
  type World,
} from "./agreement-world.ts";

/** Some other seats, some other hour. */
const numbers = fc
  .record({
    seats: fc.integer({ min: 1, max: 12 }),
    start: fc.integer({ min: 1, max: 3 }),
    minutes: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ seats, start, minutes }): Numbers => ({
    seats,
    startsAtMs: start * startsAtMs,
    endsAtMs: (start + minutes) * startsAtMs,
    terms: offered.terms,
  }));

const steps = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant("provider" as const),
      action: fc.constantFrom(
        "hold",
        "hold",
        "accept",
        "accept",
        "reject",
        "cancel",
        "no-show",
        "fail",
        "expire",
        "fulfil",
      ),
    }),
    fc.record({ do: fc.constant("counter" as const), wanted: numbers }),
    fc.record({ do: fc.constant("receiver" as const) }),
    fc.record({ do: fc.constant("amend" as const), wanted: numbers, isTentative: fc.boolean() }),
    fc.record({ do: fc.constantFrom("confirm" as const, "keep" as const) }),
    { weight: 6, arbitrary: fc.record({ do: fc.constant("deliver" as const), index: fc.nat(50) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("time" as const), ms: fc.integer({ min: 1, max: 40_000 }) }) },
  ),
  { maxLength: 40 },
);
type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never;

function run(world: World, step: Step): void {
  switch (step.do) {
    case "provider":
      return actAsProvider(world, step.action);
    case "counter":
      return counterAsProvider(world, step.wanted);
    case "receiver":
      return cancelAsReceiver(world);
    case "amend":
      return amendAsReceiver(world, {
        ...step.wanted,
        ...(step.isTentative ? { tentativeUntilMs: world.nowMs + 20_000 } : {}),
      });
    case "confirm":
      return amendAsReceiver(world, numbersOf(world.receiver.counter ?? world.receiver));
    case "keep":
      return amendAsReceiver(world, numbersOf(world.receiver));
    case "time":
      return passTime(world, step.ms);
    case "deliver":
      return deliver(world, world.said[step.index % Math.max(1, world.said.length)]);
  }
}

/** At least once means that in the end everything that was said has arrived; here once more, in an order of chance. */
function settle(world: World, order: readonly number[]): void {
  for (let index = 0; index < world.said.length; index += 1) deliver(world, world.said[index]);
  const late = order.map((index) => world.said[index % Math.max(1, world.said.length)]);
  for (const message of late) deliver(world, message);
  for (let index = 0; index < world.said.length; index += 1) deliver(world, world.said[index]);
}

const essence = (side: Agreement) => ({
  ...numbersOf(side),
  state: presentedState(side),
  revision: side.revision,
  counter: side.counter ?? null,
  tentativeUntilMs: isFinal(side.state) ? null : (side.tentativeUntilMs ?? null),
  asked: isFinal(side.state) ? null : (side.pending?.amendment ?? null),
});

const openWorld = (acceptUpTo = 5): World => ({ nowMs: 0, provider: offered, receiver: offered, said: [], acceptUpTo });

test("provider and receiver end with the same, however messages are doubled, late or crossing", () => {
  const ends = new Set<string>();
  const changed = { amended: 0, countered: 0 };
  fc.assert(
    fc.property(
      steps,
      fc.array(fc.nat(50), { maxLength: 20 }),
      fc.integer({ min: 0, max: 10 }),
      (list, order, upTo) => {
        const world = openWorld(upTo);
        const finals: string[] = [];
        for (const step of list) {
          run(world, step);
          if (isFinal(world.provider.state)) finals.push(world.provider.state);
        }
        // The offer has been answered by now; a change that overtook it is said again.
        actAsProvider(world, "hold");
        settle(world, order);
        expect(essence(world.receiver)).toEqual(essence(world.provider));
        expect(new Set(finals).size).toBeLessThanOrEqual(1);
        ends.add(world.provider.state);
        if (world.provider.seats !== offered.seats) changed.amended += 1;
        if ((world.provider.counter ?? null) !== null) changed.countered += 1;
      },
    ),
    { numRuns: 3_000 },
  );
  expect([...ends].toSorted()).toEqual(["accepted", "cancelled", "expired", "fulfilled", "offered", "rejected"]);
  expect(Math.min(changed.amended, changed.countered)).toBeGreaterThan(50);
});

test("a cancellation that meets a fulfilment loses on both sides", () => {
  const world = openWorld();
  actAsProvider(world, "accept");
  settle(world, []);
  cancelAsReceiver(world);
  actAsProvider(world, "fulfil");
  expect(presentedState(world.receiver)).toBe("cancelled");
  settle(world, []);
  expect([world.provider.state, presentedState(world.receiver)]).toEqual(["fulfilled", "fulfilled"]);
});

test("a fulfilment that is faster than the change before it brings the change all the same", () => {
  const world = openWorld(10);
  actAsProvider(world, "accept");
  settle(world, []);
  amendAsReceiver(world, { ...numbersOf(world.receiver), seats: 9 });
  const [change] = world.said.slice(-1);
  deliver(world, change);
  actAsProvider(world, "fulfil");
  const entry = world.said.find((message) => message.to === "receiver" && message.word.state === "fulfilled");
  deliver(world, entry);
  expect([world.receiver.state, world.receiver.seats]).toEqual(["fulfilled", 5]);
  settle(world, []);
  expect([world.receiver.state, world.receiver.seats]).toEqual(["fulfilled", 9]);
});
