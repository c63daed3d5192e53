import { minuteMs, type SlotLimits } from "./slot.ts";

const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The numbers that an answer to an offer depends on. */
export interface Policy extends SlotLimits {
  /** How long seats are held while a steward thinks, in milliseconds. */
  readonly holdMs: number;
  /** How long seats are held, at most, for a partner who is not sure yet, in milliseconds. */
  readonly maxTentativeMs: number;
}

/** What a coop that chose nothing goes by (design: 72 hours; 14 days, 30 days and two years are bounds against nonsense). */
export const defaultPolicy: Policy = {
  maxSlotMinutes: 14 * 24 * 60,
  maxAheadMs: 731 * dayMs,
  holdMs: 72 * hourMs,
  maxTentativeMs: 30 * dayMs,
};

/** The most seats that a resource or proposal may have. With `maxPerSeatHour` and the longest slot, every quantity stays exact. */
export const maxSeats = 100_000;

/** The highest price of one seat-hour, in its unit. */
export const maxPerSeatHour = 100_000_000;

/** The largest quantity of one entry, in its unit: far above any real use, far below where sums of entries would lose exactness. */
export const maxEntryQuantity = 1_000_000_000_000;

/** The longest list of entries that two nodes compare as a whole (design: Reconciliation, 2). */
export const maxReconciledEntries = 1_000;

/** How many of a peer's Follows, and of those taken back, are remembered. A steward makes a handful in a lifetime. */
export const maxRememberedFollows = 32;

/** How many slots a proposal publishes as taken, the nearest first: 500 make about 50 kB. */
export const maxTakenSlots = 500;

/** Bounds of a resource's calendar, against nonsense. */
export const maxOpeningHours = 70;
export const maxBlackouts = 200;
export const maxBufferMinutes = 24 * 60;
export const maxOverrunMinutes = 12 * 60;
export const maxNoticeMinutes = 366 * 24 * 60;
export const maxHorizonDays = 731;

/** How long before a slot starts seats may at most stop to be kept for events of the commons: a year, in hours. */
export const maxCommonsUntilHours = 366 * 24;

/** How long before a slot starts giving it back may at most begin to cost something: ten years, in minutes. */
export const maxFreeUntilMinutes = 10 * 366 * 24 * 60;

/** In a dispute: how long an answer may take, how far ahead both may agree to differ, how many words a side may say about one entry. */
export const disputeAnswerMs = 14 * dayMs;
export const maxDifferMs = 5 * 366 * dayMs;
export const maxWordsOfSide = 200;

/** How many words of one partner are kept while their entries are not in the books. */
export const maxWaitingWords = 1_000;

/** A word that claims to be signed later than this from now is not taken yet. */
export const maxClockAheadMs = dayMs;

/** The longest note and the longest name beside an entry. */
export const maxNoteLength = 2_000;
export const maxPersonLength = 200;
