import type { Database } from "#src/store/database.ts";
import { listBoostsAbout, deleteTimelineOfObject, saveBoost } from "#src/store/timeline.ts";
import { deleteRemoteObject, findRemoteObject } from "#src/store/remote-objects.ts";
import { findResponse, isTombstone, saveResponse, type ResponseKind } from "#src/store/responses.ts";
import type { Context, Work } from "./context.ts";

/**
 * Things of others that are gone are remembered, so that a Create that comes after its Delete (or a Like after its Undo) brings nothing back. What
 * concerns us leaves a row in `responses`, for a month (of a Like or Announce for an hour). Of the rest, which are most (a server tells its Deletes to everyone), this process
 * remembers the last some thousands.
 */
const remembered = 5_000;
const memories = new WeakMap<Database, Set<string>>();

function memoryOf({ database }: Pick<Context, "database">): Set<string> {
  const known = memories.get(database) ?? new Set<string>();
  memories.set(database, known);
  return known;
}

export function rememberGone(context: Pick<Context, "database">, iri: string): void {
  const known = memoryOf(context);
  known.delete(iri);
  known.add(iri);
  if (known.size <= remembered) return;
  for (const oldest of known) {
    known.delete(oldest);
    return;
  }
}

/** Some servers give what is liked anew the id that it had before: after so long it is not the late one. */
export const undoneLastsMs = 3_600_000;

/** Whether this was deleted or taken back before it came. */
export async function isGone(work: Work, iri: string): Promise<boolean> {
  if (memoryOf(work).has(iri)) return true;
  const known = await findResponse(work.session, iri);
  if (known === undefined || !isTombstone(known)) return false;
  return known.kind === "reply" || work.nowMs() - known.createdAtMs < undoneLastsMs;
}

/** Leaves of something only that it is gone. */
export async function leaveTombstone(
  work: Work,
  { iri, actor, kind }: { readonly iri: string; readonly actor: string; readonly kind: ResponseKind },
): Promise<void> {
  const before = await findResponse(work.session, iri);
  if (before !== undefined && isTombstone(before)) return;
  await saveResponse(work.session, {
    id: before?.id ?? work.newId(),
    kind,
    object: "",
    actor,
    host: new URL(iri).origin,
    iri,
    objectId: null,
    state: "hidden",
    withheld: null,
    createdAtMs: work.nowMs(),
  });
}

/** Erases what somebody elsewhere said, wherever it stands here: among answers, in timelines, as a boost. */
export async function bury(
  work: Work,
  { object, actor }: { readonly object: string; readonly actor: string },
): Promise<void> {
  const said = await findRemoteObject(work.session, object);
  if (said !== undefined) {
    await deleteTimelineOfObject(work.session, said.id);
    await deleteRemoteObject(work.session, said.id);
  }
  // Its own server tells those who had it from us.
  for (const boost of await listBoostsAbout(work.session, [object]))
    if (boost.activity === null && boost.state !== "undone")
      await saveBoost(work.session, { ...boost, state: "undone", undoneAtMs: work.nowMs() });
  await leaveTombstone(work, { iri: object, actor, kind: "reply" });
}
