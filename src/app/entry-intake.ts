import {
  accountOf,
  dayOfEntry,
  decideEntry,
  decideEntryWord,
  type EntryProblem,
  type EntryState,
} from "#src/domain/entry.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import type { DisputeReason, EntryWords } from "#src/domain/ledger-message.ts";
import { disputeAnswerMs } from "#src/domain/policy.ts";
import { seatMinute } from "#src/domain/quantity.ts";
import type { Usage } from "#src/domain/usage.ts";
import { findEntryByIri, type EntryChanges, type EntryRow } from "#src/store/entries.ts";
import type { Peer } from "#src/store/peers.ts";
import { enterEntry, wouldOverflow } from "./books.ts";
import type { Work } from "./context.ts";
import { meetWords } from "./dispute-words.ts";
import { change } from "./entry-change.ts";
import { readEntryDocument, type EntryDocument } from "./entry-document.ts";
import { contestedReason, isWaiting, keepEvidence, keyCompromised, keyWaiting } from "./evidence.ts";
import { keepWords, openedWords } from "./entry-words.ts";
import { followDue } from "./owed-limits.ts";
import { openOfPair } from "./pair-documents.ts";
import { applyFulfilment } from "./provider-words.ts";
import type { OpenedDocument } from "./seals.ts";
import { keepTold } from "./usages.ts";

/** Why an entry was refused, and in whose words. */
export interface EntryRefusal {
  readonly reason: DisputeReason;
  readonly note: string;
}

/** A document of the pair's ledger, as it came from the partner, from a file, or back from where we had sent it. */
export interface Incoming {
  readonly peer: Peer;
  readonly document: string;
  /** The revision of the agreement that this entry fulfils, as its provider says. */
  readonly revision?: number;
  /** Opens the document's reference. */
  readonly salt?: string;
  /** What the references stand for, for people. */
  readonly beside?: EntryWords;
  /** How its maker knows what was used. */
  readonly usage?: Usage;
  /** That the side that did not make it has refused it, as the partner says. */
  readonly refusal?: EntryRefusal;
}

/**
 * What became of it. `taken`: it is in our books, `changed` unless we had all of it. `contested`: other content under an id that we
 * hold; `entry` is ours. `refused`: signed, but not for these books. `waiting`: signed by a key of the partner that is not trusted
 * yet, and kept until it is; or by one that somebody else has had, and kept as evidence. `unsigned`: nothing that anyone stands by; not kept.
 */
export type Intake =
  | { readonly intake: "taken"; readonly entry: EntryRow; readonly changed: boolean }
  | ({ readonly intake: "contested"; readonly entry: EntryRow; readonly hash: string } & EntryRefusal)
  | ({ readonly intake: "refused"; readonly entry: string; readonly hash: string } & EntryRefusal)
  | { readonly intake: "waiting" }
  | { readonly intake: "unsigned"; readonly because: string };

/** Reads, verifies, decides and writes: the one way by which a document gets into the books. */
export async function takeIn(work: Work, incoming: Incoming): Promise<Intake> {
  const { peer, document } = incoming;
  const { opened, keys, isDoubted } = await openOfPair(work, peer, document);
  if ("refused" in opened) return { intake: "unsigned", because: opened.refused };
  const read = readEntryDocument(opened.content);
  const id = typeof opened.content["id"] === "string" ? opened.content["id"] : "";
  if (isWaiting(opened, peer, keys)) {
    await keepEvidence(work, peer, { entry: id, hash: opened.hash, document, reason: keyWaiting });
    return { intake: "waiting" };
  }
  if ("unreadable" in read) {
    if (!opened.signers.includes(peer.coop)) return { intake: "unsigned", because: read.unreadable };
    return refuse(work, incoming, { entry: id, hash: opened.hash, reason: "other", note: read.unreadable });
  }
  if (isDoubted) await keepEvidence(work, peer, { entry: id, hash: opened.hash, document, reason: keyCompromised });
  if (!opened.signers.includes(read.entry.maker))
    return isDoubted ? { intake: "waiting" } : { intake: "unsigned", because: "its maker has not signed it" };
  return decide(work, { ...incoming, opened, entry: read.entry });
}

/** What was used is evidence of the provider's own entry; of a correction it says nothing. */
async function keepUsage(work: Work, { entry, usage }: Signed): Promise<void> {
  const { agreement, provider, maker, corrects } = entry;
  if (usage === undefined || typeof agreement !== "string" || typeof corrects === "string" || maker !== provider)
    return;
  await keepTold(work, { agreement, provider, usage });
}

type Signed = Incoming & { readonly opened: OpenedDocument; readonly entry: EntryDocument };

async function decide(work: Work, signed: Signed): Promise<Intake> {
  const { peer, opened, entry } = signed;
  const held = await findEntryByIri(work.session, entry.entry);
  const pair = { us: actorIri(work.origin, coopActorId), peer: peer.coop };
  const outcome = decideEntry({ entry, hash: opened.hash, held, pair });
  const about = { entry: entry.entry, hash: opened.hash };
  if (outcome.outcome === "refused") return refuse(work, signed, { ...about, ...refusalFor(outcome.because) });
  if (held !== undefined && held.peerId !== peer.id)
    return refuse(work, signed, { ...about, ...refusalFor("wrong-pair") });
  switch (outcome.outcome) {
    case "conflict":
      return contest(work, signed, { held: held as EntryRow, state: outcome.state });
    case "new":
      if (await isTooMuch(work, signed)) return refuse(work, signed, { ...about, ...tooMuch });
      await followWord(work, signed);
      await keepUsage(work, signed);
      return { intake: "taken", entry: await keepNew(work, signed), changed: true };
    case "same":
      await followWord(work, signed);
      await keepUsage(work, signed);
      return merge(work, signed, await keepWords(work, held as EntryRow, signed));
  }
}

/** The provider's entry also says that its agreement is fulfilled. */
async function followWord(work: Work, { entry, revision, peer }: Signed): Promise<void> {
  const { agreement, maker, provider, unit, quantity, corrects } = entry;
  if (revision === undefined || typeof agreement !== "string" || typeof corrects === "string") return;
  if (maker !== peer.coop || provider !== maker || unit !== seatMinute) return;
  await applyFulfilment(work, { provider, agreement, revision, seatMinutes: quantity });
}

const refusals: Readonly<Record<EntryProblem, EntryRefusal>> = {
  "wrong-pair": { reason: "reference", note: "This entry is not between our two cooperatives." },
  "wrong-maker": { reason: "reference", note: "This entry was made by neither of our two cooperatives." },
  "id-not-of-maker": { reason: "reference", note: "This entry's id is not one of its maker's." },
  unit: { reason: "quantity", note: "This entry counts in a unit that we do not know." },
  kind: { reason: "other", note: "What this entry says that happened does not go with what it counts in." },
  quantity: { reason: "quantity", note: "This entry's quantity is not a whole number that we can count." },
  period: { reason: "other", note: "This entry ends before it begins." },
  corrects: { reason: "reference", note: "This entry corrects itself." },
};
/** Whatever its state, it would take the sums of the pair beyond what can be counted exactly. */
const tooMuch: EntryRefusal = {
  reason: "quantity",
  note: "With this entry our books would add up to more than can be counted exactly.",
};
const isTooMuch = (work: Work, { peer, entry }: Signed): Promise<boolean> =>
  wouldOverflow(work, { peerId: peer.id, unit: entry.unit, account: accountOf(entry), quantity: entry.quantity });

const refusalFor = (because: EntryProblem): EntryRefusal => refusals[because];

type About = { readonly entry: string; readonly hash: string };

async function refuse(work: Work, incoming: Incoming, about: About & EntryRefusal): Promise<Intake> {
  const { entry, hash, note } = about;
  await keepEvidence(work, incoming.peer, { entry, hash, document: incoming.document, reason: note });
  return { intake: "refused", ...about };
}

/** The same id with other content: both versions are kept, and what was only in transit becomes disputed. */
async function contest(
  work: Work,
  signed: Signed,
  { held, state }: { readonly held: EntryRow; readonly state: EntryState },
): Promise<Intake> {
  const { opened, peer, document } = signed;
  const refusal: EntryRefusal = {
    reason: "duplicate",
    note: "Another entry with the same id and other content exists.",
  };
  await keepEvidence(work, peer, { entry: held.entry, hash: opened.hash, document, reason: contestedReason });
  const entry =
    state === held.state ? held : await change(work, held, { state, waits: null, ...contestedBy(work, refusal) });
  return { intake: "contested", entry, hash: opened.hash, ...refusal };
}

/** What is known of a refusal that nobody signed: by whom, why, and that the other side is to answer. */
export const refusedBy = (work: Work, by: string, { reason, note }: EntryRefusal) =>
  ({
    disputedBy: by,
    disputeReason: reason,
    disputeNote: note,
    awaits: by === actorIri(work.origin, coopActorId) ? "them" : "us",
    answerByMs: work.nowMs() + disputeAnswerMs,
  }) as const satisfies EntryChanges;

/** Both sides should look at two versions of one entry. */
const contestedBy = (work: Work, refusal: EntryRefusal): EntryChanges => ({
  ...refusedBy(work, actorIri(work.origin, coopActorId), refusal),
  awaits: "both",
});

async function keepNew(work: Work, { peer, opened, entry, refusal, ...rest }: Signed): Promise<EntryRow> {
  const other = entry.maker === entry.provider ? entry.receiver : entry.provider;
  const isAgreed = opened.signers.includes(other);
  const isDisputed = !isAgreed && refusal !== undefined;
  const nowMs = work.nowMs();
  const row: EntryRow = {
    ...blankEntry,
    ...columnsOf(entry),
    id: work.newId(),
    peerId: peer.id,
    state: stateOf(isAgreed, isDisputed),
    document: signedText(opened),
    hash: opened.hash,
    ...(isDisputed ? refusedBy(work, other, refusal) : {}),
    ...openedWords(entry, rest),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  const entered = await enterEntry(work, row);
  await followDue(work, entered);
  return meetWords(work, entered);
}

function stateOf(isAgreed: boolean, isDisputed: boolean): EntryState {
  if (isAgreed) return "agreed";
  return isDisputed ? "disputed" : "in-transit";
}

/** What is not known of an entry that just came into being. */
export const blankEntry = {
  waits: null,
  disputedBy: null,
  disputeReason: null,
  disputeNote: null,
  salt: null,
  note: null,
  person: null,
  forgottenAtMs: null,
  madeAtMs: null,
  mark: null,
  statementId: null,
  answerByMs: null,
  differUntilMs: null,
  awaits: null,
  withdrawnAtMs: null,
} as const;

/** What of an entry's document stands in columns, to be found and summed by. */
export function columnsOf(entry: EntryDocument) {
  const { maker, provider, receiver, unit, quantity, startsAtMs, endsAtMs } = entry;
  const parties = { entry: entry.entry, maker, provider, receiver };
  const what = {
    unit,
    quantity,
    startsAtMs,
    endsAtMs,
    agreement: entry.agreement ?? null,
    corrects: entry.corrects ?? null,
    kind: entry.kind ?? null,
    gift: entry.gift ?? false,
    commons: entry.commons ?? null,
    performer: entry.performer ?? null,
  };
  return { ...parties, ...what, day: dayOfEntry(entry.entry) ?? "" };
}

/** The complete text with the proofs that verify, and with no others. */
const signedText = ({ content, proofs }: OpenedDocument): string => JSON.stringify({ ...content, proof: proofs });

/** We hold it: a second proof makes it agreed, a refusal disputed; anything else we knew. */
async function merge(work: Work, { opened, refusal }: Signed, held: EntryRow): Promise<Intake> {
  const other = held.maker === held.provider ? held.receiver : held.provider;
  if (opened.signers.includes(other)) {
    const outcome = decideEntryWord(held, { word: "countersigned", hash: opened.hash, by: other });
    if (outcome.outcome !== "change") return { intake: "taken", entry: held, changed: false };
    const document = withProofs(held.document, opened.proofs);
    const entry = await change(work, held, { state: outcome.state, document, waits: null });
    return { intake: "taken", entry, changed: true };
  }
  if (refusal === undefined) return { intake: "taken", entry: held, changed: false };
  const outcome = decideEntryWord(held, { word: "refused", hash: opened.hash, by: other, reason: refusal.reason });
  if (outcome.outcome !== "change") return { intake: "taken", entry: held, changed: false };
  return {
    intake: "taken",
    entry: await change(work, held, { state: outcome.state, waits: null, ...refusedBy(work, other, refusal) }),
    changed: true,
  };
}

/** Our text as it stands, with the complete set of proofs instead of its own. */
const withProofs = (document: string, proofs: readonly object[]): string =>
  JSON.stringify({ ...(JSON.parse(document) as object), proof: proofs });
