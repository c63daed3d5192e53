import { v7 as uuidV7 } from "uuid";
import { coopActorId } from "#src/domain/iri.ts";
import { openDatabase } from "#src/store/database.ts";
import { saveFollower } from "#src/store/followers.ts";
import { startNode, type RunningNode } from "#test/rig/node.ts";
import type { BareFollower, BareQuestion } from "./bare-server.ts";
import { startChild, type Child } from "./child.ts";
import { clockMs, cpuMsOf, median } from "./figures.ts";
import type { SinksQuestion } from "./sinks.ts";

const inboxes = 100;
const followersEach = 10;
const announcementsEachRound = 5;
const rounds = 3;

export interface Delivering {
  readonly perSecond: number;
  readonly cpuMsEach: number;
}

export interface DeliveryFigures {
  readonly ours: Delivering;
  readonly bare: Delivering;
}

/**
 * Announcements to 1,000 followers who share 100 inboxes, each on a server of its own: one signed POST for each inbox, from the moment
 * that the first is asked for until the last has arrived. Ours are rows in the outbox before they are sent, and their end is
 * written down; a bare Fedify server with its default settings sends from memory.
 */
export async function measureDeliveries(): Promise<DeliveryFigures> {
  const [bare, sinks, node] = await Promise.all([startChild("bare-server.ts"), startChild("sinks.ts"), startNode()]);
  try {
    await bare.ask({ do: "open" } satisfies BareQuestion);
    const origins = await sinks.ask<string[]>({ do: "open", servers: inboxes } satisfies SinksQuestion);
    const followers = origins.flatMap((origin) =>
      Array.from({ length: followersEach }, (_, index) => ({
        id: `${origin}/users/${index}`,
        inbox: `${origin}/users/${index}/inbox`,
        sharedInbox: `${origin}/inbox`,
      })),
    );
    await saveFollowers(node, followers);
    const ourAnnouncement = (text: string): Promise<unknown> =>
      node.ask("POST /announcements", { content: { en: text } });
    const bareAnnouncement = (text: string): Promise<unknown> =>
      bare.ask({ do: "announce", text, followers } satisfies BareQuestion);
    const turns = { ours: [] as Delivering[], bare: [] as Delivering[] };
    for (let round = 0; round <= rounds; round += 1) {
      const ours = await deliver(sinks, node.pid(), ourAnnouncement);
      const theirs = await deliver(sinks, bare.pid, bareAnnouncement);
      // The first round is for warming up.
      if (round === 0) continue;
      turns.ours.push(ours);
      turns.bare.push(theirs);
    }
    return { ours: middle(turns.ours), bare: middle(turns.bare) };
  } finally {
    await Promise.all([node.end(), bare.end(), sinks.end()]);
  }
}

async function deliver(sinks: Child, pid: number, announce: (text: string) => Promise<unknown>): Promise<Delivering> {
  const messages = announcementsEachRound * inboxes;
  const arrived = sinks.ask<number>({ do: "expect", messages } satisfies SinksQuestion);
  const cpuBeforeMs = cpuMsOf(pid);
  const startedAtMs = clockMs();
  for (let index = 0; index < announcementsEachRound; index += 1) await announce(`The meeting begins at ${index}.`);
  const tookMs = (await arrived) - startedAtMs;
  return { perSecond: (messages / tookMs) * 1000, cpuMsEach: (cpuMsOf(pid) - cpuBeforeMs) / messages };
}

/** Beside the running node, in its store: how followers come is measured elsewhere. */
async function saveFollowers(node: RunningNode, followers: readonly BareFollower[]): Promise<void> {
  const database = await openDatabase({ file: `${node.folder}/fedicoop.sqlite` });
  await database.transaction(async (session) => {
    for (const { id, inbox, sharedInbox } of followers) {
      const follow = `${id}/follows/${uuidV7()}`;
      await saveFollower(session, {
        actorId: coopActorId,
        follower: id,
        follow,
        inbox,
        sharedInbox,
        createdAtMs: Date.now(),
      });
    }
  });
  await database.close();
}

const middle = (turns: readonly Delivering[]): Delivering => ({
  perSecond: median(turns.map(({ perSecond }) => perSecond)),
  cpuMsEach: median(turns.map(({ cpuMsEach }) => cpuMsEach)),
});
