import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  append,
  consistencyRanges,
  emptyTree,
  foldComplete,
  inclusionRanges,
  leafHash,
  rootOf,
  rootOfInclusion,
  rootsOfConsistency,
  subtreesOf,
  type Range,
  type Tree,
} from "#src/domain/merkle.ts";

const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();
const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString("hex");

/** Section 2.1 of RFC 6962, word for word: the tree hash of a list of leaves. */
function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return sha256(new Uint8Array());
  if (leaves.length === 1) return sha256(Buffer.concat([Uint8Array.of(0), only]));
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Buffer.concat([Uint8Array.of(1), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split))]));
}

const grow = (leaves: readonly Uint8Array[], tree: Tree = emptyTree): Tree =>
  leaves.reduce((grown, leaf) => append(grown, leafHash(leaf, sha256), sha256).tree, tree);
const numbered = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => Buffer.from(`leaf ${index}`));
const hashesOf = (leaves: readonly Uint8Array[], ranges: readonly Range[]): Uint8Array[] =>
  ranges.map(({ start, end }) => treeHash(leaves.slice(start, end)));

/** The leaves and roots of the reference implementation of Certificate Transparency. */
const vectors = [
  ["", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
  ["00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
  ["10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"],
  ["2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
  ["3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"],
  ["40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"],
  ["5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"],
  ["606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"],
] as const;

describe("the tree of RFC 6962", () => {
  test("has the roots of the reference implementation", () => {
    expect(hex(rootOf(emptyTree, sha256))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let tree = emptyTree;
    for (const [leaf, root] of vectors) {
      tree = grow([Buffer.from(leaf, "hex")], tree);
      expect(hex(rootOf(tree, sha256))).toBe(root);
    }
  });

  test("has the root that the definition gives, and says which subtrees became complete", () => {
    const leaves = numbered(130);
    let tree = emptyTree;
    for (const [index, leaf] of leaves.entries()) {
      const grown = append(tree, leafHash(leaf, sha256), sha256);
      tree = grown.tree;
      expect(hex(rootOf(tree, sha256))).toBe(hex(treeHash(leaves.slice(0, index + 1))));
      for (const { level, place, hash } of grown.completed)
        expect(hex(hash)).toBe(hex(treeHash(leaves.slice(place * 2 ** level, (place + 1) * 2 ** level))));
    }
  });

  test("a range that begins a subtree falls into complete ones", () => {
    expect(subtreesOf({ start: 0, end: 11 })).toEqual([
      { level: 3, place: 0 },
      { level: 1, place: 4 },
      { level: 0, place: 10 },
    ]);
    expect(subtreesOf({ start: 8, end: 16 })).toEqual([{ level: 3, place: 1 }]);
    const leaves = numbered(8).map((leaf) => leafHash(leaf, sha256));
    expect(hex(foldComplete(leaves, sha256))).toBe(hex(treeHash(numbered(8))));
  });
});

describe("proofs", () => {
  test("of inclusion lead every leaf to the root, and nothing else does", () => {
    for (let size = 1; size <= 40; size += 1) {
      const leaves = numbered(size);
      for (let place = 0; place < size; place += 1) {
        const proof = hashesOf(leaves, inclusionRanges(place, size));
        const leaf = leafHash(leaves[place] as Uint8Array, sha256);
        expect(hex(rootOfInclusion({ place, size, leaf }, proof, sha256))).toBe(hex(treeHash(leaves)));
        const other = leafHash(Buffer.from("another"), sha256);
        expect(hex(rootOfInclusion({ place, size, leaf: other }, proof, sha256))).not.toBe(hex(treeHash(leaves)));
      }
    }
  });

  test("of consistency lead to both roots", () => {
    for (let size = 1; size <= 40; size += 1) {
      const leaves = numbered(size);
      for (let first = 1; first <= size; first += 1) {
        const firstRoot = treeHash(leaves.slice(0, first));
        const proof = hashesOf(leaves, consistencyRanges(first, size));
        const roots = rootsOfConsistency({ first, size, firstRoot }, proof, sha256);
        expect([hex(roots?.first), hex(roots?.second)]).toEqual([hex(firstRoot), hex(treeHash(leaves))]);
      }
    }
  });

  test("of another log's beginning do not lead to ours", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(), (size, one, other) => {
        const first = 1 + (one % (size - 1));
        const changed = other % first;
        const leaves = numbered(size);
        const forked = leaves.with(changed, Buffer.from("something else"));
        const firstRoot = treeHash(forked.slice(0, first));
        const proof = hashesOf(forked, consistencyRanges(first, size));
        const roots = rootsOfConsistency({ first, size, firstRoot }, proof, sha256);
        expect(hex(roots?.second)).toBe(hex(treeHash(forked)));
        expect(hex(roots?.first)).not.toBe(hex(treeHash(leaves.slice(0, first))));
      }),
    );
  });

  test("of the wrong length, for places outside of the log, or for no leaf at all are none", () => {
    const leaf = leafHash(Buffer.from("x"), sha256);
    expect(rootOfInclusion({ place: 3, size: 3, leaf }, [], sha256)).toBeUndefined();
    expect(rootOfInclusion({ place: 0, size: 2, leaf }, [], sha256)).toBeUndefined();
    expect(rootsOfConsistency({ first: 0, size: 3, firstRoot: leaf }, [], sha256)).toBeUndefined();
    expect(rootsOfConsistency({ first: 4, size: 3, firstRoot: leaf }, [], sha256)).toBeUndefined();
    expect(rootsOfConsistency({ first: 2, size: 3, firstRoot: leaf }, [], sha256)).toBeUndefined();
  });
});
