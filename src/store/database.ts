import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { drizzle as drizzleSqlite, type BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import pg from "pg";
import { openGroupCommit } from "./group-commit.ts";
import { migratePostgres, migrateSqlite } from "./migrate.ts";
import { postgresTables, sqliteTables, type Tables } from "./schema.ts";

/** What queries are made with: the builder `q` and the tables `t`. Outside of a transaction it reads. */
export interface Session {
  readonly q: Builder;
  readonly t: Tables;
}

/** Only what both engines' builders have is used: `await`, `returning`, `onConflict…`; never `.get()`, `.all()`, `.run()`. */
export type Builder = Pick<
  BetterSQLite3Database,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "$count"
>;

export interface Database extends Session {
  readonly engine: "sqlite" | "postgres";
  /**
   * Runs `work` alone: serialised on SQLite, `serializable` with retries on PostgreSQL, so `work` may run more than once and must
   * have no effect but its queries. Rolled back when it throws. No network calls inside. Transactions do not nest.
   */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Calls `listener` after each commit, in this process. Answers a function that stops it. */
  onCommit(listener: () => void): () => void;
  close(): Promise<void>;
}

/** How long a writer waits for another process that holds SQLite's write lock before it gives up. */
const busyLimitMs = 15_000;
const serializationAttempts = 40;

/**
 * Opens the store and brings it to the newest migration, once, also when several processes start together.
 * `file` is a path of a SQLite database, or `:memory:`; `memory` a database in memory that somebody else also looks at; `url` a
 * postgres:// address.
 */
export async function openDatabase(
  place: { readonly file: string } | { readonly memory: BetterSqlite3.Database } | { readonly url: string },
): Promise<Database> {
  if ("url" in place) return openPostgres(place.url);
  return "memory" in place ? openMemory(place.memory) : openSqlite(place.file);
}

async function openSqlite(file: string): Promise<Database> {
  if (file === ":memory:") return openMemory(new BetterSqlite3(file));
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const writer = await waitForLock(() => connectSqlite(file));
  try {
    await waitForLock(() => writer.pragma("journal_mode = WAL"));
    await waitForLock(() => migrateSqlite(writer));
  } catch (error) {
    writer.close();
    throw error;
  }
  // A second connection, so that reads neither wait for nor see a transaction that is under way.
  return sqliteOver(writer, await waitForLock(() => connectSqlite(file, { readonly: true })));
}

/** A memory has one connection only. */
function openMemory(memory: BetterSqlite3.Database): Database {
  prepare(memory);
  migrateSqlite(memory);
  return sqliteOver(memory, memory);
}

function sqliteOver(writer: BetterSqlite3.Database, reader: BetterSqlite3.Database): Database {
  const commits = openListeners();
  const begin = () => waitForLock(() => void writer.exec("BEGIN IMMEDIATE"));
  const group = openGroupCommit(writer, { begin, committed: commits.announce });
  const writing: Session = { q: drizzleSqlite(writer), t: sqliteTables };
  return {
    engine: "sqlite",
    q: drizzleSqlite(reader),
    t: sqliteTables,
    transaction: (work) => group.run(() => work(writing)),
    onCommit: commits.add,
    async close() {
      await group.ended();
      if (reader !== writer) reader.close();
      writer.close();
    },
  };
}

function connectSqlite(file: string, options: { readonly?: boolean } = {}): BetterSqlite3.Database {
  const connection = new BetterSqlite3(file, { ...options, timeout: 0 });
  try {
    prepare(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function prepare(connection: BetterSqlite3.Database): void {
  // The first of them reads the file, which another process may just be recovering.
  connection.pragma("synchronous = FULL");
  connection.pragma("foreign_keys = ON");
  keepCompiled(connection);
}

const statementsKept = 300;

/**
 * Keeps the statements that were compiled last: to compile one costs more than most of ours take to run. That is safe since each text asks
 * for its rows in one form only, and nobody reads from one step by step.
 */
function keepCompiled(connection: BetterSqlite3.Database): void {
  const kept = new Map<string, BetterSqlite3.Statement>();
  const compile = connection.prepare.bind(connection);
  connection.prepare = ((text: string) => {
    const statement = kept.get(text) ?? compile(text);
    // The newest stand last.
    kept.delete(text);
    kept.set(text, statement);
    for (const oldest of kept.keys()) {
      if (kept.size <= statementsKept) break;
      kept.delete(oldest);
    }
    return statement;
  }) as BetterSqlite3.Database["prepare"];
}

/** Retries while another process holds the lock, without blocking this one, as SQLite's own busy handler would. */
async function waitForLock<T>(attempt: () => T): Promise<T> {
  const giveUpAtMs = performance.now() + busyLimitMs;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAtMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2 + Math.random() * 10));
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof BetterSqlite3.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

async function openPostgres(url: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  // Without a listener a dropped idle connection would end the process; the next query gets a new one.
  pool.on("error", () => undefined);
  pg.types.setTypeParser(pg.types.builtins.INT8, parseInteger);
  await migratePostgres(pool).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const commits = openListeners();
  return {
    engine: "postgres",
    ...postgresSession(pool),
    transaction: async (work) => {
      const result = await serializable(pool, work);
      commits.announce();
      return result;
    },
    onCommit: commits.add,
    close: () => pool.end(),
  };
}

function postgresSession(client: pg.Pool | pg.PoolClient): Session {
  // The type master is SQLite's, see schema.ts: the same calls, awaited, give the same values on both.
  return { q: drizzlePostgres(client) as unknown as Builder, t: postgresTables };
}

/** Sums come back as 64-bit integers; one that a number cannot hold exactly must not pass silently. */
function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database answered ${text}, which is more than 2^53.`);
  return value;
}

async function serializable<T>(pool: pg.Pool, work: (session: Session) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await pool.connect();
    try {
      await client.query("BEGIN ISOLATION LEVEL SERIALIZABLE");
      const result = await work(postgresSession(client));
      await client.query("COMMIT");
      client.release();
      return result;
    } catch (error) {
      await client.query("ROLLBACK").then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
      if (attempt >= serializationAttempts || !isWorthRepeating(error, attempt)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(5 * attempt, 100)));
  }
}

/**
 * 40001 serialization_failure, 40P01 deadlock_detected; at first 23505 unique_violation too, since the row that won a race is seen on
 * the next attempt.
 */
function isWorthRepeating(error: unknown, attempt: number): boolean {
  const code = errorCode(error) ?? (error instanceof Error ? errorCode(error.cause) : undefined);
  return code === "40001" || code === "40P01" || (code === "23505" && attempt < 4);
}

function errorCode(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

function openListeners() {
  const listeners = new Set<() => void>();
  return {
    add: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce: (): void => {
      for (const listener of listeners) listener();
    },
  };
}
