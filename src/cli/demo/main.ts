import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { catalonia, kerala, quebec } from "./coops.ts";
import { openDemoNode } from "./nodes.ts";
import { chapters, play, type Player } from "./story.ts";
import { prepare } from "./today.ts";

const help = `npm run demo -- [--keep DIR] [--port PORT]

Starts three coops on this machine that federate by HTTP, with a past, and says how to sign in to each. Ctrl-C ends it.

  --keep DIR   keeps their data there, and goes on with it the next time
  --port PORT  of the first; the others take the next two (3001 without it)`;

const { values } = parseArgs({
  options: { keep: { type: "string" }, port: { type: "string", default: "3001" }, help: { type: "boolean" } },
});
if (values.help === true) {
  console.log(help);
  process.exit(0);
}

const firstPort = Number(values.port);
const folder = values.keep === undefined ? mkdtempSync(join(tmpdir(), "fedicoop-demo-")) : resolve(values.keep);
/** Written when the past is complete, so that half of one is never gone on with. */
const complete = join(folder, "complete");
const isNew = !existsSync(complete);
if (isNew && existsSync(join(folder, catalonia.handle))) {
  console.error(
    `${folder} holds a demonstration that was broken off while it was made. Remove it, or choose another folder.`,
  );
  process.exit(1);
}
const players: readonly Player[] = [catalonia, quebec, kerala].map((coop, index) => {
  const own = join(folder, coop.handle);
  mkdirSync(own, { recursive: true });
  return { coop, node: openDemoNode({ port: firstPort + index, folder: own }) };
});

let ending: Promise<void> | undefined;

/** Stops the nodes, each after its last write, and removes what is not to be kept. */
function end(status: number): Promise<void> {
  ending ??= Promise.all(players.map(({ node }) => node.stop())).then(() => {
    if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
    process.exit(status);
  });
  return ending;
}

process.on("SIGINT", () => void end(0)).on("SIGTERM", () => void end(0));

/** Sets the coops up and lets them live through the chapters of their past, each under the clock of its day. */
async function makePast(): Promise<void> {
  console.log("Three coops are being set up, with a few weeks of history. This takes a moment …");
  const [first] = chapters;
  await Promise.all(players.map(({ coop, node }) => node.command(setUpArguments(coop), first)));
  for (const daysAgo of chapters) {
    await Promise.all(players.map(({ node }) => node.start(daysAgo)));
    await play(players, daysAgo);
    if (daysAgo !== 0) await Promise.all(players.map(({ node }) => node.stop()));
  }
  await prepare(players);
  writeFileSync(complete, "");
}

function setUpArguments(coop: Player["coop"]): readonly string[] {
  const { name, handle, language, region, timeZone, summary, fairUse } = coop;
  const options = { name, handle, language, region, "time-zone": timeZone, summary, "fair-use": fairUse };
  return ["setup", ...Object.entries(options).flatMap(([option, value]) => [`--${option}`, value])];
}

async function greet({ coop, node }: Player): Promise<void> {
  const { url } = await node.command<{ url: string }>([
    "invite",
    "create",
    "--role",
    "steward",
    "--name",
    coop.steward,
  ]);
  console.log(`\n${coop.name} (${coop.region})\n  open     ${node.origin}\n  sign in  ${url}`);
}

try {
  if (isNew) await makePast();
  else await Promise.all(players.map(({ node }) => node.start(0)));
  for (const player of players) await greet(player);
  console.log("\nEach sign-in link works once. Ctrl-C ends the demonstration.");
} catch (error) {
  if (ending === undefined) {
    console.error(error instanceof Error ? error.message : error);
    await end(1);
  }
}
