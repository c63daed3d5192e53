import { createPublicKey, type JsonWebKey as NodeJsonWebKey } from "node:crypto";
import {
  coopActorId,
  nodeActorId,
  actorIri,
  ledgerSyncIri,
  partnersIri,
  proposalsIri,
  upcomingEventsIri,
} from "#src/domain/iri.ts";
import { pickText, type LocalizedText } from "#src/domain/language.ts";
import { namespace } from "#src/domain/unit.ts";
import { htmlOfText } from "#src/app/html.ts";
import type { Actor, Key } from "#src/store/actors.ts";
import type { Coop } from "#src/store/coop.ts";
import type { ResourceRow } from "#src/store/resources.ts";
import { activityStreams } from "./context.ts";
import type { Json, JsonObject } from "./json.ts";

/** Everything that stands in an actor's document. */
export interface ActorCard {
  readonly origin: string;
  readonly coop: Coop;
  readonly actor: Actor;
  /** All keys, retired ones included, oldest first. */
  readonly keys: readonly Omit<Key, "privateSealed">[];
  /** An Ed25519 key in Multikey form. */
  readonly multikey: (publicJwk: JsonWebKey) => string;
  /** What stands behind a `Service`. */
  readonly resource?: ResourceRow;
}

const types = {
  coop: "Organization",
  node: "Application",
  resource: "Service",
  member: "Person",
  circle: "Group",
} as const;

const ownTerms: JsonObject = {
  toot: "http://joinmastodon.org/ns#",
  discoverable: "toot:discoverable",
  indexable: "toot:indexable",
  featured: { "@id": "toot:featured", "@type": "@id" },
  movedTo: { "@id": "as:movedTo", "@type": "@id" },
  manuallyApprovesFollowers: "as:manuallyApprovesFollowers",
  implements: { "@id": "https://w3id.org/fep/844e#implements", "@type": "@id", "@container": "@set" },
  fedicoop: namespace,
  region: "fedicoop:region",
  languages: { "@id": "fedicoop:languages", "@container": "@set" },
  fairUse: { "@id": "fedicoop:fairUse", "@container": "@language" },
  fairUseVersion: "fedicoop:fairUseVersion",
  listed: "fedicoop:listed",
  partners: { "@id": "fedicoop:partners", "@type": "@id" },
  proposals: { "@id": "fedicoop:proposals", "@type": "@id" },
  ledgerSync: { "@id": "fedicoop:ledgerSync", "@type": "@id" },
  upcomingEvents: { "@id": "https://w3id.org/fep/8a8e/upcomingEvents", "@type": "@id" },
  category: "fedicoop:category",
  platform: "fedicoop:platform",
  seats: "fedicoop:seats",
  energy: "fedicoop:energy",
  features: { "@id": "fedicoop:features", "@container": "@set" },
};

/** Of ledger keys that sign no more. */
const keyTerms: JsonObject = {
  compromised: { "@id": "fedicoop:compromised", "@type": "http://www.w3.org/2001/XMLSchema#dateTime" },
  successor: { "@id": "fedicoop:successor", "@type": "@json" },
};

/** Contexts that every server has at hand, and our own terms inline: nobody must fetch anything to understand us. */
export const actorContext: readonly Json[] = [
  activityStreams,
  "https://w3id.org/security/v1",
  "https://www.w3.org/ns/did/v1",
  "https://w3id.org/security/multikey/v1",
  ownTerms,
];
const withKeyTerms: Json = [...actorContext, keyTerms];

/** What our software can do that others cannot guess from anything else (FEP-844e). */
const abilities: Json = [
  { type: "Link", href: "https://datatracker.ietf.org/doc/html/rfc9421", name: "RFC-9421: HTTP Message Signatures" },
  { type: "Link", href: "https://w3id.org/fep/0837", name: "FEP-0837: Federated Marketplace" },
  { type: "Link", href: "https://w3id.org/fep/8b32", name: "FEP-8b32: Object Integrity Proofs" },
];

/** The document of an actor (`docs/federation/actors.md`). It is public, and says the same to everyone. */
export function writeActor(card: ActorCard): JsonObject {
  const { origin, actor, coop } = card;
  const iri = actorIri(origin, actor.id);
  return {
    "@context": card.keys.some(({ successor }) => successor !== null) ? withKeyTerms : actorContext,
    id: iri,
    type: types[actor.kind],
    preferredUsername: actor.handle,
    ...writeTexts(actor, coop.defaultLanguage),
    url: iri,
    inbox: `${iri}/inbox`,
    outbox: `${iri}/outbox`,
    followers: `${iri}/followers`,
    following: `${iri}/following`,
    featured: `${iri}/featured`,
    endpoints: { sharedInbox: `${origin}/inbox` },
    manuallyApprovesFollowers: actor.kind === "node",
    discoverable: actor.discoverable && actor.kind !== "node",
    // Coop and resources are no people: to be found is what they are published for.
    indexable: isPersonal(actor) ? actor.indexable : actor.kind !== "node",
    // Always a list, also of one: some servers read nothing else.
    ...(actor.alsoKnownAs.length === 0 ? {} : { alsoKnownAs: [...actor.alsoKnownAs] }),
    ...(actor.movedTo === null ? {} : { movedTo: actor.movedTo }),
    published: instant(actor.createdAtMs),
    updated: instant(actor.updatedAtMs),
    ...writeKeys(card, iri),
    ...writeKind(card),
  };
}

const isPersonal = ({ kind }: Actor): boolean => kind === "member" || kind === "circle";

/** A member who has not agreed to be found is no more than an address: it can be followed by those who know it. */
function writeTexts(actor: Actor, defaultLanguage: string): JsonObject {
  if (isPersonal(actor) && !actor.discoverable) return { name: actor.handle };
  const summary = Object.fromEntries(Object.entries(actor.summary).map(([tag, text]) => [tag, htmlOfText(text)]));
  return {
    ...writeText("name", actor.name, defaultLanguage),
    ...(Object.keys(summary).length === 0 ? {} : writeText("summary", summary, defaultLanguage)),
  };
}

/** The plain property in the default language, for servers that read no maps, and the map, that language first. */
function writeText(name: "name" | "summary", text: LocalizedText, defaultLanguage: string): JsonObject {
  const rank = (tag: string): number => (tag === defaultLanguage ? 0 : 1);
  const entries = Object.entries(text).toSorted(([one], [other]) => rank(one) - rank(other));
  return { [name]: pickText(text, defaultLanguage), [`${name}Map`]: Object.fromEntries(entries) };
}

/** The RSA key that signs requests, and every Ed25519 key there ever was: a retired one stays, with the date it ended. */
function writeKeys({ keys, multikey }: ActorCard, iri: string): JsonObject {
  const current = keys.findLast((key) => key.use === "http" && key.revokedAtMs === null);
  const assertions = keys.filter((key) => key.use !== "http");
  return {
    ...(current === undefined
      ? {}
      : {
          publicKey: {
            id: `${iri}#${current.id}`,
            type: "CryptographicKey",
            owner: iri,
            publicKeyPem: pem(current.publicJwk),
          },
        }),
    assertionMethod: assertions.map((key) => ({
      id: `${iri}#${key.id}`,
      type: "Multikey",
      controller: iri,
      publicKeyMultibase: multikey(key.publicJwk),
      ...(key.revokedAtMs === null ? {} : { revoked: instant(key.revokedAtMs) }),
      ...(key.compromisedAtMs === null ? {} : { compromised: instant(key.compromisedAtMs) }),
      ...(key.successor === null ? {} : { successor: JSON.parse(key.successor) as JsonObject }),
    })),
  };
}

function pem(publicJwk: JsonWebKey): string {
  const key = createPublicKey({ key: publicJwk as NodeJsonWebKey, format: "jwk" });
  return key.export({ type: "spki", format: "pem" }).toString();
}

function writeKind({ origin, actor, coop, resource }: ActorCard): JsonObject {
  const node = actorIri(origin, nodeActorId);
  const coopIri = actorIri(origin, coopActorId);
  const generator: JsonObject = { type: "Application", id: node, name: "fedicoop", implements: abilities };
  const about = {
    region: coop.region,
    languages: [...coop.languages],
    fairUse: { ...coop.fairUse },
    fairUseVersion: coop.fairUseVersion,
    listed: coop.listed,
  };
  switch (actor.kind) {
    case "coop":
      return {
        generator,
        ...about,
        proposals: proposalsIri(origin),
        partners: partnersIri(origin),
        ledgerSync: ledgerSyncIri(origin),
        upcomingEvents: upcomingEventsIri(origin, actor.id),
      };
    case "node":
      return { attributedTo: coopIri, implements: abilities, ...about, partners: partnersIri(origin) };
    case "resource":
      return { generator, attributedTo: coopIri, proposals: proposalsIri(origin), ...writeResource(resource) };
    case "member":
      return { generator, context: coopIri };
    case "circle":
      // Groups elsewhere look there for who may remove what was posted (FEP-1b12).
      return {
        generator,
        context: coopIri,
        attributedTo: `${actorIri(origin, actor.id)}/moderators`,
        upcomingEvents: upcomingEventsIri(origin, actor.id),
      };
  }
}

/** Where the room is never stands here. */
function writeResource(resource: ResourceRow | undefined): JsonObject {
  if (resource === undefined) return {};
  const { kind, category, platform, seats, location, languages, energy, features } = resource;
  return {
    category: kind === "meeting-server" ? kind : (category ?? "other"),
    ...(platform === null ? {} : { platform }),
    ...(seats === null ? {} : { seats }),
    ...(location === null ? {} : { location: { type: "Place", name: location } }),
    languages: [...languages],
    energy,
    features: [...features],
  };
}

/** What stays of an actor that was removed. */
export const writeActorTombstone = (origin: string, { id, kind, deletedAtMs }: Actor): JsonObject => ({
  "@context": activityStreams,
  id: actorIri(origin, id),
  type: "Tombstone",
  formerType: types[kind],
  ...(deletedAtMs === null ? {} : { deleted: instant(deletedAtMs) }),
});

/** Whole seconds, UTC. */
const instant = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;
