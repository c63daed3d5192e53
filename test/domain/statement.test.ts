import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addsUp,
  chainProblem,
  decideStatement,
  isDay,
  nextPeriod,
  offerProblem,
  proposesAgainAtMs,
  proposesAtMs,
  totalsOf,
  type OfferedStatement,
} from "#src/domain/statement.ts";
import { openWorld, type WorldSide } from "./statement-world.ts";

const a = "https://a.example/actors/coop";
const b = "https://b.example/actors/coop";
const hourMs = 3_600_000;

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constantFrom("make", "agree"),
      side: fc.nat(1),
      day: fc.nat(100),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant("deliver"),
      side: fc.nat(1),
      pick: fc.nat(20),
      again: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant("propose"),
      side: fc.nat(1),
      until: fc.constantFrom("2026-01-31", "2026-02-10", "2026-02-28", "2026-03-31"),
    }),
  },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const countedBy = (side: WorldSide): readonly (readonly [string, string | null])[] =>
  [...side.entries.values()]
    .map(({ entry, counted }) => [entry, counted] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));

const signedBy = ({ statements }: WorldSide) =>
  [...statements.values()]
    .filter(({ state }) => state === "agreed")
    .map(({ state, ...statement }) => (state === "agreed" ? statement : undefined))
    .filter((statement) => statement !== undefined)
    .toSorted((one, other) => (one.untilDay < other.untilDay ? -1 : 1));

/** Everything arrives, and periods are proposed until everything agreed is counted. */
function settle(world: ReturnType<typeof openWorld>): void {
  const drain = (): void => {
    while (world.sides.some(({ road }) => road.length > 0)) for (const side of [0, 1]) world.deliver(side, 0, false);
  };
  drain();
  for (let round = 0; round < 4; round += 1) {
    world.propose(round, `2026-0${5 + round}-01`);
    drain();
  }
}

function take(world: ReturnType<typeof openWorld>, one: Step): void {
  if ("quantity" in one) world.make(one.side, one, one.act === "agree");
  else if ("pick" in one) world.deliver(one.side, one.pick, one.again);
  else world.propose(one.side, one.until);
}

/** What one side holds as signed by both the other has signed: it was agreed first where it was checked. */
function expectOneChain({ sides }: ReturnType<typeof openWorld>): void {
  const signed = sides.map((side) => new Set(signedBy(side).map(({ statement }) => statement)));
  const [atA = new Set(), atB = new Set()] = signed;
  expect(atA.isSubsetOf(atB) || atB.isSubsetOf(atA)).toBe(true);
}

function expectChain(side: WorldSide): void {
  const entries = [...side.entries.values()];
  expect(entries.every(({ state, counted }) => state === "agreed" && counted !== null)).toBe(true);
  const chain = signedBy(side);
  for (const [at, statement] of chain.entries()) {
    expect(statement.previous).toBe(chain[at - 1]?.statement ?? null);
    expect(statement.count).toBe(entries.filter(({ counted }) => counted === statement.statement).length);
    expect(addsUp(statement.totals)).toBe(true);
  }
  const balance = entries.reduce((sum, { provider, quantity }) => sum + (provider === a ? quantity : -quantity), 0);
  expect(chain.at(-1)?.totals[0]?.closing ?? 0).toBe(balance);
}

describe("statements of two coops, whatever happens in between", () => {
  test("both sign the same chain, every agreed entry is counted once, and it closes with the balance", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const world = openWorld();
        for (const one of steps) {
          take(world, one);
          expectOneChain(world);
        }
        settle(world);
        const [atA, atB] = world.sides as [WorldSide, WorldSide];
        expect(signedBy(atA)).toEqual(signedBy(atB));
        expect(countedBy(atA)).toEqual(countedBy(atB));
        expectChain(atA);
      }),
      { numRuns: 300 },
    );
  });
});

describe("periods", () => {
  test.each([
    [undefined, "2026-02-11", { fromDay: "2026-02-01", untilDay: "2026-02-28" }],
    ["2026-01-31", "2026-02-11", { fromDay: "2026-02-01", untilDay: "2026-02-28" }],
    // Months in which nothing was agreed need none of their own.
    ["2025-11-30", "2026-02-11", { fromDay: "2025-12-01", untilDay: "2026-02-28" }],
    // What was agreed late is counted in the next month.
    ["2026-01-31", "2025-12-24", { fromDay: "2026-02-01", untilDay: "2026-02-28" }],
    ["2026-02-10", "2026-02-09", { fromDay: "2026-02-11", untilDay: "2026-02-28" }],
    [undefined, "2028-02-29", { fromDay: "2028-02-01", untilDay: "2028-02-29" }],
    ["2026-12-31", "2026-12-31", { fromDay: "2027-01-01", untilDay: "2027-01-31" }],
  ])("after %s, with something of %s", (previousUntilDay, oldestDay, period) => {
    expect(nextPeriod({ previousUntilDay, oldestDay })).toEqual(period);
  });

  test("a month is closed a day after its end by the one that sorts first, three days later by the other", () => {
    expect(new Date(proposesAtMs(a, b, "2026-02-28")).toISOString()).toBe("2026-03-02T00:00:00.000Z");
    expect(new Date(proposesAtMs(b, a, "2026-02-28")).toISOString()).toBe("2026-03-05T00:00:00.000Z");
  });

  test("what was refused is proposed again once the books are equal, then ever more seldom", () => {
    const after = (times: number, equalAtMs?: number) =>
      (proposesAgainAtMs({ refusedAtMs: 1_000, times, equalAtMs }) - 1_000) / hourMs;
    expect(after(1, 1_000 + hourMs / 2)).toBe(0.5);
    expect([after(1), after(1, 500), after(2, 5_000), after(3), after(4), after(9)]).toEqual([1, 1, 4, 16, 64, 168]);
  });

  test.each(["2026-02-30", "2026-2-3", "26-02-03", "2026-02-03T00:00", "", "2026-13-01"])("%o is no day", (text) => {
    expect(isDay(text)).toBe(false);
  });
});

describe("what can be refused before anything is counted", () => {
  const offered: OfferedStatement = {
    statement: "https://b.example/statements/0195a3c4-7b00-7000-8000-000000000001",
    maker: b,
    first: a,
    second: b,
    fromDay: "2026-02-01",
    untilDay: "2026-02-28",
    totals: totalsOf(a, [], [{ unit: "EUR", account: "pair", provider: b, state: "agreed", sum: 5n }]),
    count: 1,
    digest: "ab".repeat(32),
    previous: null,
  };
  const ground = { us: a, peer: b, nowMs: Date.UTC(2026, 2, 1, 1), previous: undefined, hasOwn: false };
  const previous = { statement: "https://a.example/statements/1", untilDay: "2026-01-31" };

  test.each([
    ["that is in order", {}, {}, undefined],
    ["of a period that is not over", {}, { nowMs: Date.UTC(2026, 1, 28) }, "not-ready"],
    ["while our own waits and goes first", {}, { hasOwn: true }, "not-ready"],
    ["made by somebody else", { maker: a }, {}, "other"],
    [
      "with an id of another",
      { statement: "https://c.example/statements/0195a3c4-7b00-7000-8000-000000000001" },
      {},
      "other",
    ],
    ["of other coops", { second: "https://c.example/actors/coop" }, {}, "other"],
    ["in the wrong order", { first: b, second: a }, {}, "other"],
    ["that counts nothing", { count: 0 }, {}, "other"],
    ["that does not add up", { totals: [{ ...(offered.totals[0] as object), closing: 7 }] }, {}, "totals"],
    ["with a line twice", { totals: [...offered.totals, ...offered.totals] }, {}, "totals"],
    ["that leaves out what was signed", {}, { previous }, "period"],
    ["with a gap", { previous: previous.statement, fromDay: "2026-02-02" }, { previous }, "period"],
    ["that follows", { previous: previous.statement }, { previous }, undefined],
    ["that follows what we do not have", { previous: previous.statement }, {}, "period"],
    ["that ends before it begins", { untilDay: "2026-01-31" }, {}, "period"],
  ] as const)("a statement %s", (...[, changes, also, problem]) => {
    expect(offerProblem({ ...offered, ...changes } as OfferedStatement, { ...ground, ...also })).toBe(problem);
  });

  test("what both have signed may be made by either, and be told at any time", () => {
    const ours = { ...offered, maker: a, statement: offered.statement.replace("b.", "a.") };
    expect(chainProblem(ours, { us: a, peer: b, previous: undefined })).toBeUndefined();
  });

  test.each([
    ["the same", {}, { answer: "sign" }],
    ["other entries that come to the same", { digest: "cd".repeat(32) }, { answer: "refuse", because: "differs" }],
    ["more entries", { count: 2 }, { answer: "refuse", because: "differs" }],
    ["another beginning", { fromDay: "2026-01-01" }, { answer: "refuse", because: "differs" }],
    ["nothing before", { totals: [] }, { answer: "refuse", because: "totals" }],
    [
      "something else on its way",
      { totals: offered.totals.map((line) => ({ ...line, inTransit: 1 })) },
      { answer: "refuse", because: "totals" },
    ],
  ] as const)("what was offered, when we count %s", (...[, changes, answer]) => {
    expect(decideStatement(offered, { ...offered, ...changes })).toEqual(answer);
  });

  test("a sum that cannot be counted exactly is no number", () => {
    const sum = { unit: "EUR", account: "pair", provider: a, state: "agreed", sum: 2n ** 53n } as const;
    expect(() => totalsOf(a, [], [sum])).toThrow(RangeError);
  });
});
