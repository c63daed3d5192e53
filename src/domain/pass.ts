import { isLanguageTag } from "./identity.ts";
import { minuteMs } from "./slot.ts";

/** What somebody may do in a room. */
export const roomRoles = ["moderator", "participant"] as const;
export type RoomRole = (typeof roomRoles)[number];

/** The `typ` of a pass, so that nothing else that a coop signs can be taken for one (RFC 8725, 3.11). */
export const passType = "fedicoop-pass+jwt";
/** The longest that a pass may live. */
export const longestPassMs = 5 * minuteMs;
/** How far the clocks of two coops may be apart. */
export const clockToleranceMs = minuteMs;
/** The longest pass that is read at all: it travels in an address, and addresses end somewhere between 2 and 8 kB. */
export const longestPass = 4096;
/** In characters as people count them roughly: code points. */
export const longestGuestName = 80;

/** Somebody with a pass: what the room is told of them. */
export interface PassHolder {
  /** A pseudonym that means nothing outside of this agreement. */
  readonly subject: string;
  readonly role: RoomRole;
  readonly name: string;
  /** BCP 47. */
  readonly language: string;
}

/** What a pass says, once its signature is verified. Times are epoch milliseconds, of whole seconds. */
export interface PassClaims extends PassHolder {
  /** Unique among the passes of its coop. */
  readonly id: string;
  /** The agreement's IRI. */
  readonly agreement: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  /** The page of the coop that signed it which signs another one. */
  readonly back?: string;
}

/** Why a pass leads nobody in. */
export type PassRefusal =
  /** It is no pass, or it was changed, or somebody else signed it. */
  | "not-genuine"
  /** Signed with a key that nobody here knows as that coop's. */
  | "key-unknown"
  /** The coop has a new key, which a steward here has not trusted yet. */
  | "key-waits"
  /** The coop has taken back the key that signed it. */
  | "key-revoked"
  /** We take nothing from that coop. */
  | "coop-blocked"
  | "other-meeting"
  /** The clocks of the two coops are too far apart. */
  | "from-the-future"
  | "expired"
  | "used";

/** What is wrong with a verified pass at `nowMs` for this agreement; undefined when nothing is. Whether it was used is the store's to say. */
export function decidePass(
  { agreement, issuedAtMs, expiresAtMs }: PassClaims,
  meeting: { readonly agreement: string },
  nowMs: number,
): PassRefusal | undefined {
  if (agreement !== meeting.agreement) return "other-meeting";
  const lifeMs = expiresAtMs - issuedAtMs;
  if (lifeMs <= 0 || lifeMs > longestPassMs) return "not-genuine";
  if (issuedAtMs > nowMs + clockToleranceMs) return "from-the-future";
  return expiresAtMs + clockToleranceMs <= nowMs ? "expired" : undefined;
}

// What cannot be seen, or turns the writing around it: controls, marks of direction, halves of characters, unassigned ones. Two joiners
// stay, since words in Malayalam or Persian are written with them.
const unseen = /(?![\u200c\u200d])[\p{C}]/gu;

/** A name as it is shown in a room: one line, without anything that cannot be seen, at most {@link longestGuestName} long. */
export function plainName(typed: string): string {
  const line = typed
    .replace(/[\s\p{Z}]+/gu, " ")
    .replace(unseen, "")
    .normalize("NFC")
    .replace(/ +/g, " ")
    .trim();
  return Array.from(line).slice(0, longestGuestName).join("").trim();
}

/** Whether a name may stand in a pass as it is. */
export const isPlainName = (name: string): boolean => plainName(name) === name && /[\p{L}\p{N}\p{S}\p{P}]/u.test(name);

/** Whether a language may stand in a pass. */
export const isPassLanguage = (tag: string): boolean => tag !== "" && isLanguageTag(tag);

/** The room opens this long before the slot. */
export const openBeforeMs = 15 * minuteMs;

/** What of an agreement says when its room is open. */
interface Hours {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly overrunUntilMs?: number | null;
}

/** Until when a room is open: its end, or later when the meeting may go on. */
export const closesAtMs = ({ endsAtMs, overrunUntilMs }: Hours): number => Math.max(endsAtMs, overrunUntilMs ?? 0);

/** Where `nowMs` lies about the hour of a meeting. */
export function decideHour(hours: Hours, nowMs: number): "before" | "open" | "after" {
  if (nowMs < hours.startsAtMs - openBeforeMs) return "before";
  return nowMs < closesAtMs(hours) ? "open" : "after";
}
