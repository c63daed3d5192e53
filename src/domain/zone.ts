import { Temporal } from "temporal-polyfill";
import type { Slot } from "./slot.ts";

/** A stretch of time in which a zone's clock runs `offsetMs` ahead of UTC, without a change. */
export interface LocalPiece extends Slot {
  readonly offsetMs: number;
}

interface Offset {
  readonly fromMs: number;
  readonly offsetMs: number;
}

/** What was looked up: a zone's changes are the same each time, and to find them costs a thousand times more than to read them. */
const known = new Map<string, readonly Offset[]>();
const maxKnown = 4_000;

/** The slot cut where the zone's clock changes, in order of time. `timeZone` is an IANA name; an unknown one throws. */
export function localPieces(timeZone: string, { startsAtMs, endsAtMs }: Slot): readonly LocalPiece[] {
  const pieces: LocalPiece[] = [];
  let fromMs = startsAtMs;
  while (fromMs < endsAtMs) {
    const { offsetMs, untilMs } = offsetAt(timeZone, fromMs);
    const pieceEndsAtMs = Math.min(untilMs, endsAtMs);
    const last = pieces.at(-1);
    // The turn of a year is no change.
    if (last?.offsetMs === offsetMs) pieces[pieces.length - 1] = { ...last, endsAtMs: pieceEndsAtMs };
    else pieces.push({ startsAtMs: fromMs, endsAtMs: pieceEndsAtMs, offsetMs });
    fromMs = pieceEndsAtMs;
  }
  return pieces;
}

/** How far the zone's clock is ahead of UTC at a moment, and until when at least. */
export function offsetAt(timeZone: string, atMs: number): { readonly offsetMs: number; readonly untilMs: number } {
  const year = new Date(atMs).getUTCFullYear();
  const offsets = offsetsIn(timeZone, year);
  const index = offsets.findLastIndex(({ fromMs }) => fromMs <= atMs);
  return { offsetMs: offsets[index]?.offsetMs ?? 0, untilMs: offsets[index + 1]?.fromMs ?? startOf(year + 1) };
}

/** The offset with which a year (in UTC) begins, and every change in it. */
function offsetsIn(timeZone: string, year: number): readonly Offset[] {
  const key = `${timeZone} ${year}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const offsets: Offset[] = [];
  const endsAtMs = startOf(year + 1);
  let moment: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(startOf(year)).toZonedDateTimeISO(
    timeZone,
  );
  while (moment && moment.epochMilliseconds < endsAtMs) {
    offsets.push({ fromMs: moment.epochMilliseconds, offsetMs: Math.round(moment.offsetNanoseconds / 1e6) });
    moment = moment.getTimeZoneTransition("next");
  }
  if (known.size >= maxKnown) known.clear();
  known.set(key, offsets);
  return offsets;
}

const startOf = (year: number): number => Date.UTC(year, 0);
