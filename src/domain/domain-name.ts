import { getPublicSuffix } from "tldts";

/** Longer than any name and its address. */
const longestTyped = 2_000;
const longestName = 253;
const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * `domain`: as rules name it, in lower case and punycode, without port, credentials and the dot of the root; an IPv6 address in brackets.
 * `isPublicSuffix`: everybody registers under it (as `org`, `co.uk`), so that a rule about it is about strangers of one another.
 */
export type ReadDomain =
  | {
      readonly ok: true;
      readonly domain: string;
      readonly isPublicSuffix: boolean;
      /** As it was typed, where it is not the usual one. */
      readonly port: string;
    }
  | { readonly ok: false; readonly reason: "empty" | "malformed" | "obfuscated" | "account" | "path" };

/**
 * Reads a domain as people type or paste it: `Example.ORG`, `*.example.org`, `bücher.example`, `https://user@example.org:8443/`, `::1`.
 * A rule is always about the subdomains too, so `*.` says nothing more. The URL parser does what UTS #46 asks for.
 */
export function readDomain(typed: string): ReadDomain {
  const text = typed.trim();
  if (text === "") return { ok: false, reason: "empty" };
  const url = parse(text.replace(/^(https?:\/\/)?\*\./i, "$1"));
  if (url === undefined) return { ok: false, reason: text.includes("*") ? "obfuscated" : "malformed" };
  const problem = namesMore(text, url);
  if (problem !== undefined) return { ok: false, reason: problem };
  const domain = url.hostname.toLowerCase().replace(/\.+$/, "");
  if (domain.includes("*")) return { ok: false, reason: "obfuscated" };
  if (!isName(domain)) return { ok: false, reason: "malformed" };
  return { ok: true, domain, isPublicSuffix: isPublicSuffix(domain), port: url.port };
}

/** Who names one account or one page does not mean its whole server. */
function namesMore(text: string, url: URL): "account" | "path" | undefined {
  const isAddress = /^https?:/i.test(text);
  if (text.startsWith("@") || (url.username !== "" && !isAddress)) return "account";
  return url.pathname !== "/" || url.search !== "" || url.hash !== "" ? "path" : undefined;
}

/** Bare IPv6 gets its brackets; everything else is parsed as the server of a web address. */
function parse(text: string): URL | undefined {
  if (text.length > longestTyped) return undefined;
  const bare = /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text) ? `[${text}]` : text;
  const address = /^https?:\/\//i.test(bare) ? bare : `https://${bare.replace(/^@/, "")}`;
  return /^https?:\/\/[/\\]/i.test(address) || !URL.canParse(address) ? undefined : new URL(address);
}

const isName = (domain: string): boolean =>
  isAddress(domain) || (domain.length <= longestName && domain.split(".").every((part) => label.test(part)));

const isAddress = (domain: string): boolean => domain.startsWith("[") || /^\d+(\.\d+){3}$/.test(domain);

/** Whether a name stands in the public suffix list, or is of one part only, as a top level of its own. */
export function isPublicSuffix(domain: string): boolean {
  return !isAddress(domain) && getPublicSuffix(domain, { allowPrivateDomains: true }) === domain;
}

/** Whether a name is a domain itself or lies below it. */
export const isWithin = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);

/** A name that is told in part only, as Mastodon writes it: enough for who knows it, too little to go there. */
export function obfuscateDomain(domain: string): string {
  const seen = Math.floor(domain.length / 4);
  return domain
    .split("")
    .map((letter, at) => (at > seen && at < domain.length - seen && letter !== "." ? "*" : letter))
    .join("");
}
