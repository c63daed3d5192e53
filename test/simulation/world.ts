import { openOracle, type Oracle } from "./oracle.ts";
import { openRandom } from "./random.ts";
import { openStage, PowerLoss, start, startsAtMs, type Backup, type Chance, type SimNode } from "./node.ts";

/** A message on its way. */
export interface Flight {
  readonly from: SimNode;
  readonly to: SimNode;
  readonly rowId: string;
  readonly body: string;
  readonly isAnswered: boolean;
}

/** Everything of one run. */
export interface World extends Chance {
  readonly seed: number;
  readonly nodes: readonly SimNode[];
  readonly flights: Flight[];
  /** Pairs of nodes that cannot reach each other, as `a b`. */
  readonly cut: Set<string>;
  /** How often each thing happened. */
  readonly tally: Map<string, number>;
  /** The last events, in words. */
  readonly trail: string[];
  readonly oracle: Oracle;
  /** No faults any more: the end of a run. */
  healed: boolean;
}

/** What must never happen, happened. */
export class Violation extends Error {}

export interface WorldOptions {
  readonly seed: number;
  readonly nodes: number;
}

/** Sets the stage for one seed. Every third has one node that lies. */
export async function openWorld({ seed, nodes: count }: WorldOptions): Promise<World> {
  const { nodes, beginnings } = await openStage(count);
  const chance = { random: openRandom(seed), nowMs: startsAtMs };
  for (const node of nodes) {
    const rows = beginnings[node.index] ?? [];
    const isLiar = seed % 3 === 0 && node.index === count - 1;
    Object.assign(node, {
      honest: !isLiar,
      skewMs: 0,
      failing: false,
      backups: [{ rows, atMs: startsAtMs } satisfies Backup],
    });
    node.memory.fill(rows);
    start(node, chance);
  }
  const rest = { flights: [], cut: new Set<string>(), tally: new Map<string, number>(), trail: [], healed: false };
  const world: World = Object.assign(chance, { ...rest, seed, nodes, oracle: openOracle(nodes) });
  return world;
}

/** Counts what happened, and remembers it for whoever has to find out why. */
export function note(world: World, kind: string, words = ""): void {
  world.tally.set(kind, (world.tally.get(kind) ?? 0) + 1);
  world.trail.push(`${new Date(world.nowMs).toISOString().slice(0, 19)} ${kind} ${words}`);
  if (world.trail.length > trailLength) world.trail.shift();
}

const trailLength = 60;

/** Two nodes that are not the same. */
export function pickTwo({ random, nodes }: World): readonly [SimNode, SimNode] {
  const one = random.pick(nodes);
  return [one, random.pick(nodes.filter((node) => node !== one))];
}

export const isCut = ({ cut }: World, one: SimNode, other: SimNode): boolean =>
  cut.has(one.index < other.index ? `${one.name} ${other.name}` : `${other.name} ${one.name}`);

export const nodeOf = ({ nodes }: Pick<World, "nodes">, address: string): SimNode | undefined =>
  nodes.find(({ origin }) => address === origin || address.startsWith(`${origin}/`));

/** Does something at a node; when its power goes in the middle, it starts again and nothing of it was done. */
export async function at<T>(world: World, node: SimNode, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PowerLoss)) throw error;
    // The store says that it failed before it has gone back.
    while (node.memory.connection.inTransaction) await new Promise((resolve) => setImmediate(resolve));
    note(world, "power lost", node.name);
    start(node, world);
    return undefined;
  } finally {
    node.failing = false;
  }
}
