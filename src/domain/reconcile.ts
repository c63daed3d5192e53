import type { EntryMark } from "./digest.ts";
import type { EntryState } from "./entry.ts";
import { maxReconciledEntries } from "./policy.ts";

/** The same id with different content: a dispute with both versions as evidence. */
export interface EntryConflict {
  readonly entry: string;
  readonly ourHash: string;
  readonly theirHash: string;
}

/**
 * What makes two books the same. `send`: entries that they lack, or of which we know more (a second proof, a refusal). `ask`:
 * the other way round. Both are sorted, and on the other side they come out exchanged.
 */
export type Difference =
  | { readonly outcome: "equal" }
  | {
      readonly outcome: "differs";
      readonly send: readonly string[];
      readonly ask: readonly string[];
      readonly conflicts: readonly EntryConflict[];
    }
  | { readonly outcome: "too-large" };

/**
 * Compares all entries of a pair with all that the other side has (design: Reconciliation, 2). Beyond `maxReconciledEntries` a
 * list would not be whole, and what is missing from it would mean nothing: `too-large`.
 */
export function decideReconciliation(ours: readonly EntryMark[], theirs: readonly EntryMark[]): Difference {
  if (ours.length > maxReconciledEntries || theirs.length > maxReconciledEntries) return { outcome: "too-large" };
  const marks = pairedMarks(ours, theirs);
  const send = marks.filter(([our, their]) => knows(our, their)).map(([our]) => our?.entry ?? "");
  const ask = marks.filter(([our, their]) => knows(their, our)).map(([, their]) => their?.entry ?? "");
  const conflicts = marks.flatMap(([our, their]) => conflictOf(our, their));
  return send.length + ask.length + conflicts.length === 0
    ? { outcome: "equal" }
    : { outcome: "differs", send: send.toSorted(), ask: ask.toSorted(), conflicts };
}

type Marks = readonly [our: EntryMark | undefined, their: EntryMark | undefined];

function pairedMarks(ours: readonly EntryMark[], theirs: readonly EntryMark[]): Marks[] {
  const ourMarks = new Map(ours.map((mark) => [mark.entry, mark]));
  const theirMarks = new Map(theirs.map((mark) => [mark.entry, mark]));
  return [...new Set([...ourMarks.keys(), ...theirMarks.keys()])]
    .toSorted()
    .map((entry) => [ourMarks.get(entry), theirMarks.get(entry)]);
}

/** Whether `one` has something that `other` lacks: the entry itself, or a later word about the same content. */
function knows(one: EntryMark | undefined, other: EntryMark | undefined): boolean {
  if (one === undefined) return false;
  return other === undefined || (one.hash === other.hash && knowsMore(one.state, other.state));
}

/** Whether one state of an entry can follow another one, which it then replaces. */
export const knowsMore = (one: EntryState, other: EntryState): boolean => ranks[one] > ranks[other];

/** In which order an entry's states can follow each other (`decideEntryWord`). */
const ranks: Readonly<Record<EntryState, number>> = { "in-transit": 0, disputed: 1, agreed: 2 };

function conflictOf(our: EntryMark | undefined, their: EntryMark | undefined): EntryConflict[] {
  if (our === undefined || their === undefined || our.hash === their.hash) return [];
  return [{ entry: our.entry, ourHash: our.hash, theirHash: their.hash }];
}
