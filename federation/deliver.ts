import { getLogger } from "@logtape/logtape";
import { transact, type Context } from "#src/app/context.ts";
import {
  dropExpiredDeliveries,
  hasExpiredDelivery,
  isStillWaiting,
  saveUnleased,
  type LeasedDelivery,
} from "#src/store/deliveries.ts";
import { openBatch } from "./batch.ts";
import { openBell } from "./bell.ts";
import { openHostWatch, openSignatureMemory, settleDeliveries, type Settled } from "./hosts.ts";
import { leaseMarginMs, openLease } from "./lease.ts";
import { openHttpKeys, postSigned } from "./post.ts";
import { openQueue, type Queue } from "./queue.ts";

const log = getLogger(["fedicoop", "deliver"]);

/** Sends what stands in the outbox, at least once and for ever, from any number of processes on one store. */
export interface Courier {
  start(): void;
  /** Takes nothing new and answers when what was under way has ended. */
  stop(): Promise<void>;
  /** Sends everything that is due now and answers when it has been tried. */
  runDue(): Promise<void>;
  /** A verified request came from this origin (scheme, host and port): what waits for it is tried at once. */
  hostAwake(origin: string): Promise<void>;
}

export interface CourierOptions {
  readonly app: Context;
  readonly allowPrivateAddresses: boolean;
  /** For one POST as a whole. Default 10 seconds. */
  readonly timeoutMs?: number;
}

/** How many POSTs are under way at once, and how many of them to one host. */
const limit = 16;
const limitPerHost = 2;
/** What came of attempts is written together, so many milliseconds long; a crash in between only makes us say it again. */
const gatherMs = 15;
/** How often the outbox is looked at without being told, for rows that became due or that another process wrote. */
const pollMs = 1_000;
const sweepMs = 60_000;
/** What waited longer for its turn than this is looked at again before it goes: whom it is for may have been suspended meanwhile. */
const freshMs = 100;
/** How long the end waits for hosts to answer; what they did not is said again after the next start. */
const farewellMs = 2_000;

export function openCourier(options: CourierOptions): Courier {
  const { app } = options;
  const leaving = new AbortController();
  const round = openRound({ ...options, leaving: leaving.signal });
  const bell = openBell();
  const hosts = openHostWatch(app);
  let loop: Promise<void> | undefined;
  let stopped = false;
  const run = async (): Promise<void> => {
    await guarded(() => takeUp(app));
    await guarded(hosts.wakeAll);
    while (!stopped) {
      await guarded(() => round.pump(bell.ring));
      await bell.heard(pollMs);
    }
  };
  let forget = (): void => undefined;
  return {
    start() {
      forget = app.database.onCommit(bell.ring);
      loop ??= run();
    },
    async stop() {
      stopped = true;
      forget();
      bell.ring();
      const impatience = setTimeout(() => leaving.abort(), farewellMs);
      await loop;
      await round.end();
      clearTimeout(impatience);
    },
    async runDue() {
      await round.pump();
      while (round.underWay() > 0) {
        await round.oneEnded();
        await round.pump();
      }
    },
    hostAwake: hosts.awake,
  };
}

/** One process works on a SQLite file: what is leased there was leased by one that died. */
async function takeUp(app: Context): Promise<void> {
  if (app.database.engine === "sqlite") await transact(app, ({ session }) => saveUnleased(session, "all"));
}

/** A failure of ours (a lost database) must not end the courier: it looks again after a while. */
async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error("The outbox could not be worked on, and will be again: {error}", { error });
  }
}

type RoundOptions = CourierOptions & { readonly leaving: AbortSignal };

interface Round {
  /** Takes what is due and begins as much of it as the limits allow. `whenOneEnds` is called as each ends. */
  pump(whenOneEnds?: () => void): Promise<void>;
  underWay(): number;
  oneEnded(): Promise<void>;
  /** Gives back what has not begun, and answers when the rest has ended. */
  end(): Promise<void>;
}

function openRound(options: RoundOptions): Round {
  const { app, timeoutMs = 10_000 } = options;
  const queue = openQueue(limitPerHost);
  const running = new Set<Promise<void>>();
  const sweep = openSweep(app);
  const deliver = openDeliver(options, queue);
  const lease = openLease({ app, timeoutMs, queue });
  let posting = 0;
  const begin = (whenOneEnds: () => void): void => {
    for (
      let row = posting < limit ? queue.begin() : undefined;
      row !== undefined;
      row = posting < limit ? queue.begin() : undefined
    ) {
      posting += 1;
      const leased = row;
      const posted = (): void => {
        posting -= 1;
        queue.end(leased);
        begin(whenOneEnds);
      };
      // A row that waited too long here may be somebody else's by the time that it is answered.
      const isOurs = app.nowMs() + timeoutMs <= leased.leasedUntilMs;
      const task = guarded(isOurs ? () => deliver(leased, posted) : async () => posted()).then(() => {
        running.delete(task);
        whenOneEnds();
      });
      running.add(task);
    }
  };
  return {
    async pump(whenOneEnds = () => undefined) {
      await sweep();
      await lease(() => begin(whenOneEnds));
    },
    underWay: () => running.size,
    oneEnded: () => Promise.race(running),
    async end() {
      const ids = queue.withdraw().map((row) => row.id);
      await guarded(() => transact(app, ({ session }) => saveUnleased(session, ids)));
      await Promise.all(running);
    },
  };
}

/**
 * One attempt: sign, post, and write down what came of it. `posted` is called when the host has a place free again: at once when it
 * took the message, else when its trouble is known to the store. What waits for a host that is down is given back.
 */
function openDeliver(options: RoundOptions, queue: Queue): (row: LeasedDelivery, posted: () => void) => Promise<void> {
  const attempt = openAttempt(options);
  const settle = openBatch<Settled>(
    (settled) => transact(options.app, (work) => settleDeliveries(work, settled)),
    gatherMs,
  );
  return async (row, posted) => {
    const answer = await attempt(row);
    const unsent = answer.answer === "down" ? queue.withdraw(row.host).map(({ id }) => id) : [];
    const isTaken = answer.answer === "taken";
    if (isTaken) posted();
    try {
      await settle({ row, answer, unsent });
    } finally {
      if (!isTaken) posted();
    }
  };
}

function openAttempt(options: RoundOptions): (row: LeasedDelivery) => Promise<Settled["answer"]> {
  const { app, allowPrivateAddresses, timeoutMs = 10_000, leaving } = options;
  const keyOf = openHttpKeys(app);
  const signatureOf = openSignatureMemory(app);
  return async ({ id, inbox, host, body, actorId, expiresAtMs, leasedUntilMs }) => {
    if (expiresAtMs !== null && expiresAtMs <= app.nowMs()) return { answer: "expired" };
    try {
      const waitedMs = app.nowMs() - (leasedUntilMs - timeoutMs - leaseMarginMs);
      if (waitedMs > freshMs && !(await isStillWaiting(app.database, id))) return { answer: "left" };
      const letter = {
        inbox,
        body,
        key: await keyOf(actorId),
        signature: await signatureOf.read(host),
        signal: leaving,
      };
      const askedAtMs = app.nowMs();
      const posted = await postSigned(letter, { allowPrivateAddresses, timeoutMs });
      const answer = { ...posted, ...clockSeen(posted.saidAtMs, askedAtMs, app.nowMs()) };
      if (answer.answer === "down" && leaving.aborted) return { answer: "left" };
      if (answer.answer === "taken") signatureOf.note(host, answer.signature);
      else log.debug("{inbox} did not take {id}: {error}", { inbox, id, error: answer.error });
      return answer;
    } catch (error) {
      log.error("Message {id} cannot be sent: {error}", { id, error });
      return { answer: "broken", error: String(error) };
    }
  };
}

/** How far the host's clock is ahead of ours: it said its time, to the second, somewhere between question and answer. */
const clockSeen = (saidAtMs: number | undefined, askedAtMs: number, answeredAtMs: number) =>
  saidAtMs === undefined ? {} : { clockDifferenceMs: Math.round(saidAtMs + 500 - (askedAtMs + answeredAtMs) / 2) };

/** Drops what has outlived its time, looking once a minute. */
function openSweep(app: Context): () => Promise<void> {
  let nextAtMs = 0;
  return async () => {
    const nowMs = app.nowMs();
    if (nowMs < nextAtMs) return;
    nextAtMs = nowMs + sweepMs;
    if (await hasExpiredDelivery(app.database, nowMs))
      await transact(app, (work) => dropExpiredDeliveries(work.session, nowMs));
  };
}
