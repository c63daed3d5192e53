import { FetchError } from "./fetch.ts";
import { openBuckets, type Rate } from "./limits.ts";

/** What is fetched because a stranger's message says so may cost each host, and us, only so much. */
export interface HostTurns {
  /** Does it when the host has a place free. @throws what `work` throws, and {@link FetchError} when too many wait or it was too often. */
  inTurn<T>(host: string, work: () => Promise<T>): Promise<T>;
  /** Counts one more request of another host, where a redirect leads. @throws {FetchError} like {@link inTurn}. */
  charge(host: string): void;
  /** The host did not answer in time: nothing is asked of it for some seconds, longer each time. */
  wasSlow(host: string): void;
  wasQuick(host: string): void;
}

export interface HostTurnsOptions {
  readonly atOnce?: number;
  readonly waiting?: number;
  readonly rate?: Rate;
  readonly nowMs?: () => number;
}

/** As many as the guard lets a stranger's host send, twice: its key, and whose it is. */
const defaultRate: Rate = { capacity: 240, perSecond: 8 };
const firstPauseMs = 2_000;
const longestPauseMs = 16_000;
const hostsRemembered = 5_000;

interface Line {
  running: number;
  readonly waiting: (() => void)[];
}

/** Hosts take their turns apart from each other, so that one that never answers holds nobody else. */
export function openHostTurns(options: HostTurnsOptions = {}): HostTurns {
  const { atOnce = 4, waiting: mostWaiting = 32, rate = defaultRate, nowMs = () => performance.now() } = options;
  const lines = new Map<string, Line>();
  const slow = new Map<string, { readonly untilMs: number; readonly pauseMs: number }>();
  const buckets = openBuckets(rate, nowMs);
  const charge = (host: string): void => {
    if ((slow.get(host)?.untilMs ?? 0) > nowMs()) throw busy(`${host} did not answer in time lately.`);
    if (!buckets.take(host).ok) throw busy(`${host} was asked for too much.`);
  };
  const enter = async (host: string): Promise<Line> => {
    charge(host);
    const line = lines.get(host) ?? { running: 0, waiting: [] };
    lines.set(host, line);
    if (line.waiting.length >= mostWaiting) throw busy(`Too much waits for ${host}.`);
    if (line.running < atOnce) line.running += 1;
    else await new Promise<void>((resolve) => line.waiting.push(resolve));
    return line;
  };
  const leave = (host: string, line: Line): void => {
    const next = line.waiting.shift();
    if (next !== undefined) return next();
    line.running -= 1;
    if (line.running === 0) lines.delete(host);
    return undefined;
  };
  return {
    charge,
    async inTurn(host, work) {
      const line = await enter(host);
      try {
        // It may have become clear while this waited.
        if ((slow.get(host)?.untilMs ?? 0) > nowMs()) throw busy(`${host} did not answer in time lately.`);
        return await work();
      } finally {
        leave(host, line);
      }
    },
    wasSlow(host) {
      const pauseMs = Math.min((slow.get(host)?.pauseMs ?? firstPauseMs / 2) * 2, longestPauseMs);
      if (slow.size >= hostsRemembered) slow.clear();
      slow.set(host, { untilMs: nowMs() + pauseMs, pauseMs });
    },
    wasQuick: (host) => void slow.delete(host),
  };
}

const busy = (why: string): FetchError => new FetchError("network", why);
