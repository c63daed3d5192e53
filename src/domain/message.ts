import type { AnnouncementMessage } from "./announcement-message.ts";
import type { AttendanceMessage } from "./attendance-message.ts";
import type { EventMessage } from "./event-message.ts";
import type { FollowingMessage } from "./following-message.ts";
import type { LedgerMessage } from "./ledger-message.ts";
import type { ModerationMessage } from "./moderation-message.ts";
import type { ProposalCard, RequestCard, Terms } from "./resource.ts";

/**
 * Everything that this node says to another one, as a closed union. A row of the outbox holds one of these; only
 * `federation/wire/` knows what it looks like as JSON-LD. IRIs are absolute; times are epoch milliseconds in UTC.
 */
export type Message = PeerMessage | SocialMessage | ProposalMessage | RequestMessage | AgreementMessage | LedgerMessage;

/** What anyone on the fediverse hears, whatever software they have. */
export type SocialMessage =
  | FollowerMessage
  | AnnouncementMessage
  | EventMessage
  | AttendanceMessage
  | FollowingMessage
  | ModerationMessage;

/** Between node actors. `follow` is the IRI of the Follow that is answered or taken back. */
export type PeerMessage =
  | { readonly type: "peer-follow"; readonly follow: string; readonly object: string }
  | { readonly type: "peer-accept"; readonly follow: string; readonly follower: string }
  | { readonly type: "peer-reject"; readonly follow: string; readonly follower: string }
  | { readonly type: "peer-undo"; readonly follow: string; readonly object: string }
  | { readonly type: "peer-block"; readonly object: string }
  /** Our card changed, or the partners that we list: the other node looks again. `to` is its actor. */
  | { readonly type: "peer-update"; readonly to: string };

/** From a followed actor to those who follow it. `object` is the IRI of our actor. */
export type FollowerMessage =
  | { readonly type: "follower-accept"; readonly follow: string; readonly follower: string; readonly object: string }
  /** Its profile changed; the document goes along as it is when this is sent. */
  | { readonly type: "actor-update"; readonly object: string }
  | { readonly type: "actor-delete"; readonly object: string; readonly deletedAtMs: number };

export type ProposalMessage =
  | { readonly type: "proposal-create"; readonly proposal: ProposalCard; readonly to: string }
  | { readonly type: "proposal-update"; readonly proposal: ProposalCard; readonly to: string }
  | {
      readonly type: "proposal-delete";
      readonly proposal: string;
      readonly coop: string;
      /** Later than every change of it that was said. */
      readonly deletedAtMs: number;
      readonly to: string;
    };

/** What a coop needs: a Proposal, too, with another purpose. */
export type RequestMessage =
  | { readonly type: "request-create"; readonly request: RequestCard; readonly to: string }
  | { readonly type: "request-update"; readonly request: RequestCard; readonly to: string }
  | {
      readonly type: "request-delete";
      /** Its IRI. */
      readonly proposal: string;
      readonly coop: string;
      readonly deletedAtMs: number;
      readonly to: string;
    };

/** What both sides call the reservation: the receiver's Offer, word for word. */
export interface AgreementTerms {
  /** The agreement's IRI, made by the receiver. */
  readonly agreement: string;
  /** The IRI of the proposal it draws on. */
  readonly proposal: string;
  readonly provider: string;
  readonly receiver: string;
  readonly title: string;
  readonly seats: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly terms: Terms;
  /** How often the receiver has asked for a change: 0 for its first Offer, then one more with each. */
  readonly amendment?: number;
  /** The receiver is not sure yet: hold the seats until then, and let them go when it has not confirmed. */
  readonly tentativeUntilMs?: number;
  /** What repeats: every agreement of a series carries its IRI and its rule (RFC 5545 RRULE). */
  readonly series?: Series;
  /** An event of the commons, which may have priority. */
  readonly commons?: true;
  /** The version of the provider's fair-use text that the receiver accepted. */
  readonly fairUseVersion?: number;
}

export interface Series {
  readonly series: string;
  readonly rule: string;
}

/** What one side proposes instead of what was offered or agreed. */
export interface Counter {
  readonly seats: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly terms: Terms;
  /** Until when it stands, with its seats held. */
  readonly untilMs: number;
  readonly note?: string;
}

/** What is wrong with an agreement, although it stands. */
export interface Trouble {
  readonly kind: "server-down";
  readonly sinceMs: number;
}

/** Why an agreement ended without being used. */
export type EndCause = "cancelled" | "expired" | "no-show" | "server-failure";

/** Why an offer was refused, in a form that pages can word. */
export type Refusal =
  | { readonly reason: "capacity-short"; readonly freeSeats: number }
  | { readonly reason: "proposal-unknown" }
  | { readonly reason: "proposal-changed" }
  | { readonly reason: "slot-invalid" }
  | { readonly reason: "slot-past" }
  | { readonly reason: "not-partner" }
  /** The rooms are closed at some minute of the slot. */
  | { readonly reason: "closed" }
  /** Asked too late: the slot must start at least so many minutes ahead. */
  | { readonly reason: "notice-short"; readonly noticeMinutes: number }
  /** Asked too early: at most so many days ahead. */
  | { readonly reason: "too-far-ahead"; readonly horizonDays: number }
  /** All rooms are in use at some minute of the slot. */
  | { readonly reason: "rooms-short" }
  /** No room holds so many. */
  | { readonly reason: "room-too-small"; readonly roomSeats: number }
  /** The meeting server does not answer at the moment. */
  | { readonly reason: "server-down" }
  /** More than this partner may have at once, or in this month. */
  | { readonly reason: "partner-limit"; readonly freeSeats: number }
  | { readonly reason: "partner-month-limit"; readonly seatMinutesLeft: number }
  /** It would owe us more of this unit than we chose: so much of it is left. */
  | { readonly reason: "owed-limit"; readonly unit: string; readonly left: number }
  /** The fair-use text has changed since: this is its version now. */
  | { readonly reason: "fair-use-changed"; readonly fairUseVersion: number }
  /** Nobody answered in time. */
  | { readonly reason: "unanswered" }
  | { readonly reason: "declined"; readonly note?: string };

/**
 * What each word of the provider carries: the agreement whole, as it stands, under a rising `revision`. The receiver applies only a
 * higher one and takes it whole, so that any word before it may be lost or late.
 */
export interface Standing {
  /** As it stands. `amendment` counts the receiver's changes that this word takes account of, whether or not they were granted. */
  readonly terms: AgreementTerms;
  /** The other coop. */
  readonly to: string;
  readonly revision: number;
  /** Where it stands, when the type of the message alone does not say it. */
  readonly state?: "offered" | "accepted";
  /** The page that leads into the room, once it is accepted; holds a token of 128 bits and travels nowhere else. */
  readonly joinUrl?: string;
  /** While it is offered: until when its seats are held; absent when no seats are held. */
  readonly heldUntilMs?: number;
  /** A steward thinks about the last change that was asked for, until then. */
  readonly pendingUntilMs?: number;
  readonly counter?: Counter;
  readonly trouble?: Trouble;
  /** Why it was refused or, while it stands, why the last change was. */
  readonly refusal?: Refusal;
  readonly endCause?: EndCause;
  /** What giving it back costs the receiver. */
  readonly feeSeatMinutes?: number;
}

/** About one agreement. `to` is the other coop. */
export type AgreementMessage =
  | { readonly type: "agreement-offer"; readonly terms: AgreementTerms; readonly to: string }
  | { readonly type: "agreement-withdraw"; readonly terms: AgreementTerms; readonly to: string }
  /** What was asked last is agreed. */
  | ({ readonly type: "agreement-accept" } & Standing)
  /** A steward thinks, or proposes something else. */
  | ({ readonly type: "agreement-held" } & Standing)
  /** What was asked last is refused; `state` says that the agreement itself stands. */
  | ({ readonly type: "agreement-reject" } & Standing)
  | ({ readonly type: "agreement-cancel"; readonly cause: "cancelled" | "expired" } & Standing);
