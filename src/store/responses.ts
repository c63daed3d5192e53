import {
  and,
  asc,
  count,
  countDistinct,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  or,
  type SQL,
} from "drizzle-orm";
import type { Session } from "./database.ts";
import type { RemoteObjectRow } from "./remote-objects.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type ResponseRow = Tables["responses"]["$inferSelect"];
export type ResponseKind = ResponseRow["kind"];
export type ResponseState = ResponseRow["state"];

/** An answer that is said again under another IRI is known by the new one. */
export async function renameResponse({ q, t }: Session, id: string, iri: string): Promise<void> {
  await q.update(t.responses).set({ iri }).where(eq(t.responses.id, id));
}

/** Writes an answer down. One under the same IRI keeps its id and becomes this. */
export async function saveResponse({ q, t }: Session, row: ResponseRow): Promise<void> {
  const { id: _id, iri: _iri, ...rest } = row;
  await q.insert(t.responses).values(row).onConflictDoUpdate({ target: t.responses.iri, set: rest });
}

export async function updateResponse(
  { q, t }: Session,
  id: string,
  changes: Partial<Omit<ResponseRow, "id" | "iri">>,
): Promise<void> {
  await q.update(t.responses).set(changes).where(eq(t.responses.id, id));
}

/** By the IRI of the reply, the Like or the Announce. */
export async function findResponse(session: Session, iri: string): Promise<ResponseRow | undefined> {
  return findRow(session, "responses", { iri });
}

/** What somebody said of one kind about something, under whatever IRI. */
export async function findReaction(
  session: Session,
  { actor, kind, object }: Pick<ResponseRow, "actor" | "kind" | "object">,
): Promise<ResponseRow | undefined> {
  return findRow(session, "responses", { actor, kind, object });
}

export async function findResponseById(session: Session, id: string): Promise<ResponseRow | undefined> {
  return findRow(session, "responses", { id });
}

/** Everything that somebody answered, tombstones too, so many at most. */
export async function listResponsesOf({ q, t }: Session, actor: string, limit: number): Promise<ResponseRow[]> {
  return q.select().from(t.responses).where(eq(t.responses.actor, actor)).limit(limit);
}

export async function deleteResponses({ q, t }: Session, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await q.delete(t.responses).where(inArray(t.responses.id, [...ids]));
}

/** A reply with what it says. */
export interface ReplyRow {
  readonly response: ResponseRow;
  readonly said: RemoteObjectRow;
}

export interface ReplyPage {
  readonly limit: number;
  readonly states: readonly ResponseState[];
  /** The IRI of what is answered. */
  readonly object?: string;
  readonly before?: string;
  readonly after?: string;
  /** `asc`: as a conversation is read. */
  readonly order?: "asc" | "desc";
}

/** Replies, newest first unless said otherwise. */
export async function listReplies({ q, t }: Session, page: ReplyPage): Promise<ReplyRow[]> {
  const { limit, states, object, before, after, order = "desc" } = page;
  const conditions: (SQL | undefined)[] = [
    eq(t.responses.kind, "reply"),
    inArray(t.responses.state, [...states]),
    object === undefined ? ne(t.responses.object, "") : eq(t.responses.object, object),
    before === undefined ? undefined : lt(t.responses.id, before),
    after === undefined ? undefined : gt(t.responses.id, after),
  ];
  return q
    .select({ response: t.responses, said: t.remoteObjects })
    .from(t.responses)
    .innerJoin(t.remoteObjects, eq(t.responses.objectId, t.remoteObjects.id))
    .where(and(...conditions))
    .orderBy(order === "asc" ? asc(t.responses.id) : desc(t.responses.id))
    .limit(limit);
}

/** How many people liked and boosted it, and how many replies are shown; several likes of one person count once. */
export async function countShown({ q, t }: Session, object: string): Promise<Readonly<Record<ResponseKind, number>>> {
  const rows = await q
    .select({ kind: t.responses.kind, all: count(), people: countDistinct(t.responses.actor) })
    .from(t.responses)
    .where(and(eq(t.responses.object, object), eq(t.responses.state, "shown")))
    .groupBy(t.responses.kind);
  const of = (kind: ResponseKind) => rows.find((row) => row.kind === kind);
  return {
    reply: of("reply")?.all ?? 0,
    like: of("like")?.people ?? 0,
    boost: of("boost")?.people ?? 0,
  };
}

/** How many answers wait for a steward, of one object or of all. */
export async function countWaitingReplies({ q, t }: Session, object?: string): Promise<number> {
  const ofObject = object === undefined ? undefined : eq(t.responses.object, object);
  return q.$count(
    t.responses,
    and(eq(t.responses.state, "waiting"), eq(t.responses.kind, "reply"), isNotNull(t.responses.objectId), ofObject),
  );
}

/** Forgets what is only known as gone: replies from before the one time, likes and boosts from before the other. Answers how much. */
export async function deleteOldTombstones(
  { q, t }: Session,
  before: { readonly repliesMs: number; readonly reactionsMs: number },
): Promise<number> {
  const { object, objectId, kind, createdAtMs, id } = t.responses;
  const old = or(lt(createdAtMs, before.repliesMs), and(ne(kind, "reply"), lt(createdAtMs, before.reactionsMs)));
  return (
    await q
      .delete(t.responses)
      .where(and(eq(object, ""), isNull(objectId), old))
      .returning({ id })
  ).length;
}

/** Which of ours something answers, likes or boosts: an announcement or an event that is public. */
export async function findPublished(
  { q, t }: Session,
  kind: "announcement" | "event",
  id: string,
): Promise<{ readonly actorId: string } | undefined> {
  const table = kind === "announcement" ? t.announcements : t.events;
  const isPublic = and(eq(table.id, id), eq(table.state, "published"), isNull(table.deletedAtMs));
  return (await q.select({ actorId: table.actorId }).from(table).where(isPublic).limit(1))[0];
}

/** Which of these are names of nobody and nothing of ours; see {@link findPublished}. */
export const isTombstone = ({ object, objectId }: ResponseRow): boolean => object === "" && objectId === null;
