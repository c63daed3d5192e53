import type { Fit, Listing, Wanted } from "./listing.ts";

/** Our own come after everybody else's: nobody asks themselves. */
const ownRank = 1_000;
const energyRanks = { renewable: 0, mixed: 5, unknown: 10 } as const;
const paidRank = 10;
const mostWayRank = 100;
const metresPerRank = 20_000;

/**
 * How well a listing fits, in whole numbers; less is better, and equals go by age, the newest first. It counts
 * - the part of the room that would stay empty, in percent, when seats were asked for: the large rooms stay free for those who need them;
 * - one for each 20 km of the way when a place was asked for, at most 100, which is also what a place that nobody says counts;
 * - 5 for mixed energy, 10 for unknown; 10 when something is asked in return;
 * - 1,000 for our own.
 */
export function rankOf(listing: Pick<Listing, "peerId" | "energy" | "terms">, fit: Fit, wanted: Wanted): number {
  const { seats, near } = wanted;
  const empty = seats === undefined ? 0 : emptyRank(fit.freeSeats, seats);
  return standingRank(listing) + empty + (near === undefined ? 0 : wayRank(fit.distanceMetres));
}

/** What of a rank is the same in every search. */
export const standingRank = ({ peerId, energy, terms }: Pick<Listing, "peerId" | "energy" | "terms">): number =>
  energyRanks[energy] + (terms.kind === "gift" ? 0 : paidRank) + (peerId === null ? ownRank : 0);

export const emptyRank = (freeSeats: number, wanted: number): number =>
  Math.floor(((freeSeats - wanted) * 100) / Math.max(1, freeSeats));

export const wayRank = (metres = Infinity): number => Math.min(mostWayRank, Math.floor(metres / metresPerRank));
