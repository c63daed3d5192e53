import { readDomain, isWithin, type ReadDomain } from "#src/domain/domain-name.ts";
import { decideRule, domainOf, placesOf, type RuledStanding } from "#src/domain/standing.ts";
import {
  deleteAccountRule,
  deleteDomainRule,
  findAccountRule,
  findDomainRule,
  listDomainRules,
  saveAccountRule,
  saveDomainRules,
  type AccountRule,
  type DomainRule,
} from "#src/store/moderation.ts";
import { listPeers, type Peer } from "#src/store/peers.ts";
import { note } from "./audit.ts";
import { withoutAbsent } from "./changes.ts";
import { transact, type Context, type Work } from "./context.ts";
import { blockKnownPeer, limitKnownPeer, unblockKnownPeer } from "./peers.ts";
import { endWithSuspended, giveBack, type Ended } from "./suspension.ts";

export type { AccountRule, DomainRule } from "#src/store/moderation.ts";

/** What a steward wants about a domain and everything below it. */
export interface DomainWish {
  /** As typed; see `readDomain`. */
  readonly domain: string;
  readonly standing: RuledStanding;
  readonly rejectMedia?: boolean;
  readonly rejectReports?: boolean;
  readonly publicComment?: string;
  readonly privateComment?: string;
  readonly obfuscate?: boolean;
  /** Partners may be lost, or a whole public suffix may be meant: a steward has said yes to that. */
  readonly confirmed?: boolean;
}

export type DomainOutcome =
  | { readonly outcome: "done"; readonly rule: DomainRule; readonly ended: Ended }
  | { readonly outcome: "malformed"; readonly reason: Extract<ReadDomain, { ok: false }>["reason"] }
  /** The domain is our own, or above it. */
  | { readonly outcome: "ourselves" }
  /** To be confirmed. */
  | { readonly outcome: "public-suffix"; readonly domain: string }
  | { readonly outcome: "partner"; readonly peers: readonly Peer[] };

const nothing: Ended = { followers: 0, requests: 0, followings: 0, attendances: 0, responses: 0 };
const everyPeer = Number.MAX_SAFE_INTEGER;

/** Blocks, limits or allows a domain with all below it; repeating it changes what was said. */
export async function ruleDomain(context: Context, wish: DomainWish): Promise<DomainOutcome> {
  const read = readDomain(wish.domain);
  if (!read.ok) return { outcome: "malformed", reason: read.reason };
  const domain = placeNamed(context.origin, read);
  if (isOurs(context.origin, domain)) return { outcome: "ourselves" };
  const isConfirmed = wish.confirmed === true || wish.standing === "allowed";
  if (read.isPublicSuffix && domain === read.domain && !isConfirmed) return { outcome: "public-suffix", domain };
  return transact(context, async (work) => {
    const peers = await peersHitBy(work, { domain, standing: wish.standing, listId: "" });
    if (peers.length > 0 && !isConfirmed) return { outcome: "partner", peers };
    const rule = await saveWish(work, domain, wish);
    const ended = await carryOut(work, rule, peers);
    await note(work, { act: `domain.${verbs[wish.standing]}`, subject: domain, detail: { ...ended, ...words(wish) } });
    return { outcome: "done", rule, ended };
  });
}

const verbs: Readonly<Record<RuledStanding, string>> = { allowed: "allow", limited: "limit", suspended: "suspend" };
const words = ({ publicComment, privateComment }: DomainWish) => ({
  ...(publicComment === undefined ? {} : { publicComment }),
  ...(privateComment === undefined ? {} : { privateComment }),
});

/** A server on another port of our own machine, as in tests, is named with its port: the rest there is ours. */
function placeNamed(origin: string, { domain, port }: Extract<ReadDomain, { ok: true }>): string {
  return port !== "" && isOurs(origin, domain) && `${domain}:${port}` !== new URL(origin).host
    ? `${domain}:${port}`
    : domain;
}

/** Whether a rule about a domain would be about this node. */
export function isOurs(origin: string, domain: string): boolean {
  const own = domainOf(origin);
  return own !== undefined && isWithin(own, domain);
}

async function saveWish(work: Work, domain: string, wish: DomainWish): Promise<DomainRule> {
  const known = await findDomainRule(work.session, domain);
  const nowMs = work.nowMs();
  const { domain: _typed, confirmed: _confirmed, ...wanted } = wish;
  const rule: DomainRule = {
    id: work.newId(),
    ...plainly,
    createdAtMs: nowMs,
    ...known,
    ...withoutAbsent(wanted),
    standing: wish.standing,
    domain,
    listId: "",
    updatedAtMs: nowMs,
  };
  await saveDomainRules(work.session, [rule]);
  return rule;
}

/** A rule that says nothing but its standing. */
export const plainly = {
  rejectMedia: false,
  rejectReports: false,
  publicComment: null,
  privateComment: null,
  obfuscate: false,
} as const;

/** Peers that are dealt with and that this would shut out, or limit. */
async function peersHitBy(
  work: Pick<Work, "session">,
  rule: Pick<DomainRule, "domain" | "standing" | "listId">,
): Promise<readonly Peer[]> {
  if (rule.standing === "allowed") return [];
  const states = rule.standing === "limited" ? (["partner"] as const) : (["partner", "limited", "requested"] as const);
  const hit: Peer[] = [];
  for (const peer of await listPeers(work.session, { states, limit: everyPeer })) {
    const places = placesOf(peer.origin);
    if (!places.includes(rule.domain)) continue;
    const others = (await listDomainRules(work.session, places)).filter(
      (other) => other.domain !== rule.domain || other.listId !== rule.listId,
    );
    if (decideRule(places, [...others, rule])?.standing === rule.standing) hit.push(peer);
  }
  return hit;
}

/** Makes a rule that was just saved true: to shut a partner's server out is to block the partner. */
async function carryOut(work: Work, { standing, domain }: DomainRule, peers: readonly Peer[]): Promise<Ended> {
  if (standing === "limited") {
    for (const peer of peers) await limitKnownPeer(work, peer);
  }
  if (standing !== "suspended") {
    await letBackIn(work, domain);
    return nothing;
  }
  for (const peer of peers) await blockKnownPeer(work, peer);
  return endWithSuspended(work, { domain });
}

/** What is not suspended any longer: hidden answers are shown again, blocked peers may ask again. What ended stays ended. */
async function letBackIn(work: Work, domain: string): Promise<void> {
  for (const peer of await listPeers(work.session, { states: ["blocked"], limit: everyPeer })) {
    const places = placesOf(peer.origin);
    if (!places.includes(domain)) continue;
    const rule = decideRule(places, await listDomainRules(work.session, places));
    if (rule?.standing !== "suspended") await unblockKnownPeer(work, peer);
  }
  await giveBack(work, { domain });
}

/** Takes back what a steward said about exactly this domain. What lists and shorter names say counts again. */
export async function liftDomain(
  context: Context,
  typed: string,
): Promise<{ readonly outcome: "done"; readonly domain: string } | { readonly outcome: "unknown" }> {
  const read = readDomain(typed);
  if (!read.ok) return { outcome: "unknown" };
  const domain = placeNamed(context.origin, read);
  return transact(context, async (work) => {
    const rule = await findDomainRule(work.session, domain);
    if (rule === undefined) return { outcome: "unknown" };
    await deleteDomainRule(work.session, domain);
    // Another rule may say more, or less, from now on.
    await endWithSuspended(work, { domain });
    await letBackIn(work, domain);
    await note(work, { act: "domain.lift", subject: domain, detail: { was: rule.standing } });
    return { outcome: "done", domain };
  });
}

/** What a steward wants about one account. `actor` is its IRI; see `findAccount` for `@user@host`. */
export interface AccountWish {
  readonly actor: string;
  readonly standing: "limited" | "suspended";
  readonly reason?: string;
}

export type AccountOutcome =
  | { readonly outcome: "done"; readonly rule: AccountRule; readonly ended: Ended }
  | { readonly outcome: "ourselves" }
  /** It is the node or the coop of a peer: that is decided about the peer. */
  | { readonly outcome: "peer"; readonly peer: Peer };

/** Blocks or limits one account. */
export function ruleAccount(context: Context, wish: AccountWish): Promise<AccountOutcome> {
  const { actor, standing, reason } = wish;
  return transact(context, async (work) => {
    if (new URL(actor).origin === work.origin) return { outcome: "ourselves" };
    const peers = await listPeers(work.session, { states: ["partner", "limited", "requested"], limit: everyPeer });
    const peer = peers.find(({ node, coop }) => node === actor || coop === actor);
    if (peer !== undefined) return { outcome: "peer", peer };
    const rule = await saveAccountWish(work, wish);
    const ended = standing === "suspended" ? await endWithSuspended(work, { actor }) : nothing;
    if (standing === "limited") await giveBack(work, { actor });
    const detail = { ...ended, ...(reason === undefined ? {} : { reason }) };
    await note(work, { act: `account.${verbs[standing]}`, subject: actor, detail });
    return { outcome: "done", rule, ended };
  });
}

async function saveAccountWish(work: Work, { actor, standing, reason }: AccountWish): Promise<AccountRule> {
  const known = await findAccountRule(work.session, actor);
  const nowMs = work.nowMs();
  const rule: AccountRule = {
    actor,
    standing,
    reason: reason ?? known?.reason ?? null,
    createdAtMs: known?.createdAtMs ?? nowMs,
    updatedAtMs: nowMs,
  };
  await saveAccountRule(work.session, rule);
  return rule;
}

/** Takes back what was said about an account. They may follow again; what they answered is shown again. */
export function liftAccount(context: Context, actor: string): Promise<{ readonly outcome: "done" | "unknown" }> {
  return transact(context, async (work) => {
    const rule = await findAccountRule(work.session, actor);
    if (rule === undefined) return { outcome: "unknown" };
    await deleteAccountRule(work.session, actor);
    await giveBack(work, { actor });
    await note(work, { act: "account.lift", subject: actor, detail: { was: rule.standing } });
    return { outcome: "done" };
  });
}
