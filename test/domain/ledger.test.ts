import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry, EntryState } from "#src/domain/entry.ts";
import { balancesOf, decideCountersign, type BookedEntry, type CountersignRequest } from "#src/domain/ledger.ts";

const us = "https://b.example/coop";
const provider = "https://a.example/coop";
const agreement = {
  agreement: "https://b.example/agreements/1",
  provider,
  receiver: us,
  seats: 50,
  startsAtMs: 0,
  endsAtMs: 7_200_000,
  state: "fulfilled",
} as const;
const entry: Entry = {
  entry: "e1",
  maker: provider,
  provider,
  receiver: us,
  unit: "seat-minute",
  quantity: 5_400,
  startsAtMs: 0,
  endsAtMs: 7_200_000,
  agreement: agreement.agreement,
};

type Change = Omit<Partial<CountersignRequest>, "entry" | "agreement"> & {
  readonly entry?: Partial<Entry>;
  readonly agreement?: object;
};

function answerTo(change: Change = {}) {
  return decideCountersign({
    entriesOfAgreement: [],
    us,
    countersign: "automatic",
    ...change,
    entry: { ...entry, ...change.entry },
    agreement: { ...agreement, ...change.agreement },
  });
}

const another = { ...entry, entry: "e0", state: "agreed" } as const;
const backwards = { provider: us, receiver: provider, corrects: "e0" };

test("what was agreed is countersigned at once, up to the last seat-minute", () => {
  expect(answerTo()).toEqual({ answer: "countersign" });
  expect(answerTo({ entry: { quantity: 6_000 } })).toEqual({ answer: "countersign" });
  expect(answerTo({ entry: { quantity: 600 }, entriesOfAgreement: [another] })).toEqual({ answer: "countersign" });
  expect(answerTo({ entriesOfAgreement: [{ ...entry, state: "in-transit" }] })).toEqual({ answer: "countersign" });
});

test("a correction counts with its sign", () => {
  expect(answerTo({ entry: { ...backwards, quantity: 5_399 }, entriesOfAgreement: [another] })).toEqual({
    answer: "countersign",
  });
  expect(answerTo({ entry: { ...backwards, quantity: 5_400 }, entriesOfAgreement: [another] })).toEqual({
    answer: "steward",
    because: "quantity",
  });
  expect(answerTo({ entry: { ...backwards, corrects: null } })).toEqual({
    answer: "steward",
    because: "other-parties",
  });
});

test("what is given to an event of the commons counts there, when it is a gift and both sides know it as one", () => {
  const ofCommons = { terms: { kind: "gift" }, commons: true } as const;
  expect(answerTo({ agreement: ofCommons, entry: { commons: "use" } })).toEqual({ answer: "countersign" });
  const priced = { terms: { kind: "reciprocal", perSeatHour: 2, unit: "EUR" }, commons: true } as const;
  expect(answerTo({ agreement: priced })).toEqual({ answer: "countersign" });
  const waits = { answer: "steward", because: "commons" };
  expect(answerTo({ agreement: ofCommons })).toEqual(waits);
  expect(answerTo({ agreement: priced, entry: { commons: "use" } })).toEqual(waits);
  expect(answerTo({ entry: { commons: "use" } })).toEqual(waits);
});

test("a charge that its maker took back leaves room for another", () => {
  const taken = { ...entry, entry: "e0", state: "disputed", withdrawnAtMs: 5 } as const;
  expect(answerTo({ entriesOfAgreement: [{ ...taken, withdrawnAtMs: null }] })).toEqual({
    answer: "steward",
    because: "quantity",
  });
  expect(answerTo({ entriesOfAgreement: [taken] })).toEqual({ answer: "countersign" });
  // A countersignature says more than that.
  expect(answerTo({ entriesOfAgreement: [{ ...taken, state: "agreed" }] })).toEqual({
    answer: "steward",
    because: "quantity",
  });
});

test.each<[string, Change]>([
  ["corrects", { entry: { corrects: "e0" }, entriesOfAgreement: [{ ...another, commons: "use" }] }],
  ["coop-choice", { countersign: "steward" }],
  ["no-agreement", { entry: { agreement: null } }],
  ["unknown-agreement", { agreement: { agreement: "https://b.example/agreements/2" } }],
  ["own-entry", { entry: { maker: us } }],
  ["other-parties", { entry: { provider: "https://c.example/coop" } }],
  ["other-parties", { agreement: { provider: us, receiver: provider } }],
  ["other-parties", { us: "https://c.example/coop" }],
  ["withdrawn", { agreement: { withdrawnAtMs: 5 } }],
  ["not-accepted", { agreement: { state: "offered" } }],
  ["not-accepted", { agreement: { state: "cancelled" } }],
  ["unit", { entry: { unit: "EUR" } }],
  ["period", { entry: { endsAtMs: 7_200_001 } }],
  ["quantity", { entry: { quantity: 6_001 } }],
  ["quantity", { entry: { quantity: 601 }, entriesOfAgreement: [another] }],
])("a steward decides, because of %s: %j", (because, change) => {
  expect(answerTo(change)).toEqual({ answer: "steward", because });
});

test("a correction that nobody agreed to makes no room for a larger charge", () => {
  const claim = { ...entry, ...backwards, entry: "e2", quantity: 1_000, state: "in-transit" } as const;
  expect(answerTo({ entry: { quantity: 6_001 }, entriesOfAgreement: [claim] })).toEqual({
    answer: "steward",
    because: "quantity",
  });
  expect(
    answerTo({ entry: { quantity: 1_600 }, entriesOfAgreement: [another, { ...claim, state: "agreed" }] }),
  ).toEqual({ answer: "countersign" });
});

test("whatever is countersigned without a steward never adds up to more than was agreed", () => {
  const entries = fc.array(fc.tuple(fc.integer({ min: 1, max: 4_000 }), fc.boolean()), { maxLength: 12 });
  fc.assert(
    fc.property(entries, (list) => {
      const known: (Entry & { state: EntryState })[] = [];
      let sum = 0;
      for (const [index, [quantity, isBack]] of list.entries()) {
        const change = { entry: `e${index}`, quantity, ...(isBack ? backwards : {}) };
        const isSigned = answerTo({ entry: change, entriesOfAgreement: known }).answer === "countersign";
        if (isSigned) sum += isBack ? -quantity : quantity;
        known.push({ ...entry, ...change, state: isSigned ? "agreed" : "in-transit" });
        expect(sum).toBeLessThanOrEqual(6_000);
      }
    }),
    { numRuns: 500 },
  );
});

const booked = fc.record({
  entry: fc.uuid(),
  isGiven: fc.boolean(),
  peer: fc.constantFrom("https://c.example/coop", "https://d.example/coop"),
  unit: fc.constantFrom("seat-minute", "EUR"),
  quantity: fc.integer({ min: 1, max: 10 ** 12 }),
  state: fc.constantFrom<EntryState[]>("in-transit", "agreed", "agreed", "disputed"),
});

test("both sides of a pair count the same, whatever the order and however often an entry comes", () => {
  fc.assert(
    fc.property(fc.array(booked, { maxLength: 30 }), (list) => {
      const entries = list.map(({ isGiven, peer, ...rest }): BookedEntry => ({
        ...rest,
        provider: isGiven ? us : peer,
        receiver: isGiven ? peer : us,
      }));
      const unique = [...new Map(entries.map((one) => [one.entry, one])).values()];
      const ours = balancesOf(entries, us);
      expect(balancesOf([...unique, ...unique].toReversed(), us)).toEqual(ours);
      for (const balance of ours) {
        const [theirs] = balancesOf(
          unique.filter(
            (one) => one.unit === balance.unit && (one.provider === balance.peer || one.receiver === balance.peer),
          ),
          balance.peer,
        );
        expect(theirs).toEqual({
          ...balance,
          peer: us,
          given: balance.received,
          received: balance.given,
          balance: 0 - balance.balance,
        });
        expect(balance.balance).toBe(balance.given - balance.received);
      }
    }),
  );
});

test("balances count agreed entries only, and say what is on its way and disputed", () => {
  const one = (id: string, quantity: number, state: EntryState): BookedEntry => ({
    entry: id,
    provider,
    receiver: us,
    unit: "seat-minute",
    quantity,
    state,
  });
  const given: BookedEntry = { ...one("e6", 1_000, "agreed"), commons: "contribution" };
  const back: BookedEntry = { ...one("e5", 100, "agreed"), provider: us, receiver: provider };
  expect(
    balancesOf([one("e1", 5_400, "agreed"), one("e2", 30, "in-transit"), one("e3", 7, "disputed"), given, back], us),
  ).toEqual([
    { peer: provider, unit: "seat-minute", given: 100, received: 5_400, balance: -5_300, inTransit: 30, disputed: 7 },
  ]);
});

test("claims without end do not break the ledger; agreed sums are never rounded", () => {
  const claim = (index: number, state: EntryState): BookedEntry => ({
    entry: `e${index}`,
    provider,
    receiver: us,
    unit: "EUR",
    quantity: Number.MAX_SAFE_INTEGER,
    state,
  });
  const [balance] = balancesOf(
    [claim(1, "in-transit"), claim(2, "in-transit"), claim(3, "disputed"), claim(4, "disputed")],
    us,
  );
  expect(balance).toMatchObject({ inTransit: Number.MAX_SAFE_INTEGER, disputed: Number.MAX_SAFE_INTEGER, balance: 0 });
  expect(() => balancesOf([claim(1, "agreed"), claim(2, "agreed")], us)).toThrow(RangeError);
});
