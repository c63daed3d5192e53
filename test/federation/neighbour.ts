import { serve, type ServerType } from "@hono/node-server";
import { v7 as uuidV7 } from "uuid";
import { setUp } from "#src/app/coop.ts";
import type { Context } from "#src/app/context.ts";
import { openSecrets } from "#src/store/secrets.ts";
import type { Database } from "#src/store/database.ts";
import { openFederation, type Federation } from "#federation/federation.ts";
import { everyoneConfirmed } from "#src/app/confirmations.ts";
import { openSeals } from "#federation/proof.ts";
import { freePort } from "#test/rig.ts";

/** A node without its pages, in this process, behind a real HTTP server. */
export interface Neighbour {
  readonly app: Context;
  readonly origin: string;
  readonly federation: Federation;
  /** Everything that arrived, newest last: method, path and status. */
  readonly log: string[];
  /** From here on nobody answers there, and nothing is sent. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Loses what is sent to it as long as this answers true: the sender is told 202. */
  lose(which: (body: string) => boolean): void;
}

export interface NeighbourOptions {
  readonly handle: string;
  readonly port?: number;
  readonly trustedProxies?: readonly string[];
}

export async function openNeighbour(database: Database, options: NeighbourOptions): Promise<Neighbour> {
  const port = options.port ?? (await freePort());
  const origin = `http://localhost:${port}`;
  const app: Context = {
    database,
    secrets: openSecrets("a secret that is long enough for the tests of the federation"),
    seals: openSeals(),
    confirmations: everyoneConfirmed(),
    origin,
    nowMs: () => Date.now(),
    newId: () => uuidV7(),
  };
  const { handle } = options;
  await setUp(app, {
    name: { en: `Coop ${handle}` },
    handle,
    defaultLanguage: "en",
    region: "Nowhere",
    timeZone: "UTC",
  });
  const log: string[] = [];
  let losing: (body: string) => boolean = () => false;
  let running: { readonly federation: Federation; readonly server: ServerType } | undefined;
  const open = (): Federation =>
    openFederation({ app, config: { allowPrivateAddresses: true, trustedProxies: options.trustedProxies ?? [] } });
  let federation = open();
  const next = async (): Promise<Response> => new Response("a page", { status: 200 });
  const answer = async (request: Request, remoteAddress: string): Promise<Response> => {
    if (request.method === "POST" && losing(await request.clone().text())) return new Response(null, { status: 202 });
    const response = await federation.fetch(request, { remoteAddress, next });
    log.push(`${request.method} ${new URL(request.url).pathname} ${response.status}`);
    return response;
  };
  return {
    app,
    origin,
    get federation() {
      return federation;
    },
    log,
    lose: (which) => {
      losing = which;
    },
    async start() {
      federation = open();
      const server = serve({
        port,
        hostname: "localhost",
        fetch: (request, { incoming }) => answer(request, incoming.socket.remoteAddress ?? ""),
      });
      await new Promise<void>((resolve) => server.once("listening", resolve));
      federation.courier.start();
      running = { federation, server };
    },
    async stop() {
      const { server } = running ?? {};
      await running?.federation.courier.stop();
      running = undefined;
      if (server === undefined) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}
