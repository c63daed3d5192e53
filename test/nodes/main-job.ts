import { expect } from "vitest";
import { eventually, type RunningNode } from "#test/rig.ts";

/** Two coops: A has the rooms, B needs one. */
export interface Coops {
  readonly a: RunningNode;
  readonly b: RunningNode;
}

/** What a step may be interrupted by: it runs after each step of the job, named by what was just done. */
export type Interruption = (after: string) => Promise<void>;

export interface Agreement {
  readonly id: string;
  readonly state: string;
  readonly seats: number;
  readonly provider: string;
  readonly receiver: string;
  readonly joinUrl?: string;
  readonly held?: { readonly until: string };
  readonly refusal?: { readonly reason: string; readonly freeSeats?: number };
}

export interface Entry {
  readonly id: string;
  readonly state: string;
  readonly unit: string;
  readonly quantity: number;
  readonly provider: string;
  readonly receiver: string;
}

interface Items<T> {
  readonly items: readonly T[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** From 18:00 to 20:00 UTC, so many days from now. */
export function eveningIn(days: number): { readonly start: string; readonly end: string } {
  const midnightMs = Math.floor(Date.now() / dayMs) * dayMs + days * dayMs;
  const at = (hour: number): string => new Date(midnightMs + hour * 60 * minuteMs).toISOString().replace(".000Z", "Z");
  return { start: at(18), end: at(20) };
}

/** One item of a list, once it is there. */
async function findItem<T>(node: RunningNode, call: string, fits: (item: T) => boolean): Promise<T> {
  return eventually(async () => (await node.ask<Items<T>>(call)).items.find(fits), {
    what: `${call} of ${node.origin}`,
    withinMs: 60_000,
  });
}

interface Peer {
  readonly id: string;
  readonly origin: string;
  readonly state: string;
}

/** Both stewards say yes: A asks, B answers. */
export async function becomePartners({ a, b }: Coops, interrupt: Interruption = async () => undefined): Promise<void> {
  await a.ask("POST /peers", { address: b.origin });
  await interrupt("A asked B");
  const card = await findItem<Peer>(b, "GET /peers", (peer) => peer.origin === a.origin && peer.state === "received");
  await b.ask(`POST /peers/${card.id}/accept`);
  await interrupt("B said yes");
  await arePartners({ a, b });
}

export async function arePartners({ a, b }: Coops): Promise<void> {
  await findItem<Peer>(a, "GET /peers", (peer) => peer.origin === b.origin && peer.state === "partner");
  await findItem<Peer>(b, "GET /peers", (peer) => peer.origin === a.origin && peer.state === "partner");
}

interface Offered {
  readonly proposal: string;
  readonly coop: string;
  readonly freeSeats: number;
}

/** A shares a meeting server and proposes it to its partners. */
export async function shareServer(a: RunningNode, seats: number, more: object = {}): Promise<void> {
  const resource = await a.ask<{ id: string }>("POST /resources", {
    kind: "meeting-server",
    name: { ca: "Sala gran", en: "Large room" },
    platform: "link",
    seats,
    address: "https://meet.example/large-room",
    languages: ["ca", "en"],
    energy: "renewable",
  });
  await a.ask("POST /proposals", {
    resource: resource.id,
    seats,
    audience: "partners",
    terms: { kind: "gift" },
    ...more,
  });
}

/** What B sees of the federation's capacity in one slot, once A's server is among it. */
export async function findOffer(
  { a, b }: Coops,
  slot: { readonly start: string; readonly end: string },
): Promise<Offered> {
  const query = new URLSearchParams({ start: slot.start, end: slot.end });
  const { coop } = await a.ask<{ coop: string }>("GET /node");
  return findItem<Offered>(b, `GET /capacity?${query.toString()}`, (item) => item.coop === coop);
}

/** The agreement on both sides, once each says that it is in this state. Ids are each node's own; the title is what they share. */
export async function settledAgreement(
  { a, b }: Coops,
  state: string,
): Promise<{ readonly atA: Agreement; readonly atB: Agreement }> {
  const atA = await findItem<Agreement>(a, "GET /agreements", (agreement) => agreement.state === state);
  const atB = await findItem<Agreement>(b, "GET /agreements", (agreement) => agreement.state === state);
  return { atA, atB };
}

/** The main job from two strangers to equal books, with 50 of 200 seats and 5,400 seat-minutes used. */
export async function doTheMainJob(coops: Coops, interrupt: Interruption = async () => undefined): Promise<void> {
  const { a, b } = coops;
  const slot = eveningIn(10);
  await becomePartners(coops, interrupt);
  await shareServer(a, 200);
  await interrupt("A proposed its server");
  const offer = await findOffer(coops, slot);
  await b.ask("POST /agreements", { proposal: offer.proposal, seats: 50, ...slot, title: "Assemblea" });
  await interrupt("B asked for seats");
  const { atA, atB } = await settledAgreement(coops, "accepted");
  expect(atB.joinUrl).toContain(a.origin);
  expect(atB).toMatchObject({ provider: atA.provider, receiver: atA.receiver, seats: 50 });
  await a.ask(`POST /agreements/${atA.id}/fulfil`, { seatMinutes: 5400 });
  await interrupt("A recorded the use");
  await settledAgreement(coops, "fulfilled");
  await expectEqualBooks(coops);
}

interface Balance {
  readonly unit: string;
  readonly given: number;
  readonly received: number;
  readonly balance: number;
  readonly inTransit: number;
  readonly disputed: number;
}

export interface Reconciled {
  readonly state: string;
  readonly entries: number;
  readonly digest: string;
}

/** Both ledgers hold the one agreed entry, and each side's reconciliation says `equal` with the same digest. */
export async function expectEqualBooks(coops: Coops): Promise<Reconciled> {
  const { a, b } = coops;
  for (const node of [a, b])
    await findItem<Entry>(node, "GET /ledger/entries", (entry) => entry.state === "agreed" && entry.quantity === 5400);
  const [entryA, entryB] = [
    await onlyItem<Entry>(a, "GET /ledger/entries"),
    await onlyItem<Entry>(b, "GET /ledger/entries"),
  ];
  expect(entryB).toMatchObject({ unit: "seat-minute", provider: entryA.provider, receiver: entryA.receiver });
  expect(await onlyItem<Balance>(a, "GET /ledger/balances")).toMatchObject({
    given: 5400,
    received: 0,
    balance: 5400,
    inTransit: 0,
    disputed: 0,
  });
  expect(await onlyItem<Balance>(b, "GET /ledger/balances")).toMatchObject({
    given: 0,
    received: 5400,
    balance: -5400,
    inTransit: 0,
    disputed: 0,
  });
  const [fromA, fromB] = [await reconcile(a), await reconcile(b)];
  expect(fromA).toMatchObject({ state: "equal", entries: 1 });
  expect(fromB).toMatchObject({ state: "equal", entries: 1, digest: fromA.digest });
  return fromA;
}

/** Reconciles with the one peer that a node has. */
async function reconcile(node: RunningNode): Promise<Reconciled> {
  const peer = await onlyItem<Peer>(node, "GET /peers");
  return node.ask<Reconciled>(`POST /ledger/peers/${peer.id}/reconcile`);
}

async function onlyItem<T>(node: RunningNode, call: string): Promise<T> {
  const { items } = await node.ask<Items<T>>(call);
  expect(items).toHaveLength(1);
  const [item] = items;
  if (item === undefined) throw new Error(`${call} of ${node.origin} has no items.`);
  return item;
}
