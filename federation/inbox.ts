import { Activity } from "@fedify/vocab";
import type { Federation } from "@fedify/fedify";
import { getLogger } from "@logtape/logtape";
import { actorIri, localActorId, localObjectId, nodeActorId, sameOrigin } from "#src/domain/iri.ts";
import type { Context } from "#src/app/context.ts";
import { eventOfIri } from "#src/app/attendances.ts";
import type { Message } from "#src/domain/message.ts";
import { findOutboxRow } from "#src/store/outbox.ts";
import { isObject } from "#federation/wire/document.ts";
import type { Json, JsonObject } from "#federation/wire/json.ts";
import { misleading } from "#federation/wire/ld-context.ts";
import type { Ground } from "./federation.ts";
import {
  onAgreementAccept,
  onAgreementHeld,
  onAgreementReject,
  onCancel,
  onOffer,
  onWithdraw,
} from "./inbox/agreements.ts";
import {
  onAttend,
  onDecline,
  onJoin,
  onJoinAccept,
  onJoinIgnored,
  onJoinReject,
  onLeave,
  onYesUndone,
} from "./inbox/attendances.ts";
import { onDisputeWord } from "./inbox/disputes.ts";
import { onActorDelete, onActorUpdate, onFollow } from "./inbox/followers.ts";
import { onFollowAccept, onFollowReject } from "./inbox/followings.ts";
import { onAnnounce } from "./inbox/groups.ts";
import { onEntry, onEntryAccept, onEntryForget, onEntryReject } from "./inbox/ledger.ts";
import { onEpochAccept, onEpochOffer, onLedgerKey } from "./inbox/restore.ts";
import { onPeerAccept, onPeerBlock, onPeerFollow, onPeerReject, onPeerUndo } from "./inbox/peers.ts";
import { onProposal, onProposalDelete } from "./inbox/proposals.ts";
import { onMove } from "./inbox/moves.ts";
import { onPost, onPostDelete } from "./inbox/posts.ts";
import { notForUs, type Handled, type Handler, type Received } from "./inbox/received.ts";
import { onBlock, onFlag } from "./inbox/reports.ts";
import { onLike, onResponseUndo, onUndo } from "./inbox/responses.ts";
import { onStatement, onStatementAccept, onStatementReject } from "./inbox/statements.ts";

const log = getLogger(["fedicoop", "inbox"]);

/**
 * Everything that we understand, on one screen: what arrives, what it is about, and who takes it. The first rule that fits counts.
 * What fits none (posts, likes and shares of strangers) is taken with 202 and forgotten.
 */
const rules: readonly (readonly [activity: string, about: About, handler: Handler])[] = [
  ["Follow", "our-node", onPeerFollow],
  ["Follow", "anything", onFollow],
  ["Accept", "Follow-of-ours", onFollowAccept],
  ["Reject", "Follow-of-ours", onFollowReject],
  ["Accept", "Follow", onPeerAccept],
  ["Reject", "Follow", onPeerReject],
  ["Undo", "Follow-of-node", onPeerUndo],
  ["Block", "our-node", onPeerBlock],
  ["Block", "anything", onBlock],
  ["Flag", "anything", onFlag],

  ["Create", "Proposal", onProposal],
  ["Update", "Proposal", onProposal],
  ["Delete", "Proposal", onProposalDelete],

  ["Join", "Event", onJoin],
  ["Accept", "Event", onAttend],
  ["Leave", "Event", onLeave],
  ["Reject", "Event", onDecline],
  ["TentativeAccept", "Event", onDecline],
  ["Undo", "yes-to-event", onYesUndone],
  ["Accept", "Join", onJoinAccept],
  ["Reject", "Join", onJoinReject],
  ["Ignore", "Join", onJoinIgnored],

  ["Offer", "Agreement", onOffer],
  ["Accept", "Offer", onAgreementAccept],
  ["TentativeAccept", "Offer", onAgreementHeld],
  ["Reject", "Offer", onAgreementReject],
  ["Undo", "Offer", onWithdraw],
  ["Undo", "Accept", onCancel],

  ["Create", "EconomicEvent", onEntry],
  ["Accept", "EconomicEvent", onEntryAccept],
  ["Reject", "EconomicEvent", onEntryReject],
  ["Remove", "EconomicEvent", onEntryForget],
  ["Create", "DisputeWord", onDisputeWord],
  ["Offer", "LedgerStatement", onStatement],
  ["Accept", "LedgerStatement", onStatementAccept],
  ["Reject", "LedgerStatement", onStatementReject],
  ["Create", "LedgerKey", onLedgerKey],
  ["Offer", "LedgerEpoch", onEpochOffer],
  ["Accept", "LedgerEpoch", onEpochAccept],

  // Last, since people's words have any type, and some servers give nothing but the address of what they take back.
  ["Update", "its-actor", onActorUpdate],
  ["Delete", "its-actor", onActorDelete],
  ["Move", "its-actor", onMove],
  ["Create", "anything", onPost],
  ["Update", "anything", onPost],
  ["Delete", "anything", onPostDelete],
  ["Like", "anything", onLike],
  ["EmojiReact", "anything", onLike],
  ["Announce", "anything", onAnnounce],
  ["Undo", "like-or-boost", onResponseUndo],
  ["Undo", "anything", onUndo],
];

/** What an activity's object is: told by its type, by its address, or by what we said under that address. */
type About =
  | "anything"
  | "our-node"
  | "its-actor"
  | "Follow"
  | "Follow-of-node"
  | "Follow-of-ours"
  | "like-or-boost"
  | "Event"
  | "Join"
  | "yes-to-event"
  | "Proposal"
  | "Agreement"
  | "Offer"
  | "Accept"
  | "EconomicEvent"
  | "DisputeWord"
  | "LedgerStatement"
  | "LedgerKey"
  | "LedgerEpoch";

/** Registers the one listener for everything, on the shared and on personal inboxes. */
export function setInbox(federation: Federation<Ground>): void {
  federation
    .setInboxListeners("/actors/{identifier}/inbox", "/inbox")
    // Every copy is handled: a repeated message finds its row by unique key, and its answer is sent again.
    .withIdempotency(() => null)
    .on(Activity, async ({ data }, activity) => {
      const handled = await handle(data, activity);
      if (handled === "done") return;
      const about = { type: typeOf(data.said ?? {}), actor: activity.actorId?.href, reason: handled.dropped };
      // The fediverse is talkative: what is for nobody here is no news.
      if (handled === notForUs) log.debug("A {type} by {actor} is dropped: {reason}", about);
      else log.info("A {type} by {actor} is dropped: {reason}", about);
    });
}

/** The type that counts of those it has: one that we understand. */
function typeOf({ type }: JsonObject): string {
  const types = [type].flat().filter((each) => typeof each === "string");
  return types.find((each) => rules.some(([name]) => name === each)) ?? types[0] ?? "";
}

async function handle(ground: Ground, activity: Activity): Promise<Handled> {
  const actor = activity.actorId?.href;
  const json = ground.said;
  if (json === undefined || actor === undefined) return { dropped: "it is no activity" };
  const problem = misleading(json) ?? contradiction(json, activity) ?? notTheirs(json, actor);
  if (problem !== undefined) return { dropped: problem };
  if (ground.signer !== actor) return { dropped: `it was sent by ${ground.signer ?? "nobody"}` };
  return takeActivity({ ...ground, activity: json, actor }, typeOf(json));
}

/** Gives an activity of that type to whom it is for; that it was really sent by its actor is known by now. */
export async function takeActivity(received: Received, type: string): Promise<Handled> {
  const about = await whatItIsAbout(received.app, received.activity, received.actor);
  const rule = rules.find(([name, wanted]) => name === type && (wanted === "anything" || about.has(wanted)));
  return rule === undefined ? notForUs : rule[2](received);
}

/** Handlers read the JSON as it came, and Fedify what `federation.ts` gives it of that: both must see the same actor and id. */
function contradiction(json: JsonObject, activity: Activity): string | undefined {
  if (hrefOf(json["actor"]) !== activity.actorId?.href) return "its actor is not the one that it names";
  return activity.id === null || hrefOf(json) !== activity.id.href ? "its id is not the one that it names" : undefined;
}

/** Nobody speaks for another server: neither under its addresses nor about its objects. */
function notTheirs(json: JsonObject, actor: string): string | undefined {
  if (!sameOrigin(hrefOf(json) ?? "", actor)) return "it has an id of another server";
  const object = idOf(json["object"]);
  const changes = typesOf(json).some((type) => type === "Create" || type === "Update" || type === "Delete");
  if (!changes) return undefined;
  if (object !== undefined && !sameOrigin(object, actor)) return "it changes an object of another server";
  return isTheirs(json["object"], actor) ? undefined : "it changes an object that somebody else made";
}

/** Who made an object may be one or several, named or embedded, and all of them are on the server that says so. */
function isTheirs(object: Json | undefined, actor: string): boolean {
  const makers: readonly (Json | undefined)[] = isObject(object) ? [object["attributedTo"] ?? []].flat() : [];
  return makers.every((maker) => !Array.isArray(maker) && sameOrigin(idOf(maker) ?? "", actor));
}

async function whatItIsAbout(app: Context, { object }: JsonObject, actor: string): Promise<ReadonlySet<string>> {
  const id = hrefOf(object);
  const ourNode = actorIri(app.origin, nodeActorId);
  const found = new Set<string>([...typesOf(object), ...(await typesByAddress(app, id))]);
  if (id === actor) found.add("its-actor");
  if (id === ourNode) found.add("our-node");
  if ((found.has("Join") || found.has("Accept")) && isObject(object) && isOurEvent(app, object["object"]))
    found.add("yes-to-event");
  if (found.has("Follow") && isObject(object)) found.add(whoseFollow(app, object, ourNode));
  if (["Like", "EmojiReact", "Announce"].some((type) => found.has(type))) found.add("like-or-boost");
  return found;
}

/** A Follow of our node, by one of ours (but the node, which follows only nodes), or any other. */
function whoseFollow({ origin }: Context, follow: JsonObject, ourNode: string): About {
  if (idOf(follow["object"]) === ourNode) return "Follow-of-node";
  const follower = localActorId(origin, idOf(follow["actor"]) ?? "");
  return follower === undefined || follower === nodeActorId ? "Follow" : "Follow-of-ours";
}

const isOurEvent = ({ origin }: Context, object: Json | undefined): boolean =>
  eventOfIri(origin, idOf(object) ?? "") !== undefined;

/** For those who give an address alone. */
async function typesByAddress({ database, origin }: Context, iri: string | undefined): Promise<readonly string[]> {
  if (iri === undefined || !URL.canParse(iri)) return [];
  const [, folder = ""] = new URL(iri).pathname.split("/");
  const type = typesByFolder[folder];
  const id = localObjectId(origin, "messages", iri);
  const said = id === undefined ? undefined : (await findOutboxRow(database, id))?.message.type;
  return [type, said === undefined ? undefined : typesBySaid[said]].filter((each) => each !== undefined);
}

/** Every fedicoop node has the same addresses. */
const typesByFolder: Readonly<Record<string, About>> = {
  entries: "EconomicEvent",
  epochs: "LedgerEpoch",
  events: "Event",
  proposals: "Proposal",
  statements: "LedgerStatement",
};
const typesBySaid: Readonly<Partial<Record<Message["type"], About>>> = {
  "peer-follow": "Follow",
  "following-follow": "Follow-of-ours",
  "attendance-join": "Join",
  "agreement-offer": "Offer",
  "agreement-accept": "Accept",
};

/** The IRI of something that is given by it, embedded, or as a list of one. */
function idOf(value: Json | undefined): string | undefined {
  const one: Json | undefined = Array.isArray(value) && value.length === 1 ? (value as readonly Json[])[0] : value;
  const id = isObject(one) ? one["id"] : one;
  return typeof id === "string" ? id : undefined;
}

/** The same in the spelling that Fedify gives it: `https://coop.example` gets its slash. */
export function hrefOf(value: Json | undefined): string | undefined {
  const id = idOf(value);
  return id !== undefined && URL.canParse(id) ? new URL(id).href : undefined;
}

/** The types of an object, and of what a tombstone stands for. */
function typesOf(value: Json | undefined): readonly string[] {
  if (!isObject(value)) return [];
  return [value["type"], value["formerType"]].flat().filter((each) => typeof each === "string");
}
