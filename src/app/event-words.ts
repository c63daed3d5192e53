import { chooseLanguage } from "./attendance-words.ts";

/** What stands around an event's own words, where there is no page. */
export interface EventPhrases {
  readonly online: string;
  readonly cancelled: (why: string) => string;
  readonly tentative: string;
  /** How to say that one comes, where only an answer can be written. */
  readonly answer: string;
}

const phrases: Readonly<Record<string, EventPhrases>> = {
  en: {
    online: "Online",
    cancelled: (why) => (why === "" ? "Cancelled." : `Cancelled: ${why}`),
    tentative: "Not certain yet.",
    answer: "You come? Answer “yes” to this, or say so on the event's page.",
  },
  ca: {
    online: "En línia",
    cancelled: (why) => (why === "" ? "Anul·lat." : `Anul·lat: ${why}`),
    tentative: "Encara no és segur.",
    answer: "Hi vens? Respon «sí» a això o digues-ho a la pàgina de l'acte.",
  },
  es: {
    online: "En línea",
    cancelled: (why) => (why === "" ? "Anulado." : `Anulado: ${why}`),
    tentative: "Todavía no es seguro.",
    answer: "¿Vienes? Responde «sí» a esto o dilo en la página del acto.",
  },
  fr: {
    online: "En ligne",
    cancelled: (why) => (why === "" ? "Annulé." : `Annulé : ${why}`),
    tentative: "Pas encore certain.",
    answer: "Vous venez ? Répondez « oui » à ceci, ou dites-le sur la page de l'événement.",
  },
};

/** In this language if we write it, otherwise in the coop's, otherwise in English. */
export const phrasesIn = (language: string, otherwise: string): EventPhrases =>
  phrases[chooseLanguage(language, otherwise)] ?? (phrases["en"] as EventPhrases);

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
