import { eq, inArray } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

export type RemoteObjectRow = Tables["remoteObjects"]["$inferSelect"];

/** Writes down what an object's server says about it now. */
export async function saveRemoteObject({ q, t }: Session, row: RemoteObjectRow): Promise<void> {
  const { id: _id, object: _object, receivedAtMs: _received, ...rest } = row;
  await q.insert(t.remoteObjects).values(row).onConflictDoUpdate({ target: t.remoteObjects.object, set: rest });
}

/** Something of another server by its IRI. */
export async function findRemoteObject({ q, t }: Session, object: string): Promise<RemoteObjectRow | undefined> {
  return (await q.select().from(t.remoteObjects).where(eq(t.remoteObjects.object, object)).limit(1))[0];
}

/** By our own ids. At most some hundred at once. */
export async function listRemoteObjects({ q, t }: Session, ids: readonly string[]): Promise<RemoteObjectRow[]> {
  if (ids.length === 0) return [];
  return q
    .select()
    .from(t.remoteObjects)
    .where(inArray(t.remoteObjects.id, [...ids]));
}
