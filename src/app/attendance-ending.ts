import { forgetAttendancesOf } from "#src/store/attendances.ts";
import { findEvent } from "#src/store/events.ts";
import { saveAttendancesEnded } from "#src/store/relations.ts";
import { fillPlaces } from "./attendances.ts";
import { transact, type Context, type Work } from "./context.ts";

/**
 * These people come to none of our events any longer; whoever waited for their places moves up. Answers how many answers of theirs ended.
 */
export async function endAttendancesOf(work: Work, actors: readonly string[]): Promise<number> {
  const eventIds = await saveAttendancesEnded(work.session, actors, work.nowMs());
  for (const id of new Set(eventIds)) {
    const event = await findEvent(work.session, id);
    if (event !== undefined) await fillPlaces(work, event);
  }
  return eventIds.length;
}

/** An account elsewhere was deleted: its answers end, and nothing of it is kept. Answers how many answers ended. */
export function forgetAttendee(context: Context, actor: string): Promise<number> {
  return transact(context, async (work) => {
    const ended = await endAttendancesOf(work, [actor]);
    await forgetAttendancesOf(work.session, actor);
    return ended;
  });
}
