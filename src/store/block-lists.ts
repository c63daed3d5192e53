import { and, asc, count, desc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type BlockList = Tables["blockLists"]["$inferSelect"];
export type BlockListItem = Tables["blockListItems"]["$inferSelect"];

const rowsAtOnce = 200;

export async function saveBlockList({ q, t }: Session, list: BlockList): Promise<void> {
  await q.insert(t.blockLists).values(list);
}

export async function updateBlockList(
  { q, t }: Session,
  id: string,
  changes: Partial<Omit<BlockList, "id">>,
): Promise<void> {
  await q.update(t.blockLists).set(changes).where(eq(t.blockLists.id, id));
}

export async function findBlockList(session: Session, id: string): Promise<BlockList | undefined> {
  return findRow(session, "blockLists", { id });
}

/** Newest first. There are never many. */
export async function listBlockLists({ q, t }: Session): Promise<BlockList[]> {
  return q.select().from(t.blockLists).orderBy(desc(t.blockLists.id));
}

export async function listDueBlockLists({ q, t }: Session, nowMs: number): Promise<BlockList[]> {
  return q.select().from(t.blockLists).where(lte(t.blockLists.nextFetchAtMs, nowMs)).limit(20);
}

/** Takes a list to fetch it, until `untilMs`. False when another process was quicker. */
export async function claimBlockList({ q, t }: Session, list: BlockList, untilMs: number): Promise<boolean> {
  const claimed = await q
    .update(t.blockLists)
    .set({ nextFetchAtMs: untilMs })
    .where(and(eq(t.blockLists.id, list.id), eq(t.blockLists.nextFetchAtMs, list.nextFetchAtMs)))
    .returning({ id: t.blockLists.id });
  return claimed.length > 0;
}

/** Removes a list with all that is kept of it; its rules are removed by `deleteRulesOfList`. */
export async function deleteBlockList({ q, t }: Session, id: string): Promise<void> {
  await q.delete(t.blockListItems).where(eq(t.blockListItems.listId, id));
  await q.delete(t.blockLists).where(eq(t.blockLists.id, id));
}

export async function listAllItems({ q, t }: Session, listId: string): Promise<BlockListItem[]> {
  return q.select().from(t.blockListItems).where(eq(t.blockListItems.listId, listId));
}

export async function findItems(
  { q, t }: Session,
  listId: string,
  domains: readonly string[],
): Promise<BlockListItem[]> {
  return q
    .select()
    .from(t.blockListItems)
    .where(and(eq(t.blockListItems.listId, listId), inArray(t.blockListItems.domain, [...domains])));
}

export interface ItemPage {
  readonly listId: string;
  readonly state: BlockListItem["state"];
  readonly limit: number;
  /** The domain that the page before ended with. */
  readonly after?: string;
}

/** By name. */
export async function listItems(
  { q, t }: Session,
  { listId, state, limit, after }: ItemPage,
): Promise<BlockListItem[]> {
  const beyond = after === undefined ? undefined : gt(t.blockListItems.domain, after);
  return q
    .select()
    .from(t.blockListItems)
    .where(and(eq(t.blockListItems.listId, listId), eq(t.blockListItems.state, state), beyond))
    .orderBy(asc(t.blockListItems.domain))
    .limit(limit);
}

export async function saveItems({ q, t }: Session, items: readonly BlockListItem[]): Promise<void> {
  for (let at = 0; at < items.length; at += rowsAtOnce) {
    await q
      .insert(t.blockListItems)
      .values(items.slice(at, at + rowsAtOnce))
      .onConflictDoUpdate({
        target: [t.blockListItems.listId, t.blockListItems.domain],
        set: {
          standing: sql`excluded.standing`,
          comment: sql`excluded.comment`,
          rejectMedia: sql`excluded.reject_media`,
          rejectReports: sql`excluded.reject_reports`,
          state: sql`excluded.state`,
          seenAtMs: sql`excluded.seen_at_ms`,
        },
      });
  }
}

export async function deleteItems({ q, t }: Session, listId: string, domains: readonly string[]): Promise<void> {
  for (let at = 0; at < domains.length; at += rowsAtOnce) {
    const some = domains.slice(at, at + rowsAtOnce);
    await q
      .delete(t.blockListItems)
      .where(and(eq(t.blockListItems.listId, listId), inArray(t.blockListItems.domain, some)));
  }
}

/** How many entries of each list are in which state. */
export async function countItems({
  q,
  t,
}: Session): Promise<
  readonly { readonly listId: string; readonly state: BlockListItem["state"]; readonly number: number }[]
> {
  return q
    .select({ listId: t.blockListItems.listId, state: t.blockListItems.state, number: count() })
    .from(t.blockListItems)
    .groupBy(t.blockListItems.listId, t.blockListItems.state);
}
