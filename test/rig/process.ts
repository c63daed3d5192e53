import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";

const source = join(import.meta.dirname, "../../src");

/** What a command of the operator did. */
export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How and where the program runs. */
export interface Surroundings {
  /** The working folder: an empty one, so that no `.env` of the developer is read. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Ended with us, also when a test run is broken off. */
const children = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

/** Starts `src/main.ts` as a process of its own, with nothing of our environment but the path and the given settings. */
export function spawnMain(args: readonly string[], { folder, environment }: Surroundings): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--max-semi-space-size=8", "--import", join(source, "quick-start.js"), join(source, "main.ts"), ...args],
    {
      cwd: folder,
      env: { PATH: process.env["PATH"], HOME: folder, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

/** Runs a command of the operator, as `npm run fedicoop -- …` does, to its end. */
export function runCommand(args: readonly string[], surroundings: Surroundings): Promise<CommandResult> {
  const child = spawnMain(["fedicoop", ...args], surroundings);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (part) => (stdout += String(part)));
  child.stderr?.on("data", (part) => (stderr += String(part)));
  return new Promise((resolve) => child.once("close", (status) => resolve({ status, stdout, stderr })));
}

/** Ends a process and waits until it is gone. */
export async function endProcess(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once("exit", (status) => resolve(status)));
  child.kill(signal);
  return ended;
}
