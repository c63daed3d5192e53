import { listWhoFollows } from "#src/store/followings.ts";
import { deleteOrphans, findRemoteObject, type RemoteObjectRow } from "#src/store/remote-objects.ts";
import { listRemoteActors, type RemoteActorRow } from "#src/store/remote-actors.ts";
import { deleteOldTombstones } from "#src/store/responses.ts";
import {
  deleteOldTimeline,
  deleteTimelineBoostedBy,
  deleteTimelineByAnnounce,
  findBoost,
  listTimeline,
  listTimelineActors,
  saveTimelineItem,
  type TimelineItem,
} from "#src/store/timeline.ts";
import { transact, type Context, type Work } from "./context.ts";
import { isGone, leaveTombstone, undoneLastsMs } from "./gone.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";
import type { RemoteObjectCard } from "./partners.ts";
import { keepRemoteObject } from "./remote-objects.ts";
import { withoutRejectedMedia } from "./remote-media.ts";
import { standingsOf } from "./standing.ts";

/** How something came: said by its author, or passed on by somebody (its Announce). */
export type Way = { readonly boostedBy: string; readonly announce: string } | undefined;

/**
 * Puts something into the timelines of those of ours who follow its author, or who passed it on. Answers how many have it now; with none nothing is
 * kept. Each thing stands once in a timeline, however often it comes.
 */
export async function fillTimelines(work: Work, card: RemoteObjectCard, way: Way): Promise<number> {
  const followers = await listWhoFollows(work.session, [way?.boostedBy ?? card.attributedTo]);
  if (followers.length === 0 || !(await mayStay(work, card, way))) return 0;
  const { row } = await keepRemoteObject(work, card);
  if (row.attributedTo !== card.attributedTo) return 0;
  for (const { actorId } of followers) {
    await saveTimelineItem(work.session, {
      id: work.newId(),
      actorId,
      objectId: row.id,
      boostedBy: null,
      announce: null,
      ...way,
      receivedAtMs: work.nowMs(),
    });
  }
  return followers.length;
}

async function mayStay(work: Work, card: RemoteObjectCard, way: Way): Promise<boolean> {
  if (await isGone(work, card.object)) return false;
  return way === undefined || (card.isPublic && !(await isGone(work, way.announce)));
}

/** What somebody passed on is taken back; that is remembered, should it come late. Answers whether it concerned us. */
export function takeBackBoost(
  context: Context,
  { announce, boostedBy }: { readonly announce: string; readonly boostedBy: string },
): Promise<boolean> {
  return transact(context, async (work) => {
    const followers = await listWhoFollows(work.session, [boostedBy]);
    if (followers.length === 0) return false;
    await deleteTimelineByAnnounce(work.session, { announce, boostedBy });
    await leaveTombstone(work, { iri: announce, actor: boostedBy, kind: "boost" });
    return true;
  });
}

/** A group takes something out that it passed on: it leaves the timelines, unless it came another way. */
export function leaveGroup(
  context: Context,
  { group, object }: { readonly group: string; readonly object: string },
): Promise<boolean> {
  return transact(context, async (work) => {
    const said = await findRemoteObject(work.session, object);
    return said !== undefined && deleteTimelineBoostedBy(work.session, { objectId: said.id, boostedBy: group });
  });
}

/** Something that one of ours reads. */
export interface TimelineView {
  readonly id: string;
  readonly item: TimelineItem;
  readonly said: RemoteObjectRow;
  readonly author: RemoteActorRow | undefined;
  readonly boostedBy: RemoteActorRow | undefined;
  /** Whether the same one of ours passed it on. */
  readonly isBoosted: boolean;
}

/** What one of ours reads, newest first; nothing of those who are suspended. */
export async function viewTimeline(
  { database }: Pick<Context, "database">,
  { actorId, ...request }: PageRequest & { readonly actorId: string },
): Promise<Page<TimelineView>> {
  const page = await pageOf(request, async (part) =>
    (await listTimeline(database, { ...part, actorId })).map((row) => ({ id: row.item.id, ...row })),
  );
  const people = [
    ...new Set(page.items.flatMap(({ item, said }) => [said.attributedTo, item.boostedBy ?? said.attributedTo])),
  ];
  const standings = await standingsOf(database, people);
  const cards = await listRemoteActors(database, people);
  const cardOf = (actor: string | null): RemoteActorRow | undefined => cards.find((card) => card.actor === actor);
  const shown = page.items.filter(
    ({ item, said }) =>
      standings.get(said.attributedTo) !== "suspended" &&
      (item.boostedBy === null || standings.get(item.boostedBy) !== "suspended"),
  );
  const items = await Promise.all(
    (await withoutRejectedMedia(database, shown)).map(async ({ id, item, said }) => ({
      id,
      item,
      said,
      author: cardOf(said.attributedTo),
      boostedBy: cardOf(item.boostedBy),
      isBoosted: (await findBoost(database, { actorId, object: said.object }))?.state === "said",
    })),
  );
  return { ...page, items };
}

const keptMs = 90 * 24 * 3_600_000;
const keptItems = 5_000;
const tombstonesLastMs = 30 * 24 * 3_600_000;
/** What just came may be on its way to its place. */
const orphansLastMs = 3_600_000;
const restMs = 10 * 60_000;
const swept = new WeakMap<object, number>();

/**
 * Forgets what is older than 90 days or beyond the newest 5,000 of a timeline, except what ours boosted, and what nothing holds any more.
 * Looks every ten minutes. Answers how much was forgotten.
 */
export async function sweepTimelines(context: Context): Promise<number> {
  const nowMs = context.nowMs();
  if (nowMs < (swept.get(context.database) ?? 0) + restMs) return 0;
  swept.set(context.database, nowMs);
  let forgotten = 0;
  for (const actorId of await listTimelineActors(context.database)) {
    const old = { actorId, beforeMs: nowMs - keptMs, keep: keptItems };
    forgotten += await transact(context, ({ session }) => deleteOldTimeline(session, old));
  }
  forgotten += await transact(context, ({ session }) => deleteOrphans(session, nowMs - orphansLastMs, 500));
  const before = { repliesMs: nowMs - tombstonesLastMs, reactionsMs: nowMs - undoneLastsMs };
  forgotten += await transact(context, ({ session }) => deleteOldTombstones(session, before));
  return forgotten;
}
