import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { endProcess, spawnMain } from "#test/rig/process.ts";
import { eventually, freePort, temporaryFolder, useCleanup } from "./rig.ts";

const cleanup = useCleanup();

/** A node in an empty folder, and all that it says. */
async function startNode(settings: Readonly<Record<string, string>>) {
  const { path: folder, remove } = temporaryFolder();
  const environment = { PORT: String(await freePort()), FEDICOOP_DATA: join(folder, "data"), ...settings };
  const child = spawnMain([], { folder, environment });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part) => (said += String(part)));
  cleanup(async () => {
    await endProcess(child, "SIGKILL");
    remove();
  });
  return { child, folder, said: () => said };
}

const secret = "a secret of more than thirty-two characters";
const wrong: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
  [
    { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none", FEDICOOP_SECRET: secret },
    /^The node's store cannot be opened: [^\n]*ECONNREFUSED[^\n]*\n$/,
  ],
  [{ FEDICOOP_SECRET_FILE: "/nowhere/secret" }, /^The node's secret cannot be opened: ENOENT[^\n]*\n$/],
  [{ FEDICOOP_DATA: "/dev/null/data" }, /^The node's secret cannot be opened: ENOTDIR[^\n]*\n$/],
  [{ FEDICOOP_HOST: "192.0.2.1" }, /^FEDICOOP_HOST and PORT should be[^\n]*\n$/],
];

test.for(wrong)("a start with %o ends with a sentence", async ([settings, sentence]) => {
  const node = await startNode(settings);
  const status = await new Promise((resolve) => node.child.once("close", resolve));
  expect([status, node.said()]).toEqual([1, expect.stringMatching(sentence)]);
});

test("what a node keeps is for its own user only", async () => {
  const node = await startNode({});
  await eventually(() => node.said().includes("fedicoop runs at"), { what: "its start", withinMs: 60_000 });
  expect(statSync(join(node.folder, "data")).mode & 0o777).toBe(0o700);
  expect(statSync(join(node.folder, "data", "secret")).mode & 0o777).toBe(0o600);
});
