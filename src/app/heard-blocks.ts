import { localActorId, nodeActorId } from "#src/domain/iri.ts";
import { findActor } from "#src/store/actors.ts";
import { deleteFollower } from "#src/store/followers.ts";
import { deleteFollowRequestOf } from "#src/store/follow-requests.ts";
import { deleteFollowingRows, dropDeliveriesToInbox, listFollowingsOf } from "#src/store/relations.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import { transact, type Context } from "./context.ts";

/**
 * Somebody of another server blocks one of our actors: they follow it no longer, it follows them no longer, and what waited for them is not
 * said. Only that; it is never shown. Answers whether it was about one of ours.
 */
export function hearBlock(
  context: Context,
  { blocker, object }: { readonly blocker: string; readonly object: string },
): Promise<boolean> {
  return transact(context, async ({ session, origin, nowMs }) => {
    const id = localActorId(origin, object);
    const actor = id === undefined || id === nodeActorId ? undefined : await findActor(session, id);
    if (actor === undefined) return false;
    await deleteFollower(session, actor.id, blocker);
    await deleteFollowRequestOf(session, { actorId: actor.id, follower: blocker });
    const followings = await listFollowingsOf(session, [blocker]);
    await deleteFollowingRows(
      session,
      followings.filter(({ actorId }) => actorId === actor.id).map(({ id: row }) => row),
    );
    const card = await findRemoteActor(session, blocker);
    if (card !== undefined) await dropDeliveriesToInbox(session, card.inbox, nowMs());
    return true;
  });
}
