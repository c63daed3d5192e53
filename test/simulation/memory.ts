import BetterSqlite3 from "better-sqlite3";
import { openDatabase, type Database } from "#src/store/database.ts";

/** All rows of a store at one moment. */
export type Rows = readonly { readonly table: string; readonly columns: number; readonly rows: readonly unknown[][] }[];

/**
 * A store in memory that can be set back to what it was: with the compiled statements of its connection, which cost more than
 * what they do. The simulation looks at its rows by itself through `connection`.
 */
export interface Memory {
  readonly connection: BetterSqlite3.Database;
  readonly database: Database;
  copy(): Rows;
  /** Holds these rows and nothing else from now on. */
  fill(rows: Rows): void;
}

export async function openMemory(): Promise<Memory> {
  const connection = new BetterSqlite3(":memory:");
  const database = await openDatabase({ memory: connection });
  const tables = connection
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migrations'",
    )
    .all()
    .map(({ name }) => openTable(connection, name));
  return {
    connection,
    database,
    copy: () => tables.map((table) => table.copy()).filter(({ rows }) => rows.length > 0),
    fill: (content) => {
      connection.exec("BEGIN");
      const held = new Map(content.map((each) => [each.table, each.rows]));
      for (const table of tables) table.fill(held.get(table.name) ?? []);
      connection.exec("COMMIT");
    },
  };
}

function openTable(connection: BetterSqlite3.Database, name: string) {
  const columns = connection.prepare<[], { name: string }>(`PRAGMA table_info("${name}")`).all().length;
  const all = connection.prepare(`SELECT * FROM "${name}"`).raw();
  const none = connection.prepare(`DELETE FROM "${name}"`);
  const add = connection.prepare(
    `INSERT INTO "${name}" VALUES (${Array.from({ length: columns }, () => "?").join(", ")})`,
  );
  return {
    name,
    copy: () => ({ table: name, columns, rows: all.all() as unknown[][] }),
    fill: (rows: readonly unknown[][]): void => {
      none.run();
      for (const row of rows) add.run(...row);
    },
  };
}
