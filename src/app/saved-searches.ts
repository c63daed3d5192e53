import type { Wanted } from "#src/domain/listing.ts";
import type { Database } from "#src/store/database.ts";
import {
  countMatches,
  deleteSearchRow,
  findSearchRow,
  listAllSearchRows,
  listMatches,
  listSearchRows,
  saveMatches,
  saveSearchRow,
  saveSearchSeen,
  type SavedSearchRow,
} from "#src/store/saved-searches.ts";
import { readCapacityIndex } from "./capacity-index.ts";
import { findCapacityById, type CapacityItem } from "./capacity.ts";
import { transact, type Context } from "./context.ts";
import { revokeFeedsOf } from "./feeds.ts";

/** What a person looks for again and again. */
export interface SavedSearch extends Pick<SavedSearchRow, "id" | "userId" | "name" | "seenAtMs" | "createdAtMs"> {
  readonly wanted: Wanted;
  /** How many offers fit, and how many of them only since it was last looked at. */
  readonly fitting: number;
  readonly fresh: number;
}

export interface NewSearch {
  readonly userId: string;
  readonly name: string;
  readonly wanted: Wanted;
}

/** One person's searches; each is made anew when offers change. */
export const maxSearches = 50;
/** What a search remembers as fitting, the best first. */
const maxMatches = 100;
const searchesAtOnce = 100;

/** Saves a search. What fits now is no news. */
export async function saveSearch(
  context: Context,
  { userId, name, wanted }: NewSearch,
): Promise<{ readonly outcome: "done"; readonly search: SavedSearch } | { readonly outcome: "too-many" }> {
  const found = await findFitting(context, wanted);
  return transact(context, async (work) => {
    const known = await listSearchRows(work.session, userId, maxSearches);
    if (known.length >= maxSearches) return { outcome: "too-many" };
    const nowMs = work.nowMs();
    const row = { id: work.newId(), userId, name, query: JSON.stringify(wanted), seenAtMs: nowMs, createdAtMs: nowMs };
    await saveSearchRow(work.session, row);
    const added = found.map((proposalId) => ({ searchId: row.id, proposalId, fitsSinceMs: nowMs }));
    await saveMatches(work.session, { added, searchId: row.id, gone: [] });
    return { outcome: "done", search: searchOf(row, { all: added.length, fresh: 0 }) };
  });
}

/** A person's searches, newest first. */
export async function listSearches({ database }: Context, userId: string): Promise<readonly SavedSearch[]> {
  const rows = await listSearchRows(database, userId, maxSearches);
  const ids = rows.map(({ id }) => id);
  const counts = await countMatches(database, ids);
  return rows.map((row) => searchOf(row, counts.get(row.id)));
}

/** A search of this person's; undefined for anybody else's. */
export async function findSearch(
  { database }: Pick<Context, "database">,
  { id, userId }: { readonly id: string; readonly userId: string },
): Promise<SavedSearch | undefined> {
  const row = await findSearchRow(database, id);
  if (row === undefined || row.userId !== userId) return undefined;
  return searchOf(row, (await countMatches(database, [id])).get(id));
}

/** Forgets a search and the addresses of its feed. False when this person has no such search. */
export function deleteSearch(
  context: Context,
  { id, userId }: { readonly id: string; readonly userId: string },
): Promise<boolean> {
  return transact(context, async (work) => {
    const row = await findSearchRow(work.session, id);
    if (row === undefined || row.userId !== userId) return false;
    await deleteSearchRow(work.session, id);
    await revokeFeedsOf(work, { kind: "search", subjectId: id });
    return true;
  });
}

/** Somebody has looked: what fits until now is no news any more. */
export async function markSearchSeen(context: Context, id: string): Promise<void> {
  await transact(context, (work) => saveSearchSeen(work.session, id, work.nowMs()));
}

export interface FittingOffer extends CapacityItem {
  readonly fitsSinceMs: number;
}

/** What fits a search, the last that began to fit first. */
export async function listFitting(
  context: Context,
  { id, wanted }: Pick<SavedSearch, "id" | "wanted">,
): Promise<readonly FittingOffer[]> {
  const matches = await listMatches(context.database, id, maxMatches);
  const since = new Map(matches.map((match) => [match.proposalId, match.fitsSinceMs]));
  const items = await findCapacityById(context, [...since.keys()], wanted);
  return items.map((item) => ({ ...item, fitsSinceMs: since.get(item.id) ?? 0 }));
}

interface Looked {
  readonly version: number;
  readonly minute: number;
}

/** How the listings were when all searches were last made, by store. */
const looked = new WeakMap<Database, Looked>();
const minuteMs = 60_000;

/**
 * Makes every saved search anew when an offer has changed, and once a minute, since notice and horizon pass with time. Answers how many
 * offers began to fit. Several processes may do it at once: what one has written the other leaves as it is.
 */
export async function lookForFitting(context: Context): Promise<number> {
  const { database } = context;
  const [first] = await listAllSearchRows(database, { limit: 1 });
  if (first === undefined) return 0;
  const { version } = await readCapacityIndex(context);
  const now = { version, minute: Math.floor(context.nowMs() / minuteMs) };
  const last = looked.get(database);
  if (last?.version === now.version && last.minute === now.minute) return 0;
  let begun = 0;
  for (let after: string | undefined, more = true; more;) {
    const rows = await listAllSearchRows(database, { limit: searchesAtOnce, ...(after !== undefined && { after }) });
    for (const row of rows) begun += await lookAgain(context, row);
    after = rows.at(-1)?.id;
    more = rows.length === searchesAtOnce;
  }
  looked.set(database, now);
  return begun;
}

async function lookAgain(context: Context, row: SavedSearchRow): Promise<number> {
  const wanted = wantedOf(row);
  // What was looked for has passed: what fitted stays as it was.
  if ((wanted.slot?.startsAtMs ?? Infinity) <= context.nowMs()) return 0;
  const fitting = new Set(await findFitting(context, wanted));
  const known = new Set((await listMatches(context.database, row.id, maxMatches)).map(({ proposalId }) => proposalId));
  const fitsSinceMs = context.nowMs();
  const added = [...fitting.difference(known)].map((proposalId) => ({ searchId: row.id, proposalId, fitsSinceMs }));
  const gone = [...known.difference(fitting)];
  if (added.length > 0 || gone.length > 0) {
    await transact(context, async ({ session }) => {
      // It may have been deleted meanwhile.
      if ((await findSearchRow(session, row.id)) === undefined) return;
      await saveMatches(session, { added, searchId: row.id, gone });
    });
  }
  return added.length;
}

/** Others' offers that fit, the best of them. */
async function findFitting(context: Context, wanted: Wanted): Promise<readonly string[]> {
  const { listings, isDealtWith } = await readCapacityIndex(context);
  const how = { nowMs: context.nowMs(), order: "fit", limit: maxMatches, isDealtWith } as const;
  return listings.search({ whose: "others", ...wanted }, how).hits.map(({ id }) => id);
}

// Written by `saveSearch`, and by nobody else.
const wantedOf = ({ query }: SavedSearchRow): Wanted => JSON.parse(query) as Wanted;

function searchOf(row: SavedSearchRow, counts = { all: 0, fresh: 0 }): SavedSearch {
  const { id, userId, name, seenAtMs, createdAtMs } = row;
  return { id, userId, name, seenAtMs, createdAtMs, wanted: wantedOf(row), fitting: counts.all, fresh: counts.fresh };
}
