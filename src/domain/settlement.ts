import { proposedSeatMinutes, type Usage } from "./usage.ts";

/** What becomes of an agreement whose meeting is over. `wait`: a person of the provider decides. */
export type Settlement =
  | { readonly settlement: "fulfil"; readonly seatMinutes: number }
  | { readonly settlement: "no-show" }
  | { readonly settlement: "server-failure" }
  | { readonly settlement: "wait" };

export interface MeetingOver {
  readonly usage: Usage;
  readonly agreedSeatMinutes: number;
  /** Whether the room was ever there to enter. */
  readonly wasReady: boolean;
  /** Whether its provider ended it before its time. */
  readonly wasCutShort: boolean;
  /** Whether the server can tell who is in a room. */
  readonly isMeasured: boolean;
  /** What the coop has chosen: by itself where it is certain, or always by a person. */
  readonly settle: "automatic" | "steward";
}

/**
 * What was measured without a gap settles itself: what was used, at most what was agreed, or a no-show where nobody came at all; who
 * found the door closed before the end is not blamed for that. A room that never opened is the provider's own failure. All else waits
 * for a person, with the number filled in.
 */
export function decideSettlement(over: MeetingOver): Settlement {
  const { usage, agreedSeatMinutes, wasReady, wasCutShort, isMeasured, settle } = over;
  if (settle === "steward") return { settlement: "wait" };
  if (!wasReady) return { settlement: "server-failure" };
  if (!isMeasured || usage.gapMinutes > 0) return { settlement: "wait" };
  if (usage.peak === 0) return { settlement: wasCutShort ? "wait" : "no-show" };
  const seatMinutes = proposedSeatMinutes(usage, agreedSeatMinutes);
  return seatMinutes > 0 ? { settlement: "fulfil", seatMinutes } : { settlement: "wait" };
}
