import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decideAction,
  decideDrop,
  decideDue,
  decideFulfil,
  type AgreementAction,
} from "#src/domain/agreement-action.ts";
import { decideAmend, decideAmendment, decideCounter } from "#src/domain/agreement-amendment.ts";
import { askedOf, numbersOf, pendingOf, type Numbers } from "#src/domain/agreement-asked.ts";
import { decideProviderMessage, isFinal, type ProviderWord } from "#src/domain/agreement-message.ts";
import { presentedState, type Agreement } from "#src/domain/agreement.ts";
import type { AgreementTerms } from "#src/domain/message.ts";

const startsAtMs = 60_000;
const ids = { agreement: "a", proposal: "p", provider: "us", receiver: "them", title: "" } as const;
const offered: Agreement = {
  seats: 5,
  startsAtMs,
  endsAtMs: 2 * startsAtMs,
  terms: { kind: "gift" },
  state: "offered",
  revision: 0,
};
const proposal = { proposal: "p", coop: "us", seats: 10, audience: "partners", terms: offered.terms } as const;

type Message =
  | { readonly to: "provider"; readonly withdraw: true }
  | { readonly to: "provider"; readonly amend: AgreementTerms }
  | { readonly to: "receiver"; readonly word: ProviderWord };

/** Both sides of one agreement and everything that was ever said: any of it may arrive at any time, any number of times. */
interface World {
  nowMs: number;
  provider: Agreement;
  receiver: Agreement;
  said: Message[];
  /** Up to how many seats are answered without a steward. */
  readonly acceptUpTo: number;
}

/** The provider's last word, as it would be said again to whoever asks. */
function lastWord(row: Agreement): Message[] {
  if (row.revision === 0) return [];
  if (row.state === "fulfilled") {
    // As on the wire: the entry says the state alone, and the acceptance before it is what can be repeated.
    return [
      { to: "receiver", word: { state: "fulfilled", revision: row.revision } },
      { to: "receiver", word: wordOf({ ...row, state: "accepted", revision: row.revision - 1 }) },
    ];
  }
  return [{ to: "receiver", word: wordOf(row) }];
}

const wordOf = ({ state, revision, ...row }: Agreement): ProviderWord => ({
  state,
  revision,
  told: {
    ...numbersOf(row),
    tentativeUntilMs: row.tentativeUntilMs ?? null,
    amendment: row.amendment ?? 0,
    heldUntilMs: row.heldUntilMs ?? null,
    pendingUntilMs: row.pending ? (row.pendingUntilMs ?? null) : null,
    counter: row.counter ?? null,
    ...{ trouble: null, refusal: null, endCause: null, feeSeatMinutes: null },
  },
});

const settled = { heldUntilMs: null, pending: null, pendingUntilMs: null, counter: null } as const;

function setProvider(world: World, changes: Partial<Agreement>): void {
  world.provider = { ...world.provider, ...changes };
  world.said.push(...lastWord(world.provider));
}

function actAsProvider(world: World, action: AgreementAction | "fulfil" | "hold"): void {
  const { provider: agreement, nowMs } = world;
  if (action === "hold") {
    if (agreement.revision === 0) setProvider(world, { revision: 1, heldUntilMs: startsAtMs });
    return;
  }
  const decided =
    action === "fulfil"
      ? decideFulfil({ agreement, role: "provider", seatMinutes: 1 })
      : decideAction({ agreement, role: "provider", action, nowMs, freeSeats: 10 });
  if (decided.outcome === "change") {
    const { state, revision } = decided;
    const numbers = "numbers" in decided ? decided.numbers : undefined;
    const until = "grantedUntilMs" in decided ? decided.grantedUntilMs : undefined;
    const granted =
      until === undefined ? {} : { counter: { ...numbersOf(agreement), untilMs: until }, pendingUntilMs: until };
    setProvider(world, { ...settled, ...granted, ...numbers, state, revision });
  } else if (action === "withdraw") world.said.push(...lastWord(agreement));
}

function counterAsProvider(world: World, wanted: Numbers): void {
  const { provider: agreement, nowMs } = world;
  if (agreement.revision === 0) return;
  const decided = decideCounter({ agreement, wanted, nowMs, freeSeats: 10 });
  if (decided.outcome !== "change") return;
  const { counter, revision } = decided;
  setProvider(world, { ...settled, counter, revision, pendingUntilMs: counter.untilMs });
}

function answerAsProvider(world: World, offer: AgreementTerms): void {
  const { provider: agreement, nowMs, acceptUpTo } = world;
  // It overtook the offer: it is not known yet what it changes.
  if (agreement.revision === 0) return;
  const decided = decideAmendment({
    agreement,
    offer,
    nowMs,
    proposal: { ...proposal, acceptUpTo },
    resource: { seats: 10 },
    reservations: [],
    peerState: "partner",
  });
  const next = { revision: agreement.revision + 1, amendment: offer.amendment ?? 0 };
  switch (decided.answer) {
    case "known":
      world.said.push(...lastWord(agreement));
      return;
    case "take":
      return setProvider(world, {
        ...next,
        ...settled,
        ...numbersOf(offer),
        tentativeUntilMs: null,
        state: "accepted",
      });
    case "think":
      return setProvider(world, { ...next, pending: offer, pendingUntilMs: decided.untilMs, counter: null });
    case "replace": {
      const { by } = decided;
      const until = by.answer === "tentative" ? by.untilMs : undefined;
      const granted =
        until === undefined ? {} : { counter: { ...numbersOf(offer), untilMs: until }, pendingUntilMs: until };
      const tentativeUntilMs = offer.tentativeUntilMs ?? null;
      return setProvider(world, { ...next, ...settled, ...numbersOf(offer), tentativeUntilMs, ...granted });
    }
    case "refuse":
      return setProvider(world, next);
  }
}

function cancelAsReceiver(world: World): void {
  const decided = decideAction({ agreement: world.receiver, role: "receiver", action: "cancel", nowMs: world.nowMs });
  if (decided.outcome !== "withdraw") return;
  world.receiver = { ...world.receiver, withdrawnAtMs: decided.withdrawnAtMs };
  world.said.push({ to: "provider", withdraw: true });
}

function amendAsReceiver(world: World, wanted: Numbers & { readonly tentativeUntilMs?: number }): void {
  const { receiver: agreement, nowMs } = world;
  const decided = decideAmend({ agreement, wanted, nowMs });
  if (decided.outcome !== "ask") return;
  const terms = { ...ids, ...wanted, amendment: decided.amendment };
  world.receiver = {
    ...agreement,
    amendment: decided.amendment,
    pending: pendingOf([...askedOf(agreement), terms]),
  };
  world.said.push({ to: "provider", amend: terms });
}

function deliver(world: World, message: Message | undefined): void {
  if (message === undefined) return;
  if (message.to === "provider") {
    return "amend" in message ? answerAsProvider(world, message.amend) : actAsProvider(world, "withdraw");
  }
  const decided = decideProviderMessage({ agreement: world.receiver, message: message.word });
  expect(decided.outcome, "every word of an honest provider is about something that was asked for").not.toBe(
    "never-asked",
  );
  if (decided.outcome === "change" || decided.outcome === "late")
    world.receiver = { ...world.receiver, ...decided.changes };
}

function passTime(world: World, ms: number): void {
  world.nowMs += ms;
  const due = decideDue(world.provider, "provider", world.nowMs);
  if (due === "expire") actAsProvider(world, "expire");
  if (due === "drop") {
    const decided = decideDrop(world.provider, world.nowMs);
    if (decided.outcome === "change") setProvider(world, { ...settled, revision: decided.revision });
  }
  if (decideDue(world.receiver, "receiver", world.nowMs) === "withdraw") cancelAsReceiver(world);
}

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
