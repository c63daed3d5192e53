import {
  distinctHashtags,
  findAddresses,
  findHashtags,
  foldAddress,
  foldHashtag,
  kindOf,
  maxHashtags,
} from "#src/domain/announcement.ts";
import { hashtagIri } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Mention } from "#src/domain/post.ts";
import type { Announcement } from "#src/store/announcements.ts";
import { requireCoop } from "./coop.ts";
import type { Work } from "./context.ts";
import { htmlOfText } from "./html.ts";

/** What an announcement says. What is left out of a change stays as it was. */
export interface AnnouncementWords {
  /** Plain text by language, at least one not blank. */
  readonly content?: LocalizedText;
  /** Of an article. */
  readonly title?: LocalizedText;
  /** What is in it, for those who want to be asked first. */
  readonly contentNote?: LocalizedText;
  /** Besides those in the text; without `#`. */
  readonly hashtags?: readonly string[];
  /** Whom the text names, as they were looked up; see `mentions.ts`. */
  readonly mentions?: readonly Mention[];
}

export type Words = Pick<
  Announcement,
  "content" | "contentHtml" | "title" | "contentNote" | "hashtags" | "mentions" | "kind"
>;

/** The whole of what it says now; undefined when no text is left. Somebody whom it answers is named without standing in the text. */
export async function composeWords(
  work: Work,
  wanted: AnnouncementWords,
  before?: Announcement,
): Promise<Words | undefined> {
  const { defaultLanguage } = await requireCoop(work);
  const all = { ...saidBefore(before), ...wanted };
  const [content, title, contentNote] = [all.content, all.title, all.contentNote].map((texts = {}) =>
    ordered(texts, defaultLanguage),
  ) as [LocalizedText, LocalizedText, LocalizedText];
  if (Object.keys(content).length === 0) return undefined;
  const mentions = mentionsOf(content, wanted.mentions, before);
  return {
    content,
    contentHtml: htmlOf(work.origin, content, mentions),
    title,
    contentNote,
    hashtags: distinctHashtags([...hashtagsOf(content), ...(all.hashtags ?? [])]).slice(0, maxHashtags),
    mentions,
    // What others know as a note cannot become an article, nor the other way round.
    kind: before?.state === "published" ? before.kind : kindOf(content, title),
  };
}

function saidBefore(before: Announcement | undefined): AnnouncementWords {
  if (before === undefined) return {};
  const { content, title, contentNote } = before;
  return { content, title, contentNote, hashtags: furtherHashtags(before) };
}

/** Blank texts fall away, and the coop's default language comes first: some servers show only the first. */
function ordered(texts: LocalizedText, defaultLanguage: string): LocalizedText {
  const rank = (tag: string): number => (tag === defaultLanguage ? 0 : 1);
  return Object.fromEntries(
    Object.entries(texts)
      .filter(([, text]) => text.trim() !== "")
      .toSorted(([one], [other]) => rank(one) - rank(other)),
  );
}

const hashtagsOf = (content: LocalizedText): readonly string[] =>
  Object.values(content).flatMap((text) => findHashtags(text).map(({ word }) => word));

/** Those that stand beside the text and not in it. */
export function furtherHashtags({ hashtags, content }: Pick<Announcement, "hashtags" | "content">): readonly string[] {
  const inText = new Set(hashtagsOf(content).map(foldHashtag));
  return hashtags.filter((word) => !inText.has(foldHashtag(word)));
}

function mentionsOf(
  content: LocalizedText,
  found: readonly Mention[] | undefined,
  before: Announcement | undefined,
): readonly Mention[] {
  const known = [...(found ?? []), ...(before?.mentions ?? [])];
  const named = new Set(addressesIn(content));
  const answered = (before?.mentions ?? []).filter(({ address }) => !isNamed(before, address));
  const all = [...known.filter(({ address }) => named.has(foldAddress(address))), ...answered];
  return [...new Map(all.map((mention) => [mention.actor, mention] as const)).values()];
}

const isNamed = (before: Announcement | undefined, address: string): boolean =>
  before !== undefined && addressesIn(before.content).includes(foldAddress(address));

/** The addresses of people in the texts, each once, without the first `@`, in lower case. */
export const addressesIn = (content: LocalizedText): readonly string[] => [
  ...new Set(Object.values(content).flatMap((text) => findAddresses(text).map(({ word }) => foldAddress(word)))),
];

function htmlOf(origin: string, content: LocalizedText, mentions: readonly Mention[]): LocalizedText {
  const people = new Map(mentions.map(({ address, url }) => [foldAddress(address), url]));
  const hashtag = (word: string): string => hashtagIri(origin, foldHashtag(word));
  return Object.fromEntries(Object.entries(content).map(([tag, text]) => [tag, htmlOfText(text, { hashtag, people })]));
}
