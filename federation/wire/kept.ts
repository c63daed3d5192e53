import { z } from "zod";
import { maxCommonsUntilHours } from "#src/domain/policy.ts";
import type { ProposalCard, TakenSlot } from "#src/domain/resource.ts";
import type { Json, JsonObject } from "./json.ts";
import { instant, seats, wholeNumber, writeInstant } from "./market.ts";

/** Seats that a proposal keeps for events of the commons; nothing where it keeps none. */
export const writeKept = ({ commonsSeats, commonsUntilHours = 0 }: ProposalCard): JsonObject =>
  commonsSeats === undefined ? {} : { commonsSeats, commonsUntilHours };

export const kept = {
  commonsSeats: seats.optional(),
  commonsUntilHours: wholeNumber
    .refine((hours) => hours <= maxCommonsUntilHours, `at most ${maxCommonsUntilHours} hours`)
    .optional(),
};

/** What was read, as a card has it. */
export const keptFrom = ({
  commonsSeats,
  commonsUntilHours = 0,
}: {
  readonly commonsSeats?: number | undefined;
  readonly commonsUntilHours?: number | undefined;
}): Pick<ProposalCard, "commonsSeats" | "commonsUntilHours"> =>
  commonsSeats === undefined ? {} : { commonsSeats, commonsUntilHours };

export const writeTaken = ({ startsAtMs, endsAtMs, seats: taken, commons }: TakenSlot): Json => ({
  startTime: writeInstant(startsAtMs),
  endTime: writeInstant(endsAtMs),
  seats: taken,
  ...(commons === undefined ? {} : { commonsSeats: commons }),
});

/** Seats that are taken, and how many of them by events of the commons, where that is said. */
export const takenSlot = z
  .object({ startTime: instant, endTime: instant, seats, commonsSeats: wholeNumber.optional() })
  .refine(({ startTime, endTime }) => startTime < endTime, "a slot that ends after it starts")
  .refine((slot) => (slot.commonsSeats ?? 0) <= slot.seats, "no more seats for the commons than are taken")
  .transform((slot): TakenSlot => ({
    startsAtMs: slot.startTime,
    endsAtMs: slot.endTime,
    seats: slot.seats,
    ...(slot.commonsSeats === undefined ? {} : { commons: slot.commonsSeats }),
  }));
