import { calendarProblem, type PublishedCalendar } from "./calendar.ts";
import { freeSeats } from "./capacity.ts";
import { metresBetween } from "./distance.ts";
import { leavingKept } from "./kept-seats.ts";
import type { Energy, GeoPoint, TakenSlot, Terms } from "./resource.ts";
import type { Slot } from "./slot.ts";

/** What a search knows of one proposal, ours or a partner's. */
export interface Listing {
  /** Our id of it. */
  readonly id: string;
  /** Null when it is our own. */
  readonly peerId: string | null;
  readonly seats: number;
  /** The most seats of one meeting; null: all of them. */
  readonly roomSeats: number | null;
  readonly taken: readonly TakenSlot[];
  /** Null: always open. */
  readonly calendar: PublishedCalendar | null;
  /** No server of it answers. */
  readonly down: boolean;
  readonly languages: readonly string[];
  readonly region: string;
  readonly features: readonly string[];
  readonly energy: Energy;
  /** Whether its coop says how that is known. */
  readonly energyStated: boolean;
  readonly platform: string | null;
  readonly terms: Terms;
  readonly audience: "public" | "partners";
  readonly place: GeoPoint | null;
  /** Seats kept for events of the commons, until so many hours before a slot starts. */
  readonly commonsSeats?: number;
  readonly commonsUntilHours?: number;
}

/** What somebody looks for. Absent means that it does not matter. */
export interface Wanted {
  readonly slot?: Slot;
  /** One, when absent. */
  readonly seats?: number;
  /** A language tag: `pt` also finds `pt-BR`. */
  readonly language?: string;
  readonly region?: string;
  readonly near?: Near;
  readonly features?: readonly string[];
  readonly energy?: Energy;
  /** Only where it is said how the energy is known. */
  readonly energyStated?: boolean;
  readonly platform?: string;
  readonly terms?: Terms["kind"];
  readonly price?: Price;
  readonly audience?: Listing["audience"];
  readonly whose?: "own" | "others";
}

/** From a place, and how far at most. What says no place is never within. */
export interface Near extends GeoPoint {
  readonly withinMetres?: number;
}

/** What can be given in return, per seat-hour: gifts fit too, and what asks for nothing. */
export interface Price {
  readonly unit: string;
  /** A whole number of the unit; absent: whatever it is. */
  readonly atMost?: number;
}

/**
 * The seats that one meeting in this slot may have, asked for at `nowMs`: free in every minute, within one room, while it is open, with
 * its notice and within its horizon, leaving alone what is kept for events of the commons. Zero where nothing can be asked for.
 */
export function freeSeatsOfListing(
  listing: Pick<Listing, "seats" | "roomSeats" | "taken" | "calendar" | "down" | "commonsSeats" | "commonsUntilHours">,
  slot: Slot,
  nowMs: number,
): number {
  const { seats, roomSeats, taken, calendar, down } = listing;
  if (down) return 0;
  if (calendar !== null && calendarProblem({ calendar, slot, nowMs }) !== undefined) return 0;
  const free = freeSeats({ seats, reservations: taken, startsAtMs: slot.startsAtMs, endsAtMs: slot.endsAtMs });
  return leavingKept(Math.min(free, roomSeats ?? free), { published: listing, slot, nowMs });
}

/** The seats of a listing when no slot is asked for. */
export const mostSeatsOf = ({ seats, roomSeats, down }: Pick<Listing, "seats" | "roomSeats" | "down">): number =>
  down ? 0 : Math.min(seats, roomSeats ?? seats);

/** Whether a coop that helps people in these languages helps in this one. */
export function speaks(languages: readonly string[], wanted: string): boolean {
  const other = wanted.toLowerCase();
  return languages.some((tag) => tag.toLowerCase() === other || tag.toLowerCase().startsWith(`${other}-`));
}

export const isRegion = (region: string, wanted: string): boolean => region.toLowerCase() === wanted.toLowerCase();

export const hasFeatures = (features: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((feature) => features.includes(feature));

/** Whether these terms ask for no more than what can be given. */
function isAffordable(terms: Terms, { unit, atMost }: Price): boolean {
  if (terms.kind === "gift" || terms.perSeatHour === 0) return true;
  return terms.unit === unit && (atMost === undefined || terms.perSeatHour <= atMost);
}

/** How far it is, in whole metres; undefined when it says no place. */
export const distanceTo = (near: GeoPoint, { place }: Pick<Listing, "place">): number | undefined =>
  place === null ? undefined : metresBetween(near, place);

/** What of a listing fits. */
export interface Fit {
  /** In the slot, or in all. */
  readonly freeSeats: number;
  readonly distanceMetres?: number;
}

/** Whether a listing is what somebody looks for: what an index of many is checked against. */
export function fitOf(listing: Listing, wanted: Wanted, nowMs: number): Fit | undefined {
  const { slot, seats = 1 } = wanted;
  const free = slot === undefined ? mostSeatsOf(listing) : freeSeatsOfListing(listing, slot, nowMs);
  const isEnough = free >= Math.max(1, seats);
  return isEnough && isSaid(listing, wanted) && isAsked(listing, wanted) ? reachOf(listing, wanted, free) : undefined;
}

function reachOf(listing: Listing, { near }: Wanted, free: number): Fit | undefined {
  if (near === undefined) return { freeSeats: free };
  const distanceMetres = distanceTo(near, listing);
  if ((distanceMetres ?? Infinity) > (near.withinMetres ?? Infinity)) return undefined;
  return { freeSeats: free, ...(distanceMetres !== undefined && { distanceMetres }) };
}

const isMet = <T>(wanted: T | undefined, test: (wanted: T) => boolean): boolean => wanted === undefined || test(wanted);

/** What its coop says of the room. */
function isSaid(listing: Listing, wanted: Wanted): boolean {
  return (
    isMet(wanted.language, (language) => speaks(listing.languages, language)) &&
    isMet(wanted.region, (region) => isRegion(listing.region, region)) &&
    isMet(wanted.features, (features) => hasFeatures(listing.features, features)) &&
    isMet(wanted.energy, (energy) => listing.energy === energy) &&
    isMet(wanted.energyStated, (stated) => !stated || listing.energyStated) &&
    isMet(wanted.platform, (platform) => listing.platform === platform)
  );
}

/** What it asks, and of whom. */
function isAsked(listing: Listing, wanted: Wanted): boolean {
  return (
    isMet(wanted.terms, (kind) => listing.terms.kind === kind) &&
    isMet(wanted.price, (price) => isAffordable(listing.terms, price)) &&
    isMet(wanted.audience, (audience) => listing.audience === audience) &&
    isMet(wanted.whose, (whose) => (listing.peerId === null) === (whose === "own"))
  );
}
