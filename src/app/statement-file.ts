import { z } from "zod";
import { dayDigest, pairDigest, type DayMark, type EntryMark } from "#src/domain/digest.ts";
import { accountOf, dayOfEntry, entryProblem } from "#src/domain/entry.ts";
import { addsUp, isStatementOf, partiesOf } from "#src/domain/statement.ts";
import { sha256 } from "./books.ts";
import { readEntryDocument, type EntryDocument } from "./entry-document.ts";
import type { Seals, VerificationKey } from "./seals.ts";
import { readStatementDocument, type StatementDocument } from "./statement-document.ts";

/**
 * A statement in a file (`docs/federation/statements.md`): JSON Lines. The first line has the keys of both coops, the second the statement,
 * then comes every entry that it counts, as it was signed, day by day; the last line counts the others. It can be checked without either coop.
 */
const iri = z.string().min(1).max(2_000);
const document = z.string().min(2).max(1_000_000);
const instant = z.iso.datetime({ offset: false });

const header = z.object({
  type: z.literal("fedicoop-statement"),
  version: z.literal(1),
  statement: iri,
  /** The two coops, sorted by their IRIs. */
  parties: z.tuple([iri, iri]),
  exportedAt: instant,
  keys: z
    .array(
      z.object({
        verificationMethod: iri,
        controller: iri,
        publicKeyMultibase: z.string().max(200),
        revokedAt: instant.exactOptional(),
        compromisedAt: instant.exactOptional(),
      }),
    )
    .max(1_000),
});
export type StatementHeader = z.output<typeof header>;

const line = z.discriminatedUnion("type", [
  z.object({ type: z.literal("statement"), document }),
  z.object({ type: z.literal("entry"), document }),
  z.object({ type: z.literal("end"), lines: z.int().nonnegative() }),
]);
export type StatementFileLine = z.output<typeof line>;

/** The first line of a statement's file; undefined when it is none. */
export function readStatementHeader(text: string): StatementHeader | undefined {
  const read = header.safeParse(parse(text));
  return read.success ? read.data : undefined;
}

/** The keys that a file brings, as proofs are verified with them: for a reader who knows neither coop. */
export const keysOfHeader = ({ keys }: StatementHeader): readonly VerificationKey[] =>
  keys.map(({ revokedAt, compromisedAt, ...key }) => ({
    ...key,
    ...(revokedAt === undefined ? {} : { revokedAtMs: Date.parse(revokedAt) }),
    ...(compromisedAt === undefined ? {} : { compromisedAtMs: Date.parse(compromisedAt) }),
  }));

/** What a check of a statement's file came to. */
export interface StatementVerification {
  /** What was signed; absent when it cannot be read. */
  readonly statement?: StatementDocument;
  readonly entries: number;
  /** In order of the file, at most {@link maxTroubles}. None: both coops have signed the statement and every entry in it, and it adds up. */
  readonly troubles: readonly { readonly about: string; readonly trouble: string }[];
}

/** Beyond this many a file is just wrong. */
const maxTroubles = 100;

export interface StatementFile {
  readonly header: StatementHeader;
  /** The lines after the header. */
  readonly lines: AsyncIterable<string> | Iterable<string>;
}

/**
 * Checks a statement's file with nothing but `keys`: those that the reader has pinned for a coop that it knows, and the file's own
 * ({@link keysOfHeader}) for one that it does not. Never throws for what is in the file.
 */
export async function verifyStatementFile(
  seals: Seals,
  file: StatementFile,
  keys: readonly VerificationKey[],
): Promise<StatementVerification> {
  const check = openCheck({ seals, keys, header: file.header });
  for await (const text of file.lines) {
    if (text.trim() !== "") await check.take(text);
  }
  return check.end();
}

interface Check {
  readonly seals: Seals;
  readonly keys: readonly VerificationKey[];
  readonly header: StatementHeader;
}

function openCheck(check: Check) {
  const troubles: { about: string; trouble: string }[] = [];
  const note = (about: string, trouble: string | undefined): void => {
    if (trouble !== undefined && troubles.length < maxTroubles) troubles.push({ about, trouble });
  };
  const count = openCount(note);
  const about = check.header.statement;
  let statement: StatementDocument | undefined;
  let lines = 0;
  let isEnded = false;
  const takeEntry = async (text: string): Promise<void> => {
    if (statement === undefined) return note(about, "an entry comes before the statement that counts it");
    const read = await readCounted(check, statement, text);
    if (typeof read === "string") note(`line ${lines + 1}`, read);
    else count.add(read);
  };
  return {
    async take(text: string): Promise<void> {
      lines += 1;
      const read = line.safeParse(parse(text));
      if (!read.success) return note(`line ${lines + 1}`, "this is no line of a statement's file");
      if (isEnded) return note(`line ${lines + 1}`, "there is more after the end");
      switch (read.data.type) {
        case "statement": {
          const signed = await readSigned(check, read.data.document);
          if (statement !== undefined || lines !== 1) return note(about, "the statement is not on the second line");
          if (typeof signed === "string") return note(about, signed);
          statement = signed;
          return undefined;
        }
        case "entry":
          return takeEntry(read.data.document);
        case "end":
          isEnded = true;
          return note(about, read.data.lines === lines - 1 ? undefined : "lines are missing");
      }
    },
    end(): StatementVerification {
      if (!isEnded) note(about, "the file was cut off: its last line is missing");
      const counted = count.end();
      if (statement === undefined) note(about, "there is no statement in it");
      else for (const trouble of differences(statement, counted)) note(about, trouble);
      return { ...(statement === undefined ? {} : { statement }), entries: counted.count, troubles };
    },
  };
}

/** The statement, when both coops have signed it and it is the one that the header names; else why not. */
async function readSigned({ seals, keys, header: head }: Check, text: string): Promise<StatementDocument | string> {
  const opened = await seals.open(text, keys);
  if ("refused" in opened) return `the statement cannot be read: ${opened.refused}`;
  const read = readStatementDocument(opened.content);
  if ("unreadable" in read) return `the statement cannot be read: ${read.unreadable}`;
  const { statement } = read;
  const missing = [statement.first, statement.second].find((side) => !opened.signers.includes(side));
  if (missing !== undefined) return `the signature of ${missing} does not hold`;
  return partyTrouble(statement, head) ?? (addsUp(statement.totals) ? statement : "its totals do not add up");
}

function partyTrouble(
  { statement, maker, first, second }: StatementDocument,
  head: StatementHeader,
): string | undefined {
  const [one, other] = head.parties;
  if (statement !== head.statement || one !== first || other !== second)
    return "the statement is another one than the first line names";
  if (first === second || partiesOf(first, second).first !== first) return "its two coops are not in order";
  const isTheirs = (maker === first || maker === second) && isStatementOf(statement, maker);
  return isTheirs ? undefined : "its maker is none of the two coops";
}

interface CountedDocument extends EntryMark {
  readonly day: string;
  readonly entryDocument: EntryDocument;
}

/** An entry that both have signed and that the statement may count; else why not. */
async function readCounted(
  { seals, keys }: Check,
  { first, second, untilDay }: StatementDocument,
  text: string,
): Promise<CountedDocument | string> {
  const opened = await seals.open(text, keys);
  if ("refused" in opened) return `an entry cannot be read: ${opened.refused}`;
  const read = readEntryDocument(opened.content);
  if ("unreadable" in read) return `an entry cannot be read: ${read.unreadable}`;
  const { entry } = read;
  const problem = entryProblem(entry, { us: first, peer: second });
  if (problem !== undefined) return `${entry.entry} does not belong to these two coops, or is wrong in its ${problem}`;
  const missing = [first, second].find((side) => !opened.signers.includes(side));
  if (missing !== undefined) return `${entry.entry}: the signature of ${missing} does not hold`;
  const day = dayOfEntry(entry.entry) ?? "";
  if (day > untilDay) return `${entry.entry} is of ${day}, after the last day of the statement`;
  return { entry: entry.entry, hash: opened.hash, state: "agreed", day, entryDocument: entry };
}

/** Counts day by day, so that no more than the entries of one day are in memory. */
function openCount(note: (about: string, trouble: string) => void) {
  const days: DayMark[] = [];
  const sums = new Map<string, bigint>();
  let today = { day: "", marks: new Map<string, EntryMark>() };
  let count = 0;
  const endDay = (): void => {
    if (today.marks.size > 0) days.push({ day: today.day, digest: dayDigest([...today.marks.values()], sha256) });
  };
  return {
    add({ entryDocument, day, ...mark }: CountedDocument): void {
      if (day < today.day) return note(mark.entry, "the entries are not in order of their days");
      if (day > today.day) {
        endDay();
        today = { day, marks: new Map() };
      }
      if (today.marks.has(mark.entry)) return note(mark.entry, "the entry is counted twice");
      today.marks.set(mark.entry, mark);
      count += 1;
      const { unit, provider, quantity } = entryDocument;
      const key = `${unit} ${accountOf(entryDocument)} ${provider}`;
      sums.set(key, (sums.get(key) ?? 0n) + BigInt(quantity));
    },
    end(): Counted {
      endDay();
      return { count, digest: pairDigest(days, sha256), sums };
    },
  };
}

interface Counted {
  readonly count: number;
  readonly digest: string;
  /** What each coop provided, by unit, account and coop. */
  readonly sums: ReadonlyMap<string, bigint>;
}

function differences(statement: StatementDocument, { count, digest, sums }: Counted): readonly string[] {
  const found: string[] = [];
  if (count !== statement.count) found.push(`it counts ${statement.count} entries, and ${count} of them hold`);
  if (digest !== statement.digest) found.push("the digest of the entries is not the one that was signed");
  const { first, second, totals } = statement;
  const signed = new Map(
    totals.flatMap(({ unit, account, given, received }) => [
      [`${unit} ${account} ${first}`, BigInt(given)],
      [`${unit} ${account} ${second}`, BigInt(received)],
    ]),
  );
  for (const key of new Set([...signed.keys(), ...sums.keys()])) {
    const [said = 0n, counted = 0n] = [signed.get(key), sums.get(key)];
    if (said !== counted) found.push(`${key}: ${said} was signed, and the entries come to ${counted}`);
  }
  return found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
