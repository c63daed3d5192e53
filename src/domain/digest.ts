import { dayOfEntry, type EntryState } from "./entry.ts";

/**
 * The two-level digest by which two nodes see whether their books of a pair are the same (design: Reconciliation, 1). Bytes:
 *
 *     day  = for each entry of the UTC day of the time in its UUIDv7, sorted by the UTF-8 bytes of its whole IRI:
 *              IRI (UTF-8) ‖ 00 ‖ hash (32 bytes) ‖ state (01 in transit, 02 agreed, 03 disputed)
 *     pair = for each day that has entries, in order of time:
 *              date (`YYYY-MM-DD`, 10 bytes of ASCII) ‖ 00 ‖ SHA-256(day) (32 bytes)
 *     digest = SHA-256(pair)
 *
 * Digests and hashes are written as 64 lower-case hexadecimal digits. A pair without entries has the digest of no bytes.
 */
export interface EntryMark {
  /** The entry's IRI. */
  readonly entry: string;
  /** SHA-256(JCS(entry without `proof`)), 64 lower-case hexadecimal digits. */
  readonly hash: string;
  readonly state: EntryState;
}

export interface DayMark {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** 64 lower-case hexadecimal digits. */
  readonly digest: string;
}

/** SHA-256 from outside, so that this file stays without imports: 32 bytes of any bytes. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

const stateBytes: Readonly<Record<EntryState, number>> = { "in-transit": 1, agreed: 2, disputed: 3 };

const text = new TextEncoder();

/** The bytes under a day's digest, in whatever order the entries come. */
export function dayBytes(entries: readonly EntryMark[]): Uint8Array<ArrayBuffer> {
  const sorted = entries
    .map((mark) => ({ mark, id: text.encode(mark.entry) }))
    .toSorted((one, other) => compareBytes(one.id, other.id));
  return joined(
    sorted.flatMap(({ mark, id }) => [id, Uint8Array.of(0), fromHex(mark.hash), Uint8Array.of(stateBytes[mark.state])]),
  );
}

/** The digest of one UTC day: the caller passes all entries of the pair on that day, in any order. */
export function dayDigest(entries: readonly EntryMark[], sha256: Sha256): string {
  return toHex(sha256(dayBytes(entries)));
}

/** The bytes under a pair's digest. Every day is one that has entries, and comes once. */
export function pairBytes(days: readonly DayMark[]): Uint8Array<ArrayBuffer> {
  const sorted = days.toSorted((one, other) => (one.day < other.day ? -1 : 1));
  return joined(sorted.flatMap(({ day, digest }) => [text.encode(day), Uint8Array.of(0), fromHex(digest)]));
}

/** The digest of a pair from the kept digests of its days. */
export function pairDigest(days: readonly DayMark[], sha256: Sha256): string {
  return toHex(sha256(pairBytes(days)));
}

/**
 * The digest of a pair from all of its entries: what `pairDigest` over kept days must always equal.
 * @throws {RangeError} for an entry whose IRI has no UUIDv7, which `decideEntry` never lets in.
 */
export function digestOf(entries: readonly EntryMark[], sha256: Sha256): string {
  const days = Map.groupBy(entries, ({ entry }) => dayOrThrow(entry));
  return pairDigest(
    [...days].map(([day, marks]) => ({ day, digest: dayDigest(marks, sha256) })),
    sha256,
  );
}

function dayOrThrow(entry: string): string {
  const day = dayOfEntry(entry);
  if (day === undefined) throw new RangeError(`${entry} is not the IRI of an entry.`);
  return day;
}

function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @throws {RangeError} when it is not 64 lower-case hexadecimal digits: a digest over anything else would be ambiguous. */
function fromHex(hash: string): Uint8Array {
  if (!isHash(hash)) throw new RangeError("A hash is 64 lower-case hexadecimal digits.");
  return Uint8Array.from({ length: 32 }, (_, index) => Number.parseInt(hash.slice(2 * index, 2 * index + 2), 16));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether a text is a SHA-256 as we write it: 64 lower-case hexadecimal digits. */
function isHash(value: string): boolean {
  return /^[0-9a-f]{64}$/.test(value);
}
