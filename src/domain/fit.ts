import type { Fit, Listing, Wanted } from "./listing.ts";

/** What of a listing its rank depends on, besides what fits. */
export interface Ranked extends Pick<Listing, "peerId" | "energy"> {
  readonly isGift: boolean;
}

/** Our own come after everybody else's: nobody asks themselves. */
const ownRank = 1_000;
const energyRank = { renewable: 0, mixed: 5, unknown: 10 } as const;
const giftRank = 10;
const mostDistanceRank = 100;
const metresPerRank = 20_000;

/**
 * How well a listing fits, in whole numbers; less is better, and equals go by age, the newest first. It counts
 * - the part of the room that would stay empty, in percent, when seats were asked for: the large rooms stay free for those who need them;
 * - one for each 20 km of the way when a place was asked for, at most 100, which is also what a place that nobody says counts;
 * - 5 for mixed energy, 10 for unknown; 10 when something is asked in return;
 * - 1,000 for our own.
 */
export function rankOf(listing: Ranked, fit: Fit, wanted: Wanted): number {
  const { seats, near } = wanted;
  const empty = seats === undefined ? 0 : Math.floor(((fit.freeSeats - seats) * 100) / Math.max(1, fit.freeSeats));
  const way = near === undefined ? 0 : wayRank(fit.distanceMetres);
  const gift = listing.isGift ? 0 : giftRank;
  return empty + way + gift + energyRank[listing.energy] + (listing.peerId === null ? ownRank : 0);
}

const wayRank = (metres = Infinity): number => Math.min(mostDistanceRank, Math.floor(metres / metresPerRank));
