import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { noteReconciliation } from "#src/app/reconcile.ts";
import { closeDuePeriods, closePeriod, listEntriesOfStatement } from "#src/app/statements.ts";
import type { StatementRow } from "#src/store/statements.ts";
import { onBothEngines } from "#test/rig.ts";
import { activityOf, agree, deliverAll, fulfilled, held, receive, waitingRows, type Side } from "./ledger-pair.ts";
import { closeAll, fileOf, given, openTimedPair, statementsAt, verified, type TimedPair } from "./statement-pair.ts";

const stateOf = async (side: Side) => (await statementsAt(side)).map(({ untilDay, state }) => [untilDay, state]);
const countedOf = async (side: Side, at: number) => {
  const row = (await statementsAt(side))[at];
  if (row === undefined) throw new Error("There is no such statement.");
  return (await listEntriesOfStatement(side.app, row, { limit: 100 })).items.map(({ entry }) => entry);
};

/** A side loses its statements and its notes of what they count, and keeps its entries. */
const forget = ({ app, peerId }: Side): Promise<void> =>
  app.database.transaction(async ({ q, t }) => {
    await q.delete(t.statements);
    await q.update(t.entries).set({ statementId: null }).where(eq(t.entries.peerId, peerId));
  });

onBothEngines("statements about a period", (engine) => {
  let pair: TimedPair;
  beforeEach(async () => {
    pair = await openTimedPair(engine.open, "2026-09-03");
  });

  test("a month is closed a day after its end, by the coop that sorts first, and both have the same signed", async () => {
    const entries = [await given(pair, "2026-09-03", 100), await given(pair, "2026-09-20", 50)];
    expect(await closeAll(pair, "2026-10-01")).toEqual([]);
    expect(await stateOf(pair.a)).toEqual([]);
    expect(await closeAll(pair, "2026-10-02")).toEqual([]);
    const [[atA], [atB]] = [await statementsAt(pair.a), await statementsAt(pair.b)];
    expect(atA).toMatchObject({ state: "agreed", maker: pair.a.coop, fromDay: "2026-09-01", untilDay: "2026-09-30" });
    expect(atA).toMatchObject({
      count: 2,
      totals: [{ unit: "seat-minute", account: "pair", opening: 0, given: 150, received: 0, closing: 150 }],
    });
    expect([atB?.state, atB?.hash, atB?.totals]).toEqual(["agreed", atA?.hash, atA?.totals]);
    expect(new Set(await countedOf(pair.a, 0))).toEqual(new Set(entries));
    expect(await countedOf(pair.b, 0)).toEqual(await countedOf(pair.a, 0));
    expect((JSON.parse(atA?.document ?? "{}") as { checkpoints: unknown[] }).checkpoints).toHaveLength(2);
    // Nothing more to do, and nothing left to say.
    expect(await closeAll(pair, "2026-10-20")).toEqual([]);
    expect((await statementsAt(pair.a)).length).toBe(1);
    expect([...(await waitingRows(pair.a)), ...(await waitingRows(pair.b))]).toEqual([]);
  });

  test("what is agreed late falls into the next statement, which opens with what the last one closed with", async () => {
    await given(pair, "2026-09-03", 100);
    pair.at("2026-09-30");
    const { id } = await agree(pair);
    const late = (await fulfilled(pair, id, 50)).entry;
    const lateRows = await waitingRows(pair.a);
    for (const side of [pair.a, pair.b]) expect(await closeDuePeriods(side.app)).toBe(0);
    pair.at("2026-10-02");
    await closeDuePeriods(pair.a.app);
    const offers = (await waitingRows(pair.a)).filter(({ id: row }) => lateRows.every((other) => other.id !== row));
    // B does not know yet what is on its way to it, so it cannot say that so much is.
    for (const row of offers) await receive(pair.b, activityOf(pair.a, row), pair.a.coop);
    expect((await statementsAt(pair.b))[0]).toMatchObject({ state: "refused", refusal: "totals" });
    await deliverAll(pair);
    expect(await stateOf(pair.a)).toEqual([["2026-09-30", "refused"]]);
    pair.at("2026-10-03");
    await noteReconciliation(pair.a.app, pair.a.peerId, "equal");
    expect(await closeAll(pair, "2026-10-03")).toEqual([]);
    expect(await stateOf(pair.b)).toEqual([
      ["2026-09-30", "superseded"],
      ["2026-09-30", "agreed"],
    ]);
    expect(await countedOf(pair.b, 1)).toContain(late);

    // An entry with an id of September that is agreed in October counts in October.
    pair.at("2026-09-15");
    const second = await fulfilled(pair, (await agree(pair)).id, 7);
    pair.at("2026-10-05");
    await deliverAll(pair);
    await closeAll(pair, "2026-11-02");
    const next = (await statementsAt(pair.a)).at(-1);
    expect(next).toMatchObject({ state: "agreed", fromDay: "2026-10-01", untilDay: "2026-10-31", count: 1 });
    expect(next?.totals).toMatchObject([{ opening: 150, given: 7, closing: 157 }]);
    expect(await countedOf(pair.a, 2)).toEqual([second.entry]);
  });

  test("when both propose at once, one of the two statements counts on both sides", async () => {
    await given(pair, "2026-09-03", 100);
    pair.at("2026-09-10");
    for (const side of [pair.a, pair.b])
      expect((await closePeriod(side.app, side.peerId, "2026-09-09")).outcome).toBe("done");
    const [fromA, fromB] = [await waitingRows(pair.a), await waitingRows(pair.b)];
    for (const row of fromB) await receive(pair.a, activityOf(pair.b, row), pair.b.coop);
    for (const row of fromA) await receive(pair.b, activityOf(pair.a, row), pair.a.coop);
    await deliverAll(pair);
    for (const side of [pair.a, pair.b]) {
      const rows = await statementsAt(side);
      const agreed = rows.filter(({ state }) => state === "agreed");
      expect(agreed.map(({ maker }) => maker)).toEqual([pair.a.coop]);
      expect(rows.filter(({ state }) => state === "proposed" || state === "refused")).toEqual([]);
      expect(agreed[0]?.count).toBe(1);
    }
    expect([...(await waitingRows(pair.a)), ...(await waitingRows(pair.b))]).toEqual([]);
  });

  test("every message may come twice and out of order", async () => {
    await given(pair, "2026-09-03", 100);
    pair.at("2026-10-02");
    await closeDuePeriods(pair.a.app);
    const offers = (await waitingRows(pair.a)).map((row) => activityOf(pair.a, row));
    for (const offer of [...offers, ...offers]) expect(await receive(pair.b, offer, pair.a.coop)).toBe("done");
    const accepts = (await waitingRows(pair.b)).map((row) => activityOf(pair.b, row));
    expect(accepts.length).toBeGreaterThan(1);
    for (const accept of accepts) expect(await receive(pair.a, accept, pair.b.coop)).toBe("done");
    expect(await receive(pair.b, offers[0] ?? {}, pair.a.coop)).toBe("done");
    expect([await stateOf(pair.a), await stateOf(pair.b)]).toEqual([
      [["2026-09-30", "agreed"]],
      [["2026-09-30", "agreed"]],
    ]);
  });

  test("nothing is signed for a partner that has not confirmed; what it proposed is answered when it has", async () => {
    await given(pair, "2026-09-03", 100);
    pair.b.app.confirmations.delete(pair.b.peerId);
    pair.at("2026-10-02");
    await closeDuePeriods(pair.a.app);
    // The message says what A holds of B's log, which confirms it; so that is left out here.
    const offers = await waitingRows(pair.a);
    for (const row of offers) {
      const log = { checkpoint: null, holds: "" };
      await receive(pair.b, { ...activityOf(pair.a, row), log }, pair.a.coop);
    }
    expect(await stateOf(pair.b)).toEqual([["2026-09-30", "proposed"]]);
    expect(await closeDuePeriods(pair.b.app)).toBe(0);
    expect(await closePeriod(pair.b.app, pair.b.peerId, "2026-09-30")).toMatchObject({ because: "open" });
    pair.b.app.confirmations.add(pair.b.peerId);
    expect(await closeDuePeriods(pair.b.app)).toBe(1);
    await deliverAll(pair);
    expect([await stateOf(pair.a), await stateOf(pair.b)]).toEqual([
      [["2026-09-30", "agreed"]],
      [["2026-09-30", "agreed"]],
    ]);
  });

  test("a steward closes a period by hand, for a reason when it cannot be", async () => {
    const { app, peerId } = pair.b;
    expect(await closePeriod(app, peerId, "2026-09-02")).toMatchObject({ because: "empty" });
    await given(pair, "2026-09-03", 100);
    expect(await closePeriod(app, peerId, "2026-09-03")).toMatchObject({ because: "not-over" });
    pair.at("2026-09-05");
    app.confirmations.delete(peerId);
    expect(await closePeriod(app, peerId, "2026-09-04")).toMatchObject({ because: "unconfirmed" });
    app.confirmations.add(peerId);
    const closed = await closePeriod(app, peerId, "2026-09-04");
    if (closed.outcome !== "done") throw new Error(closed.outcome);
    expect(await closePeriod(app, peerId, "2026-09-04")).toEqual(closed);
    await deliverAll(pair);
    expect(await stateOf(pair.a)).toEqual([["2026-09-04", "agreed"]]);
    expect(await closePeriod(app, peerId, "2026-09-04")).toMatchObject({ because: "closed" });
    expect((await closePeriod(app, app.newId(), "2026-09-04")).outcome).toBe("not-found");
  });

  test("whoever proposes anew what was signed gets back what it lost", async () => {
    await given(pair, "2026-09-03", 100);
    await closeAll(pair, "2026-10-02");
    await forget(pair.a);
    await closeAll(pair, "2026-10-03");
    const rows = await statementsAt(pair.a);
    expect(rows.map(({ state }) => state).toSorted()).toEqual(["agreed", "superseded"]);
    expect(
      await countedOf(
        pair.a,
        rows.findIndex(({ state }) => state === "agreed"),
      ),
    ).toHaveLength(1);
    expect(await closeAll(pair, "2026-10-20")).toEqual([]);
    expect((await statementsAt(pair.a)).length).toBe(2);
  });

  test("a side that lost its statements gets them back, and finds again what they count", async () => {
    const first = await given(pair, "2026-09-03", 100);
    await closeAll(pair, "2026-10-02");
    // Agreed after the statement, though it is of an earlier day: it must not be counted by it afterwards.
    await given(pair, "2026-09-30", 40);
    const second = await given(pair, "2026-10-10", 9);
    await forget(pair.b);
    // A proposes the next one; B does not know the one before and says so; A says it again; then they go on.
    await closeAll(pair, "2026-11-02");
    const back = (await statementsAt(pair.b)).findIndex(({ state }) => state === "agreed");
    expect((await statementsAt(pair.b))[back]?.untilDay).toBe("2026-09-30");
    expect(await countedOf(pair.b, back)).toEqual([first]);
    await noteReconciliation(pair.a.app, pair.a.peerId, "equal");
    await closeAll(pair, "2026-11-03");
    const isNext = ({ untilDay, state }: StatementRow) => untilDay === "2026-10-31" && state === "agreed";
    for (const side of [pair.a, pair.b])
      expect(await countedOf(side, (await statementsAt(side)).findIndex(isNext))).toEqual([
        expect.stringContaining("/entries/"),
        second,
      ]);
  });

  test("a forged statement counts for nothing, and another with the same id is evidence", async () => {
    await given(pair, "2026-09-03", 100);
    pair.at("2026-10-02");
    await closeDuePeriods(pair.a.app);
    const [row] = await waitingRows(pair.a);
    if (row === undefined) throw new Error("A has nothing to say.");
    const offer = activityOf(pair.a, row);
    const document = offer["object"] as Record<string, unknown>;
    const forged = { ...offer, object: { ...document, count: 7 } };
    expect(await receive(pair.b, forged, pair.a.coop)).toEqual({ dropped: expect.stringContaining("signed") });
    expect(await receive(pair.b, offer, "https://c.example/actors/coop")).toHaveProperty("dropped");
    expect(await stateOf(pair.b)).toEqual([]);
  });

  test("anyone who has the file can check it, and finds what is wrong in it", async () => {
    const entry = await given(pair, "2026-09-03", 100);
    await given(pair, "2026-09-04", 100);
    await closeAll(pair, "2026-10-02");
    const [row] = await statementsAt(pair.b);
    if (row === undefined) throw new Error("There is no statement.");
    const lines = await fileOf(pair.b, row);
    expect(await verified(pair.a, lines)).toMatchObject({ entries: 2, troubles: [], statement: { count: 2 } });
    const without = lines.filter((line) => !line.includes(entry));
    const troubles = async (file: readonly string[]) =>
      (await verified(pair.a, file)).troubles.map(({ trouble }) => trouble);
    expect(await troubles(without)).toEqual([
      "lines are missing",
      "it counts 2 entries, and 1 of them hold",
      "the digest of the entries is not the one that was signed",
      expect.stringContaining("200 was signed, and the entries come to 100"),
    ]);
    expect(
      await troubles(lines.map((line) => line.replace(String.raw`\"given\":200`, String.raw`\"given\":201`))),
    ).toContain(`the signature of ${pair.a.coop} does not hold`);
    expect(await troubles(lines.slice(0, -1))).toEqual(["the file was cut off: its last line is missing"]);
    const { document } = await held(pair.b, entry);
    const once = JSON.stringify({
      type: "entry",
      document: JSON.stringify({ ...(JSON.parse(document) as object), proof: [] }),
    });
    const unsigned = lines.map((line) => (line.startsWith('{"type":"entry"') && line.includes(entry) ? once : line));
    expect((await troubles(unsigned))[0]).toContain(`${entry}: the signature of`);
  });
});
