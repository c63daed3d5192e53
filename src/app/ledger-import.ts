import { findBookkeeper } from "./entry-messages.ts";
import { listEntries } from "#src/store/entries.ts";
import { transact, type Context, type Work } from "./context.ts";
import { importKeys, importPeers, missingKeys, missingPeers } from "./ledger-import-peers.ts";
import { takeLine, type Importing } from "./ledger-import-lines.ts";
import { openLedgerFile, openLogReader, type NumberedLine } from "./ledger-file.ts";
import { ourCoop } from "./ledger-keys.ts";
import { LedgerFileError, type LedgerHeader, type LedgerLine, type PeerLine } from "./ledger-lines.ts";
import { openTally, type Trouble } from "./ledger-verification.ts";

/** How many lines were new or brought something new, how many we had, and which were not taken, with the reason. */
export interface LedgerImport {
  readonly taken: number;
  readonly known: number;
  readonly troubles: readonly Trouble[];
  readonly troubleCount: number;
}

export interface ImportWish {
  /** Opens the file from its first line: it is read twice, so that nothing is taken of one that is not whole. */
  readonly open: () => AsyncIterable<NumberedLine>;
  /** The operator says that the file's keys and peers are ours, also where the books are not empty. */
  readonly trustKeys: boolean;
}

/** Lines are written so many at a time. An import that was broken off is simply done again. */
const linesAtOnce = 100;

/**
 * Takes a ledger file into our books. Our own restores them as they were: peers, keys, entries, words, statements, logs. A partner's brings
 * what it has signed for us, as if it had sent it. Every document is verified either way.
 * @throws {LedgerFileError} when the file is not whole, or not for these books; then nothing was changed.
 */
export async function importLedger(context: Context, { open, trustKeys }: ImportWish): Promise<LedgerImport> {
  const { header, peers, wrongLogs } = await readThrough(context, open());
  const isOurs = header.coop === ourCoop(context);
  if (isOurs) await admit(context, { header, peers, trustKeys });
  else await requirePartner(context, header);
  const tally = openTally();
  const importing: Importing = { header, isOurs, wrongLogs, note: tally.note, taken: 0, known: 0 };
  const file = await openLedgerFile(open());
  let waiting: LedgerLine[] = [];
  const write = async (): Promise<void> => {
    const lines = waiting;
    waiting = [];
    await takeLines(context, importing, lines);
  };
  for await (const { line } of file.lines) {
    waiting.push(line);
    if (waiting.length >= linesAtOnce) await write();
  }
  await write();
  const { troubles, troubleCount } = tally.result();
  return { taken: importing.taken, known: importing.known, troubles, troubleCount };
}

/** One transaction may be run again: what was counted in it counts once. */
async function takeLines(context: Context, importing: Importing, lines: readonly LedgerLine[]): Promise<void> {
  const done = await transact(context, async (work) => {
    const noted: Trouble[] = [];
    const draft: Importing = {
      ...importing,
      note: (about, trouble) => void (trouble !== undefined && noted.push({ about, trouble })),
    };
    for (const line of lines) await takeLine(work, draft, line);
    return { draft, noted };
  });
  const { taken, known, log } = done.draft;
  Object.assign(importing, { taken, known, log });
  for (const { about, trouble } of done.noted) importing.note(about, trouble);
}

/** Reads the whole file before anything is taken of it. A log is taken whole or not at all, so that it is checked now. */
async function readThrough(context: Context, lines: AsyncIterable<NumberedLine>) {
  const file = await openLedgerFile(lines);
  // Also with keys that somebody else has had: logs are taken from our own file only, and we had witnessed them.
  const { coop: us, keys } = file.header;
  const peers: PeerLine[] = [];
  const wrongLogs = new Map<string, string>();
  const logs = openLogReader(context, {
    us,
    keys,
    note: (origin, trouble) => void (trouble !== undefined && wrongLogs.set(origin, trouble)),
  });
  for await (const { line } of file.lines) {
    if (line.type === "peer") peers.push(line);
    logs.take(line);
  }
  logs.end();
  return { header: file.header, peers, wrongLogs };
}

interface Own {
  readonly header: LedgerHeader;
  readonly peers: readonly PeerLine[];
  readonly trustKeys: boolean;
}

/** Our own file: its peers and keys become ours where there are no books yet, or where the operator says so. */
async function admit(context: Context, { header, peers, trustKeys }: Own): Promise<void> {
  await transact(context, async (work) => {
    const isTrusted = trustKeys || (await isEmpty(work));
    const keys = await missingKeys(work, header);
    if (!isTrusted && keys.length > 0)
      throw new LedgerFileError(
        `The file names keys of ours that this node does not have: ${keys.map(({ verificationMethod }) => verificationMethod).join(", ")}. If they were yours, say so with --trust-keys.`,
      );
    const strangers = await missingPeers(work, peers);
    if (!isTrusted && strangers.length > 0)
      throw new LedgerFileError(
        `The file has books with coops that this node does not know: ${strangers.map(({ coop }) => coop).join(", ")}. To take them over, say so with --trust-keys.`,
      );
    await importKeys(work, header, keys);
    await importPeers(work, header, strangers);
  });
}

const isEmpty = async ({ session }: Work): Promise<boolean> => (await listEntries(session, { limit: 1 })).length === 0;

async function requirePartner(context: Context, { coop }: LedgerHeader): Promise<void> {
  const partner = await findBookkeeper({ session: context.database }, coop);
  if (partner === undefined)
    throw new LedgerFileError(
      `This is the ledger of ${coop}; this node is ${ourCoop(context)}, and keeps no books with it.`,
    );
}
