import { html } from "hono/html";
import { type LocalizedText, pickLanguage } from "#src/domain/language.ts";
import type { Text } from "#src/web/text.ts";
import type { Html } from "./context.ts";

/** An address ends before white space, quotes and brackets, and without the punctuation of the sentence around it. */
const address = /\bhttps?:\/\/[^\s<>"'()[\]{}]*[^\s<>"'()[\]{}.,;:!?…]/gi;

/** The web addresses in a text, in order. */
export const webAddresses = (text: string): readonly { readonly index: number; readonly url: string }[] =>
  [...text.matchAll(address)].map(({ index, 0: url }) => ({ index, url }));

/** What somebody wrote as plain text: blank lines part paragraphs, addresses become links. */
export function prose(words: string, tag: string): Html {
  const paragraphs = words
    .replace(/\r\n?/g, "\n")
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return html`<div class="prose" lang="${tag}" dir="auto">${paragraphs.map((part) => html`<p>${linked(part)}</p>`)}</div>`;
}

/** The same for a text in several languages, in the reader's if it has it. Undefined when it has none at all. */
export function localizedProse(text: Text, content: LocalizedText): Html | undefined {
  const tag = pickLanguage(content, text.locale);
  return tag === undefined ? undefined : prose(content[tag] ?? "", tag);
}

function linked(part: string): readonly Html[] {
  const pieces: Html[] = [];
  let end = 0;
  for (const found of part.matchAll(address)) {
    pieces.push(
      html`${part.slice(end, found.index)}<a href="${found[0]}" rel="nofollow noopener noreferrer">${found[0]}</a>`,
    );
    end = found.index + found[0].length;
  }
  return [...pieces, html`${part.slice(end)}`];
}

/** What a language calls itself, for those who read it: "Català" for `ca`. */
export function autonym(tag: string): string {
  try {
    const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  } catch {
    return tag;
  }
}
