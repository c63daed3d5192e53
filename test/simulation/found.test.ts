import { expect, it } from "vitest";
import { recordEntry } from "#src/app/entry-recording.ts";
import { arrive, compare, send, waitingRows } from "./network.ts";
import { start, type SimNode } from "./node.ts";
import { openWorld, type World } from "./world.ts";

// What the simulation has found, each as short as it can be told.

async function openPair(): Promise<readonly [World, SimNode, SimNode]> {
  const world = await openWorld({ seed: 1, nodes: 2 });
  world.healed = true;
  const [a, b] = world.nodes;
  if (a === undefined || b === undefined) throw new Error("A pair has two sides.");
  return [world, a, b];
}

async function record(world: World, node: SimNode, other: SimNode): Promise<void> {
  const during = { startsAtMs: world.nowMs - 60_000, endsAtMs: world.nowMs };
  const what = { kind: "money", direction: "given", unit: "EUR", quantity: 100 } as const;
  const outcome = await recordEntry(node.app, { ...what, ...during, peerId: node.peers[other.index] ?? "" });
  if (outcome.outcome !== "done") throw new Error(outcome.outcome);
}

const ownLog = ({ memory }: SimNode) =>
  memory.connection.prepare("SELECT size, state FROM logs WHERE side = 'ours'").get();

it("a restored node signs nothing in places of which its witness has seen no more than a checkpoint", async () => {
  const [world, a, b] = await openPair();
  const backup = a.memory.copy();
  await compare(world, a, b);
  for (let count = 0; count < 3; count += 1) await record(world, a, b);
  // The first two messages are lost with the machine: the witness learns of a log of three with its last leaf only.
  const flight = await send(world, a, waitingRows(a).at(-1) ?? "");
  if (flight === undefined) throw new Error("Nothing was sent.");
  await arrive(world, flight);
  a.memory.fill(backup);
  start(a, world);
  await compare(world, a, b);
  await record(world, a, b);
  expect(ownLog(a)).toEqual({ size: 0, state: "behind" });
});
