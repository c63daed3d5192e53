import { sayingProblem, timeOfWord, type DisputeWordKind, type SayingProblem } from "#src/domain/dispute.ts";
import { disputeWordIri } from "#src/domain/iri.ts";
import type { DisputeReason, LogPart } from "#src/domain/ledger-message.ts";
import { findWord, listWords, saveWord, updateWord, type WordRow } from "#src/store/dispute-words.ts";
import { findEntry, type EntryRow } from "#src/store/entries.ts";
import type { Peer } from "#src/store/peers.ts";
import { deleteSigningOf, type Signing } from "#src/store/signings.ts";
import type { Context, Work } from "./context.ts";
import { transactInTurn } from "./in-turn.ts";
import { writeWordDocument, type WordDocument } from "./dispute-document.ts";
import { followWords, rowOf, takeWord, type WordItem } from "./dispute-words.ts";
import { findBookkeeper, requirePeer, sayAboutEntry, sayRefusalOf, type HeardEntry } from "./entry-messages.ts";
import { ourCoop } from "./ledger-keys.ts";
import { hearLogPart } from "./log-part.ts";
import { referenceOf, saltOf } from "./references.ts";
import { keepForSigning, maySign, sealForPartner } from "./signing.ts";

/** What a steward of ours says about an entry. */
export interface WordSaid {
  readonly kind: DisputeWordKind;
  /** In words; empty when there is nothing to add. */
  readonly note: string;
  /** Of a refusal. */
  readonly reason?: DisputeReason;
  /** Until when it should rest, epoch milliseconds. */
  readonly untilMs?: number;
}

export type WordOutcome =
  | { readonly outcome: "done"; readonly entry: EntryRow }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "impossible"; readonly because: SayingProblem | "blocked" };

/** A steward says something about a disputed entry, refuses one of the partner's, or takes one of ours back: signed, kept and sent. */
export async function sayWord(context: Context, entryId: string, said: WordSaid): Promise<WordOutcome> {
  const id = context.newId();
  return transactInTurn(context, async (work) => {
    const entry = await findEntry(work.session, entryId);
    if (entry === undefined) return { outcome: "not-found" };
    return enterWord(work, entry, { ...said, id });
  });
}

/** {@link sayWord} in a transaction; `id` is the new word's. */
export async function enterWord(
  work: Work,
  entry: EntryRow,
  said: WordSaid & { readonly id: string },
): Promise<Exclude<WordOutcome, { outcome: "not-found" }>> {
  const peer = await requirePeer(work, entry.peerId);
  if (peer.state === "blocked") return { outcome: "impossible", because: "blocked" };
  const words = await listWords(work.session, entry.id);
  const { kind, untilMs } = said;
  const saying = { by: ourCoop(work), kind, nowMs: work.nowMs(), ...(untilMs === undefined ? {} : { untilMs }) };
  const because = sayingProblem({ entry, state: entry.state, words }, saying);
  if (because !== undefined) return { outcome: "impossible", because };
  const row = await saveOurWord(work, entry, { ...said, saidAtMs: timeOfWord(words, work.nowMs()) });
  // Who refuses or takes back does not sign any more.
  if (kind === "refusal" || kind === "withdrawn")
    await deleteSigningOf(work.session, { kind: "countersignature", subjectId: entry.id });
  const followed = await followWords(work, entry);
  if (await maySign(work, peer)) await sealWord(work, peer, row);
  else await keepForSigning(work, peer, { kind: "word", subjectId: row.id });
  return { outcome: "done", entry: followed };
}

type Made = WordSaid & { readonly id: string; readonly saidAtMs: number };

async function saveOurWord(work: Work, entry: EntryRow, { id, note, ...said }: Made): Promise<WordRow> {
  const iri = disputeWordIri(work.origin, id);
  const salt = note === "" ? null : saltOf(work, iri);
  const word: WordDocument = {
    word: iri,
    by: ourCoop(work),
    kind: said.kind,
    reason: said.kind === "refusal" ? (said.reason ?? "other") : null,
    untilMs: said.kind === "differ" ? (said.untilMs ?? null) : null,
    saidAtMs: said.saidAtMs,
    entry: entry.entry,
    entryHash: entry.hash,
    ...(salt === null ? {} : { noteReference: referenceOf(salt, note) }),
  };
  const document = writeWordDocument(word);
  const hash = work.seals.hash(JSON.parse(document) as object);
  const about = { id, entryId: entry.id, peerId: entry.peerId, document, hash };
  const row = { ...rowOf(word), ...about, salt, note: salt === null ? null : note, createdAtMs: work.nowMs() };
  await saveWord(work.session, row);
  return row;
}

/** Signs a word that had to wait, and says it. */
export async function signWord(work: Work, peer: Peer, { subjectId }: Signing): Promise<void> {
  const row = await findWord(work.session, subjectId);
  if (row === undefined) throw new Error(`There is no word ${subjectId} to sign.`);
  await sealWord(work, peer, row);
}

async function sealWord(work: Work, peer: Peer, row: WordRow): Promise<void> {
  const document = await sealForPartner(work, peer, { kind: "word", about: row.word, document: row.document });
  await updateWord(work.session, row.id, { document });
  const opens = row.note === null || row.salt === null ? {} : { note: row.note, salt: row.salt };
  const entry = await findEntry(work.session, row.entryId);
  if (row.kind !== "refusal") {
    const topic = entry === undefined ? {} : { topic: entry.entry };
    await sayAboutEntry(work, peer, {
      message: { type: "dispute-word", word: row.word, document, ...opens },
      ...topic,
    });
    return;
  }
  if (entry === undefined) throw new Error(`There is no entry ${row.entryId} to refuse.`);
  const refusal = { reason: row.reason ?? "other", note: row.note ?? "" } as const;
  const about = { entry: entry.entry, hash: entry.hash };
  await sayRefusalOf(work, peer, { ...about, ...refusal, word: { document, ...opens } });
}

export interface WordArrival extends WordItem {
  /** The IRI of the coop that sends it. */
  readonly from: string;
  readonly log?: LogPart;
}

/** A word of the partner arrives: verified, kept, and followed. */
export async function receiveWord(context: Context, { from, log, ...item }: WordArrival): Promise<HeardEntry> {
  return transactInTurn(context, async (work) => {
    const peer = await findBookkeeper(work, from);
    if (peer === undefined) return { dropped: "a word of a coop that we keep no books with" };
    await hearLogPart(work, peer, log);
    const taken = await takeWord(work, peer, item);
    return taken.intake === "dropped" ? { dropped: taken.because } : "done";
  });
}
