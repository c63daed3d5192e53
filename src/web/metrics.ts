import { createServer, type Server } from "node:http";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Context } from "#src/app/context.ts";
import { countWaiting } from "#src/store/outbox.ts";
import { countServers } from "#src/store/servers.ts";

/** Prometheus metrics on a port of their own, on loopback, so that they are never public by accident. */
export function openMetrics({ database }: Context, port: number): Server {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registry.registerMetric(
    new Gauge({
      name: "fedicoop_outbox_waiting",
      help: "Messages that were decided and are not yet delivered or answered",
      registers: [],
      async collect() {
        this.set(await countWaiting(database));
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: "fedicoop_servers",
      help: "Meeting servers by health: up, down, or unknown until they are asked for the first time",
      labelNames: ["health"],
      registers: [],
      async collect() {
        this.reset();
        for (const health of ["up", "down", "unknown"]) this.set({ health }, 0);
        for (const { health, servers } of await countServers(database)) this.set({ health }, servers);
      },
    }),
  );
  const server = createServer((_request, response) => {
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      () => response.writeHead(503).end(),
    );
  });
  return server.listen(port, "127.0.0.1");
}
