import { actorIri } from "#src/domain/iri.ts";
import {
  deleteFollowRequest,
  findFollowRequest,
  listFollowRequests as listRows,
  type FollowRequestRow,
} from "#src/store/follow-requests.ts";
import { listRemoteActors, type RemoteActorRow } from "#src/store/remote-actors.ts";
import { findActor, type Actor } from "#src/store/actors.ts";
import { note } from "./audit.ts";
import { transact, type Context, type Work } from "./context.ts";
import { acceptFollower } from "./followers.ts";
import { say } from "./outbox.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";
import { standingOf } from "./standing.ts";
import { lastWordMs } from "./suspension.ts";

/** Somebody who waits to follow one of ours. */
export interface FollowRequestView extends FollowRequestRow {
  readonly followed: Actor | undefined;
  /** Who they are, if we have met. */
  readonly card: RemoteActorRow | undefined;
}

/** Who waits to follow us, newest first. */
export async function listFollowRequests(context: Context, request: PageRequest): Promise<Page<FollowRequestView>> {
  const { database } = context;
  const page = await pageOf(request, (part) => listRows(database, part));
  const cards = await listRemoteActors(
    database,
    page.items.map(({ follower }) => follower),
  );
  const items = await Promise.all(
    page.items.map(async (row) => ({
      ...row,
      followed: await findActor(database, row.actorId),
      card: cards.find(({ actor }) => actor === row.follower),
    })),
  );
  return { ...page, items };
}

export type FollowRequestOutcome = { readonly outcome: "done" | "unknown" | "suspended" };

/** Lets somebody follow after all, and says so to their server. */
export const acceptFollowRequest = (context: Context, id: string): Promise<FollowRequestOutcome> =>
  answer(context, id, async (work, row) => {
    await acceptFollower(work, { ...row, object: actorIri(work.origin, row.actorId) });
    await note(work, { act: "follower.accept", subject: row.follower });
  });

/** Refuses it. They may ask again. */
export const rejectFollowRequest = (context: Context, id: string): Promise<FollowRequestOutcome> =>
  answer(context, id, async (work, { actorId, inbox, follow, follower }) => {
    const object = actorIri(work.origin, actorId);
    const message = { type: "follower-reject", follow, follower, object } as const;
    await say(work, { from: actorId, inbox, message, expiresAtMs: work.nowMs() + lastWordMs });
    await note(work, { act: "follower.reject", subject: follower });
  });

function answer(
  context: Context,
  id: string,
  act: (work: Work, row: FollowRequestRow) => Promise<void>,
): Promise<FollowRequestOutcome> {
  return transact(context, async (work) => {
    const row = await findFollowRequest(work.session, id);
    if (row === undefined) return { outcome: "unknown" };
    if ((await standingOf(work.session, row.follower)) === "suspended") return { outcome: "suspended" };
    await deleteFollowRequest(work.session, id);
    await act(work, row);
    return { outcome: "done" };
  });
}
