/** What may stand before the host in `@handle@host`: fediverse servers agree on lower-case letters, digits and `_`, up to 30. */
export const isHandle = (text: string): boolean => /^[a-z0-9_]{1,30}$/.test(text);

/** Whether a text is a well-formed BCP 47 language tag in its canonical spelling, as in `ca` or `pt-BR`. */
export function isLanguageTag(text: string): boolean {
  try {
    return text.length <= 35 && Intl.getCanonicalLocales(text)[0] === text;
  } catch {
    return false;
  }
}

/** To ask the platform costs a quarter of a millisecond, and partners' calendars name the same few zones again and again. */
const zonesFound = new Map<string, boolean>();
const zonesKept = 1_000;
const longestZone = 64;

/** Whether a text is an IANA time zone that this platform knows, as in Europe/Madrid. */
export function isTimeZone(text: string): boolean {
  if (text.length > longestZone) return false;
  const found = zonesFound.get(text) ?? askForZone(text);
  if (zonesFound.size >= zonesKept) zonesFound.clear();
  zonesFound.set(text, found);
  return found;
}

function askForZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "" && !/^[+-]/.test(text);
  } catch {
    return false;
  }
}

/** A handle made from a name: accents off, everything else that cannot stand in one becomes `_`. Empty when nothing is left. */
export const suggestHandle = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 30);

/** Whether a URL's host name is an IP literal: passkeys cannot work there (WebAuthn needs a domain). */
export const isAddress = (hostname: string): boolean => hostname.startsWith("[") || /^\d+(\.\d+){3}$/.test(hostname);
