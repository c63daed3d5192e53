import { z } from "zod";
import type { FollowingMessage } from "#src/domain/following-message.ts";
import { writeAnnouncement } from "./announcement.ts";
import { activityStreams, publicCollection } from "./context.ts";
import { readable, unreadable, type Envelope, type JsonObject, type Read } from "./json.ts";

/** What our coop and circles say as followers and as groups (docs/federation/following.md, groups.md). */
export function writeFollowing(message: FollowingMessage, envelope: Envelope): JsonObject {
  const { actor } = envelope;
  switch (message.type) {
    case "following-follow": {
      const { follow, followed } = message;
      return { "@context": activityStreams, id: follow, type: "Follow", actor, object: followed, to: [followed] };
    }
    case "boost":
      return writeAnnounce(actor, message);
    case "boost-undo": {
      const { announce, object, followers } = message;
      const undone = { id: announce, type: "Announce", actor, object };
      const cc = [followers, ...(message.author === undefined ? [] : [message.author])];
      const head = { "@context": activityStreams, id: `${announce}#undo`, type: "Undo", actor };
      return { ...head, to: [publicCollection], cc, object: undone };
    }
    case "group-announce": {
      // To the letter, its own context too: with anything else, a proof inside of it would not hold.
      const activity = JSON.parse(message.activity) as JsonObject;
      const { announce, followers, atMs } = message;
      const head = { "@context": activityStreams, id: announce, type: "Announce", actor, published: instant(atMs) };
      return { ...head, to: [publicCollection], cc: [followers], object: activity };
    }
    case "group-announce-own": {
      const { announce, said, author, followers, atMs } = message;
      const object = writeAnnouncement(said, { ...envelope, actor: author, publishedAtMs: atMs });
      const head = { "@context": activityStreams, id: announce, type: "Announce", actor, published: instant(atMs) };
      return { ...head, to: [publicCollection], cc: [followers], object };
    }
    case "group-remove": {
      const { announce, object, moderator, followers, atMs } = message;
      const to = [publicCollection];
      const removal = {
        id: `${announce}-delete`,
        type: "Delete",
        actor: moderator,
        object,
        to,
        cc: [actor],
        audience: actor,
      };
      const head = { "@context": activityStreams, id: announce, type: "Announce", actor, published: instant(atMs) };
      return { ...head, to, cc: [followers], object: removal };
    }
  }
}

/** An Announce of an object, as it is said and as its address answers. */
export function writeAnnounce(
  actor: string,
  { announce, object, followers, author, atMs }: Omit<Extract<FollowingMessage, { type: "boost" }>, "type">,
): JsonObject {
  return {
    "@context": activityStreams,
    id: announce,
    type: "Announce",
    actor,
    published: instant(atMs),
    to: [publicCollection],
    cc: [followers, ...(author === undefined ? [] : [author])],
    object,
  };
}

/** Whole seconds, UTC. */
const instant = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;

const iri = z.url({ protocol: /^https?$/ }).max(2000);
const one = z.union([iri, z.object({ id: iri }).transform((object) => object.id)]);
const reference = z.union([one, z.tuple([one]).transform(([only]) => only)]);

const answer = z.object({
  object: z.union([
    iri.transform((id) => ({ id, actor: undefined })),
    z.object({ id: iri.optional().catch(undefined), actor: reference.optional().catch(undefined) }),
  ]),
});

/** The Follow that is answered: by its IRI, by who followed, or both (some servers give it an address of their own). */
export function readFollowAnswer(activity: JsonObject): Read<{ readonly follow?: string; readonly follower?: string }> {
  const parsed = answer.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { id, actor } = parsed.data.object;
  return readable({ ...(id === undefined ? {} : { follow: id }), ...(actor === undefined ? {} : { follower: actor }) });
}

const reaction = z.object({ id: iri, object: reference });

/** A Like, an EmojiReact or an Announce of an object: its own IRI, and what it is about. */
export function readReaction(activity: JsonObject): Read<{ readonly iri: string; readonly object: string }> {
  const parsed = reaction.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  return readable({ iri: parsed.data.id, object: parsed.data.object });
}

const undone = z.object({
  object: z.union([
    iri.transform((id) => ({ id, type: undefined, object: undefined })),
    z.object({ id: iri, type: z.string().optional().catch(undefined), object: reference.optional().catch(undefined) }),
  ]),
});

/** What is taken back: its IRI, and when it came along what it was and was about. */
export function readUndone(
  activity: JsonObject,
): Read<{ readonly iri: string; readonly type?: string; readonly object?: string }> {
  const parsed = undone.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { id, type, object } = parsed.data.object;
  return readable({ iri: id, ...(type === undefined ? {} : { type }), ...(object === undefined ? {} : { object }) });
}
