import { openWeek, type OpenWeek, type PublishedCalendar } from "./calendar.ts";
import { takenSlots } from "./capacity.ts";
import { standingRank } from "./fit.ts";
import { addTaken, moveTaken, openTakenDays, type TakenDays } from "./listing-days.ts";
import type { Listing } from "./listing.ts";
import type { TakenSlot } from "./resource.ts";

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
      const key = typeof value === "string" ? value : JSON.stringify(value);
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

/** Stands for: as many as there are, as far ahead as anyone may ask. The difference of two numbers in the columns fits 32 bits too. */
const unlimited = 0x3fffffff;
/** The notice of what has no calendar: the past too. */
const noNotice = -unlimited;

/** A whole number as it stands in a column. */
export const clamp = (value: number): number => Math.max(-unlimited, Math.min(unlimited, Math.floor(value)));

/**
 * Listings by column: row `n` of each array is one listing, and every number fits 32 bits. A listing that changes gets a new row, so that
 * what stands of the old one elsewhere means nothing any more; rows without a listing are cleared away once they are a third of all.
 */
export interface Columns {
  rows: number;
  ids: string[];
  readonly rowOf: Map<string, number>;
  numbers: NumberColumns;
  flags: Uint8Array;
  /** Milliseconds in the id: what a UUIDv7 is sorted by first. */
  bornAtMs: Float64Array;
  taken: TakenDays;
  readonly peers: Dictionary<string>;
  readonly languages: Dictionary<Listing["languages"]>;
  readonly features: Dictionary<Listing["features"]>;
  readonly regions: Dictionary<string>;
  /** The few that keep seats for events of the commons, by id: they are looked at whole. */
  readonly kept: Map<string, Listing>;
  readonly platforms: Dictionary<string>;
  readonly units: Dictionary<string>;
  readonly zones: Dictionary<string>;
  readonly hours: Dictionary<Hours, KeptHours>;
}

type Hours = Pick<PublishedCalendar, "timeZone" | "openingHours">;

/** Opening hours as they are read again and again. */
interface KeptHours {
  readonly timeZone: string;
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
  "unit",
  "zone",
  "hours",
  "noticeMinutes",
  "horizonDays",
  "latitudeE6",
  "longitudeE6",
  "standing",
] as const;
type NumberColumns = Readonly<Record<(typeof numberNames)[number], Int32Array>>;

const firstRows = 64;

export function openColumns(): Columns {
  return {
    rows: 0,
    ids: [],
    rowOf: new Map(),
    ...openArrays(firstRows),
    taken: openTakenDays(),
    kept: new Map(),
    peers: openDictionary(itself),
    languages: openDictionary(itself),
    features: openDictionary(itself),
    regions: openDictionary(itself),
    platforms: openDictionary(itself),
    units: openDictionary(itself),
    zones: openDictionary(itself),
    hours: openDictionary(({ timeZone, openingHours }) => ({ timeZone, week: openWeek(openingHours) })),
  };
}

const openArrays = (size: number) => ({
  numbers: Object.fromEntries(numberNames.map((name) => [name, new Int32Array(size)])) as NumberColumns,
  flags: new Uint8Array(size),
  bornAtMs: new Float64Array(size),
});

/** Writes a listing, in place of what was known of it. */
export function putListing(columns: Columns, listing: Listing): void {
  removeListing(columns, listing.id);
  const row = columns.rows;
  if (row >= columns.flags.length) moveRows(columns, itself, columns.flags.length * 2);
  columns.rows += 1;
  columns.ids[row] = listing.id;
  columns.rowOf.set(listing.id, row);
  columns.bornAtMs[row] = bornAtMsOf(listing.id);
  columns.flags[row] = flagsOf(listing);
  const numbers = { ...numbersOf(columns, listing), ...calendarOf(columns, listing.calendar) };
  for (const name of numberNames) columns.numbers[name][row] = clamp(numbers[name]);
  if ((listing.commonsSeats ?? 0) > 0) columns.kept.set(listing.id, listing);
  addTaken(columns.taken, row, isInOrder(listing.taken) ? listing.taken : takenSlots(listing.taken));
}

/** Forgets a listing. */
export function removeListing(columns: Columns, id: string): void {
  const row = columns.rowOf.get(id);
  if (row === undefined) return;
  columns.rowOf.delete(id);
  columns.kept.delete(id);
  columns.flags[row] = 0;
  if ((columns.rows - columns.rowOf.size) * 3 > columns.rows + firstRows) clearRows(columns);
}

/** The time in a UUIDv7, its first 48 bits. */
export const bornAtMsOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

function numbersOf(columns: Columns, listing: Listing) {
  const { place, terms, peerId, platform } = listing;
  const price = terms.kind === "gift" ? { perSeatHour: 0, unit: "" } : terms;
  return {
    seats: listing.seats,
    roomSeats: listing.roomSeats ?? unlimited,
    perSeatHour: price.perSeatHour,
    unit: columns.units.place(price.unit),
    energy: energies.indexOf(listing.energy),
    peer: columns.peers.place(peerId ?? ""),
    language: columns.languages.place(listing.languages),
    feature: columns.features.place(listing.features),
    region: columns.regions.place(listing.region),
    platform: columns.platforms.place(platform ?? ""),
    latitudeE6: place?.latitudeE6 ?? 0,
    longitudeE6: place?.longitudeE6 ?? 0,
    standing: standingRank(listing),
  };
}

function calendarOf({ zones, hours }: Columns, calendar: Listing["calendar"]) {
  const { timeZone = "UTC", openingHours = [], noticeMinutes = noNotice, horizonDays = null } = calendar ?? {};
  return {
    zone: zones.place(timeZone),
    hours: hours.place({ timeZone, openingHours }),
    noticeMinutes,
    horizonDays: horizonDays ?? unlimited,
  };
}

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

/** Whether no step begins before the one before it has ended, as other coops should publish them. */
function isInOrder(taken: readonly TakenSlot[]): boolean {
  return taken.every(({ startsAtMs, endsAtMs }, index) => {
    const before = taken[index - 1]?.endsAtMs ?? -Infinity;
    return before <= startsAtMs && startsAtMs < endsAtMs;
  });
}

/** Closes the gaps; the rows keep their order. */
function clearRows(columns: Columns): void {
  const places = new Int32Array(columns.rows).fill(-1);
  let rows = 0;
  for (let row = 0; row < columns.rows; row += 1) {
    if (columns.flags[row] === 0) continue;
    places[row] = rows;
    rows += 1;
  }
  const rowOf = (row: number): number | undefined => (places[row] === -1 ? undefined : places[row]);
  columns.taken = moveTaken(columns.taken, rowOf);
  moveRows(columns, rowOf, Math.max(firstRows, rows * 2));
  columns.rows = rows;
}

/** New arrays of another size; each row goes where `rowOf` says. */
function moveRows(columns: Columns, rowOf: (row: number) => number | undefined, size: number): void {
  const { ids, numbers, flags, bornAtMs } = columns;
  const moved = { ...openArrays(size), ids: [] as string[] };
  for (let row = 0; row < columns.rows; row += 1) {
    const to = rowOf(row);
    if (to === undefined) continue;
    for (const name of numberNames) moved.numbers[name][to] = numbers[name][row] ?? 0;
    moved.flags[to] = flags[row] ?? 0;
    moved.bornAtMs[to] = bornAtMs[row] ?? 0;
    moved.ids[to] = ids[row] ?? "";
    if (flags[row] !== 0) columns.rowOf.set(ids[row] ?? "", to);
  }
  Object.assign(columns, moved);
}
