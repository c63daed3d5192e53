import { getLogger } from "@logtape/logtape";
import { transact, type Context } from "#src/app/context.ts";
import type { Partners } from "#src/app/partners.ts";
import { claimRound, endRound, listDueRounds, saveAllRoundsDue, type Peer } from "#src/store/peers.ts";
import { openBell } from "./bell.ts";
import { backoffMs } from "./hosts.ts";

const log = getLogger(["fedicoop", "rounds"]);

/** Looks at every partner once a day, when a partnership begins, and after each reconnection, so that a lost message heals. */
export interface Rounds {
  start(): void;
  stop(): Promise<void>;
  /** Looks at every partner that is due now. */
  runDue(): Promise<void>;
}

const dayMs = 24 * 3_600_000;
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
  const failed = reached ? 0 : (failures.get(peer.id) ?? 0) + 1;
  if (reached) failures.delete(peer.id);
  else failures.set(peer.id, failed);
  const waitMs = reached ? dayMs * (0.9 + Math.random() / 5) : backoffMs(failed);
  await transact(app, ({ session, nowMs }) =>
    endRound(session, { id: peer.id, claimedUntilMs, nextAtMs: Math.round(nowMs() + waitMs) }),
  );
}

async function reach(partners: Partners, peer: Peer, isStopped: () => boolean): Promise<boolean> {
  try {
    const checked = await partners.check(peer.id);
    if (!checked.reachable || checked.problem !== undefined) {
      log.info("{origin} was looked at: {problem}", {
        origin: peer.origin,
        problem: checked.problem ?? "it does not answer",
      });
      return false;
    }
    return (await partners.reconcile(peer.id)).state !== "unreachable";
  } catch (error) {
    if (!isStopped()) log.error("The round to {origin} failed: {error}", { origin: peer.origin, error });
    return false;
  }
}
