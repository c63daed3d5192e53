import { domainOf, domainsAbove, strictest, type Standing } from "#src/domain/standing.ts";
import type { Session } from "#src/store/database.ts";
import { findAccountRule, listDomainRules } from "#src/store/moderation.ts";
import { findBlockedOrigins } from "#src/store/peers.ts";

/**
 * How we stand towards an actor, or whoever is behind any IRI: the one gate that inbox, collections, feeds, lists and the outbox ask.
 * The rule for the longest name counts, a steward's before a list's; an account is never better off than its server. What is no
 * address of a server is suspended.
 */
export async function standingOf(session: Session, iri: string): Promise<Standing> {
  const domain = domainOf(iri);
  if (domain === undefined) return "suspended";
  const { origin } = new URL(iri);
  if ((await findBlockedOrigins(session, [origin])).has(origin)) return "suspended";
  const account = await findAccountRule(session, iri);
  return strictest(await standingOfDomain(session, domain), account?.standing ?? "open");
}

async function standingOfDomain(session: Session, domain: string): Promise<Standing> {
  const names = domainsAbove(domain);
  const rules = await listDomainRules(session, names);
  for (const name of names) {
    const about = rules.filter((rule) => rule.domain === name);
    const [first] =
      about.filter(({ listId }) => listId === "").length > 0 ? about.filter(({ listId }) => listId === "") : about;
    if (first !== undefined) return first.standing === "allowed" ? "open" : first.standing;
  }
  return "open";
}
