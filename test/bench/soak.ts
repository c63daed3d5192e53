import { freePort } from "#test/rig/port.ts";
import { startNode } from "#test/rig/node.ts";
import { startChild } from "./child.ts";
import { residentMegabytesOf } from "./figures.ts";
import { savePartners } from "./inbox.ts";
import type { Sent, SendersQuestion } from "./senders.ts";
import type { Flood, VillainsQuestion } from "./villains.ts";

const servers = 40;
const eachTurn = 100;
const hostilePerSecond = 40;
const turnMs = 8_000;

export interface SoakMoment {
  readonly minute: number;
  readonly megabytes: number;
  /** What the collector had left of the heap, or not yet looked at. */
  readonly heapMegabytes: number;
  /** Messages that are not delivered yet. */
  readonly waiting: number;
  readonly honest: number;
  readonly hostile: number;
}

/**
 * Honest proposals and Follows beside a steady flood of what `villains.ts` sends, for so many minutes; says each minute how large the
 * process is and how much waits in its outbox.
 */
export async function* soak(minutes: number): AsyncGenerator<SoakMoment> {
  const metricsPort = await freePort();
  const environment = { FEDICOOP_METRICS_PORT: String(metricsPort) };
  const [senders, villains, node] = await Promise.all([
    startChild("senders.ts"),
    startChild("villains.ts"),
    startNode({ environment }),
  ]);
  try {
    await savePartners(node, await senders.ask<string[]>({ do: "open", servers } satisfies SendersQuestion));
    const to = { actor: `${node.origin}/actors/coop`, inbox: `${node.origin}/actors/coop/inbox` };
    await villains.ask({ do: "arm", ...to } satisfies VillainsQuestion);
    const startedAtMs = performance.now();
    let [minute, honest, hostile] = [0, 0, 0];
    for (let turn = 0; minute < minutes; turn += 1) {
      const kind = turn % 2 === 0 ? "proposal" : "follow";
      await senders.ask({ do: "sign", ...to, kind, count: eachTurn } satisfies SendersQuestion);
      await villains.ask({ do: "flood", perSecond: hostilePerSecond } satisfies VillainsQuestion);
      const { statuses } = await senders.ask<Sent>({ do: "send", atOnce: 4 } satisfies SendersQuestion);
      if (statuses["202"] !== eachTurn) throw new Error(`Honest partners were answered ${JSON.stringify(statuses)}.`);
      await new Promise((resolve) => setTimeout(resolve, turnMs));
      hostile += (await villains.ask<Flood>({ do: "stop" } satisfies VillainsQuestion)).sent;
      honest += eachTurn;
      const passed = Math.floor((performance.now() - startedAtMs) / 60_000);
      if (passed === minute) continue;
      minute = passed;
      const megabytes = residentMegabytesOf(node.pid());
      yield { minute, megabytes, honest, hostile, ...(await readMetrics(metricsPort)) };
    }
  } finally {
    await Promise.all([node.end(), senders.end(), villains.end()]);
  }
}

async function readMetrics(port: number): Promise<Pick<SoakMoment, "heapMegabytes" | "waiting">> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const valueOf = (name: string): number => {
    const found = new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1];
    if (found === undefined) throw new Error(`The metrics do not say ${name}.`);
    return Number(found);
  };
  return {
    heapMegabytes: valueOf("nodejs_heap_size_used_bytes") / 2 ** 20,
    waiting: valueOf("fedicoop_outbox_waiting"),
  };
}
