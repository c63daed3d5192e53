import { and, eq, inArray, isNull, lt, or } from "drizzle-orm";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type Upload = Tables["uploads"]["$inferSelect"];

export async function saveUploadRow({ q, t }: Session, upload: Upload, bytes: Buffer): Promise<void> {
  await q.insert(t.uploads).values(upload);
  await q.insert(t.uploadBytes).values({ id: upload.id, base64: bytes.toString("base64") });
}

export async function findUpload(session: Session, id: string): Promise<Upload | undefined> {
  return findRow(session, "uploads", { id });
}

export async function findUploadBytes({ q, t }: Session, id: string): Promise<Buffer | undefined> {
  const [row] = await q.select().from(t.uploadBytes).where(eq(t.uploadBytes.id, id)).limit(1);
  return row === undefined ? undefined : Buffer.from(row.base64, "base64");
}

/** Those that there are, in the order of their ids as they were asked for. */
export async function listUploads({ q, t }: Session, ids: readonly string[]): Promise<Upload[]> {
  if (ids.length === 0) return [];
  const rows = await q
    .select()
    .from(t.uploads)
    .where(inArray(t.uploads.id, [...ids]));
  return ids.flatMap((id) => rows.filter((row) => row.id === id));
}

export async function listUploadsOf({ q, t }: Session, subjectId: string): Promise<Upload[]> {
  return q.select().from(t.uploads).where(eq(t.uploads.subjectId, subjectId));
}

export async function updateUpload(
  { q, t }: Session,
  id: string,
  changes: { readonly alt?: LocalizedText; readonly subjectId?: string },
): Promise<void> {
  await q.update(t.uploads).set(changes).where(eq(t.uploads.id, id));
}

export async function deleteUploads({ q, t }: Session, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await q.delete(t.uploadBytes).where(inArray(t.uploadBytes.id, [...ids]));
  await q.delete(t.uploads).where(inArray(t.uploads.id, [...ids]));
}

/** Nobody has used them, and they are older than that. */
export async function listUnusedUploads(
  { q, t }: Session,
  beforeMs: number,
  limit: number,
): Promise<readonly string[]> {
  const rows = await q
    .select({ id: t.uploads.id })
    .from(t.uploads)
    .where(and(isNull(t.uploads.subjectId), lt(t.uploads.createdAtMs, beforeMs)))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Whether everyone may see what belongs to this announcement or event: it is published and stands. */
export async function isPublicSubject({ q, t }: Session, id: string): Promise<boolean> {
  const [announcement] = await q
    .select({ deletedAtMs: t.announcements.deletedAtMs, state: t.announcements.state })
    .from(t.announcements)
    .where(eq(t.announcements.id, id))
    .limit(1);
  if (announcement !== undefined) return announcement.state === "published" && announcement.deletedAtMs === null;
  const shown = await q.$count(
    t.events,
    and(
      or(eq(t.events.id, id), eq(t.events.seriesId, id)),
      eq(t.events.state, "published"),
      isNull(t.events.deletedAtMs),
    ),
  );
  return shown > 0;
}
