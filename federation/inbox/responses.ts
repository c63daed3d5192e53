import { transact } from "#src/app/context.ts";
import { passOnAbout } from "#src/app/groups.ts";
import { react, takeBack } from "#src/app/responses.ts";
import { takeBackBoost } from "#src/app/timeline.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import { listBoostsAbout } from "#src/store/timeline.ts";
import { readReaction, readUndone } from "#federation/wire/following.ts";
import { onUnfollow } from "./followers.ts";
import { passedOf } from "./posts.ts";
import { notForUs, type Handled, type Handler, type Received } from "./received.ts";

/** `Like` and `EmojiReact`: counted when it is about something of ours, passed on when it is about something in a circle of ours. */
export const onLike: Handler = async (received) => {
  const { app, activity, actor } = received;
  const read = readReaction(activity);
  if (!read.ok) return { dropped: read.reason };
  if (!sameOrigin(read.value.object, app.origin)) {
    return (await passLikeOn(received, read.value.object)) ? "done" : notForUs;
  }
  return reacted(await react(app, { kind: "like", actor, ...read.value }));
};

/** Most likes are of nothing in a group of ours: they cost a question, and no transaction. */
async function passLikeOn(received: Received, object: string): Promise<boolean> {
  const { app } = received;
  if ((await listBoostsAbout(app.database, [object])).length === 0) return false;
  return transact(app, (work) => passOnAbout(work, object, passedOf(received)));
}

export function reacted(kept: Awaited<ReturnType<typeof react>>): Handled {
  switch (kept) {
    case "kept":
      return "done";
    case "unknown":
      return notForUs;
    case "gone":
      return { dropped: "it was taken back before" };
    case "refused":
      return { dropped: "its sender is suspended, or it is under somebody else's address" };
  }
}

/** `Undo` of a like or a boost; some servers give nothing but its address, and then it may also be a Follow. */
export const onResponseUndo: Handler = async (received) => {
  const { app, activity, actor } = received;
  const read = readUndone(activity);
  if (!read.ok) return { dropped: read.reason };
  const { iri, type, object } = read.value;
  if (!sameOrigin(iri, actor)) return { dropped: "it takes back what another server said" };
  const kind = type === "Announce" ? "boost" : "like";
  const undone = await takeBack(app, { iri, actor, kind, ...(object === undefined ? {} : { object }) });
  return undone || (await undoneElsewhere(received, read.value)) ? "done" : notForUs;
};

/** A boost leaves timelines; a like of something in a group of ours is taken back there. */
async function undoneElsewhere(
  received: Received,
  { iri, type, object }: { readonly iri: string; readonly type?: string; readonly object?: string },
): Promise<boolean> {
  const mayBeBoost = type === undefined || type === "Announce";
  if (mayBeBoost) return takeBackBoost(received.app, { announce: iri, boostedBy: received.actor });
  return object !== undefined && passLikeOn(received, object);
}

/** `Undo` of something that is only named. */
export const onUndo: Handler = async (received) => {
  const unfollowed = await onUnfollow(received);
  return unfollowed === "done" ? unfollowed : onResponseUndo(received);
};
