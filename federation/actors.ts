import { Application, Group, Organization, Person, Service, Tombstone, type Actor as ActorObject } from "@fedify/vocab";
import type { DocumentLoader } from "@fedify/vocab-runtime";
import type { Context, Work } from "#src/app/context.ts";
import { findBearer } from "#src/app/handles.ts";
import { actorIri } from "#src/domain/iri.ts";
import { findActor, listKeys, type ActorKind } from "#src/store/actors.ts";
import { findCoop } from "#src/store/coop.ts";
import { findResource } from "#src/store/resources.ts";
import { writeActor, writeActorTombstone } from "#federation/wire/actor.ts";
import type { JsonObject } from "#federation/wire/json.ts";

const classes = { coop: Organization, node: Application, resource: Service, member: Person, circle: Group } as const;

/** An actor's document as it is published, or what stays of a removed one; undefined when there never was one. */
type PublishedActor = { readonly kind: ActorKind; readonly document: JsonObject } | { readonly gone: JsonObject };

/**
 * The document of a local actor. Everyone has it, signed or not: servers that require signed requests would wait for each other's keys for
 * ever. (With authorised fetch, who does not sign sees what signatures need and no more: `bareActor`.) Who is not discoverable answers too, so that followers can follow; it is only
 * left out of lists.
 */
export async function publishedActor(
  { database, origin, seals, session = database }: Context & Partial<Pick<Work, "session">>,
  id: string,
): Promise<PublishedActor | undefined> {
  const [coop, actor] = [await findCoop(session), await findActor(session, id)];
  if (coop === undefined || actor === undefined) return undefined;
  if (actor.deletedAtMs !== null) return { gone: writeActorTombstone(origin, actor) };
  const resource = actor.kind === "resource" ? await findResource(session, id) : undefined;
  const keys = await listKeys(session, id);
  const card = { origin, coop, actor, keys, multikey: seals.multikey, ...(resource === undefined ? {} : { resource }) };
  return { kind: actor.kind, document: writeActor(card) };
}

/**
 * The same as an object of Fedify's vocabulary. It is read from our own JSON, which it gives back to the letter: the vocabulary has no
 * word for retired keys, abilities or regions, and names keys by their position.
 */
export async function dispatchActor(
  { app, isBare = false }: { readonly app: Context; readonly isBare?: boolean },
  id: string,
  contextLoader: DocumentLoader,
): Promise<ActorObject | Tombstone | null> {
  const published = await publishedActor(app, id);
  if (published === undefined) return null;
  if ("gone" in published) return Tombstone.fromJsonLd(published.gone, { contextLoader });
  // The node's own is whole for everyone: whoever checks a signature of ours begins there.
  const document = isBare && published.kind !== "node" ? bareActor(published.document) : published.document;
  return classes[published.kind].fromJsonLd(document, { contextLoader });
}

/** For an inbox it is enough that the actor is there; its document is for readers. */
export async function dispatchRecipient(app: Context, id: string): Promise<ActorObject | null> {
  const actor = await findActor(app.database, id);
  if (actor === undefined || actor.deletedAtMs !== null) return null;
  return new classes[actor.kind]({ id: new URL(actorIri(app.origin, id)) });
}

/** The id behind `@handle@host`, whatever its case. */
export async function idOfHandle(app: Context, handle: string): Promise<string | null> {
  return (await findBearer({ ...app, session: app.database }, handle.toLowerCase()))?.id ?? null;
}

/** What others need to check our signatures and to reach us, and nothing that describes anybody. */
const bareTerms = [
  "@context",
  "id",
  "type",
  "preferredUsername",
  "name",
  "inbox",
  "outbox",
  "followers",
  "following",
  "endpoints",
  "publicKey",
  "assertionMethod",
  "manuallyApprovesFollowers",
  "alsoKnownAs",
  "movedTo",
  "url",
] as const;

/** An actor's document for somebody who has not said who they are. The name is the handle. */
function bareActor(document: JsonObject): JsonObject {
  const shown = bareTerms.filter((term) => document[term] !== undefined).map((term) => [term, document[term]]);
  return Object.fromEntries([...shown, ["name", document["preferredUsername"] ?? ""]]) as JsonObject;
}
