import type { LocalizedText } from "./language.ts";

/** Somebody who is named in a text: an actor's IRI, and the address that stands for it (`@user@host`). */
export interface Mention {
  readonly actor: string;
  readonly address: string;
  /** Where word of it goes. */
  readonly inbox: string;
  /** Their page, for people. */
  readonly url: string;
}

/** What somebody else's post carries: never loaded by our pages, only named and linked. */
export interface RemoteAttachment {
  readonly url: string;
  readonly mediaType: string;
  /** The words for those who cannot see it; empty when its author gave none. */
  readonly alt: string;
}

/** Where an event is held, in the words of people; coordinates in millionths of a degree. */
export interface EventPlace {
  readonly name: LocalizedText;
  readonly address?: string;
  readonly locality?: string;
  readonly postalCode?: string;
  readonly region?: string;
  readonly country?: string;
  readonly latitudeE6?: number;
  readonly longitudeE6?: number;
}
