import { listFollowingsOf } from "#src/store/followings.ts";
import { findKeyValue, saveKeyValue } from "#src/store/keyvalues.ts";
import { transact, type Context, type Work } from "./context.ts";
import { beginFollowing, endFollowing } from "./followings.ts";
import type { RemoteActorCard } from "./partners.ts";

/** So long nobody who moved, or was moved to, moves on: two that name each other would have us follow back and forth (as in Mastodon). */
const movesRestMs = 7 * 24 * 3_600_000;

const restKey = (actor: string): string => `moved ${actor}`;

/** Whether two addresses differ in no more than letter case, a fragment or a slash at the end. */
function isSameActor(one: string, other: string): boolean {
  const [left, right] = [one, other].map((iri) => {
    const { origin, pathname, search } = new URL(iri);
    return `${origin}${pathname.replace(/\/$/, "")}${search}`.toLowerCase();
  });
  return left === right;
}

async function hasMovedLately({ session, nowMs }: Work, actor: string): Promise<boolean> {
  return (await findKeyValue(session, restKey(actor), nowMs())) !== undefined;
}

/** Whether anybody of ours follows somebody, so that it is worth looking where they went. */
export const isFollowed = async ({ database }: Context, actor: string): Promise<boolean> =>
  (await listFollowingsOf(database, actor)).length > 0;

/**
 * Somebody whom ours follow goes on elsewhere: the new actor is followed, the old one no longer. Believed only when the new one, as its own
 * server describes it, names the old one among its names; who was refused by the old one does not ask the new one. What they said stays
 * with the old name. Repeating it changes nothing, and who moved or was moved to stays there for a week. Answers how many of ours went along.
 */
export function hearMove(
  context: Context,
  { from, to }: { readonly from: string; readonly to: RemoteActorCard },
): Promise<number | "unproved" | "same" | "too-soon"> {
  return transact(context, async (work) => {
    if (isSameActor(from, to.actor)) return "same";
    if (!to.alsoKnownAs.includes(from)) return "unproved";
    if (await hasMovedLately(work, from)) return "too-soon";
    let moved = 0;
    for (const following of await listFollowingsOf(work.session, from)) {
      if (following.state === "rejected") continue;
      const { outcome } = await beginFollowing(work, { actorId: following.actorId, card: to });
      if (outcome !== "done") continue;
      await endFollowing(work, following);
      moved += 1;
    }
    const expiresAtMs = work.nowMs() + movesRestMs;
    for (const actor of moved === 0 ? [] : [from, to.actor])
      await saveKeyValue(work.session, { key: restKey(actor), value: "1", expiresAtMs });
    return moved;
  });
}
