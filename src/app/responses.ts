import { localActorId } from "#src/domain/iri.ts";
import { decideReplyState } from "#src/domain/response.ts";
import { findCoop } from "#src/store/coop.ts";
import { listRemoteAnswers } from "#src/store/remote-objects.ts";
import {
  findReaction,
  findResponse,
  renameResponse,
  saveResponse,
  updateResponse,
  type ResponseKind,
  type ResponseRow,
} from "#src/store/responses.ts";
import { transact, type Context, type Work } from "./context.ts";
import { isGone, leaveTombstone } from "./gone.ts";
import { findOwnObject } from "./own-objects.ts";
import type { RemoteObjectCard } from "./partners.ts";
import { keepRemoteObject } from "./remote-objects.ts";
import { welcomeOf } from "./strangers.ts";

/** Where a reply belongs: beneath an announcement or event of ours, or to one of our actors alone (as a message). */
export interface Thread {
  /** The IRI of our object at its root, or of our actor. */
  readonly root: string;
  readonly isMessage: boolean;
  /** Of the reply of somebody else that it answers. */
  readonly parent?: ResponseRow["state"];
}

/**
 * The thread of ours that something is part of: it answers ours, or a reply that is kept, however deep. What answers nothing that we know is a
 * message when it names one of ours, and else not our business: no thread is ever fetched.
 */
export async function findThread(work: Work, card: RemoteObjectCard): Promise<Thread | undefined> {
  const answered = card.inReplyTo === undefined ? undefined : await answeredBy(work, card.inReplyTo);
  if (answered !== undefined) return answered;
  const ours = [...card.mentions, ...(card.isPublic ? [] : card.addressees)].find((iri) => isOurs(work.origin, iri));
  return ours === undefined ? undefined : { root: ours, isMessage: true };
}

const isOurs = (origin: string, iri: string): boolean => {
  const id = localActorId(origin, iri);
  return id !== undefined && id !== "node";
};

async function answeredBy({ session, origin }: Work, inReplyTo: string): Promise<Thread | undefined> {
  const own = await findOwnObject(session, origin, inReplyTo);
  if (own !== undefined) return { root: own.object, isMessage: false };
  const reply = await findResponse(session, inReplyTo);
  if (reply?.kind !== "reply" || reply.objectId === null) return undefined;
  return { root: reply.object, isMessage: localActorId(origin, reply.object) !== undefined, parent: reply.state };
}

export type Kept = "kept" | "gone" | "refused";

/** Keeps a reply, or a newer version of it. Repeating it, or an older version, changes nothing; what was deleted stays so. */
export async function keepReply(work: Work, card: RemoteObjectCard, thread: Thread): Promise<Kept> {
  if (await isGone(work, card.object)) return "gone";
  const welcome = await welcomeOf(work.session, card.attributedTo);
  if (welcome === "refused") return "refused";
  const before = await findResponse(work.session, card.object);
  const { row: said, isChanged } = await keepRemoteObject(work, card);
  // Another account's object under the same address is not believed.
  if (said.attributedTo !== card.attributedTo) return "refused";
  const state = decideReplyState({
    welcome,
    mode: await modeOf(work),
    isPublic: said.isPublic,
    isInThread: !thread.isMessage,
    ...(thread.parent === undefined ? {} : { parent: thread.parent }),
    ...(before?.object === thread.root ? { before: { state: before.state, isChanged } } : {}),
  });
  const response: ResponseRow = {
    ...(before ?? { id: work.newId(), withheld: null, createdAtMs: work.nowMs() }),
    kind: "reply",
    object: thread.root,
    actor: card.attributedTo,
    host: new URL(card.object).origin,
    iri: card.object,
    objectId: said.id,
    state,
  };
  await saveResponse(work.session, response);
  await adoptAnswers(work, response, thread);
  return "kept";
}

/** The coop's setting: whether replies are seen at once. */
async function modeOf({ session }: Work): Promise<"shown" | "waiting"> {
  return (await findCoop(session))?.responses ?? "shown";
}

const adoptedAtOnce = 50;

/** Replies to this one that came before it and are known, since they name us, find their place now. */
async function adoptAnswers(work: Work, parent: ResponseRow, thread: Thread): Promise<void> {
  if (thread.isMessage) return;
  for (const answer of await listRemoteAnswers(work.session, parent.iri, adoptedAtOnce)) {
    const known = await findResponse(work.session, answer.object);
    if (known === undefined || localActorId(work.origin, known.object) === undefined) continue;
    const welcome = await welcomeOf(work.session, answer.attributedTo);
    const state = decideReplyState({
      welcome: welcome === "open" ? "open" : "waits",
      mode: await modeOf(work),
      isPublic: answer.isPublic,
      isInThread: true,
      parent: parent.state,
    });
    const adopted = { object: thread.root, state: known.state === "hidden" ? known.state : state };
    await updateResponse(work.session, known.id, adopted);
    await adoptAnswers(work, { ...known, ...adopted }, thread);
  }
}

/** A like or a boost as it was verified. */
export interface Reaction {
  readonly kind: Exclude<ResponseKind, "reply">;
  /** Its own IRI, who it is of, and what it is about. */
  readonly iri: string;
  readonly actor: string;
  readonly object: string;
}

/** Counts a like or a boost of something of ours. Repeating it changes nothing; one that was taken back before it came does not count. */
export function react(context: Context, { kind, iri, actor, object }: Reaction): Promise<Kept | "unknown"> {
  return transact(context, async (work) => {
    const own = await findOwnObject(work.session, work.origin, object);
    if (own === undefined) return "unknown";
    if (await isGone(work, iri)) return "gone";
    const welcome = await welcomeOf(work.session, actor);
    if (welcome === "refused") return "refused";
    const before = await findResponse(work.session, iri);
    if (before !== undefined && before.object !== "") return before.actor === actor ? "kept" : "refused";
    await keepReaction(work, { kind, iri, actor, object: own.object }, { before, welcome });
    return "kept";
  });
}

/** Each counts once, under however many addresses. */
async function keepReaction(
  work: Work,
  { kind, iri, actor, object }: Reaction,
  { before, welcome }: { readonly before: ResponseRow | undefined; readonly welcome: string },
): Promise<void> {
  const same = before ?? (await findReaction(work.session, { actor, kind, object }));
  if (same !== undefined && before === undefined) return renameResponse(work.session, same.id, iri);
  return saveResponse(work.session, {
    id: before?.id ?? work.newId(),
    kind,
    object,
    actor,
    host: new URL(iri).origin,
    iri,
    objectId: null,
    state: welcome === "open" ? "shown" : "waiting",
    withheld: null,
    createdAtMs: work.nowMs(),
  });
}

/** A like or a boost is taken back, by its IRI. Before it came, that is remembered when it is known to be about something of ours. */
export function takeBack(
  context: Context,
  { iri, actor, object, kind }: Omit<Reaction, "object"> & { readonly object?: string },
): Promise<boolean> {
  return transact(context, async (work) => {
    const known = await findResponse(work.session, iri);
    const isTheirs = known !== undefined && known.actor === actor && known.kind !== "reply";
    const isAboutUs =
      known === undefined &&
      object !== undefined &&
      (await findOwnObject(work.session, work.origin, object)) !== undefined;
    if (!isTheirs && !isAboutUs) return false;
    await leaveTombstone(work, { iri, actor, kind: known?.kind ?? kind });
    return true;
  });
}
