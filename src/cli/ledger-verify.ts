import { equivocationReason } from "#src/app/log-evidence.ts";
import { LedgerFileError } from "#src/app/ledger-lines.ts";
import type { Trouble, UnknownKey, Verification } from "#src/app/ledger-verification.ts";
import { verifyLedger } from "#src/app/ledger-verify.ts";
import { verifyFile, type FileVerification } from "#src/app/verify-file.ts";
import { listEvidence } from "#src/store/evidence.ts";
import { listPeers } from "#src/store/peers.ts";
import { CommandError, type Command, type Report } from "./command.ts";
import { linesOfFile, writeNewFile, writeToStdout } from "./files.ts";
import { peerOption } from "./ledger-export.ts";
import { requirePeer } from "./peer.ts";
import { openSetUp } from "./ready.ts";

export const verifying: Command = {
  name: "ledger verify",
  summary: "Check every signature, hash, sum and log of our books, or of a file of any node",
  details:
    "A file may be a ledger, a statement, or evidence that a coop showed two logs. Its keys are compared with those that this node has verified; of coops that it does not know, you are told which to compare. It fails when anything does not hold.",
  positionals: [
    { name: "FILE", help: "made by `ledger export`, `ledger statement` or `ledger evidence`", optional: true },
  ],
  async run(call) {
    const [file] = call.positionals;
    if (file === undefined) return reportOfBooks(await verifyLedger((await openSetUp(call)).app));
    // Also a node that was never set up can check what others have signed.
    const { app } = await call.open();
    return reportOfFile(await inSentence(file, () => verifyFile(app, linesOfFile(file))));
  },
};

/** What is wrong with a file is for the operator. */
export async function inSentence<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof LedgerFileError) throw new CommandError(`${file}: ${error.message}`);
    throw error;
  }
}

function reportOfBooks(found: Verification): Report {
  return {
    lines: [...troubleLines(found.troubles), verdictOf(countOf(found), found.troubleCount)],
    json: { ok: found.troubleCount === 0, ...found },
    failed: found.troubleCount > 0,
  };
}

function reportOfFile(found: FileVerification): Report {
  const troubleCount = "troubleCount" in found ? found.troubleCount : found.troubles.length;
  return {
    lines: [...troubleLines(found.troubles), ...contentLines(found, troubleCount), ...keyLines(found.unknownKeys)],
    json: { ok: troubleCount === 0, ...found },
    failed: troubleCount > 0,
  };
}

function contentLines(found: FileVerification, troubleCount: number): readonly string[] {
  switch (found.file) {
    case "ledger":
      return [verdictOf(countOf(found), troubleCount)];
    case "statement": {
      const period =
        found.statement === undefined
          ? "The statement cannot be read."
          : `The statement ${found.statement.statement} is about ${found.statement.fromDay} to ${found.statement.untilDay}.`;
      return [period, verdictOf(`${found.entries} entries were checked.`, troubleCount)];
    }
    case "evidence":
      return found.proved.map(
        ({ coop, log, sizes }) =>
          `Proved: ${coop} has signed two logs that contradict each other (${log}, sizes ${sizes.join(" and ")}).`,
      );
  }
}

const countOf = ({ entries, agreed }: Pick<Verification, "entries" | "agreed">): string =>
  `${entries} entries were checked, ${agreed} of them agreed.`;

const verdictOf = (counted: string, troubleCount: number): string =>
  troubleCount === 0 ? `${counted} Everything holds.` : `${counted} ${troubleCount} things do not hold.`;

const troubleLines = (troubles: readonly Trouble[]): readonly string[] =>
  troubles.map(({ about, trouble }) => `${about}: ${trouble}`);

function keyLines(keys: readonly UnknownKey[]): readonly string[] {
  if (keys.length === 0) return [];
  return [
    "This node has not verified these keys itself. Ask each cooperative for the fingerprint of its ledger keys, and compare:",
    ...keys.map(({ coop, key }) => `  ${coop}: ${key.replace(/^.*#/, "")}`),
  ];
}

export const evidencing: Command = {
  name: "ledger evidence",
  summary: "Write the evidence that partners showed two logs, for anyone to check with `ledger verify`",
  positionals: [{ name: "FILE", help: "the file to make (stdout without it)", optional: true }],
  options: { peer: peerOption },
  async run(call) {
    const { app } = await openSetUp(call);
    const named = call.options["peer"];
    const peers =
      named === undefined ? await listPeers(app.database, { limit: 10_000 }) : [await requirePeer(app, named)];
    const documents: string[] = [];
    for (const { id: peerId } of peers) {
      const rows = await listEvidence(app.database, { peerId, reason: equivocationReason });
      documents.push(...rows.map(({ document }) => document));
    }
    const [file] = call.positionals;
    if (documents.length === 0)
      return { lines: ["There is no evidence that a partner showed two logs."], json: { evidence: [] } };
    if (file !== undefined) {
      await writeNewFile(file, linesFrom(documents));
      return { lines: [`${documents.length} proofs are in ${file}.`], json: { file, evidence: documents.length } };
    }
    const json = { evidence: documents.map((document) => JSON.parse(document) as unknown) };
    if (call.switches.has("json")) return { lines: [], json };
    await writeToStdout(linesFrom(documents));
    return { lines: [], json, isPrinted: true };
  },
};

async function* linesFrom(documents: readonly string[]): AsyncGenerator<string> {
  for (const document of documents) yield await Promise.resolve(`${document}\n`);
}
