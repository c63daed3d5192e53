import { transact, type Context, type Work } from "#src/app/context.ts";
import {
  endFollowersAt,
  findHost,
  isHostWaitedFor,
  listFailingHosts,
  releaseDeliveries,
  saveHost,
  saveSettlement,
  type Delivery,
  type Host,
  type Settlement,
} from "#src/store/deliveries.ts";
import { saveRoundDue } from "#src/store/peers.ts";
import type { Answer, SignatureKind } from "./post.ts";

/** What came of one attempt. `broken`: a failure of ours. */
export interface Settled {
  readonly row: Delivery;
  readonly answer: Answer | { readonly answer: "expired" } | { readonly answer: "broken"; readonly error: string };
}

const firstWaitMs = 1_000;
export const longestWaitMs = 3_600_000;

/** How long to wait after so many failures: one second, doubling to one hour, and up to a fifth more so that many do not come at once. */
export function backoffMs(failures: number): number {
  return Math.round(Math.min(firstWaitMs * 2 ** Math.min(failures, 30), longestWaitMs) * (1 + Math.random() / 5));
}

/** From this many failures in a row on, a host was away: when it answers again, everything that waited for it is due. */
const awayFailures = 3;
/** Its successes are written down this often. */
const successNoteMs = 60_000;

/** Writes down what came of an attempt: the row, its host, and a follower who is gone. */
export async function settleDelivery(work: Work, { row, answer }: Settled): Promise<void> {
  const nowMs = work.nowMs();
  await saveSettlement(work.session, settlementOf(row, answer, nowMs), nowMs);
  if (answer.answer === "expired" || answer.answer === "broken") return;
  if (answer.answer === "gone" && endsFollower(row)) {
    const shared = answer.error === "410";
    await endFollowersAt(work.session, { actorId: row.actorId, inbox: row.inbox, shared });
  }
  await settleHost(work, row.host, answer);
}

async function settleHost({ session, nowMs }: Work, name: string, answer: Answer): Promise<void> {
  const known = await findHost(session, name);
  const before = known ?? unknownHost(name);
  if (answer.answer === "down") {
    await saveHost(session, failed(before, answer, nowMs()));
    return;
  }
  const after = succeeded(before, answer.answer === "taken" ? answer.signature : undefined, nowMs());
  if (known === undefined || isWorthNoting(before, after)) await saveHost(session, after);
  if (before.failures < awayFailures) return;
  await releaseDeliveries(session, name, nowMs());
  await saveRoundDue(session, name, nowMs());
}

function settlementOf(row: Delivery, answer: Settled["answer"], nowMs: number): Settlement {
  const again = (error: string | null, waitMs: number): Settlement => ({
    id: row.id,
    end: "again",
    atMs: nowMs + waitMs,
    error,
  });
  switch (answer.answer) {
    case "taken":
      // Taken is not answered: it is said again, more and more seldom, until the answer was heard.
      return row.answerKey === null ? { id: row.id, end: "done" } : again(null, backoffMs(row.attempts));
    case "gone":
      return endsFollower(row)
        ? { id: row.id, end: "dropped", error: answer.error }
        : again(answer.error, backoffMs(row.attempts));
    case "refused":
    case "down":
      return again(answer.error, backoffMs(row.attempts));
    case "broken":
      return again(answer.error, longestWaitMs);
    case "expired":
      return { id: row.id, end: "dropped", error: "expired" };
  }
}

/** Whether this was said to a follower; nodes are never given up. */
const endsFollower = ({ message }: Delivery): boolean =>
  message.type.startsWith("announcement-") || message.type.startsWith("follower-");

const unknownHost = (host: string): Host => ({
  host,
  failures: 0,
  nextAttemptAtMs: 0,
  signature: null,
  lastSuccessAtMs: null,
  lastError: null,
});

function failed(
  host: Host,
  { error, retryAfterMs = 0 }: { readonly error: string; readonly retryAfterMs?: number },
  nowMs: number,
): Host {
  const waitMs = Math.max(backoffMs(host.failures), Math.min(retryAfterMs, longestWaitMs));
  return { ...host, failures: host.failures + 1, nextAttemptAtMs: nowMs + waitMs, lastError: error };
}

function succeeded(host: Host, signature: SignatureKind | undefined, nowMs: number): Host {
  return { ...host, failures: 0, signature: signature ?? host.signature, lastSuccessAtMs: nowMs };
}

function isWorthNoting(before: Host, after: Host): boolean {
  return (
    before.failures > 0 ||
    before.signature !== after.signature ||
    (after.lastSuccessAtMs ?? 0) - (before.lastSuccessAtMs ?? 0) >= successNoteMs
  );
}

export interface HostWatch {
  /** Which signatures this host takes, or null when that is not known yet. */
  signature(host: string): Promise<SignatureKind | null>;
  awake(origin: string): Promise<void>;
  /** At the start: it may have been our own network that failed. */
  wakeAll(): Promise<void>;
}

/** Two nodes that both fail must not wake each other in circles: a failing host at most once a second, others less often. */
const awakeMs = 1_000;
const awakeAnsweringMs = 10_000;
const hostsRemembered = 10_000;

export function openHostWatch(app: Context): HostWatch {
  const heardAtMs = new Map<string, number>();
  const releasedAtMs = new Map<string, number>();
  return {
    signature: async (host) => (await findHost(app.database, host))?.signature ?? null,
    async awake(origin) {
      const nowMs = app.nowMs();
      if (nowMs - (heardAtMs.get(origin) ?? -Infinity) < awakeMs) return;
      remember(heardAtMs, origin, nowMs);
      if (!(await isHostWaitedFor(app.database, origin, nowMs))) return;
      const failing = ((await findHost(app.database, origin))?.failures ?? 0) > 0;
      if (!failing && nowMs - (releasedAtMs.get(origin) ?? -Infinity) < awakeAnsweringMs) return;
      remember(releasedAtMs, origin, nowMs);
      await transact(app, (work) => release(work, origin));
    },
    wakeAll: async () => {
      if ((await listFailingHosts(app.database)).length === 0) return;
      await transact(app, async (work) => {
        for (const { host } of await listFailingHosts(work.session)) await release(work, host);
      });
    },
  };
}

/** One row still goes first when the host was failing; the others follow when it is taken. */
async function release({ session, nowMs }: Work, origin: string): Promise<void> {
  const host = await findHost(session, origin);
  if (host !== undefined && host.failures > 0) await saveHost(session, { ...host, nextAttemptAtMs: nowMs() });
  await releaseDeliveries(session, origin, nowMs());
}

function remember(times: Map<string, number>, key: string, atMs: number): void {
  if (times.size >= hostsRemembered) times.clear();
  times.set(key, atMs);
}
