import { fromHex, toHex, type Sha256 } from "./digest.ts";
import { fingerprintOf, varint, type Total } from "./fingerprint.ts";
import {
  fingerprint,
  idList,
  openFrame,
  protocolVersion,
  readRanges,
  skip,
  type FrameWriter,
  type Said,
} from "./negentropy-bytes.ts";
import { placeText, type Place } from "./stretch.ts";

/**
 * Negentropy, version 1 (https://github.com/hoytech/negentropy): two sides find out in which ids their sets differ, at a cost that grows
 * with the difference. The ids are marks (`markHash`), their times those in entries' ids, in milliseconds. One message is a list of ranges
 * that follow each other, each with a fingerprint or its ids. The side that answers keeps nothing between two messages.
 */
export interface RangeStore {
  /** Count and sum of a range. */
  totalOf(range: Range): Promise<Total>;
  /** Its places in order, at most `limit`. */
  list(range: Range, limit: number): Promise<readonly Place[]>;
  /** Where to cut it into at most `parts` parts with about as much in each: places (`placeText`) in order, strictly inside of it. */
  cuts(range: Range, parts: number): Promise<readonly string[]>;
}

/** `until` is not included; undefined: to the end. */
export interface Range {
  readonly from: string;
  readonly until: string | undefined;
}

export interface NegentropyOptions {
  readonly store: RangeStore;
  readonly sha256: Sha256;
  /** The longest message to write, in bytes. */
  readonly frameLimit: number;
  /** Whether it took so much time that what is left should be left to the next message. */
  readonly isSpent?: () => boolean;
}

/** Into how many ranges the first message divides everything, and later ones each range that differs. Few round trips, small messages. */
const firstParts = 200;
const nextParts = 18;
/** A range with fewer ids is listed. */
const listBelow = 2 * nextParts;
/** What the end of a message may need beside its ranges. */
const reserve = 100;

/** The message that begins. */
export async function beginNegentropy(options: NegentropyOptions): Promise<Uint8Array<ArrayBuffer>> {
  const frame = openFrame();
  await divide(options, { from: "", until: undefined, parts: firstParts }, (until, mode, payload) =>
    frame.write(until, mode, payload),
  );
  return frame.bytes();
}

/** What the beginning side learns from an answer. Marks, 64 hexadecimal digits. */
export interface Found {
  /** What only we have. */
  readonly have: readonly string[];
  /** What only they have. */
  readonly need: readonly string[];
  /** What to say next; undefined: nothing is left to be found out, or `limit` was reached and the rest waits for another time. */
  readonly next: Uint8Array<ArrayBuffer> | undefined;
}

/** Takes an answer. At most about `limit` marks are found at once. @throws {MalformedFrame} */
export async function continueNegentropy(
  options: NegentropyOptions,
  answer: Uint8Array,
  limit: number,
): Promise<Found> {
  const have: string[] = [];
  const need: string[] = [];
  if (answer[0] !== protocolVersion) return { have, need, next: undefined };
  const output = openOutput(options);
  for (const { until, what } of readRanges(answer)) {
    if (await output.endedBySpending()) break;
    const range = { from: output.at(), until };
    if (what.mode === idList) {
      const ours = (await options.store.list(range, limit)).map(({ mark }) => mark);
      const [oursSet, theirsSet] = [new Set(ours), new Set(what.ids)];
      have.push(...ours.filter((mark) => !theirsSet.has(mark)));
      // When there are more of ours than that, theirs may be among the rest.
      if (ours.length < limit) need.push(...[...theirsSet].filter((mark) => !oursSet.has(mark)));
      output.skipTo(until);
      if (have.length + need.length >= limit) return { have, need, next: undefined };
    } else if (await isSame(options, range, what)) {
      output.skipTo(until);
    } else if (!(await output.divide(range))) {
      break;
    }
  }
  return { have, need, next: output.isEmpty() ? undefined : output.bytes() };
}

/** The answer of the side that did not begin. @throws {MalformedFrame} */
export async function answerNegentropy(
  options: NegentropyOptions,
  message: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  // Of another version we say which one we speak.
  if (message[0] !== protocolVersion) return Uint8Array.of(protocolVersion);
  const output = openOutput(options);
  for (const { until, what } of readRanges(message)) {
    if (await output.endedBySpending()) break;
    const range = { from: output.at(), until };
    if (what.mode === idList) {
      if (!(await output.list(range))) break;
    } else if (await isSame(options, range, what)) {
      output.skipTo(until);
    } else if (!(await output.divide(range))) {
      break;
    }
  }
  return output.bytes();
}

async function isSame({ store, sha256 }: NegentropyOptions, range: Range, what: Said["what"]): Promise<boolean> {
  if (what.mode === skip) return true;
  if (what.mode !== fingerprint) return false;
  return toHex(fingerprintOf(await store.totalOf(range), sha256)) === what.fingerprint;
}

type Write = FrameWriter["write"];

/** Writes a range as its ids, when they are few, or as fingerprints of its parts. */
async function divide(
  { store, sha256 }: NegentropyOptions,
  { parts, ...range }: Range & { readonly parts: number },
  write: Write,
): Promise<void> {
  const { count } = await store.totalOf(range);
  if (count < listBelow) {
    const places = await store.list(range, listBelow);
    write(range.until, idList, idBytes(places));
    return;
  }
  let from = range.from;
  for (const until of [...(await store.cuts(range, parts)), range.until]) {
    write(until, fingerprint, fingerprintOf(await store.totalOf({ from, until }), sha256));
    from = until ?? from;
  }
}

type Written = readonly [until: string | undefined, mode: number, payload: readonly number[]];

/** A range that differs, in parts, with how long they may be in a message. */
async function divided(
  options: NegentropyOptions,
  range: Range,
): Promise<{ readonly ranges: readonly Written[]; readonly length: number }> {
  const ranges: Written[] = [];
  await divide(options, { ...range, parts: nextParts }, (until, mode, payload) => {
    ranges.push([until, mode, [...payload]]);
  });
  return { ranges, length: ranges.reduce((sum, [, , payload]) => sum + payload.length + maxBoundBytes, 0) };
}

function* idBytes(places: readonly Place[]): Generator<number> {
  yield* varint(places.length);
  for (const { mark } of places) yield* fromHex(mark);
}

interface Output {
  /** Up to where everything was dealt with. */
  readonly at: () => string;
  /** Nothing is to be said about what lies before. */
  readonly skipTo: (until: string | undefined) => void;
  /** Answers false when the message is full: then it is complete. */
  readonly divide: (range: Range) => Promise<boolean>;
  readonly list: (range: Range) => Promise<boolean>;
  /** Whether it had to end here, because it took too long. */
  readonly endedBySpending: () => Promise<boolean>;
  /** Whether it says nothing. */
  readonly isEmpty: () => boolean;
  readonly bytes: () => Uint8Array<ArrayBuffer>;
}

function openOutput(options: NegentropyOptions): Output {
  const frame = openFrame();
  const { store, sha256, frameLimit, isSpent } = options;
  let at = "";
  let skipped = false;
  const writeSkip = (): void => {
    if (skipped) frame.write(at, skip, []);
    skipped = false;
  };
  /** What is left is one range: the other side looks at it again. */
  const finish = async (): Promise<false> => {
    frame.write(undefined, fingerprint, fingerprintOf(await store.totalOf({ from: at, until: undefined }), sha256));
    return false;
  };
  const room = (): number => frameLimit - reserve - frame.length();
  return {
    at: () => at,
    skipTo(until) {
      skipped = true;
      at = until ?? at;
    },
    async divide(range) {
      writeSkip();
      const { ranges, length } = await divided(options, range);
      if (length > room()) return finish();
      for (const said of ranges) frame.write(...said);
      at = range.until ?? at;
      return true;
    },
    async list(range) {
      writeSkip();
      const most = Math.max(1, Math.floor((room() - maxBoundBytes) / 32));
      const places = await store.list(range, most + 1);
      const rest = places[most];
      const until = rest === undefined ? range.until : placeText(rest);
      frame.write(until, idList, idBytes(places.slice(0, most)));
      at = until ?? at;
      return rest === undefined ? true : finish();
    },
    async endedBySpending() {
      if (isSpent?.() !== true) return false;
      writeSkip();
      await finish();
      return true;
    },
    isEmpty: () => frame.length() === 1,
    bytes: () => frame.bytes(),
  };
}

/** A time, a prefix and a mode. */
const maxBoundBytes = 44;
