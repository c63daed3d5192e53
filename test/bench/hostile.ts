import { startNode } from "#test/rig/node.ts";
import { startChild, type Child } from "./child.ts";
import { median, residentMegabytesOf } from "./figures.ts";
import { savePartners } from "./inbox.ts";
import type { Sent, SendersQuestion } from "./senders.ts";
import type { Flood, VillainsQuestion } from "./villains.ts";

const servers = 40;
const atOnce = 32;
/** `BENCH_ROUNDS` takes more, to see whether memory levels off. */
const rounds = Number(process.env["BENCH_ROUNDS"] ?? 5);
const activitiesEachRound = 480;
const warmUp = 400;

export interface HostileFigures {
  /** Honest activities taken, alone. */
  readonly alonePerSecond: number;
  /** The same while others send as much that is hostile. */
  readonly besidePerSecond: number;
  /** Which part of all that came was hostile, and how it was answered. */
  readonly hostileShare: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly megabytesBefore: number;
  /** After each round. */
  readonly megabytes: readonly number[];
}

/**
 * Partners' proposals over HTTP on loopback, alone and, in turns, beside a flood of as many hostile requests a second (`villains.ts`) from other
 * hosts and addresses.
 */
export async function measureHostile(): Promise<HostileFigures> {
  const [senders, villains, node] = await Promise.all([
    startChild("senders.ts"),
    startChild("villains.ts"),
    startNode(),
  ]);
  try {
    await savePartners(node, await senders.ask<string[]>({ do: "open", servers } satisfies SendersQuestion));
    const to = { actor: `${node.origin}/actors/coop`, inbox: `${node.origin}/actors/coop/inbox` };
    await villains.ask({ do: "arm", ...to } satisfies VillainsQuestion);
    const load = async (count: number): Promise<number> => {
      await sign(senders, to, count);
      return send(senders, count);
    };
    await load(warmUp);
    const megabytesBefore = residentMegabytesOf(node.pid());
    const taken: { alone: number[]; beside: number[] } = { alone: [], beside: [] };
    const floods: Flood[] = [];
    const megabytes: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const alone = await load(activitiesEachRound);
      taken.alone.push(alone);
      // As much as honest partners got through beside it before: half of all that comes.
      await sign(senders, to, activitiesEachRound);
      const perSecond = taken.beside.at(-1) ?? alone;
      await villains.ask({ do: "flood", perSecond } satisfies VillainsQuestion);
      taken.beside.push(await send(senders, activitiesEachRound));
      floods.push(await villains.ask<Flood>({ do: "stop" } satisfies VillainsQuestion));
      megabytes.push(residentMegabytesOf(node.pid()));
    }
    const sent = floods.reduce((sum, flood) => sum + flood.sent, 0);
    return {
      alonePerSecond: median(taken.alone),
      besidePerSecond: median(taken.beside),
      hostileShare: sent / (sent + rounds * activitiesEachRound),
      statuses: sumOf(floods),
      megabytesBefore,
      megabytes,
    };
  } finally {
    await Promise.all([node.end(), senders.end(), villains.end()]);
  }
}

const sign = (senders: Child, to: { inbox: string; actor: string }, count: number): Promise<unknown> =>
  senders.ask({ do: "sign", ...to, kind: "proposal", count } satisfies SendersQuestion);

async function send(senders: Child, count: number): Promise<number> {
  const { tookMs, statuses } = await senders.ask<Sent>({ do: "send", atOnce } satisfies SendersQuestion);
  if (statuses["202"] !== count) throw new Error(`Honest partners were answered ${JSON.stringify(statuses)}.`);
  return (count / tookMs) * 1000;
}

function sumOf(floods: readonly Flood[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { statuses } of floods)
    for (const [status, count] of Object.entries(statuses)) sums[status] = (sums[status] ?? 0) + count;
  return sums;
}
