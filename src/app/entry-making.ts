import type { Impossibility } from "#src/domain/agreement-action.ts";
import { accountOf, entryProblem } from "#src/domain/entry.ts";
import { entryIri } from "#src/domain/iri.ts";
import { commonsOf } from "#src/domain/ledger.ts";
import type { SigningBeside } from "#src/domain/leaf.ts";
import { isQuantity, seatMinute } from "#src/domain/quantity.ts";
import type { Usage } from "#src/domain/usage.ts";
import { findAgreementRow, type AgreementRow } from "#src/store/agreements.ts";
import { findEntry, listEntriesOfAgreement, type EntryRow } from "#src/store/entries.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Signing } from "#src/store/signings.ts";
import { viewAgreement, type AgreementView } from "./agreement-view.ts";
import { fulfilAgreement } from "./agreements.ts";
import { enterEntry, roomLeft } from "./books.ts";
import type { Context, Work } from "./context.ts";
import { transactInTurn } from "./in-turn.ts";
import { writeEntryDocument, type EntryDocument } from "./entry-document.ts";
import { change } from "./entry-change.ts";
import { blankEntry, columnsOf } from "./entry-intake.ts";
import { requirePeer, sayAboutEntry } from "./entry-messages.ts";
import { ourCoop } from "./ledger-keys.ts";
import { answerKeys } from "./outbox.ts";
import { followDue } from "./owed-limits.ts";
import { referenceOf, saltOf } from "./references.ts";
import { keepForSigning, maySign, sealForPartner } from "./signing.ts";
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
  return transactInTurn(context, async (work) => {
    const impossibility = await sumImpossibility(work, agreementId, seatMinutes);
    if (impossibility !== undefined) return impossibility;
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

/** That the sums of the pair would be beyond what can be counted exactly. */
async function sumImpossibility(
  work: Work,
  agreementId: string,
  seatMinutes: number,
): Promise<Extract<FulfilOutcome, { outcome: "impossible" }> | undefined> {
  const row = await findAgreementRow(work.session, agreementId);
  // What was recorded before has its answer; what is no quantity at all gets another.
  if (row?.role !== "provider" || row.fulfilledSeatMinutes !== null || !isQuantity(seatMinutes)) return undefined;
  const account = accountOf({ commons: commonsOf(row) });
  const most = await roomLeft(work, { peerId: row.peerId, unit: seatMinute, account });
  if (seatMinutes <= most) return undefined;
  const impossibility = { because: "quantity", least: 1, most } as const;
  return { outcome: "impossible", impossibility, agreement: viewAgreement(work, row) };
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
    kind: "capacity",
    quantity,
    agreement: agreement.agreement,
    publishedAtMs: made.atMs,
    commons: commonsOf(agreement),
    reference: referenceOf(salt, agreement.title),
  };
  const evidence = made.usage === undefined ? {} : { usage: made.usage };
  return enter(work, { document, peer, salt, made, beside: { ...word, ...evidence } });
}

export interface Unsigned {
  readonly document: EntryDocument;
  readonly peer: Peer;
  /** Opens the document's references; null when it has none. */
  readonly salt: string | null;
  readonly made: Made;
  readonly beside: SigningBeside;
}

/**
 * Writes an entry of ours into the books, and signs and sends it; as long as the partner has not confirmed our log it waits for that.
 * @throws for an entry that the other side would have to refuse: then a bug of ours made it.
 */
export async function enter(work: Work, { document, peer, salt, made, beside }: Unsigned): Promise<EntryRow> {
  const problem = entryProblem(document, { us: ourCoop(work), peer: peer.coop });
  if (problem !== undefined) throw new Error(`An entry that is wrong in its ${problem} is not signed.`);
  const text = writeEntryDocument(document);
  const { words = {} } = beside;
  const about = { kind: "entry", about: document.entry, document: text } as const;
  const sealed = (await maySign(work, peer)) ? await sealForPartner(work, peer, about) : undefined;
  const row: EntryRow = {
    ...blankEntry,
    ...columnsOf(document),
    id: made.id,
    peerId: peer.id,
    state: "in-transit",
    document: sealed ?? text,
    hash: work.seals.hash(JSON.parse(text) as object),
    salt,
    note: words.note ?? null,
    person: words.person ?? null,
    createdAtMs: made.atMs,
    updatedAtMs: made.atMs,
  };
  const entered = await enterEntry(work, row);
  await followDue(work, entered);
  if (sealed === undefined) await keepForSigning(work, peer, { kind: "entry", subjectId: row.id, beside });
  else await sayEntry(work, peer, { row: entered, beside });
  return entered;
}

/** Signs an entry that had to wait, and sends it. */
export async function signEntry(work: Work, peer: Peer, { subjectId, beside }: Signing): Promise<void> {
  const row = await findEntry(work.session, subjectId);
  if (row === undefined) throw new Error(`There is no entry ${subjectId} to sign.`);
  const document = await sealForPartner(work, peer, { kind: "entry", about: row.entry, document: row.document });
  await sayEntry(work, peer, { row: await change(work, row, { document }), beside });
}

async function sayEntry(
  work: Work,
  peer: Peer,
  { row, beside }: { readonly row: EntryRow; readonly beside: SigningBeside },
): Promise<void> {
  const salt = row.salt === null ? {} : { salt: row.salt };
  const message = { type: "entry-create", entry: row.entry, document: row.document, ...salt, ...beside } as const;
  await sayAboutEntry(work, peer, { message, answerKey: answerKeys.entry(row.entry) });
}
