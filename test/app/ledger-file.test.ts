import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Context } from "#src/app/context.ts";
import { balances } from "#src/app/ledger.ts";
import { verifyLedger } from "#src/app/ledger-verify.ts";
import { listLogs } from "#src/store/logs.ts";
import { listPeers } from "#src/store/peers.ts";
import type { Tables } from "#src/store/schema.ts";
import { onBothEngines } from "#test/rig.ts";
import { textOf } from "./file-lines.ts";
import { forget, openFilePair, restore, verify, type FilePair } from "./file-pair.ts";
import { readJournal } from "./hledger-journal.ts";
import { booksAt, held, openLedgerCoop, type Side } from "./ledger-pair.ts";

async function spoil({ app }: Side, entry: string, changes: Partial<Tables["entries"]["$inferInsert"]>): Promise<void> {
  await app.database.transaction(async ({ q, t }) => {
    await q.update(t.entries).set(changes).where(eq(t.entries.entry, entry));
  });
}

const troublesOf = async (app: Context) =>
  (await verifyLedger(app)).troubles.map(({ about, trouble }) => `${about}: ${trouble}`);

const sizesOf = async ({ app, peerId }: Side) =>
  (await listLogs(app.database, peerId)).map(({ side, size, checkpointSize }) => ({
    side,
    size,
    checkpointSize,
  }));

let pair: FilePair["pair"];
let agreed: string;
let disputed: string;
let inTransit: string;

onBothEngines("the ledger as a file", (engine) => {
  beforeEach(async () => {
    ({ pair, agreed, disputed, inTransit } = await openFilePair(engine.open));
  });

  test("is checked with the keys that we have verified, and by a third coop with the file's own", async () => {
    const text = await textOf(pair.a.app);
    const sound = { entries: 3, agreed: 1, troubles: [], troubleCount: 0 };
    expect(await verify(pair.a.app, text)).toEqual({ ...sound, unknownKeys: [] });
    // The partner can check the same file.
    expect(await verify(pair.b.app, text)).toEqual({ ...sound, unknownKeys: [] });
    expect(await verifyLedger(pair.a.app)).toEqual({ ...sound, unknownKeys: [] });
    const third = await openLedgerCoop(await engine.open(), "https://c.example");
    const { unknownKeys, ...found } = await verify(third, text);
    expect(found).toEqual(sound);
    expect(unknownKeys.map(({ coop }) => coop).toSorted()).toEqual([pair.a.coop, pair.b.coop]);
  });

  test("fills an empty ledger with the same books, and a second time changes nothing", async () => {
    const before = [await booksAt(pair.a), await balances(pair.a.app)];
    const text = await textOf(pair.a.app);
    await forget(pair.a);
    expect(await restore(pair.a.app, text)).toMatchObject({ troubles: [] });
    expect([await booksAt(pair.a), await balances(pair.a.app)]).toEqual(before);
    expect(await restore(pair.a.app, text)).toMatchObject({ taken: 0, troubles: [] });
    expect(await verifyLedger(pair.a.app)).toMatchObject({ entries: 3, troubles: [] });
    expect((await held(pair.a, disputed)).disputeNote).toBe("fewer");
  });

  test("restores partners, older keys, disputes and logs on a node that was set up anew under the same origin", async () => {
    for (const side of [pair.a, pair.b]) {
      const text = await textOf(side.app);
      const fresh = await openLedgerCoop(await engine.open(), side.app.origin);
      expect(await restore(fresh, text)).toMatchObject({ troubles: [] });
      const [peer] = await listPeers(fresh.database, { limit: 10 });
      const again: Side = { app: fresh, coop: side.coop, peerId: peer?.id ?? "" };
      expect(peer).toMatchObject({ state: "partner", coop: side === pair.a ? pair.b.coop : pair.a.coop });
      expect(await booksAt(again)).toEqual(await booksAt(side));
      const shown = async (at: Side) => (await balances(at.app)).map((each) => ({ ...each, peer: "" }));
      expect(await shown(again)).toEqual(await shown(side));
      expect(await sizesOf(again)).toEqual(await sizesOf(side));
      expect((await sizesOf(again)).some(({ size }) => size > 0)).toBe(true);
      const { disputedBy, disputeReason, disputeNote } = await held(again, disputed);
      expect({ disputedBy, disputeReason, disputeNote }).toEqual({
        disputedBy: pair.b.coop,
        disputeReason: "quantity",
        disputeNote: "fewer",
      });
      expect(await verifyLedger(fresh)).toMatchObject({ entries: side === pair.a ? 3 : 2, agreed: 1, troubles: [] });
      expect(await restore(fresh, text)).toMatchObject({ taken: 0, troubles: [] });
      // What it exports holds the same again.
      expect(await verify(pair.b.app, await textOf(fresh))).toMatchObject({ agreed: 1 });
    }
  });

  test("another coop's ledger, and keys that nobody vouches for, are not taken over", async () => {
    const text = await textOf(pair.a.app);
    const third = await openLedgerCoop(await engine.open(), "https://c.example");
    await expect(restore(third, text)).rejects.toThrow("keeps no books with it");
    // A node with books of its own is not talked into keys by a file.
    const { q, t } = pair.a.app.database;
    const [key] = await q.select().from(t.keys).where(eq(t.keys.use, "ledger"));
    const others = await openLedgerCoop(await engine.open(), pair.a.app.origin);
    const foreign = await textOf(others);
    await expect(restore(pair.a.app, foreign)).rejects.toThrow("--trust-keys");
    expect(key).toBeDefined();
    expect(await restore(pair.a.app, foreign, true)).toMatchObject({ taken: 0, troubles: [] });
  });

  test("a partner's file fills what we lost, and brings what never arrived", async () => {
    const text = await textOf(pair.a.app);
    await forget(pair.b);
    expect(await restore(pair.b.app, text)).toMatchObject({ troubles: [] });
    expect(await booksAt(pair.b)).toEqual(await booksAt(pair.a));
    expect((await held(pair.b, inTransit)).waits).toBe("coop-choice");
  });

  test("a journal comes to the balances; a table is of one partner and of some days, too", async () => {
    const { app, peerId } = pair.a;
    const transactions = readJournal(await textOf(app, "hledger"));
    const sum = transactions
      .flatMap(({ postings }) => postings)
      .filter(({ account }) => /^assets:partners:.*:agreed$/.test(account))
      .reduce((total, { amount }) => total + amount, 0n);
    expect(Number(sum)).toBe((await balances(app))[0]?.balance);
    const records = async (part = {}) => (await textOf(app, "csv", part)).split("\r\n").length - 2;
    const day = transactions[0]?.date ?? "";
    expect(await records()).toBe(3);
    expect(await Promise.all([records({ peerId }), records({ peerId: "nobody" })])).toEqual([3, 0]);
    expect(await records({ fromDay: day, untilDay: "2999-01-01" })).toBe(3);
    expect(await records({ fromDay: "2999-01-01" })).toBe(0);
    expect(await records({ untilDay: "2000-01-01" })).toBe(0);
    const part = await textOf(app, "jsonl", { fromDay: day });
    expect(await verify(pair.b.app, part)).toMatchObject({ entries: 3, troubles: [] });
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
    // What an older version wrote does not say what happened; it follows from the unit.
    await spoil(pair.a, agreed, { kind: null });
    expect(await troublesOf(pair.a.app)).toEqual([]);
    await spoil(pair.a, agreed, { kind: "work" });
    expect((await troublesOf(pair.a.app)).join()).toContain("its kind in the books");
    await spoil(pair.a, agreed, { kind: "capacity" });
    await spoil(pair.a, inTransit, { state: "agreed" });
    expect((await troublesOf(pair.a.app)).join()).toContain("not both signatures");
    await spoil(pair.a, inTransit, { state: "in-transit" });
    await pair.a.app.database.transaction(async ({ q, t }) => void (await q.delete(t.entryDays)));
    expect(await troublesOf(pair.a.app)).not.toEqual([]);
  });
});
