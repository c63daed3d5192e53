import { beforeEach, expect, test } from "vitest";
import { transact } from "#src/app/context.ts";
import { openKeys } from "#src/app/keys.ts";
import { listCoopKeys, revokeKey, rotateKey } from "#src/app/key-rotation.ts";
import { noteKeys, takeKeyDocument, trustPeerKeys } from "#src/app/partner-keys.ts";
import { openLog, signedCheckpoint } from "#src/app/log.ts";
import { hearSyncLog, syncLogOf } from "#src/app/log-part.ts";
import { takeIn } from "#src/app/entry-intake.ts";
import { requirePeer } from "#src/app/entry-messages.ts";
import { signWaiting } from "#src/app/signatures.ts";
import { entryIri } from "#src/domain/iri.ts";
import type { SyncLog } from "#src/domain/ledger-message.ts";
import { listKeys, withoutConsent } from "#src/store/actors.ts";
import { listEvidence } from "#src/store/evidence.ts";
import { findEntryByIri } from "#src/store/entries.ts";
import { findLog, updateLog } from "#src/store/logs.ts";
import { listPartnerKeys } from "#src/store/peers.ts";
import { writeActor, type ActorCard } from "#federation/wire/actor.ts";
import { readCoop } from "#federation/wire/node.ts";
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
  took,
  waitingRows,
  type Pair,
  type Side,
} from "./ledger-pair.ts";

/** What B knows of A's keys, the oldest first. */
const known = async ({ a, b }: Pair) =>
  (await listPartnerKeys(b.app.database, a.coop)).map(({ key, state, revokedAtMs, compromisedAtMs }) => ({
    id: key.slice(a.coop.length + 1),
    state,
    revoked: revokedAtMs !== null,
    compromised: compromisedAtMs !== null,
  }));

/** A's current key signs an entry that is in no book and no log: what a thief of the key could do. */
async function forge({ a }: Pair, sample: string, id: string): Promise<string> {
  const key = (await openKeys(a.app, a.app.database, "coop")).find(({ use }) => use === "ledger");
  if (key === undefined) throw new Error("A has no ledger key.");
  const { proof: _, ...content } = JSON.parse(sample) as { proof: unknown };
  const forged = JSON.stringify({ ...content, id: entryIri(a.app.origin, id) });
  const verificationMethod = `${a.coop}#${key.id}`;
  return a.app.seals.seal(forged, { verificationMethod, privateJwk: key.privateJwk, createdAtMs: Date.now() });
}

const takes = ({ app, peerId }: Side, document: string) =>
  transact(app, async (work) => takeIn(work, { peer: await requirePeer(work, peerId), document }));

/** What a reconciliation says about the logs, both ways, until B has A's. */
async function compareLogs({ a, b }: Pair): Promise<void> {
  let said: SyncLog | undefined;
  for (const [speaker, hearer] of [
    [a, b],
    [b, a],
    [a, b],
  ] as const) {
    const before = said;
    said = await transact(speaker.app, async (work) =>
      syncLogOf(work, await requirePeer(work, speaker.peerId), before),
    );
    const now = said;
    await transact(hearer.app, async (work) => hearSyncLog(work, await requirePeer(work, hearer.peerId), now));
  }
}

/** A's public document, as B would fetch it. */
async function cardOf({ app, coop }: Side) {
  const keys = await listKeys(app.database, "coop");
  const nothing = { name: {}, summary: {}, createdAtMs: 0, updatedAtMs: 0, deletedAtMs: null };
  const actor = { id: "coop", kind: "coop", handle: "coop", discoverable: true, ...withoutConsent } as const;
  const { q, t } = app.database;
  const [row] = await q.select().from(t.coop);
  if (row === undefined) throw new Error("There is no coop.");
  const card: ActorCard = {
    origin: app.origin,
    coop: row,
    actor: { ...actor, ...nothing },
    keys: keys.filter(({ use }) => use !== "http"),
    multikey: app.seals.multikey,
  };
  const read = readCoop(JSON.parse(JSON.stringify(writeActor(card))), coop);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

onBothEngines("ledger keys", (engine) => {
  let pair: Pair;
  beforeEach(async () => {
    pair = await openPair(engine.open);
  });

  test("are rotated: the partner follows by itself, and what the old key signed stays", async () => {
    const { a, b } = pair;
    const before = await fulfilled(pair, (await agree(pair)).id);
    const [old] = await listCoopKeys(a.app);
    const fresh = await rotateKey(a.app);
    const after = await fulfilled(pair, (await agree(pair)).id);
    expect(await deliverAll(pair)).toEqual([]);
    expect(await known(pair)).toEqual([
      { id: old?.id, state: "pinned", revoked: true, compromised: false },
      { id: fresh.id, state: "pinned", revoked: false, compromised: false },
    ]);
    for (const [entry, key] of [
      [before, old?.id],
      [after, fresh.id],
    ] as const) {
      const row = await held(b, entry.entry);
      expect(row.state).toBe("agreed");
      expect(proofsOf(row).map((proof) => proof.verificationMethod)).toContain(`${a.coop}#${key}`);
      expect((await held(a, entry.entry)).state).toBe("agreed");
    }
    await compareLogs(pair);
    const seen = await findLog(b.app.database, { peerId: b.peerId, side: "theirs" });
    expect(seen?.checkpoint).toContain(`${a.coop}#${fresh.id}`);
    expect(seen?.checkpointSize).toBe(3);
  });

  test("are rotated: a document that arrives before the news is taken up with it", async () => {
    const { a, b } = pair;
    await rotateKey(a.app);
    const entry = await fulfilled(pair, (await agree(pair)).id);
    const [news, message] = await waitingRows(a);
    if (news === undefined || message === undefined) throw new Error("A has two things to say.");
    expect(await receive(b, await spokenBy(a, message), a.coop)).toBe("done");
    expect(await findEntryByIri(b.app.database, entry.entry)).toBeUndefined();
    expect(await receive(b, await spokenBy(a, news), a.coop)).toBe("done");
    expect(await held(b, entry.entry)).toMatchObject({ state: "agreed" });
    await took(a, news);
  });

  test("are rotated after our clock was ahead and was put right: what was signed meanwhile counts", async () => {
    const { a, b } = pair;
    const [old] = await listCoopKeys(a.app);
    const aheadMs = Date.now() + 20 * 60_000;
    const entry = await fulfilled(
      { ...pair, a: { ...a, app: { ...a.app, nowMs: () => aheadMs } } },
      (await agree(pair)).id,
    );
    // What else changes about the log later, by the clock that is right again, does not hide when it was signed.
    const log = await findLog(a.app.database, { peerId: a.peerId, side: "ours" });
    await transact(a.app, (work) => updateLog(work.session, log?.id ?? "", { updatedAtMs: work.nowMs() }));
    await rotateKey(a.app);
    expect(await deliverAll(pair)).toEqual([]);
    expect(await held(b, entry.entry)).toMatchObject({ state: "agreed" });
    const ended = (await listCoopKeys(a.app)).find(({ id }) => id === old?.id);
    expect(ended?.revokedAtMs).toBe(aheadMs);
    // And of a key that somebody else has had, the time of its end stays that of the command.
    const [second] = await listCoopKeys(a.app);
    const sinceMs = Date.now() - 1_000;
    await revokeKey(a.app, { id: second?.id ?? "", sinceMs });
    const stolen = (await listCoopKeys(a.app)).find(({ id }) => id === second?.id);
    expect(stolen?.compromisedAtMs).toBe(sinceMs);
    expect(stolen?.revokedAtMs).toBeLessThan(aheadMs);
  });

  test("are followed from the coop's public document, too, over two rotations at once", async () => {
    const { a, b } = pair;
    await rotateKey(a.app);
    const newest = await rotateKey(a.app);
    await transact(b.app, async (work) => noteKeys(work, a.coop, (await cardOf(a)).ledgerKeys));
    const keys = await known(pair);
    expect(keys.map(({ state }) => state)).toEqual(["pinned", "pinned", "pinned"]);
    expect(keys.filter(({ revoked }) => !revoked).map(({ id }) => id)).toEqual([newest.id]);
  });

  test("what an ended key signs later does not count, nor a second successor that it names", async () => {
    const { a, b } = pair;
    const entry = await fulfilled(pair, (await agree(pair)).id);
    const thief = await openPair(engine.open, ["https://a.example", "https://b.example"]);
    await rotateKey(a.app);
    await deliverAll(pair);
    // The clock of the one who kept the old key goes on.
    const later = Date.now() + 5_000;
    const old = (await openKeys(a.app, a.app.database, "coop")).find(
      ({ use, revokedAtMs }) => use === "ledger" && revokedAtMs !== null,
    );
    if (old === undefined) throw new Error("A had a key.");
    const key = { verificationMethod: `${a.coop}#${old.id}`, privateJwk: old.privateJwk, createdAtMs: later };
    const { proof: _, ...content } = JSON.parse(entry.document) as { proof: unknown };
    const forged = await a.app.seals.seal(
      JSON.stringify({ ...content, id: entryIri(a.app.origin, a.app.newId()) }),
      key,
    );
    expect(await takes(b, forged)).toMatchObject({ intake: "unsigned" });
    // The same old key announces a key of the thief's.
    const successor = await rotateKey(thief.a.app);
    const text = JSON.stringify({
      ...(JSON.parse(
        (await listKeys(a.app.database, "coop")).find(({ id }) => id === old.id)?.successor ?? "{}",
      ) as object),
      id: `${a.coop}#${successor.id}`,
      publicKeyMultibase: successor.publicKeyMultibase,
      proof: [],
    });
    const fresh = (await openKeys(thief.a.app, thief.a.app.database, "coop")).find(({ id }) => id === successor.id);
    if (fresh === undefined) throw new Error("The thief has a key.");
    const byOld = await a.app.seals.seal(text, { ...key, createdAtMs: Date.now() - 2_000 });
    const byBoth = await a.app.seals.seal(byOld, {
      verificationMethod: `${a.coop}#${fresh.id}`,
      privateJwk: fresh.privateJwk,
      // That the old key has ended says nothing about when the new one signs.
      createdAtMs: Date.now() + 60_000,
    });
    expect(await transact(b.app, (work) => takeKeyDocument(work, a.coop, byBoth))).toBe("done");
    expect((await known(pair)).find(({ id }) => id === successor.id)).toMatchObject({ state: "waiting" });
  });

  test("drill: a key was stolen. What was witnessed stays, what the thief signs is evidence, and work goes on", async () => {
    const { a, b } = pair;
    const witnessed = await fulfilled(pair, (await agree(pair)).id);
    await deliverAll(pair);
    const unseen = await fulfilled(pair, (await agree(pair)).id, 120);
    const [lost] = await listCoopKeys(a.app);
    const forged = await forge(pair, unseen.document, a.app.newId());

    const revoked = await revokeKey(a.app, { id: lost?.id ?? "", sinceMs: lost?.createdAtMs ?? 0 });
    if (revoked.outcome !== "done") throw new Error(revoked.outcome);
    // The news comes first; what A had said before comes after it, and so does the thief.
    const rows = await waitingRows(a);
    const news = rows.find(({ message }) => message.type === "ledger-key");
    const delayed = rows.find(({ message }) => message.type === "entry-create");
    if (news === undefined || delayed === undefined) throw new Error("A has two things to say.");
    expect(await receive(b, await spokenBy(a, news), a.coop)).toBe("done");
    await took(a, news);
    expect(await known(pair)).toEqual([
      { id: lost?.id, state: "pinned", revoked: true, compromised: true },
      { id: revoked.key.id, state: "waiting", revoked: false, compromised: false },
    ]);
    expect(await takes(b, forged)).toEqual({ intake: "waiting" });
    expect(await receive(b, await spokenBy(a, delayed), a.coop)).toBe("done");
    expect(await findEntryByIri(b.app.database, unseen.entry)).toBeUndefined();
    const evidence = await listEvidence(b.app.database, { peerId: b.peerId, reason: "key-compromised" });
    expect(evidence).toHaveLength(2);
    expect((await held(b, witnessed.entry)).state).toBe("agreed");
    expect(await takes(b, (await held(a, witnessed.entry)).document)).toMatchObject({
      intake: "taken",
      changed: false,
    });

    // B's steward compared the new key with A's: its log, signed with that, vouches for what A itself had signed.
    expect(await trustPeerKeys(b.app, b.peerId)).toBe(true);
    await compareLogs(pair);
    expect(await receive(b, await spokenBy(a, delayed), a.coop)).toBe("done");
    expect((await held(b, unseen.entry)).state).toBe("agreed");
    expect(await takes(b, forged)).toEqual({ intake: "waiting" });
  });

  test("that are revoked take back what they announced since", async () => {
    const { a, b } = pair;
    const [first] = await listCoopKeys(a.app);
    await rotateKey(a.app);
    await deliverAll(pair);
    expect(await revokeKey(a.app, { id: first?.id ?? "", sinceMs: first?.createdAtMs ?? 0 })).toMatchObject({
      outcome: "done",
    });
    await deliverAll(pair);
    expect((await known(pair)).map(({ state, compromised }) => [state, compromised])).toEqual([
      ["pinned", true],
      ["waiting", false],
    ]);
    expect(await revokeKey(a.app, { id: first?.id ?? "", sinceMs: 0 })).toEqual({ outcome: "already" });
    expect(await revokeKey(a.app, { id: "ed25519-0", sinceMs: 0 })).toEqual({ outcome: "not-found" });
    const [current] = await listCoopKeys(a.app);
    expect(await revokeKey(a.app, { id: current?.id ?? "", sinceMs: Date.now() + 60_000 })).toEqual({
      outcome: "ahead",
    });
    expect((await known({ a: b, b: a })).map(({ state }) => state)).toEqual(["pinned"]);
  });

  test("a partner hears of a stolen key also while nothing may be signed for it", async () => {
    const { a, b } = pair;
    a.app.confirmations.delete(a.peerId);
    const [lost] = await listCoopKeys(a.app);
    await revokeKey(a.app, { id: lost?.id ?? "", sinceMs: lost?.createdAtMs ?? 0 });
    await deliverAll(pair);
    expect((await known(pair))[0]).toMatchObject({ compromised: true });
    const own = () => transact(a.app, async (work) => openLog(work, await requirePeer(work, a.peerId), "ours"));
    expect((await own()).size).toBe(0);
    a.app.confirmations.add(a.peerId);
    await transact(a.app, async (work) => signWaiting(work, await requirePeer(work, a.peerId)));
    const log = await own();
    expect(log.size).toBe(1);
    const [fresh] = await listCoopKeys(a.app);
    expect(await transact(a.app, (work) => signedCheckpoint(work, log))).toContain(fresh?.id);
    expect((await listPartnerKeys(b.app.database, a.coop)).at(-1)?.state).toBe("waiting");
  });
});
