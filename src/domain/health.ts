import type { Health } from "./pool.ts";
import { minuteMs } from "./slot.ts";

/** What is known of a server's health. */
export interface HealthState {
  readonly health: Health;
  /** Since when it is so. */
  readonly healthSinceMs: number;
  /** How often in a row it did not answer as it should. */
  readonly failures: number;
}

export type HealthChange = HealthState & { readonly nextCheckAtMs: number };

/** A server that answers is asked again after this long; so is one that has been down for a while. */
const checkEveryMs = minuteMs;
/** One that did not answer is asked again soon: once may be chance. */
const firstRepeatMs = 5_000;
/** This many failures in a row, and it is down. */
const failuresUntilDown = 2;

/**
 * What one look at a server says about it. `spread`, from 0 up to 1 and always the same for one server, keeps many servers from being
 * asked at the same moment.
 */
export function decideHealth(
  before: HealthState,
  look: { readonly answers: boolean; readonly nowMs: number; readonly spread: number },
): HealthChange {
  const failures = look.answers ? 0 : before.failures + 1;
  const health = healthAfter(before.health, failures);
  const pauseMs =
    failures === 0 ? checkEveryMs : Math.min(checkEveryMs, firstRepeatMs * 2 ** Math.min(failures - 1, 10));
  return {
    health,
    healthSinceMs: health === before.health ? before.healthSinceMs : look.nowMs,
    failures,
    nextCheckAtMs: look.nowMs + pauseMs + Math.floor((pauseMs / 10) * look.spread),
  };
}

function healthAfter(before: Health, failures: number): Health {
  if (failures === 0) return "up";
  return failures >= failuresUntilDown ? "down" : before;
}
