import { epochOfOrigin, readCheckpoint } from "#src/domain/checkpoint.ts";
import { coopActorId } from "#src/domain/iri.ts";
import type { LeavesPart } from "#src/domain/ledger-message.ts";
import { readLeaf, type Leaf } from "#src/domain/leaf.ts";
import { findWordByIri } from "#src/store/dispute-words.ts";
import { findEntryByIri } from "#src/store/entries.ts";
import { findEpochByIri, listEpochs, type EpochRow } from "#src/store/epochs.ts";
import { findLog, listLeaves, updateLog, type Log } from "#src/store/logs.ts";
import type { Session } from "#src/store/database.ts";
import type { Peer } from "#src/store/peers.ts";
import { findStatementByIri } from "#src/store/statements.ts";
import { transact, type Context, type Work } from "./context.ts";
import { listOurLedgerKeys, ourCoop } from "./ledger-keys.ts";
import { signedCheckpointOf } from "./log-evidence.ts";
import { say } from "./outbox.ts";
import { takeLeaves } from "./witness.ts";

/**
 * The partner holds more of our log than we do, under our own signature: we were restored from an old backup. Takes back what it
 * returns, as far as it leads to what we signed. With all of it nothing is lacking any more; that we sign again has to wait for the documents
 * ({@link finishRecovery}), else we could decide anew what we had decided.
 */
export async function takeBack(
  work: Work,
  peer: Peer,
  { log, back }: { readonly log: Log; readonly back: LeavesPart },
): Promise<void> {
  const keys = await listOurLedgerKeys(work, work.session);
  const note = log.claimed;
  const target = note === null ? undefined : signedCheckpointOf(work, { note, coop: ourCoop(work), keys });
  if (target === undefined || epochOfOrigin(target.origin, { of: work.origin, for: peer.origin }) !== log.epoch) return;
  const grown = await takeLeaves(work, log, { leaves: back, target });
  if (grown.size === log.size) return;
  const nowMs = work.nowMs();
  const isWhole = grown.size === target.size;
  const whole = { claimed: null, claimedSize: 0, checkpoint: note, checkpointSize: target.size };
  await updateLog(work.session, log.id, {
    recoveredAtMs: nowMs,
    recoveredLeaves: log.recoveredLeaves + grown.size - log.size,
    recoveryNotedAtMs: null,
    ...(isWhole ? whole : {}),
    updatedAtMs: nowMs,
  });
}

/** A comparison of the books has ended: when our log is whole again, we have what the partner could return, and sign again. */
export async function finishRecovery(work: Work, peerId: string): Promise<void> {
  const log = await findLog(work.session, { peerId, side: "ours" });
  if (log?.state !== "behind" || log.claimed !== null) return;
  const nowMs = work.nowMs();
  await updateLog(work.session, log.id, {
    state: "open",
    witnessedSize: Math.max(log.witnessedSize, log.checkpointSize),
    witnessedAtMs: nowMs,
    updatedAtMs: nowMs,
  });
  work.confirmations.add(peerId);
}

/** A steward has taken note of what came back. False when there was nothing to note. */
export async function noteRecovery(context: Context, peerId: string): Promise<boolean> {
  return transact(context, async (work) => {
    const log = await findLog(work.session, { peerId, side: "ours" });
    if (log === undefined || log.recoveredAtMs === null || log.recoveryNotedAtMs !== null) return false;
    await updateLog(work.session, log.id, { recoveryNotedAtMs: work.nowMs() });
    return true;
  });
}

/** The most leaves that came back whose documents are looked for. */
const maxLooked = 2_000;

/**
 * What we signed and lost, as the leaves that came back say, and whose document the partner could not return: its hash and signature are
 * known, its words are not.
 */
export async function listMissing(session: Session, log: Log): Promise<readonly Leaf[]> {
  if (log.recoveredLeaves === 0) return [];
  const from = Math.max(0, log.size - log.recoveredLeaves);
  const rows = await listLeaves(session, log.id, { from, before: log.size, limit: maxLooked });
  const missing: Leaf[] = [];
  for (const { leaf } of rows) {
    const read = readLeaf(leaf);
    if (read !== undefined && !(await isInBooks(session, read))) missing.push(read);
  }
  return missing;
}

async function isInBooks(session: Session, { kind, about, hash }: Leaf): Promise<boolean> {
  switch (kind) {
    case "entry":
    case "countersignature":
      return (await findEntryByIri(session, about))?.hash === hash;
    case "word":
      return (await findWordByIri(session, about))?.hash === hash;
    case "statement":
    case "statement-signature":
      return (await findStatementByIri(session, about))?.hash === hash;
    case "epoch":
    case "epoch-signature":
      return (await findEpochByIri(session, about))?.hash === hash;
    case "key":
      return true;
  }
}

/** Tells the partner that its new log has begun, with what both have signed. */
export async function sayAgreed(work: Work, peer: Peer, { epochIri: epoch, document }: EpochRow): Promise<void> {
  const message = { type: "epoch-accept", to: peer.coop, epoch, document } as const;
  await say(work, { from: coopActorId, inbox: peer.coopInbox, message, topic: `epoch ${epoch}` });
}

/**
 * A partner lost its own leaves from a place on: besides them (`app/log-part.ts`) and the entries and words, which come with the comparison
 * of the books, it gets the statements about periods that both have signed.
 */
export async function returnStatements(work: Work, peer: Peer, from: number): Promise<void> {
  const log = await findLog(work.session, { peerId: peer.id, side: "theirs" });
  if (log === undefined) return;
  for (const { leaf } of await listLeaves(work.session, log.id, { from, before: log.size, limit: maxLeavesLooked })) {
    const read = readLeaf(leaf);
    if (read?.kind !== "statement" && read?.kind !== "statement-signature") continue;
    const row = await findStatementByIri(work.session, read.about);
    if (row?.state !== "agreed" || row.peerId !== peer.id) continue;
    const { statement, document } = row;
    const message = { type: "statement-accept", to: peer.coop, statement, document } as const;
    await say(work, { from: coopActorId, inbox: peer.coopInbox, message, topic: `statement ${statement}` });
  }
}

/** As many as one answer returns. */
const maxLeavesLooked = 200;

/**
 * A partner that says it lost its own statements, and speaks of a log that has ended, has lost the end of it, too: it is reminded.
 * `checkpoint`: the one that it showed, if any.
 */
export async function remindOfEpoch(work: Work, peer: Peer, checkpoint: string | null): Promise<void> {
  const text = checkpoint === null ? undefined : checkpoint.slice(0, checkpoint.indexOf("\n\n") + 1);
  const origin = text === undefined ? undefined : readCheckpoint(text)?.origin;
  const said = origin === undefined ? 1 : (epochOfOrigin(origin, { of: peer.origin, for: work.origin }) ?? 1);
  const agreed = await listEpochs(work.session, { peerId: peer.id, state: "agreed" });
  const newest = agreed.find(({ side, epoch }) => side === "theirs" && epoch > said);
  if (newest !== undefined) await sayAgreed(work, peer, newest);
}
