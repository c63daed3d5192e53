import { v7 as uuidV7 } from "uuid";
import { enterEntry } from "#src/app/books.ts";
import { transact } from "#src/app/context.ts";
import { inTurn } from "#src/app/in-turn.ts";
import { sealForPartner } from "#src/app/signing.ts";
import { findLog } from "#src/store/logs.ts";
import { openDatabase, type Database } from "#src/store/database.ts";
import type { EntryRow } from "#src/store/entries.ts";
import { findPeer } from "#src/store/peers.ts";
import { openPair, type Pair } from "#test/app/ledger-pair.ts";
import { signedEntry } from "#test/app/signed-entries.ts";
import { temporaryFolder } from "#test/rig/folder.ts";
import { startPostgres } from "#test/rig/postgres-server.ts";
import { eachAtOnce, median } from "./figures.ts";

/** Entries of one pair in a second that are signed, in our log and on the disk, and beside them the very same rows and leaves inserted plainly. */
export interface EntryFigures {
  readonly engine: Database["engine"];
  readonly atOnce: number;
  readonly signedPerSecond: number;
  readonly insertedPerSecond: number;
}

const rounds = 3;
const eachRound = 200;

export async function measureEntries(): Promise<readonly EntryFigures[]> {
  const folder = temporaryFolder();
  const server = await startPostgres({ durable: true });
  try {
    const figures: EntryFigures[] = [];
    for (const place of [{ file: `${folder.path}/a.sqlite` }, { url: server.url("postgres") }]) {
      const [database, other] = [await openDatabase(place), await openDatabase({ file: `${folder.path}/${uuidV7()}` })];
      const stores = [database, other];
      const pair = await openPair(async () => stores.shift() ?? database);
      for (const atOnce of [1, 64]) figures.push(await measureOn(pair, atOnce));
      await Promise.all([database.close(), other.close()]);
    }
    return figures;
  } finally {
    await server.stop();
    folder.remove();
  }
}

async function measureOn(pair: Pair, atOnce: number): Promise<EntryFigures> {
  const { app, peerId } = pair.a;
  const turns = { signed: [] as number[], inserted: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const [signed, inserted] = [await unsigned(pair), await unsigned(pair)];
    const signedPerSecond = await perSecond(signed, atOnce, (row) => inTurn(app.database, () => sign(pair, row)));
    const log = await findLog(app.database, { peerId, side: "ours" });
    const leaf = "x".repeat(420);
    const insertedPerSecond = await perSecond(inserted, atOnce, (row, index) =>
      app.database.transaction(async ({ q, t }) => {
        await q.insert(t.entries).values({ ...row, peerId: "plain" });
        const place = round * 1_000_000 + index;
        await q
          .insert(t.leaves)
          .values({ logId: `plain ${atOnce} ${log?.id}`, place, leaf, hash: row.hash, about: row.entry });
      }),
    );
    // The first round is for warming up.
    if (round === 0) continue;
    turns.signed.push(signedPerSecond);
    turns.inserted.push(insertedPerSecond);
  }
  const { engine } = app.database;
  return { engine, atOnce, signedPerSecond: median(turns.signed), insertedPerSecond: median(turns.inserted) };
}

async function unsigned(pair: Pair): Promise<EntryRow[]> {
  const rows: EntryRow[] = [];
  for (let index = 0; index < eachRound; index += 1) {
    rows.push({ ...(await signedEntry(pair, Date.now(), [])), id: uuidV7(), peerId: pair.a.peerId });
  }
  return rows;
}

function sign({ a }: Pair, row: EntryRow): Promise<void> {
  return transact(a.app, async (work) => {
    const peer = await findPeer(work.session, a.peerId);
    if (peer === undefined) throw new Error("There is no partner.");
    const document = await sealForPartner(work, peer, { kind: "entry", about: row.entry, document: row.document });
    await enterEntry(work, { ...row, document });
  });
}

async function perSecond(
  rows: readonly EntryRow[],
  atOnce: number,
  write: (row: EntryRow, index: number) => Promise<void>,
): Promise<number> {
  const numbered = rows.map((row, index) => ({ row, index }));
  const startedAtMs = performance.now();
  await eachAtOnce(numbered, atOnce, ({ row, index }) => write(row, index));
  return (rows.length / (performance.now() - startedAtMs)) * 1000;
}
