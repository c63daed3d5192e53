import { Activity, Object as AnyObject } from "@fedify/vocab";
import type { Federation, PageItems } from "@fedify/fedify";
import { findCard } from "#src/app/announcement-cards.ts";
import { boostIri } from "#src/app/boosts.ts";
import type { Context } from "#src/app/context.ts";
import {
  actorIri,
  coopActorId,
  followersIri,
  isUuidV7,
  messageIri,
  nodeActorId,
  partnersIri,
} from "#src/domain/iri.ts";
import { pickText } from "#src/domain/language.ts";
import { findActor } from "#src/store/actors.ts";
import {
  countAnnouncements,
  findAnnouncement,
  listAnnouncements,
  listPinned,
  type Announcement,
} from "#src/store/announcements.ts";
import { countFollowings, listFollowed } from "#src/store/followings.ts";
import { countPublishedEvents, listPublishedEvents } from "#src/store/events.ts";
import { countFollowers } from "#src/store/followers.ts";
import { listListedPartners } from "#src/store/peers.ts";
import { countSaidBoosts, listBoostsBetween } from "#src/store/timeline.ts";
import { actorContext } from "#federation/wire/actor.ts";
import { writeAnnouncement, writeNote } from "#federation/wire/announcement.ts";
import { writeAnnounce } from "#federation/wire/following.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { eventCreate } from "./events.ts";
import type { Ground } from "./federation.ts";

const pageSize = 20;
/** The cursor of the first page; every other is the id that the page before ended with. */
const newest = "newest";
/** More partners than this are not shown; nobody has as many. */
const partnersShown = 500;

/** The collections of every local actor: outbox, followers, following, featured. */
export function setCollections(federation: Federation<Ground>): void {
  federation
    .setOutboxDispatcher("/actors/{identifier}/outbox", ({ data, contextLoader }, id, cursor) =>
      ifActor(data.app, id, () => outboxPage({ app: data.app, contextLoader }, id, cursor)),
    )
    .setFirstCursor(() => newest)
    .setCounter(
      async ({ data }, id) => (await countSaid(data.app, id)) + (await countSaidBoosts(data.app.database, id)),
    );
  // Who follows is nobody else's business; how many do is.
  federation
    .setFollowersDispatcher("/actors/{identifier}/followers", ({ data }, id) =>
      ifActor(data.app, id, async () => ({ items: [] })),
    )
    .setCounter(({ data }, id) => countFollowers(data.app.database, id));
  federation
    .setFollowingDispatcher("/actors/{identifier}/following", ({ data }, id) =>
      ifActor(data.app, id, () => followed(data.app, id)),
    )
    .setCounter(({ data }, id) => countFollowed(data.app, id));
  federation
    .setFeaturedDispatcher("/actors/{identifier}/featured", ({ data, contextLoader }, id) =>
      ifActor(data.app, id, async () => ({ items: await pinned({ app: data.app, contextLoader }, id) })),
    )
    .setCounter(async ({ data }, id) => (await listPinned(data.app.database, id)).length);
}

async function ifActor<Item>(
  app: Context,
  id: string,
  page: () => Promise<PageItems<Item>>,
): Promise<PageItems<Item> | null> {
  const actor = await findActor(app.database, id);
  return actor === undefined || actor.deletedAtMs !== null ? null : page();
}

const countSaid = async ({ database }: Context, id: string): Promise<number> =>
  (await countAnnouncements(database, id)) + (await countPublishedEvents(database, id));

type Loading = Pick<Ground, "app"> & {
  readonly contextLoader: NonNullable<Parameters<typeof Activity.fromJsonLd>[1]>["contextLoader"];
};

/** What an actor put first on its profile, whole, the last pinned first. */
async function pinned({ app, contextLoader }: Loading, id: string): Promise<AnyObject[]> {
  const found = await listPinned(app.database, id);
  const options = contextLoader === undefined ? {} : { contextLoader };
  return Promise.all(
    found.map(async (announcement) =>
      AnyObject.fromJsonLd(writeNote(await findCard(app.database, app.origin, announcement)), options),
    ),
  );
}

/** What an actor said to everyone and what it boosted in between, the latest first. The cursor is an announcement's. */
async function outboxPage(loading: Loading, id: string, cursor: string | null): Promise<PageItems<Activity>> {
  const { app } = loading;
  const before = cursor === newest ? null : cursor;
  if (before !== null && !isUuidV7(before)) return { items: [] };
  const page = { limit: pageSize + 1, actorId: id, ...(before !== null && { before }) };
  const found = await listAnnouncements(app.database, page);
  const shown = found.slice(0, pageSize);
  const next = found.length > pageSize ? shown.at(-1) : undefined;
  const between = { afterMs: next?.publishedAtMs ?? 0, untilMs: await publishedAt(app, before) };
  const boosts = await boostsOf(loading, id, between);
  const said = await Promise.all(shown.map((announcement) => createOf(loading, id, announcement)));
  const events = await eventsOf(loading, id, between);
  return { items: [...boosts, ...events, ...said].toSorted(latestFirst), nextCursor: next?.id ?? null };
}

/** When the announcement of a cursor was published; without one, now. Epoch milliseconds. */
async function publishedAt(app: Context, cursor: string | null): Promise<number> {
  const from = cursor === null ? undefined : await findAnnouncement(app.database, cursor);
  return from?.publishedAtMs ?? app.nowMs();
}

async function createOf(
  { app, contextLoader }: Loading,
  actorId: string,
  announcement: Announcement,
): Promise<Activity> {
  const envelope = {
    id: messageIri(app.origin, announcement.id),
    actor: actorIri(app.origin, actorId),
    origin: app.origin,
    publishedAtMs: announcement.publishedAtMs,
  };
  const card = await findCard(app.database, app.origin, announcement);
  const json = writeAnnouncement({ type: "announcement-create", announcement: card }, envelope);
  return Activity.fromJsonLd(json, contextLoader === undefined ? {} : { contextLoader });
}

const latestFirst = (one: Activity, other: Activity): number =>
  (other.published?.epochMilliseconds ?? 0) - (one.published?.epochMilliseconds ?? 0);

/** What an actor boosted between two of its own announcements (epoch milliseconds). */
async function boostsOf(
  { app, contextLoader }: Loading,
  actorId: string,
  between: { readonly afterMs: number; readonly untilMs: number },
): Promise<Activity[]> {
  const boosts = await listBoostsBetween(app.database, { actorId, ...between, limit: pageSize });
  return Promise.all(
    boosts.map(({ id, object, createdAtMs }) =>
      Activity.fromJsonLd(
        writeAnnounce(actorIri(app.origin, actorId), {
          announce: boostIri(app.origin, id),
          object,
          followers: followersIri(app.origin, actorId),
          atMs: createdAtMs,
        }),
        contextLoader === undefined ? {} : { contextLoader },
      ),
    ),
  );
}

/** More events than these stand between two announcements of no page. */
const eventsShown = 200;

/** The events that an actor published between two of its own announcements (epoch milliseconds). */
async function eventsOf(
  { app, contextLoader }: Loading,
  actorId: string,
  between: { readonly afterMs: number; readonly untilMs: number },
): Promise<Activity[]> {
  const events = await listPublishedEvents(app.database, { actorId, ...between, limit: eventsShown });
  const options = contextLoader === undefined ? {} : { contextLoader };
  return Promise.all(events.map(async (event) => Activity.fromJsonLd(await eventCreate(app, event), options)));
}

/** More than this is counted, not named. */
const followingsShown = 1_000;

const countFollowed = async (app: Context, id: string): Promise<number> =>
  id === nodeActorId ? (await followed(app, id)).items.length : countFollowings(app.database, id);

/** The node follows its partners; those are shown who consent. The coop and its circles say whom they follow. */
async function followed(app: Context, id: string): Promise<{ readonly items: readonly URL[] }> {
  if (id !== nodeActorId)
    return { items: (await listFollowed(app.database, id, followingsShown)).map((iri) => new URL(iri)) };
  return { items: (await listListedPartners(app.database, partnersShown)).map((peer) => new URL(peer.node)) };
}

/** The partners who consent to be listed, so that a steward elsewhere finds peers of peers (`docs/federation/peering.md`). */
export async function partnersCollection({ database, origin }: Context): Promise<JsonObject> {
  const partners = await listListedPartners(database, partnersShown);
  return {
    "@context": actorContext,
    id: partnersIri(origin),
    type: "Collection",
    attributedTo: actorIri(origin, coopActorId),
    totalItems: partners.length,
    items: partners.map(({ coop, origin: url, name, region, languages }) => ({
      id: coop,
      type: "Organization",
      url,
      name: pickText(name),
      nameMap: { ...name },
      region,
      languages: [...languages],
    })),
  };
}
