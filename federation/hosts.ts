import { transact, type Context, type Work } from "#src/app/context.ts";
import { isHostWaitedFor, releaseDeliveries, saveUnleased, type LeasedDelivery } from "#src/store/deliveries.ts";
import { endFollowersAt, saveSettlements, type Settlement } from "#src/store/settlements.ts";
import { findHost, findHosts, listFailingHosts, saveHost, unknownHost, type Host } from "#src/store/hosts.ts";
import { saveRoundDue } from "#src/store/peers.ts";
import type { Answer, SignatureKind } from "./post.ts";

/** What came of one attempt. `broken`: a failure of ours. `left`: this process ends before the host answered. */
export interface Settled {
  readonly row: LeasedDelivery;
  /** Rows for the same host that were leased and are given back. */
  readonly unsent: readonly string[];
  readonly answer:
    | HostAnswer
    | { readonly answer: "expired" }
    | { readonly answer: "left" }
    | { readonly answer: "broken"; readonly error: string };
}

/** `clockDifferenceMs`: how far the host's clock is ahead of ours, when it said. */
type HostAnswer = Answer & { readonly clockDifferenceMs?: number };

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

/** Writes down what came of attempts: the rows, their hosts, and followers who are gone. */
export async function settleDeliveries(work: Work, settled: readonly Settled[]): Promise<void> {
  const nowMs = work.nowMs();
  const settlements = settled.map(({ row, answer }) => settlementOf(row, answer, nowMs));
  await saveSettlements(work.session, settlements, nowMs);
  await saveUnleased(
    work.session,
    settled.flatMap(({ unsent }) => unsent),
  );
  for (const { row, answer } of settled) {
    if (answer.answer !== "gone" || !endsFollower(row)) continue;
    const shared = answer.error === "410";
    await endFollowersAt(work.session, { actorId: row.actorId, inbox: row.inbox, shared });
  }
  const byHost = answersByHost(settled);
  const known = await findHosts(work.session, [...byHost.keys()]);
  for (const [host, answers] of byHost) await settleHost(work, { host, known: known.get(host), answers });
}

function answersByHost(settled: readonly Settled[]): ReadonlyMap<string, readonly HostAnswer[]> {
  const answers = new Map<string, HostAnswer[]>();
  for (const { row, answer } of settled) {
    if (answer.answer === "expired" || answer.answer === "left" || answer.answer === "broken") continue;
    answers.set(row.host, [...(answers.get(row.host) ?? []), answer]);
  }
  return answers;
}

interface HostSettling {
  readonly host: string;
  readonly known: Host | undefined;
  readonly answers: readonly HostAnswer[];
}

/** What failed together counts as one failure; who answered at all is there. */
async function settleHost({ session, nowMs }: Work, { host: name, known, answers }: HostSettling): Promise<void> {
  const before = withClock(known ?? unknownHost(name), answers, nowMs());
  const answered = answers.filter(({ answer }) => answer !== "down");
  const down = answers.find((answer) => answer.answer === "down");
  if (down?.answer === "down" && answered.length === 0) {
    await saveHost(session, failed(before, down, nowMs()));
    return;
  }
  const after = answeredBy(before, answered, nowMs());
  if (known === undefined || isWorthNoting(known, after)) await saveHost(session, after);
  if (before.failures < awayFailures) return;
  await releaseDeliveries(session, name, { nowMs: nowMs(), failures: before.failures });
  await saveRoundDue(session, name, nowMs());
}

function settlementOf(row: LeasedDelivery, answer: Settled["answer"], nowMs: number): Settlement {
  return { ...endOf(row, answer, nowMs), ...("status" in answer ? { status: answer.status } : {}) };
}

function endOf(row: LeasedDelivery, answer: Settled["answer"], nowMs: number): Settlement {
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
    case "left":
      return again(row.lastError, 0);
    case "expired":
      return { id: row.id, end: "dropped", error: "expired" };
  }
}

/** Whether this was said to a follower; nodes are never given up. */
const endsFollower = ({ message }: LeasedDelivery): boolean =>
  ["announcement-", "event-", "follower-"].some((kind) => message.type.startsWith(kind));

function failed(
  host: Host,
  { error, retryAfterMs = 0 }: { readonly error: string; readonly retryAfterMs?: number },
  nowMs: number,
): Host {
  const waitMs = Math.max(backoffMs(host.failures), Math.min(retryAfterMs, longestWaitMs));
  const failures = host.failures + 1;
  return { ...host, failures, nextAttemptAtMs: nowMs + waitMs, lastError: error, lastFailureAtMs: nowMs };
}

/** A host that answers is there, also when it refuses; what it refused last is remembered for those who look. */
function answeredBy(host: Host, answers: readonly HostAnswer[], nowMs: number): Host {
  const taken = answers.findLast((answer) => answer.answer === "taken");
  const refused = answers.findLast((answer) => answer.answer === "refused" || answer.answer === "gone");
  return {
    ...host,
    failures: 0,
    lastSuccessAtMs: nowMs,
    ...(taken?.answer === "taken" ? { signature: taken.signature } : {}),
    ...(refused === undefined || !("error" in refused) ? {} : { lastError: refused.error, lastFailureAtMs: nowMs }),
  };
}

/** What its clock said last. */
function withClock(host: Host, answers: readonly HostAnswer[], nowMs: number): Host {
  const seen = answers.findLast(({ clockDifferenceMs }) => clockDifferenceMs !== undefined)?.clockDifferenceMs;
  return seen === undefined ? host : { ...host, clockDifferenceMs: seen, clockSeenAtMs: nowMs };
}

function isWorthNoting(before: Host, after: Host): boolean {
  const isOld = (beforeMs: number | null, afterMs: number | null): boolean =>
    (afterMs ?? 0) - (beforeMs ?? 0) >= successNoteMs;
  return (
    before.failures > 0 ||
    before.signature !== after.signature ||
    isOld(before.lastSuccessAtMs, after.lastSuccessAtMs) ||
    isOld(before.lastFailureAtMs, after.lastFailureAtMs)
  );
}

export interface HostWatch {
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

/** Which signatures each host takes, read from the store once in this process; null when that is not known yet. */
export function openSignatureMemory(app: Context): {
  read(host: string): Promise<SignatureKind | null>;
  note(host: string, signature: SignatureKind): void;
} {
  const known = new Map<string, SignatureKind | null>();
  return {
    async read(host) {
      const found = known.get(host);
      if (found !== undefined) return found;
      const signature = (await findHost(app.database, host))?.signature ?? null;
      remember(known, host, signature);
      return signature;
    },
    note: (host, signature) => remember(known, host, signature),
  };
}

/** One row still goes first when the host was failing; the others follow when it is taken. */
async function release({ session, nowMs }: Work, origin: string): Promise<void> {
  const host = await findHost(session, origin);
  if (host !== undefined && host.failures > 0) await saveHost(session, { ...host, nextAttemptAtMs: nowMs() });
  await releaseDeliveries(session, origin, { nowMs: nowMs(), failures: host?.failures ?? 0 });
}

function remember<Value>(values: Map<string, Value>, key: string, value: Value): void {
  if (values.size >= hostsRemembered) values.clear();
  values.set(key, value);
}
