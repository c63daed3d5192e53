import fc from "fast-check";
import { expect, test } from "vitest";
import { decideAction, decideDue, decideFulfil, type AgreementAction } from "#src/domain/agreement-action.ts";
import { decideProviderMessage, isFinal, type ProviderWord } from "#src/domain/agreement-message.ts";
import { presentedState, type Agreement } from "#src/domain/agreement.ts";

const startsAtMs = 60_000;
const offered: Agreement = {
  seats: 5,
  startsAtMs,
  endsAtMs: 2 * startsAtMs,
  terms: { kind: "gift" },
  state: "offered",
  revision: 0,
};

type Message =
  | { readonly to: "provider"; readonly withdraw: true }
  | { readonly to: "receiver"; readonly word: ProviderWord };

/** Both sides of one agreement and everything that was ever said: any of it may arrive at any time, any number of times. */
interface World {
  nowMs: number;
  provider: Agreement;
  receiver: Agreement;
  said: Message[];
}

function say(world: World, message: Message): void {
  world.said.push(message);
}

/** The provider's last word, as it would be said again to whoever asks. */
function lastWord({ state, revision }: Agreement): Message[] {
  return revision === 0 ? [] : [{ to: "receiver", word: { word: state === "offered" ? "held" : state, revision } }];
}

function actAsProvider(world: World, action: AgreementAction | "fulfil" | "hold"): void {
  const before = world.provider;
  if (action === "hold") {
    if (before.revision === 0) world.provider = { ...before, revision: 1, heldUntilMs: startsAtMs };
  } else {
    const decided =
      action === "fulfil"
        ? decideFulfil({ agreement: before, role: "provider", seatMinutes: 5 })
        : decideAction({ agreement: before, role: "provider", action, nowMs: world.nowMs, freeSeats: 5 });
    if (decided.outcome === "change") world.provider = { ...before, state: decided.state, revision: decided.revision };
  }
  if (world.provider !== before || action === "withdraw")
    for (const message of lastWord(world.provider)) say(world, message);
}

function actAsReceiver(world: World): void {
  const decided = decideAction({ agreement: world.receiver, role: "receiver", action: "cancel", nowMs: world.nowMs });
  if (decided.outcome !== "withdraw") return;
  world.receiver = { ...world.receiver, withdrawnAtMs: decided.withdrawnAtMs };
  say(world, { to: "provider", withdraw: true });
}

function deliver(world: World, message: Message | undefined): void {
  if (message === undefined) return;
  if (message.to === "provider") return actAsProvider(world, "withdraw");
  const decided = decideProviderMessage({ agreement: world.receiver, message: message.word });
  if (decided.outcome === "change")
    world.receiver = {
      ...world.receiver,
      state: decided.state,
      revision: decided.revision,
      heldUntilMs: decided.heldUntilMs,
    };
}

function passTime(world: World, ms: number): void {
  world.nowMs += ms;
  if (decideDue(world.provider, "provider", world.nowMs) === "expire") actAsProvider(world, "expire");
  if (decideDue(world.receiver, "receiver", world.nowMs) === "withdraw") actAsReceiver(world);
}

const steps = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant("provider" as const),
      action: fc.constantFrom("hold", "accept", "accept", "reject", "cancel", "expire", "fulfil"),
    }),
    fc.record({ do: fc.constant("receiver" as const) }),
    { weight: 4, arbitrary: fc.record({ do: fc.constant("deliver" as const), index: fc.nat(50) }) },
    fc.record({ do: fc.constant("time" as const), ms: fc.integer({ min: 1, max: 24_000 }) }),
  ),
  { maxLength: 30 },
);
type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never;

function run(world: World, step: Step): void {
  if (step.do === "provider") actAsProvider(world, step.action);
  else if (step.do === "receiver") actAsReceiver(world);
  else if (step.do === "time") passTime(world, step.ms);
  else deliver(world, world.said[step.index % Math.max(1, world.said.length)]);
}

/** At least once means that in the end everything that was said has arrived; here once more, in an order of chance. */
function settle(world: World, order: readonly number[]): void {
  for (let index = 0; index < world.said.length; index += 1) deliver(world, world.said[index]);
  const late = order.map((index) => world.said[index % Math.max(1, world.said.length)]);
  for (const message of late) deliver(world, message);
}

test("provider and receiver end with the same, however messages are doubled, late or crossing", () => {
  const ends = new Set<string>();
  fc.assert(
    fc.property(steps, fc.array(fc.nat(50), { maxLength: 20 }), (list, order) => {
      const world: World = { nowMs: 0, provider: offered, receiver: offered, said: [] };
      const finals: string[] = [];
      for (const step of list) {
        run(world, step);
        if (isFinal(world.provider.state)) finals.push(world.provider.state);
      }
      settle(world, order);
      expect(world.receiver.state).toBe(world.provider.state);
      expect(world.receiver.revision).toBe(world.provider.revision);
      expect(presentedState(world.receiver)).toBe(world.provider.state);
      expect(
        new Set([...finals, world.provider.state].filter((state) => finals.includes(state))).size,
      ).toBeLessThanOrEqual(1);
      ends.add(world.provider.state);
    }),
    { numRuns: 2_000 },
  );
  expect([...ends].toSorted()).toEqual(["accepted", "cancelled", "expired", "fulfilled", "offered", "rejected"]);
});

test("a cancellation that meets a fulfilment loses on both sides", () => {
  const world: World = { nowMs: 0, provider: offered, receiver: offered, said: [] };
  actAsProvider(world, "accept");
  settle(world, []);
  actAsReceiver(world);
  actAsProvider(world, "fulfil");
  expect(presentedState(world.receiver)).toBe("cancelled");
  settle(world, []);
  expect([world.provider.state, presentedState(world.receiver)]).toEqual(["fulfilled", "fulfilled"]);
});
