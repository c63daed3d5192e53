import fc from "fast-check";
import { expect, test } from "vitest";
import type { Context } from "#src/app/context.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { countersignEntry, disputeEntry } from "#src/app/entry-acts.ts";
import { fulfil } from "#src/app/entry-making.ts";
import { balances } from "#src/app/ledger.ts";
import { listEntries } from "#src/store/entries.ts";
import { onBothEngines } from "#test/rig.ts";
import {
  activityOf,
  agree,
  booksAt,
  deliverAll,
  openPair,
  receive,
  took,
  waitingRows,
  type Pair,
  type Side,
} from "./ledger-pair.ts";

/** One thing that happens. `pick` chooses among what there is. */
type Step =
  | { readonly step: "fulfil"; readonly quantity: number }
  | {
      readonly step: "deliver";
      readonly from: "a" | "b";
      readonly pick: number;
      readonly fate: "once" | "lost" | "twice" | "kept";
    }
  | { readonly step: "steward"; readonly pick: number; readonly word: "countersign" | "dispute" }
  | { readonly step: "policy"; readonly countersign: "automatic" | "steward" }
  | { readonly step: "crash"; readonly at: "a" | "b" };

const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ step: fc.constant("fulfil" as const), quantity: fc.integer({ min: 1, max: 6_000 }) }),
    },
    {
      weight: 8,
      arbitrary: fc.record({
        step: fc.constant("deliver" as const),
        from: fc.constantFrom("a" as const, "b" as const),
        pick: fc.nat(),
        fate: fc.constantFrom("once" as const, "lost" as const, "twice" as const, "kept" as const),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        step: fc.constant("steward" as const),
        pick: fc.nat(),
        word: fc.constantFrom("countersign" as const, "dispute" as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        step: fc.constant("policy" as const),
        countersign: fc.constantFrom("automatic" as const, "steward" as const),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ step: fc.constant("crash" as const), at: fc.constantFrom("a" as const, "b" as const) }),
    },
  ),
  { minLength: 5, maxLength: 25 },
);

class Crash extends Error {}

/** Lets the next transaction of a side die just before it is committed. */
function crashable(app: Context): { readonly app: Context; crashNext: boolean } {
  const control = {
    crashNext: false,
    app: {
      ...app,
      database: {
        ...app.database,
        transaction: (work: Parameters<Context["database"]["transaction"]>[0]) =>
          app.database.transaction(async (session) => {
            const result = await work(session);
            if (!control.crashNext) return result;
            control.crashNext = false;
            throw new Crash();
          }),
      } as Context["database"],
    },
  };
  return control;
}

async function unlessCrashed(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Crash) return false;
    throw error;
  }
}

type Controls = Readonly<Record<"a" | "b", ReturnType<typeof crashable>>>;

async function run(pair: Pair, controls: Controls, step: Step): Promise<void> {
  switch (step.step) {
    case "crash":
      controls[step.at].crashNext = true;
      return;
    case "policy":
      await unlessCrashed(() => changeCoop(pair.b.app, { countersign: step.countersign }));
      return;
    case "fulfil": {
      const { id } = await agree(pair).catch((error: unknown) => {
        if (error instanceof Crash) return { id: "crashed" };
        throw error;
      });
      await unlessCrashed(() => fulfil(pair.a.app, id, step.quantity));
      return;
    }
    case "steward": {
      const found = await listEntries(pair.b.app.database, { limit: 50 });
      const entry = found[step.pick % Math.max(found.length, 1)];
      if (entry === undefined) return;
      if (step.word === "countersign") await unlessCrashed(() => countersignEntry(pair.b.app, entry.id));
      else await unlessCrashed(() => disputeEntry(pair.b.app, entry.id, { reason: "other", note: "no" }));
      return;
    }
    case "deliver":
      await deliver(pair, step);
  }
}

/** In any order, and again although it was taken: an acknowledgement may be lost too. */
async function deliver(pair: Pair, { from, pick, fate }: Extract<Step, { step: "deliver" }>): Promise<void> {
  const [side, other] = from === "a" ? [pair.a, pair.b] : [pair.b, pair.a];
  const rows = await waitingRows(side);
  const row = rows[pick % Math.max(rows.length, 1)];
  if (row === undefined || fate === "lost") return;
  const hand = () => receive(other, activityOf(side, row), side.coop);
  if (fate === "twice") await unlessCrashed(hand);
  const arrived = await unlessCrashed(hand);
  if (arrived && fate !== "kept") await unlessCrashed(() => took(side, row));
}

/** What must hold once everything that waits was delivered. */
async function expectOneLedger({ a, b }: Pair): Promise<void> {
  const [atA, atB] = [await booksAt(a), await booksAt(b)];
  expect(atA).toEqual(atB);
  const given = (await balances(a.app)).at(0);
  const received = (await balances(b.app)).at(0);
  expect((given?.balance ?? 0) + (received?.balance ?? 0)).toBe(0);
  expect([given?.inTransit, given?.disputed]).toEqual([received?.inTransit, received?.disputed]);
  const proofs = async ({ app }: Side) =>
    new Map(
      (await listEntries(app.database, { limit: 500 })).map((row) => [
        row.entry,
        `${row.state} ${JSON.stringify((JSON.parse(row.document) as { proof: unknown }).proof)}`,
      ]),
    );
  expect(await proofs(a)).toEqual(await proofs(b));
}

onBothEngines("a ledger over a network that loses, doubles and reorders, between nodes that crash", (engine) => {
  test("whatever happened, once everything arrived both sides hold the same", { timeout: 60_000 }, async () => {
    const opened = await openPair(engine.open);
    const controls = { a: crashable(opened.a.app), b: crashable(opened.b.app) };
    const pair: Pair = { a: { ...opened.a, app: controls.a.app }, b: { ...opened.b, app: controls.b.app } };
    await fc.assert(
      fc.asyncProperty(steps, async (happened) => {
        for (const step of happened) await run(pair, controls, step);
        controls.a.crashNext = false;
        controls.b.crashNext = false;
        await deliverAll(pair);
        await expectOneLedger(pair);
      }),
      { numRuns: engine.name === "sqlite" ? 25 : 8 },
    );
  });
});
