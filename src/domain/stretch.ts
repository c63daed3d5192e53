import { fromHex, toHex } from "./digest.ts";
import { addTo, emptyTotal, type Total } from "./fingerprint.ts";

/** Where an entry stands in the order of a reconciliation: by the time in its id, then by its mark. */
export interface Place {
  /** Epoch milliseconds, below 2^48. */
  readonly madeAtMs: number;
  /** 64 lower-case hexadecimal digits (`markHash`). */
  readonly mark: string;
}

/**
 * Some entries that follow each other. All places are a line of 2^304 (48 bits of time, 256 of the mark), which is halved wherever more than
 * `maxStretch` entries stand in one part. So where stretches begin depends on the entries and not on the order in which they came, and two
 * nodes with nearly the same entries keep nearly the same stretches.
 */
export interface Stretch {
  /** {@link placeText} of where it begins; it ends where the next one begins. */
  readonly start: string;
  readonly total: Total;
}

/** More entries than this in one stretch are kept as two. */
export const maxStretch = 4_000;

/** The first place of all. */
export const firstPlace = placeText({ madeAtMs: 0, mark: "" });

/** A place as text that sorts as places do; a mark may be cut off where only zeros follow. */
export function placeText({ madeAtMs, mark }: Place): string {
  return `${String(madeAtMs).padStart(16, "0")}${mark}`;
}

/** @throws {RangeError} when it is not the text of a place. */
export function placeOfText(text: string): Place {
  if (!/^[0-9]{16}[0-9a-f]{0,64}$/.test(text)) throw new RangeError(`${text} is not a place.`);
  return { madeAtMs: Number(text.slice(0, 16)), mark: text.slice(16) };
}

const endOfLine = 1n << 304n;

function positionOf(text: string): bigint {
  const { madeAtMs, mark } = placeOfText(text);
  return (BigInt(madeAtMs) << 256n) + BigInt(`0x${mark.padEnd(64, "0")}`);
}

function textAt(position: bigint): string {
  const mark = (position & ((1n << 256n) - 1n)).toString(16).padStart(64, "0");
  return placeText({ madeAtMs: Number(position >> 256n), mark: mark.replace(/0+$/, "") });
}

interface Part {
  readonly places: readonly Place[];
  readonly from: bigint;
  readonly until: bigint;
}

/** Cuts a stretch that has grown too long: `places` are all that stand in it, in order; `end` is where the next one starts, if any does. */
export function splitStretch(places: readonly Place[], start: string, end: string | undefined): Stretch[] {
  const parts: Part[] = [{ places, from: positionOf(start), until: end === undefined ? endOfLine : positionOf(end) }];
  const stretches: Stretch[] = [];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const middle = (part.from + part.until) >> 1n;
    if (part.places.length <= maxStretch || middle === part.from) {
      stretches.push({ start: textAt(part.from), total: totalOf(part.places) });
      continue;
    }
    const at = firstFrom(part.places, textAt(middle));
    parts.push({ places: part.places.slice(at), from: middle, until: part.until });
    parts.push({ places: part.places.slice(0, at), from: part.from, until: middle });
  }
  return stretches;
}

/** The index of the first place that is not before `text`. */
export function firstFrom(places: readonly Place[], text: string): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = places[middle];
    if (place !== undefined && placeText(place) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function totalOf(places: readonly Place[]): Total {
  const total = emptyTotal();
  for (const { mark } of places) addTo(total, fromHex(mark));
  return total;
}

/** As it is kept in the store. */
export const sumText = ({ sum }: Total): string => toHex(sum);

/** Cuts places in order into at most `parts` parts of about the same count; answers where all but the first begin, as short as can be. */
export function cutsBetween(places: readonly Place[], parts: number): string[] {
  const number = Math.min(parts, places.length);
  return Array.from({ length: Math.max(0, number - 1) }, (_, index) => {
    const at = Math.floor(((index + 1) * places.length) / number);
    const [before, first] = [places[at - 1], places[at]];
    if (before === undefined || first === undefined) throw new RangeError("There is nothing to cut.");
    return shortestBetween(before, first);
  });
}

/** The shortest place that is after one and not after the other. */
function shortestBetween(before: Place, first: Place): string {
  if (before.madeAtMs !== first.madeAtMs) return placeText({ madeAtMs: first.madeAtMs, mark: "" });
  let shared = 0;
  while (before.mark.startsWith(first.mark.slice(0, 2 * (shared + 1)))) shared += 1;
  return placeText({ madeAtMs: first.madeAtMs, mark: first.mark.slice(0, 2 * (shared + 1)) });
}
