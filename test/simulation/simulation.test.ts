import { expect, it } from "vitest";
import { failuresOf } from "./failures.ts";
import { run } from "./run.ts";

it("two nodes keep every promise of the ledger, also when one of them lies", async () => {
  expect(await failuresOf({ from: 1, seeds: 100, nodes: 2, steps: 30 })).toEqual([]);
}, 300_000);

it("a seed replays to the letter", async () => {
  const first = await run({ seed: 7, nodes: 2, steps: 60 });
  expect(await run({ seed: 7, nodes: 2, steps: 60 })).toEqual(first);
}, 60_000);
