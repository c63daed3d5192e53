import type { EntryWords } from "./ledger-message.ts";
import type { Usage } from "./usage.ts";

/** Everything that a coop signs for a partner, and that takes a place in its log for it. */
export type SigningKind =
  | "entry"
  | "countersignature"
  | "word"
  | "statement"
  | "statement-signature"
  | "epoch"
  | "epoch-signature"
  | "key";

/** What is kept until it may be signed. Statements are not: they are counted anew. */
export type WaitingKind = Exclude<SigningKind, "statement" | "statement-signature">;

/** What is kept with a decision until it is signed: what its message will say beside the document. */
export interface SigningBeside {
  readonly agreement?: string;
  readonly revision?: number;
  readonly usage?: Usage;
  readonly words?: EntryWords;
}

/** One leaf of a log: that its owner has signed a document. The proof itself can be put together again from it and the document. */
export interface Leaf {
  /** The IRI of what was signed. */
  readonly about: string;
  /** SHA-256(JCS(document without `proof`)), 64 lower-case hexadecimal digits. */
  readonly hash: string;
  /** The verification method of the key. */
  readonly key: string;
  readonly kind: SigningKind;
  /** `proofValue` of the proof. */
  readonly signature: string;
}

/** A leaf's text: canonical JSON (RFC 8785), which for texts is their names in order. */
export const writeLeaf = ({ about, hash, key, kind, signature }: Leaf): string =>
  JSON.stringify({ about, hash, key, kind, signature });

/** The longest text of a leaf. */
export const maxLeafLength = 5_000;

const kinds: Readonly<Record<SigningKind, true>> = {
  entry: true,
  countersignature: true,
  word: true,
  statement: true,
  "statement-signature": true,
  epoch: true,
  "epoch-signature": true,
  key: true,
};

/** Reads a leaf to the letter; undefined when writing it again would give other text. */
export function readLeaf(text: string): Leaf | undefined {
  const fields = text.length > maxLeafLength ? undefined : parse(text);
  if (typeof fields !== "object" || fields === null) return undefined;
  const { about, hash, key, kind, signature } = fields as Readonly<Record<string, unknown>>;
  if (![about, hash, key, kind, signature].every((field) => typeof field === "string")) return undefined;
  const leaf = { about, hash, key, kind, signature } as Leaf;
  return Object.hasOwn(kinds, leaf.kind) && /^[0-9a-f]{64}$/.test(leaf.hash) && writeLeaf(leaf) === text
    ? leaf
    : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
