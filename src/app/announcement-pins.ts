import { maxPinned } from "#src/domain/announcement.ts";
import { findAnnouncement, listPinned, updateAnnouncement } from "#src/store/announcements.ts";
import { sayPinned } from "./announcement-saying.ts";
import { transact, type Context } from "./context.ts";

export type PinOutcome = { readonly outcome: "done" | "unknown" | "not-public" | "too-many" };

/**
 * Puts an announcement first on its author's profile, before those that were pinned earlier; at most five. Pinning one again moves it to
 * the front. Others are told.
 */
export function pinAnnouncement(context: Context, id: string): Promise<PinOutcome> {
  return transact(context, async (work) => {
    const before = await findAnnouncement(work.session, id);
    if (before === undefined || before.deletedAtMs !== null) return { outcome: "unknown" };
    if (before.state !== "published") return { outcome: "not-public" };
    const pinned = await listPinned(work.session, before.actorId);
    if (before.pinnedAtMs === null && pinned.length >= maxPinned) return { outcome: "too-many" };
    if (pinned[0]?.id === id) return { outcome: "done" };
    // Later than every other, also when the clock was put back.
    const pinnedAtMs = Math.max(work.nowMs(), (pinned[0]?.pinnedAtMs ?? 0) + 1);
    await updateAnnouncement(work.session, id, { pinnedAtMs });
    await sayPinned(work, before, true);
    return { outcome: "done" };
  });
}

/** It stands among the others again. Repeating it changes nothing. */
export function unpinAnnouncement(context: Context, id: string): Promise<PinOutcome> {
  return transact(context, async (work) => {
    const before = await findAnnouncement(work.session, id);
    if (before === undefined || before.deletedAtMs !== null) return { outcome: "unknown" };
    if (before.pinnedAtMs === null) return { outcome: "done" };
    await updateAnnouncement(work.session, id, { pinnedAtMs: null });
    await sayPinned(work, before, false);
    return { outcome: "done" };
  });
}
