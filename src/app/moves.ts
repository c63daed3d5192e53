import { listFollowingsOf } from "#src/store/followings.ts";
import { transact, type Context } from "./context.ts";
import { beginFollowing, endFollowing } from "./followings.ts";
import type { RemoteActorCard } from "./partners.ts";

/** Whether anybody of ours follows somebody, so that it is worth looking where they went. */
export const isFollowed = async ({ database }: Context, actor: string): Promise<boolean> =>
  (await listFollowingsOf(database, actor)).length > 0;

/**
 * Somebody whom ours follow goes on elsewhere: the new actor is followed, the old one no longer. Believed only when the new one, as its own
 * server describes it, names the old one among its names; who was refused by the old one does not ask the new one. What they said stays
 * with the old name. Repeating it changes nothing. Answers how many of ours went along.
 */
export function hearMove(
  context: Context,
  { from, to }: { readonly from: string; readonly to: RemoteActorCard },
): Promise<number | "unproved"> {
  return transact(context, async (work) => {
    if (!to.alsoKnownAs.includes(from)) return "unproved";
    let moved = 0;
    for (const following of await listFollowingsOf(work.session, from)) {
      if (following.state === "rejected") continue;
      const { outcome } = await beginFollowing(work, { actorId: following.actorId, card: to });
      if (outcome !== "done") continue;
      await endFollowing(work, following);
      moved += 1;
    }
    return moved;
  });
}
