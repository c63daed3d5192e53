import { setImmediate } from "node:timers/promises";
import { openListingIndex, type ListingIndex } from "#src/domain/listing-index.ts";
import type { Database } from "#src/store/database.ts";
import { findLastChangeMs, listDealtPeers, listListings, listListingsById, listStamps } from "#src/store/listings.ts";
import type { Stamp } from "#src/store/listings.ts";
import type { Context } from "./context.ts";

/** What a search looks into: every listing that stands now, and whose are looked at. */
export interface CapacityIndex {
  readonly listings: ListingIndex;
  readonly isDealtWith: (peerId: string) => boolean;
  /** Another number whenever a listing has changed. */
  readonly version: number;
}

/**
 * A transaction's rows carry the time at which it ran, and are seen when it has committed: rows are looked for again so long after the
 * last change that was seen. It is longer than any transaction, and than clocks of one coop's machines should differ.
 */
const overlapMs = 30_000;
/** With more changes than this in that time, all of it is looked at again once a second only. */
const manyChanges = 1_000;
const lookAgainMs = 1_000;
const rowsAtOnce = 250;

interface Kept {
  readonly listings: ListingIndex;
  version: number;
  /** Versions that were read, of rows that changed within the overlap. */
  seen: Map<string, string>;
  /** The last change that was seen; undefined before the first reading. */
  lastChangeMs: number | undefined;
  /** When the overlap was last looked at, by a clock of the process's own. */
  lookedAtMs: number;
  /** The reading that runs, and the one that waits for it. */
  running: Promise<void>;
  waiting: Promise<void> | undefined;
}

const indexes = new WeakMap<Database, Kept>();

/**
 * The listings as the store has them now. Read as a whole at the first search, and from then on by what changed, whichever process
 * changed it: everything that writes a proposal sets `changedAtMs`, and rows are marked as gone, not deleted.
 */
export async function readCapacityIndex(context: Context): Promise<CapacityIndex> {
  const { database } = context;
  const kept = indexes.get(database) ?? openKept();
  indexes.set(database, kept);
  const [dealt] = await Promise.all([listDealtPeers(database), readInTurn(context, kept)]);
  const { listings, version } = kept;
  return { listings, version, isDealtWith: (peerId) => dealt.has(peerId) };
}

const openKept = (): Kept => ({
  listings: openListingIndex(),
  version: 0,
  seen: new Map(),
  lastChangeMs: undefined,
  lookedAtMs: -Infinity,
  running: Promise.resolve(),
  waiting: undefined,
});

/** One reading at a time. Who comes while one runs waits for the next, since the one that runs may have looked too early. */
function readInTurn(context: Context, kept: Kept): Promise<void> {
  if (kept.waiting !== undefined) return kept.waiting;
  const reading = readAfter(kept.running, context, kept);
  kept.waiting = reading;
  kept.running = reading;
  return reading;
}

async function readAfter(before: Promise<void>, context: Context, kept: Kept): Promise<void> {
  // Whoever waited for it was told if it failed.
  await before.catch(() => undefined);
  kept.waiting = undefined;
  await (kept.lastChangeMs === undefined ? readAll(context, kept) : readChanges(context, kept, kept.lastChangeMs));
}

async function readAll({ database, nowMs }: Context, kept: Kept): Promise<void> {
  const { listings, seen } = kept;
  kept.version += 1;
  const lastChangeMs = Math.min(await findLastChangeMs(database), nowMs());
  for (let after: string | undefined, more = true; more;) {
    const rows = await listListings(database, { limit: rowsAtOnce, ...(after !== undefined && { after }) });
    for (const row of rows) {
      listings.put(row);
      if (row.changedAtMs >= lastChangeMs - overlapMs) seen.set(row.id, versionOf(row));
    }
    after = rows.at(-1)?.id;
    more = rows.length === rowsAtOnce;
    // Others are answered meanwhile.
    await setImmediate();
  }
  // What changed while it was read is found by the next search, or by this one.
  await readChanges({ database, nowMs }, kept, lastChangeMs);
}

async function readChanges(
  { database, nowMs }: Pick<Context, "database" | "nowMs">,
  kept: Kept,
  lastChangeMs: number,
): Promise<void> {
  const isSoon = kept.seen.size > manyChanges && performance.now() - kept.lookedAtMs < lookAgainMs;
  const sinceMs = isSoon ? lastChangeMs : lastChangeMs - overlapMs;
  if (!isSoon) kept.lookedAtMs = performance.now();
  const stamps = await listStamps(database, sinceMs);
  const changed = stamps.filter((stamp) => kept.seen.get(stamp.id) !== versionOf(stamp));
  await readListings(database, kept, changed);
  const versions = stamps.map((stamp) => [stamp.id, versionOf(stamp)] as const);
  kept.seen = new Map(isSoon ? [...kept.seen, ...versions] : versions);
  // A change from a clock that ran ahead must not hide those that come after it.
  kept.lastChangeMs = Math.min(Math.max(lastChangeMs, ...maxOf(stamps)), nowMs());
}

async function readListings(database: Database, kept: Kept, changed: readonly Stamp[]): Promise<void> {
  if (changed.length === 0) return;
  const { listings } = kept;
  kept.version += 1;
  const standing = changed.filter(({ deletedAtMs }) => deletedAtMs === null).map(({ id }) => id);
  const rows = await listListingsById(database, standing);
  const found = new Set(rows.map(({ id }) => id));
  for (const { id } of changed) if (!found.has(id)) listings.remove(id);
  for (const row of rows) listings.put(row);
}

const versionOf = ({ changedAtMs, updatedAtMs, deletedAtMs }: Stamp): string =>
  `${changedAtMs} ${updatedAtMs} ${deletedAtMs ?? ""}`;

/** The largest time of many, or nothing of none. */
function maxOf(stamps: readonly Stamp[]): readonly number[] {
  const last = stamps.reduce((most, { changedAtMs }) => Math.max(most, changedAtMs), -Infinity);
  return stamps.length === 0 ? [] : [last];
}
