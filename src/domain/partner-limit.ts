import { Temporal } from "temporal-polyfill";
import { peakSeats, type Reservation } from "./capacity.ts";
import type { Refusal } from "./message.ts";
import { minuteMs, minutesOf, type Slot } from "./slot.ts";

/** What one partner may have of us, and who answers it. Null: as much as there is. */
export interface PartnerPolicy {
  /** At once, over all our resources. */
  readonly seatsAtOnce: number | null;
  /** In one calendar month of our zone, in seat-minutes. */
  readonly seatMinutesAMonth: number | null;
  /** `automatic` answers at once what a proposal answers at once; `steward` lets every offer wait for a person. */
  readonly answer: "automatic" | "steward";
  /** Whether its word that something is an event of the commons is taken without a steward. */
  readonly commonsTrusted: boolean;
}

/** A partner for whom nothing was chosen. */
export const noLimits: PartnerPolicy = {
  seatsAtOnce: null,
  seatMinutesAMonth: null,
  answer: "automatic",
  commonsTrusted: false,
};

/** Seats for a slot that a partner asks for. */
export interface Wanted extends Slot {
  readonly seats: number;
}

/**
 * Why a partner cannot have so much; undefined when it can. `reservations`: everything it has or that is held for it over all our
 * resources, in each month that the slot touches, without what this one takes the place of. Each minute counts in the month that it
 * lies in by our zone; so a slot over a month's end counts in both.
 */
export function partnerLimitRefusal({
  policy,
  wanted,
  reservations,
  timeZone,
}: {
  readonly policy: Pick<PartnerPolicy, "seatsAtOnce" | "seatMinutesAMonth">;
  readonly wanted: Wanted;
  readonly reservations: readonly Reservation[];
  readonly timeZone: string;
}): Refusal | undefined {
  const { seatsAtOnce, seatMinutesAMonth } = policy;
  if (seatsAtOnce !== null) {
    const freeSeats = Math.max(0, seatsAtOnce - peakSeats(reservations, wanted));
    if (wanted.seats > freeSeats) return { reason: "partner-limit", freeSeats };
  }
  if (seatMinutesAMonth === null) return undefined;
  const left = monthsOf(wanted, timeZone).map((month) => {
    const used = seatMinutesIn(reservations, month);
    return { seatMinutesLeft: Math.max(0, seatMinutesAMonth - used), wanted: seatMinutesIn([wanted], month) };
  });
  const short = left.find((month) => month.wanted > month.seatMinutesLeft);
  return short && { reason: "partner-month-limit", seatMinutesLeft: short.seatMinutesLeft };
}

/** The seat-minutes of reservations that lie in a stretch of time. */
export const seatMinutesIn = (reservations: readonly Reservation[], within: Slot): number =>
  reservations.reduce((sum, reservation) => {
    const startsAtMs = Math.max(reservation.startsAtMs, within.startsAtMs);
    const endsAtMs = Math.min(reservation.endsAtMs, within.endsAtMs);
    return startsAtMs < endsAtMs ? sum + reservation.seats * minutesOf({ startsAtMs, endsAtMs }) : sum;
  }, 0);

/** The calendar months of a zone that a slot touches, in order. */
export function monthsOf(slot: Slot, timeZone: string): Slot[] {
  const months: Slot[] = [];
  for (let month = monthAt(slot.startsAtMs, timeZone); ; month = monthAt(month.endsAtMs, timeZone)) {
    months.push(month);
    if (month.endsAtMs >= slot.endsAtMs) return months;
  }
}

/** The calendar month of a zone that a moment lies in. */
export function monthAt(atMs: number, timeZone: string): Slot {
  const first = Temporal.Instant.fromEpochMilliseconds(atMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .with({ day: 1 });
  return { startsAtMs: startOf(first, timeZone), endsAtMs: startOf(first.add({ months: 1 }), timeZone) };
}

/** When a day starts in a zone, in whole minutes; some zones' clocks were once set by seconds. */
const startOf = (day: Temporal.PlainDate, timeZone: string): number =>
  Math.ceil(day.toZonedDateTime(timeZone).epochMilliseconds / minuteMs) * minuteMs;
