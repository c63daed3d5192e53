import { chooseLanguage, openWording, type Wording } from "./wording.ts";

/** What stands around an event's own words, where there is no page: in this language if we write it, otherwise in the coop's, or English. */
export const phrasesIn = (language: string, otherwise: string): Wording =>
  openWording(chooseLanguage(language, otherwise));

/** "Thursday 26 November 2026, 18:00–20:00 CET", on the event's own clock. */
export function formatWhen(
  {
    startsAtMs,
    endsAtMs,
    timeZone,
  }: { readonly startsAtMs: number; readonly endsAtMs: number; readonly timeZone: string },
  language: string,
): string {
  const options: Intl.DateTimeFormatOptions = {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone,
  };
  return new Intl.DateTimeFormat([language === "en" ? "en-GB" : language, "en-GB"], options).formatRange(
    startsAtMs,
    endsAtMs,
  );
}
