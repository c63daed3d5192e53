import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  like,
  lt,
  ne,
  notInArray,
  or,
  sql,
  type Placeholder,
  type SQL,
  type SQLWrapper,
} from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow, prepared } from "./row.ts";
import type { Tables } from "./schema.ts";

export type DomainRule = Tables["domainRules"]["$inferSelect"];
export type AccountRule = Tables["accountRules"]["$inferSelect"];

/** So many names fit into one question to either engine. */
const namesAtOnce = 400;

/** The rules about any of these domains, from stewards and from lists. */
export async function listDomainRules({ q, t }: Session, domains: readonly string[]): Promise<DomainRule[]> {
  const rules: DomainRule[] = [];
  for (let at = 0; at < domains.length; at += namesAtOnce) {
    const some = domains.slice(at, at + namesAtOnce);
    rules.push(...(await q.select().from(t.domainRules).where(inArray(t.domainRules.domain, some))));
  }
  return rules;
}

export async function findAccountRule(session: Session, actor: string): Promise<AccountRule | undefined> {
  return findRow(session, "accountRules", { actor });
}

/** A steward's rule about exactly this domain, or one of a list. */
export async function findDomainRule(session: Session, domain: string, listId = ""): Promise<DomainRule | undefined> {
  return findRow(session, "domainRules", { domain, listId });
}

/** Writes rules down; one about the same domain from the same source takes the place of the one before and keeps its id. */
export async function saveDomainRules({ q, t }: Session, rules: readonly DomainRule[]): Promise<void> {
  for (let at = 0; at < rules.length; at += rowsAtOnce) {
    await q
      .insert(t.domainRules)
      .values(rules.slice(at, at + rowsAtOnce))
      .onConflictDoUpdate({
        target: [t.domainRules.domain, t.domainRules.listId],
        set: {
          standing: sql`excluded.standing`,
          rejectMedia: sql`excluded.reject_media`,
          rejectReports: sql`excluded.reject_reports`,
          publicComment: sql`excluded.public_comment`,
          privateComment: sql`excluded.private_comment`,
          obfuscate: sql`excluded.obfuscate`,
          updatedAtMs: sql`excluded.updated_at_ms`,
        },
      });
  }
}

/** Rows that one statement writes: twelve values each, of which SQLite takes some ten thousand. */
const rowsAtOnce = 200;

export async function deleteDomainRule({ q, t }: Session, domain: string, listId = ""): Promise<boolean> {
  const same = and(eq(t.domainRules.domain, domain), eq(t.domainRules.listId, listId));
  return (await q.delete(t.domainRules).where(same).returning({ id: t.domainRules.id })).length > 0;
}

/** Takes back what a list said about these domains, or about all. */
export async function deleteRulesOfList(
  { q, t }: Session,
  listId: string,
  domains: readonly string[] | "all",
): Promise<void> {
  const ofList = and(eq(t.domainRules.listId, listId), ne(t.domainRules.listId, ""));
  if (domains === "all") {
    await q.delete(t.domainRules).where(ofList);
    return;
  }
  for (let at = 0; at < domains.length; at += namesAtOnce) {
    await q
      .delete(t.domainRules)
      .where(and(ofList, inArray(t.domainRules.domain, domains.slice(at, at + namesAtOnce))));
  }
}

export interface RulePage {
  readonly limit: number;
  /** The domain that the page before ended with. */
  readonly after?: string;
  readonly standing?: DomainRule["standing"];
  readonly search?: string;
  /** Stewards' own rules only. */
  readonly own?: boolean;
}

/** Rules about domains by name. */
export async function listRulesByName({ q, t }: Session, page: RulePage): Promise<DomainRule[]> {
  const { limit, after, standing, search, own } = page;
  const conditions: (SQL | undefined)[] = [
    after === undefined ? undefined : gt(t.domainRules.domain, after),
    standing === undefined ? undefined : eq(t.domainRules.standing, standing),
    search === undefined ? undefined : like(t.domainRules.domain, `%${likeText(search).toLowerCase()}%`),
    own === true ? eq(t.domainRules.listId, "") : undefined,
  ];
  return q
    .select()
    .from(t.domainRules)
    .where(and(...conditions))
    .orderBy(asc(t.domainRules.domain), asc(t.domainRules.listId))
    .limit(limit);
}

/** What stands for any text in a pattern is left out of what people look for. */
export const likeText = (text: string): string => text.replaceAll(/[%_\\]/g, "");

export async function saveAccountRule({ q, t }: Session, rule: AccountRule): Promise<void> {
  const { actor: _, createdAtMs: _created, ...rest } = rule;
  await q.insert(t.accountRules).values(rule).onConflictDoUpdate({ target: t.accountRules.actor, set: rest });
}

export async function deleteAccountRule({ q, t }: Session, actor: string): Promise<boolean> {
  const gone = await q.delete(t.accountRules).where(eq(t.accountRules.actor, actor)).returning();
  return gone.length > 0;
}

/** Rules about accounts, those first that changed last. `before`: the last one's time. */
export async function listAccountRulesNewest(
  { q, t }: Session,
  { limit, beforeMs }: { readonly limit: number; readonly beforeMs?: number },
): Promise<AccountRule[]> {
  return q
    .select()
    .from(t.accountRules)
    .where(beforeMs === undefined ? undefined : lt(t.accountRules.updatedAtMs, beforeMs))
    .orderBy(desc(t.accountRules.updatedAtMs), asc(t.accountRules.actor))
    .limit(limit);
}

/** Every rule that a list made. */
export async function listRulesOf({ q, t }: Session, listId: string): Promise<DomainRule[]> {
  return q.select().from(t.domainRules).where(eq(t.domainRules.listId, listId));
}

/** Those of these inboxes behind which is a suspended account and nobody else whom we know: its own, or that of its server. */
export async function listSuspendedInboxes({ q, t }: Session, inboxes: readonly string[]): Promise<readonly string[]> {
  const { accountRules: rules, remoteActors: actors, followers } = t;
  const suspended = eq(rules.standing, "suspended");
  const rows = await q
    .select({ inbox: actors.inbox, sharedInbox: actors.sharedInbox })
    .from(rules)
    // There are few rules and many actors: SQLite keeps this order.
    .crossJoin(actors)
    .where(
      and(
        suspended,
        eq(actors.actor, rules.actor),
        or(inArray(actors.inbox, [...inboxes]), inArray(actors.sharedInbox, [...inboxes])),
      ),
    );
  const closed = new Set(rows.filter(({ inbox, sharedInbox }) => inbox !== sharedInbox).map(({ inbox }) => inbox));
  for (const sharedInbox of new Set(rows.map((row) => row.sharedInbox))) {
    if (sharedInbox === null) continue;
    const [follower] = await q
      .select({ one: sql`1` })
      .from(followers)
      .where(or(eq(followers.sharedInbox, sharedInbox), eq(followers.inbox, sharedInbox)))
      .limit(1);
    const [other] = await q
      .select({ one: sql`1` })
      .from(actors)
      .where(
        and(
          eq(actors.sharedInbox, sharedInbox),
          notInArray(actors.actor, q.select({ actor: rules.actor }).from(rules).where(suspended)),
        ),
      )
      .limit(1);
    if (follower === undefined && other === undefined) closed.add(sharedInbox);
  }
  return inboxes.filter((inbox) => closed.has(inbox));
}

/** What is known about some addresses: rules about their domains and accounts, the peers there, and how open we are. */
export interface StandingRow {
  readonly kind: "domain" | "account" | "peer" | "coop";
  /** The domain, the account, the peer's origin, or our own. */
  readonly name: string;
  /** What a rule says, a peer's state, or `open` or `allow-list`. */
  readonly says: string;
  readonly listId: string;
}

interface StandingQuestion {
  readonly places: readonly string[];
  readonly actors: readonly string[];
  readonly origins: readonly string[];
}

/** As many of each kind as somebody who sends us something mostly has: that question is written once. */
const few = 8;

/** All of that in one question: it is asked for everything that comes in or goes out, and four questions cost four times as much. */
export async function listStandingRows(session: Session, of: StandingQuestion): Promise<readonly StandingRow[]> {
  const most = Math.max(of.places.length, of.actors.length, of.origins.length);
  if (most <= few) return fewStandingRows(session, of);
  const rows: StandingRow[] = [];
  for (let at = 0; at < most; at += namesAtOnce) {
    const some = (names: readonly string[]): string[] => {
      const part = names.slice(at, at + namesAtOnce);
      // A list of nothing would be another question.
      return part.length === 0 ? [""] : part;
    };
    rows.push(
      ...(await standingRows(session, { places: some(of.places), actors: some(of.actors), origins: some(of.origins) })),
    );
  }
  return rows;
}

function fewStandingRows(session: Session, of: StandingQuestion): PromiseLike<StandingRow[]> {
  const namesOf = (list: keyof StandingQuestion) => Array.from({ length: few }, (_, at) => `${list}${at}`);
  const lists = ["places", "actors", "origins"] as const;
  const values = lists.flatMap((list) => namesOf(list).map((name, at) => [name, of[list][at] ?? ""]));
  const placesFor = (list: keyof StandingQuestion) => namesOf(list).map((name) => sql.placeholder(name));
  return prepared(session, "standing", () =>
    standingRows(session, {
      places: placesFor("places"),
      actors: placesFor("actors"),
      origins: placesFor("origins"),
    }),
  ).execute(Object.fromEntries(values));
}

type Said = readonly [name: SQLWrapper, says: SQLWrapper, listId?: SQLWrapper];

function standingRows(
  { q, t }: Session,
  { places, actors, origins }: Readonly<Record<keyof StandingQuestion, (string | Placeholder)[]>>,
) {
  const { domainRules, accountRules, peers, coop } = t;
  const columns = (kind: StandingRow["kind"], [name, says, listId = sql`''`]: Said) => ({
    kind: sql<StandingRow["kind"]>`${sql.raw(`'${kind}'`)}`.as("kind"),
    name: sql<string>`${name}`.as("name"),
    says: sql<string>`${says}`.as("says"),
    listId: sql<string>`${listId}`.as("list_id"),
  });
  return q
    .select(columns("domain", [domainRules.domain, domainRules.standing, domainRules.listId]))
    .from(domainRules)
    .where(inArray(domainRules.domain, places))
    .unionAll(
      q
        .select(columns("account", [accountRules.actor, accountRules.standing]))
        .from(accountRules)
        .where(inArray(accountRules.actor, actors)),
    )
    .unionAll(
      q
        .select(columns("peer", [peers.origin, peers.state]))
        .from(peers)
        .where(inArray(peers.origin, origins)),
    )
    .unionAll(q.select(columns("coop", [coop.origin, coop.federation])).from(coop));
}
