import { isTimeZone } from "./identity.ts";
import type { LocalizedText } from "./language.ts";
import type { EventPlace } from "./post.ts";
import { isWholeMinutes, isWithin, minutesOf, type Slot } from "./slot.ts";

export const maxEventNameLength = 200;
export const maxEventDescriptionLength = 10_000;
export const maxCancelNoteLength = 1000;
export const maxPlaceLength = 200;
export const maxOrganisers = 10;
/** The most languages that are spoken, and as many that it is interpreted into. */
export const maxEventLanguages = 20;
export const maxEventCapacity = 100_000;
/** The longest event: a month of something. */
const maxEventMinutes = 31 * 24 * 60;
/** How far ahead an event may begin. */
const maxEventAheadMs = 5 * 366 * 24 * 3_600_000;

export type EventStatus = "confirmed" | "tentative" | "cancelled";
export type JoinMode = "free" | "restricted" | "external" | "none";

/** What of an event decides whether it can stand as it is. Times are epoch milliseconds. */
export interface EventFacts extends Slot {
  readonly name: LocalizedText;
  readonly timeZone: string;
  readonly onlineUrl: string | null;
  readonly agreementId: string | null;
  readonly joinMode: JoinMode;
  readonly externalUrl: string | null;
  readonly answersUntilMs: number | null;
}

export type EventProblem =
  /** It has no name in any language. */
  | "no-name"
  /** It does not begin and end at whole minutes, one before the other. */
  | "times"
  | "too-long"
  /** It is over already, or too far ahead. */
  | "past"
  | "too-far"
  /** No IANA zone. */
  | "time-zone"
  /** A public link and a room of an agreement: which one is it? */
  | "two-rooms"
  /** Answers are taken on another site, but nobody said which. */
  | "no-external-url"
  /** Answers are taken until after its end. */
  | "answers-until";

/** What is wrong with an event; undefined when nothing is. */
export function eventProblem(event: EventFacts, nowMs: number): EventProblem | undefined {
  if (Object.keys(event.name).length === 0) return "no-name";
  if (!isTimeZone(event.timeZone)) return "time-zone";
  return slotTrouble(event, nowMs) ?? answersTrouble(event);
}

function slotTrouble(event: EventFacts, nowMs: number): EventProblem | undefined {
  if (!isWholeMinutes(event)) return "times";
  if (minutesOf(event) > maxEventMinutes) return "too-long";
  if (event.endsAtMs <= nowMs) return "past";
  return event.startsAtMs > nowMs + maxEventAheadMs ? "too-far" : undefined;
}

function answersTrouble(event: EventFacts): EventProblem | undefined {
  if (event.onlineUrl !== null && event.agreementId !== null) return "two-rooms";
  if (event.joinMode === "external" && event.externalUrl === null) return "no-external-url";
  return event.answersUntilMs !== null && event.answersUntilMs > event.endsAtMs ? "answers-until" : undefined;
}

/** What matters to whoever has planned for it. */
export interface Plan extends Slot {
  readonly timeZone: string;
  readonly place: EventPlace | null;
  readonly onlineUrl: string | null;
  readonly agreementId: string | null;
  readonly status: EventStatus;
}

/** What a change means to those who said that they come; see `app/attendances.ts › EventChange`. */
export function decideChange(before: Plan, after: Plan): "moved" | "cancelled" | "other" {
  if (before.status !== "cancelled" && after.status === "cancelled") return "cancelled";
  if (after.status === "cancelled") return "other";
  return samePlan(before, after) ? "other" : "moved";
}

const samePlan = (one: Plan, other: Plan): boolean =>
  one.startsAtMs === other.startsAtMs &&
  one.endsAtMs === other.endsAtMs &&
  one.timeZone === other.timeZone &&
  one.status === other.status &&
  one.onlineUrl === other.onlineUrl &&
  one.agreementId === other.agreementId &&
  JSON.stringify(one.place) === JSON.stringify(other.place);

/** Why an event cannot be held in the room that it was given. */
export type RoomTrouble =
  /** The agreement was cancelled, refused or has expired, or there is none any more. */
  | "ended"
  /** It is not agreed yet, or not any more. */
  | "not-agreed"
  /** The event begins before it, or ends after it. */
  | "outside";

/** Whether the room of an agreement holds an event. `agreement` is undefined when there is none in which we are the receiver. */
export function roomTrouble(
  event: Slot,
  agreement: (Slot & { readonly state: string }) | undefined,
): RoomTrouble | undefined {
  if (agreement === undefined) return "ended";
  if (agreement.state === "offered") return "not-agreed";
  if (agreement.state !== "accepted" && agreement.state !== "fulfilled") return "ended";
  return isWithin(event, agreement) ? undefined : "outside";
}
