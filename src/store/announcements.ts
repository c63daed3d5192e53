import { and, desc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Message } from "#src/domain/message.ts";
import type { Session } from "./database.ts";
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
export async function findAnnouncement({ q, t }: Session, id: string): Promise<Announcement | undefined> {
  return (await q.select().from(t.announcements).where(eq(t.announcements.id, id)).limit(1))[0];
}

export interface AnnouncementPage {
  readonly limit: number;
  /** Only those of this actor. */
  readonly actorId?: string;
  /** The id that the page before ended with. */
  readonly before?: string;
}

/** Announcements that stand, newest first. */
export async function listAnnouncements({ q, t }: Session, page: AnnouncementPage): Promise<Announcement[]> {
  const wanted = and(
    isNull(t.announcements.deletedAtMs),
    page.actorId === undefined ? undefined : eq(t.announcements.actorId, page.actorId),
    page.before === undefined ? undefined : lt(t.announcements.id, page.before),
  );
  return q.select().from(t.announcements).where(wanted).orderBy(desc(t.announcements.id)).limit(page.limit);
}

export async function countAnnouncements({ q, t }: Session, actorId: string): Promise<number> {
  return q.$count(t.announcements, and(eq(t.announcements.actorId, actorId), isNull(t.announcements.deletedAtMs)));
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
  message: Extract<Message, { type: "announcement-create" }>,
): Promise<void> {
  const ids = (await waitingRows({ q, t }, object))
    .filter((row) => row.message.type === message.type)
    .map((row) => row.id);
  if (ids.length > 0) await q.update(t.outbox).set({ message, body: null }).where(inArray(t.outbox.id, ids));
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
