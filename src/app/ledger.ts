import { createHash, createHmac } from "node:crypto";
import type { Impossibility } from "#src/domain/agreement-action.ts";
import { decideEntryWord, entryProblem } from "#src/domain/entry.ts";
import { actorIri, coopActorId, entryIri } from "#src/domain/iri.ts";
import { balanceOf, byPeerAndUnit, type Balance, type Sums } from "#src/domain/ledger.ts";
import { seatMinute } from "#src/domain/quantity.ts";
import type { Usage } from "#src/domain/usage.ts";
import type { AgreementRow } from "#src/store/agreements.ts";
import {
  findEntry as findEntryRow,
  listEntries as listEntryRows,
  listEntriesOfAgreement,
  saveEntry,
  sumEntries,
  type EntryPage,
  type EntryRow,
} from "#src/store/entries.ts";
import { findReconciliation, listEvidence, type Evidence, type ReconciliationRow } from "#src/store/evidence.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { viewAgreement, type AgreementView } from "./agreement-view.ts";
import { fulfilAgreement } from "./agreements.ts";
import { booksOf, keepDay, type Books } from "./books.ts";
import { transact, type Context, type Work } from "./context.ts";
import { writeEntryDocument, type EntryDocument } from "./entry-document.ts";
import { change, columnsOf, type EntryRefusal } from "./entry-intake.ts";
import { countersign, sayAboutEntry, sayWhereItStands } from "./entry-messages.ts";
import { openLedgerKey } from "./ledger-keys.ts";
import { answerKeys } from "./outbox.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";
import { keepEvidence } from "./usages.ts";

export type FulfilOutcome =
  | { readonly outcome: "done"; readonly agreement: AgreementView; readonly entry: EntryRow }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "impossible"; readonly impossibility: Impossibility; readonly agreement: AgreementView };

/**
 * The provider records what was used: the agreement is fulfilled, and its entry is signed, kept in transit and sent, all in one
 * transaction. The same number again answers the same; another number is impossible, and needs a correction.
 */
export async function fulfil(context: Context, agreementId: string, seatMinutes: number): Promise<FulfilOutcome> {
  const made = { id: context.newId(), atMs: context.nowMs() };
  return transact(context, async (work) => {
    const answer = await fulfilAgreement(work, agreementId, seatMinutes);
    if (answer.outcome === "not-found") return answer;
    const agreement = viewAgreement(work, answer.agreement);
    if (answer.outcome === "impossible") return { ...answer, agreement };
    const known = answer.repeated ? await findFulfilment(work, answer.agreement) : undefined;
    if (known !== undefined) return { outcome: "done", agreement, entry: known };
    const usage = await keepEvidence(work, answer.agreement, seatMinutes);
    return { outcome: "done", agreement, entry: await makeEntry(work, answer.agreement, { ...made, usage }) };
  });
}

/** The entry that an agreement's provider made when it was fulfilled; corrections are others. */
async function findFulfilment(work: Work, agreement: AgreementRow): Promise<EntryRow | undefined> {
  const entries = await listEntriesOfAgreement(work.session, agreement.agreement);
  return entries.find(
    (entry) =>
      entry.maker === agreement.provider &&
      entry.corrects === null &&
      entry.quantity === agreement.fulfilledSeatMinutes,
  );
}

export interface Made {
  readonly id: string;
  readonly atMs: number;
  /** What the entry is about, as it is known. */
  readonly usage?: Usage;
}

function makeEntry(work: Work, agreement: AgreementRow, made: Made): Promise<EntryRow> {
  const { agreement: iri, revision } = agreement;
  const quantity = agreement.fulfilledSeatMinutes ?? 0;
  return makeEntryOf(work, agreement, { made, quantity, word: { agreement: iri, revision } });
}

/** What giving an agreement back costs is an entry like what is used of one; it says nothing about where the agreement stands. */
export const makeFeeEntry = (work: Work, agreement: AgreementRow, made: Made): Promise<EntryRow> =>
  makeEntryOf(work, agreement, { made, quantity: agreement.feeSeatMinutes ?? 0, word: {} });

interface Entered {
  readonly made: Made;
  readonly quantity: number;
  /** What the entry also says: that the agreement is fulfilled. */
  readonly word: { readonly agreement?: string; readonly revision?: number };
}

async function makeEntryOf(work: Work, agreement: AgreementRow, { made, quantity, word }: Entered): Promise<EntryRow> {
  const peer = await requirePeer(work, agreement.peerId);
  const entry = entryIri(work.origin, made.id);
  const salt = saltOf(work, entry);
  const { provider, receiver, startsAtMs, endsAtMs } = agreement;
  const document: EntryDocument = {
    entry,
    maker: provider,
    provider,
    receiver,
    startsAtMs,
    endsAtMs,
    unit: seatMinute,
    quantity,
    agreement: agreement.agreement,
    publishedAtMs: made.atMs,
    reference: referenceOf(salt, agreement.title),
  };
  const row = await sealEntry(work, { document, peer, salt, made });
  const evidence = made.usage === undefined ? {} : { usage: made.usage };
  const message = { type: "entry-create", entry, document: row.document, salt, ...word, ...evidence } as const;
  await sayAboutEntry(work, peer, { message, answerKey: answerKeys.entry(entry) });
  return row;
}

interface Unsealed {
  readonly document: EntryDocument;
  readonly peer: Peer;
  readonly salt: string;
  readonly made: Made;
}

/** @throws for an entry that the other side would have to refuse: then a bug of ours made it. */
async function sealEntry(work: Work, { document, peer, salt, made }: Unsealed): Promise<EntryRow> {
  const problem = entryProblem(document, { us: ourCoop(work), peer: peer.coop });
  if (problem !== undefined) throw new Error(`An entry that is wrong in its ${problem} is not signed.`);
  const key = await openLedgerKey(work, work.session, made.atMs);
  const text = writeEntryDocument(document);
  const row: EntryRow = {
    id: made.id,
    peerId: peer.id,
    ...columnsOf(document),
    state: "in-transit",
    waits: null,
    document: await work.seals.seal(text, key),
    hash: work.seals.hash(JSON.parse(text) as object),
    disputedBy: null,
    disputeReason: null,
    disputeNote: null,
    salt,
    createdAtMs: made.atMs,
    updatedAtMs: made.atMs,
  };
  await saveEntry(work.session, row);
  await keepDay(work.session, row.peerId, row.day);
  return row;
}

/** 128 bits that only this node could have chosen; the same for every attempt. */
function saltOf({ secrets }: Work, entry: string): string {
  return createHmac("sha256", secrets.deriveKey("entry references")).update(entry).digest("hex").slice(0, 32);
}

/** What is signed in place of words: it can be checked by those who know them and the salt, and says nothing to others. */
export function referenceOf(salt: string, words: string): string {
  return createHash("sha256").update(`${salt}\0${words}`).digest("hex");
}

async function requirePeer(work: Work, peerId: string): Promise<Peer> {
  const peer = await findPeer(work.session, peerId);
  if (peer === undefined) throw new Error(`There is no peer ${peerId}.`);
  return peer;
}

/** `late`: both have signed it, which no refusal undoes. `own`: it is ours; the other side answers it, and we correct it. */
export type EntryActOutcome =
  | { readonly outcome: "done"; readonly entry: EntryRow }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "impossible"; readonly because: "late" | "own" | "blocked" };

/** Our steward signs a partner's entry that waited, or one that was disputed. Repeating it changes nothing. */
export async function countersignEntry(context: Context, id: string): Promise<EntryActOutcome> {
  return actOnEntry(context, id, async (work, entry) => {
    const outcome = decideEntryWord(entry, { word: "countersigned", hash: entry.hash, by: ourCoop(work) });
    if (outcome.outcome === "not-theirs") return "own";
    return outcome.outcome === "change" ? countersign(work, entry) : entry;
  });
}

/** Our steward refuses a partner's entry: both sides see the dispute, its reason and its note. */
export async function disputeEntry(context: Context, id: string, refusal: EntryRefusal): Promise<EntryActOutcome> {
  return actOnEntry(context, id, async (work, entry) => {
    const { reason, note } = refusal;
    const outcome = decideEntryWord(entry, { word: "refused", hash: entry.hash, by: ourCoop(work), reason });
    if (outcome.outcome === "not-theirs") return "own";
    if (outcome.outcome === "late") return "late";
    if (outcome.outcome !== "change") return entry;
    const said = { disputedBy: ourCoop(work), disputeReason: reason, disputeNote: note };
    return change(work, entry, { state: outcome.state, waits: null, ...said });
  });
}

const ourCoop = (work: Pick<Work, "origin">): string => actorIri(work.origin, coopActorId);

type EntryAct = (work: Work, entry: EntryRow) => Promise<EntryRow | "late" | "own">;

async function actOnEntry(context: Context, id: string, act: EntryAct): Promise<EntryActOutcome> {
  return transact(context, async (work) => {
    const entry = await findEntryRow(work.session, id);
    if (entry === undefined) return { outcome: "not-found" };
    const peer = await requirePeer(work, entry.peerId);
    if (peer.state === "blocked") return { outcome: "impossible", because: "blocked" };
    const acted = await act(work, entry);
    if (typeof acted === "string") return { outcome: "impossible", because: acted };
    if (acted.state !== entry.state) await sayWhereItStands(work, peer, acted);
    return { outcome: "done", entry: acted };
  });
}

/** Entries of all books, the last to arrive first. */
export function listEntries(
  context: Context,
  request: PageRequest & Omit<EntryPage, "limit" | "before">,
): Promise<Page<EntryRow>> {
  const { limit, cursor, ...filter } = request;
  return pageOf({ limit, ...(cursor === undefined ? {} : { cursor }) }, (page) =>
    listEntryRows(context.database, { ...filter, ...page }),
  );
}

/** An entry with everything that is said about it, for a steward who asks what a number is made of. */
export interface EntryDetails {
  readonly entry: EntryRow;
  readonly peer: Peer;
  /** Who signed, and when they say they did. */
  readonly signatures: readonly { readonly by: string; readonly signedAt: string }[];
  /** Other versions under the same id. */
  readonly evidence: readonly Evidence[];
  readonly reconciliation: ReconciliationRow | undefined;
}

export async function findEntry(context: Context, id: string): Promise<EntryDetails | undefined> {
  const session = context.database;
  const entry = await findEntryRow(session, id);
  const peer = entry === undefined ? undefined : await findPeer(session, entry.peerId);
  if (entry === undefined || peer === undefined) return undefined;
  return {
    entry,
    peer,
    signatures: signaturesOf(entry),
    evidence: await listEvidence(session, { peerId: peer.id, entry: entry.entry }),
    reconciliation: await findReconciliation(session, peer.id),
  };
}

/** What stands in our books was verified when it came in, so that its proofs only have to be read. */
function signaturesOf({ document }: EntryRow): EntryDetails["signatures"] {
  const { proof } = JSON.parse(document) as {
    readonly proof: readonly { verificationMethod: string; created: string }[];
  };
  return proof.map(({ verificationMethod, created }) => ({
    by: verificationMethod.replace(/#.*$/, ""),
    signedAt: created,
  }));
}

/** The balances with each peer in each unit; `peer` is our id of it. With `peerId`, of that pair only. */
export async function balances(context: Context, peerId?: string): Promise<readonly Balance[]> {
  const us = ourCoop(context);
  const books = new Map<string, { readonly peer: string; readonly unit: string; readonly sums: Sums }>();
  for (const { peerId: peer, unit, provider, state, sum } of await sumEntries(context.database, peerId)) {
    const key = `${peer} ${unit}`;
    const book = books.get(key) ?? { peer, unit, sums: { given: 0n, received: 0n, inTransit: 0n, disputed: 0n } };
    book.sums[columnFor(state, provider === us)] += sum;
    books.set(key, book);
  }
  return [...books.values()]
    .map(({ peer, unit, sums }) => ({ peer, unit, ...balanceOf(sums) }))
    .toSorted(byPeerAndUnit);
}

function columnFor(state: EntryRow["state"], isGiven: boolean): keyof Sums {
  if (state === "agreed") return isGiven ? "given" : "received";
  return state === "disputed" ? "disputed" : "inTransit";
}

/** The digest and count of a pair's books, and when both sides last confirmed them. */
export async function findBooks(
  context: Context,
  peerId: string,
): Promise<Books & { readonly reconciliation: ReconciliationRow | undefined }> {
  const session = context.database;
  return { ...(await booksOf(session, peerId)), reconciliation: await findReconciliation(session, peerId) };
}
