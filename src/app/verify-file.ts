import type { Context } from "./context.ts";
import { decideFileKeys } from "./file-keys.ts";
import { verifyLedgerFile, type NumberedLine } from "./ledger-file.ts";
import { LedgerFileError, readFirstLine } from "./ledger-lines.ts";
import type { Trouble, UnknownKey, Verification } from "./ledger-verification.ts";
import { readEquivocation, verifyEvidence } from "./log-evidence.ts";
import {
  keysOfHeader,
  readStatementHeader,
  verifyStatementFile,
  type StatementVerification,
} from "./statement-file.ts";

/** What a file turned out to be, and what the check of it came to. */
export type FileVerification =
  | ({ readonly file: "ledger" } & Verification)
  | ({ readonly file: "statement"; readonly unknownKeys: readonly UnknownKey[] } & StatementVerification)
  | {
      readonly file: "evidence";
      readonly proved: readonly { readonly coop: string; readonly log: string; readonly sizes: readonly number[] }[];
      readonly troubles: readonly Trouble[];
      readonly unknownKeys: readonly UnknownKey[];
    };

type Verifier = Pick<Context, "database" | "secrets" | "seals" | "origin">;

/**
 * Checks a file that any node has written: a ledger, a statement with the entries that it counts, or evidence that a coop showed two logs. Its
 * first line says which. Needs no network and no coop of its own.
 * @throws {LedgerFileError} when it is none of them.
 */
export async function verifyFile(context: Verifier, lines: AsyncIterable<NumberedLine>): Promise<FileVerification> {
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) throw new LedgerFileError("The file is empty.");
  const rest = { [Symbol.asyncIterator]: () => iterator };
  switch (readFirstLine(first.value.text)?.type) {
    case "fedicoop-ledger":
      return { file: "ledger", ...(await verifyLedgerFile(context, withFirst(first.value, rest))) };
    case "fedicoop-statement":
      return verifyStatement(context, first.value.text, rest);
    case "fedicoop-equivocation":
      return verifyEquivocations(context, withFirst(first.value, rest));
    default:
      throw new LedgerFileError(
        "The first line does not say that this is a ledger, a statement or evidence of a fedicoop node.",
      );
  }
}

async function* withFirst(
  first: NumberedLine,
  rest: AsyncIterable<NumberedLine>,
): AsyncGenerator<NumberedLine, void, undefined> {
  yield first;
  yield* rest;
}

async function verifyStatement(
  context: Verifier,
  first: string,
  rest: AsyncIterable<NumberedLine>,
): Promise<FileVerification> {
  const header = readStatementHeader(first);
  if (header === undefined) throw new LedgerFileError("The first line is not the header of a statement.");
  const { keys, troubles, unknown } = await decideFileKeys(context, context.database, keysOfHeader(header));
  const found = await verifyStatementFile(context.seals, { header, lines: textsOf(rest) }, keys);
  return { file: "statement", ...found, troubles: [...troubles, ...found.troubles], unknownKeys: unknown };
}

async function* textsOf(lines: AsyncIterable<NumberedLine>): AsyncGenerator<string> {
  for await (const { text } of lines) yield text;
}

async function verifyEquivocations(context: Verifier, lines: AsyncIterable<NumberedLine>): Promise<FileVerification> {
  const proved: { coop: string; log: string; sizes: readonly number[] }[] = [];
  const troubles: Trouble[] = [];
  const unknownKeys = new Map<string, UnknownKey>();
  for await (const { text, number } of lines) {
    const evidence = readEquivocation(parse(text));
    if (evidence === undefined || !URL.canParse(evidence.coop))
      throw new LedgerFileError(`Line ${number} is no evidence.`);
    const decided = await decideFileKeys(context, context.database, evidence.keys);
    troubles.push(...decided.troubles);
    for (const key of decided.unknown) unknownKeys.set(key.key, key);
    const verdict = verifyEvidence(context, evidence, decided.keys);
    if (verdict.verdict === "proved") proved.push({ coop: verdict.coop, log: verdict.origin, sizes: verdict.sizes });
    else troubles.push({ about: evidence.coop, trouble: `nothing is proved: ${verdict.because}` });
  }
  return { file: "evidence", proved, troubles, unknownKeys: [...unknownKeys.values()] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
