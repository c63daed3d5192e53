import { transact } from "#src/app/context.ts";
import { bury, rememberGone } from "#src/app/gone.ts";
import { react } from "#src/app/responses.ts";
import { leaveGroup } from "#src/app/timeline.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import { listWhoFollows } from "#src/store/followings.ts";
import { findRemoteObject } from "#src/store/remote-objects.ts";
import { isObject } from "#federation/wire/document.ts";
import { readReaction } from "#federation/wire/following.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { referencesIn } from "#federation/wire/reference.ts";
import { readSaid, single, takeObject } from "./posts.ts";
import { notForUs, type Handled, type Handler, type Received } from "./received.ts";
import { reacted } from "./responses.ts";

const passed = [
  "Create",
  "Update",
  "Delete",
  "Remove",
  "Undo",
  "Like",
  "Dislike",
  "EmojiReact",
  "Add",
  "Flag",
  "Block",
  "Lock",
];

/**
 * `Announce`: somebody boosts an object, or a group passes on an activity (FEP-1b12). What is ours is counted; the rest counts only when one of
 * ours follows who says it. It is fetched from its own server, unless that is the one that says it: one object and its author at most.
 */
export const onAnnounce: Handler = async (received) => {
  const { app, activity, actor } = received;
  const inner = single(activity["object"]);
  const type = isObject(inner) ? passed.find((each) => [inner["type"]].flat().includes(each)) : undefined;
  if (isObject(inner) && type !== undefined) return onPassedOn(received, inner, type);
  const read = readReaction({ id: activity["id"], object: inner });
  if (!read.ok) return { dropped: read.reason };
  const { iri, object } = read.value;
  if (sameOrigin(object, app.origin)) return reacted(await react(app, { kind: "boost", actor, iri, object }));
  if ((await listWhoFollows(app.database, [actor])).length === 0) return notForUs;
  const card = await readSaid(received, activity);
  if ("dropped" in card) return card;
  return takeObject(received, card, { way: { boostedBy: actor, announce: iri }, activity: undefined });
};

/** An activity that a group passes on. Only groups that ours follow are heard. */
async function onPassedOn(received: Received, inner: JsonObject, type: string): Promise<Handled> {
  const { app, activity, actor } = received;
  if ((await listWhoFollows(app.database, [actor])).length === 0) return notForUs;
  const [announce] = referencesIn(activity["id"]);
  switch (type) {
    case "Create":
    case "Update": {
      const card = await readSaid(received, inner);
      if ("dropped" in card) return card;
      const way = announce === undefined ? undefined : { boostedBy: actor, announce };
      return takeObject(received, card, { way, activity: undefined });
    }
    case "Delete":
    case "Remove":
      return onPassedRemoval(received, inner);
    case "Like":
    case "EmojiReact":
      return onPassedLike(received, inner);
    default:
      return notForUs;
  }
}

/** What is on the group's own server is gone when it says so; what is elsewhere has only left the group. */
async function onPassedRemoval({ app, actor }: Received, inner: JsonObject): Promise<Handled> {
  const [object] = referencesIn(inner["object"]);
  if (object === undefined) return { dropped: "it names nothing" };
  if (!sameOrigin(object, actor)) return (await leaveGroup(app, { group: actor, object })) ? "done" : notForUs;
  if ((await findRemoteObject(app.database, object)) === undefined) {
    rememberGone(app, object);
    return notForUs;
  }
  await transact(app, (work) => bury(work, { object, actor }));
  return "done";
}

/** Somebody's like of a post of ours in a group: believed of the group's own people. */
async function onPassedLike({ app, actor: group }: Received, inner: JsonObject): Promise<Handled> {
  const read = readReaction(inner);
  const [actor] = referencesIn(inner["actor"]);
  if (!read.ok || actor === undefined) return { dropped: "it is no like" };
  if (!sameOrigin(actor, group) || !sameOrigin(read.value.iri, group)) return notForUs;
  return reacted(await react(app, { kind: "like", actor, ...read.value }));
}
