import { beforeEach, expect, test } from "vitest";
import { transact } from "#src/app/context.ts";
import { agreeToEpoch, proposeEpoch } from "#src/app/epochs.ts";
import { rotateKey } from "#src/app/key-rotation.ts";
import { rootText, treeOf } from "#src/app/log.ts";
import { trustPeerKeys } from "#src/app/partner-keys.ts";
import { answerSync } from "#src/app/reconcile.ts";
import { noteRecovery } from "#src/app/recovery.ts";
import { listLogsToLookAt, listLogViews } from "#src/app/recovery-view.ts";
import { signAllWaiting } from "#src/app/signatures.ts";
import { reconcileWith } from "#src/app/sync-session.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import { listEpochs } from "#src/store/epochs.ts";
import { findLog, type Log } from "#src/store/logs.ts";
import { listPartnerKeys } from "#src/store/peers.ts";
import { listSignings } from "#src/store/signings.ts";
import { onBothEngines } from "#test/rig.ts";
import {
  agree,
  befriend,
  booksAt,
  deliverAll,
  fulfilled,
  held,
  openLedgerCoop,
  openPair,
  type Pair,
  type Side,
} from "./ledger-pair.ts";
import { copyOf, startedFrom, type Copy } from "./old-copy.ts";

/** `a` compares its books and log with `b`'s. */
const compare = ({ a, b }: Pair) =>
  reconcileWith(
    a.app,
    a.peerId,
    async (_, request) => (await answerSync(b.app, a.coop, request)) ?? { failed: "it answers 404" },
  );

/** The same with a partner that keeps to itself what it holds of `a`'s log. */
const compareInVain = ({ a, b }: Pair) =>
  reconcileWith(a.app, a.peerId, async (_, request) => {
    const answered = await answerSync(b.app, a.coop, request);
    if (answered?.log === undefined) return { failed: "it answers 404" };
    const { back: _back, ...log } = answered.log;
    return { ...answered, log };
  });

const ownLog = async ({ app, peerId }: Side): Promise<Log> => {
  const log = await findLog(app.database, { peerId, side: "ours" });
  if (log === undefined) throw new Error("There is no log.");
  return log;
};

/** Both sides of both logs are the same, and the books are, too. */
async function expectLevel({ a, b }: Pair): Promise<void> {
  for (const [owner, witness] of [
    [a, b],
    [b, a],
  ] as const) {
    const own = await ownLog(owner);
    const seen = await findLog(witness.app.database, { peerId: witness.peerId, side: "theirs" });
    expect([own.state, seen?.epoch, seen?.size]).toEqual(["open", own.epoch, own.size]);
    expect(seen === undefined ? "" : rootText(treeOf(seen))).toBe(rootText(treeOf(own)));
  }
  expect(await booksAt(a)).toEqual(await booksAt(b));
}

/** Uses and countersigns so many agreements. */
async function use(pair: Pair, count: number): Promise<readonly string[]> {
  const entries: string[] = [];
  for (let index = 0; index < count; index += 1)
    entries.push((await fulfilled(pair, (await agree(pair)).id, 60 + index)).entry);
  await deliverAll(pair);
  return entries;
}

onBothEngines("a node that starts from an old copy", (engine) => {
  let pair: Pair;
  beforeEach(async () => {
    pair = await openPair(engine.open);
    await use(pair, 2);
  });

  test("notices before it signs, gets back what it had signed, and goes on", async () => {
    const copy = await copyOf(pair.a);
    const lost = await use(pair, 3);
    const restored = { ...pair, a: await startedFrom(pair.a, copy) };
    // What is decided before the partner was heard waits.
    const early = await fulfilled(restored, (await agree(restored)).id, 90);
    expect((await ownLog(restored.a)).size).toBe(2);
    expect(early.document).not.toContain("proofValue");
    // All came back; that one entry waits to be signed is the difference that is left.
    expect(await compare(restored)).toMatchObject({ state: "differs", received: 3 });
    await signAllWaiting(restored.a.app);
    await deliverAll(restored);
    expect(await compare(restored)).toMatchObject({ state: "equal" });
    for (const entry of [...lost, early.entry]) expect((await held(restored.a, entry)).state).toBe("agreed");
    expect((await ownLog(restored.a)).size).toBe(6);
    await expectLevel(restored);
    const [view] = await listLogsToLookAt(restored.a.app);
    expect(view).toMatchObject({ health: "open", size: 6, recovered: { leaves: 3, isNoted: false, missing: [] } });
    expect((await listLogViews(restored.a.app))[0]?.recovered?.missing).toEqual([]);
    expect(await noteRecovery(restored.a.app, restored.a.peerId)).toBe(true);
    expect(await noteRecovery(restored.a.app, restored.a.peerId)).toBe(false);
    expect(await listLogsToLookAt(restored.a.app)).toEqual([]);
  });

  test("signs nothing until the documents are back, also when the leaves are", async () => {
    const copy = await copyOf(pair.a);
    await use(pair, 1);
    const { b } = pair;
    const a = await startedFrom(pair.a, copy);
    let answers = 0;
    const cut = await reconcileWith(a.app, a.peerId, async (_, request) => {
      answers += 1;
      const answered = answers > 2 ? undefined : await answerSync(b.app, a.coop, { ...request, give: [], ask: [] });
      return answered === undefined ? { failed: "it does not answer" } : { ...answered, items: [] };
    });
    expect(cut.state).toBe("unreachable");
    expect(await ownLog(a)).toMatchObject({ size: 3, claimed: null, state: "behind" });
    const waiting = await fulfilled({ a, b }, (await agree({ a, b })).id);
    expect(waiting.document).not.toContain("proofValue");
    expect(await compare({ a, b })).toMatchObject({ received: 1 });
    expect((await ownLog(a)).state).toBe("open");
  });

  test("when both did, each gets from the other what that still has", async () => {
    const copyOfA = await copyOf(pair.a);
    await use(pair, 1);
    const copyOfB = await copyOf(pair.b);
    const lostByB = await use(pair, 2);
    const stale = { a: await startedFrom(pair.a, copyOfA), b: await startedFrom(pair.b, copyOfB) };
    await compare(stale);
    await compare({ a: stale.b, b: stale.a });
    await compare(stale);
    expect((await ownLog(stale.a)).size).toBe(3);
    // What neither has any more is gone; nobody signed anything else in its place.
    await expectLevel(stale);
    for (const entry of lostByB) await expect(held(stale.b, entry)).rejects.toThrow("There is no");
    await use(stale, 1);
    await expectLevel(stale);
  });

  test("with three partners waits only for the one that is out of reach", async () => {
    const { a } = pair;
    const others: Pair[] = [];
    for (const origin of ["https://c.example", "https://d.example"]) {
      const app = await openLedgerCoop(await engine.open(), origin);
      const side: Side = { app, coop: actorIri(origin, coopActorId), peerId: await befriend(app, a.app) };
      others.push({ a: { ...a, peerId: await befriend(a.app, app) }, b: side });
    }
    const [withC, withD] = others;
    if (withC === undefined || withD === undefined) throw new Error("There are two others.");
    const copy = await copyOf(a);
    for (const one of [pair, withC, withD]) await use(one, 1);
    const { app } = await startedFrom(a, copy);
    const [b, c, d] = [pair, withC, withD].map((one) => ({ ...one, a: { ...one.a, app } })) as [Pair, Pair, Pair];
    await compare(b);
    await compare(c);
    expect((await reconcileWith(app, d.a.peerId, async () => ({ failed: "away" }))).state).toBe("unreachable");
    for (const one of [b, c, d]) await fulfilled(one, (await agree(one)).id, 30);
    for (const one of [b, c]) {
      await deliverAll({ a: one.a, b: one.b });
      expect(await listSignings(app.database, one.a.peerId, 10)).toEqual([]);
    }
    expect(await listSignings(app.database, d.a.peerId, 10)).toHaveLength(1);
    await compare(d);
    await signAllWaiting(app);
    expect((await ownLog(d.a)).size).toBe(2);
  });
});

onBothEngines("a copy from before the last change of keys", (engine) => {
  test("gets its books back, and signs again with a new key that the partner's steward knows", async () => {
    const pair = await openPair(engine.open);
    await use(pair, 1);
    const copy = await copyOf(pair.a);
    for (let count = 0; count < 2; count += 1) {
      await rotateKey(pair.a.app);
      await use(pair, 1);
    }
    await compare(pair);
    const stale = { ...pair, a: await startedFrom(pair.a, copy) };
    const { a, b } = stale;
    expect(await compare(stale)).toMatchObject({ state: "repaired", entries: 3 });
    expect(await ownLog(a)).toMatchObject({ state: "open", size: 5 });
    // Its own key was replaced, and the one that followed is lost: what it would sign would count nowhere.
    const early = await fulfilled(stale, (await agree(stale)).id);
    expect(early.document).not.toContain("proofValue");
    const fresh = await rotateKey(a.app);
    await deliverAll(stale);
    const waiting = (await listPartnerKeys(b.app.database, a.coop)).filter(({ state }) => state === "waiting");
    expect(waiting.map(({ key }) => key)).toEqual([`${a.coop}#${fresh.id}`]);
    await trustPeerKeys(b.app, b.peerId);
    await signAllWaiting(a.app);
    await deliverAll(stale);
    await compare(stale);
    expect((await held(b, early.entry)).state).toBe("agreed");
    await expectLevel(stale);
  });
});

onBothEngines("a hole that nobody can fill", (engine) => {
  let pair: Pair;
  let copy: Copy;

  /** A starts from an old copy, and B never returns what A had signed. */
  beforeEach(async () => {
    const whole = await openPair(engine.open);
    await use(whole, 1);
    copy = await copyOf(whole.a);
    await use(whole, 2);
    pair = { ...whole, a: await startedFrom(whole.a, copy) };
    await compareInVain(pair);
  });

  test("ends the log: both stewards agree to a new one that names the last root that was witnessed", async () => {
    const { a, b } = pair;
    expect(await ownLog(a)).toMatchObject({ state: "behind", size: 1, claimedSize: 3 });
    const proposed = await proposeEpoch(a.app, a.peerId);
    if (proposed.outcome !== "done") throw new Error(proposed.outcome);
    expect(await proposeEpoch(a.app, a.peerId)).toEqual(proposed);
    const { ends, begins } = JSON.parse(proposed.epoch.document) as { ends: object; begins: string };
    const seen = await findLog(b.app.database, { peerId: b.peerId, side: "theirs" });
    expect(ends).toEqual({ log: "a.example/ledger/b.example/1", size: 3, root: seen && rootText(treeOf(seen)) });
    expect(begins).toBe("a.example/ledger/b.example/2");
    await deliverAll(pair);
    const [asked] = await listEpochs(b.app.database, { state: "proposed" });
    expect((await listLogsToLookAt(b.app))[0]?.theirProposal?.id).toBe(asked?.id);
    expect(await agreeToEpoch(b.app, asked?.id ?? "")).toMatchObject({ outcome: "done", epoch: { state: "agreed" } });
    await deliverAll(pair);
    // What waits is signed in the new log once a reconciliation has confirmed it.
    expect(await ownLog(a)).toMatchObject({ epoch: 2, size: 0, state: "open" });
    expect(await compare(pair)).toMatchObject({ entries: 3 });
    expect(await ownLog(a)).toMatchObject({ epoch: 2, size: 1, state: "open" });
    await use(pair, 1);
    await expectLevel(pair);
    expect(await proposeEpoch(a.app, a.peerId)).toEqual({ outcome: "whole" });
  });

  test("is agreed to by nobody else, and not for another log", async () => {
    const { a, b } = pair;
    const proposed = await proposeEpoch(a.app, a.peerId);
    if (proposed.outcome !== "done") throw new Error(proposed.outcome);
    expect(await agreeToEpoch(a.app, proposed.epoch.id)).toEqual({ outcome: "not-found" });
    expect(await proposeEpoch(a.app, a.app.newId())).toEqual({ outcome: "not-found" });
    expect(await listEpochs(b.app.database)).toEqual([]);
    expect((await transact(b.app, (work) => findLog(work.session, { peerId: b.peerId, side: "theirs" })))?.epoch).toBe(
      1,
    );
  });

  test("and a node that lost the new log, too, is reminded of it", async () => {
    const { a, b } = pair;
    await proposeEpoch(a.app, a.peerId);
    await deliverAll(pair);
    const [asked] = await listEpochs(b.app.database, { state: "proposed" });
    await agreeToEpoch(b.app, asked?.id ?? "");
    await deliverAll(pair);
    await compare(pair);
    await use(pair, 1);
    const again = { ...pair, a: await startedFrom(a, copy) };
    await compare(again);
    expect((await ownLog(again.a)).state).toBe("behind");
    await deliverAll(again);
    await compare(again);
    await expectLevel(again);
    expect(await ownLog(again.a)).toMatchObject({ epoch: 2, size: 2 });
  });
});
