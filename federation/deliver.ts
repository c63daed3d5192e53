import { getLogger } from "@logtape/logtape";
import { transact, type Context, type Work } from "#src/app/context.ts";
import { actorIri, messageIri } from "#src/domain/iri.ts";
import {
  dropExpiredDeliveries,
  hasDueDelivery,
  hasExpiredDelivery,
  leaseDeliveries,
  saveDeliveryBody,
  saveSettlement,
  type Delivery,
  type LeaseRequest,
} from "#src/store/deliveries.ts";
import { findBlockedOrigins } from "#src/store/peers.ts";
import { openBatch } from "./batch.ts";
import { openBell } from "./bell.ts";
import { longestWaitMs, openHostWatch, settleDelivery, type Settled } from "./hosts.ts";
import { openHttpKeys, postSigned } from "./post.ts";
import { writeMessage } from "./wire/message.ts";

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
/** A lease outlives its POST by this; a dead worker's rows are free again after it. */
const leaseMarginMs = 3_000;
/** How often the outbox is looked at without being told, for rows that became due or that another process wrote. */
const pollMs = 1_000;
const sweepMs = 60_000;
/** How often in a row another worker may be quicker before this one looks again later. */
const patience = 10;

export function openCourier(options: CourierOptions): Courier {
  const { app } = options;
  const round = openRound(options);
  const bell = openBell();
  const hosts = openHostWatch(app);
  let loop: Promise<void> | undefined;
  let stopped = false;
  const run = async (): Promise<void> => {
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
      await loop;
      await round.ended();
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

/** A failure of ours (a lost database) must not end the courier: it looks again after a while. */
async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error("The outbox could not be worked on, and will be again: {error}", { error });
  }
}

interface Round {
  /** Takes what is due as far as the limits allow. `whenOneEnds` is called as each ends. */
  pump(whenOneEnds?: () => void): Promise<void>;
  underWay(): number;
  oneEnded(): Promise<void>;
  ended(): Promise<void>;
}

function openRound({ app, allowPrivateAddresses, timeoutMs = 10_000 }: CourierOptions): Round {
  const worker = app.newId();
  const deliver = openDeliver(app, { allowPrivateAddresses, timeoutMs });
  const busy = new Map<string, number>();
  const running = new Set<Promise<void>>();
  const sweep = openSweep(app);
  const want = (): LeaseRequest => ({
    worker,
    nowMs: app.nowMs(),
    leaseMs: timeoutMs + leaseMarginMs,
    limit: limit - running.size,
    limitPerHost,
    busy,
  });
  const launch = (row: Delivery, whenOneEnds: () => void): void => {
    busy.set(row.host, (busy.get(row.host) ?? 0) + 1);
    const task = guarded(() => deliver(row)).then(() => {
      const left = (busy.get(row.host) ?? 1) - 1;
      if (left > 0) busy.set(row.host, left);
      else busy.delete(row.host);
      running.delete(task);
      whenOneEnds();
    });
    running.add(task);
  };
  return {
    async pump(whenOneEnds = () => undefined) {
      await sweep();
      let inVain = 0;
      while (running.size < limit && inVain < patience && (await hasDueDelivery(app.database, want()))) {
        const rows = await transact(app, (work) => take(work, want()));
        for (const row of rows) launch(row, whenOneEnds);
        inVain = rows.length === 0 ? inVain + 1 : 0;
        if (rows.length === 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      }
    },
    underWay: () => running.size,
    oneEnded: () => Promise.race(running),
    ended: async () => {
      await Promise.all(running);
    },
  };
}

/** Leases rows and makes sure that each has its bytes. One that cannot be written is kept, said in the log, and tried again in an hour. */
async function take(work: Work, request: LeaseRequest): Promise<readonly Delivery[]> {
  const rows: Delivery[] = [];
  const leased = await leaseDeliveries(work.session, request);
  const blocked = await findBlockedOrigins(
    work.session,
    leased.map((row) => row.host),
  );
  for (const row of leased) {
    // A blocked node hears nothing but that it is over.
    if (blocked.has(row.host) && !row.message.type.startsWith("peer-")) {
      await saveSettlement(work.session, { id: row.id, end: "dropped", error: "blocked" }, request.nowMs);
      continue;
    }
    const body = row.body ?? writeBody(work, row);
    if (typeof body === "string") {
      if (row.body === null) await saveDeliveryBody(work.session, row.id, body);
      rows.push({ ...row, body });
    } else {
      await saveSettlement(
        work.session,
        { id: row.id, end: "again", atMs: request.nowMs + longestWaitMs, error: body.error },
        request.nowMs,
      );
    }
  }
  return rows;
}

function writeBody({ origin }: Work, row: Delivery): string | { readonly error: string } {
  try {
    const envelope = {
      id: messageIri(origin, row.id),
      actor: actorIri(origin, row.actorId),
      origin,
      publishedAtMs: row.createdAtMs,
    };
    return JSON.stringify(writeMessage(row.message, envelope));
  } catch (error) {
    log.error("Message {id} of kind {type} cannot be written: {error}", { id: row.id, type: row.message.type, error });
    return { error: `cannot be written: ${String(error)}` };
  }
}

/** One attempt: sign, post, and write down what came of it. */
function openDeliver(
  app: Context,
  limits: { readonly allowPrivateAddresses: boolean; readonly timeoutMs: number },
): (row: Delivery) => Promise<void> {
  const keyOf = openHttpKeys(app);
  const hosts = openHostWatch(app);
  const settle = openBatch<Settled>((settled) =>
    transact(app, async (work) => {
      for (const each of settled) await settleDelivery(work, each);
    }),
  );
  return async (row) => {
    if (row.expiresAtMs !== null && row.expiresAtMs <= app.nowMs())
      return settle({ row, answer: { answer: "expired" } });
    const signature = await hosts.signature(row.host);
    try {
      const answer = await postSigned(
        { inbox: row.inbox, body: row.body ?? "", key: await keyOf(row.actorId), signature },
        limits,
      );
      if (answer.answer !== "taken")
        log.debug("{inbox} did not take {id}: {error}", { inbox: row.inbox, id: row.id, error: answer.error });
      await settle({ row, answer });
    } catch (error) {
      log.error("Message {id} cannot be sent: {error}", { id: row.id, error });
      await settle({ row, answer: { answer: "broken", error: String(error) } });
    }
  };
}

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
