import { readFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { verifyFile } from "#src/app/verify-file.ts";
import { writeCheckpoint } from "#src/domain/checkpoint.ts";
import { openLedgerKey, ourCoop, listOurLedgerKeys } from "#src/app/ledger-keys.ts";
import type { Context } from "#src/app/context.ts";
import { importLedger } from "#src/app/ledger-import.ts";
import type { LedgerHeader } from "#src/app/ledger-lines.ts";
import { verifyLedger } from "#src/app/ledger-verify.ts";
import { memoryDatabase, useCleanup } from "#test/rig.ts";
import { linesOf, textOf } from "./file-lines.ts";
import { openLedgerCoop } from "./ledger-pair.ts";
import { closeAll, fileOf, given, openTimedPair, statementsAt, type TimedPair } from "./statement-pair.ts";

const later = useCleanup();
const open = async () => {
  const database = await memoryDatabase();
  later(() => database.close());
  return database;
};

const check = (app: Context, lines: readonly string[]) => verifyFile(app, linesOf(lines.join("\n")));

const golden = readFileSync(new URL("../fixtures/ledger.jsonl", import.meta.url), "utf8");

test("a file of today stays readable, and restores everything that is in it: it is written again line by line", async () => {
  const stranger = await openLedgerCoop(await open(), "https://c.example");
  const sound = { file: "ledger", entries: 2, agreed: 1, troubles: [], troubleCount: 0 };
  expect(await verifyFile(stranger, linesOf(golden))).toMatchObject(sound);
  const fresh = await openLedgerCoop(await open(), "https://a.example");
  const done = await importLedger(fresh, { open: () => linesOf(golden), trustKeys: false });
  expect(done).toMatchObject({ troubles: [], known: 0 });
  expect(await verifyLedger(fresh)).toMatchObject({ entries: 2, agreed: 1, troubles: [] });
  const [header = "", ...lines] = golden.split("\n");
  const [again = "", ...written] = (await textOf(fresh)).split("\n");
  expect(written).toEqual(lines);
  const keysIn = (text: string) =>
    (JSON.parse(text) as LedgerHeader).keys.map(({ verificationMethod }) => verificationMethod);
  // And the new key of our own.
  expect(keysIn(again)).toEqual(expect.arrayContaining(keysIn(header)));
  expect(keysIn(again)).toHaveLength(3);
});

let pair: TimedPair;
let third: Context;
beforeEach(async () => {
  pair = await openTimedPair(open, "2026-08-10");
  third = await openLedgerCoop(await open(), "https://c.example");
});

test("a statement is checked by either side, and by a third coop that is told which keys to compare", async () => {
  await given(pair, "2026-08-10", 100);
  await closeAll(pair, "2026-09-03");
  await closeAll(pair, "2026-09-07");
  const [row] = await statementsAt(pair.a);
  if (row?.state !== "agreed") throw new Error("There is no signed statement.");
  const lines = await fileOf(pair.a, row);
  expect(await check(pair.b.app, lines)).toMatchObject({
    file: "statement",
    entries: 1,
    troubles: [],
    unknownKeys: [],
  });
  const found = await check(third, lines);
  expect(found).toMatchObject({ file: "statement", entries: 1, troubles: [] });
  expect(found.unknownKeys.map(({ coop }) => coop).toSorted()).toEqual([pair.a.coop, pair.b.coop]);
  const forged = lines.map((line) =>
    line.replace(String.raw`\"hasNumericalValue\":\"100\"`, String.raw`\"hasNumericalValue\":\"900\"`),
  );
  expect((await check(third, forged)).troubles).not.toEqual([]);
});

test("a key that contradicts the one that we have verified is a trouble, whatever the file says", async () => {
  await given(pair, "2026-08-10", 100);
  await closeAll(pair, "2026-09-03");
  await closeAll(pair, "2026-09-07");
  const [row] = await statementsAt(pair.a);
  if (row === undefined) throw new Error("There is no statement.");
  const [header = "", ...lines] = await fileOf(pair.a, row);
  // Somebody at the same origin with keys of its own.
  const thief = await openLedgerCoop(await open(), pair.b.app.origin);
  const [key] = await listOurLedgerKeys(thief, thief.database);
  const said = JSON.parse(header) as { keys: { controller: string }[] };
  const keys = said.keys.map((one) => (one.controller === pair.b.coop ? key : one));
  const forged = [JSON.stringify({ ...said, keys }), ...lines];
  expect((await check(pair.a.app, forged)).troubles).toEqual([
    { about: key?.verificationMethod, trouble: "this key is not one that we have verified" },
  ]);
  // Who does not know the coop sees signatures that do not hold, as long as the thief has signed nothing.
  expect((await check(third, forged)).troubles).not.toEqual([]);
});

test("evidence of two logs is checked by a third coop; what does not contradict itself proves nothing", async () => {
  const { app } = pair.a;
  const key = await openLedgerKey(app, app.database, Date.now());
  const signed = (size: number, root: string): string =>
    app.seals.signNote(
      writeCheckpoint({ origin: "a.example/ledger/b.example/1", size, root: `${root.repeat(43)}=` }),
      key,
    );
  const evidence = (first: string, second: string) => ({
    type: "fedicoop-equivocation",
    version: 1,
    coop: ourCoop(app),
    first,
    second,
    firstRoot: `${"A".repeat(43)}=`,
    proof: [],
  });
  const keys = await listOurLedgerKeys(app, app.database);
  const [two, other] = [signed(2, "A"), signed(2, "B")];
  const proof = JSON.stringify({ ...evidence(two, other), keys });
  const found = await check(third, [proof, proof]);
  const proved = { coop: pair.a.coop, log: "a.example/ledger/b.example/1", sizes: [2, 2] };
  expect(found).toMatchObject({ file: "evidence", troubles: [], proved: [proved, proved] });
  expect(found.unknownKeys).toHaveLength(1);
  expect((await check(pair.b.app, [proof])).unknownKeys).toEqual([]);
  const same = JSON.stringify({ ...evidence(two, two), keys });
  expect((await check(third, [same])).troubles).toMatchObject([
    { trouble: expect.stringContaining("nothing is proved") },
  ]);
  const unsigned = JSON.stringify({ ...evidence(two, other), keys: [] });
  expect((await check(third, [unsigned])).troubles).toHaveLength(1);
  await expect(check(third, [proof, "{}"])).rejects.toThrow("Line 2");
});
