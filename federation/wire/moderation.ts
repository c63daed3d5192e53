import { z } from "zod";
import type { ModerationMessage } from "#src/domain/moderation-message.ts";
import { activityStreams } from "./context.ts";
import { readable, unreadable, type Envelope, type JsonObject, type Read } from "./json.ts";

/** What moderation says to others (`docs/federation/moderation.md`). */
export function writeModeration(message: ModerationMessage, { id, actor }: Envelope): JsonObject {
  const head = { "@context": activityStreams, id };
  switch (message.type) {
    case "follower-reject": {
      const { follow, follower, object } = message;
      const refused = { id: follow, type: "Follow", actor: follower, object };
      return { ...head, type: "Reject", actor: object, object: refused, to: [follower] };
    }
    case "following-undo": {
      const { follow, followed, actor: ours } = message;
      const taken = { id: follow, type: "Follow", actor: ours, object: followed };
      return { ...head, type: "Undo", actor: ours, object: taken, to: [followed] };
    }
    case "flag": {
      const { account, objects, comment } = message;
      return { ...head, type: "Flag", actor, content: comment, object: [account, ...objects], to: [account] };
    }
  }
}

/** More than this nobody reads. */
const longestComment = 5_000;
const mostObjects = 100;

const iri = z.url({ protocol: /^https?$/ }).max(2_000);
const reference = z.union([iri, z.object({ id: iri }).transform(({ id }) => id)]);
const flag = z.object({
  id: iri,
  // A Flag without words is as good; some servers send HTML, which is shown as text.
  content: z.string().optional().catch(undefined),
  /** Where Lemmy has the words. */
  summary: z.string().optional().catch(undefined),
  object: z.union([reference.transform((one) => [one]), z.array(reference).min(1).max(mostObjects)]),
});

/** A report: what it is called, about whom and what, and why. Accounts and posts stand in one list, in any order. */
export function readFlag(
  activity: JsonObject,
): Read<{ readonly flag: string; readonly objects: readonly string[]; readonly comment: string }> {
  const parsed = flag.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { id, object, content, summary } = parsed.data;
  const comment = (content ?? summary ?? "")
    .replaceAll(/[\p{Cc}--[\n\t]]/gv, "")
    .slice(0, longestComment)
    .toWellFormed();
  return readable({ flag: id, objects: [...new Set(object)], comment });
}

const block = z.object({
  object: z.union([reference, z.tuple([reference]).transform(([one]) => one)]),
  /** A moderator keeps somebody out of this, which is no block of their own (Lemmy). */
  target: z.unknown().optional(),
});

/** Whom a Block blocks. */
export function readBlock(activity: JsonObject): Read<{ readonly object: string }> {
  const parsed = block.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { object, target } = parsed.data;
  return target === undefined || target === null ? readable({ object }) : unreadable("it is a ban from somewhere");
}
