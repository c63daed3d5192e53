import { transact } from "#src/app/context.ts";
import { forgetAttendee } from "#src/app/attendance-ending.ts";
import { follow, forgetFollower, unfollow } from "#src/app/followers.ts";
import { forgetSpeaker } from "#src/app/forgetting-speakers.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import { readFollow, readUndoFollow } from "#federation/wire/follower.ts";
import { hearUpdate } from "#src/app/peers.ts";
import { keepRemoteActor } from "#src/app/remote-actors.ts";
import { fetchActor } from "./actor.ts";
import type { Handler } from "./received.ts";

/** Somebody follows the coop, a resource, a member or a circle. Their inbox is what their own server says, not what came along. */
export const onFollow: Handler = async (received) => {
  const read = readFollow(received.activity);
  if (!read.ok) return { dropped: read.reason };
  if (!sameOrigin(read.value.follow, received.actor)) return { dropped: "the Follow has an id of another server" };
  const actor = await fetchActor(received, received.actor);
  if ("dropped" in actor) return actor;
  const { inbox, sharedInbox } = actor;
  const { outcome } = await follow(received.app, {
    ...read.value,
    follower: received.actor,
    inbox,
    ...(sharedInbox === undefined ? {} : { sharedInbox }),
  });
  // The steward who decides sees who it is.
  if (outcome === "waits") await transact(received.app, (work) => keepRemoteActor(work, actor));
  return outcome === "accepted" || outcome === "waits"
    ? "done"
    : { dropped: outcome === "blocked" ? "it comes from a blocked server" : "it follows nobody of ours" };
};

/** Somebody does not follow any longer. */
export const onUnfollow: Handler = async ({ app, activity, actor }) => {
  const read = readUndoFollow(activity);
  if (!read.ok) return { dropped: read.reason };
  return (await unfollow(app, { ...read.value, follower: actor })) ? "done" : { dropped: "there was no such follower" };
};

/** An actor of another server was deleted by that server. */
export const onActorDelete: Handler = async ({ app, documents, actor }) => {
  documents.forget(actor);
  const said = await forgetSpeaker(app, actor);
  const ended = (await forgetAttendee(app, actor)) + (await forgetFollower(app, actor));
  return said + ended > 0 ? "done" : { dropped: "it followed nobody of ours" };
};

/** An actor changed: a new key or inbox counts from the next request on. */
export const onActorUpdate: Handler = async (received) => {
  const { app, documents, actor } = received;
  documents.forget(actor);
  await hearUpdate(app, actor);
  // Whom pages name is named as they want it now.
  if ((await findRemoteActor(app.database, actor)) === undefined) return "done";
  const card = await fetchActor(received, actor);
  if (!("dropped" in card)) await transact(app, (work) => keepRemoteActor(work, card));
  return "done";
};
