import type { AnnouncementMessage } from "#src/domain/announcement-message.ts";
import { actorIri, announcementIri, followersIri, localActorId } from "#src/domain/iri.ts";
import { findActor } from "#src/store/actors.ts";
import type { Announcement } from "#src/store/announcements.ts";
import { findBoost, listBoostsAbout, saveBoost, type Boost } from "#src/store/timeline.ts";
import { boostIri, sayBoost } from "./boosts.ts";
import type { Work } from "./context.ts";
import { sayToFollowers } from "./followers.ts";

const passedOnLastsMs = 7 * 24 * 3_600_000;

type Said = Extract<
  AnnouncementMessage,
  { type: "announcement-create" | "announcement-update" | "announcement-delete" }
>;

/**
 * An announcement of ours that names a circle of ours is said to that circle: whoever follows the circle gets it from there, as groups say things
 * (FEP-1b12) and as a boost. Who speaks for one may speak to the other: nothing waits.
 */
export async function sayInCircles(work: Work, announcement: Announcement, create: Said): Promise<void> {
  const object = announcementIri(work.origin, announcement.id);
  for (const circleId of await circlesNamed(work, announcement)) {
    // What a steward took out stays out.
    if ((await findBoost(work.session, { actorId: circleId, object })) !== undefined) continue;
    const boost: Boost = {
      id: work.newId(),
      actorId: circleId,
      object,
      about: object,
      activity: null,
      state: "said",
      createdAtMs: work.nowMs(),
      undoneAtMs: null,
    };
    await saveBoost(work.session, boost);
    await sayActivity(work, boost, { announcement, said: create });
    await sayBoost(work, boost, {});
  }
}

/** Circles that have it hear of the change, and those that are named in it only now hear of it at all. */
export async function sayChangeInCircles(
  work: Work,
  announcement: Announcement,
  { create, update }: { readonly create: Said; readonly update: Said },
): Promise<void> {
  for (const boost of await listInCircles(work, announcement))
    await sayActivity(work, boost, { announcement, said: update });
  await sayInCircles(work, announcement, create);
}

export async function sayRemovalInCircles(work: Work, announcement: Announcement, said: Said): Promise<void> {
  for (const boost of await listInCircles(work, announcement)) {
    await sayActivity(work, boost, { announcement, said });
    await saveBoost(work.session, { ...boost, state: "undone", undoneAtMs: work.nowMs() });
  }
}

async function circlesNamed(
  { session, origin }: Work,
  { actorId, mentions }: Announcement,
): Promise<readonly string[]> {
  const named = mentions.map(({ actor }) => localActorId(origin, actor)).filter((id) => id !== undefined);
  const found = await Promise.all([...new Set(named)].map((id) => findActor(session, id)));
  return found.flatMap((actor) =>
    actor?.kind === "circle" && actor.deletedAtMs === null && actor.id !== actorId ? [actor.id] : [],
  );
}

async function listInCircles(work: Work, { id, actorId }: Announcement): Promise<readonly Boost[]> {
  const boosts = await listBoostsAbout(work.session, [announcementIri(work.origin, id)]);
  const said = boosts.filter((boost) => boost.state === "said" && boost.activity === null && boost.actorId !== actorId);
  const kinds = await Promise.all(said.map(async (boost) => (await findActor(work.session, boost.actorId))?.kind));
  return said.filter((_, index) => kinds[index] === "circle");
}

async function sayActivity(
  work: Work,
  boost: Boost,
  { announcement, said }: { readonly announcement: Announcement; readonly said: Said },
): Promise<void> {
  const nowMs = work.nowMs();
  const message = {
    type: "group-announce-own",
    announce: `${boostIri(work.origin, boost.id)}#${said.type.replace("announcement-", "")}-${nowMs}`,
    said,
    author: actorIri(work.origin, announcement.actorId),
    followers: followersIri(work.origin, boost.actorId),
    atMs: nowMs,
  } as const;
  const topic = announcementIri(work.origin, announcement.id);
  await sayToFollowers(work, boost.actorId, { message, topic, expiresAtMs: nowMs + passedOnLastsMs });
}
