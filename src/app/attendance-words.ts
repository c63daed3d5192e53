import type { Wording } from "./wording.ts";

/** What is written to somebody about their answer to an event. */
export type WordKind =
  /** Please open this link, or nothing happens. */
  | "confirm"
  | "coming"
  | "waiting"
  | "asked"
  | "moved-up"
  /** A steward said no, or took the place back. */
  | "declined"
  | "left"
  /** It begins soon, and this is the link that leads into the room. */
  | "way-in"
  | "changed"
  | "event-cancelled"
  /** Why a yes cannot be taken. */
  | "cancelled"
  | "ended"
  | "closed"
  | "elsewhere"
  | "not-needed";

/** What it is filled in with, already in the words of the reader. */
export type WordFacts = {
  /** The event's name. */
  readonly event: string;
  readonly coop: string;
  /** How many wait before them, plus one. */
  readonly position: number;
  /** Where an event takes its answers, or why it was cancelled; empty when nobody said. */
  readonly detail: string;
};

/** The sentence itself. Some have a longer form, for what is said in detail. */
export function sayTo(wording: Wording, kind: WordKind, facts: WordFacts): string {
  const hasMore = facts.detail !== "" && (kind === "event-cancelled" || kind === "elsewhere");
  return wording(hasMore ? `answer-${kind}-detail` : `answer-${kind}`, facts);
}
