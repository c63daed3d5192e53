import BetterSqlite3 from "better-sqlite3";
import { getTableColumns } from "drizzle-orm";
import pg from "pg";
import { v7 as uuidV7 } from "uuid";
import { book } from "#src/app/books.ts";
import { transact } from "#src/app/context.ts";
import { placeOf } from "#src/app/marks.ts";
import type { openDatabase } from "#src/store/database.ts";
import type { EntryRow } from "#src/store/entries.ts";
import { sqliteTables } from "#src/store/schema.ts";
import type { Side } from "#test/app/ledger-pair.ts";

export type StorePlace = Exclude<Parameters<typeof openDatabase>[0], { readonly memory: unknown }>;

const columns = Object.entries(getTableColumns(sqliteTables.entries)).map(([key, { name }]) => ({ key, name }));

/** Writes rows without any of our code between, which would take an hour for a million; then keeps books of them as `app/books.ts` does. */
export async function fillPlainly(
  side: Side,
  place: StorePlace,
  batches: Iterable<readonly EntryRow[]>,
): Promise<void> {
  const insert = "file" in place ? plainSqlite(place.file) : await plainPostgres(place.url);
  for (const rows of batches) {
    const kept = rows.map((row): EntryRow => ({ ...row, ...placeOf(row), id: uuidV7(), peerId: side.peerId }));
    await insert.write(kept);
    await transact(side.app, async (work) => {
      await book(
        work,
        kept.map((row) => ({ row, isNew: true })),
      );
    });
  }
  await insert.end();
}

interface Insert {
  readonly write: (rows: readonly EntryRow[]) => Promise<void>;
  readonly end: () => Promise<void>;
}

function plainSqlite(file: string): Insert {
  const connection = new BetterSqlite3(file, { timeout: 10_000 });
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const statement = connection.prepare(`INSERT INTO entries (${names}) VALUES (${columns.map(() => "?").join(", ")})`);
  return {
    async write(rows) {
      connection.transaction(() => {
        for (const row of rows) statement.run(columns.map(({ key }) => plain(row[key as keyof EntryRow])));
      })();
    },
    async end() {
      connection.close();
    },
  };
}

const plain = (value: EntryRow[keyof EntryRow]) => (typeof value === "boolean" ? Number(value) : value);

async function plainPostgres(url: string): Promise<Insert> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    async write(rows) {
      const named = rows.map((row) =>
        Object.fromEntries(columns.map(({ key, name }) => [name, row[key as keyof EntryRow]])),
      );
      await client.query("INSERT INTO entries SELECT * FROM json_populate_recordset(null::entries, $1)", [
        JSON.stringify(named),
      ]);
    },
    end: () => client.end(),
  };
}
