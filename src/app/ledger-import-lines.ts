import { updateEntry, type EntryRow } from "#src/store/entries.ts";
import { saveCopied } from "#src/store/ledger-copy.ts";
import { findPeerByCoop, type Peer } from "#src/store/peers.ts";
import { findStatementByIri } from "#src/store/statements.ts";
import type { Work } from "./context.ts";
import { takeWord } from "./dispute-words.ts";
import { takeIn, type Intake } from "./entry-intake.ts";
import { considerEntry, findBookkeeper } from "./entry-messages.ts";
import { claimOf, idOf } from "./ledger-file.ts";
import { openImportedLog, takeImportedLeaf, type ImportedLog } from "./ledger-import-logs.ts";
import { listEveryPairKey, ourCoop } from "./ledger-keys.ts";
import type {
  EntryLine,
  EpochLine,
  EvidenceLine,
  LedgerHeader,
  LedgerLine,
  LogLine,
  StatementLine,
  WordLine,
} from "./ledger-lines.ts";
import { checkSigned } from "./ledger-proofs.ts";

/** Where an import stands. */
export interface Importing {
  readonly header: LedgerHeader;
  /** The file is of our own books; else a partner's. */
  readonly isOurs: boolean;
  readonly note: (about: string, trouble: string | undefined) => void;
  /** Logs that are not what their owner signed, by origin, and why. */
  readonly wrongLogs: ReadonlyMap<string, string>;
  /** The log whose leaves follow. */
  log?: ImportedLog | undefined;
  taken: number;
  known: number;
}

/** Takes one line, verified. Peers and keys were taken before all others. */
export async function takeLine(work: Work, importing: Importing, line: LedgerLine): Promise<void> {
  if (line.type === "peer" || line.type === "end") return;
  if (line.type === "leaf") return takeLeaf(work, importing, line);
  const peer = await findOther(work, importing, line.peer);
  if (peer === undefined) {
    // A partner's own books with others are none of ours.
    if (importing.isOurs) importing.note(aboutOf(line), "we keep no books with this coop");
    return;
  }
  switch (line.type) {
    case "entry":
      return takeEntry(work, importing, { peer, line });
    case "word":
      return takeSaid(work, importing, { peer, line });
    case "statement":
    case "epoch":
    case "evidence":
      return importing.isOurs ? copy(work, importing, { peer, line }) : undefined;
    case "log":
      importing.log = undefined;
      return importing.isOurs ? takeLog(work, importing, { peer, line }) : undefined;
  }
}

async function takeLog(work: Work, importing: Importing, { peer, line }: To<LogLine>): Promise<void> {
  const { about } = claimOf(ourCoop(work), line);
  const trouble = importing.wrongLogs.get(about);
  if (trouble === undefined) importing.log = await openImportedLog(work, peer, line);
  importing.note(about, trouble);
}

/** The other side, whichever of the two wrote the file. Our own has also the books with coops that are no partners any more. */
async function findOther(work: Work, { header, isOurs }: Importing, peer: string): Promise<Peer | undefined> {
  if (isOurs) return findPeerByCoop(work.session, peer);
  return peer === ourCoop(work) ? findBookkeeper(work, header.coop) : undefined;
}

function aboutOf(line: Exclude<LedgerLine, { type: "peer" | "leaf" | "end" }>): string {
  return line.type === "log" ? `${line.side} log with ${line.peer}` : idOf(line.document);
}

function count(importing: Importing, changed: boolean): void {
  if (changed) importing.taken += 1;
  else importing.known += 1;
}

interface To<Line> {
  readonly peer: Peer;
  readonly line: Line;
}

async function takeEntry(work: Work, importing: Importing, { peer, line }: To<EntryLine>): Promise<void> {
  const { document, salt, refusal, note, person } = line;
  const said = refusal === undefined ? {} : { refusal: { reason: refusal.reason, note: refusal.note } };
  const words = { ...(note === undefined ? {} : { note }), ...(person === undefined ? {} : { person }) };
  const intake = await takeIn(work, {
    peer,
    document,
    ...(salt === undefined ? {} : { salt }),
    ...said,
    beside: words,
  });
  if (intake.intake !== "taken") return importing.note(idOf(document), wordOf(intake));
  count(importing, intake.changed);
  if (!intake.changed) return;
  const entry = importing.isOurs ? await restoreBeside(work, intake.entry, line) : intake.entry;
  if (peer.state === "partner" || peer.state === "limited") await considerEntry(work, entry);
}

/** What stands beside an entry in our own books, and was signed by nobody. */
async function restoreBeside(work: Work, entry: EntryRow, line: EntryLine): Promise<EntryRow> {
  const statement = line.statement === undefined ? undefined : await findStatementByIri(work.session, line.statement);
  const changes = {
    ...(line.forgottenAt === undefined ? {} : { forgottenAtMs: Date.parse(line.forgottenAt), salt: null }),
    ...(statement === undefined ? {} : { statementId: statement.id }),
    ...(line.refusal?.by === undefined ? {} : { disputedBy: line.refusal.by }),
  };
  if (Object.keys(changes).length === 0) return entry;
  await updateEntry(work.session, entry.id, { ...changes, updatedAtMs: work.nowMs() });
  return { ...entry, ...changes };
}

async function takeSaid(work: Work, importing: Importing, { peer, line }: To<WordLine>): Promise<void> {
  const { document, note, salt } = line;
  const beside = { ...(note === undefined ? {} : { note }), ...(salt === undefined ? {} : { salt }) };
  const intake = await takeWord(work, peer, { document, ...beside });
  if (intake.intake === "taken") count(importing, intake.changed);
  else
    importing.note(
      line.word,
      intake.intake === "dropped" ? intake.because : "it is signed with a key that a steward has not trusted yet",
    );
}

/** Statements, epochs and evidence are written as they stand, once their signatures hold. */
async function copy(
  work: Work,
  importing: Importing,
  { peer, line }: To<StatementLine | EpochLine | EvidenceLine>,
): Promise<void> {
  if (line.type === "evidence") {
    const { entry, hash, document, reason } = line;
    const row = { id: work.newId(), peerId: peer.id, createdAtMs: Date.parse(line.createdAt) };
    return count(importing, await saveCopied(work.session, "evidence", { ...row, entry, hash, document, reason }));
  }
  const about = line.type === "statement" ? line.statement : line.epochIri;
  const both = [ourCoop(work), peer.coop];
  const by = line.state === "agreed" ? both : both.filter((coop) => about.startsWith(new URL(coop).origin));
  const keys = await listEveryPairKey(work, work.session, peer.coop);
  const checked = await checkSigned(work, { document: line.document, by }, keys);
  if (checked.trouble !== undefined) return importing.note(about, checked.trouble);
  if (checked.content["id"] !== about) return importing.note(about, "it is signed under another address");
  const isNew =
    line.type === "statement"
      ? await saveCopied(work.session, "statements", statementRow(work, peer, { line, hash: checked.hash }))
      : await saveCopied(work.session, "epochs", epochRow(work, peer, { line, hash: checked.hash }));
  count(importing, isNew);
}

function statementRow(work: Work, peer: Peer, { line, hash }: { readonly line: StatementLine; readonly hash: string }) {
  const { statement, maker, state, document, totals, digest, refusal = null, note = null } = line;
  const row = { statement, maker, fromDay: line.from, untilDay: line.until, state, document, totals, digest, hash };
  const times = {
    createdAtMs: Date.parse(line.createdAt),
    agreedAtMs: line.agreedAt === undefined ? null : Date.parse(line.agreedAt),
    updatedAtMs: work.nowMs(),
  };
  return { ...row, id: work.newId(), peerId: peer.id, count: line.count, refusal, note, ...times };
}

function epochRow(work: Work, peer: Peer, { line, hash }: { readonly line: EpochLine; readonly hash: string }) {
  const { side, epoch, epochIri, state, document } = line;
  const times = {
    createdAtMs: Date.parse(line.createdAt),
    agreedAtMs: line.agreedAt === undefined ? null : Date.parse(line.agreedAt),
  };
  return { id: work.newId(), peerId: peer.id, side, epoch, epochIri, state, document, hash, ...times };
}

async function takeLeaf(work: Work, importing: Importing, line: Extract<LedgerLine, { type: "leaf" }>): Promise<void> {
  const { log } = importing;
  if (log === undefined) return;
  const next = await takeImportedLeaf(work, log, line);
  if (next === "other") {
    importing.log = undefined;
    return importing.note(log.origin, `this node has signed something else at ${line.place}`);
  }
  importing.log = next.log;
  count(importing, next.changed);
}

function wordOf(intake: Exclude<Intake, { intake: "taken" }>): string {
  switch (intake.intake) {
    case "contested":
      return "we hold other content under this id; both are kept";
    case "refused":
      return intake.note;
    case "waiting":
      return "it is signed with a key that a steward has not trusted yet";
    case "unsigned":
      return intake.because;
  }
}
