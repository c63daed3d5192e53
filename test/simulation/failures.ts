import { run } from "./run.ts";

export interface Seeds {
  readonly from: number;
  readonly seeds: number;
  readonly nodes: number;
  readonly steps: number;
}

/** What went wrong in so many seeds, each with the command that repeats it. */
export async function failuresOf({ from, seeds, nodes, steps }: Seeds): Promise<readonly string[]> {
  const failed: string[] = [];
  for (let seed = from; seed < from + seeds; seed += 1) {
    const { wrong } = await run({ seed, nodes, steps });
    const again = `npm run simulate -- --from ${seed} --seeds 1 --nodes ${nodes} --steps ${steps}`;
    if (wrong.length > 0) failed.push(`${wrong.join("; ")} (${again})`);
  }
  return failed;
}
