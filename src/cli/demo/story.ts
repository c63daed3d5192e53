import type { DemoCoop, DemoResource } from "./coops.ts";
import { until, type DemoNode } from "./nodes.ts";

/** A coop with its node. */
export interface Player {
  readonly coop: DemoCoop;
  readonly node: DemoNode;
}

/** One meeting that `guest` held, or will hold, in a room of `host`. */
interface Meeting {
  readonly host: string;
  readonly guest: string;
  readonly title: string;
  readonly seats: number;
  /** Days from now; negative ones have passed. */
  readonly inDays: number;
  /** Whole hours, UTC. */
  readonly fromHour: number;
  readonly hours: number;
  /** Of the agreed seat-minutes, what was used, in per cent; meetings to come have none. */
  readonly usedPercent?: number;
  /** Cancelled by the guest. */
  readonly cancelled?: boolean;
}

/** The days on which something happened, the first long ago, the last today. */
export const chapters = [42, 24, 9, 2, 0] as const;

const meetings: readonly Meeting[] = [
  {
    host: "sala_comuna",
    guest: "le_relais",
    title: "Assemblée générale du Relais",
    seats: 60,
    inDays: -35,
    fromHour: 17,
    hours: 2,
    usedPercent: 90,
  },
  {
    host: "koottu",
    guest: "sala_comuna",
    title: "Trobada de formació",
    seats: 30,
    inDays: -28,
    fromHour: 9,
    hours: 2,
    usedPercent: 75,
  },
  {
    host: "le_relais",
    guest: "koottu",
    title: "Coastal cooperatives' quarter",
    seats: 40,
    inDays: -19,
    fromHour: 13,
    hours: 2,
    usedPercent: 100,
  },
  {
    host: "sala_comuna",
    guest: "koottu",
    title: "Solar maintenance workshop",
    seats: 25,
    inDays: -12,
    fromHour: 12,
    hours: 3,
    usedPercent: 80,
  },
  {
    host: "sala_comuna",
    guest: "le_relais",
    title: "Cercle des communs",
    seats: 20,
    inDays: -6,
    fromHour: 18,
    hours: 1,
    usedPercent: 95,
  },
  {
    host: "koottu",
    guest: "le_relais",
    title: "Rencontre reportée",
    seats: 15,
    inDays: -4,
    fromHour: 14,
    hours: 1,
    cancelled: true,
  },
  {
    host: "sala_comuna",
    guest: "le_relais",
    title: "Assemblée de la fédération",
    seats: 50,
    inDays: 4,
    fromHour: 17,
    hours: 2,
  },
  {
    host: "le_relais",
    guest: "sala_comuna",
    title: "Ponència de comuns",
    seats: 35,
    inDays: 6,
    fromHour: 15,
    hours: 2,
  },
  // More than Sala Comuna answers without a steward: it waits on her overview.
  {
    host: "sala_comuna",
    guest: "koottu",
    title: "Federation of the coast, yearly meeting",
    seats: 90,
    inDays: 13,
    fromHour: 11,
    hours: 3,
  },
];

/** What happened in one chapter, between nodes whose clocks all say that it is `daysAgo`. */
export async function play(players: readonly Player[], daysAgo: number): Promise<void> {
  if (daysAgo === chapters[0]) await begin(players);
  for (const { coop, node } of players) {
    for (const { content } of coop.announcements.filter((announcement) => announcement.daysAgo === daysAgo))
      await node.call("POST /announcements", { content });
  }
  const next = chapters[chapters.indexOf(daysAgo as (typeof chapters)[number]) + 1] ?? -Infinity;
  for (const meeting of meetings.filter(
    ({ inDays }) => inDays >= -daysAgo && (inDays < -next || (daysAgo === 0 && inDays >= 0)),
  ))
    await meet(players, meeting);
}

/** Partnerships, members, circles, resources and proposals: the first day. */
async function begin(players: readonly Player[]): Promise<void> {
  for (const { coop, node } of players) {
    for (const member of coop.members) await node.call("POST /members", member);
    for (const circle of coop.circles) await node.call("POST /circles", circle);
  }
  for (const [index, one] of players.entries())
    for (const other of players.slice(index + 1)) await befriend(one, other);
  const pairs = players.flatMap((one) =>
    players.filter((other) => other !== one).map((other) => [one, other] as const),
  );
  await Promise.all(pairs.map(([one, other]) => follow(one, other)));
  for (const { coop, node } of players) for (const resource of coop.resources) await share(node, resource);
}

interface Peer {
  readonly id: string;
  readonly origin: string;
  readonly state: string;
  readonly fairUseVersion?: number;
}

async function befriend(one: Player, other: Player): Promise<void> {
  await one.node.call("POST /peers", { address: other.node.origin });
  const card = await findPeer(other, one, "received");
  await other.node.call(`POST /peers/${card.id}/accept`);
  await findPeer(one, other, "partner");
  await findPeer(other, one, "partner");
}

/** Hears from now on what the other announces, and reads it in the timeline. */
async function follow(one: Player, other: Player): Promise<void> {
  const { id } = await one.node.call<{ id: string }>("POST /followings", {
    address: `${other.node.origin}/actors/coop`,
  });
  await until(`${other.coop.name}'s answer to a Follow`, async () => {
    const { items } = await one.node.call<{ items: { id: string; state: string }[] }>("GET /followings");
    return items.some((each) => each.id === id && each.state === "accepted") ? true : undefined;
  });
}

export const findPeer = (at: Player, of: Player, state: string): Promise<Peer> =>
  until(`${of.coop.name} as ${state} of ${at.coop.name}`, async () =>
    (await at.node.call<{ items: Peer[] }>("GET /peers")).items.find(
      (peer) => peer.origin === of.node.origin && peer.state === state,
    ),
  );

async function share(node: DemoNode, resource: DemoResource): Promise<void> {
  if (resource.kind === "other") {
    await node.call("POST /resources", resource);
    return;
  }
  const { proposal, ...server } = resource;
  const { id } = await node.call<{ id: string }>("POST /resources", server);
  await node.call("POST /proposals", { resource: id, ...proposal });
}

interface Agreement {
  readonly id: string;
  readonly title?: string;
  readonly start: string;
  readonly state: string;
}

/** From the request to the countersigned entry, or as far as the meeting goes. */
async function meet(players: readonly Player[], meeting: Meeting): Promise<void> {
  const [host, guest] = [playerOf(players, meeting.host), playerOf(players, meeting.guest)];
  const slot = slotOf(meeting);
  const { seats, title } = meeting;
  const { id } = await request(host, guest, { seats, title, ...slot });
  const answered = await until(`an answer about ${title}`, async () => {
    const agreement = await guest.node.call<Agreement & { readonly held?: unknown }>(`GET /agreements/${id}`);
    return agreement.state === "offered" && agreement.held === undefined ? undefined : agreement;
  });
  if (answered.state !== "accepted") return;
  if (meeting.cancelled === true) await guest.node.call(`POST /agreements/${id}/cancel`);
  if (meeting.usedPercent !== undefined)
    await settle(host, guest, {
      start: slot.start,
      seatMinutes: Math.floor((seats * meeting.hours * 60 * meeting.usedPercent) / 100),
    });
}

/** Asks for seats of the room that `host` proposes, and accepts its fair-use text. */
export async function request(
  host: Player,
  guest: Player,
  wish: Slot & { readonly seats: number; readonly title: string; readonly recurrence?: { readonly rule: string } },
): Promise<{ readonly id: string }> {
  const { start, end } = wish;
  const proposal = await findOffer(host, guest, { start, end });
  const { fairUseVersion } = await findPeer(guest, host, "partner");
  const accepted = fairUseVersion === undefined ? {} : { fairUseVersion };
  return guest.node.call<{ id: string }>("POST /agreements", { proposal, ...wish, ...accepted });
}

async function settle(
  host: Player,
  guest: Player,
  used: { readonly start: string; readonly seatMinutes: number },
): Promise<void> {
  const { items } = await host.node.call<{ items: Agreement[] }>("GET /agreements");
  const agreement = items.find(
    ({ start, state }) => state === "accepted" && Date.parse(start) === Date.parse(used.start),
  );
  if (agreement === undefined) throw new Error(`${host.coop.name} does not know the meeting at ${used.start}.`);
  await host.node.call(`POST /agreements/${agreement.id}/fulfil`, { seatMinutes: used.seatMinutes });
  await until(`${guest.coop.name}'s signature`, async () => {
    const entries = await host.node.call<{ items: { agreement?: string; state: string }[] }>("GET /ledger/entries");
    return entries.items.every(({ state }) => state === "agreed") ? true : undefined;
  });
}

type Slot = {
  readonly start: string;
  readonly end: string;
};

/** As the API takes it. */
export function slotOf({ inDays, fromHour, hours }: Pick<Meeting, "inDays" | "fromHour" | "hours">): Slot {
  const dayMs = 86_400_000;
  const startsAtMs = Math.floor(Date.now() / dayMs) * dayMs + inDays * dayMs + fromHour * 3_600_000;
  return { start: new Date(startsAtMs).toISOString(), end: new Date(startsAtMs + hours * 3_600_000).toISOString() };
}

async function findOffer(host: Player, guest: Player, slot: Slot): Promise<string> {
  const query = new URLSearchParams(slot).toString();
  return until(`${host.coop.name}'s room in ${guest.coop.name}'s list`, async () => {
    const { items } = await guest.node.call<{ items: { proposal: string; coop: string }[] }>(`GET /capacity?${query}`);
    return items.find(({ coop }) => coop.startsWith(`${host.node.origin}/`))?.proposal;
  });
}

export function playerOf(players: readonly Player[], handle: string): Player {
  const player = players.find(({ coop }) => coop.handle === handle);
  if (player === undefined) throw new Error(`Nobody in the demonstration is called ${handle}.`);
  return player;
}
