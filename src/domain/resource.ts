import type { PublishedCalendar } from "./calendar.ts";
import type { LocalizedText } from "./language.ts";
import type { Slot } from "./slot.ts";

/** Where a meeting server's energy comes from, as its coop states it. */
export type Energy = "renewable" | "mixed" | "unknown";

/** What a room offers beyond seats. The names are the ones the API takes. */
export const features = ["recording", "dial-in", "captions", "breakout"] as const;

/** Which software runs the meetings; each has a connector. `link` is a fixed address. */
export const platforms = ["link", "bigbluebutton", "jitsi", "galene"] as const;
export type Platform = (typeof platforms)[number];

/** What of a resource other coops see; the address of a room is never part of it. */
export interface ResourceCard {
  /** The IRI of the `Service` actor. */
  readonly actor: string;
  readonly name: LocalizedText;
  readonly platform?: string;
  readonly languages: readonly string[];
  readonly energy: Energy;
  /** How that is known, in the coop's own words: a certificate, panels on the roof. */
  readonly energyStatement?: string;
  readonly features: readonly string[];
  readonly place?: GeoPoint;
}

/** A place on earth, WGS 84, in millionths of a degree: whole numbers, about eleven centimetres apart. */
export interface GeoPoint {
  readonly latitudeE6: number;
  readonly longitudeE6: number;
}

/**
 * What a coop asks in return. `perSeatHour` is a whole number of `unit` for one seat-hour
 * (`work-minute`, `seat-minute`, or an ISO 4217 code whose minor units are counted).
 */
export type Terms = (
  | { readonly kind: "gift" }
  | { readonly kind: "reciprocal"; readonly perSeatHour: number; readonly unit: string }
) & { readonly notice?: NoticeTerms };

/**
 * What giving an agreed slot back costs the receiver, as a share of the agreed seat-minutes: nothing until `freeUntilMinutes` before
 * the start, `latePercent` after that, `noShowPercent` when nobody comes. Absent: it is always free.
 */
export interface NoticeTerms {
  readonly freeUntilMinutes: number;
  /** Whole percent, 0 to 100. */
  readonly latePercent: number;
  readonly noShowPercent: number;
}

/** A published offer of capacity as the other side sees it (FEP-0837 Proposal). */
export interface ProposalCard {
  /** The proposal's IRI. */
  readonly proposal: string;
  readonly coop: string;
  readonly resource: ResourceCard;
  readonly seats: number;
  readonly audience: "public" | "partners";
  readonly terms: Terms;
  readonly region: string;
  /** The most seats of one room; absent: as many as there are. */
  readonly roomSeats?: number;
  /** When it is open at all; absent: always. */
  readonly calendar?: PublishedCalendar;
  /** Slots in which fewer than `seats` are free, in order of time; outside of them all are, while it is open. */
  readonly taken: readonly TakenSlot[];
  /** Seats kept for events of the commons until so many hours before a slot starts; absent: none. */
  readonly commonsSeats?: number;
  readonly commonsUntilHours?: number;
  /** No server answers at the moment: nothing can be asked for. */
  readonly down?: true;
  /** The request of ours that this offer answers; it is meant for us alone. */
  readonly inReplyTo?: string;
  readonly updatedAtMs: number;
}

/** What a coop needs (FEP-0837 Proposal, purpose `request`): seats for a slot, in a language, with features. */
export interface RequestCard extends Slot {
  readonly proposal: string;
  readonly coop: string;
  readonly title: LocalizedText;
  readonly seats: number;
  readonly audience: "public" | "partners";
  readonly languages: readonly string[];
  readonly features: readonly string[];
  readonly region: string;
  readonly updatedAtMs: number;
}

/** `seats` are taken from `startsAtMs` (inclusive) to `endsAtMs` (exclusive). */
export interface TakenSlot {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly seats: number;
  /** Of these, by events of the commons; said where a proposal keeps seats for them. */
  readonly commons?: number;
}
