/** What moderation says to other servers. IRIs throughout. */
export type ModerationMessage =
  /** A follower is refused, or is none any longer. `object` is our actor. */
  | { readonly type: "follower-reject"; readonly follow: string; readonly follower: string; readonly object: string }
  /** Our actor follows them no longer. `follow` is the Follow that is taken back. */
  | { readonly type: "following-undo"; readonly follow: string; readonly followed: string; readonly actor: string }
  /**
   * A report to the server of an account, by our node and without saying who reports (`Flag`). `account` is whom it is about, `objects`
   * what they said.
   */
  | { readonly type: "flag"; readonly account: string; readonly objects: readonly string[]; readonly comment: string };

/** Whether this only says that it is over, which also somebody who is suspended may hear. */
export const isLastWord = (type: string): boolean =>
  type.startsWith("peer-") || type === "follower-reject" || type === "following-undo";

/** Says that something between us has ended; kept when everything else that waits for a server is dropped. */
export const isEnding = (type: string): boolean =>
  ["peer-undo", "peer-reject", "follower-reject", "following-undo"].includes(type);

/** What endings are about, in the outbox. */
export const lastWordTopic = "last word";
