import type { EntryMark } from "#src/domain/digest.ts";
import type { SyncLog } from "#src/domain/ledger-message.ts";
import { maxReconciledEntries } from "#src/domain/policy.ts";
import { decideReconciliation, type Difference } from "#src/domain/reconcile.ts";
import { findAgreementByIri } from "#src/store/agreements.ts";
import type { Session } from "#src/store/database.ts";
import { listEntriesByIri, listEntriesByMark, listEntryMarks, type EntryRow } from "#src/store/entries.ts";
import {
  deleteEvidence,
  findReconciliation,
  listEvidence,
  saveReconciliation,
  type ReconciliationRow,
} from "#src/store/evidence.ts";
import type { Peer } from "#src/store/peers.ts";
import { findUsage } from "#src/store/usages.ts";
import { freshBooksOf, keptBooksOf, type Books } from "./books.ts";
import { transact, type Context, type Work } from "./context.ts";
import { transactInTurn } from "./in-turn.ts";
import { isWordDocument } from "./dispute-document.ts";
import { isSigned, lastWordsOf, takeWord, wordItemsOf, type WordItem } from "./dispute-words.ts";
import { takeIn, type Incoming, type Intake } from "./entry-intake.ts";
import { hearSyncLog, syncLogOf } from "./log-part.ts";
import { finishRecovery } from "./recovery.ts";
import { signWaiting } from "./signatures.ts";
import { considerEntry, findBookkeeper, sayRefusalOf } from "./entry-messages.ts";
import { wordsBeside } from "./entry-words.ts";
import { keyWaiting } from "./evidence.ts";
import { answerRanges } from "./sync-marks.ts";

/** An entry as one side hands it to the other: the document as it was signed, and what is known about it beside its proofs. */
export type SyncItem = Omit<Incoming, "peer"> & {
  /** Of a word in a dispute, which is handed over in the same form when it is asked for. */
  readonly note?: string;
  /** The last words about an entry that is disputed. */
  readonly words?: readonly WordItem[];
};

/** What one side knows: digest and count, and every entry when they are few enough to be listed as a whole. */
export interface BooksShown extends Books {
  readonly entries?: readonly EntryMark[];
}

/** The most documents, and the most text in them, that one message of a reconciliation carries. */
export const maxItems = 100;
const maxItemsLength = 400_000;
/** What is taken in one transaction. */
const takenAtOnce = 50;

/** What the other side asks of us in one request: take what it gives, and hand over what it lacks. */
export interface SyncRequest extends Books {
  /** What it says about the logs; absent from nodes that keep none. */
  readonly log?: SyncLog;
  readonly give: readonly SyncItem[];
  /** IRIs of entries and words, and marks of entries (`markHash`). */
  readonly ask: readonly string[];
  /** A message of Negentropy (`domain/negentropy.ts`), for books that are too large to be listed. */
  readonly negentropy?: Uint8Array<ArrayBuffer>;
}

export interface SyncAnswer extends BooksShown {
  readonly log?: SyncLog;
  readonly equal: boolean;
  readonly items: readonly SyncItem[];
  readonly negentropy?: Uint8Array<ArrayBuffer>;
}

/** Answers a coop's comparison; undefined when we keep no books with it. What it gives is taken first. */
export async function answerSync(
  context: Context,
  coop: string,
  request: SyncRequest,
): Promise<SyncAnswer | undefined> {
  const session = context.database;
  const heard = await hearLogs(context, coop, request.log);
  if (heard === undefined) return undefined;
  const { peer, log } = heard;
  const changed = await takeItems(context, coop, request.give);
  const items = await itemsOf(session, peer, [...changed, ...request.ask]);
  const books = await freshBooksOf(context, peer.id);
  const equal = books.digest === request.digest && books.count === request.count;
  if (equal) await noteReconciliation(context, peer.id, "equal");
  return { ...books, log, equal, items, ...(equal ? {} : await shown(session, peer.id, { request, books })) };
}

/** Hears what the other side says about the logs, signs what waited for that, and answers in kind. */
export async function hearLogs(
  context: Context,
  coop: string,
  said: SyncLog | undefined,
): Promise<{ readonly peer: Peer; readonly log: SyncLog } | undefined> {
  return transactInTurn(context, async (work) => {
    const peer = await findBookkeeper(work, coop);
    if (peer === undefined) return undefined;
    await hearSyncLog(work, peer, said);
    while ((await signWaiting(work, peer)) > 0);
    return { peer, log: await syncLogOf(work, peer, said) };
  });
}

/** What the side that begins a reconciliation says about the logs, before it has heard anything. */
export const firstSyncLog = (context: Context, peer: Peer): Promise<SyncLog> =>
  transact(context, (work) => syncLogOf(work, peer));

/** What differs, as far as we can tell in one answer: by Negentropy for one who speaks it, else by listing what is not too much. */
async function shown(
  session: Session,
  peerId: string,
  { request, books }: { readonly request: SyncRequest; readonly books: Books },
): Promise<Pick<SyncAnswer, "entries" | "negentropy">> {
  if (request.negentropy !== undefined) {
    const negentropy = await answerRanges(session, peerId, request.negentropy);
    return negentropy === undefined ? {} : { negentropy };
  }
  return books.count > maxReconciledEntries ? {} : { entries: await listEntryMarks(session, peerId) };
}

/**
 * Takes what the other side gave, some of it in each transaction. What the rule allows is countersigned at once; answers the IRIs of those
 * entries, of which we now know more than what was given.
 */
export async function takeItems(
  context: Context,
  coop: string,
  items: readonly SyncItem[],
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (let at = 0; at < Math.min(items.length, maxItems); at += takenAtOnce) {
    const some = items.slice(at, Math.min(at + takenAtOnce, maxItems));
    const signed = await transactInTurn(context, async (work) => {
      const peer = await findBookkeeper(work, coop);
      if (peer === undefined) return [];
      const iris: string[] = [];
      for (const item of some) iris.push(...(await takeItem(work, peer, item)));
      return iris;
    });
    changed.push(...signed);
  }
  return changed;
}

async function takeItem(work: Work, peer: Peer, item: SyncItem): Promise<readonly string[]> {
  if (isWord(item.document)) {
    await takeWord(work, peer, item);
    return [];
  }
  const changed = await settle(work, peer, await takeIn(work, { ...believable(item, peer), peer }));
  for (const word of item.words ?? []) await takeWord(work, peer, word);
  return changed;
}

/** A partner speaks for itself: that we have refused an entry of its making is said by our own signed word, or not at all. */
function believable(item: SyncItem, { coop }: Peer): SyncItem {
  const { refusal, ...rest } = item;
  return refusal === undefined || contentOf(item.document)["attributedTo"] === coop ? rest : { ...rest, refusal };
}

const contentOf = (document: string): Readonly<Record<string, unknown>> =>
  JSON.parse(document) as Readonly<Record<string, unknown>>;

const isWord = (document: string): boolean => isWordDocument(contentOf(document));

/** How many entries are among what was handed over. */
export const countEntries = (items: readonly SyncItem[]): number =>
  items.filter(({ document }) => !isWord(document)).length;

/** Answers the IRI of the entry when we signed it. */
async function settle(work: Work, peer: Peer, intake: Intake): Promise<readonly string[]> {
  if (intake.intake === "refused") await sayRefusalOf(work, peer, intake);
  if (intake.intake !== "taken") return [];
  const entry = await considerEntry(work, intake.entry);
  return entry.state === intake.entry.state ? [] : [entry.entry];
}

const isMark = (asked: string): boolean => /^[0-9a-f]{64}$/.test(asked);

/**
 * Those of `asked` (IRIs, and marks of entries) that we have, as far as they fit into one message; the rest is asked for again. What is not
 * signed yet is for nobody.
 */
export async function itemsOf(session: Session, peer: Peer, asked: readonly string[]): Promise<readonly SyncItem[]> {
  const some = asked.slice(0, maxReconciledEntries);
  const entries = some.filter((each) => !isMark(each));
  const found = [
    ...(await listEntriesByIri(session, peer.id, entries)),
    ...(await listEntriesByMark(session, peer.id, some.filter(isMark))),
  ];
  const rows = found.filter(({ document }) => isSigned(document));
  const items: SyncItem[] = [];
  let length = 0;
  for (const row of rows) {
    const item = await itemOf(session, row);
    length += row.document.length + JSON.stringify([item.usage, item.beside, item.words]).length;
    if (items.length === maxItems || (length > maxItemsLength && items.length > 0)) break;
    items.push(item);
  }
  if (items.length === rows.length) items.push(...(await wordItemsOf(session, peer, entries)));
  return items.slice(0, maxItems);
}

async function itemOf(session: Session, row: EntryRow): Promise<SyncItem> {
  const { document, salt, state, disputeReason, disputeNote } = row;
  return {
    document,
    ...(salt === null ? {} : { salt }),
    ...wordsBeside(row),
    ...(await fulfilmentOf(session, row)),
    ...(state === "disputed" ? { refusal: { reason: disputeReason ?? "other", note: disputeNote ?? "" } } : {}),
    ...(state === "disputed" ? await lastWordsOf(session, row) : {}),
  };
}

/** What its first message said beside the entry: as of which revision it settles an agreement of ours, and how its use is known. */
async function fulfilmentOf(session: Session, row: EntryRow): Promise<Pick<SyncItem, "revision" | "usage">> {
  const agreement = row.agreement === null ? undefined : await findAgreementByIri(session, row.agreement);
  if (agreement?.role !== "provider" || agreement.state !== "fulfilled") return {};
  const usage = row.corrects === null ? await findUsage(session, agreement.id) : undefined;
  return { revision: agreement.revision, ...(usage === undefined ? {} : { usage }) };
}

/** What to give and to ask for, so that both sides end with the same; contradicting versions go both ways, once. */
export async function compareBooks(
  context: Context,
  peerId: string,
  theirs: readonly EntryMark[],
): Promise<Extract<Difference, { readonly send: unknown }> | { readonly outcome: "equal" | "too-large" }> {
  const session = context.database;
  const ours = await listEntryMarks(session, peerId, { limit: maxReconciledEntries + 1 });
  const difference = decideReconciliation(ours, theirs);
  if (difference.outcome !== "differs") return difference;
  const known = new Set((await listEvidence(session, { peerId }, 1_000)).map(({ entry, hash }) => `${entry} ${hash}`));
  const fresh = difference.conflicts
    .filter(({ entry, theirHash }) => !known.has(`${entry} ${theirHash}`))
    .map(({ entry }) => entry);
  return { ...difference, send: [...difference.send, ...fresh], ask: [...difference.ask, ...fresh] };
}

/** Keeps what came of a comparison, and when both sides last confirmed each other. */
export async function noteReconciliation(
  context: Context,
  peerId: string,
  state: ReconciliationRow["state"],
): Promise<Books> {
  return transact(context, async (work) => {
    const books = await keptBooksOf(work, peerId);
    const before = await findReconciliation(work.session, peerId);
    const reconciledAtMs = work.nowMs();
    const isEqual = state === "equal" || state === "repaired";
    const equalAtMs = isEqual ? reconciledAtMs : (before?.equalAtMs ?? null);
    const { digest, count: entries } = books;
    if (state !== "unreachable") await finishRecovery(work, peerId);
    await saveReconciliation(work.session, { peerId, state, entries, digest, reconciledAtMs, equalAtMs });
    return books;
  });
}

/** Takes up documents that were kept until their signer's key was trusted. */
export async function takeUpWaiting(context: Context, coop: string): Promise<void> {
  await transact(context, async (work) => {
    const peer = await findBookkeeper(work, coop);
    if (peer === undefined) return;
    for (const { id, document } of await listEvidence(work.session, { peerId: peer.id, reason: keyWaiting })) {
      const isTaken = isWord(document)
        ? await takeUpWord(work, peer, document)
        : await takeUpEntry(work, peer, document);
      if (isTaken) await deleteEvidence(work.session, id);
    }
  });
}

async function takeUpEntry(work: Work, peer: Peer, document: string): Promise<boolean> {
  const intake = await takeIn(work, { peer, document });
  if (intake.intake === "waiting") return false;
  await settle(work, peer, intake);
  return true;
}

const takeUpWord = async (work: Work, peer: Peer, document: string): Promise<boolean> =>
  (await takeWord(work, peer, { document })).intake !== "waiting";
