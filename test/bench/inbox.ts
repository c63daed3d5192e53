import { startNode } from "#test/rig/node.ts";
import type { BareQuestion } from "./bare-server.ts";
import { startChild, type Child } from "./child.ts";
import { cpuMsOf, median } from "./figures.ts";
import type { Sent, SendersQuestion } from "./senders.ts";

/** So many other servers, with an actor each; below the guard's limit of a burst for each of them. */
const servers = 40;
const atOnce = 32;
const rounds = 4;
const activitiesEachRound = 240;
const warmUp = 400;

/** One inbox under load. */
export interface Throughput {
  readonly perSecond: number;
  readonly cpuMsEach: number;
}

const competitors = ["ours", "bareAnswering", "bare", "bareShared"] as const;

/**
 * `ours`: follower and Accept are committed, and the Accepts are delivered meanwhile. `bareAnswering` does the same in memory;
 * `bare` only remembers the follower. Both take the Follow at the actor's own inbox, where Follows are sent; `bareShared` at the
 * shared inbox, where Fedify reads actors unsigned and therefore keeps them.
 */
export type InboxFigures = Readonly<Record<(typeof competitors)[number], Throughput>>;

interface Target {
  readonly pid: number;
  readonly inbox: string;
  readonly object: string;
  readonly prepare: () => Promise<unknown>;
}

/**
 * Follows of the coop, signed beforehand by many servers' actors, over HTTP on loopback. Ours answers 202 when the follower and the Accept
 * are committed to SQLite (`synchronous=FULL`). The servers take turns, so that a busy machine slows all.
 */
export async function measureInbox(): Promise<InboxFigures> {
  const [bare, senders, node] = await Promise.all([
    startChild("bare-server.ts"),
    startChild("senders.ts"),
    startNode(),
  ]);
  try {
    const bareOrigin = await bare.ask<string>({ do: "open" } satisfies BareQuestion);
    await senders.ask({ do: "open", servers } satisfies SendersQuestion);
    const bareTarget = (path: string, on: boolean): Target => ({
      pid: bare.pid,
      inbox: `${bareOrigin}${path}`,
      object: `${bareOrigin}/actors/coop`,
      prepare: () => bare.ask({ do: "answering", on } satisfies BareQuestion),
    });
    const object = `${node.origin}/actors/coop`;
    const targets = {
      ours: { pid: node.pid(), inbox: `${object}/inbox`, object, prepare: () => Promise.resolve() },
      bareAnswering: bareTarget("/actors/coop/inbox", true),
      bare: bareTarget("/actors/coop/inbox", false),
      bareShared: bareTarget("/inbox", false),
    };
    const turns: Record<(typeof competitors)[number], Throughput[]> = {
      ours: [],
      bareAnswering: [],
      bare: [],
      bareShared: [],
    };
    await load(senders, targets.ours, warmUp);
    await load(senders, targets.bareAnswering, warmUp / 2);
    await load(senders, targets.bareShared, warmUp / 2);
    for (let round = 0; round < rounds; round += 1) {
      for (const each of competitors) turns[each].push(await load(senders, targets[each], activitiesEachRound));
    }
    const { ours, bareAnswering, bareShared } = turns;
    return {
      ours: middle(ours),
      bareAnswering: middle(bareAnswering),
      bare: middle(turns.bare),
      bareShared: middle(bareShared),
    };
  } finally {
    await Promise.all([node.end(), bare.end(), senders.end()]);
  }
}

async function load(senders: Child, { pid, inbox, object, prepare }: Target, count: number): Promise<Throughput> {
  await prepare();
  await senders.ask({ do: "sign", inbox, object, count } satisfies SendersQuestion);
  const cpuBeforeMs = cpuMsOf(pid);
  const { tookMs, statuses } = await senders.ask<Sent>({ do: "send", atOnce } satisfies SendersQuestion);
  const cpuMs = cpuMsOf(pid) - cpuBeforeMs;
  if (statuses["202"] !== count) throw new Error(`${inbox} answered ${JSON.stringify(statuses)}.`);
  return { perSecond: (count / tookMs) * 1000, cpuMsEach: cpuMs / count };
}

const middle = (turns: readonly Throughput[]): Throughput => ({
  perSecond: median(turns.map(({ perSecond }) => perSecond)),
  cpuMsEach: median(turns.map(({ cpuMsEach }) => cpuMsEach)),
});
