import type { PictureCard } from "./announcement-message.ts";
import type { EventStatus, JoinMode } from "./event.ts";
import type { LocalizedText } from "./language.ts";
import type { EventPlace } from "./post.ts";

/**
 * An event, whole as it stood when the message was decided. `beside`: the `Note` beside it, for servers that show no events. `atMs` tells
 * one change from the next.
 */
export type EventMessage =
  | { readonly type: "event-create"; readonly event: EventCard; readonly beside?: true }
  | { readonly type: "event-update"; readonly event: EventCard; readonly atMs: number; readonly beside?: true }
  | { readonly type: "event-delete"; readonly object: string; readonly deletedAtMs: number; readonly beside?: true };

export interface EventCard {
  /** The IRI of the Event. */
  readonly object: string;
  /** The IRI of the coop or circle that holds it, and of its followers. */
  readonly attributedTo: string;
  readonly followers: string;
  readonly name: LocalizedText;
  /**
   * Sanitised HTML by language, never empty; that it was cancelled stands first, for not every server reads the status. The default
   * language comes first in every text.
   */
  readonly descriptionHtml: LocalizedText;
  /** Date, zone and place in each language of the text. */
  readonly summary: LocalizedText;
  /** What the Note beside it says, HTML. */
  readonly noteHtml: LocalizedText;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** IANA. */
  readonly timeZone: string;
  readonly place?: EventPlace;
  /** Where one takes part online: a public link, or the event's own page, which leads into the room at the hour. */
  readonly online?: { readonly url: string; readonly name: LocalizedText };
  /** BCP 47. */
  readonly languages: readonly string[];
  readonly interpretation: readonly string[];
  readonly capacity?: number;
  readonly coming: number;
  /** IRIs of actors. */
  readonly organisers: readonly string[];
  readonly joinMode: JoinMode;
  readonly externalUrl?: string;
  readonly answersUntilMs?: number;
  readonly hashtags: readonly { readonly name: string; readonly href: string }[];
  readonly pictures: readonly PictureCard[];
  readonly status: EventStatus;
  /** Why it was cancelled. */
  readonly cancelNote?: LocalizedText;
  readonly sequence: number;
  readonly publishedAtMs: number;
  readonly updatedAtMs?: number;
}
