import { createHash } from "node:crypto";
import { decideHealth, type HealthState } from "#src/domain/health.ts";
import { findConnector } from "#src/meetings/platforms.ts";
import type { Answer } from "#src/meetings/connector.ts";
import { listTaking } from "#src/store/agreements.ts";
import { findResource, type Resource } from "#src/store/resources.ts";
import {
  claimServer,
  findServer,
  listServers,
  listServersToCheck,
  updateServer,
  type ServerRow,
} from "#src/store/servers.ts";
import { transact, type Context, type Work } from "./context.ts";
import { refreshProposals } from "./publication.ts";
import { openConnection } from "./servers.ts";
import { showTrouble, troubleAheadMs } from "./trouble.ts";

/** How many servers are asked at once. */
const batch = 20;
/** As long as one process may take to ask a server before another one does. */
const leaseMs = 30_000;
const maxDetail = 500;

/** Asks every server that is due how it is, and tells what follows from it. Answers how many were asked. */
export async function checkServers(context: Context): Promise<number> {
  const due = await listServersToCheck(context.database, context.nowMs(), batch);
  const asked = await Promise.all(
    due.map(async (server) => {
      const isOurs = await transact(context, ({ session }) =>
        claimServer(session, server, Math.max(context.nowMs() + leaseMs, server.nextCheckAtMs + 1)),
      );
      if (isOurs) await ask(context, server, server);
      return isOurs;
    }),
  );
  return asked.filter(Boolean).length;
}

/**
 * Asks one server now. `failed`: a call to it has just failed, which counts as one more time that it did not answer. Undefined when it
 * is not there.
 */
export async function checkServer(
  context: Context,
  id: string,
  { failed = false }: { readonly failed?: boolean } = {},
): Promise<HealthState | undefined> {
  const server = await findServer(context.database, id);
  if (server === undefined || server.deletedAtMs !== null) return undefined;
  return ask(context, server, { ...server, failures: server.failures + (failed ? 1 : 0) });
}

/** Fetches outside of a transaction, then decides and writes in one. `before` counts what is already known to have failed. */
async function ask(context: Context, server: ServerRow, before: HealthState): Promise<HealthState> {
  const answer = await healthOf(context, server);
  return transact(context, async (work) => {
    const current = await findServer(work.session, server.id);
    // Removed or connected otherwise meanwhile: what was asked is no longer the question.
    if (current === undefined || current.deletedAtMs !== null) return before;
    if (current.connectionSealed !== server.connectionSealed) return current;
    const nowMs = work.nowMs();
    const known = { ...current, failures: Math.max(current.failures, before.failures) };
    const change = decideHealth(known, { answers: answer.ok, nowMs, spread: spreadOf(server.id) });
    const healthDetail = answer.ok ? (answer.version ?? null) : answer.detail.slice(0, maxDetail);
    await updateServer(work.session, server.id, { ...change, healthDetail, checkedAtMs: nowMs });
    const resource = await findResource(work.session, server.resourceId);
    if (resource === undefined) return change;
    if (change.health !== current.health) await refreshProposals(work, resource);
    await showTrouble(work, resource);
    await forgetUnneeded(work, resource);
    return change;
  });
}

function healthOf(context: Context, server: ServerRow): Promise<Answer<{ readonly version?: string }>> {
  const connector = findConnector(server.platform);
  if (connector !== undefined) return connector.health(openConnection(context, server));
  return Promise.resolve({ ok: false, problem: "failed", detail: "Nothing here speaks with this platform." });
}

/** From 0 up to 1, the same for a server each time. */
const spreadOf = (id: string): number => createHash("sha256").update(id).digest().readUInt16BE(0) / 65_536;

/** The servers of a resource that was removed are needed until what was agreed on it is over. */
async function forgetUnneeded(work: Work, resource: Resource): Promise<void> {
  if (resource.deletedAtMs === null) return;
  const nowMs = work.nowMs();
  const open = await listTaking(work.session, { resourceId: resource.id, fromMs: nowMs - troubleAheadMs, nowMs });
  if (open.length > 0) return;
  for (const { id } of await listServers(work.session, { resourceId: resource.id })) {
    await updateServer(work.session, id, { deletedAtMs: nowMs });
  }
}
