import { listAttendances } from "#src/store/attendances.ts";
import { listEvents, type Event } from "#src/store/events.ts";
import { isWayTold, noteWayTold, tellWayIn } from "./attendance-telling.ts";
import { transact, type Context } from "./context.ts";

/** How long before it begins those who come on the fediverse are told how they get into its room. */
const aheadMs = 60 * 60_000;
const eventsAtOnce = 100;
const peopleAtOnce = 500;

/**
 * Tells everybody who said yes on their own server how to enter the room that an event takes from an agreement: an hour before, each by a
 * word to them alone. Answers to how many events.
 */
export async function tellWaysIn(context: Context): Promise<number> {
  const nowMs = context.nowMs();
  const soon = await listEvents(context.database, { fromMs: nowMs, untilMs: nowMs + aheadMs, limit: eventsAtOnce });
  let told = 0;
  for (const event of soon) {
    if (event.agreementId === null || event.status === "cancelled") continue;
    if (await tellOnce(context, event)) told += 1;
  }
  return told;
}

function tellOnce(context: Context, event: Event): Promise<boolean> {
  return transact(context, async (work) => {
    if (await isWayTold(work, event)) return false;
    await noteWayTold(work, event);
    for (let offset = 0; ; offset += peopleAtOnce) {
      const page = { states: ["coming"], limit: peopleAtOnce, offset } as const;
      const rows = await listAttendances(work.session, event.id, page);
      for (const attendance of rows) await tellWayIn(work, { event, attendance });
      if (rows.length < peopleAtOnce) return true;
    }
  });
}
