import { beforeAll, expect, test } from "vitest";
import { findEntry } from "#src/app/ledger.ts";
import { openLedgerKey } from "#src/app/ledger-keys.ts";
import { takeUpWaiting } from "#src/app/reconcile.ts";
import { findEntryByIri } from "#src/store/entries.ts";
import { updatePeer } from "#src/store/peers.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { onBothEngines } from "#test/rig.ts";
import {
  activityOf,
  agree,
  booksAt,
  fulfilled,
  held,
  openPair,
  receive,
  waitingRows,
  type Pair,
} from "./ledger-pair.ts";

onBothEngines("what does not belong into the books", (engine) => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await openPair(engine.open);
  });

  /** A fresh entry's Create, as A sends it. */
  async function fresh(): Promise<{ readonly create: JsonObject; readonly entry: string }> {
    const made = await fulfilled(pair, (await agree(pair)).id);
    const row = (await waitingRows(pair.a)).find(({ message }) => "entry" in message && message.entry === made.entry);
    if (row === undefined) throw new Error("Nothing to say.");
    return { create: activityOf(pair.a, row), entry: made.entry };
  }

  /** Signs changed content with A's own key, as a dishonest A could. */
  async function resealed(create: JsonObject, changes: JsonObject): Promise<JsonObject> {
    const { proof: _, ...content } = create["object"] as JsonObject;
    const key = await openLedgerKey(pair.a.app, pair.a.app.database, Date.now());
    const object = await pair.a.app.seals.seal(JSON.stringify({ ...content, ...changes }), key);
    return { ...create, object: JSON.parse(object) as JsonObject };
  }

  const evidence = async () => pair.b.app.database.q.select().from(pair.b.app.database.t.evidence);
  const isKnown = async (entry: string) => (await findEntryByIri(pair.b.app.database, entry)) !== undefined;

  test("a changed entry, an unsigned one, one that another coop sends or that is signed by another's key: dropped without a trace", async () => {
    const { a, b } = pair;
    const { create, entry } = await fresh();
    const object = create["object"] as JsonObject;
    const before = [(await evidence()).length, await booksAt(b)];
    const quantity = { hasUnit: "one", hasNumericalValue: "6000" };
    expect(await receive(b, { ...create, object: { ...object, resourceQuantity: quantity } }, a.coop)).toEqual({
      dropped: expect.any(String),
    });
    expect(await receive(b, { ...create, object: { ...object, proof: [] } }, a.coop)).toEqual({
      dropped: expect.any(String),
    });
    expect(await receive(b, create, "https://c.example/actors/coop")).toEqual({ dropped: expect.any(String) });
    // B's own key cannot speak for A.
    const { proof: _, ...content } = object;
    const forged = await b.app.seals.seal(
      JSON.stringify(content),
      await openLedgerKey(b.app, b.app.database, Date.now()),
    );
    expect(await receive(b, { ...create, object: JSON.parse(forged) as JsonObject }, a.coop)).toEqual({
      dropped: expect.any(String),
    });
    expect(await receive(b, { ...create, object: entry }, a.coop)).toEqual({ dropped: expect.any(String) });
    expect([(await evidence()).length, await booksAt(b)]).toEqual(before);
    expect(await receive(b, create, a.coop)).toBe("done");
    expect((await held(b, entry)).state).toBe("agreed");
  });

  test.each([
    ["another pair", { receiver: "https://c.example/actors/coop" }],
    ["an id of another server", { id: "https://c.example/entries/019a0000-0000-7000-8000-000000000000" }],
    ["a fraction as text", { resourceQuantity: { hasUnit: "one", hasNumericalValue: "1.5" } }],
    ["nothing", { resourceQuantity: { hasUnit: "one", hasNumericalValue: "0" } }],
    ["less than nothing", { resourceQuantity: { hasUnit: "one", hasNumericalValue: -5 } }],
    ["too much to count", { resourceQuantity: { hasUnit: "one", hasNumericalValue: "9007199254740993" } }],
    ["another unit of measure", { resourceQuantity: { hasUnit: "hour", hasNumericalValue: "5" } }],
    ["an unknown unit", { resourceConformsTo: "https://c.example/units#hour" }],
    ["a period backwards", { hasBeginning: "2026-11-30T20:00:00Z", hasEnd: "2026-11-30T18:00:00Z" }],
    ["a date that is none", { hasBeginning: "2026-02-30T25:00:00Z" }],
  ] as const)(
    "signed by its maker, but with %s: refused, kept as evidence, and the maker is told",
    async (_, changes) => {
      const { a, b } = pair;
      const { create, entry } = await fresh();
      const before = [(await evidence()).length, (await waitingRows(b)).length] as const;
      expect(await receive(b, await resealed(create, changes), a.coop)).toBe("done");
      expect(await isKnown(entry)).toBe(false);
      expect([(await evidence()).length, (await waitingRows(b)).length]).toEqual([before[0] + 1, before[1] + 1]);
    },
  );

  test("a quantity may be a number on the wire, and what else was signed stays", async () => {
    const { a, b } = pair;
    const { create, entry } = await fresh();
    const changed = await resealed(create, {
      resourceQuantity: { hasUnit: "one", hasNumericalValue: 5_400 },
      extra: "kept",
    });
    expect(await receive(b, changed, a.coop)).toBe("done");
    const row = await held(b, entry);
    expect([row.quantity, row.state, (JSON.parse(row.document) as JsonObject)["extra"]]).toEqual([
      5_400,
      "agreed",
      "kept",
    ]);
  });

  test("the same id with other content: what is agreed stays, what is in transit becomes a dispute, both versions are kept", async () => {
    const { a, b } = pair;
    const other = { resourceQuantity: { hasUnit: "one", hasNumericalValue: "1" } };
    const agreed = await fresh();
    await receive(b, agreed.create, a.coop);
    await receive(b, await resealed(agreed.create, other), a.coop);
    expect(await held(b, agreed.entry)).toMatchObject({ state: "agreed", quantity: 5_400 });

    const waiting = await fresh();
    const waits = await resealed(waiting.create, { context: "https://b.example/agreements/unknown" });
    await receive(b, waits, a.coop);
    expect(await held(b, waiting.entry)).toMatchObject({ state: "in-transit", waits: "unknown-agreement" });
    await receive(b, waiting.create, a.coop);
    await receive(b, waiting.create, a.coop);
    const row = await held(b, waiting.entry);
    expect(row).toMatchObject({ state: "disputed", disputeReason: "duplicate" });
    const kept = (await evidence()).filter((one) => one.entry === waiting.entry);
    expect(kept).toMatchObject([{ document: JSON.stringify(waiting.create["object"]) }]);
    expect((await findEntry(b.app, row.id))?.evidence).toHaveLength(1);
  });

  test("a countersignature or a refusal by somebody else changes nothing", async () => {
    const { a, b } = pair;
    const { create, entry } = await fresh();
    const before = await held(a, entry);
    const accept = { type: "Accept", object: entry, result: create["object"] ?? null };
    expect(await receive(a, accept, b.coop)).toEqual({ dropped: expect.any(String) });
    const refusal = { type: "Reject", object: entry, hash: before.hash, refusal: { reason: "other", note: "" } };
    expect(await receive(a, refusal, "https://c.example/actors/coop")).toEqual({ dropped: expect.any(String) });
    expect(await receive(b, refusal, a.coop)).toEqual({ dropped: expect.any(String) });
    expect(await held(a, entry)).toEqual(before);
  });

  test("signed with a key that is not trusted yet: kept, and taken up once it is", async () => {
    const { a, b } = pair;
    const { create, entry } = await fresh();
    await b.app.database.transaction(
      async ({ q, t }) => void (await q.update(t.partnerKeys).set({ state: "waiting" })),
    );
    expect(await receive(b, create, a.coop)).toBe("done");
    expect(await isKnown(entry)).toBe(false);
    await takeUpWaiting(b.app, a.coop);
    expect(await isKnown(entry)).toBe(false);
    await b.app.database.transaction(async ({ q, t }) => void (await q.update(t.partnerKeys).set({ state: "pinned" })));
    await takeUpWaiting(b.app, a.coop);
    expect((await held(b, entry)).state).toBe("agreed");
    expect((await evidence()).filter((one) => one.reason === "key-waiting")).toEqual([]);
  });

  test("blocked: nothing comes in; ended: the ledger goes on", async () => {
    const { a, b } = pair;
    const { create, entry } = await fresh();
    await b.app.database.transaction((session) => updatePeer(session, b.peerId, { state: "blocked" }));
    expect(await receive(b, create, a.coop)).toEqual({ dropped: expect.any(String) });
    await b.app.database.transaction((session) => updatePeer(session, b.peerId, { state: "ended" }));
    expect(await receive(b, create, a.coop)).toBe("done");
    expect((await held(b, entry)).state).toBe("agreed");
  });
});
