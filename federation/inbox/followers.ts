import { FetchError as DocumentError } from "@fedify/vocab-runtime";
import { follow, forgetFollower, unfollow } from "#src/app/followers.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import { readFollow, readUndoFollow } from "#federation/wire/follower.ts";
import { readRemoteActor, type RemoteActor } from "#federation/wire/remote-actor.ts";
import { hearUpdate } from "#src/app/peers.ts";
import type { Handler, Received } from "./received.ts";

/** Somebody follows the coop, a resource, a member or a circle. Their inbox is what their own server says, not what came along. */
export const onFollow: Handler = async (received) => {
  const read = readFollow(received.activity);
  if (!read.ok) return { dropped: read.reason };
  if (!sameOrigin(read.value.follow, received.actor)) return { dropped: "the Follow has an id of another server" };
  const actor = await fetchActor(received);
  if ("dropped" in actor) return actor;
  const { inbox, sharedInbox } = actor;
  const { outcome } = await follow(received.app, {
    ...read.value,
    follower: received.actor,
    inbox,
    ...(sharedInbox === undefined ? {} : { sharedInbox }),
  });
  return outcome === "accepted"
    ? "done"
    : { dropped: outcome === "blocked" ? "it comes from a blocked server" : "it follows nobody of ours" };
};

/** @throws when the server does not answer now: it sends the Follow again. */
async function fetchActor({ documents, actor }: Received): Promise<RemoteActor | { readonly dropped: string }> {
  try {
    const { document, documentUrl } = await documents.load(actor);
    if (!sameOrigin(documentUrl, actor)) return { dropped: "the actor's document is on another server" };
    const read = readRemoteActor(document, actor);
    return read.ok ? read.value : { dropped: read.reason };
  } catch (error) {
    if (error instanceof DocumentError && error.response !== undefined && error.response.status < 500) {
      return { dropped: `the actor cannot be read: ${error.message}` };
    }
    throw error;
  }
}

/** Somebody does not follow any longer. */
export const onUnfollow: Handler = async ({ app, activity, actor }) => {
  const read = readUndoFollow(activity);
  if (!read.ok) return { dropped: read.reason };
  return (await unfollow(app, { ...read.value, follower: actor })) ? "done" : { dropped: "there was no such follower" };
};

/** An actor of another server was deleted by that server. */
export const onActorDelete: Handler = async ({ app, documents, actor }) => {
  documents.forget(actor);
  return (await forgetFollower(app, actor)) > 0 ? "done" : { dropped: "it followed nobody of ours" };
};

/** An actor changed: a new key or inbox counts from the next request on. */
export const onActorUpdate: Handler = async ({ app, documents, actor }) => {
  documents.forget(actor);
  await hearUpdate(app, actor);
  return "done";
};
