/** How we stand towards somebody elsewhere: an account or a whole server. */
export type Standing = "open" | "limited" | "suspended";

/** What a rule says; `allowed` is an exception from what a wider rule says, and a place on the list of allowed domains. */
export type RuledStanding = "allowed" | "limited" | "suspended";

const strictness: Readonly<Record<Standing, number>> = { open: 0, limited: 1, suspended: 2 };

/** The stricter one: an account is never better off than its server, nor the other way round. */
export const strictest = (...standings: readonly Standing[]): Standing =>
  standings.reduce((one, other) => (strictness[other] > strictness[one] ? other : one), "open");

/**
 * The host of an IRI as rules name it: lower case, punycode, without port, credentials and the dot of the root. Undefined when it has none.
 * The URL parser has done the rest (UTS #46).
 */
export function domainOf(iri: string): string | undefined {
  if (!URL.canParse(iri)) return undefined;
  const domain = new URL(iri).hostname.toLowerCase().replace(/\.+$/, "");
  return domain === "" ? undefined : domain;
}

/** A domain and every one above it, the longest first: what rules are looked up by. An address has none above it. */
export function domainsAbove(domain: string): readonly string[] {
  if (domain.startsWith("[") || /^\d+(\.\d+){3}$/.test(domain)) return [domain];
  const labels = domain.split(".");
  return labels.map((_, index) => labels.slice(index).join("."));
}
