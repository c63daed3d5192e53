import type { EntryState } from "./entry.ts";
import type { DisputeReason } from "./ledger-message.ts";
import { disputeAnswerMs, maxDifferMs, maxWordsOfSide } from "./policy.ts";

/**
 * What is said in a dispute. `refusal`: the other side does not sign, and why. `note`: a word in the conversation. `differ`: a proposal
 * to let it stand as it is until a date; when both have said so, the dispute rests. `withdrawn`: its maker takes the entry back, and
 * it counts for nothing any more.
 */
export type DisputeWordKind = "refusal" | "note" | "differ" | "withdrawn";

/** Who of a pair should speak next, as one side sees it. */
export type Awaits = "us" | "them" | "both";

/** A word as it was signed. */
export interface DisputeWord {
  /** Its IRI, `ORIGIN/words/UUIDv7` of the side that said it. */
  readonly word: string;
  /** The IRI of the coop that said it. */
  readonly by: string;
  readonly kind: DisputeWordKind;
  /** Why it is refused. */
  readonly reason?: DisputeReason | null;
  /** Until when it should rest. */
  readonly untilMs?: number | null;
  readonly saidAtMs: number;
}

/** Whose entry is talked about. */
export interface Contested {
  readonly maker: string;
  readonly provider: string;
  readonly receiver: string;
}

/** What all words about an entry come to. */
export interface Dispute<Word extends DisputeWord> {
  /** Those that count, in the order in which they were said. */
  readonly words: readonly Word[];
  /** The last one of the side that does not sign. */
  readonly refusal?: Word;
  /** When the maker took the entry back. */
  readonly withdrawnAtMs?: number;
  /** Both agreed to differ until then; in the past when it has come back. */
  readonly restsUntilMs?: number;
  /** The IRIs of those who should speak next; none when it was taken back. */
  readonly awaits: readonly string[];
  /** By when they should. */
  readonly answerByMs?: number;
}

/**
 * What the words about an entry come to. It depends on nothing but the set of them: neither the order in which they arrive nor how often
 * changes it, so that both sides see the same. A refusal counts from the side that did not make the entry, taking back from the one that did.
 */
export function disputeOf<Word extends DisputeWord>(entry: Contested, all: readonly Word[]): Dispute<Word> {
  const unique = [...new Map(all.map((word) => [word.word, word])).values()];
  const words = unique.filter((word) => isWordOf(entry, word)).toSorted(byTime);
  const refusal = words.findLast(({ kind }) => kind === "refusal");
  const withdrawn = words.find(({ kind }) => kind === "withdrawn");
  const known = { words, ...(refusal === undefined ? {} : { refusal }) };
  if (withdrawn !== undefined) return { ...known, withdrawnAtMs: withdrawn.saidAtMs, awaits: [] };
  const last = words.at(-1);
  if (last === undefined) return { ...known, awaits: [] };
  const restsUntilMs = restOf(entry, words);
  const rest = restsUntilMs === undefined ? {} : { restsUntilMs };
  if (restsUntilMs !== undefined && last.saidAtMs < restsUntilMs)
    return { ...known, ...rest, awaits: sidesOf(entry), answerByMs: restsUntilMs + disputeAnswerMs };
  return { ...known, ...rest, awaits: [otherThan(entry, last.by)], answerByMs: last.saidAtMs + disputeAnswerMs };
}

/** Whether somebody may say such a word about an entry at all. */
function isWordOf(entry: Contested, { by, kind }: Pick<DisputeWord, "by" | "kind">): boolean {
  if (!sidesOf(entry).includes(by)) return false;
  if (kind === "refusal") return by !== entry.maker;
  return kind !== "withdrawn" || by === entry.maker;
}

const sidesOf = ({ provider, receiver }: Contested): readonly string[] => [provider, receiver];

const otherThan = ({ provider, receiver }: Contested, by: string): string => (by === provider ? receiver : provider);

function byTime(one: DisputeWord, other: DisputeWord): number {
  if (one.saidAtMs !== other.saidAtMs) return one.saidAtMs - other.saidAtMs;
  return one.word < other.word ? -1 : 1;
}

/** The earlier of the two dates that the sides named last: neither has agreed to a later one. */
function restOf(entry: Contested, words: readonly DisputeWord[]): number | undefined {
  const dates = sidesOf(entry).map(
    (side) => words.findLast(({ by, kind }) => by === side && kind === "differ")?.untilMs ?? undefined,
  );
  return dates.some((date) => date === undefined) ? undefined : Math.min(...dates.map((date) => date ?? 0));
}

/** What an entry is to become when this was said about it: contested, unless both have signed it. */
export const stateAfterWord = (state: EntryState, { kind }: Pick<DisputeWord, "kind">): EntryState =>
  state === "in-transit" && (kind === "refusal" || kind === "withdrawn") ? "disputed" : state;

/** What somebody of ours wants to say. */
export interface Saying {
  readonly by: string;
  readonly kind: DisputeWordKind;
  readonly untilMs?: number;
  readonly nowMs: number;
}

/**
 * Why a word cannot be said. `late`: both have signed, which no word undoes. `own`: nobody refuses what they made. `theirs`: only its maker
 * takes an entry back. `withdrawn`: it was taken back, and there is nothing left to talk about. `undisputed`: nobody has refused it. `date`: not
 * in the future, or too far in it. `many`: enough was said.
 */
export type SayingProblem = "late" | "own" | "theirs" | "withdrawn" | "undisputed" | "date" | "many";

/** Whether a steward may say this now; undefined when they may. What arrives from the other side is taken by {@link disputeOf}. */
export function sayingProblem(
  {
    entry,
    state,
    words,
  }: { readonly entry: Contested; readonly state: EntryState; readonly words: readonly DisputeWord[] },
  saying: Saying,
): SayingProblem | undefined {
  if (!isWordOf(entry, saying)) return saying.kind === "refusal" ? "own" : "theirs";
  if (state === "agreed") return "late";
  if (disputeOf(entry, words).withdrawnAtMs !== undefined) return "withdrawn";
  if (saying.kind === "withdrawn") return undefined;
  if (state === "in-transit" && saying.kind !== "refusal") return "undisputed";
  return isDate(saying) ? limitOf(words, saying) : "date";
}

const limitOf = (words: readonly DisputeWord[], saying: Saying): SayingProblem | undefined =>
  words.filter(({ by }) => by === saying.by).length >= maxWordsOfSide ? "many" : undefined;

const isDate = ({ kind, untilMs, nowMs }: Saying): boolean =>
  kind !== "differ" || (untilMs !== undefined && untilMs > nowMs && untilMs <= nowMs + maxDifferMs);

/**
 * The time to sign a word with: later than everything that it answers, though clocks differ. Nothing is taken that claims a time further ahead
 * than `maxClockAheadMs`.
 */
export const timeOfWord = (words: readonly DisputeWord[], nowMs: number): number =>
  Math.max(nowMs, ...words.map(({ saidAtMs }) => saidAtMs + 1));
