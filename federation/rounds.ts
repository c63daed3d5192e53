import { getLogger } from "@logtape/logtape";
import { transact, type Context } from "#src/app/context.ts";
import type { Partners } from "#src/app/partners.ts";
import { findCoop } from "#src/store/coop.ts";
import { claimRound, endRound, listDueRounds, saveAllRoundsDue, type Peer } from "#src/store/peers.ts";
import { openBell } from "./bell.ts";
import { backoffMs } from "./hosts.ts";

const log = getLogger(["fedicoop", "rounds"]);

/** Looks at every partner each night, when a partnership begins, and after each reconnection, so that a lost message heals. */
export interface Rounds {
  start(): void;
  stop(): Promise<void>;
  /** Looks at every partner that is due now. */
  runDue(): Promise<void>;
}

/** Partners are looked at each night of the coop, not all in the same moment: from two o'clock on, for two hours. */
const nightHour = 2;
const nightMs = 2 * 3_600_000;
/** Books that could not all be compared in one round are gone on with soon. */
const unfinishedMs = 10_000;
/** Nobody else looks at a partner while its round runs; a dead process's rounds are taken up after it. */
const claimMs = 120_000;
const pollMs = 1_000;
const atOnce = 4;
/** After a start, partners are looked at within this time, not all in the same moment. */
const startSpreadMs = 5_000;
/** How long the end waits for a round that runs; it is taken up after the next start. */
const farewellMs = 2_000;

export function openRounds({ app, partners }: { readonly app: Context; readonly partners: Partners }): Rounds {
  const failures = new Map<string, number>();
  const bell = openBell();
  let stopped = false;
  let forget = (): void => undefined;
  let loop: Promise<void> | undefined;
  const runDue = async (): Promise<void> => {
    for (;;) {
      const due = stopped ? [] : await listDueRounds(app.database, app.nowMs(), atOnce);
      const claimed = await Promise.all(due.map((peer) => claim(app, peer)));
      if (claimed.flat().length === 0) return;
      await Promise.all(
        claimed.flat().map((one) => goRound({ app, partners, failures, isStopped: () => stopped }, one)),
      );
    }
  };
  const run = async (): Promise<void> => {
    await guarded(() => transact(app, ({ session }) => saveAllRoundsDue(session, app.nowMs() + startSpreadMs)));
    while (!stopped) {
      await guarded(runDue);
      await bell.heard(pollMs);
    }
  };
  return {
    start() {
      forget = app.database.onCommit(bell.ring);
      loop ??= run();
    },
    async stop() {
      stopped = true;
      forget();
      bell.ring();
      await Promise.race([loop, new Promise((resolve) => setTimeout(resolve, farewellMs).unref())]);
    },
    runDue,
  };
}

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error("Partners could not be looked at, and will be again: {error}", { error });
  }
}

/** Takes the round, and answers with the peer until when; nothing when somebody else was quicker. */
async function claim(app: Context, peer: Peer): Promise<readonly Claimed[]> {
  const nowMs = app.nowMs();
  const claimedUntilMs = nowMs + claimMs;
  const isOurs = await transact(app, ({ session }) =>
    claimRound(session, { id: peer.id, nowMs, untilMs: claimedUntilMs }),
  );
  return isOurs ? [{ peer, claimedUntilMs }] : [];
}

interface Claimed {
  readonly peer: Peer;
  readonly claimedUntilMs: number;
}

interface Round {
  readonly app: Context;
  readonly partners: Partners;
  /** How often in a row each peer could not be reached. */
  readonly failures: Map<string, number>;
  readonly isStopped: () => boolean;
}

async function goRound(
  { app, partners, failures, isStopped }: Round,
  { peer, claimedUntilMs }: Claimed,
): Promise<void> {
  const reached = await reach(partners, peer, isStopped);
  // The store may be closed already; the claim ends by itself.
  if (isStopped()) return;
  const failed = reached === "no" ? (failures.get(peer.id) ?? 0) + 1 : 0;
  if (reached !== "no") failures.delete(peer.id);
  else failures.set(peer.id, failed);
  const nextAtMs = await nextRoundAtMs(app, reached, failed);
  await transact(app, ({ session }) => endRound(session, { id: peer.id, claimedUntilMs, nextAtMs }));
}

async function nextRoundAtMs(app: Context, reached: Reached, failed: number): Promise<number> {
  const nowMs = app.nowMs();
  switch (reached) {
    case "no":
      return Math.round(nowMs + backoffMs(failed));
    case "unfinished":
      return nowMs + unfinishedMs;
    case "yes":
      return (
        nextNightMs(nowMs, (await findCoop(app.database))?.timeZone ?? "UTC") + Math.round(Math.random() * nightMs)
      );
  }
}

/** When the next night begins in a zone. */
export function nextNightMs(nowMs: number, timeZone: string): number {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  const tonight = now.startOfDay().with({ hour: nightHour });
  const next =
    tonight.epochMilliseconds > nowMs ? tonight : now.startOfDay().add({ days: 1 }).with({ hour: nightHour });
  return next.epochMilliseconds;
}

/** `unfinished`: it answers, and there was so much to hand over that more is left. */
type Reached = "yes" | "no" | "unfinished";

async function reach(partners: Partners, peer: Peer, isStopped: () => boolean): Promise<Reached> {
  try {
    const checked = await partners.check(peer.id);
    if (!checked.reachable || checked.problem !== undefined) {
      log.info("{origin} was looked at: {problem}", {
        origin: peer.origin,
        problem: checked.problem ?? "it does not answer",
      });
      return "no";
    }
    const { state, sent, received } = await partners.reconcile(peer.id);
    if (state === "differs" && sent + received > 0) return "unfinished";
    return state === "unreachable" ? "no" : "yes";
  } catch (error) {
    if (!isStopped()) log.error("The round to {origin} failed: {error}", { origin: peer.origin, error });
    return "no";
  }
}
