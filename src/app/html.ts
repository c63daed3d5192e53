import sanitizeHtml from "sanitize-html";
import { findAddresses, findHashtags, foldAddress } from "#src/domain/announcement.ts";

/** What may stand in HTML that we show or send: paragraphs, lists, links and emphasis; no styles, scripts, frames or pictures. */
const allowed: sanitizeHtml.IOptions = {
  allowedTags: ["p", "br", "a", "em", "strong", "del", "ul", "ol", "li", "blockquote", "code", "pre", "span"],
  allowedAttributes: { a: ["href", "rel"], span: ["lang", "dir"], p: ["lang", "dir"] },
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  transformTags: { a: sanitizeHtml.simpleTransform("a", { rel: "nofollow noopener noreferrer" }) },
};

/** HTML of anyone, made harmless by a kept library. */
export const safeHtml = (html: string): string => sanitizeHtml(html, allowed);

/** The words of HTML, without any mark-up: paragraphs become blank lines. Safe to show where text is escaped, and nowhere else. */
export function plainText(html: string): string {
  const spaced = html.replace(/<br\s*\/?>/gi, "\n").replace(/<\/(p|div|li|h[1-6]|blockquote)\s*>/gi, "\n\n");
  const text = sanitizeHtml(spaced, { allowedTags: [], allowedAttributes: {} });
  return text
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** Where the words of a text lead: hashtags to a page, and people, by their address without its first `@` in lower case, to theirs. */
export interface Words {
  readonly hashtag?: (word: string) => string;
  readonly people?: ReadonlyMap<string, string>;
}

/**
 * Plain text as HTML: blank lines part paragraphs, addresses become links, and hashtags and people as well where they lead somewhere. What
 * goes out passes the same filter as what comes in, with the marks by which other servers know hashtags and people.
 */
export function htmlOfText(text: string, words: Words = {}): string {
  const paragraphs = text
    .replace(/\r\n?/g, "\n")
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const html = paragraphs.map((part) => `<p>${linked(part, words).replace(/\n/g, "<br>")}</p>`).join("");
  return sanitizeHtml(html, allowedOfOurs);
}

/** What we write ourselves may say of a link that it is a hashtag or a person. */
const allowedOfOurs: sanitizeHtml.IOptions = {
  ...allowed,
  allowedClasses: { a: ["mention", "hashtag", "u-url"], span: ["h-card"] },
  transformTags: {
    a: (tagName, { href = "", class: classes = "", rel = "" }) => ({
      tagName,
      attribs: {
        href,
        rel: rel === "tag" ? rel : "nofollow noopener noreferrer",
        ...(classes === "" ? {} : { class: classes }),
      },
    }),
  },
};

/** An address ends before white space, quotes and brackets, and without the punctuation of the sentence around it. */
const address = /\bhttps?:\/\/[^\s<>"'()[\]{}]*[^\s<>"'()[\]{}.,;:!?…]/gi;

/** A part of a text that leads somewhere, and its HTML. */
interface Link {
  readonly index: number;
  readonly length: number;
  readonly html: string;
}

function linked(text: string, words: Words): string {
  let html = "";
  let end = 0;
  for (const { index, length, html: link } of linksOf(text, words)) {
    // What stands inside of an address is part of it.
    if (index < end) continue;
    html += `${escaped(text.slice(end, index))}${link}`;
    end = index + length;
  }
  return html + escaped(text.slice(end));
}

function linksOf(text: string, { hashtag, people }: Words): readonly Link[] {
  const addresses = [...text.matchAll(address)].map(({ index, 0: url }) => ({
    index,
    length: url.length,
    html: `<a href="${escaped(url)}">${escaped(url)}</a>`,
  }));
  const tags = (hashtag === undefined ? [] : findHashtags(text)).map(({ word, ...where }) => ({
    ...where,
    html: `<a href="${escaped(hashtag?.(word) ?? "")}" class="mention hashtag" rel="tag">#<span>${escaped(word)}</span></a>`,
  }));
  const named = findAddresses(text).flatMap(({ word, ...where }) => {
    const url = people?.get(foldAddress(word));
    if (url === undefined) return [];
    const html = `<span class="h-card"><a href="${escaped(url)}" class="u-url mention">@<span>${escaped(word)}</span></a></span>`;
    return [{ ...where, html }];
  });
  return [...addresses, ...tags, ...named].toSorted((one, other) => one.index - other.index);
}

/** Plain text as it stands in HTML. */
export const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
