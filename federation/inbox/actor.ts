import { FetchError as DocumentError } from "@fedify/vocab-runtime";
import type { RemoteActorCard } from "#src/app/partners.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import { readRemoteActor } from "#federation/wire/remote-actor.ts";
import { isAway } from "#federation/come-again.ts";
import { FetchError } from "#federation/fetch.ts";
import type { Received } from "./received.ts";

/**
 * An actor as its own server describes it, whatever came along with the activity.
 * @throws when the server does not answer now: the sender comes again.
 */
export async function fetchActor(
  { documents }: Pick<Received, "documents">,
  actor: string,
): Promise<RemoteActorCard | { readonly dropped: string }> {
  try {
    const { document, documentUrl } = await documents.load(actor);
    if (!sameOrigin(documentUrl, actor)) return { dropped: "the actor's document is on another server" };
    const read = readRemoteActor(document, actor);
    return read.ok ? read.value : { dropped: read.reason };
  } catch (error) {
    if (isAway(error) || !(error instanceof DocumentError || error instanceof FetchError)) throw error;
    return { dropped: `the actor cannot be read: ${error.message}` };
  }
}
