import type { Trouble } from "#src/domain/message.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { listTaking } from "#src/store/agreements.ts";
import type { Resource } from "#src/store/resources.ts";
import { listServers, listTroubled } from "#src/store/servers.ts";
import { tellTrouble } from "./agreement-words.ts";
import type { Work } from "./context.ts";
import { findPool } from "./pools.ts";

/** Agreements that start within this time are told that their server is down; by then it may be back for later ones. */
export const troubleAheadMs = 24 * 60 * minuteMs;

/** Flags the agreements that run now or start soon when no server answers, and takes the flags back when one does. */
export async function showTrouble(work: Work, resource: Resource): Promise<void> {
  const nowMs = work.nowMs();
  const pool = await findPool(work, resource);
  if (pool.down !== true) {
    for (const row of await listTroubled(work.session, { resourceId: resource.id })) await tellTrouble(work, row, null);
    return;
  }
  const taking = { resourceId: resource.id, fromMs: nowMs, untilMs: nowMs + troubleAheadMs, nowMs };
  const trouble: Trouble = { kind: "server-down", sinceMs: await downSince(work, resource) };
  for (const row of await listTaking(work.session, taking)) {
    if (row.state === "accepted" && row.trouble === null) await tellTrouble(work, row, trouble);
  }
}

/** The last of its servers went down then; of one without any, now. */
async function downSince(work: Work, { id }: Pick<Resource, "id">): Promise<number> {
  const servers = await listServers(work.session, { resourceId: id });
  return servers.length === 0 ? work.nowMs() : Math.max(...servers.map(({ healthSinceMs }) => healthSinceMs));
}
