import type { LocalizedText } from "#src/domain/language.ts";
import type { Announcement } from "#src/store/announcements.ts";
import { listUploads } from "#src/store/uploads.ts";
import { deleteVersion, findLastVersion, listVersions, saveVersion } from "#src/store/versions.ts";
import { note } from "./audit.ts";
import { transact, type Context, type Work } from "./context.ts";

/** What an announcement said from when until when (epoch milliseconds). Of its pictures only the words stay. */
export interface AnnouncementVersion {
  readonly id: string;
  readonly content: LocalizedText;
  readonly title: LocalizedText;
  readonly contentNote: LocalizedText;
  readonly hashtags: readonly string[];
  readonly pictures: readonly LocalizedText[];
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Takes down what an announcement says now; `save` keeps it, once it is clear that it will say something else. */
export async function keepVersion(
  work: Work,
  before: Announcement,
): Promise<{ readonly save: (untilMs: number) => Promise<void> }> {
  const pictures = (await listUploads(work.session, before.pictures)).map(({ alt }) => alt);
  const last = await findLastVersion(work.session, before.id);
  const { content, title, contentNote, hashtags } = before;
  return {
    save: (untilMs) =>
      saveVersion(work.session, {
        id: work.newId(),
        subjectId: before.id,
        content: { content, title, contentNote, hashtags, pictures },
        fromMs: last?.untilMs ?? before.publishedAtMs,
        untilMs,
      }),
  };
}

/** Erases what it said once, as when somebody's name was changed away and still stands there. That something was erased stays known. */
export function eraseVersion(
  context: Context,
  { id, announcementId }: { readonly id: string; readonly announcementId: string },
): Promise<boolean> {
  return transact(context, async (work) => {
    const isErased = await deleteVersion(work.session, { id, subjectId: announcementId });
    if (isErased) await note(work, { act: "announcement.erase-version", subject: announcementId });
    return isErased;
  });
}

/** What it said before, the last first. */
export async function listHistory(
  { database }: Context,
  announcementId: string,
): Promise<readonly AnnouncementVersion[]> {
  const rows = (await listVersions(database, announcementId)).toReversed();
  return rows.map(({ id, content, fromMs, untilMs }) => ({
    ...(content as unknown as Omit<AnnouncementVersion, "id" | "fromMs" | "untilMs">),
    id,
    fromMs,
    untilMs,
  }));
}
