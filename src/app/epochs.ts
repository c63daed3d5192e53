import { logOrigin, readCheckpoint, type Checkpoint } from "#src/domain/checkpoint.ts";
import { epochIri, sameOrigin } from "#src/domain/iri.ts";
import { emptyTree } from "#src/domain/merkle.ts";
import { findEpoch, findEpochByIri, listEpochs, saveEpoch, updateEpoch, type EpochRow } from "#src/store/epochs.ts";
import { findLog, listLeavesAbout, updateLog, type Log, type LogSide } from "#src/store/logs.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import type { Signing } from "#src/store/signings.ts";
import { transact, type Context, type Work } from "./context.ts";
import { findBookkeeper, requirePeer, sayAboutEntry, type HeardEntry } from "./entry-messages.ts";
import { readEpochDocument, writeEpochDocument, type EpochDocument, type LogState } from "./epoch-document.ts";
import type { DocumentArrival } from "./key-messages.ts";
import { listOurLedgerKeys, openLedgerKey, ourCoop } from "./ledger-keys.ts";
import { beginLog, openLog, rootAt, rootText } from "./log.ts";
import { signedCheckpointOf } from "./log-evidence.ts";
import { hearLogPart } from "./log-part.ts";
import { openOfPair } from "./pair-documents.ts";
import { sayAgreed } from "./recovery.ts";
import { keepForSigning, maySign, sealForPartner } from "./signing.ts";

export type ProposeOutcome =
  | { readonly outcome: "done"; readonly epoch: EpochRow }
  | { readonly outcome: "not-found" }
  /** The log can go on: the partner has confirmed it. */
  | { readonly outcome: "whole" };

/**
 * A steward gives up what our log for a partner lost and proposes a new one. The document names what the partner was last known to hold
 * of the old one; nothing that both have signed is touched. Asked again, it answers the same until the partner has agreed.
 */
export async function proposeEpoch(context: Context, peerId: string): Promise<ProposeOutcome> {
  const id = context.newId();
  return transact(context, async (work) => {
    const peer = await findPeer(work.session, peerId);
    if (peer === undefined || peer.state === "blocked") return { outcome: "not-found" };
    const log = await openLog(work, peer, "ours");
    if (log.state === "open" && work.confirmations.has(peer.id)) return { outcome: "whole" };
    const ends = await lastWitnessed(work, log);
    const number = 1 + Number(/\d+$/.exec(ends.log)?.[0] ?? log.epoch);
    const open = (await listEpochs(work.session, { peerId, state: "proposed" })).find(
      ({ side, epoch }) => side === "ours" && epoch === number,
    );
    if (open !== undefined) return { outcome: "done", epoch: open };
    const epoch = await writeProposal(work, peer, { id, number, ends });
    return { outcome: "done", epoch };
  });
}

/** What the partner says it holds under our own signature, or else what it last confirmed of what we have. */
async function lastWitnessed(work: Work, log: Log): Promise<LogState> {
  const keys = await listOurLedgerKeys(work, work.session);
  const claimed =
    log.claimed === null ? undefined : signedCheckpointOf(work, { note: log.claimed, coop: ourCoop(work), keys });
  return claimed === undefined
    ? { log: log.origin, size: log.witnessedSize, root: await rootOfBeginning(work, log, log.witnessedSize) }
    : stateOf(claimed);
}

const stateOf = ({ origin, size, root }: Checkpoint): LogState => ({ log: origin, size, root });

const rootOfBeginning = async (work: Work, log: Log, size: number): Promise<string> =>
  size === 0 ? rootText(emptyTree) : rootAt(work.session, log, size);

async function writeProposal(
  work: Work,
  peer: Peer,
  { id, number, ends }: { readonly id: string; readonly number: number; readonly ends: LogState },
): Promise<EpochRow> {
  const theirs = await findLog(work.session, { peerId: peer.id, side: "theirs" });
  const other = theirs?.checkpoint === undefined || theirs.checkpoint === null ? undefined : textOf(theirs.checkpoint);
  const unsigned = writeEpochDocument({
    epoch: epochIri(work.origin, id),
    coop: ourCoop(work),
    partner: peer.coop,
    number,
    begins: logOrigin({ of: work.origin, for: peer.origin, epoch: number }),
    ends,
    other: other === undefined ? null : stateOf(other),
    publishedAtMs: work.nowMs(),
  });
  // It becomes the first leaf of the log that it begins: the old one takes none.
  const document = await work.seals.seal(unsigned, await openLedgerKey(work, work.session, work.nowMs()));
  const row = rowOf(work, peer, { id, side: "ours", number, document });
  await saveEpoch(work.session, row);
  await sayAboutEntry(work, peer, { message: { type: "epoch-offer", epoch: row.epochIri, document } });
  return row;
}

/** The text under a note that was verified when it was kept. */
const textOf = (note: string): Checkpoint | undefined => readCheckpoint(note.slice(0, note.indexOf("\n\n") + 1));

function rowOf(
  work: Work,
  peer: Peer,
  made: { readonly id: string; readonly side: LogSide; readonly number: number; readonly document: string },
): EpochRow {
  const { id, side, number, document } = made;
  const content = JSON.parse(document) as { readonly id: string };
  return {
    id,
    epochIri: content.id,
    peerId: peer.id,
    side,
    epoch: number,
    state: "proposed",
    document,
    hash: work.seals.hash(content),
    createdAtMs: work.nowMs(),
    agreedAtMs: null,
  };
}

/** A partner proposes a new log of its own: kept for a steward. One that was agreed to already is answered again. */
export async function receiveEpochOffer(context: Context, arrival: DocumentArrival): Promise<HeardEntry> {
  return transact(context, async (work): Promise<HeardEntry> => {
    const peer = await findBookkeeper(work, arrival.from);
    if (peer === undefined) return { dropped: "a new log of a coop that we keep no books with" };
    await hearLogPart(work, peer, arrival.log);
    const read = await openEpoch(work, peer, arrival.document);
    return "dropped" in read ? read : keepProposal(work, peer, read);
  });
}

async function keepProposal(
  work: Work,
  peer: Peer,
  { about, document }: { readonly about: EpochDocument; readonly document: string },
): Promise<HeardEntry> {
  const sides = { of: peer.origin, for: work.origin, epoch: about.number };
  if (about.coop !== peer.coop || about.partner !== ourCoop(work) || about.begins !== logOrigin(sides))
    return { dropped: "the new log is not one of this pair" };
  const known = await findEpochByIri(work.session, about.epoch);
  if (known?.state === "agreed") await sayAgreed(work, peer, known);
  if (known !== undefined) return "done";
  const log = await findLog(work.session, { peerId: peer.id, side: "theirs" });
  if (about.number <= (log?.epoch ?? 1)) return { dropped: "the log that it would end has ended already" };
  await saveEpoch(
    work.session,
    rowOf(work, peer, { id: work.newId(), side: "theirs", number: about.number, document }),
  );
  return "done";
}

/** Reads a document about an epoch that the partner has signed. */
async function openEpoch(
  work: Work,
  peer: Peer,
  document: string,
): Promise<
  | { readonly about: EpochDocument; readonly document: string; readonly signers: readonly string[] }
  | { readonly dropped: string }
> {
  const { opened } = await openOfPair(work, peer, document);
  if ("refused" in opened) return { dropped: opened.refused };
  const read = readEpochDocument(opened.content);
  if ("unreadable" in read) return { dropped: read.unreadable };
  if (!opened.signers.includes(peer.coop)) return { dropped: "the partner has not signed it with a key that we trust" };
  if (!sameOrigin(read.read.epoch, read.read.coop)) return { dropped: "its id is not one of its coop's" };
  const text = JSON.stringify({ ...opened.content, proof: opened.proofs });
  return { about: read.read, document: text, signers: opened.signers };
}

export type AgreeOutcome = { readonly outcome: "done"; readonly epoch: EpochRow } | { readonly outcome: "not-found" };

/**
 * A steward agrees to a partner's new log: our copy of the old one is closed, an empty one begins, and the partner is told. It works
 * also while our own log for the partner cannot take its leaf, so that two nodes that both lost theirs can go on.
 */
export async function agreeToEpoch(context: Context, id: string): Promise<AgreeOutcome> {
  return transact(context, async (work): Promise<AgreeOutcome> => {
    const row = await findEpoch(work.session, id);
    if (row?.side !== "theirs") return { outcome: "not-found" };
    if (row.state === "agreed") return { outcome: "done", epoch: row };
    const peer = await requirePeer(work, row.peerId);
    const document = await addOurProof(work, peer, row);
    await turnTo(work, peer, { side: "theirs", number: row.epoch, document });
    const agreed: EpochRow = { ...row, document, state: "agreed", agreedAtMs: work.nowMs() };
    await updateEpoch(work.session, row.id, { document, state: "agreed", agreedAtMs: agreed.agreedAtMs });
    await sayAgreed(work, peer, agreed);
    return { outcome: "done", epoch: agreed };
  });
}

async function addOurProof(work: Work, peer: Peer, { id, epochIri: about, document }: EpochRow): Promise<string> {
  if (await maySign(work, peer)) return await sealForPartner(work, peer, { kind: "epoch-signature", about, document });
  await keepForSigning(work, peer, { kind: "epoch-signature", subjectId: id });
  return work.seals.seal(document, await openLedgerKey(work, work.session, work.nowMs()));
}

/** Ends the log of one side and begins the next. */
async function turnTo(
  work: Work,
  peer: Peer,
  { side, number, document }: { readonly side: LogSide; readonly number: number; readonly document: string },
): Promise<void> {
  const log = await findLog(work.session, { peerId: peer.id, side });
  if (log !== undefined) await updateLog(work.session, log.id, { state: "closed", updatedAtMs: work.nowMs() });
  await beginLog(work, peer, { side, epoch: number, epochDocument: document });
}

/** The partner has agreed to a new log of ours, or reminds us of one that we have lost with the rest. */
export async function receiveEpochAccept(context: Context, arrival: DocumentArrival): Promise<HeardEntry> {
  const id = context.newId();
  return transact(context, async (work): Promise<HeardEntry> => {
    const peer = await findBookkeeper(work, arrival.from);
    if (peer === undefined) return { dropped: "a new log for a coop that we keep no books with" };
    const read = await openEpoch(work, peer, arrival.document);
    if ("dropped" in read) return read;
    const us = ourCoop(work);
    const { about, signers } = read;
    if (about.coop !== us || about.partner !== peer.coop || !signers.includes(us))
      return { dropped: "it is no new log of ours that we have signed" };
    const log = await findLog(work.session, { peerId: peer.id, side: "ours" });
    const isNew = about.number > (log?.epoch ?? 1);
    if (isNew) await turnToOurs(work, peer, { id, ...read });
    await hearLogPart(work, peer, arrival.log);
    if (isNew) await giveFirstLeaf(work, peer, about.epoch);
    return "done";
  });
}

async function giveFirstLeaf(work: Work, peer: Peer, epoch: string): Promise<void> {
  const row = await findEpochByIri(work.session, epoch);
  if (row === undefined) return;
  if (await maySign(work, peer)) await signEpoch(work, peer, { subjectId: row.id });
  else await keepForSigning(work, peer, { kind: "epoch", subjectId: row.id });
}

async function turnToOurs(
  work: Work,
  peer: Peer,
  { id, about, document }: { readonly id: string; readonly about: EpochDocument; readonly document: string },
): Promise<void> {
  await turnTo(work, peer, { side: "ours", number: about.number, document });
  // What the partner said of the old log says nothing about this one.
  work.confirmations.delete(peer.id);
  const fresh = rowOf(work, peer, { id, side: "ours", number: about.number, document });
  await saveEpoch(work.session, fresh);
  const row = (await findEpochByIri(work.session, about.epoch)) ?? fresh;
  await updateEpoch(work.session, row.id, { document, state: "agreed", agreedAtMs: work.nowMs() });
}

/** The document that begins our log is its first leaf. */
export async function signEpoch(work: Work, peer: Peer, { subjectId }: Pick<Signing, "subjectId">): Promise<void> {
  await addLeaf(work, peer, { kind: "epoch", subjectId });
}

/** Gives our agreement to a partner's new log the place in ours that it had to wait for. */
export async function signEpochSignature(work: Work, peer: Peer, { subjectId }: Signing): Promise<void> {
  await addLeaf(work, peer, { kind: "epoch-signature", subjectId });
}

async function addLeaf(
  work: Work,
  peer: Peer,
  { kind, subjectId }: { readonly kind: "epoch" | "epoch-signature"; readonly subjectId: string },
): Promise<void> {
  const row = await findEpoch(work.session, subjectId);
  const log = await findLog(work.session, { peerId: peer.id, side: "ours" });
  if (row === undefined) return;
  const leaves = await listLeavesAbout(work.session, row.epochIri);
  if (leaves.some(({ logId }) => logId === log?.id)) return;
  const document = await sealForPartner(work, peer, { kind, about: row.epochIri, document: row.document });
  await updateEpoch(work.session, row.id, { document });
}
