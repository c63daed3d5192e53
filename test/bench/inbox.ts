import { v7 as uuidV7 } from "uuid";
import { actorIri, coopActorId, inboxIri, nodeActorId } from "#src/domain/iri.ts";
import { newPeer } from "#src/domain/peer.ts";
import { openDatabase } from "#src/store/database.ts";
import { savePeer } from "#src/store/peers.ts";
import { startNode, type RunningNode } from "#test/rig/node.ts";
import type { BareQuestion } from "./bare-server.ts";
import { startChild, type Child } from "./child.ts";
import { cpuMsOf, median } from "./figures.ts";
import type { Addressed, Sent, SendersQuestion } from "./senders.ts";

/** So many partners; enough of them that none reaches the guard's limit of a burst. */
const servers = 40;
const atOnce = 32;
const rounds = 3;
const activitiesEachRound = 240;
const warmUp = 400;

/** One inbox under load. */
export interface Throughput {
  readonly perSecond: number;
  readonly cpuMsEach: number;
}

const competitors = ["proposals", "bareProposals", "bareShared", "follows", "bareFollows"] as const;
type Competitor = (typeof competitors)[number];

/**
 * Partners' proposals, which are kept and not answered: ours, bare Fedify's at the actor's own inbox, and at its shared inbox, where Fedify
 * reads actors unsigned and therefore keeps them. Follows, which are kept and answered with an Accept, at the actor's own inbox.
 */
export type InboxFigures = Readonly<Record<Competitor, Throughput>>;

interface Target extends Addressed {
  readonly pid: number;
}

/**
 * Activities signed beforehand by many servers' coops, over HTTP on loopback. Ours answers 202 when all is committed to SQLite
 * (`synchronous=FULL`), and delivers its Accepts meanwhile. All take turns, so that a busy machine slows all.
 */
export async function measureInbox(): Promise<InboxFigures> {
  const [bare, senders, node] = await Promise.all([
    startChild("bare-server.ts"),
    startChild("senders.ts"),
    startNode(),
  ]);
  try {
    const bareOrigin = await bare.ask<string>({ do: "open" } satisfies BareQuestion);
    await savePartners(node, await senders.ask<string[]>({ do: "open", servers } satisfies SendersQuestion));
    const ours = { pid: node.pid(), actor: `${node.origin}/actors/coop`, inbox: `${node.origin}/actors/coop/inbox` };
    const theirs = { pid: bare.pid, actor: `${bareOrigin}/actors/coop`, inbox: `${bareOrigin}/actors/coop/inbox` };
    const targets: Readonly<Record<Competitor, Target>> = {
      proposals: { ...ours, kind: "proposal" },
      bareProposals: { ...theirs, kind: "proposal" },
      bareShared: { ...theirs, inbox: `${bareOrigin}/inbox`, kind: "proposal" },
      follows: { ...ours, kind: "follow" },
      bareFollows: { ...theirs, kind: "follow" },
    };
    const turns = new Map<Competitor, Throughput[]>(competitors.map((name) => [name, []]));
    await load(senders, targets.proposals, warmUp);
    await load(senders, targets.bareShared, warmUp);
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, taken] of turns) {
        // One that answers within the request takes its time.
        const count = name === "bareFollows" ? activitiesEachRound / 3 : activitiesEachRound;
        taken.push(await load(senders, targets[name], count));
      }
    }
    return Object.fromEntries([...turns].map(([name, taken]) => [name, middle(taken)])) as InboxFigures;
  } finally {
    await Promise.all([node.end(), bare.end(), senders.end()]);
  }
}

async function load(senders: Child, { pid, ...to }: Target, count: number): Promise<Throughput> {
  await senders.ask({ do: "sign", ...to, count } satisfies SendersQuestion);
  const cpuBeforeMs = cpuMsOf(pid);
  const { tookMs, statuses } = await senders.ask<Sent>({ do: "send", atOnce } satisfies SendersQuestion);
  const cpuMs = cpuMsOf(pid) - cpuBeforeMs;
  if (statuses["202"] !== count) throw new Error(`${to.inbox} answered ${JSON.stringify(statuses)}.`);
  return { perSecond: (count / tookMs) * 1000, cpuMsEach: cpuMs / count };
}

const monthMs = 30 * 24 * 3_600_000;

/** Beside the running node, in its store: who partners become is measured by no one. */
export async function savePartners(node: RunningNode, origins: readonly string[]): Promise<void> {
  const database = await openDatabase({ file: `${node.folder}/fedicoop.sqlite` });
  const nowMs = Date.now();
  const known = { summary: {}, fairUse: {}, region: "Nowhere", languages: ["en"], listed: true, standing: newPeer };
  // They are no whole nodes, and are not to be looked at meanwhile.
  const times = { createdAtMs: nowMs, updatedAtMs: nowMs, nextRoundAtMs: nowMs + monthMs };
  await database.transaction(async (session) => {
    for (const origin of origins) {
      await savePeer(session, {
        id: uuidV7(),
        origin,
        node: actorIri(origin, nodeActorId),
        nodeInbox: inboxIri(origin, nodeActorId),
        coop: actorIri(origin, coopActorId),
        coopInbox: inboxIri(origin, coopActorId),
        handle: "coop",
        name: { en: origin },
        state: "partner",
        ...known,
        ...times,
      });
    }
  });
  await database.close();
}

const middle = (taken: readonly Throughput[]): Throughput => ({
  perSecond: median(taken.map(({ perSecond }) => perSecond)),
  cpuMsEach: median(taken.map(({ cpuMsEach }) => cpuMsEach)),
});
