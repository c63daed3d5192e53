import type { AgreementState } from "./agreement.ts";
import type { EndCause } from "./message.ts";
import { agreedSeatMinutes, exact, isQuantity } from "./quantity.ts";
import type { Terms } from "./resource.ts";
import { minuteMs, minutesOf, type Slot } from "./slot.ts";

/** What is agreed, or wanted instead: seats for a slot. */
export interface Share extends Slot {
  readonly seats: number;
}

/** Who gives something back, why, and when that was decided. */
export interface GivenBack {
  readonly agreement: Share & {
    readonly terms: Terms;
    readonly state: AgreementState;
    /** A receiver who is not sure yet has promised nothing. */
    readonly tentativeUntilMs?: number | null;
  };
  readonly by: "provider" | "receiver";
  readonly cause: EndCause | "changed";
  readonly atMs: number;
  /** With `changed`: what is agreed afterwards. */
  readonly change?: Share;
}

/**
 * What giving back costs the receiver under the notice terms, in whole seat-minutes. Nothing for what was only offered or held, for what
 * the provider ends or changes, for a failed server, and until `freeUntilMinutes` before the start (that minute included); after it
 * `latePercent` of what is given back, `noShowPercent` of everything when nobody came. Half a seat-minute and more counts as one, as for
 * every price; so it is never more than what is given back.
 */
export function decideFee(given: GivenBack): number {
  const { agreement, by, cause, atMs } = given;
  const { notice } = agreement.terms;
  if (notice === undefined || by !== "receiver" || agreement.state !== "accepted") return 0;
  if (typeof agreement.tentativeUntilMs === "number") return 0;
  switch (cause) {
    case "expired":
    case "server-failure":
      return 0;
    case "no-show":
      return shareOf(givenUp(agreement), notice.noShowPercent);
    case "cancelled":
    case "changed": {
      const isFree = atMs <= agreement.startsAtMs - notice.freeUntilMinutes * minuteMs;
      return isFree ? 0 : shareOf(givenUp(agreement, given.change), notice.latePercent);
    }
  }
}

/** Until when giving back costs nothing; undefined when it never costs anything. To stay away may cost something all the same. */
export function freeUntilMs({ startsAtMs, terms }: Slot & { readonly terms: Terms }): number | undefined {
  const { notice } = terms;
  if (notice === undefined || notice.latePercent === 0) return undefined;
  return startsAtMs - notice.freeUntilMinutes * minuteMs;
}

/**
 * The seat-minutes of `agreed` that `change` leaves to nobody: seats that are not wanted any more, and all seats in minutes that are
 * not. More seats, or minutes that come on top, make up for nothing: others had to do without what was kept. Everything without a change.
 */
export function givenUp(agreed: Share, change?: Share): number {
  const all = agreedSeatMinutes(agreed) ?? 0;
  if (change === undefined) return all;
  const startsAtMs = Math.max(agreed.startsAtMs, change.startsAtMs);
  const endsAtMs = Math.min(agreed.endsAtMs, change.endsAtMs);
  if (startsAtMs >= endsAtMs || !isQuantity(change.seats)) return all;
  return all - Math.min(agreed.seats, change.seats) * minutesOf({ startsAtMs, endsAtMs });
}

/** A share in whole percent, half up. */
const shareOf = (seatMinutes: number, percent: number): number =>
  exact((BigInt(seatMinutes) * BigInt(percent) + 50n) / 100n) ?? 0;
