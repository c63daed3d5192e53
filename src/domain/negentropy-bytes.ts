import { toHex } from "./digest.ts";
import { varint } from "./fingerprint.ts";
import { placeOfText, placeText } from "./stretch.ts";

/** The byte that a message of Negentropy version 1 begins with. */
export const protocolVersion = 0x61;
export const skip = 0;
export const fingerprint = 1;
export const idList = 2;

/** What the other side says about one range. A place as text (`placeText`); undefined is the end of all. */
export interface Said {
  readonly until: string | undefined;
  readonly what:
    | { readonly mode: typeof skip }
    | { readonly mode: typeof fingerprint; readonly fingerprint: string }
    | { readonly mode: typeof idList; readonly ids: readonly string[] };
}

/** A message that is none. */
export class MalformedFrame extends Error {}

const maxPrefix = 32;

/** Reads a message range by range. @throws {MalformedFrame} */
export function* readRanges(bytes: Uint8Array): Generator<Said> {
  let at = 1;
  let lastTime = 0;
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new MalformedFrame("It ends early.");
    at += length;
    return bytes.subarray(at - length, at);
  };
  const takeVarint = (): number => {
    for (let value = 0; ;) {
      const [byte = 0] = take(1);
      value = value * 128 + (byte & 0x7f);
      if (value > Number.MAX_SAFE_INTEGER) throw new MalformedFrame("A number is too large.");
      if (byte < 0x80) return value;
    }
  };
  const takeBound = (): string | undefined => {
    const delta = takeVarint();
    const length = takeVarint();
    if (length > maxPrefix) throw new MalformedFrame("A prefix is too long.");
    const mark = toHex(take(length));
    if (delta === 0) lastTime = Infinity;
    else lastTime += delta - 1;
    if (Number.isFinite(lastTime) && lastTime > Number.MAX_SAFE_INTEGER)
      throw new MalformedFrame("A time is too late.");
    return lastTime === Infinity ? undefined : placeText({ madeAtMs: lastTime, mark });
  };
  let before: string | undefined = "";
  while (at < bytes.length) {
    const until = takeBound();
    if (before === undefined || (until !== undefined && until < before)) throw new MalformedFrame("It goes backwards.");
    before = until;
    yield { until, what: takeWhat(takeVarint(), { take, takeVarint }) };
  }
}

interface Reader {
  readonly take: (length: number) => Uint8Array;
  readonly takeVarint: () => number;
}

function takeWhat(mode: number, { take, takeVarint }: Reader): Said["what"] {
  switch (mode) {
    case skip:
      return { mode };
    case fingerprint:
      return { mode, fingerprint: toHex(take(16)) };
    case idList: {
      const count = takeVarint();
      return { mode, ids: Array.from(chunks(take(32 * count)), toHex) };
    }
    default:
      throw new MalformedFrame("It has a mode that there is none of.");
  }
}

function* chunks(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 32) yield bytes.subarray(at, at + 32);
}

/** Writes a message, range by range. */
export interface FrameWriter {
  /** How long it is. */
  readonly length: () => number;
  readonly write: (until: string | undefined, mode: number, payload: Iterable<number>) => void;
  readonly bytes: () => Uint8Array<ArrayBuffer>;
}

export function openFrame(): FrameWriter {
  const bytes = [protocolVersion];
  let lastTime = 0;
  const writeBound = (until: string | undefined): void => {
    if (until === undefined) {
      bytes.push(0, 0);
      return;
    }
    const { madeAtMs, mark } = placeOfText(until);
    const prefix = mark.length % 2 === 0 ? mark : `${mark}0`;
    bytes.push(...varint(madeAtMs - lastTime + 1), prefix.length / 2);
    for (let at = 0; at < prefix.length; at += 2) bytes.push(Number.parseInt(prefix.slice(at, at + 2), 16));
    lastTime = madeAtMs;
  };
  return {
    length: () => bytes.length,
    write(until, mode, payload) {
      writeBound(until);
      bytes.push(mode);
      for (const byte of payload) bytes.push(byte);
    },
    bytes: () => Uint8Array.from(bytes),
  };
}
