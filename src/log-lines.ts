import { defaultTextFormatter, type LogRecord } from "@logtape/logtape";

/**
 * A record as text for a terminal or a file. What others wrote can stand in an error's message: no line of it begins like a record of ours, and no
 * character of it steers the terminal or turns the direction of what follows.
 */
export function formatLine(record: LogRecord): string {
  const text = defaultTextFormatter(record).replace(/\r?\n$/, "");
  return `${text
    .replace(/\r\n?|[\u2028\u2029\v\f\u0085]/g, "\n")
    .replace(/\n/g, "\n  | ")
    .replace(unseen, shown)}\n`;
}

const unseen = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const shown = (character: string): string =>
  character === "\n" || character === "\t" ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
