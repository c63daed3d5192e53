import { eq, inArray } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type RemoteActorRow = Tables["remoteActors"]["$inferSelect"];

/** Writes down what an actor's server says about it now. */
export async function saveRemoteActor({ q, t }: Session, row: RemoteActorRow): Promise<void> {
  const { actor: _, ...rest } = row;
  await q.insert(t.remoteActors).values(row).onConflictDoUpdate({ target: t.remoteActors.actor, set: rest });
}

/** An actor of another server, as it was when it was last fetched. */
export async function findRemoteActor(session: Session, actor: string): Promise<RemoteActorRow | undefined> {
  return findRow(session, "remoteActors", { actor });
}

/** Those of them that are kept. At most some hundred at once. */
export async function listRemoteActors({ q, t }: Session, actors: readonly string[]): Promise<RemoteActorRow[]> {
  if (actors.length === 0) return [];
  return q
    .select()
    .from(t.remoteActors)
    .where(inArray(t.remoteActors.actor, [...actors]));
}

export async function deleteRemoteActor({ q, t }: Session, actor: string): Promise<void> {
  await q.delete(t.remoteActors).where(eq(t.remoteActors.actor, actor));
}

/** Somebody by `user@host`, as they were when they were last fetched. */
export async function findRemoteActorByAddress(session: Session, address: string): Promise<RemoteActorRow | undefined> {
  return findRow(session, "remoteActors", { address });
}
