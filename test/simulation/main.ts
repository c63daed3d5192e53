import "temporal-polyfill/global";
import { run } from "./run.ts";
const [from = "1", seeds = "10", nodes = "3", steps = "150"] = process.argv.slice(2);
const begun = performance.now();
let all = 0;
const tally = new Map<string, number>();
for (let seed = Number(from); seed < Number(from) + Number(seeds); seed += 1) {
  const done = await run({ seed, nodes: Number(nodes), steps: Number(steps) });
  all += done.steps;
  for (const [kind, count] of done.tally) tally.set(kind, (tally.get(kind) ?? 0) + count);
  if (done.wrong.length > 0) {
    console.log(`seed ${seed}: ${done.wrong.join("\n  ")}`);
    if (process.env["TRAIL"]) console.log(done.trail.join("\n"));
  }
}
const s = (performance.now() - begun) / 1000;
console.log(all, "steps", s.toFixed(1), "s", Math.round(all / s), "steps/s");
console.log([...tally].toSorted((a, b) => b[1] - a[1]).map(([k, v]) => `${k} ${v}`).join(", "));
