import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, inject } from "vitest";
import { openDatabase, type Database } from "#src/store/database.ts";

/** Where a database is, as {@link openDatabase} takes it. */
export type Place = { readonly file: string } | { readonly url: string };

export interface Engine {
  readonly name: "sqlite" | "postgres";
  /** A fresh database at the newest migration; closed after the test, or after the file when it was opened in `beforeAll`. */
  open(): Promise<Database>;
  /** A place with nothing in it yet: for tests of migrations, of two processes on one store, and of opening again. */
  place(): Promise<Place>;
}

/** Runs the same tests on a SQLite file and on a real PostgreSQL. */
export function onBothEngines(name: string, suite: (engine: Engine) => void): void {
  describe.each(["sqlite", "postgres"] as const)(`${name} on %s`, (engine) => suite(trackedEngine(engine)));
}

/** The address of a fresh PostgreSQL database: `migrated`, or `empty` for a process that migrates by itself. */
export async function freshPostgres(state: "empty" | "migrated"): Promise<string> {
  const response = await fetch(`${inject("databaseDesk")}/${state}`, { method: "POST" });
  const answer = await response.text();
  if (!response.ok) throw new Error(`There is no PostgreSQL for this test: ${answer}`);
  return answer;
}

/** A folder of its own below the system's temporary folder. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "fedicoop-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

type Cleanup = () => Promise<void> | void;

function trackedEngine(name: "sqlite" | "postgres"): Engine {
  const ofFile: Cleanup[] = [];
  let ofTest: Cleanup[] | undefined;
  beforeEach(() => {
    ofTest = [];
  });
  // Hooks after a test run in reverse, so this one, registered first, closes when the suite's own hooks are done.
  afterEach(async () => {
    const due = ofTest ?? [];
    ofTest = undefined;
    await runAll(due);
  });
  afterAll(() => runAll(ofFile));

  const place = async (state: "empty" | "migrated"): Promise<Place> => {
    if (name === "postgres") return { url: await freshPostgres(state) };
    const folder = temporaryFolder();
    (ofTest ?? ofFile).push(folder.remove);
    return { file: join(folder.path, "store.sqlite") };
  };
  return {
    name,
    place: () => place("empty"),
    open: async () => {
      const database = await openDatabase(await place("migrated"));
      (ofTest ?? ofFile).push(database.close);
      return database;
    },
  };
}

/** The last one made goes first. */
async function runAll(cleanups: Cleanup[]): Promise<void> {
  for (const cleanup of cleanups.toReversed()) await cleanup();
}
