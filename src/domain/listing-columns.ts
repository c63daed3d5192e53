import { openWeek, type OpenWeek, type PublishedCalendar } from "./calendar.ts";
import { takenSlots } from "./capacity.ts";
import type { Listing } from "./listing.ts";
import type { TakenSlot } from "./resource.ts";
import { minuteMs } from "./slot.ts";

/** Different values, each kept once; a column holds where. */
export interface Dictionary<Value, Kept = Value> {
  readonly values: readonly Kept[];
  readonly place: (value: Value) => number;
}

function openDictionary<Value, Kept = Value>(keep: (value: Value) => Kept): Dictionary<Value, Kept> {
  const values: Kept[] = [];
  const places = new Map<string, number>();
  return {
    values,
    place: (value) => {
      const key = JSON.stringify(value);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, values.length);
      return values.push(keep(value)) - 1;
    },
  };
}

const itself = <Value>(value: Value): Value => value;

/** The bits of `flags`. */
export const flagBits = { living: 1, down: 2, isPublic: 4, energyStated: 8, placed: 16, own: 32, gift: 64 } as const;
export const energies = ["renewable", "mixed", "unknown"] as const;

/** Stands in `roomSeats` for: as many as there are. */
const unlimited = 0x7fffffff;

/**
 * Listings by column: row `n` of each array is one listing. Seats and prices are whole numbers that fit 32 bits, times are minutes since
 * 1970. The taken steps of all rows stand in three flat arrays; `stepsFrom` and `stepsCount` say which are a row's.
 */
export interface Columns {
  /** How many rows are in use, free ones included. */
  rows: number;
  living: number;
  readonly ids: string[];
  readonly rowOf: Map<string, number>;
  readonly free: number[];
  numbers: NumberColumns;
  flags: Uint8Array;
  /** Milliseconds in the id: what a UUIDv7 is sorted by first. */
  bornAtMs: Float64Array;
  steps: Steps;
  readonly peers: Dictionary<string | null>;
  readonly languages: Dictionary<Listing["languages"]>;
  readonly features: Dictionary<Listing["features"]>;
  readonly regions: Dictionary<string>;
  readonly platforms: Dictionary<string | null>;
  readonly calendars: Dictionary<PublishedCalendar | null, KeptCalendar | null>;
  readonly units: Dictionary<string | null>;
}

/** A calendar with its week as it is read again and again. */
interface KeptCalendar {
  readonly calendar: PublishedCalendar;
  readonly week: OpenWeek;
}

const numberNames = [
  "seats",
  "roomSeats",
  "perSeatHour",
  "energy",
  "peer",
  "language",
  "feature",
  "region",
  "platform",
  "calendar",
  "unit",
  "latitudeE6",
  "longitudeE6",
  "stepsFrom",
  "stepsCount",
] as const;
type NumberColumns = Readonly<Record<(typeof numberNames)[number], Int32Array>>;

interface Steps {
  startMinutes: Int32Array;
  endMinutes: Int32Array;
  seats: Int32Array;
  /** How many are written, those of rows that changed since included. */
  used: number;
  unused: number;
}

const firstRows = 64;

export function openColumns(): Columns {
  return {
    rows: 0,
    living: 0,
    ids: [],
    rowOf: new Map(),
    free: [],
    numbers: numberColumns(() => new Int32Array(firstRows)),
    flags: new Uint8Array(firstRows),
    bornAtMs: new Float64Array(firstRows),
    steps: emptySteps(firstRows),
    peers: openDictionary(itself),
    languages: openDictionary(itself),
    features: openDictionary(itself),
    regions: openDictionary(itself),
    platforms: openDictionary(itself),
    calendars: openDictionary((calendar) => calendar && { calendar, week: openWeek(calendar.openingHours) }),
    units: openDictionary(itself),
  };
}

/** Writes a listing, in place of what was known of it. */
export function putListing(columns: Columns, listing: Listing): void {
  const row = columns.rowOf.get(listing.id) ?? newRow(columns, listing.id);
  const { numbers } = columns;
  for (const [name, value] of Object.entries(numbersOf(columns, listing))) {
    numbers[name as keyof typeof numbers][row] = value;
  }
  columns.flags[row] = flagsOf(listing);
  putSteps(columns, row, listing.taken);
}

/** Forgets a listing. */
export function removeListing(columns: Columns, id: string): void {
  const row = columns.rowOf.get(id);
  if (row === undefined) return;
  columns.rowOf.delete(id);
  columns.flags[row] = 0;
  columns.living -= 1;
  columns.free.push(row);
  putSteps(columns, row, []);
}

function newRow(columns: Columns, id: string): number {
  const row = columns.free.pop() ?? columns.rows;
  if (row === columns.rows) columns.rows += 1;
  if (row >= columns.flags.length) growRows(columns);
  columns.living += 1;
  columns.ids[row] = id;
  columns.rowOf.set(id, row);
  columns.bornAtMs[row] = bornAtMsOf(id);
  columns.numbers.stepsCount[row] = 0;
  return row;
}

/** The time in a UUIDv7, its first 48 bits. */
export const bornAtMsOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

function numbersOf(columns: Columns, listing: Listing) {
  const { place, calendar } = listing;
  return {
    ...priceOf(columns, listing.terms),
    seats: listing.seats,
    roomSeats: listing.roomSeats ?? unlimited,
    energy: energies.indexOf(listing.energy),
    peer: columns.peers.place(listing.peerId),
    language: columns.languages.place(listing.languages),
    feature: columns.features.place(listing.features),
    region: columns.regions.place(listing.region),
    platform: columns.platforms.place(listing.platform),
    calendar: columns.calendars.place(calendar && sharedOf(calendar)),
    latitudeE6: place?.latitudeE6 ?? 0,
    longitudeE6: place?.longitudeE6 ?? 0,
  };
}

/** What a search asks of a calendar; our own have more, which would only keep equal ones apart. */
const sharedOf = ({ timeZone, openingHours, noticeMinutes, horizonDays }: PublishedCalendar): PublishedCalendar => ({
  timeZone,
  openingHours,
  noticeMinutes,
  horizonDays,
});

const priceOf = ({ units }: Columns, terms: Listing["terms"]) =>
  terms.kind === "gift"
    ? { perSeatHour: 0, unit: units.place(null) }
    : { perSeatHour: terms.perSeatHour, unit: units.place(terms.unit) };

function flagsOf({ down, audience, energyStated, place, peerId, terms }: Listing): number {
  const { living, down: isDown, isPublic, energyStated: stated, placed, own, gift } = flagBits;
  const bits = [
    [true, living],
    [down, isDown],
    [audience === "public", isPublic],
    [energyStated, stated],
    [place !== null, placed],
    [peerId === null, own],
    [terms.kind === "gift", gift],
  ] as const;
  return bits.reduce((flags, [isSet, bit]) => flags | (isSet ? bit : 0), 0);
}

/** Steps are added at the end; those that nothing points to any more are cleared away once they are half of all. */
function putSteps(columns: Columns, row: number, taken: Listing["taken"]): void {
  const { numbers, steps } = columns;
  steps.unused += numbers.stepsCount[row] ?? 0;
  const sorted = isInOrder(taken) ? taken : takenSlots(taken);
  if (steps.used + sorted.length > steps.seats.length) makeRoom(columns, row, sorted.length);
  const to = columns.steps;
  numbers.stepsFrom[row] = to.used;
  numbers.stepsCount[row] = sorted.length;
  for (const { startsAtMs, endsAtMs, seats } of sorted) {
    to.startMinutes[to.used] = Math.floor(startsAtMs / minuteMs);
    to.endMinutes[to.used] = Math.ceil(endsAtMs / minuteMs);
    to.seats[to.used] = seats;
    to.used += 1;
  }
}

/** Whether no step begins before the one before it has ended, as other coops should publish them. */
function isInOrder(taken: readonly TakenSlot[]): boolean {
  return taken.every(({ startsAtMs, endsAtMs }, index) => {
    const before = taken[index - 1]?.endsAtMs ?? -Infinity;
    return before <= startsAtMs && startsAtMs < endsAtMs;
  });
}

function makeRoom(columns: Columns, exceptRow: number, more: number): void {
  const { steps, numbers } = columns;
  const needed = steps.used - steps.unused + more;
  const size = needed * 2 > steps.seats.length ? Math.max(steps.seats.length * 2, needed + more) : steps.seats.length;
  const fresh = emptySteps(size);
  for (let row = 0; row < columns.rows; row += 1) {
    const from = numbers.stepsFrom[row] ?? 0;
    const count = row === exceptRow ? 0 : (numbers.stepsCount[row] ?? 0);
    numbers.stepsFrom[row] = fresh.used;
    for (const name of ["startMinutes", "endMinutes", "seats"] as const)
      fresh[name].set(steps[name].subarray(from, from + count), fresh.used);
    fresh.used += count;
  }
  columns.steps = fresh;
}

const emptySteps = (size: number): Steps => ({
  startMinutes: new Int32Array(size),
  endMinutes: new Int32Array(size),
  seats: new Int32Array(size),
  used: 0,
  unused: 0,
});

function growRows(columns: Columns): void {
  const size = columns.flags.length * 2;
  const before = columns.numbers;
  columns.numbers = numberColumns((name) => grown(before[name], new Int32Array(size)));
  columns.flags = grown(columns.flags, new Uint8Array(size));
  columns.bornAtMs = grown(columns.bornAtMs, new Float64Array(size));
}

const numberColumns = (make: (name: keyof NumberColumns) => Int32Array): NumberColumns =>
  Object.fromEntries(numberNames.map((name) => [name, make(name)])) as NumberColumns;

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
