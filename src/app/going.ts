import { localObjectId, sameOrigin } from "#src/domain/iri.ts";
import { findActor } from "#src/store/actors.ts";
import type { Session } from "#src/store/database.ts";
import { findKeyValue, saveKeyValue } from "#src/store/keyvalues.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import { findRemoteObject } from "#src/store/remote-objects.ts";
import { transact, type Context, type Work } from "./context.ts";
import { say } from "./outbox.ts";
import { standingOf } from "./standing.ts";

/** What we heard of it. `ignored`: their server takes no answers. */
export type HeardState = "coming" | "refused" | "ignored";
/** Where an answer of ours to somebody else's event stands. `asked`: said, and not answered yet. */
export type GoingState = "asked" | "left" | HeardState;

/** Who of ours (`coop` or a circle's id), and to which event: its IRI, as it came into a timeline. */
export interface Going {
  readonly actorId: string;
  readonly object: string;
}

interface Kept extends Going {
  /** The id of the row that said the Join. */
  readonly id: string;
  readonly state: GoingState;
}

const wordLastsMs = 7 * 24 * 3_600_000;
/** Long after any event that is announced today. */
const keptMs = 2 * 366 * 24 * 3_600_000;

const goingKey = ({ actorId, object }: Going): string => `going ${actorId} ${object}`;
const joinKey = (id: string): string => `going by ${id}`;

async function findGoing({ session, nowMs }: Work, key: string): Promise<Kept | undefined> {
  const found = await findKeyValue(session, key, nowMs());
  return found === undefined ? undefined : (JSON.parse(found.value) as Kept);
}

/** By what was said and by whom it was said, for the answer names the one and pages the other. */
async function saveGoing({ session, nowMs }: Work, kept: Kept): Promise<void> {
  const rest = { value: JSON.stringify(kept), expiresAtMs: nowMs() + keptMs };
  for (const key of [goingKey(kept), joinKey(kept.id)]) await saveKeyValue(session, { key, ...rest });
}

/** Tells whoever holds an event that one of ours comes. Repeating it says nothing. False when nobody here knows such an event. */
export function goTo(context: Context, going: Going): Promise<boolean> {
  return transact(context, async (work) => {
    const host = await findHost(work, going);
    if (host === undefined) return false;
    const before = await findGoing(work, goingKey(going));
    if (before?.state === "asked" || before?.state === "coming") return true;
    const id = work.newId();
    await saveGoing(work, { ...going, id, state: "asked" });
    const message = { type: "attendance-join", event: going.object, organiser: host.actor } as const;
    await say(work, { id, from: going.actorId, inbox: host.inbox, message, expiresAtMs: work.nowMs() + wordLastsMs });
    return true;
  });
}

/** Tells them that it does not come after all. Repeating it says nothing. */
export function stayAway(context: Context, going: Going): Promise<boolean> {
  return transact(context, async (work) => {
    const host = await findHost(work, going);
    const before = await findGoing(work, goingKey(going));
    if (host === undefined || before === undefined) return false;
    if (before.state === "left") return true;
    await saveGoing(work, { ...before, state: "left" });
    const message = { type: "attendance-leave", event: going.object, organiser: host.actor } as const;
    await say(work, { from: going.actorId, inbox: host.inbox, message, expiresAtMs: work.nowMs() + wordLastsMs });
    return true;
  });
}

/** Who holds an event that we know, and where they are told. */
async function findHost(
  { session }: Work,
  { actorId, object }: Going,
): Promise<{ readonly actor: string; readonly inbox: string } | undefined> {
  const actor = await findActor(session, actorId);
  const event = await findRemoteObject(session, object);
  if (actor === undefined || actor.deletedAtMs !== null || event?.type !== "Event") return undefined;
  if ((await standingOf(session, object)) === "suspended") return undefined;
  return findRemoteActor(session, event.attributedTo);
}

/** The answer to a Join of ours, from the server whose event it is. False when it is about none of ours. */
export function hearGoing(
  context: Context,
  { join, by, state }: { readonly join: string; readonly by: string; readonly state: HeardState },
): Promise<boolean> {
  return transact(context, async (work) => {
    const id = localObjectId(work.origin, "messages", join);
    const kept = id === undefined ? undefined : await findGoing(work, joinKey(id));
    if (kept === undefined || !sameOrigin(kept.object, by)) return false;
    const now = await findGoing(work, goingKey(kept));
    // Of several Joins the last one counts, and whoever has said no stays away.
    if (now?.id === id && now?.state !== "left") await saveGoing(work, { ...kept, state });
    return true;
  });
}

/** How it stands with each of these events that one of ours answered. */
export async function findGoings(
  { database, nowMs }: Context,
  actorId: string,
  objects: readonly string[],
): Promise<ReadonlyMap<string, GoingState>> {
  const session: Session = database;
  const found = new Map<string, GoingState>();
  for (const object of objects) {
    const kept = await findKeyValue(session, goingKey({ actorId, object }), nowMs());
    if (kept !== undefined) found.set(object, (JSON.parse(kept.value) as Kept).state);
  }
  return found;
}
