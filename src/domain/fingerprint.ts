import type { Sha256 } from "./digest.ts";

/** How many ids there are, and their sum as 256-bit little-endian numbers modulo 2^256: what Negentropy makes fingerprints of. */
export interface Total {
  count: number;
  /** 32 bytes. */
  readonly sum: Uint8Array;
}

export const emptyTotal = (): Total => ({ count: 0, sum: new Uint8Array(32) });

/** Adds an id, or another sum with as many ids as it is of. */
export function addTo(total: Total, id: Uint8Array, count = 1): void {
  let carry = 0;
  for (let index = 0; index < 32; index += 1) {
    const sum = (total.sum[index] ?? 0) + (id[index] ?? 0) + carry;
    total.sum[index] = sum & 0xff;
    carry = sum >> 8;
  }
  total.count += count;
}

/** Takes an id out again. */
export function takeFrom(total: Total, id: Uint8Array): void {
  let borrow = 0;
  for (let index = 0; index < 32; index += 1) {
    const difference = (total.sum[index] ?? 0) - (id[index] ?? 0) - borrow;
    total.sum[index] = difference & 0xff;
    borrow = difference < 0 ? 1 : 0;
  }
  total.count -= 1;
}

/** The first 16 bytes of SHA-256(sum ‖ varint(count)). */
export function fingerprintOf({ count, sum }: Total, sha256: Sha256): Uint8Array {
  const suffix = varint(count);
  const bytes = new Uint8Array(32 + suffix.length);
  bytes.set(sum);
  bytes.set(suffix, 32);
  return sha256(bytes).slice(0, 16);
}

/** A whole number in base 128, most significant digit first, the high bit set on all but the last byte. */
export function varint(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) + 128);
  return bytes;
}
