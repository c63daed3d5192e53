import { catalan } from "./attendance-words-ca.ts";
import { english } from "./attendance-words-en.ts";
import { spanish } from "./attendance-words-es.ts";
import { french } from "./attendance-words-fr.ts";

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
export interface WordFacts {
  /** The event's name. */
  readonly event: string;
  readonly coop: string;
  /** How many wait before them, plus one. */
  readonly position: number;
  /** Where an event takes its answers, or why it was cancelled; empty when nobody said. */
  readonly detail: string;
}

/** The words of one language. They are written here, not in Fluent, because what we send is decided where there is no page. */
export interface AttendanceWords {
  readonly says: Readonly<Record<WordKind, (facts: WordFacts) => string>>;
  readonly subject: Readonly<Record<WordKind, (event: string) => string>>;
  readonly when: string;
  readonly where: string;
  readonly online: string;
  readonly page: string;
  /** Before a personal link: to confirm with, and to look or leave with. */
  readonly confirmLink: string;
  readonly yourLink: string;
  /** How to leave by an answer. */
  readonly sayNo: string;
  /** Why they get this. */
  readonly why: (coop: string) => string;
}

const words: Readonly<Record<string, AttendanceWords>> = { en: english, ca: catalan, es: spanish, fr: french };

/** The language that we write to somebody in: theirs if we can, otherwise the coop's, otherwise English. */
export function chooseLanguage(...wanted: readonly (string | null | undefined)[]): string {
  const primary = wanted.map((tag) => tag?.split("-")[0]?.toLowerCase() ?? "");
  return primary.find((tag) => words[tag] !== undefined) ?? "en";
}

export const wordsIn = (language: string): AttendanceWords => words[chooseLanguage(language)] ?? english;
