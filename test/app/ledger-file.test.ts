import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Context } from "#src/app/context.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { disputeEntry } from "#src/app/entry-acts.ts";
import { balances } from "#src/app/ledger.ts";
import {
  exportLedger,
  importLedger,
  readLedgerFile,
  verifyLedger,
  verifyLedgerFile,
  type LedgerFile,
} from "#src/app/ledger-file.ts";
import type { Tables } from "#src/store/schema.ts";
import { onBothEngines } from "#test/rig.ts";
import { agree, booksAt, deliverAll, fulfilled, held, openPair, type Pair, type Side } from "./ledger-pair.ts";

async function textOf({ app }: Side): Promise<string> {
  const lines: string[] = [];
  for await (const line of exportLedger(app)) lines.push(JSON.stringify(line));
  return `${lines.join("\n")}\n`;
}

function read(text: string): Exclude<LedgerFile, { unreadable: string }> {
  const file = readLedgerFile(text);
  if ("unreadable" in file) throw new Error(file.unreadable);
  return file;
}

/** Everything about entries is gone, as after a restore of a backup from before. */
async function forget({ app }: Side): Promise<void> {
  await app.database.transaction(async ({ q, t }) => {
    await q.delete(t.entries);
    await q.delete(t.entryDays);
  });
}

async function spoil({ app }: Side, entry: string, changes: Partial<Tables["entries"]["$inferInsert"]>): Promise<void> {
  await app.database.transaction(async ({ q, t }) => {
    await q.update(t.entries).set(changes).where(eq(t.entries.entry, entry));
  });
}

const troublesOf = async (app: Context) =>
  (await verifyLedger(app)).troubles.map(({ about, trouble }) => `${about}: ${trouble}`);

onBothEngines("the ledger as a file", (engine) => {
  let pair: Pair;
  let agreed: string;
  let disputed: string;
  let inTransit: string;

  beforeEach(async () => {
    pair = await openPair(engine.open);
    agreed = (await fulfilled(pair, (await agree(pair)).id, 100)).entry;
    await deliverAll(pair);
    await changeCoop(pair.b.app, { countersign: "steward" });
    disputed = (await fulfilled(pair, (await agree(pair)).id, 200)).entry;
    await deliverAll(pair);
    const { id } = await held(pair.b, disputed);
    await disputeEntry(pair.b.app, id, { reason: "quantity", note: "fewer" });
    await deliverAll(pair);
    inTransit = (await fulfilled(pair, (await agree(pair)).id, 300)).entry;
  });

  test("is checked with the keys we have verified, and holds", async () => {
    const file = read(await textOf(pair.a));
    expect(file.lines).toHaveLength(3);
    expect(await verifyLedgerFile(pair.a.app, file)).toEqual({ entries: 3, agreed: 1, troubles: [] });
    // The partner can check the same file.
    expect((await verifyLedgerFile(pair.b.app, file)).troubles).toEqual([]);
    expect(await verifyLedger(pair.a.app)).toEqual({ entries: 3, agreed: 1, troubles: [] });
  });

  test("fills an empty ledger with the same books, and a second time changes nothing", async () => {
    const before = [await booksAt(pair.a), await balances(pair.a.app)];
    const file = read(await textOf(pair.a));
    await forget(pair.a);
    expect(await importLedger(pair.a.app, file)).toEqual({ taken: 3, known: 0, troubles: [] });
    expect([await booksAt(pair.a), await balances(pair.a.app)]).toEqual(before);
    expect(await importLedger(pair.a.app, file)).toEqual({ taken: 0, known: 3, troubles: [] });
    expect(await verifyLedger(pair.a.app)).toMatchObject({ entries: 3, troubles: [] });
    expect((await held(pair.a, disputed)).disputeNote).toBe("fewer");
  });

  test("a partner's file fills what we lost, and brings what never arrived", async () => {
    const file = read(await textOf(pair.a));
    await forget(pair.b);
    expect(await importLedger(pair.b.app, file)).toEqual({ taken: 3, known: 0, troubles: [] });
    expect(await booksAt(pair.b)).toEqual(await booksAt(pair.a));
    expect((await held(pair.b, inTransit)).waits).toBe("coop-choice");
  });

  test("a changed line is found, and not taken in", async () => {
    const text = (await textOf(pair.a)).replaceAll(
      String.raw`\"hasNumericalValue\":\"100\"`,
      String.raw`\"hasNumericalValue\":\"900\"`,
    );
    const file = read(text);
    expect((await verifyLedgerFile(pair.a.app, file)).troubles).toMatchObject([{ about: agreed }]);
    await forget(pair.a);
    const done = await importLedger(pair.a.app, file);
    expect([done.taken, done.troubles.length]).toEqual([2, 1]);
    // A file that carries other keys does not make them ours.
    const keys = file.header.keys.map((key, index) => ({
      ...key,
      publicKeyMultibase: file.header.keys[1 - index]?.publicKeyMultibase ?? "",
    }));
    const forged = await verifyLedgerFile(pair.a.app, { ...file, header: { ...file.header, keys } });
    expect(forged.troubles.filter(({ trouble }) => trouble.includes("key"))).toHaveLength(2);
  });

  test("what was changed in the database is found, whatever it was", async () => {
    expect(await troublesOf(pair.a.app)).toEqual([]);
    const { document, hash } = await held(pair.a, agreed);
    const spoilings: readonly Partial<Tables["entries"]["$inferInsert"]>[] = [
      { quantity: 900 },
      { provider: pair.b.coop, receiver: pair.a.coop },
      { hash: "0".repeat(64) },
      { document: document.replace(`"hasNumericalValue":"100"`, `"hasNumericalValue":"900"`) },
      { state: "in-transit" },
    ];
    const sound = {
      quantity: 100,
      provider: pair.a.coop,
      receiver: pair.b.coop,
      hash,
      document,
      state: "agreed",
    } as const;
    for (const spoiling of spoilings) {
      await spoil(pair.a, agreed, spoiling);
      expect(await troublesOf(pair.a.app), JSON.stringify(Object.keys(spoiling))).not.toEqual([]);
      await spoil(pair.a, agreed, sound);
    }
    expect(await troublesOf(pair.a.app)).toEqual([]);
    await spoil(pair.a, inTransit, { state: "agreed" });
    expect((await troublesOf(pair.a.app)).join()).toContain("not both signatures");
    await spoil(pair.a, inTransit, { state: "in-transit" });
    await pair.a.app.database.transaction(async ({ q, t }) => void (await q.delete(t.entryDays)));
    expect(await troublesOf(pair.a.app)).not.toEqual([]);
  });

  test.each([
    ["nothing", ""],
    ["something else", `{"type":"other"}\n`],
    ["no JSON", "PK\u0003\u0004"],
  ])("%s is no ledger", (_, text) => {
    expect(readLedgerFile(text)).toEqual({ unreadable: expect.any(String) });
  });
});
