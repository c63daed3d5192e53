import { eq, inArray } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

export type DomainRule = Tables["domainRules"]["$inferSelect"];
export type AccountRule = Tables["accountRules"]["$inferSelect"];

/** The rules about any of these domains, from stewards and from lists. */
export async function listDomainRules({ q, t }: Session, domains: readonly string[]): Promise<DomainRule[]> {
  if (domains.length === 0) return [];
  return q
    .select()
    .from(t.domainRules)
    .where(inArray(t.domainRules.domain, [...domains]));
}

export async function findAccountRule({ q, t }: Session, actor: string): Promise<AccountRule | undefined> {
  return (await q.select().from(t.accountRules).where(eq(t.accountRules.actor, actor)).limit(1))[0];
}
