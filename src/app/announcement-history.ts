import type { LocalizedText } from "#src/domain/language.ts";
import type { Announcement } from "#src/store/announcements.ts";
import { listUploads } from "#src/store/uploads.ts";
import { findLastVersion, listVersions, saveVersion } from "#src/store/versions.ts";
import type { Context, Work } from "./context.ts";

/** What an announcement said from when until when (epoch milliseconds). Of its pictures only the words stay. */
export interface AnnouncementVersion {
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

/** What it said before, the last first. */
export async function listHistory({ database }: Context, id: string): Promise<readonly AnnouncementVersion[]> {
  const rows = (await listVersions(database, id)).toReversed();
  return rows.map(({ content, fromMs, untilMs }) => ({
    ...(content as unknown as Omit<AnnouncementVersion, "fromMs" | "untilMs">),
    fromMs,
    untilMs,
  }));
}
