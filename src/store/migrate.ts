import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type BetterSqlite3 from "better-sqlite3";
import type pg from "pg";

/** An arbitrary number that means "fedicoop migrates" among PostgreSQL's advisory locks. */
const advisoryLock = 7_246_101;

const ledgerOfMigrations = "CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY NOT NULL)";

interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/** Applies what is missing in one transaction that holds the write lock: a second process finds nothing left to do. */
export function migrateSqlite(connection: BetterSqlite3.Database): void {
  connection.exec("BEGIN IMMEDIATE");
  try {
    connection.exec(ledgerOfMigrations);
    const done = new Set(
      connection
        .prepare<[], { name: string }>("SELECT name FROM migrations")
        .all()
        .map((row) => row.name),
    );
    for (const migration of readMigrations("sqlite", done)) {
      for (const statement of migration.statements) connection.exec(statement);
      connection.prepare("INSERT INTO migrations (name) VALUES (?)").run(migration.name);
    }
    connection.exec("COMMIT");
  } catch (error) {
    connection.exec("ROLLBACK");
    throw error;
  }
}

/** The same under an advisory lock: PostgreSQL changes its tables inside transactions too. */
export async function migratePostgres(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1)", [advisoryLock]);
    await client.query(ledgerOfMigrations);
    const rows = await client.query<{ name: string }>("SELECT name FROM migrations");
    for (const migration of readMigrations("postgres", new Set(rows.rows.map((row) => row.name)))) {
      for (const statement of migration.statements) await client.query(statement);
      await client.query("INSERT INTO migrations (name) VALUES ($1)", [migration.name]);
    }
    await client.query("COMMIT");
    client.release();
  } catch (error) {
    // The connection may be what broke; it goes, and an open transaction with it.
    client.release(true);
    throw error;
  }
}

/**
 * The migrations that `done` lacks, oldest first.
 * @throws when the database holds one that this version does not know: it was opened by a newer fedicoop.
 */
function readMigrations(engine: "sqlite" | "postgres", done: ReadonlySet<string>): readonly Migration[] {
  const folder = join(import.meta.dirname, "../../drizzle", engine);
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .toSorted();
  const newer = [...done].filter((name) => !names.includes(name));
  if (newer.length > 0)
    throw new Error(
      `This database was used by a newer fedicoop (it knows ${newer.join(", ")}). Start that version, or restore a backup.`,
    );
  return names
    .filter((name) => !done.has(name))
    .map((name) => ({ name, statements: readFileSync(join(folder, name), "utf8").split("--> statement-breakpoint") }));
}
