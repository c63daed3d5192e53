import { coopActorId } from "#src/domain/iri.ts";
import type { LogPart, StatementRefusal } from "#src/domain/ledger-message.ts";
import { chainProblem, decideStatement, offerProblem } from "#src/domain/statement.ts";
import { unmarkCounted } from "#src/store/counted-entries.ts";
import { updatePeer, type Peer } from "#src/store/peers.ts";
import {
  countProposals,
  findLastAgreed,
  findStatementByIri,
  listAgreed,
  listOpen,
  saveStatement,
  type StatementRow,
} from "#src/store/statements.ts";
import type { Context, Work } from "./context.ts";
import { transactInTurn } from "./in-turn.ts";
import { findBookkeeper, sayAboutEntry, type HeardEntry } from "./entry-messages.ts";
import { contestedReason, keepEvidence } from "./evidence.ts";
import { ourCoop } from "./ledger-keys.ts";
import { hearLogPart } from "./log-part.ts";
import { answerKeys, heard, say } from "./outbox.ts";
import { openOfPair } from "./pair-documents.ts";
import { maySign, sealForPartner } from "./signing.ts";
import { areKnownCheckpoints } from "./statement-checkpoints.ts";
import { agree, refuse, rowOf, supersede, textOf, type Arrived } from "./statement-changes.ts";
import { countPeriod, recountSigned } from "./statement-counting.ts";
import { readStatementDocument } from "./statement-document.ts";

/** What the other coop says with a signed statement. */
export interface StatementArrival {
  readonly from: string;
  readonly document: string;
  readonly log?: LogPart;
}

/** A partner proposes a statement, or sends one back that both have signed. */
export async function receiveStatement(
  context: Context,
  { from, document, log }: StatementArrival,
): Promise<HeardEntry> {
  return transactInTurn(context, async (work) => {
    const peer = await findBookkeeper(work, from);
    if (peer === undefined) return { dropped: "a statement of a coop that we keep no books with" };
    await hearLogPart(work, peer, log);
    return takeInStatement(work, peer, document);
  });
}

export interface StatementRefusalArrival {
  readonly from: string;
  readonly statement: string;
  readonly hash: string;
  readonly reason: StatementRefusal;
  readonly note: string;
  readonly log?: LogPart;
}

/** The partner cannot confirm our statement: it stays, visible, until the books are compared and a new one is proposed. */
export async function receiveStatementRefusal(
  context: Context,
  { from, statement, hash, reason, note, log }: StatementRefusalArrival,
): Promise<HeardEntry> {
  return transactInTurn(context, async (work) => {
    const peer = await findBookkeeper(work, from);
    if (peer !== undefined) await hearLogPart(work, peer, log);
    const row = await findStatementByIri(work.session, statement);
    if (row === undefined || row.peerId !== peer?.id || row.maker === peer.coop || row.hash !== hash)
      return { dropped: "a refusal of a statement that we have not made" };
    await heard(work, answerKeys.statement(statement));
    if (row.state !== "proposed") return "done";
    await refuse(work, row, { refusal: reason, note });
    if (reason === "period") await sayAgreedAgain(work, peer);
    await updatePeer(work.session, peer.id, { nextRoundAtMs: work.nowMs() });
    return "done";
  });
}

/** So many signed statements are sent again at most to a partner that lost them. */
const saidAgain = 60;

/** Sends what both have signed to a partner that does not know all of it; with `after`, only what follows that statement. */
async function sayAgreedAgain(work: Work, peer: Peer, after: string | null = null): Promise<void> {
  const agreed = await listAgreed(work.session, peer.id, saidAgain);
  const known = agreed.findIndex(({ statement }) => statement === after);
  // They follow one that we do not know: then it is us who lost some.
  if (after !== null && known < 0) return;
  for (const { statement, document } of agreed.slice(known + 1)) {
    const message = { type: "statement-accept", to: peer.coop, statement, document } as const;
    await say(work, { from: coopActorId, inbox: peer.coopInbox, message, topic: `statement ${statement}` });
  }
}

/** Reads, verifies and decides about the document of a statement, wherever it comes from. */
async function takeInStatement(work: Work, peer: Peer, document: string): Promise<HeardEntry> {
  const { opened } = await openOfPair(work, peer, document);
  if ("refused" in opened) return { dropped: opened.refused };
  const read = readStatementDocument(opened.content);
  if ("unreadable" in read) return { dropped: read.unreadable };
  const { statement } = read;
  if (!opened.signers.includes(statement.maker)) return { dropped: "its maker has not signed it" };
  const held = await findStatementByIri(work.session, statement.statement);
  if (held !== undefined && (held.peerId !== peer.id || held.hash !== opened.hash)) {
    const about = { entry: statement.statement, hash: opened.hash, document: textOf(opened) };
    await keepEvidence(work, peer, { ...about, reason: contestedReason });
    return { dropped: "another statement has this id" };
  }
  const isComplete = [ourCoop(work), peer.coop].every((side) => opened.signers.includes(side));
  if (isComplete) return adopt(work, peer, { statement, opened, held });
  if (statement.maker !== peer.coop) return { dropped: "it is our own, and the other coop has not signed it" };
  if (held !== undefined) return answerAgain(work, peer, held);
  return takeOffer(work, peer, { statement, opened });
}

/** A partner that proposes the same period more often than this is not listened to any more. */
const maxProposals = 200;

async function takeOffer(work: Work, peer: Peer, arrived: Arrived): Promise<HeardEntry> {
  const { maker, fromDay } = arrived.statement;
  if ((await countProposals(work.session, { peerId: peer.id, maker, fromDay })) >= maxProposals)
    return { dropped: "this period was proposed too often" };
  for (const older of await listOpen(work.session, peer.id)) if (older.maker === maker) await supersede(work, older);
  const row = rowOf(work, peer, { ...arrived, state: "proposed" });
  await saveStatement(work.session, row);
  await considerStatement(work, peer, row);
  return "done";
}

async function answerAgain(work: Work, peer: Peer, row: StatementRow): Promise<HeardEntry> {
  switch (row.state) {
    case "proposed":
      await considerStatement(work, peer, row);
      return "done";
    case "agreed":
      await sayAccept(work, peer, row);
      return "done";
    case "refused":
    case "superseded":
      await sayRefusal(work, peer, row);
      return "done";
  }
}

const sayAccept = (work: Work, peer: Peer, { statement, document }: StatementRow): Promise<void> =>
  sayAboutEntry(work, peer, { message: { type: "statement-accept", statement, document } });

async function sayRefusal(work: Work, peer: Peer, { statement, hash, refusal, note }: StatementRow): Promise<void> {
  const why = { reason: refusal ?? "other", note: note ?? "" } as const;
  await sayAboutEntry(work, peer, { message: { type: "statement-reject", statement, hash, ...why } });
}

const notes: Readonly<Record<StatementRefusal, string>> = {
  differs: "Our books count other entries in this period.",
  totals: "Our books come to other totals in this period.",
  period: "This period does not follow the last one that both of us signed.",
  "not-ready": "We cannot close this period yet.",
  other: "This is no statement between the two of us.",
};

/**
 * Counts what a partner's statement counts, and signs it when it is the same; else says why not. As long as we may not sign for the partner it
 * waits, and is counted when we may.
 */
export async function considerStatement(work: Work, peer: Peer, row: StatementRow): Promise<void> {
  if (!(await maySign(work, peer))) return;
  const because = await problemOf(work, peer, row);
  if (because === undefined) return sign(work, peer, row);
  await unmarkCounted(work.session, { peerId: peer.id, statementId: row.id });
  await sayRefusal(work, peer, await refuse(work, row, { refusal: because, note: notes[because] }));
  if (because === "period") await sayAgreedAgain(work, peer, previousOf(row));
}

function previousOf({ document }: StatementRow): string | null {
  const { previous } = JSON.parse(document) as { readonly previous?: string };
  return previous ?? null;
}

async function problemOf(work: Work, peer: Peer, row: StatementRow): Promise<StatementRefusal | undefined> {
  const read = readStatementDocument(JSON.parse(row.document) as Readonly<Record<string, unknown>>);
  if ("unreadable" in read) return "other";
  const { statement } = read;
  const { session } = work;
  const previous = await findLastAgreed(session, peer.id);
  const us = ourCoop(work);
  const own = (await listOpen(session, peer.id)).filter(({ maker }) => maker === us);
  const hasOwn = own.some(({ state }) => state === "proposed");
  const ground = { us, peer: peer.coop, nowMs: work.nowMs(), previous, hasOwn };
  const problem = offerProblem(statement, ground);
  if (problem !== undefined) return problem;
  // Both proposed at once: the one of the coop whose IRI sorts first goes on.
  for (const each of own) await supersede(work, each);
  const { id: statementId, untilDay } = row;
  const counted = await countPeriod(work, peer, { statementId, untilDay, previous });
  if (counted === undefined) return "differs";
  const decided = decideStatement(statement, counted);
  if (decided.answer === "refuse") return decided.because;
  return (await areKnownCheckpoints(work, peer, statement.checkpoints)) ? undefined : "other";
}

async function sign(work: Work, peer: Peer, row: StatementRow): Promise<void> {
  const about = { kind: "statement-signature", about: row.statement, document: row.document } as const;
  const document = await sealForPartner(work, peer, about);
  await sayAccept(work, peer, await agree(work, row, document));
}

/**
 * Both have signed it: the answer to our proposal, or what we had lost. Lost ones come back in order, each when the entries that it counts are
 * there; until then the partner says it again.
 */
async function adopt(
  work: Work,
  peer: Peer,
  arrived: Arrived & { readonly held: StatementRow | undefined },
): Promise<HeardEntry> {
  const { statement, opened, held } = arrived;
  await heard(work, answerKeys.statement(statement.statement));
  if (held?.state === "agreed") return "done";
  if (held?.state !== "proposed" || held.maker === peer.coop) return restore(work, peer, arrived);
  await agree(work, held, textOf(opened));
  return "done";
}

/** Takes a statement back that both have signed and that we do not count. */
async function restore(
  work: Work,
  peer: Peer,
  { statement, opened, held }: Arrived & { readonly held: StatementRow | undefined },
): Promise<HeardEntry> {
  const previous = await findLastAgreed(work.session, peer.id);
  const problem = chainProblem(statement, { us: ourCoop(work), peer: peer.coop, previous });
  if (problem !== undefined) return { dropped: `a signed statement that does not fit: ${problem}` };
  for (const open of await listOpen(work.session, peer.id)) await supersede(work, open);
  const row = held ?? rowOf(work, peer, { statement, opened, state: "superseded" });
  if (!(await recountSigned(work, peer, { ...row, statementId: row.id })))
    return { dropped: "a signed statement whose entries are not all here" };
  if (held === undefined) await saveStatement(work.session, row);
  await agree(work, row, textOf(opened));
  return "done";
}
