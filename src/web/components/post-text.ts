import { html } from "hono/html";
import { findAddresses, findHashtags, foldAddress, foldHashtag } from "#src/domain/announcement.ts";
import { hashtagIri } from "#src/domain/iri.ts";
import type { Mention } from "#src/domain/post.ts";
import type { Html } from "./context.ts";
import { webAddresses } from "./prose.ts";

interface Link {
  readonly index: number;
  readonly length: number;
  readonly html: Html;
}

/**
 * What we announce, from its plain text, as `prose` with hashtags and people as links besides. Hashtags lead to our own page of them;
 * people only where they were found.
 */
export function postText(words: string, tag: string, mentions: readonly Mention[]): Html {
  const paragraphs = words
    .replace(/\r\n?/g, "\n")
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return html`<div class="prose" lang="${tag}" dir="auto">${paragraphs.map((part) => html`<p>${linked(part, mentions)}</p>`)}</div>`;
}

function linked(part: string, mentions: readonly Mention[]): readonly Html[] {
  const pieces: Html[] = [];
  let end = 0;
  for (const { index, length, html: link } of linksOf(part, mentions)) {
    // What stands inside of an address is part of it.
    if (index < end) continue;
    pieces.push(html`${part.slice(end, index)}${link}`);
    end = index + length;
  }
  return [...pieces, html`${part.slice(end)}`];
}

function linksOf(part: string, mentions: readonly Mention[]): readonly Link[] {
  const addresses = webAddresses(part).map(({ index, url }) => ({
    index,
    length: url.length,
    html: html`<a href="${url}" rel="nofollow noopener noreferrer">${url}</a>`,
  }));
  const tags = findHashtags(part).map(({ index, length, word }) => ({ index, length, html: hashtagLink(word) }));
  const people = findAddresses(part).flatMap(({ index, length, word }) => {
    const found = mentions.find(({ address }) => foldAddress(address) === foldAddress(word));
    if (found === undefined) return [];
    return [{ index, length, html: html`<a href="${found.url}" rel="nofollow noopener noreferrer">@${word}</a>` }];
  });
  return [...addresses, ...tags, ...people].toSorted((one, other) => one.index - other.index);
}

/** A hashtag that leads to everything of ours that has it. */
export const hashtagLink = (word: string): Html =>
  html`<a href="${hashtagIri("", foldHashtag(word))}" rel="tag">#${word}</a>`;
