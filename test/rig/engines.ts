import { join } from "node:path";
import { describe, inject } from "vitest";
import { openDatabase, type Database } from "#src/store/database.ts";
import { useCleanup } from "./cleanup.ts";
import { temporaryFolder } from "./folder.ts";
import { copySqlite } from "./templates.ts";

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
export const freshPostgres = (state: "empty" | "migrated"): Promise<string> => askDesk(state);

async function askDesk(what: "empty" | "migrated" | "used", said = ""): Promise<string> {
  const response = await fetch(`${inject("databaseDesk")}/${what}`, { method: "POST", body: said });
  const answer = await response.text();
  if (!response.ok) throw new Error(`There is no PostgreSQL for this test: ${answer}`);
  return answer;
}

function trackedEngine(name: "sqlite" | "postgres"): Engine {
  const later = useCleanup();
  const newFile = (): string => {
    const folder = temporaryFolder();
    later(() => folder.remove());
    return join(folder.path, "store.sqlite");
  };
  const openSqlite = async (): Promise<Database> => {
    const file = newFile();
    await copySqlite(file);
    const database = await openDatabase({ file });
    later(() => database.close());
    return database;
  };
  const openPostgres = async (): Promise<Database> => {
    const url = await freshPostgres("migrated");
    const database = await openDatabase({ url });
    later(async () => {
      await database.close();
      await askDesk("used", url);
    });
    return database;
  };
  return {
    name,
    place: async () => (name === "postgres" ? { url: await freshPostgres("empty") } : { file: newFile() }),
    open: name === "postgres" ? openPostgres : openSqlite,
  };
}
