import type { LocalizedText } from "./language.ts";

/** Where a meeting server's energy comes from, as its coop states it. */
export type Energy = "renewable" | "mixed" | "unknown";

/** What a room offers beyond seats. The names are the ones the API takes. */
export const features = ["recording", "dial-in", "captions", "breakout"] as const;

/** Which software runs the meetings; each has a connector. `link` is a fixed address. */
export const platforms = ["link"] as const;
export type Platform = (typeof platforms)[number];

/** What of a resource other coops see; the address of a room is never part of it. */
export interface ResourceCard {
  /** The IRI of the `Service` actor. */
  readonly actor: string;
  readonly name: LocalizedText;
  readonly platform?: string;
  readonly languages: readonly string[];
  readonly energy: Energy;
  readonly features: readonly string[];
}

/**
 * What a coop asks in return. `perSeatHour` is a whole number of `unit` for one seat-hour
 * (`work-minute`, `seat-minute`, or an ISO 4217 code whose minor units are counted).
 */
export type Terms =
  | { readonly kind: "gift" }
  | { readonly kind: "reciprocal"; readonly perSeatHour: number; readonly unit: string };

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
  /** Slots in which fewer than `seats` are free, in order of time; outside of them all are. */
  readonly taken: readonly TakenSlot[];
  readonly updatedAtMs: number;
}

/** `seats` are taken from `startsAtMs` (inclusive) to `endsAtMs` (exclusive). */
export interface TakenSlot {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly seats: number;
}
