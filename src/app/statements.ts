import { statementIri } from "#src/domain/iri.ts";
import {
  dayOf,
  endOfDayMs,
  isDay,
  nextPeriod,
  proposesAgainAtMs,
  proposesAtMs,
  type StatementContent,
} from "#src/domain/statement.ts";
import { findOldestUncounted, listCounted, type CountedFilter } from "#src/store/counted-entries.ts";
import { findEntry, type EntryRow } from "#src/store/entries.ts";
import { findReconciliation } from "#src/store/evidence.ts";
import { findPeer, listPeers, type Peer } from "#src/store/peers.ts";
import {
  countProposals,
  findLastAgreed,
  findStatement as findStatementRow,
  listOpen,
  listStatements as listStatementRows,
  saveStatement,
  type StatementPage,
  type StatementRow,
} from "#src/store/statements.ts";
import type { Context, Work } from "./context.ts";
import { transactInTurn } from "./in-turn.ts";
import { sayAboutEntry } from "./entry-messages.ts";
import { ourCoop } from "./ledger-keys.ts";
import { answerKeys } from "./outbox.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";
import { maySign, sealForPartner } from "./signing.ts";
import { supersede } from "./statement-changes.ts";
import { checkpointsOf } from "./statement-checkpoints.ts";
import { countPeriod } from "./statement-counting.ts";
import { readStatementDocument, writeStatementDocument, type StatementDocument } from "./statement-document.ts";
import { considerStatement } from "./statement-messages.ts";

/**
 * Why a period cannot be closed. `not-over`: its last day is today or later. `closed`: both have signed a statement that goes as far. `open`: a
 * statement waits for an answer. `empty`: nothing was agreed in it. `unconfirmed`: the partner has not confirmed our log since the start, so
 * that nothing may be signed for it yet. `no-books`: we keep none with it.
 */
export type ClosingProblem = "not-over" | "closed" | "open" | "empty" | "unconfirmed" | "no-books";

export type ClosingOutcome =
  | { readonly outcome: "done"; readonly statement: StatementRow }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "impossible"; readonly because: ClosingProblem };

/** Our steward closes a period by hand: everything until `untilDay` (`YYYY-MM-DD`, UTC) that no statement counts. The same twice is one. */
export async function closePeriod(context: Context, peerId: string, untilDay: string): Promise<ClosingOutcome> {
  return transactInTurn(context, async (work) => {
    const peer = await findPeer(work.session, peerId);
    if (peer === undefined) return { outcome: "not-found" };
    if (!["partner", "limited", "ended"].includes(peer.state)) return { outcome: "impossible", because: "no-books" };
    const made = await proposeUntil(work, peer, untilDay);
    if (typeof made === "string") return { outcome: "impossible", because: made };
    return { outcome: "done", statement: made };
  });
}

async function proposeUntil(work: Work, peer: Peer, untilDay: string): Promise<StatementRow | ClosingProblem> {
  if (!isDay(untilDay) || endOfDayMs(untilDay) > work.nowMs()) return "not-over";
  const previous = await findLastAgreed(work.session, peer.id);
  if (previous !== undefined && previous.untilDay >= untilDay) return "closed";
  const us = ourCoop(work);
  const open = await listOpen(work.session, peer.id);
  const waiting = open.find(({ state }) => state === "proposed");
  if (waiting !== undefined) return isSame(waiting, { untilDay, maker: us }) ? waiting : "open";
  if (!(await maySign(work, peer))) return "unconfirmed";
  const id = work.newId();
  const content = await countPeriod(work, peer, { statementId: id, untilDay, previous });
  if (content === undefined) return "empty";
  for (const refused of open.filter(({ maker }) => maker === us)) await supersede(work, refused);
  return offer(work, peer, { id, content });
}

type Proposed = Pick<StatementRow, "untilDay" | "maker">;

const isSame = (one: Proposed, other: Proposed): boolean =>
  one.untilDay === other.untilDay && one.maker === other.maker;

/** Signs what was counted, keeps it and says it, until it is answered. */
async function offer(
  work: Work,
  peer: Peer,
  { id, content }: { readonly id: string; readonly content: StatementContent },
): Promise<StatementRow> {
  const nowMs = work.nowMs();
  const statement = statementIri(work.origin, id);
  const made = { statement, maker: ourCoop(work), publishedAtMs: nowMs, checkpoints: await checkpointsOf(work, peer) };
  const text = writeStatementDocument({ ...content, ...made });
  const document = await sealForPartner(work, peer, { kind: "statement", about: statement, document: text });
  const { fromDay, untilDay, totals, count, digest } = content;
  const row: StatementRow = {
    id,
    statement,
    peerId: peer.id,
    maker: made.maker,
    fromDay,
    untilDay,
    state: "proposed",
    document,
    hash: work.seals.hash(JSON.parse(text) as object),
    totals,
    count,
    digest,
    refusal: null,
    note: null,
    createdAtMs: nowMs,
    agreedAtMs: null,
    updatedAtMs: nowMs,
  };
  await saveStatement(work.session, row);
  const message = { type: "statement-offer", statement, document } as const;
  await sayAboutEntry(work, peer, { message, answerKey: answerKeys.statement(statement) });
  return row;
}

const everyPartner = { states: ["partner", "limited", "ended"] as const, limit: 10_000 };

/**
 * What the clock asks for: answers to statements that had to wait until we may sign, and proposals of periods that are over. Answers how
 * many of both.
 */
export async function closeDuePeriods(context: Context): Promise<number> {
  let done = 0;
  for (const peer of await listPeers(context.database, everyPartner)) {
    if (!context.confirmations.has(peer.id) || !(await isDue(context, peer))) continue;
    done += await transactInTurn(context, async (work) => ((await closeDue(work, peer)) ? 1 : 0));
  }
  return done;
}

/** Looks without a transaction first: mostly there is nothing to do. */
async function isDue(context: Context, peer: Peer): Promise<boolean> {
  const work = { ...context, session: context.database };
  const open = await listOpen(work.session, peer.id);
  return (
    open.some(({ state, maker }) => state === "proposed" && maker === peer.coop) ||
    (await dueDay(work, peer, open)) !== undefined
  );
}

async function closeDue(work: Work, peer: Peer): Promise<boolean> {
  const open = await listOpen(work.session, peer.id);
  const theirs = open.find(({ state, maker }) => state === "proposed" && maker === peer.coop);
  if (theirs !== undefined) {
    if (!(await maySign(work, peer))) return false;
    await considerStatement(work, peer, theirs);
    return true;
  }
  const untilDay = await dueDay(work, peer, open);
  return untilDay !== undefined && typeof (await proposeUntil(work, peer, untilDay)) !== "string";
}

/** The last day of the period that is to be proposed now; undefined when none is. */
async function dueDay(work: Work, peer: Peer, open: readonly StatementRow[]): Promise<string | undefined> {
  if (open.some(({ state }) => state === "proposed")) return undefined;
  const oldestDay = await findOldestUncounted(work.session, peer.id);
  if (oldestDay === undefined) return undefined;
  const us = ourCoop(work);
  const refused = open.find(({ maker }) => maker === us);
  if (refused !== undefined) return (await isDueAgain(work, refused)) ? refused.untilDay : undefined;
  const previous = await findLastAgreed(work.session, peer.id);
  const { untilDay } = nextPeriod({ previousUntilDay: previous?.untilDay, oldestDay });
  return proposesAtMs(us, peer.coop, untilDay) <= work.nowMs() ? untilDay : undefined;
}

async function isDueAgain(work: Work, refused: StatementRow): Promise<boolean> {
  const { peerId, maker, fromDay, updatedAtMs } = refused;
  const compared = await findReconciliation(work.session, peerId);
  const isEqual = compared?.state === "equal" || compared?.state === "repaired";
  const atMs = proposesAgainAtMs({
    refusedAtMs: updatedAtMs,
    times: await countProposals(work.session, { peerId, maker, fromDay }),
    equalAtMs: isEqual ? compared.reconciledAtMs : undefined,
  });
  return atMs <= work.nowMs();
}

/** Statements of all books or of one, the last to be proposed first. */
export function listStatements(
  context: Context,
  request: PageRequest & Omit<StatementPage, "limit" | "before">,
): Promise<Page<StatementRow>> {
  const { limit, cursor, ...filter } = request;
  return pageOf({ limit, ...(cursor === undefined ? {} : { cursor }) }, (page) =>
    listStatementRows(context.database, { ...filter, ...page }),
  );
}

/** How long an answer may take before people should look at it. */
const patienceMs = 3 * 24 * 3_600_000;

/** Statements that one side could not confirm, or has not answered for days: for people to look at. */
export async function listUnconfirmed(context: Context, limit: number): Promise<readonly StatementRow[]> {
  const open = await listStatementRows(context.database, { limit, states: ["proposed", "refused"] });
  return open.filter(({ state, createdAtMs }) => state === "refused" || createdAtMs < context.nowMs() - patienceMs);
}

/** A statement with what was signed and by whom. */
export interface StatementDetails {
  readonly row: StatementRow;
  readonly peer: Peer;
  readonly statement: StatementDocument;
  readonly signatures: readonly { readonly by: string; readonly key: string; readonly signedAt: string }[];
}

export async function findStatement(context: Context, id: string): Promise<StatementDetails | undefined> {
  const row = await findStatementRow(context.database, id);
  const peer = row === undefined ? undefined : await findPeer(context.database, row.peerId);
  if (row === undefined || peer === undefined) return undefined;
  const { proof = [], ...content } = JSON.parse(row.document) as SignedText;
  const read = readStatementDocument(content);
  if ("unreadable" in read) throw new Error(`The statement ${row.statement} cannot be read: ${read.unreadable}`);
  const signatures = proof.map(({ verificationMethod, created }) => ({
    by: verificationMethod.replace(/#.*$/, ""),
    key: verificationMethod,
    signedAt: created,
  }));
  return { row, peer, statement: read.statement, signatures };
}

interface SignedText {
  readonly proof?: readonly { readonly verificationMethod: string; readonly created: string }[];
}

/** The entries that a statement counts, in order of their days. A proposal that was refused or replaced counts nothing any more. */
export async function listEntriesOfStatement(
  context: Context,
  { id, peerId }: Pick<StatementRow, "id" | "peerId">,
  { limit, cursor, ...filter }: PageRequest & CountedFilter,
): Promise<Page<EntryRow>> {
  const after = cursor === undefined ? undefined : await findEntry(context.database, cursor);
  const page = { peerId, statementId: id, limit: limit + 1, ...filter, ...(after === undefined ? {} : { after }) };
  const rows = await listCounted(context.database, page);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last !== undefined ? { next: last.id } : {}) };
}

/** Today, as periods see it: the UTC date. */
export const today = ({ nowMs }: Pick<Context, "nowMs">): string => dayOf(nowMs());
