import { serve, type ServerType } from "@hono/node-server";
import type { Context } from "#src/app/context.ts";
import type { Database } from "#src/store/database.ts";
import { openCourier } from "#federation/deliver.ts";
import { openFederation, type Federation } from "#federation/federation.ts";
import { freePort } from "#test/rig.ts";
import { openCoop, type Clock } from "./ground.ts";

/** A node's federation behind a real HTTP server on loopback, with a page that says so where pages would be. */
export interface Served {
  readonly app: Context;
  readonly origin: string;
  readonly federation: Federation;
  /** Sends everything that is due, and answers when it has been tried. */
  deliver(): Promise<void>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  close(): Promise<void>;
}

export const activityJson = "application/activity+json";

export async function serveCoop(database: Database, clock: Clock = { nowMs: Date.now() }): Promise<Served> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const app = await openCoop(database, clock, origin);
  const federation = openFederation({ app, config: { allowPrivateAddresses: true, trustedProxies: [] } });
  const next = async (): Promise<Response> => new Response("a page", { headers: { "content-type": "text/html" } });
  const server = await listen(port, (request) => federation.fetch(request, { remoteAddress: "127.0.0.1", next }));
  return {
    app,
    origin,
    federation,
    deliver: openCourier({ app, allowPrivateAddresses: true }).runDue,
    get: (path, headers = {}) => fetch(`${origin}${path}`, { headers: { accept: activityJson, ...headers } }),
    close: () => closeServer(server),
  };
}

export function listen(port: number, answer: (request: Request) => Promise<Response>): Promise<ServerType> {
  return new Promise((resolve) => {
    const server = serve({ port, hostname: "127.0.0.1", fetch: answer }, () => resolve(server));
  });
}

export function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
