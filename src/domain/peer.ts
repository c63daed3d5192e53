import { maxRememberedFollows } from "./policy.ts";

/** What another node is to us, as people see it. `ended`: neither side says yes (any more). */
export type PeerState = "requested" | "received" | "partner" | "limited" | "blocked" | "ended";

/**
 * What the state follows from. A yes is a Follow that was not taken back; each side owns its own. Follows are remembered by
 * their IRIs as a set with tombstones, so that doubled, late and crossing messages leave both nodes with the same.
 */
export interface PeerStanding {
  /** The IRI of our Follow of their node actor: our yes. Null without one. */
  readonly ourFollow: string | null;
  /** Their Follows that stand: their yes. More than one only while an Undo is on its way. */
  readonly theirFollows: readonly string[];
  /** Their Follows that they took back or that we rejected; an old one that arrives again stays dead. */
  readonly theirPastFollows: readonly string[];
  readonly mark: "open" | "limited" | "blocked";
}

/**
 * `our-…` are what a steward does here; `follow` is a fresh IRI, used only when a Follow has to be sent. `their-…` are verified
 * messages of that node about a Follow.
 */
export type PeerEvent =
  | { readonly event: "our-yes"; readonly follow: string }
  | { readonly event: "our-limit"; readonly follow: string }
  | { readonly event: "our-end" }
  | { readonly event: "our-block" }
  | { readonly event: "our-unblock" }
  | { readonly event: "their-follow"; readonly follow: string }
  | { readonly event: "their-accept"; readonly follow: string }
  | { readonly event: "their-reject"; readonly follow: string }
  | { readonly event: "their-undo"; readonly follow: string };

/** What to say to that node; the types are those of `PeerMessage`, whose other IRIs the caller fills in. */
export interface PeerSaying {
  readonly type: "peer-follow" | "peer-accept" | "peer-reject" | "peer-undo";
  readonly follow: string;
}

/** `same`: nothing to save; `sayings` may repeat an answer. `impossible`: the state does not allow it (409). */
export type PeerOutcome =
  | {
      readonly outcome: "change" | "same";
      readonly standing: PeerStanding;
      readonly state: PeerState;
      readonly sayings: readonly PeerSaying[];
    }
  | { readonly outcome: "impossible"; readonly state: PeerState };

/** A node that nobody has said anything about. */
export const newPeer: PeerStanding = { ourFollow: null, theirFollows: [], theirPastFollows: [], mark: "open" };

/** The state that people see. A limited peer is one that both sides said yes to, with our restriction on top. */
export function peerState({ ourFollow, theirFollows, mark }: PeerStanding): PeerState {
  if (mark === "blocked") return "blocked";
  if (ourFollow === null) return theirFollows.length > 0 ? "received" : "ended";
  if (theirFollows.length === 0) return "requested";
  return mark === "limited" ? "limited" : "partner";
}

/** What a steward's act or a message makes of a peer (design: States, Peer). */
export function decidePeer({
  standing,
  event,
}: {
  readonly standing: PeerStanding;
  readonly event: PeerEvent;
}): PeerOutcome {
  switch (event.event) {
    case "our-yes":
      return sayYes({ ...standing, mark: "open" }, standing, event.follow);
    case "our-limit":
      return decideLimit(standing, event.follow);
    case "our-end":
      return standing.mark === "blocked" ? outcome(standing, standing) : end(standing, "open");
    case "our-block":
      return end(standing, "blocked");
    case "our-unblock":
      return standing.mark === "blocked"
        ? outcome(standing, { ...standing, mark: "open" })
        : outcome(standing, standing);
    default:
      // Blocked: nothing in, nothing out, not even a refusal.
      return standing.mark === "blocked" ? outcome(standing, standing) : decideTheirs(standing, event);
  }
}

type TheirEvent = Extract<PeerEvent, { event: `their-${string}` }>;

function decideTheirs(standing: PeerStanding, event: TheirEvent): PeerOutcome {
  switch (event.event) {
    case "their-follow":
      return decideFollow(standing, event.follow);
    case "their-undo":
      return outcome(standing, without(standing, [event.follow]));
    case "their-reject":
      return outcome(standing, event.follow === standing.ourFollow ? { ...standing, ourFollow: null } : standing);
    case "their-accept":
      // Their yes is their own Follow, never this: it could not be told from an old one. It only ends our asking.
      return outcome(standing, standing);
  }
}

/** A node that has said yes accepts the other's Follow by itself; before that, a steward decides. */
function decideFollow(standing: PeerStanding, follow: string): PeerOutcome {
  if (standing.theirPastFollows.includes(follow)) return outcome(standing, standing, [{ type: "peer-reject", follow }]);
  const sayings: PeerSaying[] = standing.ourFollow === null ? [] : [{ type: "peer-accept", follow }];
  if (standing.theirFollows.includes(follow)) return outcome(standing, standing, sayings);
  return outcome(standing, { ...standing, theirFollows: remember(standing.theirFollows, [follow]) }, sayings);
}

/** Our yes: a Follow of our own, and an Accept for theirs that waits. Said before, it only lifts a limit. */
function sayYes(wanted: PeerStanding, before: PeerStanding, follow: string): PeerOutcome {
  if (wanted.ourFollow !== null) return outcome(before, wanted);
  const accepts = wanted.theirFollows.map((theirs): PeerSaying => ({ type: "peer-accept", follow: theirs }));
  return outcome(before, { ...wanted, ourFollow: follow }, [...accepts, { type: "peer-follow", follow }]);
}

/** A limit is a yes with less in it, so there must be something to say yes to. */
function decideLimit(standing: PeerStanding, follow: string): PeerOutcome {
  const state = peerState(standing);
  if (state === "ended" || state === "blocked") return { outcome: "impossible", state };
  return sayYes({ ...standing, mark: "limited" }, standing, follow);
}

/** Takes our yes back and refuses theirs, so that both sides end. A block says the same as its last word, then nothing more. */
function end(standing: PeerStanding, mark: PeerStanding["mark"]): PeerOutcome {
  const undo: PeerSaying[] = standing.ourFollow === null ? [] : [{ type: "peer-undo", follow: standing.ourFollow }];
  const rejects = standing.theirFollows.map((follow): PeerSaying => ({ type: "peer-reject", follow }));
  return outcome(standing, { ...without(standing, standing.theirFollows), ourFollow: null, mark }, [
    ...undo,
    ...rejects,
  ]);
}

function without(standing: PeerStanding, follows: readonly string[]): PeerStanding {
  const dead = follows.filter((follow) => !standing.theirPastFollows.includes(follow));
  return {
    ...standing,
    theirFollows: standing.theirFollows.filter((follow) => !follows.includes(follow)),
    theirPastFollows: remember(standing.theirPastFollows, dead),
  };
}

/** The latest of them, bounded: a hostile peer may send any number. */
function remember(known: readonly string[], added: readonly string[]): readonly string[] {
  return added.length === 0 ? known : [...known, ...added].slice(-maxRememberedFollows);
}

function outcome(before: PeerStanding, standing: PeerStanding, sayings: readonly PeerSaying[] = []): PeerOutcome {
  return { outcome: isSame(before, standing) ? "same" : "change", standing, state: peerState(standing), sayings };
}

function isSame(one: PeerStanding, other: PeerStanding): boolean {
  return (
    one.ourFollow === other.ourFollow &&
    one.mark === other.mark &&
    isSameList(one.theirFollows, other.theirFollows) &&
    isSameList(one.theirPastFollows, other.theirPastFollows)
  );
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
