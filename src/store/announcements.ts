import { and, desc, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { AnnouncementCard } from "#src/domain/announcement-message.ts";
import type { Message } from "#src/domain/message.ts";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type Announcement = Tables["announcements"]["$inferSelect"];

export async function saveAnnouncement(
  { q, t }: Session,
  announcement: typeof t.announcements.$inferInsert,
): Promise<void> {
  await q.insert(t.announcements).values(announcement);
}

export async function updateAnnouncement(
  { q, t }: Session,
  id: string,
  changes: Partial<Omit<Announcement, "id" | "actorId">>,
): Promise<void> {
  await q.update(t.announcements).set(changes).where(eq(t.announcements.id, id));
}

/** An announcement by its id, removed ones included: they answer 410. */
export async function findAnnouncement(session: Session, id: string): Promise<Announcement | undefined> {
  return findRow(session, "announcements", { id });
}

/** Forgets a draft: nobody else ever knew of it. */
export async function deleteAnnouncement({ q, t }: Session, id: string): Promise<void> {
  await q.delete(t.announcements).where(eq(t.announcements.id, id));
}

export interface AnnouncementPage {
  readonly limit: number;
  /** Only those of this actor. */
  readonly actorId?: string;
  /** Only those with this hashtag, folded. */
  readonly tag?: string;
  /** The id that the page before ended with. */
  readonly before?: string;
}

/** What is public: published announcements that stand, the latest first. The order holds while others are published or removed. */
export async function listAnnouncements({ q, t }: Session, page: AnnouncementPage): Promise<Announcement[]> {
  const { announcements: a, hashtags } = t;
  const last =
    page.before === undefined
      ? undefined
      : (await q.select().from(a).where(eq(a.id, page.before)).limit(1)).map(({ id, publishedAtMs }) =>
          or(lt(a.publishedAtMs, publishedAtMs), and(eq(a.publishedAtMs, publishedAtMs), lt(a.id, id))),
        );
  const tagged = q
    .select({ id: hashtags.subjectId })
    .from(hashtags)
    .where(eq(hashtags.tag, page.tag ?? ""));
  const wanted = and(
    eq(a.state, "published"),
    isNull(a.deletedAtMs),
    page.actorId === undefined ? undefined : eq(a.actorId, page.actorId),
    page.tag === undefined ? undefined : inArray(a.id, tagged),
    // A cursor that names nothing ends the list.
    last === undefined ? undefined : (last[0] ?? sql`1 = 0`),
  );
  return q.select().from(a).where(wanted).orderBy(desc(a.publishedAtMs), desc(a.id)).limit(page.limit);
}

export async function countAnnouncements({ q, t }: Session, actorId: string): Promise<number> {
  const { announcements: a } = t;
  return q.$count(a, and(eq(a.actorId, actorId), eq(a.state, "published"), isNull(a.deletedAtMs)));
}

/** What is not public yet, the newest first. For stewards only. */
export async function listUnpublished(
  { q, t }: Session,
  { state, limit, before }: { readonly state: "draft" | "scheduled"; readonly limit: number; readonly before?: string },
): Promise<Announcement[]> {
  const { announcements: a } = t;
  const rest = before === undefined ? undefined : lt(a.id, before);
  return q
    .select()
    .from(a)
    .where(and(eq(a.state, state), isNull(a.deletedAtMs), rest))
    .orderBy(desc(a.id))
    .limit(limit);
}

export async function countUnpublished({ q, t }: Session): Promise<Readonly<Record<"draft" | "scheduled", number>>> {
  const { announcements: a } = t;
  const of = (state: "draft" | "scheduled") => q.$count(a, and(eq(a.state, state), isNull(a.deletedAtMs)));
  return { draft: await of("draft"), scheduled: await of("scheduled") };
}

/** Those whose time has come, the earliest first. */
export async function listDueAnnouncements(
  { q, t }: Session,
  nowMs: number,
  limit: number,
): Promise<readonly string[]> {
  const { announcements: a } = t;
  const rows = await q
    .select({ id: a.id })
    .from(a)
    .where(and(eq(a.state, "scheduled"), lte(a.scheduledAtMs, nowMs)))
    .orderBy(a.scheduledAtMs, a.id)
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** What an actor has pinned, the last pinned first. */
export async function listPinned({ q, t }: Session, actorId: string): Promise<Announcement[]> {
  const { announcements: a } = t;
  return q
    .select()
    .from(a)
    .where(and(eq(a.actorId, actorId), eq(a.state, "published"), isNull(a.deletedAtMs), isNotNull(a.pinnedAtMs)))
    .orderBy(desc(a.pinnedAtMs), desc(a.id))
    .limit(20);
}

/** Where an announcement is, counted in inboxes (mostly one a server). */
export interface Reach {
  /** They have all of it: the text, and what was changed since. */
  readonly delivered: number;
  readonly waiting: number;
  /** Given up: gone, or out of reach for too long. */
  readonly dropped: number;
}

/** Who has an announcement, by its IRI. An inbox with several words about it (written, changed) counts once. */
export async function countReach({ q, t }: Session, object: string): Promise<Reach> {
  const told = q
    .select({
      inbox: t.outbox.inbox,
      waiting: sql<number>`sum(case when ${t.outbox.state} = 'waiting' then 1 else 0 end)`.as("waiting"),
      done: sql<number>`sum(case when ${t.outbox.state} = 'done' then 1 else 0 end)`.as("done"),
    })
    .from(t.outbox)
    .where(eq(t.outbox.topic, object))
    .groupBy(t.outbox.inbox)
    .as("told");
  const rows = await q
    .select({
      waiting: sql<number | string | null>`sum(case when ${told.waiting} > 0 then 1 else 0 end)`,
      delivered: sql<number | string | null>`sum(case when ${told.waiting} = 0 and ${told.done} > 0 then 1 else 0 end)`,
      dropped: sql<number | string | null>`sum(case when ${told.waiting} = 0 and ${told.done} = 0 then 1 else 0 end)`,
    })
    .from(told);
  const counted = rows[0];
  // PostgreSQL sums into a type that arrives as text, and both say null where nothing was summed.
  const count = (value: number | string | null | undefined): number => Number(value ?? 0);
  return { delivered: count(counted?.delivered), waiting: count(counted?.waiting), dropped: count(counted?.dropped) };
}

/**
 * Lets what still waits to be said about an announcement say the newest thing, whichever of the two arrives first: the waiting
 * Create carries the new text.
 */
export async function replaceWaitingAnnouncements(
  { q, t }: Session,
  object: string,
  announcement: AnnouncementCard,
): Promise<void> {
  for (const { id, message } of await waitingRows({ q, t }, object)) {
    if (message.type === "announcement-create")
      await q
        .update(t.outbox)
        .set({ message: { ...message, announcement }, body: null })
        .where(eq(t.outbox.id, id));
  }
}

/** Takes back what was never delivered about an announcement. */
export async function dropWaitingAnnouncements(session: Session, object: string, nowMs: number): Promise<void> {
  const { q, t } = session;
  const ids = (await waitingRows(session, object)).map((row) => row.id);
  if (ids.length > 0)
    await q.update(t.outbox).set({ state: "dropped", doneAtMs: nowMs }).where(inArray(t.outbox.id, ids));
}

function waitingRows({ q, t }: Pick<Session, "q" | "t">, object: string) {
  return q
    .select({ id: t.outbox.id, message: t.outbox.message })
    .from(t.outbox)
    .where(and(eq(t.outbox.topic, object), eq(t.outbox.state, "waiting")));
}

/** Where anything was ever said about an announcement: whoever heard of it hears what became of it. */
export async function listToldInboxes({ q, t }: Session, object: string): Promise<readonly string[]> {
  const rows = await q.selectDistinct({ inbox: t.outbox.inbox }).from(t.outbox).where(eq(t.outbox.topic, object));
  return rows.map(({ inbox }) => inbox);
}

/** The same with what was said. */
export async function listTold(
  { q, t }: Session,
  object: string,
): Promise<readonly { readonly inbox: string; readonly message: Message }[]> {
  return q
    .select({ inbox: t.outbox.inbox, message: t.outbox.message })
    .from(t.outbox)
    .where(eq(t.outbox.topic, object));
}
