import type { LocalizedText } from "#src/domain/language.ts";
import { isTimeZone } from "#src/domain/identity.ts";
import { readLocalized } from "#src/web/components/typed.ts";
import { field, type FormBody } from "#src/web/forms.ts";
import type { Text } from "#src/web/text.ts";
import { languagesOffered } from "./languages.ts";

export const longestName = 100;
export const longestText = 5000;

/** What a coop says about itself, as the set-up page and the settings ask for it. */
export interface CoopTexts {
  readonly name: LocalizedText;
  readonly summary: LocalizedText;
  readonly fairUse: LocalizedText;
  readonly defaultLanguage: string;
  readonly region: string;
  readonly timeZone: string;
  readonly listed: boolean;
}

/** Reads the fields of both forms. `languages` are those that the form offered. */
export function readCoopTexts(body: FormBody, languages: readonly string[] = languagesOffered): CoopTexts {
  const defaultLanguage = field(body, "defaultLanguage");
  const texts = (name: string): LocalizedText => first(readLocalized(body, name, languages) ?? {}, defaultLanguage);
  return {
    name: texts("name"),
    summary: texts("summary"),
    fairUse: texts("fairUse"),
    defaultLanguage,
    region: field(body, "region"),
    timeZone: field(body, "timeZone"),
    listed: field(body, "listed") === "yes",
  };
}

/** The default language first, since other servers show whichever comes first. */
const first = (texts: LocalizedText, tag: string): LocalizedText => ({
  ...(texts[tag] !== undefined && { [tag]: texts[tag] }),
  ...texts,
});

/** What is wrong with them, by field; undefined where nothing is. */
export const coopErrors = (text: Text, wanted: CoopTexts, languages: readonly string[] = languagesOffered) => ({
  name: nameError(text, wanted),
  defaultLanguage: languages.includes(wanted.defaultLanguage) ? undefined : text("welcome-language-missing"),
  summary: tooLong(text, wanted.summary),
  region: wanted.region === "" || wanted.region.length > longestName ? text("welcome-region-missing") : undefined,
  timeZone: isTimeZone(wanted.timeZone) ? undefined : text("welcome-time-zone-wrong"),
  fairUse: tooLong(text, wanted.fairUse),
});

function nameError(text: Text, { name, defaultLanguage }: CoopTexts): string | undefined {
  if (name[defaultLanguage] === undefined) return text("welcome-name-missing");
  const long = Object.values(name).some((value) => value.length > longestName);
  return long ? text("welcome-too-long", { most: longestName }) : undefined;
}

const tooLong = (text: Text, texts: LocalizedText): string | undefined =>
  Object.values(texts).some((value) => value.length > longestText)
    ? text("welcome-too-long", { most: longestText })
    : undefined;

/** Only what is wrong, in the order of the fields. */
export const onlyErrors = (errors: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).filter((entry): entry is [string, string] => entry[1] !== undefined));
