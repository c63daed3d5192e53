import type { Run } from "./run.ts";

/** What many runs come to. */
export interface Total {
  readonly runs: number;
  readonly steps: number;
  readonly tally: ReadonlyMap<string, number>;
  readonly looked: Run["looked"];
  readonly failed: readonly number[];
}

/** The total of no runs. */
export const nothing: Total = {
  runs: 0,
  steps: 0,
  tally: new Map(),
  looked: { entries: 0, leaves: 0, agreed: 0 },
  failed: [],
};

export function addUp(total: Total, run: Run): Total {
  const tally = new Map(total.tally);
  for (const [kind, count] of run.tally) tally.set(kind, (tally.get(kind) ?? 0) + count);
  const { runs, steps, looked, failed } = total;
  const { entries, leaves, agreed } = looked;
  return {
    runs: runs + 1,
    steps: steps + run.steps,
    tally,
    looked: {
      entries: entries + run.looked.entries,
      leaves: leaves + run.looked.leaves,
      agreed: agreed + run.looked.agreed,
    },
    failed: [...failed, ...(run.wrong.length > 0 ? [run.seed] : [])],
  };
}

/** What counts as a fault; everything else is what coops do. */
const faults =
  /^(message lost|answer lost|request lost|doubled|crossed|crash|power|cut off|clock moved|restored|rolled back|lie|compared: unreachable|compared: power)/;

interface Circumstances {
  readonly nodes: number;
  readonly steps: number;
  readonly threads: number;
  readonly tookMs: number;
}

export function describeTotal({ runs, steps, tally, looked, failed }: Total, about: Circumstances): string {
  const sorted = [...tally].toSorted(([, one], [, other]) => other - one);
  const list = (wanted: boolean): string =>
    sorted
      .filter(([kind]) => faults.test(kind) === wanted)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(", ");
  const seconds = about.tookMs / 1_000;
  return [
    `${runs} seeds with ${about.nodes} nodes and ${about.steps} steps each before they heal: ${steps} steps in ${seconds.toFixed(1)} s, ${Math.round(steps / seconds)} a second on ${about.threads} threads.`,
    `Faults: ${list(true)}.`,
    `Done: ${list(false)}.`,
    `Looked at after each step: ${looked.entries} entries, ${looked.agreed} signatures of both sides, ${looked.leaves} leaves. At the end of each seed: kept digests, balances and log roots beside those of the entries and leaves; books, balances, words and logs of both sides; what both had signed; what nodes agreed to by themselves; evidence against liars.`,
    failed.length === 0 ? "Nothing was wrong." : `Seeds that failed: ${failed.join(", ")}.`,
  ].join("\n");
}

export function describeFailure(
  { seed, wrong, trail }: Run,
  { nodes, steps }: { readonly nodes: number; readonly steps: number },
): string {
  const again = `npm run simulate -- --from ${seed} --seeds 1 --nodes ${nodes} --steps ${steps}`;
  return [
    `Seed ${seed} failed:`,
    ...wrong.map((each) => `  ${each}`),
    ...trail.map((event) => `    ${event}`),
    `Again: ${again}`,
  ].join("\n");
}
