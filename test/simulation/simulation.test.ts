import { expect, it } from "vitest";
import { run } from "./run.ts";

const failuresOf = async (options: {
  readonly from: number;
  readonly seeds: number;
  readonly nodes: number;
  readonly steps: number;
}) => {
  const failed: string[] = [];
  for (let seed = options.from; seed < options.from + options.seeds; seed += 1) {
    const { wrong } = await run({ seed, nodes: options.nodes, steps: options.steps });
    const again = `npm run simulate -- --from ${seed} --seeds 1 --nodes ${options.nodes} --steps ${options.steps}`;
    if (wrong.length > 0) failed.push(`${wrong.join("; ")} (${again})`);
  }
  return failed;
};

it("keeps every promise of the ledger between two nodes, one of which lies in every third seed", async () => {
  expect(await failuresOf({ from: 1, seeds: 100, nodes: 2, steps: 40 })).toEqual([]);
}, 300_000);

it("keeps them among three", async () => {
  expect(await failuresOf({ from: 1, seeds: 12, nodes: 3, steps: 60 })).toEqual([]);
}, 300_000);

it("replays a seed to the letter", async () => {
  const first = await run({ seed: 7, nodes: 2, steps: 60 });
  expect(await run({ seed: 7, nodes: 2, steps: 60 })).toEqual(first);
}, 60_000);
