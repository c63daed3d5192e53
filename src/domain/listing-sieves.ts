import { isOpenInWeek } from "./calendar.ts";
import { clamp, energies, flagBits, type Columns } from "./listing-columns.ts";
import { hasFeatures, isRegion, speaks, type Price, type Wanted } from "./listing.ts";
import { maxPerSeatHour } from "./policy.ts";
import { minuteMs, type Slot } from "./slot.ts";
import { localPieces, offsetAt } from "./zone.ts";

/** Goes through rows and keeps those that may stay, in their order, at the front. Answers how many. */
export type Sieve = (rows: Int32Array, count: number) => number;

/** Those with enough seats and the right flags; the newest row first, so that most rows that follow only meet better ones. */
export function findStanding({ rows, flags, numbers }: Columns, wanted: Wanted, into: Int32Array): number {
  const { seats, roomSeats } = numbers;
  const { set, unset } = flagsFor(wanted);
  const all = set | unset;
  const least = leastSeats(wanted);
  let count = 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    into[count] = row;
    const isFlagged = isZero(((flags[row] ?? 0) & all) ^ set);
    count += isFlagged & isAtLeast(seats[row] ?? 0, least) & isAtLeast(roomSeats[row] ?? 0, least);
  }
  return count;
}

// One or zero by arithmetic: the answers of rows follow no pattern, and a processor that guesses a branch wrong each second time is five
// times slower than one that has none. So every row is written, and the next one over it when it may not stay.
/** Of a number that is not negative. */
const isZero = (bits: number): number => (bits - 1) >>> 31;
const isAtLeast = (value: number, least: number): number => ~(value - least) >>> 31;

export const leastSeats = ({ seats = 1 }: Wanted): number => Math.max(1, seats);

function flagsFor({ audience, whose, terms, energyStated }: Wanted): { readonly set: number; readonly unset: number } {
  const bits = flagBits;
  const when = (isSo: boolean, bit: number): number => (isSo ? bit : 0);
  return {
    set:
      bits.living |
      when(audience === "public", bits.isPublic) |
      when(energyStated === true, bits.energyStated) |
      when(whose === "own", bits.own) |
      when(terms === "gift", bits.gift),
    unset:
      bits.down |
      when(audience === "partners", bits.isPublic) |
      when(whose === "others", bits.own) |
      when(terms === "reciprocal", bits.gift),
  };
}

/** What its coop says of the room, and what it asks. */
export function saidSieves(columns: Columns, wanted: Wanted): readonly Sieve[] {
  const { numbers } = columns;
  const { language, region, features = [], platform, energy, price } = wanted;
  const sieves: Sieve[] = [];
  const add = <T>(values: readonly T[], column: Int32Array, isWanted: (value: T) => boolean): void => {
    sieves.push(dictionarySieve(values, column, isWanted));
  };
  if (energy !== undefined) add(energies, numbers.energy, (one) => one === energy);
  if (language !== undefined) add(columns.languages.values, numbers.language, (tags) => speaks(tags, language));
  if (region !== undefined) add(columns.regions.values, numbers.region, (one) => isRegion(one, region));
  if (features.length > 0) add(columns.features.values, numbers.feature, (all) => hasFeatures(all, features));
  if (platform !== undefined) add(columns.platforms.values, numbers.platform, (one) => one === platform);
  if (price !== undefined) sieves.push(priceSieve(columns, price));
  return sieves;
}

/** Our own, and those of peers we deal with. */
export const peerSieve = ({ peers, numbers }: Columns, isDealtWith: (peerId: string) => boolean): Sieve =>
  dictionarySieve(peers.values, numbers.peer, (peerId) => peerId === "" || isDealtWith(peerId));

/** Asks once for each value that occurs; for each there is when they are few. */
function dictionarySieve<T>(values: readonly T[], column: Int32Array, isWanted: (value: T) => boolean): Sieve {
  const ask = (value: T): number => (isWanted(value) ? 1 : 0);
  return (rows, count) => {
    if (values.length > count) return keep((row) => ask(values[column[row] ?? 0] as T))(rows, count);
    const answers = Uint8Array.from(values, ask);
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      rows[kept] = row;
      kept += answers[column[row] ?? 0] ?? 0;
    }
    return kept;
  };
}

function priceSieve({ numbers, units }: Columns, price: Price): Sieve {
  const { perSeatHour, unit } = numbers;
  // A unit that nobody asks for has no place, and none of the places is as large as this one.
  const unitPlace = units.values.includes(price.unit) ? units.place(price.unit) : units.values.length;
  const most = price.atMost ?? maxPerSeatHour;
  return keep((row) => {
    const asked = perSeatHour[row] ?? 0;
    return isZero(asked) | (isAtLeast(most, asked) & isZero((unit[row] ?? 0) ^ unitPlace));
  });
}

/** Of these rows those for which `isWanted` is one. */
function keep(isWanted: (row: number) => number): Sieve {
  return (rows, count) => {
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      rows[kept] = row;
      kept += isWanted(row);
    }
    return kept;
  };
}

/** What `calendarProblem` decides, with what is the same in all calendars of a zone looked up once. */
export function calendarSieves({ hours, zones, numbers }: Columns, slot: Slot, nowMs: number): readonly Sieve[] {
  const { noticeMinutes, horizonDays, zone } = numbers;
  const ahead = clamp((slot.startsAtMs - nowMs) / minuteMs);
  const days = zones.values.map((timeZone) => daysAhead(timeZone, slot, nowMs));
  const pieces = new Map<string, ReturnType<typeof localPieces>>();
  const piecesIn = (timeZone: string): ReturnType<typeof localPieces> => {
    const found = pieces.get(timeZone) ?? localPieces(timeZone, slot);
    pieces.set(timeZone, found);
    return found;
  };
  return [
    keep((row) => {
      const isInTime = isAtLeast(ahead, noticeMinutes[row] ?? 0);
      return isInTime & isAtLeast(horizonDays[row] ?? 0, days[zone[row] ?? 0] ?? 0);
    }),
    dictionarySieve(
      hours.values,
      numbers.hours,
      ({ week, timeZone }) => week === "always" || isOpenInWeek(week, piecesIn(timeZone)),
    ),
  ];
}

/** How many days of the zone's calendar the slot begins after now. */
function daysAhead(timeZone: string, slot: Slot, nowMs: number): number {
  const dayMs = 24 * 60 * minuteMs;
  const dayOf = (atMs: number): number => Math.floor((atMs + offsetAt(timeZone, atMs).offsetMs) / dayMs);
  return dayOf(slot.startsAtMs) - dayOf(nowMs);
}
