import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { Context } from "#src/app/context.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { disputeEntry } from "#src/app/entry-acts.ts";
import { listCoopKeys, revokeKey } from "#src/app/key-rotation.ts";
import { balances } from "#src/app/ledger.ts";
import { verifyLedgerFile } from "#src/app/ledger-file.ts";
import { importLedger } from "#src/app/ledger-import.ts";
import { verifyLedger } from "#src/app/ledger-verify.ts";
import { openDatabase } from "#src/store/database.ts";
import { listLogs } from "#src/store/logs.ts";
import { listPeers } from "#src/store/peers.ts";
import type { Tables } from "#src/store/schema.ts";
import { onBothEngines, useCleanup, type Engine } from "#test/rig.ts";
import { linesOf, textOf } from "./file-lines.ts";
import { readJournal } from "./hledger-journal.ts";
import {
  agree,
  booksAt,
  deliverAll,
  fulfilled,
  held,
  openLedgerCoop,
  openPair,
  type Pair,
  type Side,
} from "./ledger-pair.ts";

const restore = (app: Context, text: string, trustKeys = false) =>
  importLedger(app, { open: () => linesOf(text), trustKeys });

const verify = (app: Context, text: string) => verifyLedgerFile(app, linesOf(text));

/** Everything about entries is gone, as if they had never been. */
async function forget({ app }: Side): Promise<void> {
  await app.database.transaction(async ({ q, t }) => {
    for (const table of [t.entries, t.entryDays, t.entryStretches, t.balances, t.monthSums, t.disputeWords])
      await q.delete(table);
  });
}

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

let pair: Pair;
let agreed: string;
let disputed: string;
let inTransit: string;

/** A pair with an entry in each state; the last one has not arrived. */
async function begin(open: Engine["open"]): Promise<void> {
  pair = await openPair(open);
  agreed = (await fulfilled(pair, (await agree(pair)).id, 100)).entry;
  await deliverAll(pair);
  await changeCoop(pair.b.app, { countersign: "steward" });
  disputed = (await fulfilled(pair, (await agree(pair)).id, 200)).entry;
  await deliverAll(pair);
  const { id } = await held(pair.b, disputed);
  await disputeEntry(pair.b.app, id, { reason: "quantity", note: "fewer" });
  await deliverAll(pair);
  inTransit = (await fulfilled(pair, (await agree(pair)).id, 300)).entry;
}

onBothEngines("the ledger as a file", (engine) => {
  beforeEach(() => begin(engine.open));

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

describe("of a file that somebody changed", () => {
  const later = useCleanup();
  const openMemory = async () => {
    const database = await openDatabase({ file: ":memory:" });
    later(() => database.close());
    return database;
  };
  beforeEach(() => begin(openMemory));

  test("a line is found, and not taken in", async () => {
    const text = (await textOf(pair.a.app)).replaceAll(
      String.raw`\"hasNumericalValue\":\"100\"`,
      String.raw`\"hasNumericalValue\":\"900\"`,
    );
    expect((await verify(pair.a.app, text)).troubles).toMatchObject([{ about: agreed }]);
    await forget(pair.a);
    expect((await restore(pair.a.app, text)).troubles).toMatchObject([{ about: agreed }]);
    expect((await booksAt(pair.a)).count).toBe(2);
  });

  test("other keys are not made anybody's", async () => {
    const text = await textOf(pair.a.app);
    const keys = [...text.matchAll(/z6Mk[1-9A-HJ-NP-Za-km-z]{44}/g)].map(([key]) => key);
    const [one = "", other = ""] = [...new Set(keys)];
    const [header = "", ...rest] = text.split("\n");
    const swapped = header.replaceAll(one, "…").replaceAll(other, one).replaceAll("…", other);
    const found = await verify(pair.b.app, [swapped, ...rest].join("\n"));
    expect(found.troubles.filter(({ trouble }) => trouble.includes("key"))).toHaveLength(2);
  });

  test("a stolen key counts for what stands in the log, and for nothing else", async () => {
    const { a } = pair;
    const [stolen] = (await listCoopKeys(a.app)).map(({ id }) => id);
    const before = await textOf(a.app);
    const revoked = await revokeKey(a.app, { id: stolen ?? "", sinceMs: Date.now() - 3_600_000 });
    expect(revoked.outcome).toBe("done");
    await deliverAll(pair);
    const third = await openLedgerCoop(await openMemory(), "https://c.example");
    const text = await textOf(a.app);
    expect(await verify(third, text)).toMatchObject({ entries: 3, troubles: [] });
    const fresh = await openLedgerCoop(await openMemory(), a.app.origin);
    expect(await restore(fresh, text)).toMatchObject({ troubles: [] });
    expect(await verifyLedger(fresh)).toMatchObject({ entries: 3, troubles: [] });
    // A thief can still make a file, with a log that ends under the stolen key.
    expect((await verify(a.app, before)).troubleCount).toBeGreaterThan(0);
    const withoutLogs = recounted(
      text
        .trimEnd()
        .split("\n")
        .filter((line) => !/^\{"type":"(log|leaf)"/.test(line)),
    );
    expect((await verify(third, withoutLogs)).troubleCount).toBeGreaterThanOrEqual(3);
  });

  test("a leaf that was taken out or changed is found", async () => {
    const text = await textOf(pair.a.app);
    const lines = text.trimEnd().split("\n");
    const at = lines.findIndex((line) => line.startsWith(`{"type":"leaf"`));
    expect(at).toBeGreaterThan(0);
    const without = recounted(lines.toSpliced(at, 1));
    expect((await verify(pair.b.app, without)).troubles.map(({ trouble }) => trouble)).toContain("leaf 0 is missing");
    const fresh = await openLedgerCoop(await openMemory(), pair.a.app.origin);
    expect((await restore(fresh, without)).troubles).toHaveLength(1);
    const changed = lines.with(at, (lines[at] ?? "").replace(/"hash\\":\\"./, String.raw`"hash\":\"g`));
    expect((await verify(pair.b.app, changed.join("\n"))).troubleCount).toBe(1);
  });

  test("one entry cannot stand twice", async () => {
    const lines = (await textOf(pair.a.app)).trimEnd().split("\n");
    const at = lines.findIndex((line) => line.startsWith(`{"type":"entry"`));
    const doubled = recounted(lines.toSpliced(at, 0, lines[at] ?? ""));
    expect((await verify(pair.b.app, doubled)).troubles.map(({ trouble }) => trouble)).toEqual(["it stands twice"]);
  });

  test("nothing is taken when it is broken anywhere", async () => {
    const whole = await textOf(pair.a.app);
    await forget(pair.a);
    for (const [text, why] of [
      ["", "empty"],
      [`{"type":"other"}\n`, "first line"],
      ["PK\u0003\u0004", "first line"],
      [whole.slice(0, whole.trimEnd().lastIndexOf("\n")), "cut off"],
      [whole.slice(0, -9), "Line"],
      [whole.replace(`{"type":"entry"`, `{"type":"wish"`), "Line"],
      [whole.replace(/\{"type":"entry".*\n/, ""), "counts"],
    ] as const) {
      await expect(restore(pair.a.app, text)).rejects.toThrow(why);
      expect((await booksAt(pair.a)).count).toBe(0);
      await expect(verify(pair.a.app, text)).rejects.toThrow(why);
    }
  });
});

/** The same lines with a last one that counts them. */
const recounted = (lines: readonly string[]): string =>
  [...lines.slice(0, -1), JSON.stringify({ type: "end", lines: lines.length - 2 })].join("\n");
