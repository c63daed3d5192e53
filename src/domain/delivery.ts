/** Where a message to one server stands. `failed` is tried again; `dropped` is given up, and is what only announcements can be. */
export type DeliveryState = "waiting" | "failed" | "done" | "dropped";

export interface DeliveryRow {
  readonly state: "waiting" | "done" | "dropped";
  readonly attempts: number;
  readonly answerKey: string | null;
  readonly nextAttemptAtMs: number;
  readonly expiresAtMs: number | null;
  readonly lastError: string | null;
  readonly lastStatus: number | null;
  readonly createdAtMs: number;
  readonly doneAtMs: number | null;
}

export const decideDeliveryState = ({ state, lastError }: DeliveryRow): DeliveryState =>
  state === "waiting" && lastError !== null ? "failed" : state;

/** Whether the server took it, and what it says to it is still to come. */
export const isTaken = ({ state, answerKey, attempts, lastError }: DeliveryRow): boolean =>
  state === "waiting" && answerKey !== null && attempts > 0 && lastError === null;

/** How a host fares that rests, or does not. */
export interface Rest {
  readonly failures: number;
  readonly nextAttemptAtMs: number;
}

/** When it is tried next (epoch milliseconds): not before its host has rested. Undefined when it is over. */
export function decideNextAttempt(row: DeliveryRow, host: Rest | undefined): number | undefined {
  if (row.state !== "waiting") return undefined;
  return host === undefined || host.failures === 0
    ? row.nextAttemptAtMs
    : Math.max(row.nextAttemptAtMs, host.nextAttemptAtMs);
}

/** What was given up is taken up again by hand for so long. */
const revivableMs = 30 * 24 * 3_600_000;
const gone = new Set([404, 410]);

/**
 * What a person's "try again now" does. `again`: at once. `revive`: an announcement that was given up, because it was too old or its
 * readers' server said that they are gone, is taken up again. `over`: it arrived, was taken back, or something newer was said since.
 */
export function decideRetry(
  row: DeliveryRow,
  { nowMs, isNewest, isOpen }: { readonly nowMs: number; readonly isNewest: boolean; readonly isOpen: boolean },
): "again" | "revive" | "over" {
  if (row.state === "waiting") return "again";
  const isSensible = row.state === "dropped" && isOpen && isNewest && row.createdAtMs >= nowMs - revivableMs;
  return isSensible && wasGivenUp(row) ? "revive" : "over";
}

/** Too old, or gone. Anything else was taken back: what never expires is between nodes, and is not given up. */
function wasGivenUp({ expiresAtMs, doneAtMs, lastStatus }: DeliveryRow): boolean {
  if (expiresAtMs === null) return false;
  const wasTooOld = doneAtMs !== null && expiresAtMs <= doneAtMs;
  return wasTooOld || (lastStatus !== null && gone.has(lastStatus));
}
