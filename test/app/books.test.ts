import { beforeEach, expect, test } from "vitest";
import { v7 as uuidV7 } from "uuid";
import { booksOf, changeEntry, enterEntries, keptBooksOf, wouldOverflow } from "#src/app/books.ts";
import { checkBooks } from "#src/app/books-check.ts";
import { transact } from "#src/app/context.ts";
import { blankEntry } from "#src/app/entry-intake.ts";
import { balances } from "#src/app/ledger.ts";
import { rebuildBooks } from "#src/app/rebuild.ts";
import { dayOfEntry, type EntryState } from "#src/domain/entry.ts";
import { balancesOf } from "#src/domain/ledger.ts";
import { listEntryMarks, type EntryRow } from "#src/store/entries.ts";
import { digestOf, toHex } from "#src/domain/digest.ts";
import { sha256 } from "#src/app/marks.ts";
import { listStretches } from "#src/store/stretches.ts";
import { onBothEngines } from "#test/rig.ts";
import { openPair, type Side } from "./ledger-pair.ts";

const states = ["agreed", "in-transit", "disputed"] as const satisfies readonly EntryState[];

/** Entries as they would have come over years; nothing here looks at their documents. */
function rowsOf(side: Side, other: Side, number: number): EntryRow[] {
  return Array.from({ length: number }, (_, index): EntryRow => {
    const isOurs = index % 3 === 0;
    const maker = isOurs ? side : other;
    const id = uuidV7({ msecs: Date.UTC(2024, 0, 1) + index * 40_000_000 + (index % 7) });
    const entry = `${maker.app.origin}/entries/${id}`;
    return {
      ...blankEntry,
      id: uuidV7(),
      entry,
      peerId: side.peerId,
      maker: maker.coop,
      provider: isOurs ? side.coop : other.coop,
      receiver: isOurs ? other.coop : side.coop,
      unit: index % 2 === 0 ? "seat-minute" : "work-minute",
      quantity: 1 + index,
      startsAtMs: 0,
      endsAtMs: 60_000,
      agreement: null,
      corrects: null,
      state: states[index % 4] ?? "agreed",
      document: "{}",
      hash: toHex(sha256(Buffer.from(entry))),
      day: dayOfEntry(entry) ?? "",
      kind: null,
      gift: false,
      commons: null,
      performer: null,
      createdAtMs: 0,
      updatedAtMs: 0,
    };
  });
}

onBothEngines("the books that are kept beside the entries", (engine) => {
  let us: Side;
  let other: Side;
  beforeEach(async () => {
    const pair = await openPair(engine.open);
    us = pair.a;
    other = pair.b;
  });

  const enter = (rows: readonly EntryRow[]) => transact(us.app, (work) => enterEntries(work, rows));
  const troubles = () => checkBooks(us.app, us.app.database, { id: us.peerId, coop: other.coop });

  async function expectRight(): Promise<void> {
    const { q, t } = us.app.database;
    const rows = await q.select().from(t.entries);
    expect(await troubles()).toEqual([]);
    const expected = balancesOf(rows, us.coop).map((balance) => ({ ...balance, peer: us.peerId }));
    expect(await balances(us.app)).toEqual(expected);
    const marks = await listEntryMarks(us.app.database, us.peerId);
    const books = { digest: digestOf(marks, sha256), count: marks.length };
    expect(await booksOf(us.app.database, us.peerId)).toEqual(books);
    expect(await transact(us.app, (work) => keptBooksOf(work, us.peerId))).toEqual(books);
    expect(await booksOf(us.app.database, us.peerId)).toEqual(books);
  }

  test("they come to what all entries come to, whatever came and changed", async () => {
    const entered = await enter(rowsOf(us, other, 90));
    await expectRight();
    await transact(us.app, async (work) => {
      for (const row of entered.slice(10, 40)) await changeEntry(work, row, { state: "agreed", updatedAtMs: 1 });
      for (const row of entered.slice(40, 45))
        await changeEntry(work, row, { state: "disputed", withdrawnAtMs: null, updatedAtMs: 1 });
    });
    await expectRight();
    // Behind the books' back: what was kept is found to be wrong.
    await transact(us.app, async ({ session: { q, t } }) => {
      await q.update(t.entries).set({ state: "disputed", quantity: 7 });
    });
    expect((await troubles()).length).toBeGreaterThan(5);
  });

  test("what its maker has taken back counts in no sum", async () => {
    const [row] = await enter(rowsOf(us, other, 3).slice(2));
    expect(row?.state).toBe("disputed");
    expect((await balances(us.app))[0]?.disputed).toBe(3);
    await transact(us.app, (work) => changeEntry(work, row as EntryRow, { withdrawnAtMs: 5, updatedAtMs: 5 }));
    expect((await balances(us.app))[0]?.disputed).toBe(0);
    expect(await troubles()).toEqual([]);
  });

  test("what an older version wrote is booked at the start", async () => {
    const number = 60;
    await enter(rowsOf(us, other, number));
    const stretches = await listStretches(us.app.database, us.peerId);
    expect(stretches.reduce((sum, { count }) => sum + count, 0)).toBe(number);
    const before = await balances(us.app);
    await transact(us.app, async ({ session: { q, t } }) => {
      await q.update(t.entries).set({ mark: null, madeAtMs: null });
      await q.delete(t.balances);
      await q.delete(t.monthSums);
      await q.delete(t.entryStretches);
    });
    expect(await rebuildBooks(us.app)).toBe(number);
    expect(await balances(us.app)).toEqual(before);
    await expectRight();
    expect(await listStretches(us.app.database, us.peerId)).toEqual(stretches);
    expect(await rebuildBooks(us.app)).toBe(0);
  });

  test("no sum of a pair grows beyond what can be counted exactly", async () => {
    const rows = rowsOf(us, other, 9).map((row): EntryRow => ({
      ...row,
      unit: "EUR",
      state: "in-transit",
      quantity: 2 ** 50,
    }));
    await enter(rows.slice(0, 7));
    const asked = { peerId: us.peerId, unit: "EUR", account: "pair" } as const;
    const overflows = (quantity: number) => transact(us.app, (work) => wouldOverflow(work, { ...asked, quantity }));
    const left = 2 ** 50 - 1;
    expect([await overflows(left), await overflows(left + 1)]).toEqual([false, true]);
    await expect(enter(rows.slice(7))).rejects.toThrow(RangeError);
    expect((await balances(us.app))[0]).toMatchObject({ unit: "EUR", inTransit: 7 * 2 ** 50 });
  });
});
