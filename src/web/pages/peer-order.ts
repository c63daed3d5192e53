import type { DeliveryHealth } from "#src/store/deliveries.ts";
import type { Peer } from "#src/store/peers.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { formatDistance } from "#src/web/components/time.ts";

/** A message that waits for less than this is on its way, not in trouble. */
const patienceMs = 2 * 60_000;

/** Whether a coop's server takes what we say to it. */
export const isFlowing = ({ failures }: DeliveryHealth): boolean => failures === 0;

interface Flow {
  readonly peer: Pick<Peer, "lastSeenAtMs">;
  readonly health: DeliveryHealth;
  readonly name: string;
}

/** How messages to a coop flow, in a sentence. */
export function messagesSay(page: PageContext, { peer, health, name }: Flow): string {
  const { text } = page;
  const { waiting, waitingSinceMs } = health;
  const sinceMs = waitingSinceMs ?? page.nowMs;
  const count = { count: waiting, number: formatNumber(text, waiting), name, since: formatDistance(page, sinceMs) };
  if (!isFlowing(health)) return waiting === 0 ? text("peers-flow-fails", { name }) : text("peers-flow-stuck", count);
  if (waiting > 0 && sinceMs < page.nowMs - patienceMs) return text("peers-flow-waits", count);
  const seenAtMs = Math.max(health.lastSuccessAtMs ?? 0, peer.lastSeenAtMs ?? 0);
  return seenAtMs === 0
    ? text("peers-flow-new", { name })
    : text("peers-flow-good", { name, when: formatDistance(page, seenAtMs) });
}
