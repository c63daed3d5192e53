import { transact, type Context } from "#src/app/context.ts";
import { followThem, hearFollowAnswer } from "#src/app/followings.ts";
import { takeIntoGroup } from "#src/app/groups.ts";
import type { RemoteActorCard, RemoteObjectCard } from "#src/app/partners.ts";
import { findThread, keepReply, react } from "#src/app/responses.ts";
import { keepRemoteActor } from "#src/app/remote-actors.ts";
import { fillTimelines } from "#src/app/timeline.ts";
import { actorIri, announcementIri } from "#src/domain/iri.ts";

const there = "https://elsewhere.example";

const somebody = (name: string, type = "Person"): RemoteActorCard => ({
  actor: `${there}/users/${name.toLowerCase()}`,
  type,
  address: `${name.toLowerCase()}@elsewhere.example`,
  name,
  url: `${there}/@${name.toLowerCase()}`,
  inbox: `${there}/users/${name.toLowerCase()}/inbox`,
  alsoKnownAs: [],
});

/** Something that somebody elsewhere said. */
export function saidBy(
  { nowMs }: Context,
  author: RemoteActorCard,
  more: Partial<RemoteObjectCard> = {},
): RemoteObjectCard {
  const object = `${author.actor}/posts/${(count += 1)}`;
  return {
    object,
    type: "Note",
    attributedTo: author.actor,
    name: {},
    contentHtml: {
      en: "<p>We lend a cider press, see https://elsewhere.example/press.</p>",
      ca: "<p>Deixem una premsa.</p>",
    },
    url: `${object}/page`,
    isPublic: true,
    addressees: [],
    mentions: [],
    attachments: [],
    publishedAtMs: nowMs(),
    ...more,
  };
}
let count = 0;

/** Whom the coop follows, what they said, and what came back to one of its announcements; answers the IRI of something in the timeline. */
export async function fillFollowing(
  app: Context,
  { announcement, circle }: { readonly announcement: string; readonly circle: string },
): Promise<string> {
  const [rosa, group, mute] = [somebody("Rosa"), somebody("Tools", "Group"), somebody("Mute")];
  for (const card of [rosa, group, mute]) await followThem(app, { actorId: "coop", card });
  for (const { actor } of [rosa, group])
    await hearFollowAnswer(app, { answer: "accepted", followed: actor, follower: actorIri(app.origin, "coop") });
  const post = saidBy(app, rosa, {
    contentNote: "Food",
    updatedAtMs: app.nowMs() + 60_000,
    attachments: [{ url: `${there}/crumbs.webp`, mediaType: "image/webp", alt: "Crumbs on a red table cloth" }],
  });
  const fair = saidBy(app, mute, {
    type: "Event",
    name: { es: "Feria de herramientas" },
    contentHtml: { und: "<p>Trae <b>las tuyas</b>.</p>" },
    startsAtMs: app.nowMs() + 86_400_000,
    // As Mobilizon says of an event that was never changed.
    updatedAtMs: app.nowMs(),
  });
  const object = announcementIri(app.origin, announcement);
  const inReplyTo = { inReplyTo: object };
  const circlePost = saidBy(app, mute, { addressees: [actorIri(app.origin, circle)] });
  await transact(app, async (work) => {
    await keepRemoteActor(work, mute);
    await fillTimelines(work, post, undefined);
    await fillTimelines(work, fair, { boostedBy: group.actor, announce: `${group.actor}/announces/1` });
    for (const reply of [saidBy(app, rosa, inReplyTo), saidBy(app, mute, { ...inReplyTo, isPublic: false })]) {
      const thread = await findThread(work, reply);
      if (thread !== undefined) await keepReply(work, reply, thread);
    }
    const json = JSON.stringify({ type: "Create", object: circlePost.object });
    const activity = { iri: `${circlePost.object}/create`, actor: mute.actor, json };
    await takeIntoGroup(work, circle, { card: circlePost, activity });
  });
  await react(app, { kind: "like", iri: `${rosa.actor}/likes/1`, actor: rosa.actor, object });
  return post.object;
}
