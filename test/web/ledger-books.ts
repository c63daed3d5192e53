import { v7 as uuidV7 } from "uuid";
import { enterEntries } from "#src/app/books.ts";
import { transact, type Context } from "#src/app/context.ts";
import { blankEntry } from "#src/app/entry-intake.ts";
import { newPeer } from "#src/domain/peer.ts";
import { writeLeaf } from "#src/domain/leaf.ts";
import { actorIri, coopActorId, entryIri } from "#src/domain/iri.ts";
import type { EntryRow } from "#src/store/entries.ts";
import { saveReconciliation, type ReconciliationRow } from "#src/store/evidence.ts";
import { saveLeaf, updateLog, type Log, type LogChanges } from "#src/store/logs.ts";
import { savePeer, type Peer } from "#src/store/peers.ts";
import { openLog } from "#src/app/log.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A partner of whom there are books, and nothing else. */
export async function meetPartner(app: Context, host: string, name: string): Promise<Peer> {
  const origin = `https://${host}`;
  const nowMs = app.nowMs();
  const peer: Peer = {
    id: app.newId(),
    origin,
    node: `${origin}/actors/node`,
    nodeInbox: `${origin}/actors/node/inbox`,
    coop: `${origin}/actors/coop`,
    coopInbox: `${origin}/actors/coop/inbox`,
    handle: "commons",
    name: { en: name },
    summary: {},
    fairUse: {},
    fairUseVersion: 1,
    region: "Kerala",
    languages: ["en"],
    listed: true,
    state: "partner",
    standing: { ...newPeer, ourFollow: `${app.origin}/messages/1`, theirFollows: [`${origin}/messages/1`] },
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    lastSeenAtMs: nowMs,
    lastFetchedAtMs: nowMs,
    nextRoundAtMs: nowMs + 5 * hourMs,
  };
  await transact(app, ({ session }) => savePeer(session, peer));
  return peer;
}

/** What an entry is about; the rest is ordinary: ninety seat-hours that we gave, agreed, made a day ago. */
export type Given = Partial<Omit<EntryRow, "entry" | "peerId" | "document" | "hash">> & {
  readonly madeAtMs?: number;
  readonly received?: boolean;
  readonly theirs?: boolean;
};

/** Entries in the books with a partner, with documents that only look signed. */
export async function enterAll(app: Context, peer: Peer, all: readonly Given[]): Promise<readonly EntryRow[]> {
  const rows = all.map((given) => rowOf(app, peer, given));
  await transact(app, (work) => enterEntries(work, rows));
  return rows;
}

const ordinary = {
  ...blankEntry,
  unit: "seat-minute",
  quantity: 5400,
  agreement: null,
  corrects: null,
  kind: null,
  gift: false,
  commons: null,
  performer: null,
  state: "agreed",
} as const;

function rowOf(app: Context, peer: Peer, { received = false, theirs = false, madeAtMs, ...given }: Given): EntryRow {
  const us = actorIri(app.origin, coopActorId);
  const atMs = madeAtMs ?? app.nowMs() - dayMs;
  const id = uuidV7({ msecs: atMs });
  const entry = entryIri(theirs ? peer.origin : app.origin, id);
  const [maker, other] = theirs ? [peer.coop, us] : [us, peer.coop];
  const signers = (given.state ?? "agreed") === "agreed" ? [maker, other] : [maker];
  const proof = signers.map((coop) => ({ verificationMethod: `${coop}#ed25519-${key}`, created: isoOf(atMs) }));
  return {
    ...ordinary,
    entry,
    maker,
    provider: received ? peer.coop : us,
    receiver: received ? us : peer.coop,
    startsAtMs: atMs - 2 * hourMs,
    endsAtMs: atMs - hourMs,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    ...given,
    id,
    peerId: peer.id,
    day: isoOf(atMs).slice(0, 10),
    document: JSON.stringify({ id: entry, proof }),
    hash: id.replaceAll("-", "").padEnd(64, "0"),
  };
}

const key = "k".repeat(12);
const isoOf = (atMs: number): string => new Date(atMs).toISOString();

/** What the last comparison with a partner came to. */
async function compared(app: Context, peer: Peer, changes: Partial<ReconciliationRow>): Promise<void> {
  const reconciledAtMs = app.nowMs() - 3 * hourMs;
  const row = { peerId: peer.id, state: "equal", entries: 12, digest: "0".repeat(64), reconciledAtMs } as const;
  await transact(app, ({ session }) => saveReconciliation(session, { ...row, equalAtMs: reconciledAtMs, ...changes }));
}

/** A log in some state; with `about`, its first leaf is the signature under that entry. */
export async function keepLog(
  app: Context,
  peer: Peer,
  { side, about, ...changes }: LogChanges & { readonly side: Log["side"]; readonly about?: string },
): Promise<void> {
  await transact(app, async (work) => {
    const log = await openLog(work, peer, side);
    await updateLog(work.session, log.id, changes);
    if (about === undefined) return;
    const leaf = { about, hash: "0".repeat(64), key: `${peer.coop}#k`, kind: "entry", signature: "z" } as const;
    await saveLeaf(work.session, { logId: log.id, place: 0, leaf: writeLeaf(leaf), hash: "0".repeat(64), about });
  });
}

/** A node with books in every state: a busy partner with the commons, one that differs, one restored, one forked, one that is new. */
export async function fillBooks(
  app: Context,
): Promise<{ readonly kerala: Peer; readonly entries: readonly EntryRow[] }> {
  const kerala = await meetPartner(app, "kerala.example", "Kerala Commons");
  const relais = await meetPartner(app, "relais.example", "Le Relais d’habitation");
  const marina = await meetPartner(app, "marina.example", "Cooperativa Marina");
  const forked = await meetPartner(app, "forked.example", "Two Faces");
  await meetPartner(app, "new.example", "Only Just Met");
  const agoMs = (days: number): number => app.nowMs() - days * dayMs;
  const months = Array.from({ length: 16 }, (_, index) => index);
  const seats = months.flatMap((month): Given[] => [
    { madeAtMs: agoMs(month * 30 + 3), quantity: 1200 + ((month * 7919) % 6000) },
    { madeAtMs: agoMs(month * 30 + 9), quantity: 600 + ((month * 104_729) % 4000), received: true, theirs: true },
  ]);
  const work = { unit: "work-minute", kind: "work" } as const;
  const entries = await enterAll(app, kerala, [
    ...seats,
    { ...work, quantity: 480, madeAtMs: agoMs(20), received: true, theirs: true, note: "Captions for the assembly" },
    { quantity: 30, state: "in-transit", madeAtMs: agoMs(2) },
    { quantity: 1230, state: "disputed", madeAtMs: agoMs(4), disputedBy: kerala.coop, disputeReason: "quantity" },
    { ...work, quantity: 900, gift: true, commons: "contribution", madeAtMs: agoMs(70) },
    { ...work, quantity: 360, gift: true, commons: "contribution", madeAtMs: agoMs(15), received: true, theirs: true },
    { unit: "EUR", kind: "surplus", quantity: 125_000, commons: "contribution", madeAtMs: agoMs(40) },
    { quantity: 5400, commons: "use", madeAtMs: agoMs(33) },
    { quantity: 2700, commons: "use", madeAtMs: agoMs(12), received: true, theirs: true },
    { ...work, quantity: 120, commons: "contribution", madeAtMs: agoMs(1), state: "in-transit" },
    { unit: "EUR", kind: "money", quantity: 12_050, madeAtMs: agoMs(50), received: true },
  ]);
  await enterAll(app, relais, [{ quantity: 74_400, received: true, theirs: true }]);
  await enterAll(app, marina, [{ ...work, quantity: 90 }]);
  await compared(app, kerala, { state: "equal", entries: entries.length });
  await compared(app, relais, { state: "differs", equalAtMs: agoMs(9) });
  await compared(app, marina, { state: "unreachable", equalAtMs: agoMs(2) });
  const [newest] = entries;
  const ours = { side: "ours", size: 40, witnessedSize: 38, witnessedAtMs: agoMs(0.1), checkpointSize: 40 } as const;
  const about = newest === undefined ? {} : { about: newest.entry };
  await keepLog(app, kerala, { ...ours, ...about, checkpoint: "seaside.example/ledger/kerala.example/1\n40\nAAAA\n" });
  await keepLog(app, kerala, { side: "theirs", size: 22, checkpointSize: 22 });
  await keepLog(app, marina, { side: "ours", state: "behind" });
  await keepLog(app, forked, { side: "theirs", state: "forked" });
  return { kerala, entries };
}
