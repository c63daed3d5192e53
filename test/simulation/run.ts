import {
  agree,
  close,
  correct,
  countersign,
  record,
  refuse,
  renew,
  rotate,
  speak,
  trust,
  use,
  work,
  type Act,
} from "./acts.ts";
import { checkEnd } from "./checks.ts";
import { backUp, crash, cutOff, cutPower, reconnect, restore, skew, wait } from "./faults.ts";
import { contradict } from "./hostile.ts";
import { seedRandomBytes } from "./keys.ts";
import { arrive, compare, send, takeFlight, waitingRows } from "./network.ts";
import { start } from "./node.ts";
import { openRandom } from "./random.ts";
import { at, isCut, note, openWorld, pickTwo, Violation, type World } from "./world.ts";

export interface RunOptions {
  readonly seed: number;
  readonly nodes: number;
  readonly steps: number;
}

export interface Run {
  readonly seed: number;
  /** Events in all, those of the healing included. */
  readonly steps: number;
  readonly tally: ReadonlyMap<string, number>;
  readonly looked: { readonly entries: number; readonly leaves: number; readonly agreed: number };
  /** What must not be; empty when all is well. */
  readonly wrong: readonly string[];
  readonly trail: readonly string[];
}

type Event = (world: World) => Promise<void> | void;

const byNode =
  (act: Act): Event =>
  (world) =>
    act(world, world.random.pick(world.nodes));

/** What may happen next, and how often. */
const events: readonly (readonly [weight: number, event: Event])[] = [
  [5, byNode(agree)],
  [8, byNode(use)],
  [5, byNode(record)],
  [4, byNode(correct)],
  [4, byNode(countersign)],
  [2, byNode(refuse)],
  [3, byNode(speak)],
  [4, byNode(work)],
  [1, byNode(close)],
  [1, byNode(rotate)],
  [1, byNode(trust)],
  [1, byNode(renew)],
  [22, sendSomething],
  [22, arriveSomething],
  [6, compareSome],
  [6, wait],
  [2, (world) => skew(world, world.random.pick(world.nodes))],
  [2, (world) => crash(world, world.random.pick(world.nodes))],
  [2, (world) => cutPower(world, world.random.pick(world.nodes))],
  [3, (world) => backUp(world, world.random.pick(world.nodes))],
  [3, restoreSome],
  [1, cutOff],
  [2, reconnect],
  [3, lie],
];

const whole = events.reduce((sum, [weight]) => sum + weight, 0);

function nextEvent({ random }: World): Event {
  let rest = random.below(whole);
  for (const [weight, event] of events) {
    rest -= weight;
    if (rest < 0) return event;
  }
  return wait;
}

/** Lives through one seed: so many random steps, then the network is healed and everything that was promised is looked at. */
export async function run(options: RunOptions): Promise<Run> {
  const world = await openWorld(options);
  const release = seedRandomBytes(openRandom(options.seed + 1));
  let steps = 0;
  let wrong: readonly string[] = [];
  try {
    for (; steps < options.steps; steps += 1) {
      await nextEvent(world)(world);
      look(world);
    }
    steps += await heal(world);
    wrong = await checkEnd(world);
  } catch (error) {
    wrong = [
      error instanceof Violation
        ? error.message
        : `it broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    ];
  } finally {
    release();
  }
  const { tally, trail, oracle } = world;
  return { seed: options.seed, steps, tally, looked: oracle.looked, wrong, trail };
}

function look({ oracle }: World): void {
  const wrong = oracle.observe();
  if (wrong.length > 0) throw new Violation(wrong.join("; "));
}

async function sendSomething(world: World): Promise<void> {
  const node = world.random.pick(world.nodes);
  const rows = waitingRows(node);
  if (rows.length === 0) return;
  const flight = await at(world, node, () => send(world, node, world.random.pick(rows)));
  if (flight === undefined) return;
  world.flights.push(flight);
  if (!world.random.chance(8)) return;
  world.flights.push(flight);
  note(world, "doubled");
}

async function arriveSomething(world: World): Promise<void> {
  const flight = takeFlight(world);
  if (flight === undefined) return;
  if (isCut(world, flight.from, flight.to) || world.random.chance(12)) return note(world, "message lost");
  await arrive(world, flight);
}

async function compareSome(world: World): Promise<void> {
  const [one, other] = pickTwo(world);
  await compare(world, one, other);
}

/** Liars go back more often: they show another log afterwards. */
function restoreSome(world: World): void {
  const node = world.random.pick(world.nodes);
  if (node.honest && world.random.chance(30)) return;
  restore(world, node);
}

async function lie(world: World): Promise<void> {
  const liar = world.nodes.find(({ honest }) => !honest);
  if (liar === undefined) return;
  const flight = await at(world, liar, () => contradict(world, liar));
  if (flight !== undefined) world.flights.push(flight);
}

const mostRounds = 12;

/** No faults any more: everything is sent and compared until nothing changes. Answers how many events that took. */
async function heal(world: World): Promise<number> {
  world.healed = true;
  world.cut.clear();
  for (const node of world.nodes) Object.assign(node, { skewMs: 0, failing: false });
  for (const node of world.nodes.filter(({ honest }) => honest)) start(node, world);
  let steps = 0;
  let before = "";
  for (let round = 0; round < mostRounds; round += 1) {
    world.nowMs += 3_600_000;
    steps += await settle(world);
    const now = pictureOf(world);
    if (now === before) break;
    before = now;
  }
  return steps;
}

async function settle(world: World): Promise<number> {
  let steps = 0;
  const step = async (event: () => Promise<unknown>): Promise<void> => {
    await event();
    steps += 1;
    look(world);
  };
  for (const node of world.nodes) {
    for (const other of world.nodes.filter((each) => each !== node)) await step(() => compare(world, node, other));
    await step(() => trust(world, node));
    await step(() => work(world, node));
    await step(() => renew(world, node));
  }
  for (const node of world.nodes) {
    for (const row of waitingRows(node, 200)) {
      const flight = await send(world, node, row);
      if (flight !== undefined) await step(() => arrive(world, flight));
    }
  }
  for (let flight = takeFlight(world); flight !== undefined; flight = takeFlight(world)) {
    const arriving = flight;
    await step(() => arrive(world, arriving));
  }
  return steps;
}

/** What everyone holds, as far as it should come to rest. */
function pictureOf({ nodes }: World): string {
  const texts = [
    "SELECT entry, state, length(document) FROM entries ORDER BY entry",
    "SELECT origin, side, size, claimed_size, checkpoint_size, state FROM logs ORDER BY origin, side",
    "SELECT word FROM dispute_words ORDER BY word",
    "SELECT statement, state FROM statements ORDER BY statement",
    "SELECT id FROM outbox WHERE state = 'waiting' ORDER BY id",
  ];
  return JSON.stringify(nodes.map(({ memory }) => texts.map((text) => memory.connection.prepare(text).raw().all())));
}
