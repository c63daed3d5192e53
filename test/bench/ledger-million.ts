import "temporal-polyfill/global";
import { gzipSync } from "node:zlib";
import { booksOf, freshBooksOf } from "#src/app/books.ts";
import { answerSync } from "#src/app/reconcile.ts";
import { reconcileWith, type SyncPost } from "#src/app/sync-session.ts";
import { openDatabase, type Database } from "#src/store/database.ts";
import type { EntryRow } from "#src/store/entries.ts";
import { readSyncAnswer, readSyncRequest, writeSyncAnswer, writeSyncRequest } from "#federation/wire/sync.ts";
import { openPair, type Pair } from "#test/app/ledger-pair.ts";
import { filling, hold, signedEntry } from "#test/app/signed-entries.ts";
import { answerParent } from "./child.ts";
import { fillPlainly, type StorePlace } from "./ledger-fill.ts";
import { residentMegabytesOf } from "./figures.ts";

/** What the parent asks for: fill two books, or compare them with so many differences. */
export type Question =
  | { readonly ask: "fill"; readonly places: readonly StorePlace[]; readonly entries: number }
  | { readonly ask: "differ"; readonly differences: number };

export interface MillionFigures {
  readonly trips: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly megabytes: number;
  readonly state: string;
  readonly isSame: boolean;
}

const startMs = Date.UTC(2018, 0, 1);
/** A million entries stand over eight years. */
const at = (index: number): number => startMs + index * 240_000;
const batch = 5_000;

let pair: Pair | undefined;
let entries = 0;
let serial = 0;
let mostMegabytes = 0;

async function fill(places: readonly StorePlace[], number: number): Promise<void> {
  const databases: Database[] = [];
  for (const place of places) databases.push(await openDatabase(place));
  const [atA, atB] = databases;
  if (atA === undefined || atB === undefined) throw new Error("There are two books.");
  const remaining = [atA, atB];
  const opened = await openPair(async () => remaining.shift() ?? atA);
  pair = opened;
  entries = number;
  for (let from = 0; from < number; from += batch) {
    const rows = filling(opened, Math.min(batch, number - from), (index) => at(from + index));
    for (const [index, side] of [opened.a, opened.b].entries()) {
      const place = places[index];
      if (place !== undefined) await fillPlainly(side, place, [rows]);
    }
  }
  for (const { app, peerId } of [opened.a, opened.b]) await freshBooksOf(app, peerId);
}

/** Half of the differences only one side has, signed by both; the other half the other side. */
async function differ(differences: number): Promise<MillionFigures> {
  if (pair === undefined) throw new Error("There are no books yet.");
  const { a, b } = pair;
  const [onlyA, onlyB]: [EntryRow[], EntryRow[]] = [[], []];
  for (let index = 0; index < differences; index += 1) {
    serial += 1;
    const madeAtMs = at(Math.floor(((index + 0.5) * entries) / differences)) + 60_000 + serial;
    (index % 2 === 0 ? onlyA : onlyB).push(await signedEntry(pair, madeAtMs));
  }
  await hold(a, onlyA);
  await hold(b, onlyB);
  const traffic = { trips: 0, bytes: 0 };
  const startedAtMs = performance.now();
  const { state } = await reconcileWith(a.app, a.peerId, postTo(pair, traffic));
  const seconds = (performance.now() - startedAtMs) / 1000;
  note();
  const [ours, theirs] = [await booksOf(a.app.database, a.peerId), await booksOf(b.app.database, b.peerId)];
  return { ...traffic, seconds, megabytes: mostMegabytes, state, isSame: ours.digest === theirs.digest };
}

const note = (): void => {
  mostMegabytes = Math.max(mostMegabytes, residentMegabytesOf(process.pid));
};

/** As over HTTP, but for the sockets and the request's signature: the JSON of the wire, compressed as it would be. */
function postTo({ a, b }: Pair, traffic: { trips: number; bytes: number }): SyncPost {
  return async (_peer, request) => {
    const asked = JSON.stringify(writeSyncRequest(request));
    // The first request is not compressed: nobody has said yet that it would be understood.
    traffic.bytes += traffic.trips === 0 ? asked.length : gzipSync(asked).length;
    traffic.trips += 1;
    const read = readSyncRequest(JSON.parse(asked));
    const answered = read.ok ? await answerSync(b.app, a.coop, read.value) : undefined;
    if (answered === undefined) return { failed: "the request was not understood" };
    const text = JSON.stringify(writeSyncAnswer(answered));
    traffic.bytes += gzipSync(text).length;
    note();
    const answer = readSyncAnswer(JSON.parse(text));
    return answer.ok ? answer.value : { failed: answer.reason };
  };
}

answerParent(async (question: Question) => {
  if (question.ask === "differ") return differ(question.differences);
  await fill(question.places, question.entries);
  return null;
});
