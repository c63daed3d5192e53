import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Event } from "./events.ts";
import type { Session } from "./database.ts";

/** From now on something has these hashtags (folded) and no others. */
export async function saveHashtags(
  { q, t }: Session,
  { subjectId, kind }: { readonly subjectId: string; readonly kind: "announcement" | "event" },
  tags: readonly string[],
): Promise<void> {
  const before = await q.select({ tag: t.hashtags.tag }).from(t.hashtags).where(eq(t.hashtags.subjectId, subjectId));
  const had = new Set(before.map(({ tag }) => tag));
  const wanted = new Set(tags);
  const gone = [...had].filter((tag) => !wanted.has(tag));
  if (gone.length > 0)
    await q.delete(t.hashtags).where(and(eq(t.hashtags.subjectId, subjectId), inArray(t.hashtags.tag, gone)));
  const added = [...wanted].filter((tag) => !had.has(tag));
  if (added.length > 0) await q.insert(t.hashtags).values(added.map((tag) => ({ tag, subjectId, kind })));
}

/** Published events that stand and have a hashtag (folded), the last one first. */
export async function listTaggedEvents({ q, t }: Session, tag: string, limit: number): Promise<Event[]> {
  const { events: e, hashtags: h } = t;
  const tagged = q
    .select({ id: h.subjectId })
    .from(h)
    .where(and(eq(h.tag, tag), eq(h.kind, "event")));
  return q
    .select()
    .from(e)
    .where(and(inArray(e.id, tagged), eq(e.state, "published"), isNull(e.deletedAtMs)))
    .orderBy(desc(e.startsAtMs), desc(e.id))
    .limit(limit);
}
