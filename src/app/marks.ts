import { hash as digestOf } from "node:crypto";
import { markHash, type EntryMark, type Sha256 } from "#src/domain/digest.ts";
import { madeAtOfEntry } from "#src/domain/entry.ts";
import type { Place } from "#src/domain/stretch.ts";

/** In one call, which is a quarter faster than three. */
export const sha256: Sha256 = (bytes) => digestOf("sha256", bytes, "buffer");

/**
 * Where an entry stands in the order of a reconciliation, and what stands for it there.
 * @throws {RangeError} for an IRI without a UUIDv7, which `decideEntry` never lets in.
 */
export function placeOf({ entry, hash, state }: EntryMark): Place {
  const madeAtMs = madeAtOfEntry(entry);
  if (madeAtMs === undefined) throw new RangeError(`${entry} is not the IRI of an entry.`);
  return { madeAtMs, mark: markHash({ entry, hash, state }, sha256) };
}
