import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { countersignEntry } from "#src/app/entry-acts.ts";
import { forgetWords } from "#src/app/entry-forgetting.ts";
import { fulfil } from "#src/app/entry-making.ts";
import { recordEntry, type EntryWish } from "#src/app/entry-recording.ts";
import { wordsOf } from "#src/app/entry-words.ts";
import { balances } from "#src/app/ledger.ts";
import { itemsOf, takeItems } from "#src/app/reconcile.ts";
import { findPeer } from "#src/store/peers.ts";
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

const evening = { startsAtMs: Date.UTC(2026, 10, 20, 17), endsAtMs: Date.UTC(2026, 10, 20, 20) };
const work: Omit<EntryWish, "peerId"> = {
  kind: "work",
  direction: "given",
  unit: "work-minute",
  quantity: 180,
  ...evening,
};
const named = { ...work, gift: true, note: "Captions for the assembly", person: "Mercè Puig" } as const;

async function recorded({ app, peerId }: Side, wish: Partial<EntryWish> = {}) {
  const outcome = await recordEntry(app, { peerId, ...work, ...wish });
  if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
  return outcome.entry;
}

/** Everything that a store holds, as text. */
async function dump({ app }: Side): Promise<string> {
  const { q, t } = app.database;
  const tables = [t.entries, t.outbox, t.signings, t.evidence, t.leaves, t.idempotency];
  return JSON.stringify(await Promise.all(tables.map((table) => q.select().from(table))));
}

onBothEngines("entries that a steward records", (engine) => {
  async function open(): Promise<Pair> {
    return openPair(engine.open);
  }

  test("work, money, surplus and use are signed, wait for the other steward, and are agreed with a second signature", async () => {
    const pair = await open();
    const wishes: readonly Partial<EntryWish>[] = [
      named,
      { direction: "received" },
      { kind: "money", unit: "EUR", quantity: 12_050 },
      { kind: "surplus", unit: "EUR", quantity: 99 },
      { kind: "surplus", unit: "EUR", quantity: 40, commons: "use", direction: "received" },
      { kind: "capacity", unit: "seat-minute", quantity: 600, commons: "contribution" },
    ];
    const entries: string[] = [];
    for (const wish of wishes) entries.push((await recorded(pair.a, wish)).entry);
    expect(await deliverAll(pair)).toEqual([]);
    for (const entry of entries) {
      const atB = await held(pair.b, entry);
      expect([atB.state, atB.waits]).toEqual(["in-transit", "no-agreement"]);
      await countersignEntry(pair.b.app, atB.id);
    }
    expect(await deliverAll(pair)).toEqual([]);
    for (const side of [pair.a, pair.b]) {
      const rows = await Promise.all(entries.map((entry) => held(side, entry)));
      expect(rows.map((row) => [row.state, proofsOf(row).length])).toEqual(entries.map(() => ["agreed", 2]));
      expect(rows.map(({ kind }) => kind)).toEqual(wishes.map(({ kind }) => kind ?? "work"));
    }
    expect(await booksAt(pair.a)).toEqual(await booksAt(pair.b));
    expect((await booksAt(pair.a)).count).toBe(wishes.length);
    const ofPair = (await balances(pair.a.app)).filter((one) => !("account" in one) || one.account === "pair");
    expect(ofPair.map(({ unit, given, received }) => [unit, given, received])).toEqual([
      ["EUR", 12_050, 0],
      ["work-minute", 180, 180],
    ]);
  });

  test("nobody is named in what is signed; the names beside it are known to both until one of them forgets", async () => {
    const pair = await open();
    const { id, entry } = await recorded(pair.a, named);
    await deliverAll(pair);
    const words = { note: named.note, person: named.person };
    for (const side of [pair.a, pair.b]) {
      const row = await held(side, entry);
      expect(row.document).not.toContain("Puig");
      expect([wordsOf(row), row.gift]).toEqual([words, true]);
      expect(wordsOf({ ...row, person: "Somebody else" })).toEqual({ note: named.note });
    }
    // What was sent again, late, brings nothing back.
    const [create] = (await waitingRows(pair.a)).map((row) => activityOf(pair.a, row));
    const atB = await held(pair.b, entry);
    await forgetWords(pair.b.app, atB.id);
    expect(await deliverAll(pair)).toEqual([]);
    expect(await receive(pair.b, create ?? {}, pair.a.coop)).toBe("done");
    for (const side of [pair.a, pair.b]) {
      const row = await held(side, entry);
      expect([row.note, row.person, row.salt, row.forgottenAtMs]).toEqual([null, null, null, expect.any(Number)]);
      expect(wordsOf(row)).toEqual({});
      const everything = await dump(side);
      expect(everything).not.toContain("Puig");
      expect(everything).not.toContain(named.note);
      expect(everything).toContain(row.performer);
    }
    await countersignEntry(pair.b.app, atB.id);
    await deliverAll(pair);
    expect((await held(pair.a, entry)).state).toBe("agreed");
    expect((await forgetWords(pair.a.app, id))?.id).toBe(id);
    expect(await forgetWords(pair.a.app, atB.id)).toBeUndefined();
  });

  test("what waits to be signed or sent forgets, too; a third coop has no say", async () => {
    const pair = await open();
    const { id, entry } = await recorded(pair.a, named);
    await pair.a.app.database.transaction(({ q, t }) =>
      q
        .update(t.outbox)
        .set({ body: "Mercè Puig" })
        .where(eq(t.outbox.answerKey, `entry ${entry}`)),
    );
    await forgetWords(pair.a.app, id);
    expect(await dump(pair.a)).not.toContain("Puig");
    await deliverAll(pair);
    expect(wordsOf(await held(pair.b, entry))).toEqual({});
    const forget = { type: "Remove", object: `${entry}#words` };
    expect(await receive(pair.b, forget, "https://c.example/actors/coop")).toMatchObject({
      dropped: expect.any(String),
    });
    const unknown = { type: "Remove", object: "https://a.example/entries/none#words" };
    expect(await receive(pair.b, unknown, pair.a.coop)).toMatchObject({ dropped: expect.any(String) });
  });

  test("a reconciliation hands the words over with the entry", async () => {
    const pair = await open();
    const { entry } = await recorded(pair.a, named);
    const peer = await findPeer(pair.a.app.database, pair.a.peerId);
    if (peer === undefined) throw new Error("There is no peer.");
    await takeItems(pair.b.app, pair.a.coop, await itemsOf(pair.a.app.database, peer, [entry]));
    expect(wordsOf(await held(pair.b, entry))).toEqual({ note: named.note, person: named.person });
  });

  test("a correction carries the difference, and counts what it corrects", async () => {
    const pair = await open();
    const { id } = await agree(pair);
    const first = await fulfilled(pair, id);
    await deliverAll(pair);
    const capacity = { kind: "capacity", unit: "seat-minute", correctsId: first.id } as const;
    const slot = { startsAtMs: first.startsAtMs, endsAtMs: first.endsAtMs };
    const less = await recorded(pair.a, { ...capacity, ...slot, direction: "received", quantity: 400 });
    expect([less.corrects, less.agreement]).toEqual([first.entry, first.agreement]);
    await deliverAll(pair);
    // Within what was agreed the rule signs by itself.
    expect((await held(pair.b, less.entry)).state).toBe("agreed");
    const [balance] = await balances(pair.b.app);
    expect(balance).toMatchObject({ given: 400, received: 5_400, balance: -5_000 });
    const record = (wish: Partial<EntryWish>, side = pair.a) =>
      recordEntry(side.app, { peerId: side.peerId, ...work, ...slot, ...wish });
    expect(await record({ correctsId: first.id })).toEqual({ outcome: "impossible", because: "corrects" });
    expect(await record({ ...capacity, commons: "use" })).toEqual({ outcome: "impossible", because: "corrects" });
    expect(await record({ correctsId: id })).toEqual({ outcome: "not-found", what: "corrected" });
    expect(await record({ agreementId: first.id })).toEqual({ outcome: "not-found", what: "agreement" });
    expect(await record({ peerId: id })).toEqual({ outcome: "not-found", what: "peer" });
    expect(await record({ unit: "EUR" })).toEqual({ outcome: "impossible", because: "kind" });
    expect(await record({ quantity: 10 ** 12 + 1 })).toEqual({ outcome: "impossible", because: "quantity" });
    expect(await record({ quantity: 1.5 })).toEqual({ outcome: "impossible", because: "quantity" });
    expect(await record({ endsAtMs: 0 })).toEqual({ outcome: "impossible", because: "period" });
    expect((await booksAt(pair.a)).count).toBe(2);
  });

  test("what is given to an event of the commons counts with the commons, and both sides see to it", async () => {
    const pair = await open();
    const { id } = await agree(pair, { commons: true });
    await pair.a.app.database.transaction(({ q, t }) =>
      q.update(t.agreements).set({ commons: true }).where(eq(t.agreements.id, id)),
    );
    const { entry } = await fulfilled(pair, id);
    await deliverAll(pair);
    const atB = await held(pair.b, entry);
    expect([atB.commons, atB.state]).toEqual(["use", "agreed"]);
    // One side thinks that it was such an event, the other does not: a steward looks.
    const other = await agree(pair, { commons: true });
    const second = await fulfilled(pair, other.id);
    await deliverAll(pair);
    const row = await held(pair.b, second.entry);
    expect([row.commons, row.state, row.waits]).toEqual([null, "in-transit", "commons"]);
  });

  test("sums beyond 2^53 − 1 are refused on every way in, and never rounded", async () => {
    const pair = await open();
    const almost = Number.MAX_SAFE_INTEGER - 1_000;
    const fill = async ({ app, peerId }: Side, unit: string) => {
      const sums = { received: 0, givenInTransit: 0, receivedInTransit: 0, givenDisputed: 0, receivedDisputed: 0 };
      await app.database.transaction(({ q, t }) =>
        q.insert(t.balances).values({ peerId, unit, account: "pair", given: almost, ...sums }),
      );
    };
    await fill(pair.a, "work-minute");
    await fill(pair.a, "seat-minute");
    await fill(pair.b, "EUR");
    expect(await recordEntry(pair.a.app, { peerId: pair.a.peerId, ...work, quantity: 1_001 })).toEqual({
      outcome: "impossible",
      because: "sums",
      most: 1_000,
    });
    await recorded(pair.a, { quantity: 1_000 });
    const { id } = await agree(pair);
    expect(await fulfil(pair.a.app, id, 5_400)).toMatchObject({
      outcome: "impossible",
      impossibility: { because: "quantity", least: 1, most: 1_000 },
    });
    expect((await fulfil(pair.a.app, id, 900)).outcome).toBe("done");
    const money = await recorded(pair.a, { kind: "money", unit: "EUR", quantity: 1_001 });
    await deliverAll(pair);
    const refused = await held(pair.a, money.entry);
    expect([refused.state, refused.disputeReason]).toEqual(["disputed", "quantity"]);
    await expect(held(pair.b, money.entry)).rejects.toThrow();
    const small = await recorded(pair.a, { kind: "money", unit: "EUR", quantity: 1_000 });
    await deliverAll(pair);
    expect((await held(pair.b, small.entry)).state).toBe("in-transit");
  });
});
