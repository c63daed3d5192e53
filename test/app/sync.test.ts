import { beforeEach, expect, test } from "vitest";
import { checkBooks } from "#src/app/books-check.ts";
import { openLedgerKey } from "#src/app/ledger-keys.ts";
import { noteReconciliation, answerSync, type SyncRequest } from "#src/app/reconcile.ts";
import { reconcileWith, type SyncPost } from "#src/app/sync-session.ts";
import { findReconciliation, listEvidence } from "#src/store/evidence.ts";
import { readSyncAnswer, readSyncRequest, writeSyncAnswer, writeSyncRequest } from "#federation/wire/sync.ts";
import { onBothEngines } from "#test/rig.ts";
import { booksAt, held, openPair, type Pair, type Side } from "./ledger-pair.ts";
import { filling, hold, signedEntry } from "./signed-entries.ts";

const startMs = Date.UTC(2025, 5, 1);
const at = (index: number): number => startMs + index * 600_000;

/** Answers as `side` would, with the JSON of the wire between; notes what was said. */
function postTo(side: Side, from: string, said: SyncRequest[] = []): SyncPost {
  return async (_peer, request) => {
    said.push(request);
    const read = readSyncRequest(JSON.parse(JSON.stringify(writeSyncRequest(request))));
    if (!read.ok) return { failed: read.reason };
    const answered = await answerSync(side.app, from, read.value);
    if (answered === undefined) return { failed: "no books" };
    const answer = readSyncAnswer(JSON.parse(JSON.stringify(writeSyncAnswer(answered))));
    return answer.ok ? answer.value : { failed: answer.reason };
  };
}

onBothEngines("books that are too large to be listed", (engine) => {
  let pair: Pair;
  beforeEach(async () => {
    pair = await openPair(engine.open);
    const common = filling(pair, 1_100, at);
    await hold(pair.a, common);
    await hold(pair.b, common);
  });

  const reconcile = (said: SyncRequest[] = []) =>
    reconcileWith(pair.a.app, pair.a.peerId, postTo(pair.b, pair.a.coop, said));

  test("that are the same are compared in one exchange", async () => {
    const said: SyncRequest[] = [];
    expect(await reconcile(said)).toMatchObject({ state: "equal", entries: 1_100, sent: 0, received: 0 });
    expect(said).toHaveLength(1);
  });

  test("are made the same: what one lacks, and what one knows more about, goes over once", async () => {
    const { a, b } = pair;
    const onlyA = await signedEntry(pair, at(3) + 1);
    const onlyB = await signedEntry(pair, at(500) + 1);
    const waiting = await signedEntry(pair, at(900) + 1, [a]);
    const bothSigned = { ...waiting, state: "agreed" as const };
    bothSigned.document = await signedAlso(waiting.document, b);
    await hold(a, [onlyA, waiting]);
    await hold(b, [onlyB, bothSigned]);
    const said: SyncRequest[] = [];
    expect(await reconcile(said)).toMatchObject({ state: "repaired", sent: 1, received: 2 });
    expect(said.length).toBeLessThanOrEqual(3);
    expect(await booksAt(a)).toEqual(await booksAt(b));
    expect((await held(a, waiting.entry)).state).toBe("agreed");
    expect((await held(b, onlyA.entry)).document).toBe(onlyA.document);
    for (const { app, peerId } of [a, b])
      expect(await checkBooks(app, app.database, { id: peerId, coop: "" })).toEqual([]);
    expect((await findReconciliation(a.app.database, a.peerId))?.state).toBe("repaired");
  });

  test("contradicting versions are kept as evidence on both sides, and are not sent again and again", async () => {
    const { a, b } = pair;
    const ours = await signedEntry(pair, at(7) + 1, [a]);
    const theirs = { ...(await signedEntry(pair, at(7) + 1, [a])), entry: ours.entry };
    const other = JSON.parse(ours.document) as { resourceQuantity: object };
    const content = { ...other, proof: undefined, resourceQuantity: { hasUnit: "one", hasNumericalValue: "61" } };
    theirs.document = await signedAlso(JSON.stringify(content), a);
    theirs.hash = a.app.seals.hash(JSON.parse(theirs.document) as object);
    await hold(a, [ours]);
    await hold(b, [theirs]);
    expect((await reconcile()).state).toBe("differs");
    for (const { app, peerId } of [a, b]) {
      expect((await held({ app, peerId, coop: "" }, ours.entry)).state).toBe("disputed");
      expect(await listEvidence(app.database, { peerId, entry: ours.entry })).toHaveLength(1);
    }
    const again: SyncRequest[] = [];
    expect(await reconcile(again)).toMatchObject({ state: "differs", sent: 0, received: 0 });
    expect(again.length).toBeLessThanOrEqual(4);
  });

  test("a partner that answers nonsense wastes some exchanges, and no more", async () => {
    const nonsense = Uint8Array.of(0x61, 0, 0, 2, 1, ...new Uint8Array(32).fill(7));
    let asked = 0;
    const liar: SyncPost = async (_peer, request) => {
      asked += 1;
      const digest = "ab".repeat(32);
      return {
        equal: false,
        digest,
        count: 5_000,
        items: [],
        ...(request.negentropy === undefined ? {} : { negentropy: nonsense }),
      };
    };
    expect(await reconcileWith(pair.a.app, pair.a.peerId, liar)).toMatchObject({ state: "differs", received: 0 });
    expect(asked).toBeLessThan(20);
    const broken: SyncPost = async () => ({
      equal: false,
      digest: "ab".repeat(32),
      count: 5,
      items: [],
      negentropy: Uint8Array.of(0x61, 9),
    });
    expect((await reconcileWith(pair.a.app, pair.a.peerId, broken)).state).toBe("differs");
    const garbled = { ...(await noteReconciliation(pair.b.app, pair.b.peerId, "differs")), give: [], ask: [] };
    expect(
      await answerSync(pair.b.app, pair.a.coop, { ...garbled, negentropy: Uint8Array.of(0x61, 1) }),
    ).not.toHaveProperty("negentropy");
  });

  async function signedAlso(document: string, { app }: Side): Promise<string> {
    return app.seals.seal(document, await openLedgerKey(app, app.database, 0));
  }
});
