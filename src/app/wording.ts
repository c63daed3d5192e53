import { readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";

/** The languages that we write letters and private notes in, each a Fluent file in `wording/`. */
export const writtenLanguages = ["en", "ca", "es", "fr"] as const;

export type WrittenLanguage = (typeof writtenLanguages)[number];

/**
 * What we write where there is no page and no reader's browser: letters, notes to one person, what stands around an event's own words.
 * `wording("answer-coming", { event: "Commons hour" })` is plain text.
 */
export type Wording = (key: string, args?: Readonly<Record<string, string | number>>) => string;

/** The language that we write to somebody in: theirs if we can, otherwise the coop's, otherwise English. */
export function chooseLanguage(...wanted: readonly (string | null | undefined)[]): WrittenLanguage {
  const primary = wanted.map((tag) => tag?.split("-")[0]?.toLowerCase());
  return primary.map((tag) => writtenLanguages.find((known) => known === tag)).find((tag) => tag !== undefined) ?? "en";
}

const bundles = new Map<WrittenLanguage, FluentBundle>();

/** The wording of a language; its file is read once, at first use. A key that it has not is a bug. */
export function openWording(language: WrittenLanguage): Wording {
  const bundle = bundles.get(language) ?? readBundle(language);
  bundles.set(language, bundle);
  return (key, args) => {
    const pattern = bundle.getMessage(key)?.value;
    if (pattern === undefined || pattern === null) throw new Error(`There is no wording "${key}" in ${language}.`);
    return bundle.formatPattern(pattern, args);
  };
}

/** Without marks between directions: what is written here ends in plain text, calendars and other servers' pages. */
function readBundle(language: WrittenLanguage): FluentBundle {
  const bundle = new FluentBundle(language, { useIsolating: false });
  const source = readFileSync(new URL(`./wording/${language}.ftl`, import.meta.url), "utf8");
  const [error] = bundle.addResource(new FluentResource(source));
  if (error !== undefined) throw error;
  return bundle;
}
