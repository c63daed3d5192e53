import { findActor } from "#src/store/actors.ts";
import { findAnnouncement, listDueAnnouncements, updateAnnouncement } from "#src/store/announcements.ts";
import { sayCreated } from "./announcement-saying.ts";
import { transact, type Context } from "./context.ts";

const publishedAtOnce = 50;

/**
 * A job: what was scheduled becomes public when its time has come, also when the node was down at that time; then it says so, and is
 * dated when it really became public. Each is decided anew in its own transaction, so that it happens once, however many processes try.
 */
export async function publishScheduled(context: Context): Promise<number> {
  const due = await listDueAnnouncements(context.database, context.nowMs(), publishedAtOnce);
  let published = 0;
  for (const id of due) if (await publishOne(context, id)) published += 1;
  return published;
}

function publishOne(context: Context, id: string): Promise<boolean> {
  return transact(context, async (work) => {
    const before = await findAnnouncement(work.session, id);
    const nowMs = work.nowMs();
    const isDue = before?.state === "scheduled" && before.scheduledAtMs !== null && before.scheduledAtMs <= nowMs;
    if (!isDue) return false;
    const author = await findActor(work.session, before.actorId);
    if (author === undefined || author.deletedAtMs !== null) {
      // Nobody speaks for a circle that is gone: it stays, for stewards to see.
      await updateAnnouncement(work.session, id, { state: "draft", scheduledAtMs: null });
      return false;
    }
    const changes = { state: "published", scheduledAtMs: null, publishedAtMs: nowMs } as const;
    await updateAnnouncement(work.session, id, changes);
    await sayCreated(work, { ...before, ...changes });
    return true;
  });
}
