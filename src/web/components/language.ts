import { html } from "hono/html";
import { type LocalizedText, pickLanguage } from "#src/domain/language.ts";
import type { Text } from "#src/web/text.ts";
import type { Html } from "./context.ts";

/** A text of somebody's in the reader's language if it has it; otherwise marked with the language that it is in. */
export function localized(text: Text, content: LocalizedText): Html {
  const tag = pickLanguage(content, text.locale) ?? text.locale;
  const words = content[tag] ?? "";
  return tag === text.locale ? html`${words}` : html`<span lang="${tag}" dir="auto">${words}</span>`;
}

/** What the reader calls a language: "Catalan" for `ca`. A tag that nobody knows stays as it is. */
export function formatLanguage(text: Text, tag: string): string {
  try {
    return new Intl.DisplayNames([text.intlLocale], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Languages as a list in a sentence. */
export const formatLanguages = (text: Text, tags: readonly string[]): string =>
  formatList(
    text,
    tags.map((tag) => formatLanguage(text, tag)),
  );

/** "a, b and c" in the reader's language. */
export const formatList = (text: Text, items: readonly string[]): string =>
  new Intl.ListFormat(text.intlLocale, { type: "conjunction" }).format(items);
