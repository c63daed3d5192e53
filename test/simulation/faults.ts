import { start, type SimNode } from "./node.ts";
import { note, pickTwo, type World } from "./world.ts";

/** The process ends and begins again; what it had committed is there. */
export function crash(world: World, node: SimNode): void {
  start(node, world);
  note(world, "crash", node.name);
}

/** In the middle of what it does next, before its transaction is committed. */
export function cutPower(world: World, node: SimNode): void {
  node.failing = true;
  note(world, "power about to go", node.name);
}

const backupsKept = 4;

export function backUp(world: World, node: SimNode): void {
  node.backups.push({ rows: node.memory.copy(), atMs: world.nowMs });
  if (node.backups.length > backupsKept) node.backups.splice(world.random.below(backupsKept), 1);
  note(world, "backup", node.name);
}

/** The disk is lost, and with it what was being sent: the node begins again with an old copy. */
export function restore(world: World, node: SimNode): void {
  const backup = world.random.pick(node.backups);
  const lost = world.flights.filter(({ from }) => from === node);
  for (const flight of lost) world.flights.splice(world.flights.indexOf(flight), 1);
  node.memory.fill(backup.rows);
  node.backups = node.backups.filter(({ atMs }) => atMs <= backup.atMs);
  start(node, world);
  world.oracle.forget(node);
  note(
    world,
    node.honest ? "restored from a backup" : "rolled back by a liar",
    `${node.name} to ${new Date(backup.atMs).toISOString()}`,
  );
}

export function cutOff(world: World): void {
  const [one, other] = pickTwo(world);
  const [first, second] = one.index < other.index ? [one, other] : [other, one];
  world.cut.add(`${first.name} ${second.name}`);
  note(world, "cut off", `${first.name} ${second.name}`);
}

export function reconnect(world: World): void {
  world.cut.clear();
  note(world, "reconnected");
}

const mostSkewMs = 20 * 60_000;

export function skew(world: World, node: SimNode): void {
  node.skewMs = world.random.below(2 * mostSkewMs) - mostSkewMs;
  note(world, "clock moved", `${node.name} ${node.skewMs} ms`);
}

/** Mostly minutes, now and then days: months end, and words and limits run out. */
export function wait(world: World): void {
  const { random } = world;
  const ms = random.chance(15) ? (1 + random.below(12)) * 86_400_000 : random.below(3_600_000);
  world.nowMs += ms;
  note(world, "time passes", `${Math.round(ms / 60_000)} min`);
}
