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

/** What stands for one entry: IRI ‖ 00 ‖ hash ‖ state, as above. A day's bytes are those of its entries in order. */
export function markBytes({ entry, hash, state }: EntryMark): Uint8Array<ArrayBuffer> {
  return joined([text.encode(entry), Uint8Array.of(0), fromHex(hash), Uint8Array.of(stateBytes[state])]);
}

/** SHA-256({@link markBytes}): stands for the entry in a reconciliation, where it is the id of Negentropy. */
export function markHash(mark: EntryMark, sha256: Sha256): string {
  return toHex(sha256(markBytes(mark)));
}

/** The bytes under a day's digest, in whatever order the entries come. */
export function dayBytes(entries: readonly EntryMark[]): Uint8Array<ArrayBuffer> {
  return joined(entries.toSorted((one, other) => compareIris(one.entry, other.entry)).map(markBytes));
}

/** The order of IRIs by their UTF-8 bytes. */
function compareIris(one: string, other: string): number {
  if (isAscii(one) && isAscii(other)) return one < other ? -1 : Number(one > other);
  return compareBytes(text.encode(one), text.encode(other));
}

const isAscii = (iri: string): boolean => /^[\x20-\x7e]*$/.test(iri);

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
export function fromHex(hash: string): Uint8Array<ArrayBuffer> {
  if (!isHash(hash)) throw new RangeError("A hash is 64 lower-case hexadecimal digits.");
  const bytes = new Uint8Array(32);
  for (let index = 0; index < 32; index += 1) {
    bytes[index] = 16 * digit(hash.charCodeAt(2 * index)) + digit(hash.charCodeAt(2 * index + 1));
  }
  return bytes;
}

const digit = (code: number): number => (code < 0x3a ? code - 0x30 : code - 0x57);

const octets = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function toHex(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += octets[byte] ?? "";
  return hex;
}

/** Whether a text is a SHA-256 as we write it: 64 lower-case hexadecimal digits. */
function isHash(value: string): boolean {
  return /^[0-9a-f]{64}$/.test(value);
}
