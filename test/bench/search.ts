import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { v7 as uuidV7 } from "uuid";
import { findCapacity, type CapacityQuery } from "#src/app/capacity.ts";
import { features } from "#src/domain/resource.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { openDatabase, type Database } from "#src/store/database.ts";
import { listPeers } from "#src/store/peers.ts";
import type { Proposal } from "#src/store/proposals.ts";
import { hourMs, meet, noonMs, openSide, type Side } from "#test/app/pair.ts";
import { temporaryFolder } from "#test/rig/folder.ts";
import { startPostgres } from "#test/rig/postgres-server.ts";
import { median } from "./figures.ts";

const listings = 100_000;
const partners = 100;
const steps = 20;
const daysAhead = 28;
const searches = 600;
const warmUp = 100;
const rowsAtOnce = 250;

export interface SearchFigures {
  readonly medianMs: number;
  /** The 99th percentile. */
  readonly slowMs: number;
  /** The first search, which reads all listings. */
  readonly firstMs: number;
  /** What the process holds more after the first search, garbage collected. */
  readonly indexMegabytes: number;
  /** How many of the searches found something. */
  readonly foundPercent: number;
}

/**
 * Searches with a slot over 100,000 listings of 100 partners, each with 20 taken steps and opening hours in one of six zones: the whole use
 * case, which looks for what changed, searches, and reads the fifty offers of a page from the store.
 */
export async function measureSearch(): Promise<{ readonly sqlite: SearchFigures; readonly postgres: SearchFigures }> {
  const folder = temporaryFolder();
  const server = await startPostgres({ durable: true });
  try {
    const sqlite = await measureOn(await openDatabase({ file: `${folder.path}/fedicoop.sqlite` }));
    const postgres = await measureOn(await openDatabase({ url: server.url("postgres") }));
    return { sqlite, postgres };
  } finally {
    await server.stop();
    folder.remove();
  }
}

async function measureOn(database: Database): Promise<SearchFigures> {
  try {
    const random = openRandom(7);
    const side = await openSide(database, "kerala", { nowMs: noonMs });
    await fill(side, random);
    const before = await usedMegabytes();
    const firstMs = await timeOf(side, queryOf(random));
    const after = await usedMegabytes();
    const taken: number[] = [];
    let found = 0;
    for (let search = 0; search < warmUp + searches; search += 1) {
      const startedAtMs = performance.now();
      const { items } = await findCapacity(side.context, queryOf(random));
      if (search < warmUp) continue;
      taken.push(performance.now() - startedAtMs);
      if (items.length > 0) found += 1;
    }
    return {
      medianMs: median(taken),
      slowMs: taken.toSorted((one, other) => one - other)[Math.ceil(taken.length * 0.99) - 1] ?? 0,
      firstMs,
      indexMegabytes: after - before,
      foundPercent: Math.round((found * 100) / searches),
    };
  } finally {
    await database.close();
  }
}

async function timeOf({ context }: Side, query: CapacityQuery): Promise<number> {
  const startedAtMs = performance.now();
  await findCapacity(context, query);
  return performance.now() - startedAtMs;
}

/** What is really held: garbage is collected before it is counted, which Node does on request only. */
async function usedMegabytes(): Promise<number> {
  await setImmediate();
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

type Random = (below: number) => number;

/** Whole numbers below a bound, the same in every run (mulberry32). */
function openRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % below;
  };
}

const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T;

const zones = [
  "Europe/Madrid",
  "Asia/Kolkata",
  "America/Montreal",
  "America/Sao_Paulo",
  "Africa/Nairobi",
  "Asia/Tokyo",
];
const languages = ["ca", "en", "es", "fr", "ml", "pt-BR", "sw", "ja"];
const regions = Array.from({ length: 40 }, (_, index) => `Region ${index}`);
const sizes = [20, 30, 50, 80, 100, 150, 200, 300, 500];
const energies = ["renewable", "renewable", "mixed", "unknown"] as const;

async function fill(side: Side, random: Random): Promise<void> {
  const { database } = side.context;
  for (let index = 0; index < partners; index += 1) {
    const origin = `https://partner-${index}.example`;
    await meet(side, {
      handle: `partner-${index}`,
      coop: `${origin}/actors/coop`,
      context: { ...side.context, origin },
    });
  }
  const peers = await listPeers(database, { limit: partners });
  for (let from = 0; from < listings; from += rowsAtOnce) {
    const rows = Array.from({ length: rowsAtOnce }, (_, index) =>
      proposalOf(pick(random, peers), from + index, random),
    );
    await database.transaction(async ({ q, t }) => {
      await q.insert(t.proposals).values(rows);
    });
  }
}

function proposalOf(peer: { readonly id: string; readonly coop: string }, serial: number, random: Random): Proposal {
  const seats = pick(random, sizes);
  const proposal = `${new URL(peer.coop).origin}/proposals/${serial}`;
  return {
    id: uuidV7({ msecs: noonMs - listings + serial }),
    proposal,
    peerId: peer.id,
    resourceId: null,
    coop: peer.coop,
    resource: `${proposal}/resource`,
    resourceName: { en: `Hall ${serial}` },
    platform: pick(random, ["bigbluebutton", "jitsi", "galene", "link"]),
    region: pick(random, regions),
    languages: [pick(random, languages), pick(random, languages)],
    energy: pick(random, energies),
    features: features.filter(() => random(2) === 0),
    seats,
    audience: random(4) === 0 ? "public" : "partners",
    acceptUpTo: null,
    terms: random(2) === 0 ? { kind: "gift" } : { kind: "reciprocal", perSeatHour: 1 + random(5), unit: "work-minute" },
    taken: takenOf(seats, random),
    energyStatement: random(2) === 0 ? "A certificate" : null,
    latitudeE6: random(140_000_000) - 70_000_000,
    longitudeE6: random(360_000_000) - 180_000_000,
    roomSeats: random(3) === 0 ? Math.ceil(seats / 2) : null,
    calendar: calendarOf(random),
    down: random(50) === 0,
    commonsSeats: 0,
    commonsUntilHours: 0,
    inReplyTo: null,
    toPeerId: null,
    changedAtMs: noonMs - hourMs - random(24 * hourMs),
    createdAtMs: noonMs,
    updatedAtMs: noonMs,
    deletedAtMs: null,
  };
}

/** Meetings of one to three hours, one after the other over four weeks. */
function takenOf(seats: number, random: Random): Proposal["taken"] {
  const apartMinutes = Math.floor((daysAhead * 24 * 60) / steps);
  return Array.from({ length: steps }, (_, index) => {
    const startsAtMs = noonMs + (index * apartMinutes + 15 * random(40)) * minuteMs;
    return { startsAtMs, endsAtMs: startsAtMs + (60 + 30 * random(5)) * minuteMs, seats: 1 + random(seats) };
  });
}

/** Some are always open; the others for some hours on some days: thousands of different calendars. */
function calendarOf(random: Random): Proposal["calendar"] {
  if (random(4) === 0) return null;
  const fromMinute = 60 * (6 + random(6));
  const untilMinute = fromMinute + 60 * (6 + random(7));
  const weekdays = [1, 2, 3, 4, 5, 6, 7].slice(0, 5 + random(3));
  return {
    timeZone: pick(random, zones),
    openingHours: weekdays.map((weekday) => ({ weekday, fromMinute, untilMinute })),
    noticeMinutes: pick(random, [0, 60, 1440]),
    horizonDays: pick(random, [null, 90]),
  };
}

/** A slot of one to three hours, and each of the other questions in a part of the searches. */
function queryOf(random: Random): CapacityQuery {
  const startsAtMs = noonMs + (60 + 15 * random(daysAhead * 24 * 4)) * minuteMs;
  const sometimes = <T extends object>(one: T): T | object => (random(3) === 0 ? one : {});
  const near = { latitudeE6: 41_387_915, longitudeE6: 2_169_919 };
  return {
    startsAtMs,
    endsAtMs: startsAtMs + (60 + 30 * random(5)) * minuteMs,
    seats: pick(random, sizes),
    order: random(4) === 0 ? "newest" : "fit",
    limit: 50,
    ...sometimes({ language: pick(random, languages) }),
    ...sometimes({ region: pick(random, regions) }),
    ...sometimes({ features: [pick(random, features)] }),
    ...sometimes({ energy: pick(random, energies) }),
    ...sometimes({ terms: "gift" }),
    ...sometimes({ near: random(2) === 0 ? near : { ...near, withinMetres: 3_000_000 } }),
  };
}
