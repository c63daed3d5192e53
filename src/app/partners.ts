import type { LocalizedText } from "#src/domain/language.ts";
import type { RemoteAttachment } from "#src/domain/post.ts";

/**
 * What a person waits for from other nodes, and the only road to them besides the outbox. `federation/partners.ts` implements it.
 * None of these throws for anything that another server does; each ends within its time limit.
 */
export interface Partners {
  /** Finds the node behind a domain, an origin, or a handle such as `@coop@host`, signed as our node, and answers who it is. */
  lookUp(address: string): Promise<LookedUp>;
  /** Compares our ledger with a partner's and mends what can be mended. */
  reconcile(peerId: string): Promise<Reconciliation>;
  /** Fetches a peer's card, proposals and listed partners again, and tells whether it answers. */
  check(peerId: string): Promise<{ readonly reachable: boolean; readonly problem?: string }>;
  /** Fetches a published list of domains, unless it is the one with this ETag. */
  fetchList(url: string, etag?: string): Promise<FetchedText>;
  /** Finds anybody on the fediverse by `@user@host` or by the address of their actor, signed as our node. */
  findActor(address: string): Promise<FoundActor>;
  /** Fetches a post, article or event of another server by its address, signed as our node. Never looks at what it answers or names. */
  findObject(iri: string): Promise<FoundObject>;
}

export type FoundObject =
  | { readonly found: RemoteObjectCard }
  | { readonly failed: "not-found" | "unreachable" | "malformed" | "suspended"; readonly detail: string };

/** What somebody of another server said, sanitised and bounded. Its author is on the server of its id; IRIs throughout. */
export interface RemoteObjectCard {
  readonly object: string;
  readonly type: "Note" | "Article" | "Page" | "Event" | "Question" | "Video" | "Audio" | "Image" | "Document";
  readonly attributedTo: string;
  /** A title, by language; empty: none. Plain. */
  readonly name: LocalizedText;
  /** HTML, made harmless, by language; `und` where none is said. */
  readonly contentHtml: LocalizedText;
  /** The content note (warning). Plain. */
  readonly contentNote?: string;
  /** Its page. */
  readonly url: string;
  readonly inReplyTo?: string;
  /** The group it was said in (FEP-1b12). */
  readonly audience?: string;
  readonly isPublic: boolean;
  /** Everybody it is said to (`to`, `cc`, `audience`), and who is named in it. */
  readonly addressees: readonly string[];
  readonly mentions: readonly string[];
  readonly attachments: readonly RemoteAttachment[];
  readonly publishedAtMs: number;
  readonly updatedAtMs?: number;
  /** Of an event. */
  readonly startsAtMs?: number;
  readonly endsAtMs?: number;
}

export type FetchedText =
  | { readonly outcome: "fetched"; readonly text: string; readonly etag?: string }
  | { readonly outcome: "same" }
  | { readonly outcome: "failed"; readonly detail: string };

export type FoundActor =
  | { readonly found: RemoteActorCard }
  | { readonly failed: "not-found" | "unreachable" | "malformed" | "suspended"; readonly detail: string };

/** Somebody of another server, as that server says. Texts are plain; the address (`user@host`) is not verified unless it was asked for. */
export interface RemoteActorCard {
  /** Their IRI. */
  readonly actor: string;
  readonly type: string;
  readonly address: string;
  readonly name: string;
  /** Their page. */
  readonly url: string;
  readonly inbox: string;
  readonly sharedInbox?: string;
  readonly outbox?: string;
  readonly followers?: string;
  readonly movedTo?: string;
  readonly alsoKnownAs: readonly string[];
}

export type LookedUp =
  | { readonly found: NodeCard }
  | {
      readonly failed: "not-found" | "unreachable" | "not-fedicoop" | "ourselves" | "malformed";
      readonly detail: string;
    };

/** Who stands behind a node, as it says itself. Texts are plain; nothing in here is trusted beyond being shown. */
export interface NodeCard {
  readonly origin: string;
  /** The IRI and the inbox of the node's `Application` actor. */
  readonly node: string;
  readonly nodeInbox: string;
  /** The IRI and the inbox of the coop's `Organization` actor. */
  readonly coop: string;
  readonly coopInbox: string;
  readonly handle: string;
  readonly name: LocalizedText;
  readonly summary: LocalizedText;
  readonly fairUse: LocalizedText;
  /** The version of that text; it rises with each change. */
  readonly fairUseVersion: number;
  readonly region: string;
  readonly languages: readonly string[];
  /** Whether it consents to be shown to others as our partner. */
  readonly listed: boolean;
  /** The coop's ledger keys as its actor publishes them now. */
  readonly ledgerKeys: readonly {
    readonly key: string;
    readonly publicKeyMultibase: string;
    readonly revokedAtMs?: number;
    readonly compromisedAtMs?: number;
    /** The signed document that names the key that follows it. */
    readonly successor?: string;
  }[];
}

export interface Reconciliation {
  readonly state: "equal" | "repaired" | "differs" | "unreachable";
  /** How many entries the pair has on our side now, and their digest (SHA-256, hexadecimal). */
  readonly entries: number;
  readonly digest: string;
  /** How many entries went each way. */
  readonly sent: number;
  readonly received: number;
}
