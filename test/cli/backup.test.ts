import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freshPostgres } from "#test/rig.ts";
import { runCommand, type CommandResult } from "#test/rig/process.ts";
import { useDesks, type Desk, type Settings } from "./desk.ts";

const openDesk = useDesks();

/** Restoring reads the environment by itself, so it runs as a process of its own. */
const restore = (desk: Desk, settings: Settings, backup: string): Promise<CommandResult> =>
  runCommand(["backup", "restore", backup], { folder: desk.folder, environment: { ...desk.settings, ...settings } });

test.each(["sqlite", "postgres"] as const)(
  "a backup makes the same node again, in an empty place only, on %s",
  async (engine) => {
    const node = await openDesk(engine);
    await node.json("setup", "--name", "Seaside Coop", "--handle", "seaside", "--language", "en", "--region", "ES-CT");
    const { token } = await node.json("token", "create", "--role", "operator", "--name", "kept");
    mkdirSync(join(node.folder, "data", "uploads"), { recursive: true });
    writeFileSync(join(node.folder, "data", "uploads", "logo.svg"), "<svg/>");

    const backup = join(node.folder, "backup");
    const made = await node.json("backup", "create", backup);
    expect(made).toMatchObject({ folder: backup, engine, rows: { coop: 1, actors: 2, api_tokens: 1 } });
    expect(readFileSync(join(backup, "backup.json"), "utf8")).not.toContain(String(token));
    expect(statSync(join(backup, "secret")).mode & 0o077).toBe(0);
    expect(await node.run("backup", "create", backup)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("not empty"),
    });
    expect(await restore(node, {}, backup)).toMatchObject({ status: 1, stderr: expect.stringContaining("not empty") });

    const elsewhere = { FEDICOOP_DATA: join(node.folder, "restored") };
    const empty = engine === "sqlite" ? elsewhere : { ...elsewhere, DATABASE_URL: await freshPostgres("empty") };
    expect(await restore(node, empty, backup)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("The node is restored."),
    });
    const restored = node.with(empty);
    expect(await restored.json("token", "list")).toMatchObject({ items: [{ name: "kept", role: "operator" }] });
    expect(readFileSync(join(node.folder, "restored", "uploads", "logo.svg"), "utf8")).toBe("<svg/>");
    const { checks } = JSON.parse((await restored.run("doctor", "--json")).stdout) as {
      checks: { check: string; ok: boolean }[];
    };
    const found = Object.fromEntries(checks.map(({ check, ok }) => [check, ok]));
    expect(found).toMatchObject({ database: true, secret: true, origin: true, clock: true, node: false });
  },
);

test("a backup is not restored under another secret, and one that was broken off not at all", async () => {
  const node = await openDesk("sqlite");
  await node.json("setup", "--name", "Seaside Coop", "--handle", "seaside", "--language", "en", "--region", "ES-CT");
  const backup = join(node.folder, "backup");
  await node.json("backup", "create", backup);
  const elsewhere = { FEDICOOP_DATA: join(node.folder, "restored") };
  const refused = await restore(node, { ...elsewhere, FEDICOOP_SECRET: randomBytes(32).toString("hex") }, backup);
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining("not that of the backup") });
  expect(existsSync(join(node.folder, "restored", "fedicoop.sqlite"))).toBe(false);
  const broken = await restore(node, elsewhere, join(node.folder, "data"));
  expect(broken).toMatchObject({ status: 1, stderr: expect.stringContaining("no complete backup") });
});

test("a recovery kit makes a node with the same name, keys and partners in an empty place", async () => {
  const node = await openDesk("sqlite");
  const early = await node.run("backup", "create", "--recovery-kit", join(node.folder, "early"));
  expect(early).toMatchObject({ status: 1, stderr: expect.stringContaining("not been set up") });
  await node.json("setup", "--name", "Seaside Coop", "--handle", "seaside", "--language", "en", "--region", "ES-CT");
  const kit = join(node.folder, "kit.json");
  expect(await node.json("backup", "create", "--recovery-kit", kit)).toMatchObject({ recoveryKit: kit, peers: 0 });
  expect(statSync(kit).mode & 0o077).toBe(0);
  expect(await node.run("backup", "create", "--recovery-kit", kit)).toMatchObject({ status: 1 });
  expect(await restore(node, {}, kit)).toMatchObject({ status: 1, stderr: expect.stringContaining("not empty") });
  const elsewhere = { FEDICOOP_DATA: join(node.folder, "restored") };
  expect(await restore(node, elsewhere, kit)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("made again"),
  });
  const before = await node.json<{ keys: unknown[] }>("ledger", "export");
  const after = await node.with(elsewhere).json<{ keys: unknown[] }>("ledger", "export");
  expect(after.keys).toEqual(before.keys);
  expect(after.keys).toHaveLength(1);
});
