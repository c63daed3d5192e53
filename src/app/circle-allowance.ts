import type { Database } from "#src/store/database.ts";
import type { Work } from "./context.ts";

/** What a circle takes from one server in an hour, of posts, edits, likes and what takes them back. */
export const mostOfServerAnHour = 120;
const hourMs = 3_600_000;
const serversKept = 10_000;

interface Hour {
  readonly sinceMs: number;
  readonly taken: number;
}
const hours = new WeakMap<Database, Map<string, Hour>>();

/**
 * Whether a circle passes on one thing more of a server. What is passed on goes to each server that follows the circle: without an end to it, whoever
 * likes one post again and again under new addresses has us send as much to everyone. Counted in this process: nobody elsewhere can end it.
 */
export function takeAllowance(
  { database, nowMs }: Pick<Work, "database" | "nowMs">,
  { circleId, iri }: { readonly circleId: string; readonly iri: string },
): boolean {
  const known = hours.get(database) ?? new Map<string, Hour>();
  hours.set(database, known);
  const key = `${circleId} ${URL.canParse(iri) ? new URL(iri).origin : ""}`;
  const before = known.get(key);
  const hour = before !== undefined && nowMs() - before.sinceMs < hourMs ? before : { sinceMs: nowMs(), taken: 0 };
  if (hour.taken >= mostOfServerAnHour) return false;
  known.delete(key);
  known.set(key, { ...hour, taken: hour.taken + 1 });
  for (const oldest of known.keys()) {
    if (known.size <= serversKept) break;
    known.delete(oldest);
  }
  return true;
}
