/** How we stand towards somebody elsewhere: an account or a whole server. */
export type Standing = "open" | "limited" | "suspended";

/** What a rule says; `allowed` is an exception from what a wider rule says, and a place on the list of allowed domains. */
export type RuledStanding = "allowed" | "limited" | "suspended";

const strictness: Readonly<Record<Standing, number>> = { open: 0, limited: 1, suspended: 2 };

/** The stricter one: an account is never better off than its server, nor the other way round. */
const strictest = (...standings: readonly Standing[]): Standing =>
  standings.reduce((one, other) => (strictness[other] > strictness[one] ? other : one), "open");

/**
 * The host of an IRI as rules name it: lower case, punycode, without port, credentials and the dot of the root. Undefined when it has none.
 * The URL parser has done the rest (UTS #46).
 */
export function domainOf(iri: string): string | undefined {
  if (!URL.canParse(iri)) return undefined;
  const domain = new URL(iri).hostname.toLowerCase().replace(/(?<!\.)\.+$/, "");
  return domain === "" ? undefined : domain;
}

/** A domain and every one above it, the longest first: what rules are looked up by. An address has none above it. */
export function domainsAbove(domain: string): readonly string[] {
  if (domain.startsWith("[") || /^\d+(\.\d+){3}$/.test(domain)) return [domain];
  // DNS has at most 127 parts in a name; without a bound, a long host is a square of text.
  const labels = domain.split(".").slice(-127);
  return labels.map((_, index) => labels.slice(index).join("."));
}

/**
 * What rules about whoever is behind an IRI may name, the narrowest first. A rule names a port only where our own node is on the same
 * machine, as in tests: everything else there would be about ourselves.
 */
export function placesOf(iri: string): readonly string[] {
  const domain = domainOf(iri);
  if (domain === undefined) return [];
  const { port } = new URL(iri);
  return [...(port === "" ? [] : [`${domain}:${port}`]), ...domainsAbove(domain)];
}

/** A rule about a domain; `listId` is empty for a steward's own. */
export interface RuleAboutDomain {
  readonly domain: string;
  readonly standing: RuledStanding;
  readonly listId: string;
}

/**
 * The rule that counts for somebody at `places` ({@link placesOf}): about the longest name; a steward's before any list's; of several
 * lists the strictest. `rules` may be about anything.
 */
export function decideRule<Rule extends RuleAboutDomain>(
  places: readonly string[],
  rules: readonly Rule[],
): Rule | undefined {
  for (const name of places) {
    const about = rules.filter((rule) => rule.domain === name);
    const own = about.find(({ listId }) => listId === "");
    if (own !== undefined) return own;
    const [first, ...rest] = about;
    if (first === undefined) continue;
    return rest.reduce((one, other) => (severity(other) > severity(one) ? other : one), first);
  }
  return undefined;
}

const severity = ({ standing }: RuleAboutDomain): number => strictness[standing === "allowed" ? "open" : standing];

/** What is known about somebody when their standing is decided. */
export interface Judged {
  /** The rule that counts for their domain; see {@link decideRule}. */
  readonly rule: RuleAboutDomain | undefined;
  readonly account: "limited" | "suspended" | undefined;
  /** The peer at their origin: one that stewards deal with is known, whatever the mode. */
  readonly peer: "known" | "blocked" | "none";
  readonly federation: "open" | "allow-list";
}

/** How we stand towards somebody elsewhere. With an allow list, who is neither allowed nor a partner is as good as suspended. */
export function decideStanding({ rule, account, peer, federation }: Judged): Standing {
  if (peer === "blocked") return "suspended";
  const isListed = federation === "open" || peer === "known" || rule?.standing === "allowed";
  if (!isListed) return "suspended";
  const ofDomain = rule === undefined || rule.standing === "allowed" ? "open" : rule.standing;
  return strictest(ofDomain, account ?? "open");
}
