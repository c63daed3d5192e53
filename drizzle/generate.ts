/**
 * `npm run migrations -- NAME`: compares src/store/schema.ts with the last snapshot of each engine and writes the SQL that leads from
 * one to the other as `NNNN_NAME.sql`, with a new `snapshot.json`. Migrations that were released are never edited.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  generateDrizzleJson,
  generateMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from "drizzle-kit/api";
import { postgresTables, sqliteTables } from "#src/store/schema.ts";

const name = process.argv[2] ?? "change";

function write(engine: "sqlite" | "postgres", statements: readonly string[], snapshot: object): void {
  const folder = join(import.meta.dirname, engine);
  if (statements.length === 0) {
    console.log(`${engine}: nothing has changed`);
    return;
  }
  const number = readdirSync(folder).filter((file) => file.endsWith(".sql")).length;
  const file = `${String(number).padStart(4, "0")}_${name}.sql`;
  writeFileSync(join(folder, file), `${statements.join("\n--> statement-breakpoint\n")}\n`);
  writeFileSync(join(folder, "snapshot.json"), `${JSON.stringify(snapshot, null, 2)}\n`);
  console.log(`${engine}: wrote ${file}`);
}

function previous<T>(engine: "sqlite" | "postgres", empty: T): T {
  const file = join(import.meta.dirname, engine, "snapshot.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : empty;
}

const sqliteBefore = previous("sqlite", await generateSQLiteDrizzleJson({}));
const sqliteNow = await generateSQLiteDrizzleJson(sqliteTables, sqliteBefore.id);
write("sqlite", await generateSQLiteMigration(sqliteBefore, sqliteNow), sqliteNow);

const postgresBefore = previous("postgres", generateDrizzleJson({}));
const postgresNow = generateDrizzleJson(postgresTables, postgresBefore.id);
write("postgres", await generateMigration(postgresBefore, postgresNow), postgresNow);
