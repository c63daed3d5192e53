import { deleteKeyValue, findKeyValue, listKeyValues, saveKeyValue } from "#src/store/keyvalues.ts";
import { transact, type Context, type Work } from "./context.ts";

/** How long counts are gathered before they are told, and how often at most: many answers must not make many messages to everybody. */
const gatherMs = 60_000;
const leastBetweenMs = 10 * 60_000;
/** A note that was forgotten, since its event is gone, is no note any more. */
const keptMs = 7 * 86_400_000;

const dueKey = (eventId: string): string => `attendance-counts due ${eventId}`;
const toldKey = (eventId: string): string => `attendance-counts told ${eventId}`;

/** The number of people who come to an event has changed: those who show it hear it soon, all changes until then at once. */
export async function noteCountChanged(work: Work, eventId: string): Promise<void> {
  const { session } = work;
  const nowMs = work.nowMs();
  if ((await findKeyValue(session, dueKey(eventId), nowMs)) !== undefined) return;
  const told = await findKeyValue(session, toldKey(eventId), nowMs);
  const dueAtMs = Math.max(nowMs + gatherMs, told === undefined ? 0 : Number(told.value) + leastBetweenMs);
  await saveKeyValue(session, { key: dueKey(eventId), value: String(dueAtMs), expiresAtMs: nowMs + keptMs });
}

/** Has the new counts told of every event for which it is time. `sayUpdate` says the event anew, in the transaction that it is given. */
export async function tellCounts(
  context: Context,
  sayUpdate: (work: Work, eventId: string) => Promise<void>,
): Promise<number> {
  const nowMs = context.nowMs();
  const due = (await listKeyValues(context.database, dueKey(""), nowMs)).filter(({ value }) => Number(value) <= nowMs);
  for (const { key } of due) {
    const eventId = key.slice(dueKey("").length);
    await transact(context, async (work) => {
      await deleteKeyValue(work.session, key);
      const value = String(work.nowMs());
      await saveKeyValue(work.session, { key: toldKey(eventId), value, expiresAtMs: work.nowMs() + leastBetweenMs });
      await sayUpdate(work, eventId);
    });
  }
  return due.length;
}
