import type { LocalizedText } from "./language.ts";

/** The longest text in one language, in characters. */
export const maxAnnouncementLength = 10_000;
export const maxTitleLength = 200;
export const maxContentNoteLength = 200;
export const maxHashtags = 20;
export const maxHashtagLength = 100;
/** The most people who may be named in one text: a longer list is a mailing, and servers treat it as one. */
export const maxMentions = 10;
/** As many as Mastodon shows of anybody. */
export const maxPinned = 5;
/** A text longer than this in any language is an article, title or not. */
const longestNote = 2000;

/** A short text is a note; one with a title, or a long one, an article. */
export const kindOf = (content: LocalizedText, title: LocalizedText): "note" | "article" =>
  Object.keys(title).length > 0 || Object.values(content).some((text) => text.length > longestNote)
    ? "article"
    : "note";

/** A hashtag in running text: letters, marks, figures and what stands inside of words (`·` in Catalan), and not figures alone. */
const hashtag = /(?<![\p{L}\p{M}\p{N}_/#&=])#([\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_·・\u200c]*[\p{L}\p{M}\p{N}_])?)/gu;
const figuresOnly = /^[\p{N}_]+$/u;

export interface Found {
  /** Where it begins, with its `#` or `@`. */
  readonly index: number;
  readonly length: number;
  /** Without the `#` or the first `@`. */
  readonly word: string;
}

/** The hashtags of a text, in order. */
export function findHashtags(text: string): readonly Found[] {
  return [...text.matchAll(hashtag)].flatMap(({ index, 0: all, 1: word = "" }) =>
    figuresOnly.test(word) || word.length > maxHashtagLength ? [] : [{ index, length: all.length, word }],
  );
}

/** What somebody typed as one hashtag, with or without its `#`; undefined when it is none. */
export function readHashtag(typed: string): string | undefined {
  const text = `#${typed.trim().replace(/^[#＃]/, "")}`;
  const [found] = findHashtags(text);
  return found !== undefined && found.length === text.length ? found.word : undefined;
}

/** The form in which two spellings of one hashtag are the same, and in which its page is found. */
export const foldHashtag = (word: string): string => word.normalize("NFKC").toLowerCase().normalize("NFKC");

/** Each once, as it was spelt first. */
export function distinctHashtags(words: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  for (const word of words) if (!seen.has(foldHashtag(word))) seen.set(foldHashtag(word), word);
  return [...seen.values()];
}

/** `@user@host`, not inside of an e-mail address or a path. */
const address =
  /(?<![\p{L}\p{N}_@/.+-])@([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,98}[\p{L}\p{N}_])?@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,250}[\p{L}\p{N}])?(?::\d{1,5})?)/gu;

/** The addresses of people in a text, in order, without the first `@`. */
export const findAddresses = (text: string): readonly Found[] =>
  [...text.matchAll(address)].map(({ index, 0: all, 1: word = "" }) => ({ index, length: all.length, word }));

/** Addresses are the same whatever their case. */
export const foldAddress = (typed: string): string => typed.replace(/^@/, "").toLowerCase();

const longestExcerpt = 300;

/** The first sentences of a text in this language, on one line, for whoever shows no more. */
export function excerptOf(text: string, tag: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  if (flat.length <= longestExcerpt) return flat;
  let taken = "";
  for (const { segment } of segmenterOf(tag).segment(flat.slice(0, longestExcerpt * 2))) {
    if ((taken + segment).trimEnd().length > longestExcerpt) break;
    taken += segment;
  }
  return taken === "" ? `${flat.slice(0, longestExcerpt - 1).replace(/\s\S*$/, "")}…` : taken.trimEnd();
}

function segmenterOf(tag: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(tag, { granularity: "sentence" });
  } catch {
    return new Intl.Segmenter(undefined, { granularity: "sentence" });
  }
}

const longestDerivedTitle = 100;

/** An article's title in each language of its text: what was given, or else the beginning of its first line. */
export function titlesOf(content: LocalizedText, title: LocalizedText): LocalizedText {
  const given = Object.values(title)[0];
  return Object.fromEntries(
    Object.entries(content).map(([tag, text]) => [tag, title[tag] ?? given ?? beginningOf(text, longestDerivedTitle)]),
  );
}

function beginningOf(text: string, longest: number): string {
  const [line = ""] = text.trim().split(/\r?\n/, 1);
  return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/\s\S*$/, "")}…`;
}

export type Schedule =
  | { readonly state: "draft" | "published"; readonly scheduledAtMs: null }
  | { readonly state: "scheduled"; readonly scheduledAtMs: number };

/**
 * When something that is not public yet becomes so. A time needs the state `scheduled`, which is meant when a time is given and nothing
 * else is said; it lies in the future.
 */
export function decideSchedule(
  wanted: { readonly state?: "draft" | "scheduled" | "published"; readonly publishAtMs?: number },
  nowMs: number,
): Schedule | { readonly refused: "no-time" | "past" } {
  const state = wanted.state ?? (wanted.publishAtMs === undefined ? "published" : "scheduled");
  if (state !== "scheduled") return { state, scheduledAtMs: null };
  if (wanted.publishAtMs === undefined) return { refused: "no-time" };
  return wanted.publishAtMs <= nowMs ? { refused: "past" } : { state, scheduledAtMs: wanted.publishAtMs };
}
