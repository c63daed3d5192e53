import { Activity, Object as AnyObject } from "@fedify/vocab";
import type { Federation, PageItems } from "@fedify/fedify";
import { findCard } from "#src/app/announcement-cards.ts";
import type { Context } from "#src/app/context.ts";
import { actorIri, coopActorId, isUuidV7, messageIri, nodeActorId, partnersIri } from "#src/domain/iri.ts";
import { pickText } from "#src/domain/language.ts";
import { findActor } from "#src/store/actors.ts";
import { countAnnouncements, listAnnouncements, listPinned } from "#src/store/announcements.ts";
import { countFollowers } from "#src/store/followers.ts";
import { listListedPartners } from "#src/store/peers.ts";
import { actorContext } from "#federation/wire/actor.ts";
import { writeAnnouncement, writeNote } from "#federation/wire/announcement.ts";
import type { JsonObject } from "#federation/wire/json.ts";
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
    .setCounter(({ data }, id) => countAnnouncements(data.app.database, id));
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
    .setCounter(async ({ data }, id) => (await followed(data.app, id)).items.length);
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

/** What an actor said to everyone, the last published first. */
async function outboxPage(
  { app, contextLoader }: Loading,
  id: string,
  cursor: string | null,
): Promise<PageItems<Activity>> {
  if (cursor !== null && cursor !== newest && !isUuidV7(cursor)) return { items: [] };
  const before = cursor === null || cursor === newest ? {} : { before: cursor };
  const found = await listAnnouncements(app.database, { limit: pageSize + 1, actorId: id, ...before });
  const shown = found.slice(0, pageSize);
  const items = shown.map(async (announcement) => {
    const envelope = {
      id: messageIri(app.origin, announcement.id),
      actor: actorIri(app.origin, id),
      origin: app.origin,
      publishedAtMs: announcement.publishedAtMs,
    };
    const json = writeAnnouncement(
      { type: "announcement-create", announcement: await findCard(app.database, app.origin, announcement) },
      envelope,
    );
    return Activity.fromJsonLd(json, contextLoader === undefined ? {} : { contextLoader });
  });
  return { items: await Promise.all(items), nextCursor: found.length > pageSize ? (shown.at(-1)?.id ?? null) : null };
}

/** The node follows its partners; those are shown who consent. Nobody else of ours follows anyone. */
async function followed(app: Context, id: string): Promise<{ readonly items: readonly URL[] }> {
  if (id !== nodeActorId) return { items: [] };
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
