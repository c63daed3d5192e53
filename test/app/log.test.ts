import { beforeEach, expect, test } from "vitest";
import { openConfirmations } from "#src/app/confirmations.ts";
import { transact } from "#src/app/context.ts";
import { openLedgerKey } from "#src/app/ledger-keys.ts";
import { consistencyProof, inclusionProof, rootAt, rootText, treeOf } from "#src/app/log.ts";
import { hearSyncLog, logPartOf, syncLogOf } from "#src/app/log-part.ts";
import { readEquivocation, verifyEvidence } from "#src/app/log-evidence.ts";
import { findEntryProofs, type EntryProof } from "#src/app/entry-proofs.ts";
import { requirePeer } from "#src/app/entry-messages.ts";
import { signAllWaiting } from "#src/app/signatures.ts";
import { reconcileWith } from "#src/app/sync-session.ts";
import { hearCheckpoint } from "#src/app/witness.ts";
import { readCheckpoint, writeCheckpoint } from "#src/domain/checkpoint.ts";
import { readLeaf, writeLeaf } from "#src/domain/leaf.ts";
import type { SyncLog } from "#src/domain/ledger-message.ts";
import { leafHash, rootOfInclusion, rootOf } from "#src/domain/merkle.ts";
import { listEvidence } from "#src/store/evidence.ts";
import { findLog, listLeaves, type Log, type LogSide } from "#src/store/logs.ts";
import { createHash } from "node:crypto";
import { onBothEngines } from "#test/rig.ts";
import {
  agree,
  deliverAll,
  fulfilled,
  held,
  openPair,
  proofsOf,
  receive,
  spokenBy,
  waitingRows,
  type Pair,
  type Side,
} from "./ledger-pair.ts";

const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();

async function logOf({ app, peerId }: Side, side: LogSide): Promise<Log> {
  const log = await findLog(app.database, { peerId, side });
  if (log === undefined) throw new Error(`There is no log of ${side}.`);
  return log;
}

/** Both sides of one log: its owner's, and what the witness has of it. */
async function twice(owner: Side, witness: Side) {
  return { own: await logOf(owner, "ours"), seen: await logOf(witness, "theirs") };
}

const leavesOf = async ({ app }: Side, { id }: Log) =>
  (await listLeaves(app.database, id, { from: 0, limit: 1_000 })).map(({ leaf }) => leaf);

/** One exchange of a reconciliation, as far as logs go: `a` speaks, `b` answers, `a` hears. */
async function exchange({ a, b }: Pair, before?: SyncLog): Promise<SyncLog> {
  const asked = await transact(a.app, async (work) => syncLogOf(work, await requirePeer(work, a.peerId), before));
  const answered = await transact(b.app, async (work) => {
    const peer = await requirePeer(work, b.peerId);
    await hearSyncLog(work, peer, asked);
    return syncLogOf(work, peer, asked);
  });
  await transact(a.app, async (work) => hearSyncLog(work, await requirePeer(work, a.peerId), answered));
  return answered;
}

/** A checkpoint that `side` signs, whatever it says. */
async function signs({ app }: Side, checkpoint: { origin: string; size: number; root: string }): Promise<string> {
  const key = await openLedgerKey(app, app.database, Date.now());
  return app.seals.signNote(writeCheckpoint(checkpoint), key);
}

/** The root that an inclusion proof leads to, and the one that was signed. */
const rootProvedBy = ({ place, leaf, witnessed }: EntryProof): string => {
  const { size = 0, proof = [] } = witnessed ?? {};
  const about = { place, size, leaf: leafHash(Buffer.from(leaf, "utf8"), sha256) };
  const hashes = proof.map((hash) => Buffer.from(hash, "base64"));
  return Buffer.from(rootOfInclusion(about, hashes, sha256) ?? []).toString("base64");
};
const signedIn = ({ witnessed }: EntryProof): string | undefined => witnessed?.checkpoint.split("\n")[2];

const evidenceAt = ({ app, peerId }: Side) => listEvidence(app.database, { peerId, reason: "equivocation" });

const hears = (side: Side, shown: Parameters<typeof hearCheckpoint>[2]) =>
  transact(side.app, async (work) => hearCheckpoint(work, await requirePeer(work, side.peerId), shown));

onBothEngines("the log for a partner", (engine) => {
  let pair: Pair;
  beforeEach(async () => {
    pair = await openPair(engine.open);
  });

  const settle = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) await fulfilled(pair, (await agree(pair)).id, 60 + index);
  };

  test("has a leaf for each thing that was signed, and the partner holds every one of them", async () => {
    await settle(3);
    await deliverAll(pair);
    for (const [owner, witness, kind] of [
      [pair.a, pair.b, "entry"],
      [pair.b, pair.a, "countersignature"],
    ] as const) {
      const { own, seen } = await twice(owner, witness);
      expect([own.size, seen.size, seen.checkpointSize, seen.state]).toEqual([3, 3, 3, "open"]);
      expect(rootText(treeOf(seen))).toBe(rootText(treeOf(own)));
      expect(await leavesOf(witness, seen)).toEqual(await leavesOf(owner, own));
      const leaves = (await leavesOf(owner, own)).map(readLeaf);
      for (const leaf of leaves) {
        const entry = await held(owner, leaf?.about ?? "");
        const signed = proofsOf(entry).map((proof) => ({ key: proof.verificationMethod, ...proof }));
        expect(leaf).toMatchObject({ kind, hash: entry.hash });
        expect(signed).toContainEqual(expect.objectContaining({ key: leaf?.key, proofValue: leaf?.signature }));
      }
    }
  });

  test("can be proved to hold a leaf, and to have only grown", async () => {
    await settle(5);
    const own = await logOf(pair.a, "ours");
    const session = pair.a.app.database;
    const root = rootOf(treeOf(own), sha256);
    for (const [place, leaf] of (await leavesOf(pair.a, own)).entries()) {
      const proof = (await inclusionProof(session, own, { place, size: 5 })).map((hash) => Buffer.from(hash, "base64"));
      const hash = leafHash(Buffer.from(leaf, "utf8"), sha256);
      expect(Buffer.from(rootOfInclusion({ place, size: 5, leaf: hash }, proof, sha256) ?? [])).toEqual(
        Buffer.from(root),
      );
    }
    expect(await consistencyProof(session, own, { first: 3, size: 5 })).toHaveLength(4);
    expect(await rootAt(session, own, 5)).toBe(Buffer.from(root).toString("base64"));
  });

  test("shows anyone where an entry's signatures stand in both logs", async () => {
    await settle(3);
    await deliverAll(pair);
    const entry = await held(
      pair.a,
      readLeaf((await leavesOf(pair.a, await logOf(pair.a, "ours")))[1] ?? "")?.about ?? "",
    );
    const found = await findEntryProofs(pair.a.app, entry.id);
    expect(found?.map(({ side, witnessed }) => [side, witnessed?.size])).toEqual(
      expect.arrayContaining([
        ["ours", 3],
        ["theirs", 3],
      ]),
    );
    for (const proof of found ?? []) expect(rootProvedBy(proof)).toBe(signedIn(proof));
    expect(await findEntryProofs(pair.a.app, "none")).toBeUndefined();
  });

  test("is made whole by a reconciliation when messages were lost, and what came too early was kept", async () => {
    await settle(4);
    const rows = await waitingRows(pair.a);
    const last = rows.at(-1);
    if (last === undefined) throw new Error("Nothing waits.");
    await receive(pair.b, await spokenBy(pair.a, last), pair.a.coop);
    expect(await logOf(pair.b, "theirs")).toMatchObject({ size: 0, claimedSize: 4 });
    await exchange(pair, await exchange(pair));
    const { own, seen } = await twice(pair.a, pair.b);
    expect([seen.size, seen.checkpointSize, seen.claimed]).toEqual([4, 4, null]);
    expect(rootText(treeOf(seen))).toBe(rootText(treeOf(own)));
  });

  test("nothing is signed after a start before the partner has shown what it holds of it", async () => {
    const started = { ...pair.a, app: { ...pair.a.app, confirmations: openConfirmations() } };
    const after = { a: started, b: pair.b };
    const entry = await fulfilled(after, (await agree(pair)).id);
    expect(JSON.parse(entry.document)).not.toHaveProperty("proof");
    expect(await waitingRows(started)).toEqual([]);
    expect(await signAllWaiting(started.app)).toBe(0);
    await exchange(after);
    expect(await signAllWaiting(started.app)).toBe(1);
    expect(await signAllWaiting(started.app)).toBe(0);
    await deliverAll(after);
    expect(await held(pair.b, entry.entry)).toMatchObject({ state: "agreed", hash: entry.hash });
    expect(await held(started, entry.entry)).toMatchObject({ state: "agreed" });
  });

  test("a partner that has no reconciliation keeps no log; one that is out of reach has shown nothing", async () => {
    const started = { ...pair.a, app: { ...pair.a.app, confirmations: openConfirmations() } };
    const entry = await fulfilled({ a: started, b: pair.b }, (await agree(pair)).id);
    await reconcileWith(started.app, started.peerId, async () => ({ failed: "it answers 503" }));
    expect(JSON.parse((await held(started, entry.entry)).document)).not.toHaveProperty("proof");
    await reconcileWith(started.app, started.peerId, async () => ({ failed: "it answers 404", keepsNoLog: true }));
    expect(proofsOf(await held(started, entry.entry))).toHaveLength(1);
  });

  test("a message, which may be an old one, confirms nothing: a partner that starts countersigns after a reconciliation", async () => {
    const started = { ...pair.b, app: { ...pair.b.app, confirmations: openConfirmations() } };
    const after = { a: pair.a, b: started };
    const entry = await fulfilled(pair, (await agree(pair)).id);
    await deliverAll(after);
    expect(await held(started, entry.entry)).toMatchObject({ state: "in-transit" });
    await exchange(after);
    expect(await signAllWaiting(started.app)).toBe(1);
    expect(await held(started, entry.entry)).toMatchObject({ state: "agreed" });
  });

  test("two roots for one size prove to anyone that their signer showed two logs", async () => {
    await settle(3);
    await deliverAll(pair);
    const { seen } = await twice(pair.a, pair.b);
    const root = Buffer.alloc(32, 1).toString("base64");
    for (const size of [3, 2, 1]) {
      await hears(pair.b, { checkpoint: await signs(pair.a, { origin: seen.origin, size, root }) });
      const [evidence] = await evidenceAt(pair.b);
      const found = readEquivocation(JSON.parse(evidence?.document ?? "{}"));
      if (found === undefined) throw new Error("There is no evidence.");
      expect(verifyEvidence(pair.b.app, found, found.keys)).toMatchObject({ verdict: "proved", sizes: [size, 3] });
      const honest = { ...found, first: found.second, proof: [] };
      expect(verifyEvidence(pair.b.app, honest, found.keys)).toMatchObject({ verdict: "not-proved" });
      expect(verifyEvidence(pair.b.app, found, [])).toMatchObject({ verdict: "not-proved" });
      const forged = { ...found, first: found.first.replace(`\n${size}\n`, `\n${size + 1}\n`) };
      expect(verifyEvidence(pair.b.app, forged, found.keys)).toMatchObject({ verdict: "not-proved" });
    }
    expect((await logOf(pair.b, "theirs")).state).toBe("forked");
  });

  test("a larger log that does not begin with the one we hold is proved by the proof that should have shown that it does", async () => {
    await settle(3);
    await deliverAll(pair);
    const { own, seen } = await twice(pair.a, pair.b);
    // The same coop with other leaves, as a liar's second database would have them.
    const other = (await openPair(engine.open)).a;
    const leaves = await leavesOf(pair.a, own);
    const lies = leaves.map((leaf) =>
      writeLeaf({ ...(readLeaf(leaf) as NonNullable<ReturnType<typeof readLeaf>>), hash: "0".repeat(64) }),
    );
    const { appendLeaves, openLog } = await import("#src/app/log.ts");
    const forked = await transact(other.app, async (work) =>
      appendLeaves(work, await openLog(work, await requirePeer(work, other.peerId), "ours"), [...lies, ...leaves]),
    );
    const session = other.app.database;
    const checkpoint = await signs(pair.a, { origin: own.origin, size: 6, root: rootText(treeOf(forked)) });
    const proof = await consistencyProof(session, forked, { first: 3, size: 6 });
    await hears(pair.b, { checkpoint, extends: { first: 3, firstRoot: await rootAt(session, forked, 3), proof } });
    const [evidence] = await evidenceAt(pair.b);
    const found = readEquivocation(JSON.parse(evidence?.document ?? "{}"));
    if (found === undefined) throw new Error("There is no evidence.");
    expect(verifyEvidence(pair.b.app, found, found.keys)).toMatchObject({ verdict: "proved", sizes: [3, 6] });
    expect(await logOf(pair.b, "theirs")).toMatchObject({ state: "forked", size: seen.size });
  });

  test("neither a stranger's checkpoint nor one of another pair moves anything", async () => {
    await settle(2);
    await deliverAll(pair);
    const { own, seen } = await twice(pair.a, pair.b);
    const root = Buffer.alloc(32, 1).toString("base64");
    await hears(pair.b, { checkpoint: await signs(pair.b, { origin: own.origin, size: 2, root }) });
    await hears(pair.b, {
      checkpoint: await signs(pair.a, { origin: "a.example/ledger/third.example/1", size: 2, root }),
    });
    await hears(pair.b, { checkpoint: await signs(pair.a, { origin: "a.example/ledger/b.example/2", size: 9, root }) });
    await hears(pair.b, { checkpoint: "nonsense" });
    expect(await logOf(pair.b, "theirs")).toEqual(seen);
    expect(await evidenceAt(pair.b)).toEqual([]);
  });

  test("leaves that do not lead to what was signed are not believed, and the true ones are taken after them", async () => {
    await settle(2);
    const own = await logOf(pair.a, "ours");
    const leaves = await leavesOf(pair.a, own);
    const part = await transact(pair.a.app, async (work) =>
      logPartOf(work, await requirePeer(work, pair.a.peerId), { type: "entry-forget", entry: "none", to: pair.b.coop }),
    );
    const checkpoint = part.checkpoint ?? "";
    expect(readCheckpoint(pair.b.app.seals.openNote(checkpoint, [])?.text ?? "")).toMatchObject({ size: 2 });
    await hears(pair.b, { checkpoint, leaves: { from: 0, leaves: leaves.toReversed() } });
    expect((await logOf(pair.b, "theirs")).size).toBe(0);
    await hears(pair.b, { checkpoint, leaves: { from: 0, leaves } });
    expect((await logOf(pair.b, "theirs")).size).toBe(2);
  });
});
