import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { useDesks } from "./desk.ts";

const openDesk = useDesks();

test("domains and accounts are ruled, listed, taken in and out as files, and lifted, from the command line", async () => {
  const node = await openDesk("sqlite");
  await node.json("setup", "--name", "Seaside Coop", "--handle", "seaside", "--language", "en", "--region", "ES-CT");
  const run = (...args: readonly string[]) => node.run("moderation", ...args);
  expect(await run("suspend", "Bad.example", "--reason", "Spam", "--public")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("bad.example and all below it is suspended"),
  });
  expect(await run("block", "org")).toMatchObject({ status: 1, stderr: expect.stringContaining("--yes") });
  expect((await run("limit", "https://else.example/users/one")).status).toBe(0);
  expect(await run("limit", "@nobody@else.example")).toMatchObject({ status: 1, stderr: "There is nobody.\n" });
  const file = join(node.folder, "list.csv");
  writeFileSync(file, "#domain,#severity\nworse.example,silence\nexa***.org,suspend\n");
  expect((await run("import", file, "--dry-run")).stdout).toContain("1 new");
  expect((await run("export")).stdout).not.toContain("worse.example");
  expect((await run("import", file)).stdout).toContain("line 3: exa***.org (obfuscated)");
  expect((await run("export")).stdout).toContain("bad.example,suspend,false,false,Spam,false");
  expect((await run("allow", "good.bad.example")).status).toBe(0);
  const listed = await node.json<{ domains: { domain: string }[]; accounts: unknown[] }>("moderation", "list");
  expect([listed.domains.length, listed.accounts.length]).toEqual([3, 1]);
  expect((await run("subscribe", "https://lists.example/x.csv")).stdout).toContain("tried again");
  expect((await run("unsubscribe", "https://lists.example/x.csv")).status).toBe(0);
  expect((await run("lift", "bad.example")).status).toBe(0);
  expect(await run("lift", "bad.example")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("Nothing was said"),
  });
});
