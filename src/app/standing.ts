import {
  decideRule,
  decideStanding,
  domainOf,
  placesOf,
  type RuleAboutDomain,
  type RuledStanding,
  type Standing,
} from "#src/domain/standing.ts";
import type { PeerState } from "#src/domain/peer.ts";
import type { Session } from "#src/store/database.ts";
import {
  listDomainRules,
  listStandingRows,
  listSuspendedInboxes,
  type DomainRule,
  type StandingRow,
} from "#src/store/moderation.ts";

/**
 * How we stand towards an actor, or whoever is behind any IRI: the one gate that inbox, collections, feeds, lists and the outbox ask.
 * The rule for the longest name counts, a steward's before a list's; an account is never better off than its server. What is no
 * address of a server is suspended. It asks the store each time (measured in ADR 0039), so that it is never behind what another process
 * of this node decided.
 */
export async function standingOf(session: Session, iri: string): Promise<Standing> {
  return (await standingsOf(session, [iri])).get(iri) ?? "suspended";
}

/** {@link standingOf} for many at once, with the same few questions to the store. */
export async function standingsOf(session: Session, iris: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  if (iris.length === 0) return new Map();
  const known = await whatIsKnown(session, iris);
  return new Map(iris.map((iri) => [iri, judge(known, iri)]));
}

/** How we stand towards some actors, and the states of the peers at their origins, with the same one question. */
export interface Standings {
  of(iri: string): Standing;
  peerAt(origin: string): PeerState | undefined;
}

export async function findStandings(session: Session, iris: readonly string[]): Promise<Standings> {
  const known = await whatIsKnown(session, iris);
  return { of: (iri) => judge(known, iri), peerAt: (origin) => known.peers.get(origin) };
}

/** Those of these inboxes into which nothing is said: of servers that are suspended, and of accounts that are. */
export async function closedInboxes(session: Session, inboxes: readonly string[]): Promise<ReadonlySet<string>> {
  if (inboxes.length === 0) return new Set();
  const standings = await standingsOf(session, inboxes);
  const ofAccounts = await listSuspendedInboxes(session, inboxes);
  return new Set([...inboxes.filter((inbox) => standings.get(inbox) === "suspended"), ...ofAccounts]);
}

/** The rule about a domain that counts now, for what it says besides the standing (pictures, reports). */
export async function ruleFor(session: Session, iri: string): Promise<DomainRule | undefined> {
  const places = placesOf(iri);
  return decideRule(places, await listDomainRules(session, places));
}

interface Known {
  readonly rules: ReadonlyMap<string, RuleAboutDomain | undefined>;
  readonly accounts: ReadonlyMap<string, "limited" | "suspended">;
  readonly peers: ReadonlyMap<string, PeerState>;
  readonly federation: "open" | "allow-list";
  readonly origin: string | undefined;
}

async function whatIsKnown(session: Session, iris: readonly string[]): Promise<Known> {
  const origins = [...new Set(iris.filter((iri) => URL.canParse(iri)).map((iri) => new URL(iri).origin))];
  const places = [...new Set(origins.flatMap(placesOf))];
  const rows = await listStandingRows(session, { places, actors: iris, origins });
  const of = (kind: StandingRow["kind"]): readonly StandingRow[] => rows.filter((row) => row.kind === kind);
  const rules = of("domain").map(({ name, says, listId }): RuleAboutDomain => ({
    domain: name,
    standing: says as RuledStanding,
    listId,
  }));
  const [coop] = of("coop");
  return {
    rules: new Map(origins.map((origin) => [origin, decideRule(placesOf(origin), rules)])),
    accounts: new Map(of("account").map(({ name, says }) => [name, says as "limited" | "suspended"])),
    peers: new Map(of("peer").map(({ name, says }) => [name, says as PeerState])),
    federation: coop?.says === "allow-list" ? "allow-list" : "open",
    origin: coop?.name,
  };
}

function judge({ rules, accounts, peers, federation, origin }: Known, iri: string): Standing {
  if (domainOf(iri) === undefined) return "suspended";
  const at = new URL(iri).origin;
  if (at === origin) return "open";
  return decideStanding({
    rule: rules.get(at),
    account: accounts.get(iri),
    peer: acquaintance(peers.get(at)),
    federation,
  });
}

/** A peer that only asked, or that left, is nobody that we know. */
function acquaintance(state: PeerState | undefined): "known" | "blocked" | "none" {
  if (state === undefined || state === "ended" || state === "received") return "none";
  return state === "blocked" ? "blocked" : "known";
}
