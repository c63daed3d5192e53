import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { mutations } from "./mutations.ts";

/** `node test/simulation/mutant.ts NAME SEEDS`: plants the mutation and lives through seeds until one fails. Prints which and why. */
const [, , name, seeds = "100"] = process.argv;
const mutation = mutations.find((each) => each.name === name);
if (mutation === undefined) throw new Error(`There is no mutation "${name}".`);
const { file, from, to } = mutation;
const url = new URL(`../../${file}`, import.meta.url).href;
const before = readFileSync(new URL(url), "utf8");
if (before.split(from).length !== 2) throw new Error(`"${from}" does not stand exactly once in ${file}.`);
const source = before.replace(from, () => to);

registerHooks({
  load: (wanted, context, next) =>
    wanted === url ? { format: "module-typescript", source, shortCircuit: true } : next(wanted, context),
});

await import("temporal-polyfill/global");
const { run } = await import("./run.ts");

let caught = "";
for (let index = 0; index < Number(seeds) && caught === ""; index += 1) {
  // Every third seed has a liar; with two nodes that is either all that happens or nothing.
  const next = mutation.byLiar === true ? 3 * index : 3 * Math.floor(index / 2) + 1 + (index % 2);
  const seed = index === 0 ? (mutation.seed ?? next) : next;
  const { wrong } = await run({ seed, nodes: 2, steps: 80 });
  if (wrong.length > 0) caught = `caught by seed ${seed}: ${wrong[0]?.slice(0, 160) ?? ""}`;
}
console.log(caught === "" ? "not caught" : caught);
process.exitCode = caught === "" ? 1 : 0;
