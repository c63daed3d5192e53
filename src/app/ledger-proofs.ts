import { entryProblem, type EntryState } from "#src/domain/entry.ts";
import { readCheckpoint } from "#src/domain/checkpoint.ts";
import { readLeaf } from "#src/domain/leaf.ts";
import { append, emptyTree, leafHash, type Tree } from "#src/domain/merkle.ts";
import { sha256 } from "./books.ts";
import type { Context } from "./context.ts";
import { readEntryDocument, type EntryDocument } from "./entry-document.ts";
import { rootText } from "./log.ts";
import type { VerificationKey } from "./seals.ts";

type Sealing = Pick<Context, "seals">;

/** What was found of a document: what is wrong with it, or who signed what. */
export type Checked<T = object> =
  | { readonly trouble: string }
  | ({ readonly trouble?: undefined; readonly hash: string; readonly signers: readonly string[] } & T);

/** Checks the signatures of an entry against the state that it is said to be in, and that it belongs to the pair. */
export async function checkEntry(
  { seals }: Sealing,
  { document, state, pair }: Claim,
  keys: readonly VerificationKey[],
): Promise<Checked<{ readonly entry: EntryDocument }>> {
  const opened = await seals.open(document, keys);
  if ("refused" in opened) return { trouble: `it cannot be read: ${opened.refused}` };
  const read = readEntryDocument(opened.content);
  if ("unreadable" in read) return { trouble: `it cannot be read: ${read.unreadable}` };
  const { entry } = read;
  const problem = entryProblem(entry, pair);
  if (problem !== undefined) return { trouble: `it is no entry of this pair: ${problem}` };
  if (!opened.signers.includes(entry.maker)) return { trouble: "its maker's signature does not hold" };
  const isSignedByBoth = [entry.provider, entry.receiver].every((side) => opened.signers.includes(side));
  if (state === "agreed" && !isSignedByBoth) return { trouble: "it counts as agreed, but not both signatures hold" };
  return { entry, hash: opened.hash, signers: opened.signers };
}

interface Claim {
  readonly document: string;
  readonly state: EntryState;
  readonly pair: { readonly us: string; readonly peer: string };
}

/** Checks that a document of another kind was signed by all of these, and of which content it says the hash. */
export async function checkSigned(
  { seals }: Sealing,
  { document, by }: { readonly document: string; readonly by: readonly string[] },
  keys: readonly VerificationKey[],
): Promise<Checked<{ readonly content: Readonly<Record<string, unknown>> }>> {
  const opened = await seals.open(document, keys);
  if ("refused" in opened) return { trouble: `it cannot be read: ${opened.refused}` };
  const missing = by.find((coop) => !opened.signers.includes(coop));
  if (missing !== undefined) return { trouble: `the signature of ${missing} does not hold` };
  return { content: opened.content, hash: opened.hash, signers: opened.signers };
}

/** A log that is read from its first leaf on, and checked against what its owner signed about it. */
export interface ReadLog {
  readonly about: string;
  /** What the root has to be after so many leaves. */
  readonly signed: { readonly size: number; readonly root: string } | undefined;
  readonly size: number;
  readonly tree: Tree;
  readonly trouble?: string;
}

export interface LogClaim {
  readonly about: string;
  readonly owner: string;
  readonly origin: string;
  readonly size: number;
  readonly checkpoint: string | null;
  readonly checkpointSize: number;
}

/** Begins to read a log: its checkpoint has to be its owner's, and of this log. */
export function beginReading({ seals }: Sealing, claim: LogClaim, keys: readonly VerificationKey[]): ReadLog {
  const { about, owner, origin, size, checkpoint, checkpointSize } = claim;
  const log = { about, size, tree: emptyTree, signed: undefined };
  if (checkpoint === null) return log;
  const note = seals.openNote(checkpoint, keys);
  const read = note?.signers.includes(owner) === true ? readCheckpoint(note.text) : undefined;
  if (read === undefined) return { ...log, trouble: "its checkpoint is not signed by its owner" };
  if (read.origin !== origin) return { ...log, trouble: `its checkpoint is of another log, ${read.origin}` };
  if (read.size !== checkpointSize || read.size > size) return { ...log, trouble: "its checkpoint is of another size" };
  return { ...log, signed: read };
}

/** Takes the next leaf. */
export function readNextLeaf(
  log: ReadLog,
  { place, leaf }: { readonly place: number; readonly leaf: string },
): ReadLog {
  if (log.trouble !== undefined) return log;
  if (place !== log.tree.size) return { ...log, trouble: `leaf ${log.tree.size} is missing` };
  if (readLeaf(leaf) === undefined) return { ...log, trouble: `leaf ${place} is none` };
  const { tree } = append(log.tree, leafHash(Buffer.from(leaf, "utf8"), sha256), sha256);
  const isSigned = log.signed?.size === tree.size;
  if (isSigned && rootText(tree) !== log.signed.root)
    return { ...log, tree, trouble: `its first ${tree.size} leaves are not those that its owner signed` };
  return { ...log, tree };
}

/** What is wrong with a log whose leaves were all read. */
export function endReading({ tree, size, trouble }: ReadLog): string | undefined {
  if (trouble !== undefined) return trouble;
  return tree.size === size ? undefined : `${size} leaves were counted, ${tree.size} are there`;
}
