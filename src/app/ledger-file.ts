import { logOrigin } from "#src/domain/checkpoint.ts";
import { dayOfEntry } from "#src/domain/entry.ts";
import { readLeaf } from "#src/domain/leaf.ts";
import type { Context } from "./context.ts";
import { decideFileKeys } from "./file-keys.ts";
import { LedgerFileError, readHeader, readLine, type LedgerHeader, type LedgerLine } from "./ledger-lines.ts";
import { beginReading, checkEntry, checkSigned, endReading, readNextLeaf, type ReadLog } from "./ledger-proofs.ts";
import { openTally, type Tally, type Verification } from "./ledger-verification.ts";
import type { VerificationKey } from "./seals.ts";

/** A line of a file with its number, counted from 1. Lines come one by one: a file may be larger than the memory. */
export interface NumberedLine {
  readonly text: string;
  readonly number: number;
}

/** A ledger file as it is read: its header, then its lines. */
export interface OpenedLedgerFile {
  readonly header: LedgerHeader;
  readonly lines: AsyncIterable<{ readonly line: LedgerLine; readonly number: number }>;
}

/**
 * Reads a file as `ledger export` writes it, from its first to its last line. @throws {LedgerFileError} where it is none, at the line that
 * is wrong, and at its end when lines are missing.
 */
export async function openLedgerFile(lines: AsyncIterable<NumberedLine>): Promise<OpenedLedgerFile> {
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) throw new LedgerFileError("The file is empty.");
  const header = readHeader(first.value.text);
  return { header, lines: readLines({ [Symbol.asyncIterator]: () => iterator }, header) };
}

async function* readLines(lines: AsyncIterable<NumberedLine>, { version }: LedgerHeader) {
  let counted = 0;
  let isAtEnd = version === 1;
  for await (const { text, number } of lines) {
    if (isAtEnd && version !== 1) throw new LedgerFileError(`Line ${number} comes after the last one.`);
    const line = readLine(text, number);
    if (line.type !== "end") counted += 1;
    else if (line.lines !== counted)
      throw new LedgerFileError(`The last line counts ${line.lines} lines, but ${counted} are there.`);
    else isAtEnd = true;
    yield { line, number };
  }
  if (!isAtEnd) throw new LedgerFileError(`The file was cut off: its last line is missing after ${counted} others.`);
}

/**
 * Checks a file without believing it: every signature with the keys that we have verified (of coops that we know nothing about, with
 * the file's own), every log against what its owner signed about it. Needs no network.
 * @throws {LedgerFileError} when it is no ledger.
 */
export async function verifyLedgerFile(
  context: Pick<Context, "database" | "secrets" | "seals" | "origin">,
  lines: AsyncIterable<NumberedLine>,
): Promise<Verification> {
  const file = await openLedgerFile(lines);
  const { keys, troubles, unknown } = await decideFileKeys(context, context.database, trustedKeys(file.header));
  const tally = openTally();
  for (const { about, trouble } of troubles) tally.note(about, trouble);
  const reader = openReader(context, { us: file.header.coop, keys, tally, isOrdered: file.header.version > 1 });
  for await (const { line } of file.lines) await reader.take(line);
  reader.end();
  return tally.result(unknown);
}

/** The keys that a file's writer trusted itself. */
const trustedKeys = ({ keys }: LedgerHeader): readonly VerificationKey[] =>
  keys
    .filter(({ state }) => state !== "waiting")
    .map(({ verificationMethod, controller, publicKeyMultibase, compromisedAt }) => ({
      verificationMethod,
      controller,
      publicKeyMultibase,
      ...(compromisedAt === undefined ? {} : { compromisedAtMs: Date.parse(compromisedAt) }),
    }));

/**
 * Of a key that somebody else has had only those proofs count that stand in a log of the file: the coop vouches for its log under the key that
 * followed, and whoever checks the file checks the log.
 */
function openVouching(keys: readonly VerificationKey[]) {
  const sound = keys.filter(({ compromisedAtMs }) => compromisedAtMs === undefined);
  const lost = keys.filter((key) => !sound.includes(key));
  const vouched = new Set<string>();
  return {
    sound,
    hear(text: string): void {
      const leaf = lost.length === 0 ? undefined : readLeaf(text);
      if (leaf !== undefined && lost.some((key) => key.verificationMethod === leaf.key)) vouched.add(leaf.signature);
    },
    keysFor: (document: string): readonly VerificationKey[] => [
      ...sound,
      ...lost.filter((key) => signaturesIn(document, key).every((signature) => vouched.has(signature))),
    ],
  };
}

function signaturesIn(document: string, { verificationMethod }: VerificationKey): readonly string[] {
  if (!document.includes(verificationMethod)) return [];
  return [parsed(document)["proof"]]
    .flat()
    .filter((one) => typeof one === "object" && one !== null && "proofValue" in one)
    .filter((one) => "verificationMethod" in one && one.verificationMethod === verificationMethod)
    .map(({ proofValue }) => String(proofValue));
}

interface Reading {
  /** The coop whose ledger it is. */
  readonly us: string;
  readonly keys: readonly VerificationKey[];
  readonly tally: Tally;
  readonly isOrdered: boolean;
}

function openReader(context: Pick<Context, "seals">, { us, keys, tally, isOrdered }: Reading) {
  const vouching = openVouching(keys);
  const logs = openLogReader(context, { us, keys: vouching.sound, note: tally.note });
  const misplaced = openOrder();
  const entry = async (line: Extract<LedgerLine, { type: "entry" }>): Promise<void> => {
    tally.entry(line.state);
    const checked = await checkEntry(
      context,
      { ...line, pair: { us, peer: line.peer } },
      vouching.keysFor(line.document),
    );
    if (checked.trouble !== undefined) return tally.note(idOf(line.document), checked.trouble);
    if (isOrdered) tally.note(checked.entry.entry, misplaced(line.peer, checked.entry.entry));
  };
  const troubleOf = async (document: string, by: readonly string[]): Promise<string | undefined> =>
    (await checkSigned(context, { document, by }, vouching.keysFor(document))).trouble;
  return {
    async take(line: LedgerLine): Promise<void> {
      logs.take(line);
      switch (line.type) {
        case "entry":
          return entry(line);
        case "word":
          return tally.note(line.word, await troubleOf(line.document, [line.by]));
        case "statement":
        case "epoch": {
          const about = line.type === "statement" ? line.statement : line.epochIri;
          const both = [us, line.peer];
          const maker = both.filter((coop) => about.startsWith(originOf(coop)));
          const by = line.state === "agreed" ? both : maker;
          return tally.note(about, await troubleOf(line.document, by));
        }
        case "leaf":
          return vouching.hear(line.leaf);
        case "log":
        case "peer":
        case "evidence":
        case "end":
          return;
      }
    },
    end: logs.end,
  };
}

/** Entries come in order of their days, so that one day is all that has to be remembered to find what stands twice. */
function openOrder(): (peer: string, entry: string) => string | undefined {
  let at = { day: "", peer: "", entries: new Set<string>() };
  return (peer, entry) => {
    const day = dayOfEntry(entry) ?? "";
    if (peer === at.peer && day < at.day) return "it does not stand where its day says";
    if (peer !== at.peer || day !== at.day) at = { day, peer, entries: new Set() };
    if (at.entries.has(entry)) return "it stands twice";
    at.entries.add(entry);
    return undefined;
  };
}

/** Checks the logs among the lines of a file: each leaf in its place, and the root against what its owner signed. */
export function openLogReader(
  context: Pick<Context, "seals">,
  {
    us,
    keys,
    note,
  }: Pick<Reading, "us" | "keys"> & { readonly note: (origin: string, trouble: string | undefined) => void },
) {
  let log: ReadLog | undefined;
  const end = (): void => {
    if (log !== undefined) note(log.about, endReading(log));
    log = undefined;
  };
  return {
    take(line: LedgerLine): void {
      if (line.type === "leaf") {
        if (log === undefined) note(`leaf ${line.place}`, "it belongs to no log");
        else log = readNextLeaf(log, line);
        return;
      }
      end();
      if (line.type === "log") log = beginReading(context, claimOf(us, line), keys);
    },
    end,
  };
}

const originOf = (coop: string): string => (URL.canParse(coop) ? new URL(coop).origin : coop);

/** A log as its line says it is. */
export function claimOf(us: string, line: Extract<LedgerLine, { type: "log" }>) {
  const [owner, witness] = line.side === "ours" ? [us, line.peer] : [line.peer, us];
  const { epoch, size, checkpoint = null, checkpointSize } = line;
  const origin = logOrigin({ of: originOf(owner), for: originOf(witness), epoch });
  return { about: origin, owner, origin, size, checkpoint, checkpointSize };
}

/** What a document that cannot be trusted calls itself. */
export function idOf(document: string): string {
  const { id } = parsed(document);
  return typeof id === "string" ? id : "a document without an id";
}

function parsed(document: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(document);
    return typeof content === "object" && content !== null ? { ...content } : {};
  } catch {
    return {};
  }
}
