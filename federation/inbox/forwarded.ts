import { transact } from "#src/app/context.ts";
import { bury } from "#src/app/gone.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import { followsSomebodyAt } from "#src/store/followings.ts";
import { findRemoteObject } from "#src/store/remote-objects.ts";
import { openBuckets, type Buckets } from "#federation/limits.ts";
import { isObject } from "#federation/wire/document.ts";
import { misleading } from "#federation/wire/ld-context.ts";
import { readObject } from "#federation/wire/note.ts";
import { referencesIn } from "#federation/wire/reference.ts";
import { isGoneThere } from "./gone-there.ts";
import { concernOf, concerns, dated, takeObject } from "./posts.ts";
import { notForUs, type Handled, type Received } from "./received.ts";

/** What a forwarding server can make us ask for, each: a thread with many answers, and no more. */
const rate = { capacity: 30, perSecond: 1 / 4 };

/**
 * Activities that another server passes on as it got them (ActivityPub, 7.1.2): Mastodon does so with answers to its people, for those who
 * follow them. Nothing of them is believed, nor any signature inside. When one is about something that concerns us, we look at where that is: what
 * is there counts. Listened to are only servers where one of ours follows somebody.
 */
export interface Forwards {
  /** Whether it could be one, coming from there: asked before anything is fetched or verified. */
  listensTo(received: Received, origin: string): Promise<boolean>;
  /** `origin`: of who is known to have signed the request. */
  take(received: Received, origin: string): Promise<Handled>;
}

const forwardable = ["Create", "Update", "Delete"] as const;

export function openForwards(nowMs: () => number): Forwards {
  const asking = openBuckets(rate, nowMs);
  return {
    async listensTo({ activity, actor, app }, origin) {
      const [object] = referencesIn(activity["object"]);
      if (typeOf(activity) === undefined || object === undefined || misleading(activity) !== undefined) return false;
      if (!sameOrigin(object, actor) || sameOrigin(object, app.origin) || object === actor) return false;
      return followsSomebodyAt(app.database, origin);
    },
    async take(received, origin) {
      const [object = ""] = referencesIn(received.activity["object"]);
      const about = { object, asking, origin };
      return typeOf(received.activity) === "Delete"
        ? takeForwardedDelete(received, about)
        : takeForwardedPost(received, about);
    },
  };
}

const typeOf = ({ type }: Received["activity"]): (typeof forwardable)[number] | undefined =>
  forwardable.find((each) => [type].flat().includes(each));

interface About {
  readonly object: string;
  readonly asking: Buckets;
  readonly origin: string;
}

const tooOften: Handled = { dropped: "its forwarder makes us ask too often" };

async function takeForwardedPost(received: Received, { object, asking, origin }: About): Promise<Handled> {
  const { app, activity, documents, partners } = received;
  if (!(await mayConcernUs(received, object))) return notForUs;
  if (!asking.take(origin).ok) return tooOften;
  documents.forget(object);
  const found = await partners.findObject(object);
  if ("failed" in found) return { dropped: found.detail };
  const card = found.found;
  if (card.object !== object) return { dropped: `${object} says that it is another object` };
  // Circles pass on only what its own author said to them.
  const coming = { way: undefined, activity: undefined };
  return takeObject({ ...received, actor: card.attributedTo }, dated({ activity, app }, card), coming);
}

/** Judged by what came, so that nothing is asked for in vain. */
async function mayConcernUs({ app, activity }: Received, object: string): Promise<boolean> {
  if ((await findRemoteObject(app.database, object)) !== undefined) return true;
  const said = activity["object"];
  const claimed = isObject(said) ? readObject(said, { nowMs: app.nowMs() }) : undefined;
  if (claimed?.ok !== true) return false;
  const coming = { way: undefined, activity: undefined };
  return concerns(await concernOf({ ...app, session: app.database }, claimed.value, coming));
}

async function takeForwardedDelete({ app, documents }: Received, { object, asking, origin }: About): Promise<Handled> {
  const said = await findRemoteObject(app.database, object);
  if (said === undefined) return notForUs;
  if (!asking.take(origin).ok) return tooOften;
  if (!(await isGoneThere(documents, object))) return { dropped: "its own server still has it" };
  await transact(app, (work) => bury(work, { object, actor: said.attributedTo }));
  return "done";
}
