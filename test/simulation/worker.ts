import "temporal-polyfill/global";
import { run } from "./run.ts";

const [, , nodes = "3", steps = "150"] = process.argv;

/** Lives through the seeds that it is given, one at a time, until there is none. */
process.on("message", (seed: number | "no more") => {
  if (seed === "no more") process.disconnect();
  else void live(seed);
});

async function live(seed: number): Promise<void> {
  process.send?.(await run({ seed, nodes: Number(nodes), steps: Number(steps) }));
}
