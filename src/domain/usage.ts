import type { Slot } from "./slot.ts";

/** So many people were in the room from one moment to another; `people` null: nobody could look. */
export interface Attendance extends Slot {
  readonly people: number | null;
}

/** What was used of an agreement, and how that is known. It names nobody. */
export interface Usage {
  readonly method: "measured" | "entered";
  readonly seatMinutes: number;
  /** Minutes in which nobody could look. */
  readonly gapMinutes: number;
  /** The most people at once. */
  readonly peak: number;
  /** In order of time; empty when it was entered. */
  readonly attendance: readonly Attendance[];
}
