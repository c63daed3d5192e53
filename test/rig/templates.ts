import { copyFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { inject } from "vitest";
import { openDatabase, type Database } from "#src/store/database.ts";

let asked: Promise<string> | undefined;

/** An empty SQLite file at the newest migration: to copy it takes a fiftieth of the time that all migrations take. */
const templateFile = (): Promise<string> =>
  (asked ??= fetch(`${inject("databaseDesk")}/sqlite`, { method: "POST" }).then(async (response) => {
    const answer = await response.text();
    if (!response.ok) throw new Error(`There is no SQLite file to copy: ${answer}`);
    return answer;
  }));

/** Puts a copy where a node will find it, in a folder that is made as the program makes it. */
export async function copySqlite(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await copyFile(await templateFile(), file);
}

/** A fresh database in memory, at the newest migration. */
export async function memoryDatabase(): Promise<Database> {
  return openDatabase({ memory: new BetterSqlite3(await readFile(await templateFile())) });
}
