import { actorIri, messageIri, nodeActorId } from "#src/domain/iri.ts";
import type { PeerMessage } from "#src/domain/message.ts";
import { decidePeer, newPeer, peerState, type PeerEvent, type PeerSaying, type PeerState } from "#src/domain/peer.ts";
import { dropDeliveriesTo } from "#src/store/deliveries.ts";
import {
  findPeer,
  findPeerByNode,
  findPeerByOrigin,
  listListings,
  savePeer,
  updatePeer,
  type Listing,
  type Peer,
  listPeers,
  saveRoundDue,
} from "#src/store/peers.ts";
import { note } from "./audit.ts";
import { transact, type Context, type Work } from "./context.ts";
import { answerKeys, heard, say } from "./outbox.ts";
import { noteKeys, trustKeys } from "./partner-keys.ts";
import type { LookedUp, NodeCard, Partners } from "./partners.ts";
import { ruleFor } from "./standing.ts";

export type AddPeerOutcome =
  | { readonly outcome: "added"; readonly peer: Peer }
  | {
      readonly outcome: "failed";
      readonly failed: Extract<LookedUp, { failed: string }>["failed"] | "suspended";
      readonly detail: string;
    };

/**
 * Our yes to the node behind a domain, an origin or `@handle@host`: found first, outside, then decided. Doing it again changes
 * nothing; for a node that asked us, it accepts; for one that was blocked, it lifts the block.
 */
export async function addPeer(context: Context, partners: Partners, address: string): Promise<AddPeerOutcome> {
  const looked = await partners.lookUp(address);
  if ("failed" in looked) return { outcome: "failed", failed: looked.failed, detail: looked.detail };
  const peer = await transact(context, async (work) => {
    const known = await keepCard(work, looked.found);
    return applyOurs(work, known, "our-yes");
  });
  if (peer.impossible !== undefined)
    return {
      outcome: "failed",
      failed: "suspended",
      detail: `${new URL(looked.found.origin).host} is suspended here.`,
    };
  return { outcome: "added", peer: peer.peer };
}

export type PeerActOutcome =
  | { readonly outcome: "done"; readonly peer: Peer }
  | { readonly outcome: "unknown" }
  | { readonly outcome: "impossible"; readonly state: PeerState };

/** Our yes to a peer that we know. It also lifts a limit or a block. */
export const acceptPeer = (context: Context, id: string): Promise<PeerActOutcome> => act(context, id, "our-yes");

/** A yes with less in it: no partner-only proposals, its offers wait for a steward; agreements and the ledger go on. */
export const limitPeer = (context: Context, id: string): Promise<PeerActOutcome> => act(context, id, "our-limit");

/** Nothing more, in or out. What was to be said to it is dropped; only the end of our yes is still told. */
export const blockPeer = (context: Context, id: string): Promise<PeerActOutcome> => act(context, id, "our-block");

/** Takes our yes back. Agreements run out; the ledger stays. */
export const endPeer = (context: Context, id: string): Promise<PeerActOutcome> => act(context, id, "our-end");

type OurAct = "our-yes" | "our-limit" | "our-end" | "our-block";

function act(context: Context, id: string, event: OurAct): Promise<PeerActOutcome> {
  return transact(context, async (work) => {
    const peer = await findPeer(work.session, id);
    if (peer === undefined) return { outcome: "unknown" };
    if (event === "our-block") await dropDeliveriesTo(work.session, peer.origin, work.nowMs());
    const decided = await applyOurs(work, peer, event);
    return decided.impossible === undefined
      ? { outcome: "done", peer: decided.peer }
      : { outcome: "impossible", state: decided.impossible };
  });
}

/** What a steward does about a peer. No yes is said to a server that is shut out by a rule: the rule is lifted first. */
async function applyOurs(work: Work, peer: Peer, event: OurAct): Promise<Applied> {
  const isYes = event === "our-yes" || event === "our-limit";
  if (isYes && (await ruleFor(work.session, peer.origin))?.standing === "suspended")
    return { peer, impossible: "blocked" };
  const decided = await apply(work, peer, ourEvent(work, event));
  if (decided.impossible === undefined)
    await note(work, { act: `peer.${verbs[event]}`, subject: peer.origin, detail: { was: peer.state } });
  return decided;
}

const verbs: Readonly<Record<OurAct, string>> = {
  "our-yes": "accept",
  "our-limit": "limit",
  "our-end": "end",
  "our-block": "block",
};

/** Blocks a peer because its domain is suspended, in the same transaction. */
export async function blockKnownPeer(work: Work, peer: Peer): Promise<void> {
  await dropDeliveriesTo(work.session, peer.origin, work.nowMs());
  await applyOurs(work, peer, "our-block");
}

/** Limits a partner because its domain is limited. */
export async function limitKnownPeer(work: Work, peer: Peer): Promise<void> {
  await applyOurs(work, peer, "our-limit");
}

/** Nothing comes back by itself, but the node may ask again, and we may. */
export async function unblockKnownPeer(work: Work, peer: Peer): Promise<void> {
  await apply(work, peer, { event: "our-unblock" });
  await note(work, { act: "peer.unblock", subject: peer.origin });
}

/** An event with the IRI of a Follow that is sent if one has to be; its id is that of the row that will say it. */
function ourEvent(work: Work, event: OurAct): PeerEvent {
  if (event === "our-end" || event === "our-block") return { event };
  return { event, follow: messageIri(work.origin, work.newId()) };
}

/** What another node said about a Follow; `node` is the IRI of its node actor, which signed. */
export type TheirWord = { readonly node: string } & Extract<PeerEvent, { event: `their-${string}` }>;

/** `unknown`: nobody we know; a Follow needs `card` then, fetched outside. */
export async function hearPeer(
  context: Context,
  word: TheirWord,
  card?: NodeCard,
): Promise<{ readonly outcome: "heard"; readonly peer: Peer } | { readonly outcome: "unknown" }> {
  return transact(context, async (work) => {
    const { node, ...event } = word;
    const peer =
      (await findPeerByNode(work.session, node)) ?? (card === undefined ? undefined : await keepCard(work, card));
    if (peer === undefined) return { outcome: "unknown" };
    if (word.event === "their-accept" || word.event === "their-reject")
      await heard(work, answerKeys.follow(word.follow));
    const { peer: after } = await apply(work, peer, event);
    if (word.event === "their-accept") await hearAccept(work, after, word.follow);
    return { outcome: "heard", peer: after };
  });
}

async function hearAccept(work: Work, peer: Peer, follow: string): Promise<void> {
  // They accept a Follow that no longer stands: our Undo overtook it on the way, so it is said again.
  if (peer.standing.ourFollow !== follow && peer.state !== "blocked")
    await sayToPeer(work, peer, { type: "peer-undo", follow });
  if (peer.state !== "partner") return;
  // Only now do they count us as a partner too, and show us what is for partners.
  const soonMs = Math.max(work.nowMs(), (peer.lastFetchedAtMs ?? 0) + betweenRoundsMs);
  await updatePeer(work.session, peer.id, { nextRoundAtMs: soonMs });
}

/** A partner that says yes again and again is not looked at more often than this. */
const betweenRoundsMs = 1_000;

interface Applied {
  readonly peer: Peer;
  readonly impossible?: PeerState;
}

async function apply(work: Work, peer: Peer, event: PeerEvent): Promise<Applied> {
  const before = peer.standing;
  const decided = decidePeer({ standing: before, event });
  if (decided.outcome === "impossible") return { peer, impossible: decided.state };
  // What our steward says yes to is what this coop shows now: its keys are trusted from here on.
  if (before.ourFollow === null && decided.standing.ourFollow !== null) await trustKeys(work, peer.coop);
  if (before.ourFollow !== null && decided.standing.ourFollow === null)
    await heard(work, answerKeys.follow(before.ourFollow));
  for (const saying of decided.sayings) await sayToPeer(work, peer, saying);
  if (decided.outcome === "same") return { peer };
  const becomesPartner = decided.state === "partner" && peer.state !== "partner";
  const changes = {
    standing: decided.standing,
    state: decided.state,
    updatedAtMs: work.nowMs(),
    ...(becomesPartner ? { nextRoundAtMs: null } : {}),
  };
  await updatePeer(work.session, peer.id, changes);
  await tellWhomWeList(work, peer, decided.state);
  return { peer: { ...peer, ...changes } };
}

/** Whom we list changes when one who consents to it becomes a partner, or no longer is one. */
async function tellWhomWeList(work: Work, before: Peer, state: PeerState): Promise<void> {
  const changed = (before.state === "partner") !== (state === "partner");
  if (changed && before.listed) await tellPartners(work, before.id);
}

/** Tells our partners, one apart, to look again: our card changed, or whom we list. */
export async function tellPartners(work: Work, exceptId?: string): Promise<void> {
  const expiresAtMs = work.nowMs() + lastWordMs;
  for (const partner of await listPeers(work.session, { states: ["partner"], limit: Number.MAX_SAFE_INTEGER })) {
    if (partner.id === exceptId) continue;
    const message = { type: "peer-update", to: partner.node } as const;
    await say(work, { from: nodeActorId, inbox: partner.nodeInbox, message, expiresAtMs });
  }
}

/** A peer's node says that it changed: its round is due, at most once in {@link betweenUpdatesMs}. Nothing for anybody else. */
export async function hearUpdate(context: Context, node: string): Promise<void> {
  await transact(context, async ({ session, nowMs }) => {
    const peer = await findPeerByNode(session, node);
    if (peer === undefined) return;
    await saveRoundDue(session, peer.origin, Math.max(nowMs(), (peer.lastFetchedAtMs ?? 0) + betweenUpdatesMs));
  });
}

/** A node that says again and again that it changed is not looked at more often than this. */
const betweenUpdatesMs = 5_000;

/** What is said to a node that we end with or block is worth saying for a week. */
const lastWordMs = 7 * 24 * 3_600_000;

async function sayToPeer(work: Work, peer: Peer, saying: PeerSaying): Promise<void> {
  const to = { from: nodeActorId, inbox: peer.nodeInbox, message: peerMessage(peer, saying) };
  if (saying.type === "peer-follow") {
    const id = saying.follow.slice(messageIri(work.origin, "").length);
    return say(work, { ...to, id, answerKey: answerKeys.follow(saying.follow) });
  }
  const ends = saying.type === "peer-undo" || saying.type === "peer-reject";
  return say(work, { ...to, ...(ends ? { expiresAtMs: work.nowMs() + lastWordMs } : {}) });
}

function peerMessage({ node }: Peer, { type, follow }: PeerSaying): PeerMessage {
  return type === "peer-follow" || type === "peer-undo"
    ? { type, follow, object: node }
    : { type, follow, follower: node };
}

/**
 * Keeps what a node says about itself. A node is known by its origin and stays the same peer when its actors have new addresses
 * there. A card never changes the state.
 */
export async function keepCard(work: Work, card: NodeCard): Promise<Peer> {
  const known = await findPeerByOrigin(work.session, card.origin);
  const nowMs = work.nowMs();
  const { ledgerKeys, ...shown } = card;
  const fetched = { ...shown, lastFetchedAtMs: nowMs, lastSeenAtMs: nowMs, updatedAtMs: nowMs };
  await noteKeys(work, card.coop, ledgerKeys);
  if (known !== undefined) {
    await updatePeer(work.session, known.id, fetched);
    return { ...known, ...fetched };
  }
  const fresh: Peer = {
    ...fetched,
    id: work.newId(),
    state: peerState(newPeer),
    standing: newPeer,
    createdAtMs: nowMs,
    nextRoundAtMs: null,
  };
  await savePeer(work.session, fresh);
  return fresh;
}

/** A coop that our partners list and that we have nothing to do with yet. */
export interface Suggestion extends Omit<Listing, "peerId"> {
  readonly listedBy: readonly Peer[];
}

/** Peers of peers that consent to be listed, those first whom most of our partners list. */
export async function listSuggestions(context: Context): Promise<readonly Suggestion[]> {
  const byOrigin = new Map<string, { listing: Listing; by: Peer[] }>();
  for (const { listing, by } of await listListings(context.database)) {
    const found = byOrigin.get(listing.origin);
    if (found === undefined) byOrigin.set(listing.origin, { listing, by: [by] });
    else found.by.push(by);
  }
  const suggestions: Suggestion[] = [];
  for (const { listing, by } of byOrigin.values()) {
    if (listing.origin === context.origin) continue;
    const known = await findPeerByOrigin(context.database, listing.origin);
    if (known !== undefined && known.state !== "ended") continue;
    const { peerId: _, ...shown } = listing;
    suggestions.push({ ...shown, listedBy: by });
  }
  return suggestions.toSorted((one, other) => other.listedBy.length - one.listedBy.length);
}

/** The IRI of our own node actor, which others follow. */
export const ourNode = (context: Pick<Context, "origin">): string => actorIri(context.origin, nodeActorId);
