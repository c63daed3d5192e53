/**
 * A name or title as a server takes it: on one line, without control characters, and no longer than `most` UTF-16 code units (which
 * is how servers count); no character is cut in two.
 */
export function plainName(text: string, most: number): string {
  let name = "";
  for (const character of text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim()) {
    if (name.length + character.length > most) break;
    name += character;
  }
  return name;
}
