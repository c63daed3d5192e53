import { findEntry, type EntryRow } from "#src/store/entries.ts";
import { findStatementIris, listCopied, type CopiedRows } from "#src/store/ledger-copy.ts";
import { listLeaves, listLogs, type Log } from "#src/store/logs.ts";
import { listPartnerKeys, type PartnerKey, type Peer } from "#src/store/peers.ts";
import type { Context } from "./context.ts";
import { listOurLedgerKeys, ourCoop } from "./ledger-keys.ts";
import type {
  EntryLine,
  EpochLine,
  EvidenceLine,
  FileKey,
  LedgerHeader,
  LedgerLine,
  LogLine,
  PeerLine,
  StatementLine,
  WordLine,
} from "./ledger-lines.ts";
import { isSigned, pagesOfEntries, peersOf, rowsAtOnce, type ExportPart } from "./ledger-part.ts";

type FileRecord = LedgerHeader | LedgerLine;

/** Everything that is in the books, as the lines of a file, some at a time. */
export async function* recordsOf(context: Context, part: ExportPart): AsyncGenerator<readonly FileRecord[]> {
  const peers = await peersOf(context, part);
  yield [await headerOf(context, peers, part)];
  let lines = 0;
  for (const peer of peers) {
    for await (const records of linesOfPeer(context, peer, part)) {
      lines += records.length;
      yield records;
    }
  }
  yield [{ type: "end", lines }];
}

async function headerOf(
  context: Context,
  peers: readonly Peer[],
  { peerId, fromDay, untilDay }: ExportPart,
): Promise<LedgerHeader> {
  const ours = await listOurLedgerKeys(context, context.database);
  const theirs: FileKey[] = [];
  for (const { coop } of peers) theirs.push(...(await listPartnerKeys(context.database, coop)).map(partnerKeyLine));
  const part = {
    ...(peerId === undefined || peers[0] === undefined ? {} : { peer: peers[0].coop }),
    ...(fromDay === undefined ? {} : { from: fromDay }),
    ...(untilDay === undefined ? {} : { until: untilDay }),
  };
  return {
    type: "fedicoop-ledger",
    version: 2,
    coop: ourCoop(context),
    exportedAt: iso(context.nowMs()),
    ...(Object.keys(part).length === 0 ? {} : { part }),
    keys: [
      ...ours.map(({ revokedAtMs = null, compromisedAtMs = null, ...key }) => ({
        ...key,
        ...moments({ revokedAt: revokedAtMs, compromisedAt: compromisedAtMs }),
      })),
      ...theirs,
    ],
  };
}

const iso = (atMs: number): string => new Date(atMs).toISOString();

export const partnerKeyLine = (row: PartnerKey): FileKey => ({
  verificationMethod: row.key,
  controller: row.coop,
  publicKeyMultibase: row.publicKeyMultibase,
  state: row.state,
  firstSeenAt: iso(row.firstSeenAtMs),
  ...moments({
    revokedAt: row.revokedAtMs,
    compromisedAt: row.compromisedAtMs,
    revocationSeenAt: row.revocationSeenAtMs,
  }),
  ...present({ announcement: row.announcement }),
});

async function* linesOfPeer(context: Context, peer: Peer, part: ExportPart): AsyncGenerator<readonly LedgerLine[]> {
  const { fromDay, untilDay } = part;
  const days = { ...present({ fromDay: fromDay ?? null }), ...present({ untilDay: untilDay ?? null }) };
  yield [peerLine(peer)];
  // A part by days is for looking at: statements, words and logs are whole or nothing.
  const isWhole = fromDay === undefined && untilDay === undefined;
  if (isWhole) {
    yield* copied(context, peer, { name: "statements", lineOf: statementLine });
    yield* copied(context, peer, { name: "epochs", lineOf: epochLine });
    // Logs stand before what was signed: they say what counts of a key that somebody else has had.
    for (const log of (await listLogs(context.database, peer.id)).toReversed()) yield* logLines(context, peer, log);
  }
  const statements = await findStatementIris(context.database, peer.id);
  for await (const rows of pagesOfEntries(context, { peerId: peer.id, ...days })) {
    yield rows.filter(isSigned).map((row) => entryLine(peer, row, statements));
  }
  if (!isWhole) return;
  yield* wordLines(context, peer);
  yield* copied(context, peer, { name: "evidence", lineOf: evidenceLine });
}

export function peerLine(peer: Peer): PeerLine {
  const { origin, node, nodeInbox, coop, coopInbox, handle, name, summary, fairUse, fairUseVersion } = peer;
  const { region, languages, listed, state, standing } = peer;
  return {
    type: "peer",
    coop,
    origin,
    node,
    nodeInbox,
    coopInbox,
    handle,
    name,
    summary,
    fairUse,
    fairUseVersion,
    region,
    languages: [...languages],
    listed,
    state,
    standing: {
      ...standing,
      theirFollows: [...standing.theirFollows],
      theirPastFollows: [...standing.theirPastFollows],
    },
  };
}

function entryLine({ coop: peer }: Peer, row: EntryRow, statements: ReadonlyMap<string, string>): EntryLine {
  const { state, document, salt, disputeReason, disputeNote, disputedBy, note, person } = row;
  const refusal =
    state === "disputed" && disputeReason !== null
      ? { refusal: { reason: disputeReason, note: disputeNote ?? "", ...present({ by: disputedBy }) } }
      : {};
  const statement = row.statementId === null ? undefined : statements.get(row.statementId);
  return {
    type: "entry",
    peer,
    state,
    document,
    ...present({ salt, note, person, statement: statement ?? null }),
    ...refusal,
    ...moments({ forgottenAt: row.forgottenAtMs, answerBy: row.answerByMs, differUntil: row.differUntilMs }),
  };
}

/** What of these is not null. */
function present<T extends Readonly<Record<string, string | null>>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: string;
  };
}

function moments<T extends Readonly<Record<string, number | null>>>(values: T): { [K in keyof T]?: string } {
  const texts = Object.entries(values).flatMap(([name, atMs]) => (atMs === null ? [] : [[name, iso(atMs)]]));
  return Object.fromEntries(texts) as { [K in keyof T]?: string };
}

async function* rowsOf<Name extends keyof CopiedRows>(
  { database }: Context,
  peerId: string,
  name: Name,
): AsyncGenerator<readonly CopiedRows[Name][]> {
  let after: string | undefined;
  for (;;) {
    const rows = await listCopied(database, name, {
      peerId,
      limit: rowsAtOnce,
      ...(after === undefined ? {} : { after }),
    });
    if (rows.length > 0) yield rows;
    after = rows.at(-1)?.id;
    if (rows.length < rowsAtOnce) return;
  }
}

/** What waits to be signed is left out. */
async function* copied<Name extends "statements" | "epochs" | "evidence">(
  context: Context,
  peer: Peer,
  { name, lineOf }: { readonly name: Name; readonly lineOf: (peer: Peer, row: CopiedRows[Name]) => LedgerLine },
): AsyncGenerator<readonly LedgerLine[]> {
  for await (const rows of rowsOf(context, peer.id, name)) {
    const signed = rows.filter((row) => name === "evidence" || isSigned(row));
    yield signed.map((row) => lineOf(peer, row));
  }
}

async function* wordLines(context: Context, { id, coop: peer }: Peer): AsyncGenerator<readonly WordLine[]> {
  for await (const rows of rowsOf(context, id, "disputeWords")) {
    const lines: WordLine[] = [];
    for (const row of rows.filter(isSigned)) {
      const entry = await findEntry(context.database, row.entryId);
      if (entry === undefined) continue;
      const { word, by, kind, reason, note, salt, document } = row;
      lines.push({
        type: "word",
        peer,
        entry: entry.entry,
        word,
        by,
        kind,
        document,
        saidAt: iso(row.saidAtMs),
        ...(reason === null ? {} : { reason }),
        ...present({ note, salt }),
        ...moments({ until: row.untilMs }),
      });
    }
    yield lines;
  }
}

function statementLine({ coop: peer }: Peer, row: CopiedRows["statements"]): StatementLine {
  const { statement, maker, state, document, totals, count, digest, refusal, note } = row;
  return {
    type: "statement",
    peer,
    statement,
    maker,
    from: row.fromDay,
    until: row.untilDay,
    state,
    document,
    count,
    digest,
    totals: totals.map((total) => ({ ...total })),
    ...(refusal === null ? {} : { refusal }),
    ...present({ note }),
    createdAt: iso(row.createdAtMs),
    ...moments({ agreedAt: row.agreedAtMs }),
  };
}

function epochLine({ coop: peer }: Peer, row: CopiedRows["epochs"]): EpochLine {
  const { side, epoch, epochIri, state, document } = row;
  const times = { createdAt: iso(row.createdAtMs), ...moments({ agreedAt: row.agreedAtMs }) };
  return { type: "epoch", peer, side, epoch, epochIri, state, document, ...times };
}

function evidenceLine({ coop: peer }: Peer, row: CopiedRows["evidence"]): EvidenceLine {
  const { entry, hash, document, reason } = row;
  return { type: "evidence", peer, entry, hash, document, reason, createdAt: iso(row.createdAtMs) };
}

async function* logLines(context: Context, { coop: peer }: Peer, log: Log): AsyncGenerator<readonly LedgerLine[]> {
  const { side, epoch, size, checkpoint, checkpointSize, state, epochDocument } = log;
  const line: LogLine = { type: "log", peer, side, epoch, size, checkpointSize, state };
  yield [{ ...line, ...present({ checkpoint, epochDocument }) }];
  for (let from = 0; from < size; from += rowsAtOnce) {
    const leaves = await listLeaves(context.database, log.id, { from, before: size, limit: rowsAtOnce });
    yield leaves.map(({ place, leaf }) => ({ type: "leaf", place, leaf }) as const);
  }
}
