import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { mutations } from "./mutations.ts";

const execute = promisify(execFile);

it("plants only mistakes that can still be made", async () => {
  for (const { file, from, name } of mutations)
    expect((await readFile(file, "utf8")).split(from), `${name} in ${file}`).toHaveLength(2);
  expect(mutations.length).toBeGreaterThanOrEqual(12);
});

/** So many processes at once: tests beside this one have work to do as well. */
const atOnce = 2;

it("catches each of them", async () => {
  const waiting = [...mutations];
  const uncaught: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name } = next;
      const args = ["--import", "./src/quick-start.js", "test/simulation/mutant.ts", name];
      const said = await execute(process.execPath, args).catch(
        (error: { readonly stdout?: string; readonly stderr?: string }) => error,
      );
      if (said.stdout?.startsWith("caught by") !== true)
        uncaught.push(`${name}: ${said.stdout ?? ""}${said.stderr ?? ""}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  expect(uncaught).toEqual([]);
}, 600_000);
