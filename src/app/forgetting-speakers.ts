import { deleteFollowingRows, listFollowingsOf } from "#src/store/relations.ts";
import { deleteRemoteActor } from "#src/store/remote-actors.ts";
import { deleteRemoteObject, isKnownRemote, listRemoteObjectsBy } from "#src/store/remote-objects.ts";
import { deleteResponses, listResponsesOf } from "#src/store/responses.ts";
import { deleteTimelineOfBooster, deleteTimelineOfObject } from "#src/store/timeline.ts";
import { transact, type Context } from "./context.ts";

const atOnce = 500;

/**
 * Forgets everything that somebody elsewhere ever said or did here, since their account is gone: words, likes, boosts, what we knew of them, and
 * that we followed them. Their key is gone too, so that nothing of it can come again. Somebody unknown costs one question. Answers how much it was.
 */
export async function forgetSpeaker(context: Context, actor: string): Promise<number> {
  if (!(await isKnownRemote(context.database, { object: actor, actor })).actor) return 0;
  let forgotten = 0;
  for (;;) {
    const some = await forgetSome(context, actor);
    forgotten += some;
    if (some < atOnce) break;
  }
  await transact(context, async ({ session }) => {
    await deleteTimelineOfBooster(session, actor);
    const followings = await listFollowingsOf(session, [actor]);
    await deleteFollowingRows(
      session,
      followings.map(({ id }) => id),
    );
    await deleteRemoteActor(session, actor);
  });
  return forgotten + 1;
}

function forgetSome(context: Context, actor: string): Promise<number> {
  return transact(context, async ({ session }) => {
    const objects = await listRemoteObjectsBy(session, actor, atOnce);
    for (const { id } of objects) {
      await deleteTimelineOfObject(session, id);
      await deleteRemoteObject(session, id);
    }
    const responses = await listResponsesOf(session, actor, atOnce);
    await deleteResponses(
      session,
      responses.map(({ id }) => id),
    );
    return Math.max(objects.length, responses.length);
  });
}
