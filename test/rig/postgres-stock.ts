import pg from "pg";
import { openDatabase } from "#src/store/database.ts";
import { startPostgres } from "./postgres-server.ts";

/** The PostgreSQL databases of one run. */
export interface PostgresStock {
  /** The address of a database with nothing in it, or of one with empty tables at the newest migration. */
  take(state: "empty" | "migrated"): Promise<string>;
  /** Nobody uses this migrated one any longer: it is emptied, and the next who wants one gets it. */
  giveBack(url: string): void;
  stop(): Promise<void>;
}

/**
 * What was never written to has no pages, and is left alone. Not `DELETE`, which is quicker: rows that are put where others were come back in
 * another order than from a new table, where a question asks for none.
 */
const emptyTables = `
  DO $$ DECLARE names text; BEGIN
    SELECT string_agg(format('%I', relname), ', ') INTO names FROM pg_class
      WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'migrations' AND pg_relation_size(oid) > 0;
    IF names IS NOT NULL THEN EXECUTE 'TRUNCATE ' || names; END IF;
  END $$`;

/** Starts a server. On a disk a new database takes four times as long as emptying one, and each has 11 MB, so that few are made. */
export async function openStock(): Promise<PostgresStock> {
  const server = await startPostgres();
  const admin = new pg.Pool({ connectionString: server.url("postgres"), max: 4 });
  admin.on("error", () => undefined);
  await admin.query("CREATE DATABASE migrated TEMPLATE template0");
  await (await openDatabase({ url: server.url("migrated") })).close();
  const free: string[] = [];
  /** A connection for emptying each: one that knows its tables takes a quarter of the time. */
  const cleaners = new Map<string, Promise<pg.Client>>();
  let made = 0;
  const create = async (template: string): Promise<string> => {
    const name = `test_${(made += 1)}`;
    // Copying files takes half the processor time of copying through the log.
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
    return server.url(name);
  };
  return {
    take: async (state) => (state === "empty" ? create("template0") : (free.shift() ?? create("migrated"))),
    giveBack: (url) => {
      const cleaner = cleaners.get(url) ?? connect(url);
      cleaners.set(url, cleaner);
      cleaner
        .then((client) => client.query(emptyTables))
        .then(
          () => free.push(url),
          // It stays out of use.
          () => undefined,
        );
    },
    stop: async () => {
      for (const cleaner of cleaners.values()) await cleaner.then((client) => client.end()).catch(() => undefined);
      await admin.end();
      await server.stop();
    },
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, lock_timeout: 2000 });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
