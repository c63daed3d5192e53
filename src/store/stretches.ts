import { and, asc, desc, eq, gt, gte, isNotNull, lt, lte, sql, type SQL } from "drizzle-orm";
import { placeOfText, type Place } from "#src/domain/stretch.ts";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

export type StretchRow = Pick<Tables["entryStretches"]["$inferSelect"], "start" | "count" | "sum">;

/** A part of a pair's entries in order of (madeAtMs, mark); texts as `placeText` writes them, both ends may be open. */
export interface PlaceRange {
  readonly from?: string;
  /** Not included. */
  readonly until?: string;
}

/** The stretches that begin in a range, in order, and the one in which it begins. */
export async function listStretches(session: Session, peerId: string, range: PlaceRange = {}): Promise<StretchRow[]> {
  const { q, t } = session;
  const { start, count, sum } = t.entryStretches;
  const first = range.from === undefined ? undefined : await startBefore(session, peerId, range.from);
  return q
    .select({ start, count, sum })
    .from(t.entryStretches)
    .where(
      and(
        eq(t.entryStretches.peerId, peerId),
        first === undefined ? undefined : gte(start, first),
        range.until === undefined ? undefined : lt(start, range.until),
      ),
    )
    .orderBy(asc(start));
}

/** Where the stretch starts that a place stands in. */
async function startBefore({ q, t }: Session, peerId: string, place: string): Promise<string | undefined> {
  const { start } = t.entryStretches;
  const rows = await q
    .select({ start })
    .from(t.entryStretches)
    .where(and(eq(t.entryStretches.peerId, peerId), lte(start, place)))
    .orderBy(desc(start))
    .limit(1);
  return rows[0]?.start;
}

/** Where the next stretch after `start` starts. */
export async function startAfter({ q, t }: Session, peerId: string, after: string): Promise<string | undefined> {
  const { start } = t.entryStretches;
  const rows = await q
    .select({ start })
    .from(t.entryStretches)
    .where(and(eq(t.entryStretches.peerId, peerId), gt(start, after)))
    .orderBy(asc(start))
    .limit(1);
  return rows[0]?.start;
}

export async function saveStretch({ q, t }: Session, peerId: string, row: StretchRow): Promise<void> {
  const { count, sum } = row;
  const target = [t.entryStretches.peerId, t.entryStretches.start];
  await q
    .insert(t.entryStretches)
    .values({ peerId, ...row })
    .onConflictDoUpdate({ target, set: { count, sum } });
}

/** The places in a range, in order, at most `limit`. */
export async function listPlaces(
  { q, t }: Session,
  peerId: string,
  { from, until, limit }: PlaceRange & { readonly limit?: number },
): Promise<Place[]> {
  const { entries } = t;
  const rows = q
    .select({ madeAtMs: entries.madeAtMs, mark: entries.mark })
    .from(entries)
    .where(
      and(
        eq(entries.peerId, peerId),
        // A place that is compared is never null; asked for besides, it would lead SQLite to another index.
        from === undefined ? isNotNull(entries.madeAtMs) : undefined,
        from === undefined ? undefined : beside(entries, ">=", from),
        until === undefined ? undefined : beside(entries, "<", until),
      ),
    )
    .orderBy(asc(entries.madeAtMs), asc(entries.mark));
  return (await (limit === undefined ? rows : rows.limit(limit))) as Place[];
}

function beside({ madeAtMs, mark }: Tables["entries"], relation: ">=" | "<", text: string): SQL {
  const place = placeOfText(text);
  return sql`(${madeAtMs}, ${mark}) ${sql.raw(relation)} (${place.madeAtMs}, ${place.mark})`;
}
