import { and, asc, desc, eq, isNull, lt, sql } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow, prepared } from "./row.ts";
import type { Tables } from "./schema.ts";

export type Actor = Tables["actors"]["$inferSelect"];
export type ActorKind = Actor["kind"];
export type Key = Tables["keys"]["$inferSelect"];

/** What a new actor has not consented to, and is not known by. */
export const withoutConsent = {
  indexable: false,
  listed: false,
  alsoKnownAs: [],
  movedTo: null,
} as const satisfies Partial<Actor>;

/** Writes a new actor. Handles are unique on this node, deleted ones included: a name once used stays its bearer's. */
export async function saveActor({ q, t }: Session, actor: typeof t.actors.$inferInsert): Promise<void> {
  await q.insert(t.actors).values(actor);
}

export async function updateActor(
  { q, t }: Session,
  id: string,
  changes: Partial<Omit<Actor, "id" | "kind">>,
): Promise<void> {
  await q.update(t.actors).set(changes).where(eq(t.actors.id, id));
}

/** An actor by its id, deleted ones included (they answer 410). */
export async function findActor(session: Session, id: string): Promise<Actor | undefined> {
  return findRow(session, "actors", { id });
}

/** An actor by its handle (lower case, without `@`), deleted ones included. */
export async function findActorByHandle(session: Session, handle: string): Promise<Actor | undefined> {
  return findRow(session, "actors", { handle });
}

/** Living actors of one kind, newest first, `before` a cursor; `listed` leaves out those who did not consent to stand in lists. */
export async function listActors(
  { q, t }: Session,
  kind: ActorKind,
  page: { readonly limit: number; readonly before?: string; readonly listed?: true },
): Promise<Actor[]> {
  const before = page.before === undefined ? undefined : lt(t.actors.id, page.before);
  const listed =
    page.listed === undefined ? undefined : and(eq(t.actors.listed, true), eq(t.actors.discoverable, true));
  return q
    .select()
    .from(t.actors)
    .where(and(eq(t.actors.kind, kind), isNull(t.actors.deletedAtMs), before, listed))
    .orderBy(desc(t.actors.id))
    .limit(page.limit);
}

/** How many living actors of one kind there are. */
export async function countActors({ q, t }: Session, kind: ActorKind): Promise<number> {
  return q.$count(t.actors, and(eq(t.actors.kind, kind), isNull(t.actors.deletedAtMs)));
}

export async function saveKey({ q, t }: Session, key: typeof t.keys.$inferInsert): Promise<void> {
  await q.insert(t.keys).values(key);
}

/** A key that signs no more: since when, and what is said about it. */
export async function updateKey(
  { q, t }: Session,
  { actorId, id }: Pick<Key, "actorId" | "id">,
  changes: Partial<Pick<Key, "revokedAtMs" | "compromisedAtMs" | "successor">>,
): Promise<void> {
  await q
    .update(t.keys)
    .set(changes)
    .where(and(eq(t.keys.actorId, actorId), eq(t.keys.id, id)));
}

/** All keys of an actor, oldest first, retired ones included: they stay published with their date. */
export async function listKeys(session: Session, actorId: string): Promise<Key[]> {
  const write = ({ q, t: { keys } }: Session) =>
    q
      .select()
      .from(keys)
      .where(eq(keys.actorId, sql.placeholder("actorId")))
      .orderBy(asc(keys.createdAtMs), asc(keys.id));
  return prepared<Key>(session, "keys of an actor", () => write(session)).execute({ actorId });
}
