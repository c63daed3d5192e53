import { chmodSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import pg from "pg";

/** How many rows each table of a store has. */
export type TableCounts = Readonly<Record<string, number>>;

/**
 * Copies a SQLite store into a new file as it is at one moment, also while other processes write to it. The copy is complete by itself:
 * no journal belongs to it. @throws when the copy is not sound.
 */
export function copySqlite(file: string, target: string): TableCounts {
  const source = new BetterSqlite3(file, { readonly: true, fileMustExist: true, timeout: 15_000 });
  try {
    source.prepare("VACUUM INTO ?").run(target);
  } finally {
    source.close();
  }
  chmodSync(target, 0o600);
  return examineSqlite(target);
}

/** The rows of each table of a SQLite file, after a check of its soundness. @throws when it is not sound, or no database. */
export function examineSqlite(file: string): TableCounts {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    const verdict = database.pragma("quick_check", { simple: true });
    if (verdict !== "ok") throw new Error(`${file} is not a sound database: ${String(verdict)}`);
    const tables = database
      .prepare<[], { name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .all();
    return Object.fromEntries(
      tables.map(({ name }) => [
        name,
        database.prepare<[], { count: number }>(`SELECT count(*) AS count FROM "${name}"`).get()?.count ?? 0,
      ]),
    );
  } finally {
    database.close();
  }
}

const rowsAtOnce = 1000;

/**
 * Writes every row of a PostgreSQL store, as it is at one moment, as a line of JSON: `{"table": …, "row": {…}}`. The row is PostgreSQL's
 * own text and never parsed here, so that nothing is lost on the way.
 */
export async function dumpPostgres(url: string, write: (line: string) => Promise<void>): Promise<TableCounts> {
  return withClient(url, async (client) => {
    const counts: Record<string, number> = {};
    // Deferrable: it waits for a moment that is consistent with every serializable transaction, before or after it.
    await client.query("BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE");
    for (const table of await tablesOf(client)) {
      counts[table] = 0;
      await client.query(
        `DECLARE rows NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS row FROM ${quoted(table)} t`,
      );
      for (;;) {
        const { rows } = await client.query<{ row: string }>(`FETCH ${rowsAtOnce} FROM rows`);
        for (const { row } of rows) await write(`{"table":${JSON.stringify(table)},"row":${row}}\n`);
        counts[table] += rows.length;
        if (rows.length < rowsAtOnce) break;
      }
      await client.query("CLOSE rows");
    }
    await client.query("COMMIT");
    return counts;
  });
}

const row = /^\{"table":"([a-z_]+)","row":(.*)\}$/;

/**
 * Writes the lines of a dump into a migrated and empty PostgreSQL store, all or nothing.
 * @throws when the dump comes from other migrations than this version's, or when there is something in the store already.
 */
export async function restorePostgres(url: string, lines: AsyncIterable<string>): Promise<TableCounts> {
  return withClient(url, async (client) => {
    await client.query("BEGIN");
    const tables = await tablesOf(client);
    const here = await migrationsOf(client, tables);
    for (const table of tables.filter((name) => name !== "migrations")) await requireEmpty(client, table);
    await client.query("DELETE FROM migrations");
    const counts: Record<string, number> = Object.fromEntries(tables.map((name) => [name, 0]));
    for await (const line of lines) {
      const [, table = "", json = ""] = row.exec(line) ?? [];
      if (!(table in counts)) throw new Error(`The backup has rows of "${table}", which this version does not know.`);
      await client.query(
        `INSERT INTO ${quoted(table)} SELECT * FROM json_populate_record(NULL::${quoted(table)}, $1::json)`,
        [json],
      );
      counts[table] = (counts[table] ?? 0) + 1;
    }
    const restored = await migrationsOf(client, tables);
    if (restored !== here)
      throw new Error(
        `The backup was made by another version (${restored}; this one has ${here}). Restore it with that version, then upgrade.`,
      );
    await client.query("COMMIT");
    return counts;
  });
}

async function requireEmpty(client: pg.Client, table: string): Promise<void> {
  const { rowCount } = await client.query(`SELECT 1 FROM ${quoted(table)} LIMIT 1`);
  if (rowCount !== 0)
    throw new Error(`The database is not empty: there are rows in "${table}". A backup is restored into an empty one.`);
}

async function migrationsOf(client: pg.Client, tables: readonly string[]): Promise<string> {
  if (!tables.includes("migrations")) return "none";
  const { rows } = await client.query<{ name: string }>("SELECT name FROM migrations ORDER BY name");
  return rows.map(({ name }) => name).join(", ");
}

async function tablesOf(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename",
  );
  return rows.map(({ name }) => name);
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
