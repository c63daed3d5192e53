import { join } from "node:path";
import { expect, test } from "vitest";
import { verifyLedger } from "#src/app/ledger-verify.ts";
import { copySqlite, dumpPostgres, restorePostgres } from "#src/store/backup.ts";
import { openDatabase } from "#src/store/database.ts";
import { eventually, onBothEngines, temporaryFolder, useCleanup, type Place } from "#test/rig.ts";
import { agree, fulfilled, openPair } from "./ledger-pair.ts";

const later = useCleanup();

/** A copy of a store as a backup makes it, restored in another place. */
async function copyOf(place: Place, empty: Place): Promise<Place> {
  if ("file" in place) {
    const folder = temporaryFolder();
    later(folder.remove);
    const file = join(folder.path, "copy.sqlite");
    copySqlite(place.file, file);
    return { file };
  }
  const lines: string[] = [];
  await dumpPostgres(place.url, async (line) => void lines.push(line.trimEnd()));
  if (!("url" in empty)) throw new Error("A dump is restored into PostgreSQL.");
  await (await openDatabase(empty)).close();
  await restorePostgres(empty.url, each(lines));
  return empty;
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

onBothEngines("a backup while entries are made", (engine) => {
  test("is of one moment: every entry in it with its sums, its digest and its place in the log", async () => {
    const [place, empty] = [await engine.place(), await engine.place()];
    const open = async (where: Place) => {
      const database = await openDatabase(where);
      later(() => database.close());
      return database;
    };
    const stores = [await open(place), await open({ file: ":memory:" })];
    const pair = await openPair(async () => stores.shift() ?? open({ file: ":memory:" }));
    const agreements: string[] = [];
    for (let count = 0; count < 24; count += 1) agreements.push((await agree(pair)).id);
    let made = 0;
    const writing = Promise.all(
      agreements.map(async (id) => {
        await fulfilled(pair, id, 100);
        made += 1;
      }),
    );
    await eventually(() => expect(made).toBeGreaterThan(0));
    const copied = await copyOf(place, empty);
    await writing;
    const app = { ...pair.a.app, database: await open(copied) };
    const found = await verifyLedger(app);
    expect(found.troubles).toEqual([]);
    expect(found.entries).toBeGreaterThan(0);
    expect(await verifyLedger(pair.a.app)).toMatchObject({ entries: 24, troubles: [] });
  });
});
