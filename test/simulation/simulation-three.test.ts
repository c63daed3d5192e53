import { expect, it } from "vitest";
import { failuresOf } from "./failures.ts";

it("two nodes keep every promise of the ledger over more seeds", async () => {
  expect(await failuresOf({ from: 101, seeds: 90, nodes: 2, steps: 30 })).toEqual([]);
}, 300_000);

it("three nodes keep them among each other", async () => {
  expect(await failuresOf({ from: 1, seeds: 10, nodes: 3, steps: 40 })).toEqual([]);
}, 300_000);
