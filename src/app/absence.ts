import { findCoop, updateCoop, type Coop } from "#src/store/coop.ts";
import type { Session } from "#src/store/database.ts";
import { listUsers } from "#src/store/people.ts";
import { note } from "./audit.ts";
import { transact, type Context, type Work } from "./context.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** So many days before it closes, stewards are warned. */
const warnDays = 14;

/** Whether stewards look after the node. `closes`: when it will close, if nobody comes. */
export type Presence =
  | { readonly presence: "here" }
  | { readonly presence: "warning"; readonly seenAtMs: number; readonly closesAtMs: number }
  | { readonly presence: "closed"; readonly sinceMs: number };

/** How long no steward has been here, against what the coop has set. */
export async function findPresence({ database, nowMs }: Context): Promise<Presence> {
  const coop = await findCoop(database);
  if (coop === undefined) return { presence: "here" };
  if (coop.absentSinceMs !== null) return { presence: "closed", sinceMs: coop.absentSinceMs };
  if (coop.absenceDays === null) return { presence: "here" };
  const seenAtMs = await lastSeen(database, coop);
  const closesAtMs = seenAtMs + coop.absenceDays * dayMs;
  const warnsAtMs = closesAtMs - Math.min(warnDays, coop.absenceDays / 2) * dayMs;
  return nowMs() >= warnsAtMs ? { presence: "warning", seenAtMs, closesAtMs } : { presence: "here" };
}

/** By the pages or with a token; a node that was only just set up counts from then. */
async function lastSeen(session: Session, coop: Coop): Promise<number> {
  const stewards = (await listUsers(session)).filter(({ role }) => role === "steward");
  return Math.max(
    coop.stewardSeenAtMs ?? 0,
    coop.createdAtMs,
    ...stewards.map(({ lastSeenAtMs }) => lastSeenAtMs ?? 0),
  );
}

/**
 * The clock's part: closes the node for strangers when no steward has been here for the time that the coop has set. Answers 1 when it
 * closed now.
 */
export async function closeWhenAbsent(context: Context): Promise<number> {
  const coop = await findCoop(context.database);
  if (coop === undefined || coop.absenceDays === null || coop.absentSinceMs !== null) return 0;
  if (context.nowMs() - (coop.stewardSeenAtMs ?? 0) < coop.absenceDays * dayMs) return 0;
  return transact(context, async (work) => {
    const now = await findCoop(work.session);
    if (now === undefined || now.absenceDays === null || now.absentSinceMs !== null) return 0;
    if (work.nowMs() - (await lastSeen(work.session, now)) < now.absenceDays * dayMs) return 0;
    await updateCoop(work.session, { absentSinceMs: work.nowMs() });
    await note(work, { act: "node.close", subject: now.origin, detail: { absenceDays: now.absenceDays } });
    return 1;
  });
}

/** A steward is here: noted to the hour, and a node that closed meanwhile opens. */
export async function noteStewardSeen(context: Context): Promise<void> {
  const coop = await findCoop(context.database);
  if (coop === undefined || !isNews(coop, context.nowMs())) return;
  await transact(context, noteStewardHere);
}

const isNews = (coop: Coop, nowMs: number): boolean =>
  coop.absentSinceMs !== null || nowMs - (coop.stewardSeenAtMs ?? 0) >= hourMs;

/** The same in a transaction, as when a steward signs in. */
export async function noteStewardHere(work: Work): Promise<void> {
  const coop = await findCoop(work.session);
  if (coop === undefined || !isNews(coop, work.nowMs())) return;
  await updateCoop(work.session, { stewardSeenAtMs: work.nowMs(), absentSinceMs: null });
  if (coop.absentSinceMs !== null) await note(work, { act: "node.open", subject: coop.origin });
}
