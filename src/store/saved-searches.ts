import { and, asc, desc, eq, gt, inArray, sql } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type SavedSearchRow = Tables["savedSearches"]["$inferSelect"];
export type SearchMatch = Tables["searchMatches"]["$inferSelect"];

export async function saveSearchRow({ q, t }: Session, row: SavedSearchRow): Promise<void> {
  await q.insert(t.savedSearches).values(row);
}

/** A search with all its matches. */
export async function deleteSearchRow({ q, t }: Session, id: string): Promise<void> {
  await q.delete(t.searchMatches).where(eq(t.searchMatches.searchId, id));
  await q.delete(t.savedSearches).where(eq(t.savedSearches.id, id));
}

export async function findSearchRow(session: Session, id: string): Promise<SavedSearchRow | undefined> {
  return findRow(session, "savedSearches", { id });
}

/** Somebody's searches, newest first. */
export async function listSearchRows({ q, t }: Session, userId: string, limit: number): Promise<SavedSearchRow[]> {
  const { savedSearches } = t;
  return q
    .select()
    .from(savedSearches)
    .where(eq(savedSearches.userId, userId))
    .orderBy(desc(savedSearches.id))
    .limit(limit);
}

/** Everybody's searches, by id. */
export async function listAllSearchRows(
  { q, t }: Session,
  page: { readonly after?: string; readonly limit: number },
): Promise<SavedSearchRow[]> {
  return q
    .select()
    .from(t.savedSearches)
    .where(page.after === undefined ? undefined : gt(t.savedSearches.id, page.after))
    .orderBy(asc(t.savedSearches.id))
    .limit(page.limit);
}

export async function saveSearchSeen({ q, t }: Session, id: string, seenAtMs: number): Promise<void> {
  await q.update(t.savedSearches).set({ seenAtMs }).where(eq(t.savedSearches.id, id));
}

/** What fits a search, the last that began to fit first. */
export async function listMatches({ q, t }: Session, searchId: string, limit: number): Promise<SearchMatch[]> {
  const { searchMatches } = t;
  return q
    .select()
    .from(searchMatches)
    .where(eq(searchMatches.searchId, searchId))
    .orderBy(desc(searchMatches.fitsSinceMs), desc(searchMatches.proposalId))
    .limit(limit);
}

/** How many fit each of these searches, and how many of them only since it was last looked at. */
export async function countMatches(
  { q, t }: Session,
  searchIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly all: number; readonly fresh: number }>> {
  if (searchIds.length === 0) return new Map();
  const { searchMatches, savedSearches } = t;
  const fresh = sql<number>`sum(case when ${searchMatches.fitsSinceMs} > ${savedSearches.seenAtMs} then 1 else 0 end)`;
  const rows = await q
    .select({ id: searchMatches.searchId, all: sql<number>`count(*)`, fresh })
    .from(searchMatches)
    .innerJoin(savedSearches, eq(savedSearches.id, searchMatches.searchId))
    .where(inArray(searchMatches.searchId, [...searchIds]))
    .groupBy(searchMatches.searchId);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** Adds what fits now and forgets what does no more. What was known keeps its time. */
export async function saveMatches(
  { q, t }: Session,
  changes: { readonly added: readonly SearchMatch[]; readonly searchId: string; readonly gone: readonly string[] },
): Promise<void> {
  const { added, searchId, gone } = changes;
  if (added.length > 0) {
    await q
      .insert(t.searchMatches)
      .values([...added])
      .onConflictDoNothing();
  }
  if (gone.length > 0) {
    await q
      .delete(t.searchMatches)
      .where(and(eq(t.searchMatches.searchId, searchId), inArray(t.searchMatches.proposalId, [...gone])));
  }
}
