import type { Sha256 } from "./digest.ts";

/**
 * The append-only Merkle tree of RFC 6962 (section 2), kept as the roots of its complete subtrees. Hashes are 32 bytes; places and
 * sizes count leaves from 0.
 */
export interface Tree {
  readonly size: number;
  /** The roots of the complete subtrees that the leaves fall into, the largest first: one for each bit of `size`. */
  readonly frontier: readonly Uint8Array[];
}

export const emptyTree: Tree = { size: 0, frontier: [] };

/** The root of a complete subtree: of the leaves from `place` × 2^`level` on, 2^`level` of them. */
export interface Node {
  readonly level: number;
  readonly place: number;
  readonly hash: Uint8Array;
}

/** Leaves from `start` on, before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** SHA-256(00 ‖ leaf), so that no leaf can pass for a node. */
export function leafHash(leaf: Uint8Array, sha256: Sha256): Uint8Array {
  const bytes = new Uint8Array(1 + leaf.length);
  bytes.set(leaf, 1);
  return sha256(bytes);
}

/** SHA-256(01 ‖ left ‖ right). */
function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  const bytes = new Uint8Array(65);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 33);
  return sha256(bytes);
}

/** The tree with one leaf more, and the subtrees that this leaf made complete, smallest first, the leaf itself among them. */
export function append(
  tree: Tree,
  leaf: Uint8Array,
  sha256: Sha256,
): { readonly tree: Tree; readonly completed: readonly Node[] } {
  const frontier = [...tree.frontier];
  const completed: Node[] = [{ level: 0, place: tree.size, hash: leaf }];
  let hash = leaf;
  // Each 1 at the end of the size is a complete subtree that now finds its right half.
  for (let [rest, level] = [tree.size, 1]; rest % 2 === 1; rest = (rest - 1) / 2, level += 1) {
    hash = nodeHash(frontier.pop() as Uint8Array, hash, sha256);
    completed.push({ level, place: Math.floor(tree.size / 2 ** level), hash });
  }
  return { tree: { size: tree.size + 1, frontier: [...frontier, hash] }, completed };
}

/** The root over all leaves; of no leaves, the hash of no bytes. */
export const rootOf = ({ frontier }: Tree, sha256: Sha256): Uint8Array => foldRight(frontier, sha256);

/** One hash for several neighbouring subtrees, the largest first. */
export function foldRight(hashes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  const [last, ...rest] = hashes.toReversed();
  if (last === undefined) return sha256(new Uint8Array());
  return rest.reduce((right, left) => nodeHash(left, right, sha256), last);
}

/** The root of a complete subtree from the hashes of all that it holds at one level: a power of two of them. */
export function foldComplete(hashes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    const next: Uint8Array[] = [];
    for (let index = 0; index < row.length; index += 2)
      next.push(nodeHash(row[index] as Uint8Array, row[index + 1] as Uint8Array, sha256));
    row = next;
  }
  return row[0] ?? sha256(new Uint8Array());
}

/** The complete subtrees that leaves from `start` on, which begins one of them, fall into: the largest first. */
export function subtreesOf({ start, end }: Range): { readonly level: number; readonly place: number }[] {
  const subtrees: { level: number; place: number }[] = [];
  for (let [at, level] = [start, 52]; level >= 0; level -= 1) {
    const width = 2 ** level;
    if (end - at < width) continue;
    subtrees.push({ level, place: at / width });
    at += width;
  }
  return subtrees;
}

/** The ranges whose hashes prove that the leaf at `place` is in a tree of `size` (RFC 6962, 2.1.1), in their order in the proof. */
export function inclusionRanges(place: number, size: number): Range[] {
  return pathTo(place, { start: 0, end: size });
}

function pathTo(place: number, { start, end }: Range): Range[] {
  if (end - start <= 1) return [];
  const middle = start + splitOf(end - start);
  return place < middle
    ? [...pathTo(place, { start, end: middle }), { start: middle, end }]
    : [...pathTo(place, { start: middle, end }), { start, end: middle }];
}

/** The ranges whose hashes prove that a tree of `size` extends its own first `first` leaves (RFC 6962, 2.1.2). */
export function consistencyRanges(first: number, size: number): Range[] {
  return first === 0 || first >= size ? [] : subproof(first, { start: 0, end: size }, true);
}

function subproof(first: number, { start, end }: Range, isKnown: boolean): Range[] {
  if (first === end - start) return isKnown ? [] : [{ start, end }];
  const width = splitOf(end - start);
  const middle = start + width;
  return first <= width
    ? [...subproof(first, { start, end: middle }, isKnown), { start: middle, end }]
    : [...subproof(first - width, { start: middle, end }, false), { start, end: middle }];
}

/** The largest power of two below `width`. */
function splitOf(width: number): number {
  let split = 1;
  while (split * 2 < width) split *= 2;
  return split;
}

/** The root that an inclusion proof leads to; undefined when it cannot be a proof for that place and size. */
export function rootOfInclusion(
  { place, size, leaf }: { readonly place: number; readonly size: number; readonly leaf: Uint8Array },
  proof: readonly Uint8Array[],
  sha256: Sha256,
): Uint8Array | undefined {
  if (!isPlaceIn(place, size)) return undefined;
  const ranges = inclusionRanges(place, size);
  if (ranges.length !== proof.length) return undefined;
  return proof.reduce(
    (hash, sibling, index) =>
      (ranges[index] as Range).start > place ? nodeHash(hash, sibling, sha256) : nodeHash(sibling, hash, sha256),
    leaf,
  );
}

const isPlaceIn = (place: number, size: number): boolean =>
  Number.isSafeInteger(place) && Number.isSafeInteger(size) && place >= 0 && place < size;

/**
 * The two roots that a consistency proof from `first` leaves to `size` leads to (RFC 9162, 2.1.4.2); undefined when it cannot be one.
 * When the second is a signed root, then the first is what that tree's first leaves really hash to: another root that was signed for
 * them proves that its signer showed two logs. `firstRoot` is needed where the proof leaves it out (`first` a power of two).
 */
export function rootsOfConsistency(
  { first, size, firstRoot }: { readonly first: number; readonly size: number; readonly firstRoot: Uint8Array },
  proof: readonly Uint8Array[],
  sha256: Sha256,
): { readonly first: Uint8Array; readonly second: Uint8Array } | undefined {
  if (!isPlaceIn(first - 1, size)) return undefined;
  if (first === size) return proof.length === 0 ? { first: firstRoot, second: firstRoot } : undefined;
  const ranges = consistencyRanges(first, size);
  if (ranges.length !== proof.length) return undefined;
  const isWhole = splitOf(2 * first) === first;
  const [seed, ...siblings] = isWhole ? [firstRoot, ...proof] : proof;
  const beside = isWhole ? ranges : ranges.slice(1);
  let [one, two] = [seed as Uint8Array, seed as Uint8Array];
  for (const [index, hash] of siblings.entries()) {
    const { start } = beside[index] as Range;
    two = start >= first ? nodeHash(two, hash, sha256) : nodeHash(hash, two, sha256);
    if (start < first) one = nodeHash(hash, one, sha256);
  }
  return { first: one, second: two };
}
