import { degreeMetresE6, metresBetween } from "./distance.ts";
import { emptyRank, wayRank } from "./fit.ts";
import { bornAtMsOf, flagBits, openColumns, putListing, removeListing, type Columns } from "./listing-columns.ts";
import { addPeaks } from "./listing-days.ts";
import { calendarSieves, findStanding, leastSeats, peerSieve, saidSieves } from "./listing-sieves.ts";
import type { GeoPoint } from "./resource.ts";
import { leavingKept } from "./kept-seats.ts";
import type { Fit, Listing, Near, Wanted } from "./listing.ts";

/** Listings in memory, to be searched whole: some hundred bytes each, and no index to choose. */
export interface ListingIndex {
  readonly put: (listing: Listing) => void;
  readonly remove: (id: string) => void;
  readonly search: (wanted: Wanted, how: How) => Found;
  /** How many it holds. */
  readonly size: () => number;
  /** What can be chosen between, of the listings of those we deal with. */
  readonly choices: (isDealtWith: How["isDealtWith"]) => Choices;
}

export interface How {
  readonly nowMs: number;
  readonly order: "newest" | "fit";
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: Position;
  /** Whose listings are looked at; our own always are. */
  readonly isDealtWith: (peerId: string) => boolean;
}

/** A place in a list: by rank, then the newest first. In the order `newest` all ranks are zero. */
export interface Position {
  readonly rank: number;
  readonly id: string;
}

export type Hit = Position & Fit;

export interface Found {
  readonly hits: readonly Hit[];
  /** Whether there are more after them. */
  readonly more: boolean;
}

export function openListingIndex(): ListingIndex {
  const columns = openColumns();
  const scratch = openScratch();
  return {
    put: (listing) => putListing(columns, listing),
    remove: (id) => removeListing(columns, id),
    search: (wanted, how) => searchColumns({ ...columns, scratch }, wanted, how),
    size: () => columns.rowOf.size,
    choices: (isDealtWith) => choicesIn({ ...columns, scratch }, isDealtWith),
  };
}

/** The different values of what people choose by. */
export interface Choices {
  readonly regions: readonly string[];
  readonly languages: readonly string[];
  readonly platforms: readonly string[];
  readonly units: readonly string[];
  /** One place in each region that says one. */
  readonly places: ReadonlyMap<string, GeoPoint>;
}

function choicesIn(columns: Searched, isDealtWith: How["isDealtWith"]): Choices {
  const { numbers, regions, languages, platforms, units } = columns;
  const scratch = columns.scratch("rows", columns.rows);
  const count = peerSieve(columns, isDealtWith)(scratch, findStanding(columns, {}, scratch));
  const rows = scratch.subarray(0, count);
  const valuesIn = <T>(column: Int32Array, values: readonly T[]): readonly T[] => {
    const seen = new Uint8Array(values.length);
    for (const row of rows) seen[column[row] ?? 0] = 1;
    return values.filter((value, place) => seen[place] === 1 && value !== "");
  };
  return {
    regions: valuesIn(numbers.region, regions.values),
    languages: [...new Set(valuesIn(numbers.language, languages.values).flat())],
    platforms: valuesIn(numbers.platform, platforms.values),
    units: valuesIn(numbers.unit, units.values),
    places: placesIn(columns, rows),
  };
}

function placesIn({ numbers, flags, regions }: Columns, rows: Int32Array): ReadonlyMap<string, GeoPoint> {
  const places = new Map<string, GeoPoint>();
  for (const row of rows) {
    const region = regions.values[numbers.region[row] ?? 0] ?? "";
    if (((flags[row] ?? 0) & flagBits.placed) === 0 || region === "" || places.has(region)) continue;
    places.set(region, { latitudeE6: numbers.latitudeE6[row] ?? 0, longitudeE6: numbers.longitudeE6[row] ?? 0 });
  }
  return places;
}

/** Arrays that every search writes anew: to make them each time would keep the garbage collector busy. */
type Scratch = (name: "rows" | "peaks", size: number) => Int32Array;
type Searched = Columns & { readonly scratch: Scratch };

function openScratch(): Scratch {
  const arrays = { rows: new Int32Array(0), peaks: new Int32Array(0) };
  return (name, size) => {
    if (arrays[name].length < size) arrays[name] = new Int32Array(size * 2);
    return arrays[name];
  };
}

/** One question after the other over all rows that are left, the cheap ones first. Nothing is sorted but what is shown. */
function searchColumns(columns: Searched, wanted: Wanted, how: How): Found {
  const { slot } = wanted;
  const rows = columns.scratch("rows", columns.rows);
  let count = findStanding(columns, wanted, rows);
  const sieves = [
    peerSieve(columns, how.isDealtWith),
    ...saidSieves(columns, wanted),
    ...(slot === undefined ? [] : calendarSieves(columns, slot, how.nowMs)),
  ];
  for (const sieve of sieves) count = sieve(rows, count);
  const best = openBest(columns, how);
  const take = takerOf(columns, wanted, { best, isRanked: how.order === "fit" });
  const least = leastSeats(wanted);
  const freeOf = freeSeatsIn(columns, wanted, how.nowMs);
  for (let index = 0; index < count; index += 1) {
    const row = rows[index] ?? 0;
    const freeSeats = freeOf(row);
    if (freeSeats >= least) take(row, freeSeats);
  }
  return best.found();
}

/** The seats of a row that one meeting may have in the slot, or in all. */
function freeSeatsIn(columns: Searched, { slot }: Wanted, nowMs: number): (row: number) => number {
  const { numbers, taken, rows, scratch, kept, ids } = columns;
  const { seats, roomSeats } = numbers;
  const peaks = scratch("peaks", rows).fill(0);
  if (slot !== undefined) addPeaks(taken, peaks, slot);
  const freeOf = (row: number): number => Math.min((seats[row] ?? 0) - (peaks[row] ?? 0), roomSeats[row] ?? 0);
  if (kept.size === 0 || slot === undefined) return freeOf;
  return (row) => {
    const published = kept.get(ids[row] ?? "");
    return published === undefined ? freeOf(row) : leavingKept(freeOf(row), { published, slot, nowMs });
  };
}

interface Taking {
  readonly best: Best;
  readonly isRanked: boolean;
}

/** Ranks a row that is free and near enough, and keeps it when it is among the best. */
function takerOf(
  columns: Columns,
  { seats, near }: Wanted,
  { best, isRanked }: Taking,
): (row: number, freeSeats: number) => void {
  const { standing } = columns.numbers;
  const rankOf = (row: number, freeSeats: number): number =>
    isRanked ? (standing[row] ?? 0) + (seats === undefined ? 0 : emptyRank(freeSeats, seats)) : 0;
  if (near === undefined) {
    return (row, freeSeats) => {
      const rank = rankOf(row, freeSeats);
      if (best.mayTake(rank)) best.take(row, rank, { freeSeats });
    };
  }
  const within = near.withinMetres ?? Infinity;
  const way = wayIn(columns, near);
  const wayOf = (metres: number): number => (isRanked ? wayRank(metres) : 0);
  return (row, freeSeats) => {
    const rank = rankOf(row, freeSeats);
    // How far it is at least costs little to know, and most are too far by that already.
    const least = way.leastMetres(row);
    if (least > within || !best.mayTake(rank + wayOf(least))) return;
    const metres = way.metres(row);
    if (metres > within) return;
    best.take(row, rank + wayOf(metres), { freeSeats, ...(metres < Infinity && { distanceMetres: metres }) });
  };
}

/** How far a row is, in whole metres, and at least; infinitely where nobody says. */
function wayIn({ numbers, flags }: Columns, near: Near) {
  const { latitudeE6, longitudeE6 } = numbers;
  const isPlaced = (row: number): boolean => ((flags[row] ?? 0) & flagBits.placed) !== 0;
  return {
    leastMetres: (row: number): number =>
      isPlaced(row) ? Math.floor(Math.abs((latitudeE6[row] ?? 0) - near.latitudeE6) * degreeMetresE6) : Infinity,
    metres: (row: number): number =>
      isPlaced(row)
        ? metresBetween(near, { latitudeE6: latitudeE6[row] ?? 0, longitudeE6: longitudeE6[row] ?? 0 })
        : Infinity,
  };
}

interface Best {
  /** Whether something of this rank, or of a higher one, could still be among them. */
  readonly mayTake: (rank: number) => boolean;
  readonly take: (row: number, rank: number, fit: Fit) => void;
  readonly found: () => Found;
}

interface Entry extends Position {
  readonly fit: Fit;
  readonly bornAtMs: number;
}

/** Keeps the first `limit` after a place, in order, and whether there was one more. */
function openBest({ ids, bornAtMs }: Columns, { limit, after }: How): Best {
  const kept: Entry[] = [];
  const from = after && { ...after, bornAtMs: bornAtMsOf(after.id) };
  return {
    mayTake: (rank) => rank <= (kept[limit]?.rank ?? Infinity),
    take(row, rank, fit) {
      const entry = { rank, bornAtMs: bornAtMs[row] ?? 0, id: ids[row] ?? "", fit };
      if (from !== undefined && !isBefore(from, entry)) return;
      const last = kept[limit];
      if (last !== undefined && !isBefore(entry, last)) return;
      kept.splice(placeIn(kept, entry), 0, entry);
      if (kept.length > limit + 1) kept.pop();
    },
    found: () => ({
      hits: kept.slice(0, limit).map(({ rank, id, fit }) => ({ rank, id, ...fit })),
      more: kept.length > limit,
    }),
  };
}

function placeIn(kept: readonly Entry[], entry: Entry): number {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(entry, kept[middle] ?? entry)) high = middle;
    else low = middle + 1;
  }
  return low;
}

type Placed = Pick<Entry, "rank" | "bornAtMs" | "id">;

function isBefore(one: Placed, other: Placed): boolean {
  if (one.rank !== other.rank) return one.rank < other.rank;
  return one.bornAtMs === other.bornAtMs ? one.id > other.id : one.bornAtMs > other.bornAtMs;
}
