import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openDatabase } from "#src/store/database.ts";
import { startPostgres, type PostgresServer } from "./postgres-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where test files ask for fresh PostgreSQL databases; see {@link setup}. */
    readonly databaseDesk: string;
  }
}

interface Store {
  readonly server: PostgresServer;
  readonly admin: pg.Pool;
}

/**
 * One PostgreSQL for the whole run, started when the first test file asks for a database. `POST /empty` and `POST /migrated` answer
 * the address of a new one; a migrated one is a copy of a template, which takes milliseconds. `/keys` is for keys.ts alone: what is posted
 * to it gets a number from 0 up, and `GET /keys/NUMBER` gives it back.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let store: Promise<Store> | undefined;
  let made = 0;
  const create = async (template: string): Promise<string> => {
    store ??= openStore();
    const { server, admin } = await store;
    made += 1;
    const name = `test_${made}`;
    // Copying files takes half the processor time of copying through the log.
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
    return server.url(name);
  };
  const keys: string[] = [];
  const desk = createServer((request, response) => {
    const { method, url = "" } = request;
    if (url === "/keys" && method === "POST") {
      void text(request).then((key) => response.end(String(keys.push(key) - 1)));
      return;
    }
    if (url.startsWith("/keys/")) {
      const key = keys[Number(url.slice("/keys/".length))];
      response.writeHead(key === undefined ? 404 : 200).end(key);
      return;
    }
    create(url === "/migrated" ? "migrated" : "template0").then(
      (address) => response.end(address),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
    );
  });
  project.provide("databaseDesk", await listen(desk));
  return async () => {
    desk.close();
    desk.closeAllConnections();
    const opened = await store?.catch(() => undefined);
    await opened?.admin.end();
    await opened?.server.stop();
  };
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

async function openStore(): Promise<Store> {
  const server = await startPostgres();
  const admin = new pg.Pool({ connectionString: server.url("postgres"), max: 4 });
  admin.on("error", () => undefined);
  await admin.query("CREATE DATABASE migrated TEMPLATE template0");
  const template = await openDatabase({ url: server.url("migrated") });
  await template.close();
  return { server, admin };
}
