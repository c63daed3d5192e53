import { afterAll, expect, onTestFailed, test } from "vitest";
import { openChance } from "./federation/chance.ts";
import { liveOn } from "./federation/deeds.ts";
import { expectWithinLimits, untilBooksAreEqual, untilBothSidesAgree } from "./federation/truth.ts";
import { openWorld, type World } from "./federation/world.ts";

/** A small one in the normal tests; `npm run federation` reads how large and how long it shall be. */
const number = (name: string, otherwise: number): number => Number(process.env[`FEDERATION_${name}`] ?? otherwise);
const nodes = number("NODES", 3);
const proposals = number("PROPOSALS", 9);
const minutes = number("MINUTES", 0);
const seed = number("SEED", 1 + Math.floor(Math.random() * 1_000_000));
/** Without a time: so many things are tried. */
const enough = 120;

const worlds: World[] = [];
afterAll(() => Promise.all(worlds.map((world) => world.end())), 60_000);

test(`${nodes} coops at random, with messages lost and nodes killed, promise no seat twice and say the same (seed ${seed})`, async () => {
  const chance = openChance(seed);
  const world = await openWorld({ nodes, proposals, onPostgres: Math.floor(nodes / 4), chance });
  worlds.push(world);
  onTestFailed(() => {
    for (const { name, node } of world.inhabitants)
      console.log(`${name} (${node.origin}) said:\n${node.log().slice(-6000)}`);
  });
  world.trouble(20);
  const endsAtMs = Date.now() + minutes * 60_000;
  const deeds = await liveOn(world, {
    chance,
    width: Math.max(2, Math.floor(nodes / 3)),
    until: (started) => (minutes === 0 ? started >= enough : Date.now() >= endsAtMs),
  });
  await world.calm();
  for (const inhabitant of world.inhabitants) await expectWithinLimits(inhabitant);
  const agreements = await untilBothSidesAgree(world.inhabitants, 120_000 + minutes * 60_000);
  for (const inhabitant of world.inhabitants) await expectWithinLimits(inhabitant);
  await untilBooksAreEqual(world.inhabitants, 60_000 + minutes * 60_000);
  console.log(`seed ${seed}: ${agreements} agreements`, deeds);
  expect(deeds["ask for seats"]?.done).toBeGreaterThan(0);
}, 3_600_000);
