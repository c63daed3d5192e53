import { z } from "zod";
import type { PeerMessage } from "#src/domain/message.ts";
import { readable, unreadable, type Envelope, type JsonObject, type Read } from "./json.ts";

const context = "https://www.w3.org/ns/activitystreams";

/**
 * Peering between node actors (`docs/federation/peering.md`): a Follow is a yes, its Undo takes it back. Answers name the Follow
 * by its IRI and carry it whole, so that a server that forgot it knows what is meant.
 */
export function writePeer(message: PeerMessage, { id, actor }: Envelope): JsonObject {
  switch (message.type) {
    case "peer-follow":
      return { "@context": context, id, type: "Follow", actor, object: message.object, to: [message.object] };
    case "peer-accept":
    case "peer-reject": {
      const follow = { id: message.follow, type: "Follow", actor: message.follower, object: actor };
      return {
        "@context": context,
        id,
        type: message.type === "peer-accept" ? "Accept" : "Reject",
        actor,
        object: follow,
        to: [message.follower],
      };
    }
    case "peer-undo": {
      const follow = { id: message.follow, type: "Follow", actor, object: message.object };
      return { "@context": context, id, type: "Undo", actor, object: follow, to: [message.object] };
    }
    case "peer-block":
      return { "@context": context, id, type: "Block", actor, object: message.object, to: [message.object] };
    case "peer-update":
      return { "@context": context, id, type: "Update", actor, object: actor, to: [message.to] };
  }
}

const iri = z.url({ protocol: /^https?$/ }).max(2000);
/** An object as its IRI, or embedded with one. */
const reference = z.union([iri, z.object({ id: iri }).transform((object) => object.id)]);

const follow = z.object({ id: iri, object: reference });
const aboutFollow = z.object({
  object: z.union([
    iri.transform((id) => ({ id })),
    z.object({ id: iri, actor: reference.optional(), object: reference.optional() }),
  ]),
});
const block = z.object({ object: reference });

/** A Follow: its IRI and whom it follows. */
export function readPeerFollow(activity: JsonObject): Read<{ readonly follow: string; readonly object: string }> {
  const parsed = follow.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  return readable({ follow: parsed.data.id, object: parsed.data.object });
}

/** The Follow that an Accept, Reject or Undo is about. What is embedded beside its IRI is a claim and is not believed. */
export function readAboutFollow(activity: JsonObject): Read<{ readonly follow: string }> {
  const parsed = aboutFollow.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  return readable({ follow: parsed.data.object.id });
}

/** Whom a Block blocks. */
export function readPeerBlock(activity: JsonObject): Read<{ readonly object: string }> {
  const parsed = block.safeParse(activity);
  return parsed.success ? readable({ object: parsed.data.object }) : unreadable(z.prettifyError(parsed.error));
}
