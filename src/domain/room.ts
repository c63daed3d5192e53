import type { Health } from "./pool.ts";
import { minuteMs } from "./slot.ts";
import { closesAtMs, openBeforeMs } from "./pass.ts";

/** A server as a place for one more room. */
export interface Place {
  readonly id: string;
  readonly seats: number;
  readonly health: Health;
  /** Seats of the rooms that are on it now. */
  readonly taken: number;
}

/**
 * Where a room is made: on the server that lives and has the most free seats, the oldest of several. The pool's limits have been kept
 * when the agreement was made; so a server takes a room even when its own free seats are fewer than the room's, rather than
 * leaving people outside. Undefined when none lives.
 */
export function choosePlace(places: readonly Place[], avoided: ReadonlySet<string>): Place | undefined {
  const living = places.filter(({ id, health }) => health !== "down" && !avoided.has(id));
  const [best] = living.toSorted(
    (one, other) => other.seats - other.taken - (one.seats - one.taken) || (one.id < other.id ? -1 : 1),
  );
  return best;
}

interface Meeting {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly overrunUntilMs: number | null;
}

/** Whether a room should be there at `nowMs`: not yet, now, or no longer. */
export function decideRoomHour(meeting: Meeting, nowMs: number): "early" | "open" | "over" {
  if (nowMs < meeting.startsAtMs - openBeforeMs) return "early";
  return nowMs < closesAtMs(meeting) ? "open" : "over";
}

/** When a room is looked into next: at the start, then every interval from there on, and at the end. */
export function nextLookMs(
  meeting: Meeting,
  { nowMs, everyMs }: { readonly nowMs: number; readonly everyMs: number },
): number {
  const { startsAtMs } = meeting;
  if (nowMs < startsAtMs) return startsAtMs;
  const passed = Math.floor((nowMs - startsAtMs) / everyMs) + 1;
  return Math.min(startsAtMs + passed * everyMs, Math.max(closesAtMs(meeting), nowMs + 1));
}

/** A meeting that goes on longer is given so much more at a time. */
const overrunStepMs = 5 * minuteMs;

/** Until when a meeting would go on that is given one step more; undefined when it has had all that the calendar allows. */
export function nextOverrunMs(meeting: Meeting, overrunMinutes: number): number | undefined {
  const mostMs = meeting.endsAtMs + overrunMinutes * minuteMs;
  const untilMs = Math.min(closesAtMs(meeting) + overrunStepMs, mostMs);
  return untilMs > closesAtMs(meeting) ? untilMs : undefined;
}
