import { z } from "zod";
import type { FollowerMessage } from "#src/domain/message.ts";
import { activityStreams, publicCollection } from "./context.ts";
import { readable, unreadable, type Envelope, type JsonObject, type Read } from "./json.ts";

/**
 * What followers of an actor hear of it. The answer to a Follow carries the Follow whole, for servers that look for its actor rather
 * than for its id.
 */
export function writeFollower(message: FollowerMessage, { id, publishedAtMs, profile }: Envelope): JsonObject {
  const { object } = message;
  switch (message.type) {
    case "follower-accept": {
      const follow = { id: message.follow, type: "Follow", actor: message.follower, object };
      return { "@context": activityStreams, id, type: "Accept", actor: object, object: follow, to: [message.follower] };
    }
    case "actor-update": {
      // Everything that its document needs to be understood stands outside of it.
      const { "@context": context = activityStreams, ...document } = profile ?? { id: object };
      const published = instant(publishedAtMs);
      return {
        "@context": context,
        id,
        type: "Update",
        actor: object,
        published,
        to: [publicCollection],
        object: document,
      };
    }
    case "actor-delete":
      return {
        "@context": activityStreams,
        id,
        type: "Delete",
        actor: object,
        published: instant(publishedAtMs),
        to: [publicCollection],
        object,
      };
  }
}

/** Whole seconds, UTC. */
const instant = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;

const iri = z.url({ protocol: /^https?$/ }).max(2000);
/** An object as its IRI, or embedded with one; some servers send a list of one. */
const one = z.union([iri, z.object({ id: iri }).transform((object) => object.id)]);
const reference = z.union([one, z.tuple([one]).transform(([only]) => only)]);

const follow = z.object({ id: iri, object: reference });

/** A Follow: its own IRI and whom it follows. */
export function readFollow(activity: JsonObject): Read<{ readonly follow: string; readonly object: string }> {
  const parsed = follow.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  return readable({ follow: parsed.data.id, object: parsed.data.object });
}

const undo = z.object({
  object: z.union([
    iri.transform((id) => ({ id, object: undefined })),
    z.object({ id: iri.optional(), object: reference.optional() }),
  ]),
});

/** The Follow that is taken back: by its IRI, by whom it follows, or both. */
export function readUndoFollow(activity: JsonObject): Read<{ readonly follow?: string; readonly object?: string }> {
  const parsed = undo.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { id, object } = parsed.data.object;
  return readable({ ...(id === undefined ? {} : { follow: id }), ...(object === undefined ? {} : { object }) });
}
