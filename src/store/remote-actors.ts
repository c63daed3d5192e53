import { eq } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

export type RemoteActorRow = Tables["remoteActors"]["$inferSelect"];

/** Writes down what an actor's server says about it now. */
export async function saveRemoteActor({ q, t }: Session, row: RemoteActorRow): Promise<void> {
  const { actor: _, ...rest } = row;
  await q.insert(t.remoteActors).values(row).onConflictDoUpdate({ target: t.remoteActors.actor, set: rest });
}

/** An actor of another server, as it was when it was last fetched. */
export async function findRemoteActor({ q, t }: Session, actor: string): Promise<RemoteActorRow | undefined> {
  return (await q.select().from(t.remoteActors).where(eq(t.remoteActors.actor, actor)).limit(1))[0];
}
