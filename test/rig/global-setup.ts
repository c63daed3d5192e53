import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import BetterSqlite3 from "better-sqlite3";
import type { TestProject } from "vitest/node";
import { openDatabase } from "#src/store/database.ts";
import { openStock, type PostgresStock } from "./postgres-stock.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where test files ask for databases; see {@link setup}. */
    readonly databaseDesk: string;
  }
}

/**
 * What the test files of one run share: a folder for all that they put on the disk; one PostgreSQL, started when the first of them asks
 * for a database (`POST /empty`, `POST /migrated`, and `POST /used` with the address of one that may be given to the next); a SQLite
 * file to copy (`POST /sqlite` answers its path); and keys, for keys.ts alone: what is posted to `/keys` gets a number from 0 up, and
 * `GET /keys/NUMBER` gives it back.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(memoryFolder() ?? tmpdir(), "fedicoop-tests-"));
  // PostgreSQL runs as another user when we are root.
  chmodSync(folder, 0o711);
  // For the workers, and for PostgreSQL.
  process.env["TMPDIR"] = folder;
  const opened = openShared(folder);
  const desk = createServer((request, response) => {
    void text(request)
      .then((said) => opened.answer(request, said))
      .then(
        (answer) => response.writeHead(answer === undefined ? 404 : 200).end(answer),
        (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
      );
  });
  project.provide("databaseDesk", await listen(desk));
  return async () => {
    desk.close();
    desk.closeAllConnections();
    await opened.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}

function openShared(folder: string) {
  let stock: Promise<PostgresStock> | undefined;
  let sqlite: Promise<string> | undefined;
  const keys: string[] = [];
  const answers: Readonly<Record<string, (said: string) => Promise<string> | string>> = {
    "POST /empty": async () => (await (stock ??= openStock())).take("empty"),
    "POST /migrated": async () => (await (stock ??= openStock())).take("migrated"),
    "POST /used": async (url) => {
      (await stock)?.giveBack(url);
      return "";
    },
    "POST /sqlite": () => (sqlite ??= makeTemplate(join(folder, "template.sqlite"))),
    "POST /keys": (key) => String(keys.push(key) - 1),
  };
  return {
    answer: async ({ method = "", url = "" }: IncomingMessage, said: string): Promise<string | undefined> =>
      method === "GET" ? keys[Number(url.slice("/keys/".length))] : answers[`${method} ${url}`]?.(said),
    close: async () => (await stock?.catch(() => undefined))?.stop(),
  };
}

async function makeTemplate(file: string): Promise<string> {
  const memory = new BetterSqlite3(":memory:");
  const database = await openDatabase({ memory });
  writeFileSync(file, memory.serialize());
  await database.close();
  return file;
}

const enoughBytes = 2 * 1024 ** 3;

/**
 * Nothing of a run has to outlive it, and each transaction of SQLite waits for its disk, as each new database of PostgreSQL writes a
 * thousand files. So all is kept in memory, where the system has such a folder with room in it.
 */
function memoryFolder(): string | undefined {
  try {
    const folder = "/dev/shm";
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= enoughBytes ? folder : undefined;
  } catch {
    return undefined;
  }
}

function listen(desk: Server): Promise<string> {
  return new Promise((resolve) => {
    // A test that asks just when an idle connection is closed would fail for nothing.
    desk.keepAliveTimeout = 3_600_000;
    desk.listen(0, "127.0.0.1", () => {
      // It must not keep the run alive.
      desk.unref();
      resolve(`http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
    });
  });
}
