import { canCorrect, decideEntryWord } from "#src/domain/entry.ts";
import { coopActorId } from "#src/domain/iri.ts";
import { decideCountersign, type WaitReason } from "#src/domain/ledger.ts";
import type { DisputeReason, EntryWords, LedgerMessage, LogPart } from "#src/domain/ledger-message.ts";
import type { Usage } from "#src/domain/usage.ts";
import { findAgreementByIri, listAgreementRows } from "#src/store/agreements.ts";
import { findEntry, findEntryByIri, listEntriesOfAgreement, type EntryRow } from "#src/store/entries.ts";
import { listWords, type WordRow } from "#src/store/dispute-words.ts";
import { listEvidence } from "#src/store/evidence.ts";
import { findPeer, findPeerByCoop, type Peer } from "#src/store/peers.ts";
import type { Signing } from "#src/store/signings.ts";
import { booksOf } from "./books.ts";
import type { Context, Work } from "./context.ts";
import { transactInTurn } from "./in-turn.ts";
import { requireCoop } from "./coop.ts";
import { isSigned, takeWord, wordItemOf, type WordItem } from "./dispute-words.ts";
import { change } from "./entry-change.ts";
import { refusedBy, takeIn, type Intake } from "./entry-intake.ts";
import { contestedReason } from "./evidence.ts";
import { ourCoop } from "./ledger-keys.ts";
import { hearLogPart } from "./log-part.ts";
import { answerKeys, heard, say } from "./outbox.ts";
import { keepForSigning, maySign, sealForPartner } from "./signing.ts";

/** What became of a message about the ledger. `dropped`: nothing for us, for a reason that goes to the log. */
export type HeardEntry = "done" | { readonly dropped: string };

/** What the other coop says with a signed entry, by an HTTP request that it signed. */
export interface EntryArrival {
  /** The IRI of the coop that says it. */
  readonly from: string;
  readonly document: string;
  readonly revision?: number;
  readonly salt?: string;
  readonly beside?: EntryWords;
  /** How it is known what was used. */
  readonly usage?: Usage;
  /** What it says about the two logs. */
  readonly log?: LogPart;
}

/** A partner's entry arrives: verified, kept, and answered by the rule, by the steward later, or with a refusal. */
export async function receiveEntry(context: Context, { from, log, ...arrival }: EntryArrival): Promise<HeardEntry> {
  return transactInTurn(context, async (work) => {
    const peer = await findBookkeeper(work, from);
    if (peer === undefined) return { dropped: "an entry of a coop that we keep no books with" };
    await hearLogPart(work, peer, log);
    return answer(work, peer, await takeIn(work, { peer, ...arrival }));
  });
}

/** The partner sends our entry back with its own proof. A document that is not ours to the letter counts for nothing. */
export async function receiveCountersignature(context: Context, arrival: EntryArrival): Promise<HeardEntry> {
  return transactInTurn(context, async (work) => {
    const { from, document } = arrival;
    const peer = await findBookkeeper(work, from);
    if (peer === undefined) return { dropped: "a countersignature of a coop that we keep no books with" };
    await hearLogPart(work, peer, arrival.log);
    const intake = await takeIn(work, { peer, document });
    if (intake.intake === "taken" && intake.entry.state !== "agreed")
      return { dropped: "it has no second proof that holds" };
    return answer(work, peer, intake);
  });
}

export interface RefusalArrival {
  readonly from: string;
  readonly entry: string;
  /** Of the content that was refused. */
  readonly hash: string;
  readonly reason: DisputeReason;
  readonly note: string;
  /** The refusal as it was signed; nodes of the first version sign none. */
  readonly word?: WordItem;
  readonly log?: LogPart;
}

/** The partner refuses an entry of ours: both sides see the dispute, unless both had signed it before. */
export async function receiveRefusal(context: Context, refusal: RefusalArrival): Promise<HeardEntry> {
  return transactInTurn(context, async (work) => {
    const peer = await findBookkeeper(work, refusal.from);
    if (peer === undefined) return { dropped: "a refusal by a coop that we keep no books with" };
    await hearLogPart(work, peer, refusal.log);
    const taken = refusal.word === undefined ? undefined : await takeWord(work, peer, refusal.word);
    return taken?.intake === "taken" ? "done" : followRefusal(work, peer, refusal);
  });
}

/** A refusal that nobody signed counts because its coop sent it. */
async function followRefusal(work: Work, peer: Peer, refusal: RefusalArrival): Promise<HeardEntry> {
  const { from, hash, reason, note } = refusal;
  const held = await findEntryByIri(work.session, refusal.entry);
  if (held === undefined || held.peerId !== peer.id) return { dropped: "a refusal of an entry that we do not have" };
  const outcome = decideEntryWord(held, { word: "refused", hash, by: from, reason });
  if (outcome.outcome === "not-theirs") return { dropped: "a refusal by someone who is not asked" };
  if ("state" in outcome && outcome.state !== held.state) {
    await change(work, held, { state: outcome.state, waits: null, ...refusedBy(work, from, { reason, note }) });
  }
  await heard(work, answerKeys.entry(held.entry));
  return "done";
}

/**
 * The other coop, if we keep books with it: partners, also limited ones; those that ended being partners, when there are books
 * or an agreement that runs out. Strangers and those whom we blocked have none.
 */
export async function findBookkeeper(work: Pick<Work, "session">, coop: string): Promise<Peer | undefined> {
  const peer = await findPeerByCoop(work.session, coop);
  if (peer === undefined || peer.state === "blocked") return undefined;
  if (peer.state === "partner" || peer.state === "limited") return peer;
  const agreements = await listAgreementRows(work.session, { peerId: peer.id, limit: 1 });
  return agreements.length > 0 || (await booksOf(work.session, peer.id)).count > 0 ? peer : undefined;
}

/** The other coop of a row of ours. @throws when there is none, which would be a bug. */
export async function requirePeer(work: Pick<Work, "session">, peerId: string): Promise<Peer> {
  const peer = await findPeer(work.session, peerId);
  if (peer === undefined) throw new Error(`There is no peer ${peerId}.`);
  return peer;
}

async function answer(work: Work, peer: Peer, intake: Intake): Promise<HeardEntry> {
  switch (intake.intake) {
    case "taken": {
      const entry = await considerEntry(work, intake.entry);
      if (entry.maker === peer.coop) await sayWhereItStands(work, peer, entry);
      else if (entry.state !== "in-transit") await heard(work, answerKeys.entry(entry.entry));
      return "done";
    }
    case "contested":
      await sayRefusalOf(work, peer, { ...intake, entry: intake.entry.entry });
      return "done";
    case "refused":
      await sayRefusalOf(work, peer, intake);
      return "done";
    case "waiting":
      return "done";
    case "unsigned":
      return { dropped: intake.because };
  }
}

/** Countersigns what the rule allows, and notes why the rest waits. Our own entries and those that are decided stay as they are. */
export async function considerEntry(work: Work, entry: EntryRow): Promise<EntryRow> {
  if (entry.state === "agreed") await signCorrected(work, entry);
  if (entry.state !== "in-transit" || entry.maker === ourCoop(work)) return entry;
  const because = await waitReasonOf(work, entry);
  if (because === undefined) return countersign(work, entry);
  return entry.waits === because ? entry : change(work, entry, { waits: because });
}

/** What a steward should look at before we sign; undefined when the rule allows it. */
async function waitReasonOf(work: Work, entry: EntryRow): Promise<WaitReason | undefined> {
  // Whoever signs a correction signs what it corrects: after a steward has refused that, only a steward may.
  if ((await findCorrected(work, entry))?.state === "disputed") return "disputed";
  const { agreement } = entry;
  const answered = decideCountersign({
    entry,
    agreement: agreement === null ? undefined : await findAgreementByIri(work.session, agreement),
    entriesOfAgreement: agreement === null ? [] : await listEntriesOfAgreement(work.session, agreement),
    us: ourCoop(work),
    countersign: (await requireCoop(work)).countersign,
  });
  return answered.answer === "countersign" ? undefined : answered.because;
}

/** Adds our proof: from here on both have signed. As long as the partner has not confirmed our log it waits for that. */
export async function countersign(work: Work, entry: EntryRow): Promise<EntryRow> {
  const peer = await requirePeer(work, entry.peerId);
  if (await maySign(work, peer)) return addCountersignature(work, peer, entry);
  await keepForSigning(work, peer, { kind: "countersignature", subjectId: entry.id });
  return entry.waits === null ? entry : change(work, entry, { waits: null });
}

async function addCountersignature(work: Work, peer: Peer, entry: EntryRow): Promise<EntryRow> {
  const about = { kind: "countersignature", about: entry.entry, document: entry.document } as const;
  const document = await sealForPartner(work, peer, about);
  const agreed = await change(work, entry, { state: "agreed", waits: null, document });
  await signCorrected(work, agreed);
  return agreed;
}

async function findCorrected({ session }: Work, { corrects, peerId }: EntryRow): Promise<EntryRow | undefined> {
  const corrected = corrects === null ? undefined : await findEntryByIri(session, corrects);
  return corrected?.peerId === peerId ? corrected : undefined;
}

/**
 * Both have signed a correction, which carries no more than the difference: with it a dispute about what it corrects is over, and the side that
 * had refused that signs it, too. Where there are two versions of it, people have to say which one.
 */
async function signCorrected(work: Work, correction: EntryRow): Promise<void> {
  const corrected = await findCorrected(work, correction);
  if (corrected?.state !== "disputed" || corrected.maker === ourCoop(work) || corrected.withdrawnAtMs !== null) return;
  if (!canCorrect(correction, corrected)) return;
  const { peerId, entry } = corrected;
  if ((await listEvidence(work.session, { peerId, entry, reason: contestedReason }, 1)).length > 0) return;
  const signed = await countersign(work, corrected);
  if (signed.state === "agreed") await sayWhereItStands(work, await requirePeer(work, peerId), signed);
}

/** Countersigns what had to wait, and says so; what both have signed in the meantime stays as it is. */
export async function signCountersignature(work: Work, peer: Peer, { subjectId }: Signing): Promise<void> {
  const entry = await findEntry(work.session, subjectId);
  if (entry === undefined || entry.state === "agreed" || entry.withdrawnAtMs !== null) return;
  await sayWhereItStands(work, peer, await addCountersignature(work, peer, entry));
}

/** Tells the maker what we hold; while our steward thinks there is nothing to tell. */
export async function sayWhereItStands(work: Work, peer: Peer, entry: EntryRow): Promise<void> {
  if (entry.state === "agreed") {
    const { document } = entry;
    await sayAboutEntry(work, peer, { message: { type: "entry-accept", entry: entry.entry, document } });
  }
  if (entry.state === "disputed" && entry.disputedBy !== peer.coop) {
    const refusal = { reason: entry.disputeReason ?? "other", note: entry.disputeNote ?? "" } as const;
    const word = await findRefusalWord(work, entry);
    // One that waits to be signed is said once it is.
    if (word === undefined || isSigned(word.document))
      await sayRefusalOf(work, peer, { entry: entry.entry, hash: entry.hash, ...refusal, ...signedRefusal(word) });
  }
}

/** The last refusal of an entry by us. */
async function findRefusalWord({ session, origin }: Work, { id }: EntryRow): Promise<WordRow | undefined> {
  const words = await listWords(session, id);
  return words.findLast(({ kind, by }) => kind === "refusal" && by === ourCoop({ origin }));
}

const signedRefusal = (word: WordRow | undefined): Pick<RefusalArrival, "word"> => {
  const item = word === undefined ? undefined : wordItemOf(word);
  return item === undefined ? {} : { word: item };
};

/** Says that we do not sign, and why: also of what is not in the books at all, and then unsigned. */
export async function sayRefusalOf(
  work: Work,
  peer: Peer,
  { word, ...refusal }: Omit<RefusalArrival, "from" | "log">,
): Promise<void> {
  const { entry, hash, reason, note } = refusal;
  const signed =
    word === undefined ? {} : { document: word.document, ...(word.salt === undefined ? {} : { salt: word.salt }) };
  await sayAboutEntry(work, peer, {
    message: { type: "entry-reject", entry, hash, reason, note, ...signed },
  });
}

type Unaddressed<M> = M extends LedgerMessage ? Omit<M, "to"> : never;

export interface EntrySaying {
  readonly message: Unaddressed<LedgerMessage>;
  readonly answerKey?: string;
  /** The IRI of the entry, where the message itself does not name it. */
  readonly topic?: string;
}

/** Says it to the other coop's own inbox. The pair's digest and count, and what is said about logs, are added when its bytes are written. */
export async function sayAboutEntry(work: Work, peer: Peer, { message, ...rest }: EntrySaying): Promise<void> {
  await say(work, { from: coopActorId, inbox: peer.coopInbox, message: { ...message, to: peer.coop }, ...rest });
}
