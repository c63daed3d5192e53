import { and, asc, eq, gt, gte, lte, or } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { EntryRow } from "./entries.ts";

/** Which part of the books is read from one end to the other. Days are UTC dates, those that stand in the entries' ids, both inclusive. */
export interface LedgerPart {
  readonly peerId: string;
  readonly fromDay?: string;
  readonly untilDay?: string;
}

/** The next entries of one pair in order of their days and addresses, after the one that is named. */
export async function listEntriesInOrder(
  { q, t }: Session,
  { peerId, fromDay, untilDay }: LedgerPart,
  page: { readonly after?: Pick<EntryRow, "day" | "entry">; readonly limit: number },
): Promise<EntryRow[]> {
  const { entries } = t;
  const { after } = page;
  const isLater =
    after === undefined
      ? undefined
      : and(
          gte(entries.day, after.day),
          or(gt(entries.day, after.day), and(eq(entries.day, after.day), gt(entries.entry, after.entry))),
        );
  return q
    .select()
    .from(entries)
    .where(
      and(
        eq(entries.peerId, peerId),
        fromDay === undefined ? undefined : gte(entries.day, fromDay),
        untilDay === undefined ? undefined : lte(entries.day, untilDay),
        isLater,
      ),
    )
    .orderBy(asc(entries.day), asc(entries.entry))
    .limit(page.limit);
}

/** The units that entries of these pairs are in. */
export async function listEntryUnits({ q, t }: Session, peerIds: readonly string[]): Promise<readonly string[]> {
  const units = new Set<string>();
  for (const peerId of peerIds) {
    const rows = await q.selectDistinct({ unit: t.entries.unit }).from(t.entries).where(eq(t.entries.peerId, peerId));
    for (const { unit } of rows) units.add(unit);
  }
  return [...units].toSorted();
}
