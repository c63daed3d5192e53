import type { AnnouncementMessage } from "./announcement-message.ts";

/** What our coop and circles say as those who follow and pass on. IRIs throughout; `announce` names the Announce itself, for all who get it. */
export type FollowingMessage =
  /** `follow` is the Follow's own IRI, the same each time that it is said. */
  | { readonly type: "following-follow"; readonly follow: string; readonly followed: string }
  | {
      readonly type: "boost";
      readonly announce: string;
      readonly object: string;
      readonly followers: string;
      /** Whose it is. */
      readonly author?: string;
      readonly atMs: number;
    }
  | {
      readonly type: "boost-undo";
      readonly announce: string;
      readonly object: string;
      readonly followers: string;
      readonly author?: string;
    }
  /** A group passes an activity on (FEP-1b12): the JSON text as it came. */
  | {
      readonly type: "group-announce";
      readonly announce: string;
      readonly activity: string;
      readonly followers: string;
      readonly atMs: number;
    }
  /** The same with what `author`, another of ours, says of an announcement. */
  | {
      readonly type: "group-announce-own";
      readonly announce: string;
      readonly said: AnnouncementMessage;
      readonly author: string;
      readonly followers: string;
      readonly atMs: number;
    }
  /** A moderator takes something out of the group (FEP-1b12); `moderator` is our coop. */
  | {
      readonly type: "group-remove";
      readonly announce: string;
      readonly object: string;
      readonly moderator: string;
      readonly followers: string;
      readonly atMs: number;
    };
