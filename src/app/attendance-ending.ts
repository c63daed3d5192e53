import { saveAttendancesEnded } from "#src/store/relations.ts";
import type { Work } from "./context.ts";

/** These people come to none of our events any longer. Answers how many answers of theirs ended. */
export async function endAttendancesOf(work: Work, actors: readonly string[]): Promise<number> {
  return (await saveAttendancesEnded(work.session, actors, work.nowMs())).length;
}
