import { acceptedLanguages, negotiateLanguages } from "@fluent/langneg";
import type { MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { type Locale, locales, openText, pseudoLocale, type Text, type TextOptions } from "./text.ts";

/** What a request says about the languages of its reader. */
export interface LanguageWish {
  /** What the reader chose with the switch. */
  readonly chosen?: string | undefined;
  /** The `Accept-Language` header. */
  readonly accepted?: string | undefined;
  /** The coop's default language, a BCP 47 tag. */
  readonly coop?: string | undefined;
}

export interface LanguageOptions {
  /** Carries the port where the origin is not https, so that nodes on one machine stay apart. */
  readonly cookieName: string;
  readonly secure: boolean;
  readonly coopLanguage: () => string | undefined | Promise<string | undefined>;
  readonly text?: TextOptions;
}

export type LanguageEnvironment = { Variables: { text: Text } };

const longestHeader = 500;
const yearSeconds = 31_536_000;

/** The language of a page: what the reader chose, then what the browser accepts, then the coop's own, then English. */
export function chooseLocale(wish: LanguageWish, options: TextOptions = {}): Locale {
  const chosen = findLocale(wish.chosen, options);
  if (chosen !== undefined) return chosen;
  const accepted = readAcceptLanguage(wish.accepted ?? "");
  const wanted = [...accepted, ...(wish.coop === undefined ? [] : [wish.coop])];
  const [best] = negotiateLanguages(wanted, offered(options), { strategy: "lookup", defaultLocale: "en" });
  return findLocale(best, options) ?? "en";
}

/** The tags of an `Accept-Language` header (RFC 9110, 12.5.4), best first. What is malformed is passed over. */
export function readAcceptLanguage(header: string): readonly string[] {
  const ranges = header
    .slice(0, longestHeader)
    .split(",")
    .map((range) => ({ tag: acceptedLanguages(range)[0] ?? "", weight: readWeight(range) }));
  const usable = ranges.filter(({ tag, weight }) => /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i.test(tag) && weight > 0);
  return usable.toSorted((a, b) => b.weight - a.weight).map(({ tag }) => tag);
}

function readWeight(range: string): number {
  const match = /;\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(range);
  if (match !== null) return Number(match[1]);
  return range.includes(";") ? 0 : 1;
}

/**
 * Gives every page its `text`. A link with `?lang=ca` is the switch: it sets the cookie and leads back to the same page without
 * the parameter, on this server and nowhere else, without a script.
 */
export function language(options: LanguageOptions): MiddlewareHandler<LanguageEnvironment> {
  return async (c, next) => {
    const change = c.req.method === "GET" ? readSwitch(c.req.url, options.text) : undefined;
    if (change !== undefined) {
      setCookie(c, options.cookieName, change.locale, {
        path: "/",
        maxAge: yearSeconds,
        httpOnly: true,
        sameSite: "Lax",
        secure: options.secure,
      });
      c.header("Cache-Control", "no-store");
      return c.redirect(change.location, 303);
    }
    const locale = chooseLocale(
      {
        chosen: getCookie(c, options.cookieName),
        accepted: c.req.header("accept-language"),
        coop: await options.coopLanguage(),
      },
      options.text,
    );
    c.set("text", openText(locale, options.text));
    await next();
    c.header("Vary", "Accept-Language", { append: true });
    c.header("Vary", "Cookie", { append: true });
    return undefined;
  };
}

/** What the switch asks for, when the address carries it. The location is a path of this server, never `//elsewhere`. */
export function readSwitch(
  address: string,
  options: TextOptions = {},
): { readonly locale: Locale; readonly location: string } | undefined {
  const url = new URL(address);
  const locale = findLocale(url.searchParams.get("lang") ?? undefined, options);
  if (locale === undefined) return undefined;
  url.searchParams.delete("lang");
  return { locale, location: `/${url.pathname.replace(/^[/\\]+/, "")}${url.search}` };
}

/** The address of the same page in another language; `path` may carry a query. */
export function switchHref(path: string, locale: Locale): string {
  const url = new URL(path, "http://here.invalid");
  url.searchParams.set("lang", locale);
  return `${url.pathname}${url.search}`;
}

/** The languages that the switch offers. */
const offered = (options: TextOptions = {}): Locale[] =>
  options.pseudoLocale === true ? [...locales, pseudoLocale] : [...locales];

const findLocale = (tag: string | undefined, options: TextOptions): Locale | undefined =>
  offered(options).find((locale) => locale === tag);
