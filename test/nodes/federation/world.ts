import { eventually, lossyProxy, type Fate, type LossyProxy, type Passage, type RunningNode } from "#test/rig.ts";
import { freshPostgres } from "#test/rig/engines.ts";
import { copySqlite } from "#test/rig/templates.ts";
import { startNode } from "#test/rig/node.ts";
import { isMessage } from "../route.ts";
import type { Chance } from "./chance.ts";

/** One coop of a federation: its node behind a proxy, and whether the node is killed at the moment. */
export interface Inhabitant {
  readonly name: string;
  readonly node: RunningNode;
  readonly proxy: LossyProxy;
  isDown: boolean;
}

export interface WorldOptions {
  readonly nodes: number;
  /** Over all nodes. */
  readonly proposals: number;
  /** How many of the nodes keep their store in PostgreSQL. */
  readonly onPostgres?: number;
  readonly chance: Chance;
}

export interface World {
  readonly inhabitants: readonly Inhabitant[];
  /** From now on so many of a hundred messages are lost, doubled, or their confirmations lost. */
  trouble(percent: number): void;
  /** Every message arrives, every node runs. */
  calm(): Promise<void>;
  end(): Promise<void>;
}

/** Every coop has the next two as partners, and one across the ring. */
const distances = (nodes: number): readonly number[] =>
  [...new Set([1, 2, Math.floor(nodes / 2)])].filter((distance) => distance > 0 && distance < nodes);

/** Starts the nodes, makes them partners, and has each share its part of the proposals. */
export async function openWorld({ nodes, proposals, onPostgres = 0, chance }: WorldOptions): Promise<World> {
  const inhabitants: Inhabitant[] = [];
  const end = async (): Promise<void> => {
    await Promise.all(inhabitants.map(({ node }) => node.end()));
    await Promise.all(inhabitants.map(({ proxy }) => proxy.close()));
  };
  try {
    for (let index = 0; index < nodes; index += 4) {
      const some = Array.from({ length: Math.min(4, nodes - index) }, (_, more) => index + more);
      inhabitants.push(...(await Promise.all(some.map((number) => settle(number, number < onPostgres)))));
    }
    await befriend(inhabitants);
    await Promise.all(inhabitants.map((one, index) => share(one, portion(proposals, nodes, index), chance)));
  } catch (error) {
    await end();
    throw error;
  }
  return { inhabitants, trouble: (percent) => spoil(inhabitants, chance, percent), calm: () => calm(inhabitants), end };
}

const portion = (all: number, among: number, index: number): number =>
  Math.floor(all / among) + (index < all % among ? 1 : 0);

async function settle(number: number, onPostgres: boolean): Promise<Inhabitant> {
  const name = `coop-${number}`;
  const proxy = await lossyProxy();
  const databaseUrl = onPostgres ? { databaseUrl: await freshPostgres("migrated") } : {};
  return {
    name,
    proxy,
    node: await startNode({ handle: name, proxy, copyStore: copySqlite, ...databaseUrl }),
    isDown: false,
  };
}

interface Items<T> {
  readonly items: readonly T[];
}

/** Every coop asks the ones after it and says yes to the ones before it, until each has as many partners as it should. */
async function befriend(inhabitants: readonly Inhabitant[]): Promise<void> {
  const wanted = new Map(inhabitants.map((one) => [one, new Set<Inhabitant>()]));
  for (const [index, one] of inhabitants.entries()) {
    for (const distance of distances(inhabitants.length)) {
      const other = inhabitants[(index + distance) % inhabitants.length];
      if (other === undefined || wanted.get(one)?.has(other) === true) continue;
      wanted.get(one)?.add(other);
      wanted.get(other)?.add(one);
      await one.node.ask("POST /peers", { address: other.node.origin });
    }
  }
  const welcome = async (one: Inhabitant): Promise<boolean> => {
    const { items } = await one.node.ask<Items<{ id: string; state: string }>>("GET /peers?limit=100");
    for (const { id, state } of items) if (state === "received") await one.node.ask(`POST /peers/${id}/accept`);
    return items.filter(({ state }) => state === "partner").length === wanted.get(one)?.size;
  };
  await eventually(async () => (await Promise.all(inhabitants.map(welcome))).every(Boolean), {
    what: "all to be partners",
    withinMs: 120_000,
  });
}

/** Rooms of different sizes, some proposals answered by themselves, some by a steward, two proposals on each meeting server. */
async function share({ node, name }: Inhabitant, proposals: number, chance: Chance): Promise<void> {
  let resource: string | undefined;
  for (let number = 0; number < proposals; number += 1) {
    const seats = 20 + 10 * chance.whole(9);
    if (number % 2 === 0 || resource === undefined) {
      const shared = await node.ask<{ id: string }>("POST /resources", {
        kind: "meeting-server",
        name: { en: `Room ${number} of ${name}` },
        platform: "link",
        seats: 100,
        address: "https://meet.example/room",
        languages: ["en"],
        ...(chance.percent(60) ? { rooms: 2 + chance.whole(3), calendar: someCalendar(chance) } : {}),
      });
      resource = shared.id;
    }
    await node.ask("POST /proposals", {
      resource,
      seats,
      audience: chance.percent(50) ? "public" : "partners",
      terms: chance.percent(50) ? { kind: "gift" } : { kind: "reciprocal", perSeatHour: 6, unit: "work-minute" },
      ...(chance.percent(40) ? { acceptUpTo: 10 * chance.whole(3) } : {}),
    });
  }
}

/** Open most of the day somewhere on earth, with some minutes between meetings. */
const someCalendar = (chance: Chance): object => ({
  timeZone: chance.pick(["Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]),
  openingHours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    fromMinute: 60 * chance.whole(8),
    untilMinute: 1440 - 60 * chance.whole(4),
  })),
  bufferBeforeMinutes: 5 * chance.whole(3),
  bufferAfterMinutes: 5 * chance.whole(4),
});

function spoil(inhabitants: readonly Inhabitant[], chance: Chance, percent: number): void {
  const fates: readonly Fate[] = ["drop", "lose-answer", "duplicate", { answer: 503 }, { delayMs: 300 }];
  const rule = (passage: Passage): Fate =>
    isMessage(passage) && chance.percent(percent) ? chance.pick(fates) : "pass";
  for (const { proxy } of inhabitants) proxy.rule(rule);
}

async function calm(inhabitants: readonly Inhabitant[]): Promise<void> {
  for (const { proxy } of inhabitants) proxy.rule();
  for (const one of inhabitants.filter(({ isDown }) => isDown)) {
    await one.node.restart();
    one.isDown = false;
  }
}
