import { actorIri } from "#src/domain/iri.ts";
import { deleteFollowingRows, listFollowingsOf } from "#src/store/relations.ts";
import { listRemoteActors } from "#src/store/remote-actors.ts";
import type { Work } from "./context.ts";
import { sayAll } from "./outbox.ts";

/** What is said to a server that is suspended is worth saying for a week. */
const lastWordMs = 7 * 24 * 3_600_000;

/** Takes our follows of these people back, and says so. Answers how many there were. */
export async function endFollowingsOf(work: Work, followed: readonly string[]): Promise<number> {
  const rows = await listFollowingsOf(work.session, followed);
  const known = new Map((await listRemoteActors(work.session, followed)).map((card) => [card.actor, card]));
  const expiresAtMs = work.nowMs() + lastWordMs;
  const sayings = rows.flatMap((row) => {
    const inbox = known.get(row.followed)?.inbox;
    const message = {
      type: "following-undo",
      follow: row.follow,
      followed: row.followed,
      actor: actorIri(work.origin, row.actorId),
    } as const;
    return inbox === undefined || row.state === "rejected" ? [] : [{ from: row.actorId, inbox, message, expiresAtMs }];
  });
  await sayAll(work, sayings);
  await deleteFollowingRows(
    work.session,
    rows.map(({ id }) => id),
  );
  return rows.length;
}
