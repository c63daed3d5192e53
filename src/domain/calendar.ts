import type { Slot } from "./slot.ts";

/** A stretch of each week in which rooms are open, in the calendar's zone. Monday is 1, Sunday 7 (ISO 8601). */
export interface OpeningHours {
  readonly weekday: number;
  /** Minutes of the local day: 540 is 09:00. */
  readonly fromMinute: number;
  /** Up to 1440, the end of the day; a night is two of these. */
  readonly untilMinute: number;
}

/** A time in which nothing can be reserved, and why, for our own people. */
export interface Blackout extends Slot {
  readonly note?: string;
}

/** What of a calendar other coops see; with the taken slots it says how many seats are free in any minute. */
export interface PublishedCalendar {
  /** IANA name. Opening hours follow its daylight-saving changes. */
  readonly timeZone: string;
  /** Empty: always open. */
  readonly openingHours: readonly OpeningHours[];
  /** A slot starts at least so many minutes after it is asked for. */
  readonly noticeMinutes: number;
  /** A slot starts at most so many days ahead; null: as far as anyone may ask. */
  readonly horizonDays: number | null;
}

/** When and how a resource's rooms can be used. */
export interface Calendar extends PublishedCalendar {
  readonly blackouts: readonly Blackout[];
  /** Seats stay taken so many minutes before and after each agreement. */
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  /** A meeting may go on for so many minutes after its end while nobody else needs the seats. */
  readonly overrunMinutes: number;
}
