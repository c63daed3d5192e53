import { findAnsweredEvent } from "#src/store/attendances.ts";
import { saveAttendancesEnded } from "#src/store/relations.ts";
import { fillPlaces } from "./attendances.ts";
import type { Work } from "./context.ts";

/**
 * These people come to none of our events any longer; whoever waited for their places moves up. Answers how many answers of theirs ended.
 */
export async function endAttendancesOf(work: Work, actors: readonly string[]): Promise<number> {
  const eventIds = await saveAttendancesEnded(work.session, actors, work.nowMs());
  for (const id of new Set(eventIds)) {
    const event = await findAnsweredEvent(work.session, id);
    if (event !== undefined) await fillPlaces(work, event);
  }
  return eventIds.length;
}
