import { readdirSync, readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { getLogger } from "@logtape/logtape";

/** The languages that pages speak, each a folder in `locales/`. English is complete by definition: the others fall back to it. */
export const locales = ["en", "ca", "es", "fr"] as const;

/** A made-up right-to-left language, generated from English, with which tests see what was not translated or not mirrored. */
export const pseudoLocale = "qps-plocm";

export type Locale = (typeof locales)[number] | typeof pseudoLocale;

/** What each language calls itself, for the switch. */
export const localeNames: Readonly<Record<Locale, string>> = {
  en: "English",
  ca: "Català",
  es: "Español",
  fr: "Français",
  "qps-plocm": "Mirrored",
};

export interface TextOptions {
  /** Offers the pseudo-locale as a language; for tests. */
  readonly pseudoLocale?: boolean;
  /** A key without a wording throws (tests), or falls back to English and is logged (the default). */
  readonly missing?: "throw" | "fall-back";
}

export type TextArguments = Readonly<Record<string, string | number>>;

/**
 * The wording of one language: `text("peers-empty-title")`, `text("peers-count", { count: 3 })`. The answer is plain text, which
 * `html` escapes. Keys are written out as literals, so that a test finds the missing and the unused.
 */
export interface Text {
  (key: string, args?: TextArguments): string;
  readonly locale: Locale;
  /** For the `lang` attribute; the pseudo-locale is English there. */
  readonly language: string;
  /** What `Intl` formats with; the same but for the pseudo-locale. */
  readonly intlLocale: string;
  readonly direction: "ltr" | "rtl";
}

/** The wording of a language; the files are read once, at first use. */
export function openText(locale: Locale, options: TextOptions = {}): Text {
  const strict = options.missing === "throw";
  const text = (key: string, args: TextArguments = {}): string => {
    const worded = word({ locale, key, args }, strict);
    if (worded !== undefined) return worded;
    if (strict) throw new Error(`No wording for "${key}" in ${locale}.`);
    getLogger(["fedicoop", "web"]).warn("No wording for {key} in {locale}.", { key, locale });
    return word({ locale: "en", key, args }, false) ?? key;
  };
  return Object.assign(text, {
    locale,
    language: folderOf(locale),
    intlLocale: intlLocaleOf(locale),
    direction: directionOf(locale),
  });
}

interface Request {
  readonly locale: Locale;
  readonly key: string;
  readonly args: TextArguments;
}

function word({ locale, key, args }: Request, strict: boolean): string | undefined {
  const bundle = openBundle(locale, directionOf(locale) === "rtl" || Object.values(args).some(hasRightToLeft));
  const pattern = bundle.getMessage(key)?.value;
  if (pattern === undefined || pattern === null) return undefined;
  // With a list for the errors Fluent words as much as it can; without one the first error is thrown.
  return strict ? bundle.formatPattern(pattern, args) : bundle.formatPattern(pattern, args, []);
}

// English as most of the world writes it: days before months, and a clock of 24 hours.
const intlLocaleOf = (locale: Locale): string => (locale === pseudoLocale || locale === "en" ? "en-GB" : locale);
const folderOf = (locale: Locale): string => (locale === pseudoLocale ? "en" : locale);
const directionOf = (locale: Locale): "ltr" | "rtl" => (locale === pseudoLocale ? "rtl" : "ltr");

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const hasRightToLeft = (value: string | number): boolean => typeof value === "string" && rightToLeft.test(value);

const bundles = new Map<string, FluentBundle>();

/** Isolating marks go around what is filled in only where directions mix, so that copied text stays clean elsewhere. */
function openBundle(locale: Locale, isolating: boolean): FluentBundle {
  const known = bundles.get(`${locale} ${isolating}`);
  if (known !== undefined) return known;
  const bundle = new FluentBundle(intlLocaleOf(locale), {
    useIsolating: isolating,
    ...(locale === pseudoLocale && { transform: mirror }),
  });
  for (const { file, source } of readSources(folderOf(locale))) {
    const [error] = bundle.addResource(new FluentResource(source));
    if (error !== undefined) throw new Error(`${locale}/${file}: ${error.message}`);
  }
  bundles.set(`${locale} ${isolating}`, bundle);
  return bundle;
}

/** Every Fluent file of a language: one a feature, so that whoever adds a page adds a file and edits none. */
export function readSources(folder: string): readonly { readonly file: string; readonly source: string }[] {
  const url = new URL(`./locales/${folder}/`, import.meta.url);
  const files = readdirSync(url).filter((file) => file.endsWith(".ftl"));
  return files.toSorted().map((file) => ({ file, source: readFileSync(new URL(file, url), "utf8") }));
}

const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const accented = "ȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑ";

/** Words with accents, each overridden to run from right to left, as Mozilla's `bidi` pseudo-locale does it. */
function mirror(part: string): string {
  return part.replace(/[A-Za-z]+/g, (letters) => {
    const other = letters.replace(/./g, (letter) => accented[plain.indexOf(letter)] ?? letter);
    return `\u202e${other}\u202c`;
  });
}
