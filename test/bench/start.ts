import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { startNode, type RunningNode } from "#test/rig/node.ts";
import { endProcess, spawnMain } from "#test/rig/process.ts";
import { eventually } from "#test/rig/wait.ts";
import { clockMs, median, residentMegabytesOf } from "./figures.ts";

const starts = 5;
const idleMs = 3_000;
const pagesAsked = ["/", "/about", "/.well-known/nodeinfo", "/readyz"];

export interface StartFigures {
  /** From starting the process to the first 200 on `/`. */
  readonly coldStartMs: number;
  /** A process that imports Fedify and nothing else, from its start to its end. */
  readonly fedifyAloneMs: number;
  /** Resident, after some requests and three idle seconds. */
  readonly idleMegabytes: number;
  readonly fedifyAloneMegabytes: number;
}

/** How soon a node that is set up answers, and what it occupies while nobody asks it anything. */
export async function measureStart(): Promise<StartFigures> {
  const node = await startNode();
  try {
    await node.stop();
    const [ours, alone] = [[] as number[], [] as FedifyAlone[]];
    for (let index = 0; index < starts; index += 1) {
      const { child, tookMs } = await startCold(node);
      ours.push(tookMs);
      await endProcess(child, "SIGTERM");
      alone.push(await importFedify());
    }
    return {
      coldStartMs: median(ours),
      fedifyAloneMs: median(alone.map(({ tookMs }) => tookMs)),
      idleMegabytes: await idleMegabytes(node),
      fedifyAloneMegabytes: median(alone.map(({ megabytes }) => megabytes)),
    };
  } finally {
    await node.end();
  }
}

async function startCold({ folder, environment, port }: RunningNode) {
  const startedAtMs = clockMs();
  const child = spawnMain([], { folder, environment });
  child.stdout?.resume();
  child.stderr?.resume();
  await untilAnswered(child, `http://127.0.0.1:${port}/`);
  return { child, tookMs: clockMs() - startedAtMs };
}

async function untilAnswered(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null) {
    const status = await fetch(url).then(
      async (response) => (await response.text(), response.status),
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("The node ended at its start.");
}

async function idleMegabytes(node: RunningNode): Promise<number> {
  const { child } = await startCold(node);
  for (const page of pagesAsked) await (await fetch(`http://127.0.0.1:${node.port}${page}`)).text();
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  const megabytes = residentMegabytesOf(child.pid ?? 0);
  await endProcess(child, "SIGTERM");
  return megabytes;
}

interface FedifyAlone {
  readonly tookMs: number;
  readonly megabytes: number;
}

/** What the library alone costs, to compare with. */
async function importFedify(): Promise<FedifyAlone> {
  const program = `await import("@fedify/fedify"); process.stdout.write("imported"); setInterval(() => undefined, 1000);`;
  const startedAtMs = clockMs();
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: join(import.meta.dirname, "../.."),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (part) => (said += String(part)));
  try {
    await eventually(() => said === "imported", { what: "the import of Fedify" });
    return { tookMs: clockMs() - startedAtMs, megabytes: residentMegabytesOf(child.pid ?? 0) };
  } finally {
    await endProcess(child, "SIGKILL");
  }
}
