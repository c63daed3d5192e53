import type { OfferedPool } from "./offer-capacity.ts";

/** Whether a meeting server answers: `unknown` until it was asked for the first time. */
export type Health = "unknown" | "up" | "down";

/** What a pool's capacity depends on of each of its servers. */
export interface PoolServer {
  /** The most seats of one room, and of all its rooms together. */
  readonly seats: number;
  readonly health: Health;
}

/** Whether a platform's rooms are made on servers of its own; a `link` leads to one address, which is all there is. */
export const hasServers = (platform: string | null): boolean => platform !== null && platform !== "link";

/**
 * What the servers of a resource say about its pool. It is down when none of them answers, or there is none yet; its largest room is that of
 * the largest server that lives, or, while it is down, of the largest that may come back. A `link` is always up, and its room has no limit
 * of its own.
 */
export function decidePool(
  platform: string | null,
  servers: readonly PoolServer[],
): Required<Pick<OfferedPool, "down" | "roomSeats">> {
  if (!hasServers(platform)) return { down: false, roomSeats: null };
  const living = servers.filter(({ health }) => health !== "down");
  const down = living.length === 0;
  const rooms = (down ? servers : living).map(({ seats }) => seats);
  return { down, roomSeats: rooms.length === 0 ? null : Math.max(...rooms) };
}
