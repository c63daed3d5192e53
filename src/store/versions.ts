import { and, asc, desc, eq } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

/** What an announcement or event said from when until when. */
export type Version = Tables["versions"]["$inferSelect"];

export async function saveVersion({ q, t }: Session, version: Version): Promise<void> {
  await q.insert(t.versions).values(version);
}

/** Oldest first. */
export async function listVersions({ q, t }: Session, subjectId: string): Promise<Version[]> {
  return q.select().from(t.versions).where(eq(t.versions.subjectId, subjectId)).orderBy(asc(t.versions.id));
}

export async function findLastVersion({ q, t }: Session, subjectId: string): Promise<Version | undefined> {
  const ofIt = eq(t.versions.subjectId, subjectId);
  return (await q.select().from(t.versions).where(ofIt).orderBy(desc(t.versions.id)).limit(1))[0];
}

/** Forgets one. Answers whether there was one. */
export async function deleteVersion(
  { q, t }: Session,
  { id, subjectId }: Pick<Version, "id" | "subjectId">,
): Promise<boolean> {
  const same = and(eq(t.versions.id, id), eq(t.versions.subjectId, subjectId));
  return (await q.delete(t.versions).where(same).returning({ id: t.versions.id })).length > 0;
}

export async function deleteVersions({ q, t }: Session, subjectId: string): Promise<void> {
  await q.delete(t.versions).where(eq(t.versions.subjectId, subjectId));
}
