import { isOpenInWeek } from "./calendar.ts";
import { metresBetween } from "./distance.ts";
import { rankOf } from "./fit.ts";
import { hasFeatures, isRegion, speaks, type Fit, type Listing, type Wanted } from "./listing.ts";
import {
  bornAtMsOf,
  energies,
  flagBits,
  openColumns,
  putListing,
  removeListing,
  type Columns,
  type Dictionary,
} from "./listing-columns.ts";
import { minuteMs, type Slot } from "./slot.ts";
import { localPieces, offsetAt } from "./zone.ts";

/** Listings in memory, to be searched whole: some hundred bytes each, and no index to choose. */
export interface ListingIndex {
  readonly put: (listing: Listing) => void;
  readonly remove: (id: string) => void;
  readonly search: (wanted: Wanted, how: How) => Found;
  /** How many it holds. */
  readonly size: () => number;
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
  return {
    put: (listing) => putListing(columns, listing),
    remove: (id) => removeListing(columns, id),
    search: (wanted, how) => searchColumns(columns, wanted, how),
    size: () => columns.living,
  };
}

/** Whether a row may stay. */
type Test = (row: number) => boolean;

/** Looks at every row, the cheap questions first. Nothing is sorted but what is shown. */
function searchColumns(columns: Columns, wanted: Wanted, how: How): Found {
  const least = Math.max(1, wanted.seats ?? 1);
  const tests = testsOf(columns, wanted, how);
  const freeOf = freeSeatsIn(columns, wanted.slot);
  const fitOf = reachIn(columns, wanted);
  const { seats } = columns.numbers;
  const best = openBest(columns, how);
  // From the newest row on, which is about the order of age, so that most rows only meet better ones.
  for (let row = columns.rows - 1; row >= 0; row -= 1) {
    if ((seats[row] ?? 0) < least || !tests.every((test) => test(row))) continue;
    const freeSeats = freeOf(row, least);
    if (freeSeats < least) continue;
    const fit = fitOf(row, freeSeats);
    if (fit !== undefined) best.add(row, how.order === "newest" ? 0 : rankOf(rankedAt(columns, row), fit, wanted), fit);
  }
  return best.found();
}

function testsOf(columns: Columns, wanted: Wanted, how: How): readonly Test[] {
  return [
    ...flagTests(columns, wanted),
    dictionaryTest(columns.peers, columns.numbers.peer, (peerId) => peerId === null || how.isDealtWith(peerId)),
    ...saidTests(columns, wanted),
    ...termsTests(columns, wanted),
    ...(wanted.slot === undefined ? [] : [calendarTest(columns, wanted.slot, how.nowMs)]),
  ];
}

function flagTests({ flags, numbers }: Columns, wanted: Wanted): readonly Test[] {
  const { living, down, isPublic, energyStated, own, gift } = flagBits;
  const { audience, whose, terms, energy } = wanted;
  const set =
    living |
    (audience === "public" ? isPublic : 0) |
    (wanted.energyStated === true ? energyStated : 0) |
    (whose === "own" ? own : 0) |
    (terms === "gift" ? gift : 0);
  const unset =
    down |
    (audience === "partners" ? isPublic : 0) |
    (whose === "others" ? own : 0) |
    (terms === "reciprocal" ? gift : 0);
  const all = set | unset;
  const energyAt = energy === undefined ? undefined : energies.indexOf(energy);
  return [
    (row) => ((flags[row] ?? 0) & all) === set,
    ...(energyAt === undefined ? [] : [(row: number) => numbers.energy[row] === energyAt]),
  ];
}

function saidTests(columns: Columns, { language, region, features = [], platform }: Wanted): readonly Test[] {
  const { numbers } = columns;
  return [
    ...(language === undefined
      ? []
      : [dictionaryTest(columns.languages, numbers.language, (tags) => speaks(tags, language))]),
    ...(region === undefined ? [] : [dictionaryTest(columns.regions, numbers.region, (one) => isRegion(one, region))]),
    ...(features.length === 0
      ? []
      : [dictionaryTest(columns.features, numbers.feature, (all) => hasFeatures(all, features))]),
    ...(platform === undefined ? [] : [dictionaryTest(columns.platforms, numbers.platform, (one) => one === platform)]),
  ];
}

function termsTests({ numbers, units }: Columns, { price }: Wanted): readonly Test[] {
  if (price === undefined) return [];
  const { unit, atMost = Infinity } = price;
  const isUnit = dictionaryTest(units, numbers.unit, (one) => one === unit);
  return [
    (row) => {
      const perSeatHour = numbers.perSeatHour[row] ?? 0;
      return perSeatHour === 0 || (perSeatHour <= atMost && isUnit(row));
    },
  ];
}

/** Asks once for each value that occurs, and only when it does. */
function dictionaryTest<T>(
  { values }: Pick<Dictionary<never, T>, "values">,
  column: Int32Array,
  isWanted: (value: T) => boolean,
): Test {
  const unasked = 0;
  const yes = 1;
  const no = 2;
  const answers = new Uint8Array(values.length);
  return (row) => {
    const place = column[row] ?? 0;
    if (answers[place] === unasked) answers[place] = isWanted(values[place] as T) ? yes : no;
    return answers[place] === yes;
  };
}

/** What `calendarProblem` decides for one slot in one calendar, with what is the same in all calendars of a zone looked up once. */
function calendarTest({ calendars, numbers }: Columns, slot: Slot, nowMs: number): Test {
  const zones = new Map<string, ZoneSlot>();
  return dictionaryTest(calendars, numbers.calendar, (kept) => {
    if (kept === null) return true;
    const { timeZone, noticeMinutes, horizonDays } = kept.calendar;
    if (slot.startsAtMs < nowMs + noticeMinutes * minuteMs) return false;
    const zone = zones.get(timeZone) ?? zoneSlot(timeZone, slot, nowMs);
    zones.set(timeZone, zone);
    return zone.daysAhead <= (horizonDays ?? Infinity) && isOpenInWeek(kept.week, zone.pieces);
  });
}

interface ZoneSlot {
  readonly pieces: ReturnType<typeof localPieces>;
  readonly daysAhead: number;
}

function zoneSlot(timeZone: string, slot: Slot, nowMs: number): ZoneSlot {
  const dayMs = 24 * 60 * minuteMs;
  const dayOf = (atMs: number): number => Math.floor((atMs + offsetAt(timeZone, atMs).offsetMs) / dayMs);
  return { pieces: localPieces(timeZone, slot), daysAhead: dayOf(slot.startsAtMs) - dayOf(nowMs) };
}

/** The seats of a row that one meeting may have in the slot; anything less than `least` where it is less. */
function freeSeatsIn({ numbers, steps }: Columns, slot: Slot | undefined): (row: number, least: number) => number {
  const { seats, roomSeats } = numbers;
  if (slot === undefined) return (row) => Math.min(seats[row] ?? 0, roomSeats[row] ?? 0);
  const peakOf = peakIn({ numbers, steps }, slot);
  return (row, least) => {
    const all = seats[row] ?? 0;
    return Math.min(all - peakOf(row, all - least), roomSeats[row] ?? 0);
  };
}

/** The most seats of a row that are taken in any minute of the slot, or more than `enough` when they are. */
function peakIn({ numbers, steps }: Pick<Columns, "numbers" | "steps">, slot: Slot) {
  const { stepsFrom, stepsCount } = numbers;
  const { startMinutes, endMinutes, seats } = steps;
  const from = Math.floor(slot.startsAtMs / minuteMs);
  const until = Math.ceil(slot.endsAtMs / minuteMs);
  // The first step that ends after the slot begins, by halving: steps do not overlap, so their ends are in order too.
  const firstIn = (first: number, end: number): number => {
    let [low, high] = [first, end];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((endMinutes[middle] ?? 0) > from) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return (row: number, enough: number): number => {
    const first = stepsFrom[row] ?? 0;
    const end = first + (stepsCount[row] ?? 0);
    let at = firstIn(first, end);
    let peak = 0;
    for (; at < end && (startMinutes[at] ?? 0) < until && peak <= enough; at += 1)
      peak = Math.max(peak, seats[at] ?? 0);
    return peak;
  };
}

/** The fit of a row with its distance; undefined when it is too far away. */
function reachIn({ numbers, flags }: Columns, { near }: Wanted): (row: number, freeSeats: number) => Fit | undefined {
  if (near === undefined) return (_, freeSeats) => ({ freeSeats });
  const { withinMetres } = near;
  return (row, freeSeats) => {
    if (((flags[row] ?? 0) & flagBits.placed) === 0) return withinMetres === undefined ? { freeSeats } : undefined;
    const [latitudeE6, longitudeE6] = [numbers.latitudeE6[row] ?? 0, numbers.longitudeE6[row] ?? 0];
    const distanceMetres = metresBetween(near, { latitudeE6, longitudeE6 });
    return distanceMetres > (withinMetres ?? Infinity) ? undefined : { freeSeats, distanceMetres };
  };
}

function rankedAt({ flags, numbers, peers }: Columns, row: number): Parameters<typeof rankOf>[0] {
  return {
    peerId: peers.values[numbers.peer[row] ?? 0] ?? null,
    energy: energies[numbers.energy[row] ?? 0] ?? "unknown",
    isGift: ((flags[row] ?? 0) & flagBits.gift) !== 0,
  };
}

interface Best {
  readonly add: (row: number, rank: number, fit: Fit) => void;
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
    add(row, rank, fit) {
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
