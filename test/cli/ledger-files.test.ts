import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { useDesks } from "./desk.ts";

const openDesk = useDesks();
const golden = readFileSync(new URL("../fixtures/ledger.jsonl", import.meta.url), "utf8");
const setUp = ["setup", "--name", "A", "--handle", "a", "--language", "en", "--region", "Here"];

test("a coop's own file restores its books on a node under the same origin, in every format", async () => {
  const node = (await openDesk("sqlite")).with({ FEDICOOP_ORIGIN: "https://a.example" });
  const file = join(node.folder, "ledger.jsonl");
  writeFileSync(file, golden);
  // Also a node that was never set up can check what others have signed.
  const stranger = await node.run("ledger", "verify", file);
  expect(stranger).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("2 entries were checked, 1 of them agreed."),
  });
  expect(stranger.stdout).toContain("https://b.example/actors/coop: ed25519-");
  await node.json(...setUp);
  const broken = join(node.folder, "broken.jsonl");
  writeFileSync(broken, golden.replace('"type":"entry"', '"type":"wish"'));
  for (const command of ["verify", "import"])
    expect(await node.run("ledger", command, broken)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/Line \d+/),
    });
  expect(await node.json("ledger", "verify")).toMatchObject({ entries: 0 });
  expect(await node.json("ledger", "import", file)).toMatchObject({ known: 0, troubles: [] });
  expect(await node.json("ledger", "verify")).toMatchObject({ ok: true, entries: 2, agreed: 1 });
  expect((await node.run("ledger", "verify", file)).stdout).not.toContain("ed25519-");

  const out = join(node.folder, "out.jsonl");
  expect(await node.run("ledger", "export", out)).toMatchObject({ status: 0 });
  expect(statSync(out).mode & 0o077).toBe(0);
  expect(await node.run("ledger", "export", out)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("already"),
  });
  expect(readFileSync(out, "utf8").split("\n").slice(1)).toEqual(golden.split("\n").slice(1));
  const printed = await node.run("ledger", "export", "--format", "csv", "--from", "2026-09-01");
  expect(printed.stdout.split("\r\n")).toHaveLength(3);
  const document = await node.json<{ entries: unknown[] }>("ledger", "export");
  expect(document.entries).toHaveLength(2);
  for (const wrong of [
    ["--format", "pdf"],
    ["--from", "2026-02-30"],
    ["--until", "soon"],
  ])
    expect((await node.run("ledger", "export", ...wrong)).status, wrong.join(" ")).toBe(2);
  expect(await node.json("ledger", "evidence")).toEqual({ evidence: [] });
});

test("a line that was changed makes the check fail, with a status of its own for programs", async () => {
  const node = await openDesk("sqlite");
  const file = join(node.folder, "forged.jsonl");
  writeFileSync(
    file,
    golden.replaceAll(String.raw`\"hasNumericalValue\":\"5400\"`, String.raw`\"hasNumericalValue\":\"5401\"`),
  );
  const { status, stdout } = await node.run("ledger", "verify", file, "--json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, file: "ledger", troubleCount: 1 });
});
