import { createServer } from "node:http";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Context } from "#src/app/context.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { disputeEntry } from "#src/app/entry-acts.ts";
import { findBooks } from "#src/app/ledger.ts";
import { openLedgerKey } from "#src/app/ledger-keys.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import { updatePeer } from "#src/store/peers.ts";
import { getSigned, openHttpKeys, sendSigned } from "#federation/post.ts";
import {
  agree,
  befriend,
  booksAt,
  deliverAll,
  fulfilled,
  held,
  receive,
  waitingRows,
  activityOf,
  type Pair,
  type Side,
} from "#test/app/ledger-pair.ts";
import { onBothEngines } from "#test/rig.ts";
import { allowPrivateAddresses, openNode, type Node } from "./ledger-nodes.ts";

onBothEngines("two ledgers over HTTP", (engine) => {
  let nodes: readonly [Node, Node];
  let pair: Pair;

  beforeEach(async () => {
    nodes = await Promise.all([openNode(engine), openNode(engine)]);
    const [a, b] = [nodes[0].app, nodes[1].app];
    const coopOf = (app: Context) => actorIri(app.origin, coopActorId);
    pair = {
      a: { app: a, coop: coopOf(a), peerId: await befriend(a, b) },
      b: { app: b, coop: coopOf(b), peerId: await befriend(b, a) },
    };
  });
  afterEach(() => {
    for (const { server } of nodes) {
      server.close();
      server.closeAllConnections();
    }
  });

  const fromA = () => nodes[0].ledger.reconcile(pair.a.peerId);
  const fromB = () => nodes[1].ledger.reconcile(pair.b.peerId);

  async function expectSame(): Promise<void> {
    const [atA, atB] = [await booksAt(pair.a), await booksAt(pair.b)];
    expect(atA).toEqual(atB);
    expect(await fromA()).toEqual({ state: "equal", entries: atA.count, digest: atA.digest, sent: 0, received: 0 });
    expect(await fromB()).toEqual({ state: "equal", entries: atA.count, digest: atA.digest, sent: 0, received: 0 });
    for (const { app, peerId } of [pair.a, pair.b]) {
      expect((await findBooks(app, peerId)).reconciliation).toMatchObject({
        state: "equal",
        equalAtMs: expect.any(Number),
      });
    }
  }

  test("nothing yet, and after an entry went the usual way: equal, with one digest, in one request", async () => {
    await expectSame();
    await fulfilled(pair, (await agree(pair)).id);
    await deliverAll(pair);
    nodes[1].requests = 0;
    await fromA();
    expect(nodes[1].requests).toBe(1);
    await expectSame();
  });

  test("an entry that was never delivered arrives, is countersigned and comes back, whoever asks", async () => {
    for (const ask of [fromA, fromB]) {
      const made = await fulfilled(pair, (await agree(pair)).id);
      expect(await ask()).toMatchObject({ state: "repaired" });
      expect([(await held(pair.a, made.entry)).state, (await held(pair.b, made.entry)).state]).toEqual([
        "agreed",
        "agreed",
      ]);
      // What waited for the answer has it.
      expect(await waitingRows(pair.a)).toEqual([]);
      await expectSame();
    }
  });

  test("a countersignature or a refusal that was lost heals", async () => {
    const made = await fulfilled(pair, (await agree(pair)).id);
    const [row] = await waitingRows(pair.a);
    if (row === undefined) throw new Error("Nothing to say.");
    await receive(pair.b, activityOf(pair.a, row), pair.a.coop);
    expect((await held(pair.a, made.entry)).state).toBe("in-transit");
    expect(await fromA()).toMatchObject({ state: "repaired", sent: 0, received: 1 });
    expect((await held(pair.a, made.entry)).state).toBe("agreed");

    await changeCoop(pair.b.app, { countersign: "steward" });
    const other = await fulfilled(pair, (await agree(pair)).id);
    await fromA();
    const { id, waits } = await held(pair.b, other.entry);
    expect(waits).toBe("coop-choice");
    await disputeEntry(pair.b.app, id, { reason: "quantity", note: "fewer came" });
    expect(await fromB()).toMatchObject({ state: "repaired", sent: 1 });
    expect(await held(pair.a, other.entry)).toMatchObject({
      state: "disputed",
      disputedBy: pair.b.coop,
      disputeNote: "fewer came",
    });
    await expectSame();
  });

  test("more than one message holds, from both sides at once", { timeout: 60_000 }, async () => {
    for (let index = 1; index <= 60; index += 1) await fulfilled(pair, (await agree(pair)).id, index);
    const outcomes = await Promise.all([fromA(), fromB(), fromA()]);
    expect(outcomes.map(({ state }) => state)).not.toContain("unreachable");
    await fromA();
    await expectSame();
    expect((await booksAt(pair.b)).count).toBe(60);
  });

  test("a whole side that was lost is filled again from the other, with both proofs", async () => {
    for (let index = 1; index <= 3; index += 1) await fulfilled(pair, (await agree(pair)).id, index);
    await deliverAll(pair);
    const before = await booksAt(pair.a);
    await pair.a.app.database.transaction(async ({ q, t }) => {
      await q.delete(t.entries);
      await q.delete(t.entryDays);
    });
    expect(await fromA()).toMatchObject({ state: "repaired", received: 3, entries: 3, digest: before.digest });
    await expectSame();
  });

  test("contradicting versions become a dispute on both sides, each with the other's version; the rest still heals", async () => {
    const made = await fulfilled(pair, (await agree(pair)).id);
    const [row] = await waitingRows(pair.a);
    const create = activityOf(pair.a, row ?? (undefined as never));
    // A tells B something else than what stands in its own books, signed with its own key.
    const { proof: _, ...content } = create["object"] as Record<string, string>;
    const key = await openLedgerKey(pair.a.app, pair.a.app.database, Date.now());
    const other = { ...content, context: `${pair.b.app.origin}/agreements/none` };
    const object = await pair.a.app.seals.seal(JSON.stringify(other), key);
    await receive(pair.b, { ...create, object: JSON.parse(object) as never }, pair.a.coop);
    const healthy = await fulfilled(pair, (await agree(pair)).id);

    expect(await fromB()).toMatchObject({ state: "differs" });
    expect((await held(pair.b, healthy.entry)).state).toBe("agreed");
    for (const side of [pair.a, pair.b]) {
      expect(await held(side, made.entry)).toMatchObject({ state: "disputed", disputeReason: "duplicate" });
      const { q, t } = side.app.database;
      expect(await q.$count(t.evidence)).toBe(1);
    }
    expect(await fromA()).toMatchObject({ state: "differs", sent: 0, received: 0 });
  });

  test("only for those with whom there are books: nobody unsigned, nobody else, nobody blocked", async () => {
    const [{ app: a }, { app: b }] = nodes;
    const url = `${b.origin}/ledger/sync`;
    const body = JSON.stringify({ digest: "0".repeat(64), count: 0 });
    const unsigned = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } });
    expect(unsigned.status).toBe(401);

    const post = async (actorId: string, text: string) => {
      const signed = {
        inbox: url,
        body: text,
        key: await openHttpKeys(a)(actorId),
        signature: null,
        kind: "rfc9421" as const,
      };
      return (await sendSigned({ ...signed, signal: AbortSignal.timeout(5_000) }, { allowPrivateAddresses })).status;
    };
    expect(await post("coop", body)).toBe(200);
    expect(await post("coop", "{}")).toBe(400);
    expect(await post("coop", "[")).toBe(400);
    expect(await post("coop", JSON.stringify({ digest: "0".repeat(64), count: 0.5 }))).toBe(400);
    expect(await post("coop", JSON.stringify({ digest: "0".repeat(64), count: 0, give: "all" }))).toBe(400);
    // The node actor is no coop: nothing of the ledger is said to it.
    expect(await post("node", body)).not.toBe(200);

    const stand = (side: Side, state: "blocked" | "ended" | "received") =>
      side.app.database.transaction((session) => updatePeer(session, side.peerId, { state }));
    await stand(pair.b, "received");
    expect(await post("coop", body)).toBe(404);
    await stand(pair.b, "blocked");
    expect(await post("coop", body)).toBe(404);
    expect(await fromA()).toMatchObject({ state: "unreachable" });
    expect(await fromB()).toMatchObject({ state: "unreachable" });
    await stand(pair.b, "ended");
    await agree(pair);
    expect(await fromA()).toMatchObject({ state: "equal" });
  });

  test("an entry's address answers to its other side, in a signed request, and to nobody else", async () => {
    const made = await fulfilled(pair, (await agree(pair)).id);
    const key = await openHttpKeys(pair.b.app)("coop");
    const got = await getSigned(made.entry, key, { allowPrivateAddresses });
    expect([got.status, await got.text()]).toEqual([200, made.document]);
    expect((await fetch(made.entry, { headers: { accept: "application/activity+json" } })).status).toBe(404);
    const own = await openHttpKeys(pair.a.app)("coop");
    expect((await getSigned(made.entry, own, { allowPrivateAddresses })).status).toBe(404);
    expect((await getSigned(`${pair.a.app.origin}/entries/x`, key, { allowPrivateAddresses })).status).toBe(404);
  });

  test("a partner that is away, or answers nonsense, changes nothing", async () => {
    await fulfilled(pair, (await agree(pair)).id);
    const before = await booksAt(pair.a);
    nodes[1].server.close();
    nodes[1].server.closeAllConnections();
    expect(await fromA()).toMatchObject({ state: "unreachable", entries: 1, digest: before.digest });
    const answers = [
      "",
      "[]",
      "null",
      '{"equal":true}',
      '{"digest":"x","count":1,"equal":false}',
      '{"equal":false,"digest":"' + "0".repeat(64) + '","count":0,"items":[{"document":7}]}',
    ];
    let answer = "";
    const liar = createServer((_, response) => response.end(answer)).listen(
      Number(new URL(pair.b.app.origin).port),
      "127.0.0.1",
    );
    await new Promise((resolve) => liar.once("listening", resolve));
    for (answer of answers) expect(await fromA()).toMatchObject({ state: "unreachable" });
    // A document that nobody signed is no entry, and an answer that never gets equal ends.
    answer = JSON.stringify({
      equal: false,
      digest: "0".repeat(64),
      count: 9,
      entries: [],
      items: [{ document: { id: "x" } }],
    });
    expect(await fromA()).toMatchObject({ state: "differs" });
    liar.close();
    liar.closeAllConnections();
    expect(await booksAt(pair.a)).toEqual(before);
  });

  test(
    "whatever was delivered, lost, doubled or refused before: one comparison makes the books the same",
    { timeout: 60_000 },
    async () => {
      const step = fc.record({ made: fc.nat(2), delivered: fc.nat(3), refused: fc.boolean() });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
          for (const { made, delivered, refused } of steps) {
            await changeCoop(pair.b.app, { countersign: refused ? "steward" : "automatic" });
            for (let index = 0; index < made; index += 1) await fulfilled(pair, (await agree(pair)).id, index + 1);
            for (const side of [pair.a, pair.b]) {
              const other = side === pair.a ? pair.b : pair.a;
              for (const row of (await waitingRows(side)).slice(0, delivered))
                await receive(other, activityOf(side, row), side.coop);
            }
            const [waiting] = await pair.b.app.database.q.select().from(pair.b.app.database.t.entries).limit(1);
            if (refused && waiting !== undefined)
              await disputeEntry(pair.b.app, waiting.id, { reason: "other", note: "" });
          }
          expect(["equal", "repaired"]).toContain((await fromA()).state);
          expect(await booksAt(pair.a)).toEqual(await booksAt(pair.b));
        }),
        { numRuns: 6 },
      );
    },
  );
});
