import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { addUp, describeFailure, describeTotal, nothing, type Total } from "./report.ts";
import type { Run } from "./run.ts";

/** `npm run simulate -- --seeds N --nodes M --from SEED --steps K`: as many seeds as wanted, on all cores. Ends with 1 when one failed. */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "200" },
    nodes: { type: "string", default: "3" },
    from: { type: "string", default: "1" },
    steps: { type: "string", default: "150" },
    threads: { type: "string", default: String(availableParallelism()) },
    trail: { type: "boolean", default: false },
  },
});

const number = (
  name: "seeds" | "nodes" | "from" | "steps" | "threads",
  [least, most]: readonly [number, number],
): number => {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    console.error(`--${name} should be a whole number from ${least} to ${most}.`);
    process.exit(2);
  }
  return value;
};

const seeds = number("seeds", [1, 1_000_000]);
const from = number("from", [0, 2_000_000_000]);
const options = { nodes: number("nodes", [2, 26]), steps: number("steps", [1, 1_000_000]) };
const threads = Math.min(number("threads", [1, 64]), seeds);

const begunAtMs = performance.now();
let next = from;
let total: Total = nothing;

/** Each worker takes the next seed as soon as it is done with one. */
function work(): Promise<void> {
  const worker = fork(new URL("./worker.ts", import.meta.url), [String(options.nodes), String(options.steps)], {
    serialization: "advanced",
  });
  const give = (): void => {
    worker.send(next < from + seeds ? next : "no more");
    next += 1;
  };
  return new Promise((resolve, reject) => {
    worker.on("message", (message) => {
      // Sent by worker.ts as it is: the same program at both ends.
      const run = message as unknown as Run;
      total = addUp(total, run);
      if (run.wrong.length > 0) console.error(describeFailure(run, options));
      else if (values.trail) console.log(run.trail.join("\n"));
      give();
    });
    worker.on("error", reject);
    worker.on("exit", () => resolve());
    give();
  });
}

await Promise.all(Array.from({ length: threads }, work));
if (total !== undefined)
  console.log(describeTotal(total, { ...options, threads, tookMs: performance.now() - begunAtMs }));
process.exitCode = total.failed.length > 0 ? 1 : 0;
