import { disputeOf, stateAfterWord, type Awaits, type Dispute, type DisputeWord } from "#src/domain/dispute.ts";
import { maxClockAheadMs, maxWaitingWords, maxWordsOfSide } from "#src/domain/policy.ts";
import {
  adoptWords,
  countWaitingWords,
  countWords,
  findWordByIri,
  listMissingWords,
  listWords,
  listWordsByIri,
  saveWord,
  updateWord,
  type WordRow,
} from "#src/store/dispute-words.ts";
import type { Session } from "#src/store/database.ts";
import { findEntryByIri, type EntryChanges, type EntryRow } from "#src/store/entries.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Work } from "./context.ts";
import { readWordDocument, type WordDocument } from "./dispute-document.ts";
import { change, noTurn } from "./entry-change.ts";
import { contestedReason, isWaiting, keepEvidence, keyCompromised, keyWaiting, type Kept } from "./evidence.ts";
import { ourCoop } from "./ledger-keys.ts";
import { openOfPair } from "./pair-documents.ts";
import { referenceOf } from "./references.ts";
import type { OpenedDocument } from "./seals.ts";

/** A word in a dispute as one side hands it to the other: as it was signed, and what opens its note. */
export interface WordItem {
  readonly document: string;
  readonly note?: string;
  readonly salt?: string;
}

/** What became of it. `taken`: it is kept, `changed` unless we had all of it. */
export type WordIntake =
  | { readonly intake: "taken"; readonly changed: boolean; readonly entry?: EntryRow }
  | { readonly intake: "waiting" }
  | { readonly intake: "dropped"; readonly because: string };

const dropped = (because: string): WordIntake => ({ intake: "dropped", because });

/** Reads, verifies and keeps a word of either side of the pair, whoever hands it over: the one way by which one gets into the books. */
export async function takeWord(work: Work, peer: Peer, item: WordItem): Promise<WordIntake> {
  const { opened, keys, isDoubted } = await openOfPair(work, peer, item.document);
  if ("refused" in opened) return dropped(opened.refused);
  const read = readWordDocument(opened.content);
  if ("unreadable" in read) return dropped(read.unreadable);
  const signed = { ...item, word: read.word, opened };
  if (isWaiting(opened, peer, keys)) {
    await keepEvidence(work, peer, keptOf(signed, keyWaiting));
    return { intake: "waiting" };
  }
  if (isDoubted) await keepEvidence(work, peer, keptOf(signed, keyCompromised));
  if (!opened.signers.includes(signed.word.by))
    return isDoubted ? { intake: "waiting" } : dropped("the coop that says it has not signed it");
  return problemOf(work, peer, signed.word) ?? keep(work, peer, signed);
}

/** Why a word that its coop has signed is not taken all the same. */
function problemOf(work: Work, peer: Peer, { by, saidAtMs }: WordDocument): WordIntake | undefined {
  if (by !== peer.coop && by !== ourCoop(work)) return dropped("a word of somebody else");
  return saidAtMs > work.nowMs() + maxClockAheadMs ? dropped("a word of the future") : undefined;
}

type Signed = WordItem & { readonly word: WordDocument; readonly opened: OpenedDocument };

async function keep(work: Work, peer: Peer, signed: Signed): Promise<WordIntake> {
  const { word, opened } = signed;
  const held = await findWordByIri(work.session, word.word);
  if (held !== undefined) return meet(work, peer, { ...signed, held });
  const entry = await findEntryByIri(work.session, word.entry);
  if (entry !== undefined && entry.peerId !== peer.id) return dropped("a word about an entry of another pair");
  const entryId = entry?.id ?? word.entry;
  if (await isTooMuch(work, peer, { entryId, by: word.by, isEarly: entry === undefined }))
    return dropped("more words than anyone reads");
  const id = work.newId();
  const document = JSON.stringify({ ...opened.content, proof: opened.proofs });
  const row = { ...rowOf(word), ...openedNote(signed), id, entryId, peerId: peer.id, document, hash: opened.hash };
  await saveWord(work.session, { ...row, createdAtMs: work.nowMs() });
  if (entry === undefined) return { intake: "taken", changed: true };
  return { intake: "taken", changed: true, entry: await followWords(work, entry) };
}

/** We have it: the same again may bring the note with it; another content under the same id is kept as evidence. */
async function meet(work: Work, peer: Peer, signed: Signed & { readonly held: WordRow }): Promise<WordIntake> {
  const { held, opened, word } = signed;
  if (held.peerId !== peer.id) return dropped("a word of another pair");
  if (held.hash !== opened.hash) {
    await keepEvidence(work, peer, keptOf(signed, contestedReason));
    return dropped("another word has this id");
  }
  const note = openedNote(signed);
  const changed = held.note === null && note.note !== null;
  if (changed) await updateWord(work.session, held.id, note);
  const entry = await findEntryByIri(work.session, word.entry);
  if (entry === undefined) return { intake: "taken", changed };
  return { intake: "taken", changed, entry: changed ? await followWords(work, entry) : entry };
}

const keptOf = ({ word, opened, document }: Signed, reason: string): Kept => ({
  entry: word.entry,
  hash: opened.hash,
  document,
  reason,
});

/** What is signed of a word, in columns. */
export const rowOf = (word: WordDocument) => ({
  word: word.word,
  by: word.by,
  kind: word.kind,
  reason: word.reason ?? null,
  untilMs: word.untilMs ?? null,
  saidAtMs: word.saidAtMs,
});

const mostNote = 2_000;

/** The note and its salt, if they are what was signed. */
function openedNote({ word, note, salt }: Signed): { readonly note: string | null; readonly salt: string | null } {
  const fits = note !== undefined && salt !== undefined && note.length <= mostNote;
  return fits && referenceOf(salt, note) === word.noteReference ? { note, salt } : { note: null, salt: null };
}

interface Amount {
  readonly entryId: string;
  readonly by: string;
  /** Its entry is not in the books yet. */
  readonly isEarly: boolean;
}

async function isTooMuch({ session }: Work, peer: Peer, { entryId, by, isEarly }: Amount): Promise<boolean> {
  // Taking back is always heard, and one word more.
  if ((await countWords(session, entryId, by)) > maxWordsOfSide) return true;
  return isEarly && (await countWaitingWords(session, peer.id)) >= maxWaitingWords;
}

/** Takes up the words that were here before their entry. */
export async function meetWords(work: Work, entry: EntryRow): Promise<EntryRow> {
  await adoptWords(work.session, { entry: entry.entry, entryId: entry.id, peerId: entry.peerId });
  return followWords(work, entry);
}

/** Writes into an entry's row what the words about it come to. */
export async function followWords(work: Work, entry: EntryRow): Promise<EntryRow> {
  const words = await listWords(work.session, entry.id);
  const changes = columnsOfWords(entry, words, ourCoop(work));
  return changes === undefined ? entry : change(work, entry, changes);
}

function columnsOfWords(entry: EntryRow, words: readonly WordRow[], us: string): EntryChanges | undefined {
  const dispute = disputeOf(entry, words);
  if (dispute.words.length === 0) return undefined;
  const state = dispute.words.reduce((so, word: DisputeWord) => stateAfterWord(so, word), entry.state);
  return {
    state,
    ...(state === "in-transit" ? {} : { waits: null }),
    ...refusalColumns(entry, dispute),
    withdrawnAtMs: dispute.withdrawnAtMs ?? null,
    ...(state === "agreed" ? noTurn : turnColumns(dispute, us)),
  };
}

function refusalColumns(entry: EntryRow, { refusal, withdrawnAtMs }: Dispute<WordRow>): EntryChanges {
  if (refusal !== undefined)
    return { disputedBy: refusal.by, disputeReason: refusal.reason, disputeNote: refusal.note ?? "" };
  return withdrawnAtMs === undefined || entry.disputedBy !== null ? {} : { disputedBy: entry.maker };
}

const turnColumns = ({ restsUntilMs, answerByMs, awaits }: Dispute<WordRow>, us: string): EntryChanges => ({
  differUntilMs: restsUntilMs ?? null,
  answerByMs: answerByMs ?? null,
  awaits: awaitsOf(awaits, us),
});

function awaitsOf(awaits: readonly string[], us: string): Awaits | null {
  if (awaits.length === 0) return null;
  if (awaits.length > 1) return "both";
  return awaits[0] === us ? "us" : "them";
}

/** A word with what opens its note, to be handed over; undefined while it waits to be signed. */
export function wordItemOf({ document, note, salt }: WordRow): WordItem | undefined {
  if (!isSigned(document)) return undefined;
  return { document, ...(note === null || salt === null ? {} : { note, salt }) };
}

/** The most words that are handed over with their entry; others are asked for. */
export const mostWithEntry = 10;

/** The last words about a disputed entry, as they are handed over with it. */
export async function lastWordsOf(
  session: Session,
  { id }: EntryRow,
): Promise<{ readonly words?: readonly WordItem[] }> {
  const rows = await listWords(session, id);
  const words = rows.map(wordItemOf).filter((item) => item !== undefined);
  return words.length === 0 ? {} : { words: words.slice(-mostWithEntry) };
}

/** Words of these IRIs, as they are handed over. */
export async function wordItemsOf(
  session: Session,
  peer: Peer,
  words: readonly string[],
): Promise<readonly WordItem[]> {
  const rows = await listWordsByIri(session, peer.id, words.slice(0, mostMissing));
  return rows.map(wordItemOf).filter((item) => item !== undefined);
}

const mostMissing = 50;

/** The IRIs of words that one side has signed, as the logs say, and that we do not have: after a copy was restored, or for want of a key. */
export function missingWords(session: Session, origin: string, peer: Peer): Promise<readonly string[]> {
  const folders = [origin, peer.origin].map((each) => `${each}/words`);
  return listMissingWords(session, { peerId: peer.id, folders, limit: mostMissing });
}

export const isSigned = (document: string): boolean => "proof" in (JSON.parse(document) as object);
