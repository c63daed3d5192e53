import type { LocalizedText } from "./language.ts";
import type { Mention } from "./post.ts";

/**
 * An announcement, whole as it stood when the message was decided. `beside`: the short `Note` beside an article, for servers that do not
 * show articles.
 */
export type AnnouncementMessage =
  | { readonly type: "announcement-create"; readonly announcement: AnnouncementCard; readonly beside?: true }
  | { readonly type: "announcement-update"; readonly announcement: AnnouncementCard; readonly beside?: true }
  | {
      readonly type: "announcement-delete";
      readonly object: string;
      readonly deletedAtMs: number;
      /** What it was; a note unless it says so. */
      readonly kind?: "note" | "article";
      readonly beside?: true;
    }
  /** It stands first on its author's profile from now on; or no longer does. `featured` is the collection that says so. */
  | { readonly type: "announcement-pin"; readonly object: string; readonly featured: string; readonly atMs: number }
  | { readonly type: "announcement-unpin"; readonly object: string; readonly featured: string; readonly atMs: number };

export interface AnnouncementCard {
  /** The IRI of the Note or Article. */
  readonly object: string;
  /** The IRI of the actor it is by, and of that actor's followers. */
  readonly attributedTo: string;
  readonly followers: string;
  /** Sanitised HTML by language; the default language comes first. */
  readonly contentHtml: LocalizedText;
  /** Present for an article: its title, its first sentences, and the text of the Note beside it (HTML). */
  readonly article?: {
    readonly title: LocalizedText;
    readonly summary: LocalizedText;
    readonly noteHtml: LocalizedText;
  };
  /** What is in it, for those who want to be asked before they see it. Plain text. */
  readonly contentNote?: LocalizedText;
  readonly pictures?: readonly PictureCard[];
  readonly hashtags?: readonly { readonly name: string; readonly href: string }[];
  readonly mentions?: readonly Mention[];
  /** The IRI of the group elsewhere, or else of the circle of ours, that is named in it: it is said there, too (FEP-1b12). */
  readonly audience?: string;
  readonly inReplyTo?: string;
  readonly publishedAtMs: number;
  readonly updatedAtMs?: number;
}

/** A picture of ours, as others see it. */
export interface PictureCard {
  readonly url: string;
  readonly mediaType: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** What it shows, by language. */
  readonly alt: LocalizedText;
}
