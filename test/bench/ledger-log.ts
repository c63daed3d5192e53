import { sha256 } from "#src/app/marks.ts";
import { append, emptyTree, leafHash, rootOf } from "#src/domain/merkle.ts";

/** Seconds to compute the root of a log of so many leaves from the leaves, and beside it to hash each of them once. */
export function measureLog(leaves: number): { readonly rootSeconds: number; readonly hashSeconds: number } {
  const leaf = new Uint8Array(350);
  const view = new DataView(leaf.buffer);
  const hashStartedAtMs = performance.now();
  for (let index = 0; index < leaves; index += 1) {
    view.setUint32(0, index);
    sha256(leaf);
  }
  const startedAtMs = performance.now();
  let tree = emptyTree;
  for (let index = 0; index < leaves; index += 1) {
    view.setUint32(0, index);
    tree = append(tree, leafHash(leaf, sha256), sha256).tree;
  }
  rootOf(tree, sha256);
  const hashSeconds = (startedAtMs - hashStartedAtMs) / 1000;
  return { rootSeconds: (performance.now() - startedAtMs) / 1000, hashSeconds };
}
