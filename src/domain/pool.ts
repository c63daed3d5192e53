import type { Calendar } from "./calendar.ts";
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

/** What of a resource its pool depends on. */
interface PooledResource {
  readonly platform: string | null;
  readonly seats: number | null;
  readonly rooms: number | null;
  readonly calendar: Calendar | null;
}

/**
 * What a resource can give at once, by its settings and its servers. It is down when none of them answers, or there is none yet; its
 * largest room is that of the largest server that lives, or, while it is down, of the largest that may come back. A `link` is always
 * up, and its room has no limit of its own.
 */
export function poolOf(resource: PooledResource, servers: readonly PoolServer[]): OfferedPool {
  const { platform, seats, rooms, calendar } = resource;
  const all = { seats: seats ?? 0, rooms, calendar };
  if (!hasServers(platform)) return { ...all, roomSeats: null, down: false };
  const living = servers.filter(({ health }) => health !== "down");
  const down = living.length === 0;
  const sizes = (down ? servers : living).map((server) => server.seats);
  return { ...all, roomSeats: sizes.length === 0 ? null : Math.max(...sizes), down };
}
