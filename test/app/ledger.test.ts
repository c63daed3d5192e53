import { beforeEach, expect, test } from "vitest";
import { booksOf } from "#src/app/books.ts";
import { sha256 } from "#src/app/marks.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { countersignEntry, disputeEntry } from "#src/app/entry-acts.ts";
import { fulfil } from "#src/app/entry-making.ts";
import { referenceOf } from "#src/app/references.ts";
import { balances, findEntry, listEntries } from "#src/app/ledger.ts";
import { digestOf } from "#src/domain/digest.ts";
import { findAgreementByIri } from "#src/store/agreements.ts";
import { listEntryMarks } from "#src/store/entries.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { onBothEngines } from "#test/rig.ts";
import {
  activityOf,
  agree,
  booksAt,
  deliverAll,
  fulfilled,
  held,
  openPair,
  proofsOf,
  receive,
  waitingRows,
  type Pair,
  type Side,
} from "./ledger-pair.ts";

/** What the kept days say must be what all entries come to. */
async function expectKeptDigest({ app, peerId }: Side): Promise<void> {
  const marks = await listEntryMarks(app.database, peerId);
  expect(await booksOf(app.database, peerId)).toEqual({ digest: digestOf(marks, sha256), count: marks.length });
}

onBothEngines("the ledger of a pair", (engine) => {
  let pair: Pair;
  beforeEach(async () => {
    pair = await openPair(engine.open);
  });

  test("what was used is one agreed entry with both proofs on both sides, under one digest", async () => {
    const { a, b } = pair;
    const { id, agreement } = await agree(pair);
    const made = await fulfilled(pair, id);
    expect(made).toMatchObject({ state: "in-transit", unit: "seat-minute", quantity: 5_400, provider: a.coop });
    expect((await balances(a.app))[0]).toMatchObject({ given: 0, balance: 0, inTransit: 5_400 });

    expect(await deliverAll(pair)).toEqual([]);
    const [atA, atB] = [await held(a, made.entry), await held(b, made.entry)];
    expect([atA.state, atB.state, atB.hash]).toEqual(["agreed", "agreed", made.hash]);
    for (const row of [atA, atB]) {
      expect(new Set(proofsOf(row).map((proof) => proof.verificationMethod.split("#")[0]))).toEqual(
        new Set([a.coop, b.coop]),
      );
    }
    expect(await booksAt(a)).toEqual(await booksAt(b));
    await expectKeptDigest(a);
    expect(await balances(a.app)).toEqual([
      { peer: a.peerId, unit: "seat-minute", given: 5_400, received: 0, balance: 5_400, inTransit: 0, disputed: 0 },
    ]);
    expect(await balances(b.app)).toMatchObject([{ peer: b.peerId, given: 0, received: 5_400, balance: -5_400 }]);
    // The receiver's agreement followed, and nothing is left to say.
    expect(await findAgreementByIri(b.app.database, agreement)).toMatchObject({
      state: "fulfilled",
      revision: 2,
      fulfilledSeatMinutes: 5_400,
    });
    expect([await waitingRows(a), await waitingRows(b)]).toEqual([[], []]);
  });

  test("fulfilling again with the same number makes no second entry; another number is impossible", async () => {
    const { id } = await agree(pair);
    const outcomes = await Promise.all([fulfil(pair.a.app, id, 100), fulfil(pair.a.app, id, 100)]);
    const entries = outcomes.map((outcome) => (outcome.outcome === "done" ? outcome.entry.entry : outcome.outcome));
    expect(entries[1]).toBe(entries[0]);
    expect(await fulfil(pair.a.app, id, 200)).toMatchObject({
      outcome: "impossible",
      impossibility: { because: "state" },
    });
    expect(await fulfil(pair.b.app, id, 100)).toMatchObject({
      outcome: "impossible",
      impossibility: { because: "not-yours" },
    });
    expect(await fulfil(pair.a.app, "nothing", 100)).toEqual({ outcome: "not-found" });
    expect(await booksAt(pair.a)).toMatchObject({ count: 1 });
    const other = await agree(pair);
    expect(await fulfil(pair.a.app, other.id, 6_001)).toMatchObject({
      outcome: "impossible",
      impossibility: { because: "quantity", most: 6_000 },
    });
  });

  test("an entry that arrives many times, before and after it was answered, is one entry and gets the same answer", async () => {
    const { a, b } = pair;
    const { id } = await agree(pair);
    const made = await fulfilled(pair, id);
    const [row] = await waitingRows(a);
    if (row === undefined) throw new Error("Nothing to say.");
    const create = activityOf(a, row);
    await Promise.all([receive(b, create, a.coop), receive(b, create, a.coop), receive(b, create, a.coop)]);
    expect((await booksAt(b)).count).toBe(1);
    const accepts = (await waitingRows(b)).map((answer) => activityOf(b, answer));
    expect(accepts).toHaveLength(3);
    expect(new Set(accepts.map((accept) => JSON.stringify(accept["result"]))).size).toBe(1);
    for (const accept of [...accepts, ...accepts]) expect(await receive(a, accept, b.coop)).toBe("done");
    expect((await held(a, made.entry)).state).toBe("agreed");
    expect(await booksAt(a)).toEqual(await booksAt(b));
    expect(await waitingRows(a)).toEqual([]);
  });

  test("an entry that overtakes the acceptance still makes the agreement fulfilled", async () => {
    const { id, agreement } = await agree(pair, { state: "offered", revision: 0 });
    const made = await fulfilled(pair, id);
    await deliverAll(pair);
    expect(await findAgreementByIri(pair.b.app.database, agreement)).toMatchObject({ state: "fulfilled", revision: 2 });
    expect((await held(pair.a, made.entry)).state).toBe("agreed");
  });

  test("with a steward who sees every entry, it waits and is said again until they sign or refuse", async () => {
    const { a, b } = pair;
    await changeCoop(b.app, { countersign: "steward" });
    const { id } = await agree(pair);
    const made = await fulfilled(pair, id);
    await deliverAll(pair);
    const waiting = await held(b, made.entry);
    expect(waiting).toMatchObject({ state: "in-transit", waits: "coop-choice" });
    expect(await waitingRows(a)).toHaveLength(1);
    expect(await booksAt(a)).toEqual(await booksAt(b));

    expect(await countersignEntry(a.app, made.id)).toEqual({ outcome: "impossible", because: "own" });
    expect(await countersignEntry(b.app, waiting.id)).toMatchObject({
      outcome: "done",
      entry: { state: "agreed", waits: null },
    });
    expect(await countersignEntry(b.app, waiting.id)).toMatchObject({ outcome: "done", entry: { state: "agreed" } });
    expect(await disputeEntry(b.app, waiting.id, { reason: "other", note: "" })).toEqual({
      outcome: "impossible",
      because: "late",
    });
    await deliverAll(pair);
    expect((await held(a, made.entry)).state).toBe("agreed");
    expect(await waitingRows(a)).toEqual([]);
  });

  test("a dispute is seen on both sides with its reason, and ends with a countersignature", async () => {
    const { a, b } = pair;
    await changeCoop(b.app, { countersign: "steward" });
    const { id } = await agree(pair);
    const made = await fulfilled(pair, id);
    await deliverAll(pair);
    const { id: atB } = await held(b, made.entry);
    await disputeEntry(b.app, atB, { reason: "quantity", note: "We were 30 people." });
    await deliverAll(pair);
    const said = {
      state: "disputed",
      disputedBy: b.coop,
      disputeReason: "quantity",
      disputeNote: "We were 30 people.",
    };
    expect(await held(a, made.entry)).toMatchObject(said);
    expect(await held(b, made.entry)).toMatchObject(said);
    expect(await booksAt(a)).toEqual(await booksAt(b));
    expect((await balances(a.app))[0]).toMatchObject({ given: 0, inTransit: 0, disputed: 5_400 });
    await countersignEntry(b.app, atB);
    await deliverAll(pair);
    expect((await balances(a.app))[0]).toMatchObject({ given: 5_400, inTransit: 0, disputed: 0 });
    expect((await findEntry(a.app, made.id))?.signatures.map(({ by }) => by)).toEqual([a.coop, b.coop]);
    await expectKeptDigest(a);
    await expectKeptDigest(b);
  });

  test("a refusal and a countersignature end the same in whatever order they arrive", async () => {
    const { a, b } = pair;
    await changeCoop(b.app, { countersign: "steward" });
    for (const order of ["as said", "reversed"]) {
      const { id } = await agree(pair);
      const made = await fulfilled(pair, id);
      const create = (await waitingRows(a)).map((row) => activityOf(a, row)).at(-1);
      await receive(b, create ?? {}, a.coop);
      const { id: atB } = await held(b, made.entry);
      await disputeEntry(b.app, atB, { reason: "other", note: "no" });
      await countersignEntry(b.app, atB);
      const said = (await waitingRows(b))
        .map((row) => activityOf(b, row))
        .filter((activity) => activity["object"] === made.entry);
      expect(said).toHaveLength(2);
      for (const activity of order === "reversed" ? said.toReversed() : said) await receive(a, activity, b.coop);
      expect((await held(a, made.entry)).state).toBe("agreed");
    }
    expect(await booksAt(a)).toEqual(await booksAt(b));
  });

  test("more than was agreed waits for the steward, however it is cut", async () => {
    const { a, b } = pair;
    const { id } = await agree(pair, { seats: 10 });
    const made = await fulfilled(pair, id);
    await deliverAll(pair);
    expect(await held(b, made.entry)).toMatchObject({ state: "in-transit", waits: "quantity" });
    expect((await held(a, made.entry)).state).toBe("in-transit");
  });

  test("lists come newest first in pages", async () => {
    for (let index = 1; index <= 5; index += 1) await fulfilled(pair, (await agree(pair)).id, index);
    const first = await listEntries(pair.a.app, { limit: 3 });
    const second = await listEntries(pair.a.app, { limit: 3, cursor: first.next ?? "" });
    expect([...first.items, ...second.items].map((entry) => entry.quantity)).toEqual([5, 4, 3, 2, 1]);
    expect(second.next).toBeUndefined();
    expect((await listEntries(pair.a.app, { limit: 9, state: "agreed" })).items).toEqual([]);
  });

  test("nobody's name or words are signed, and the reference opens with the salt", async () => {
    const { id } = await agree(pair);
    const made = await fulfilled(pair, id);
    await deliverAll(pair);
    const atB = await held(pair.b, made.entry);
    expect(atB.document).not.toContain("Assembly");
    expect((JSON.parse(atB.document) as JsonObject)["reference"]).toBe(referenceOf(atB.salt ?? "", "Assembly"));
  });
});
