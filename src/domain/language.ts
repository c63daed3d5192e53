/** A text in one or more languages: BCP 47 tag → plain text. At least one entry; the coop's default language comes first. */
export type LocalizedText = Readonly<Record<string, string>>;

/**
 * The text in the first wanted language that it has: exact tag, then the same primary language, then whatever comes first.
 * The empty string when the text has no entry at all.
 */
export function pickText(text: LocalizedText, ...wanted: readonly string[]): string {
  return text[pickLanguage(text, ...wanted) ?? ""] ?? "";
}

/** The tag under which `pickText` finds its answer, so that a page can mark the language of what it quotes. */
export function pickLanguage(text: LocalizedText, ...wanted: readonly string[]): string | undefined {
  const tags = Object.keys(text);
  for (const tag of wanted) {
    if (text[tag] !== undefined) return tag;
    const primary = tag.split("-")[0];
    const near = tags.find((candidate) => candidate.split("-")[0] === primary);
    if (near !== undefined) return near;
  }
  return tags[0];
}
