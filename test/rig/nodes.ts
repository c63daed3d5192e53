import { useCleanup } from "./cleanup.ts";
import { freshPostgres } from "./engines.ts";
import { startNode, type NodeOptions, type RunningNode } from "./node.ts";
import { copySqlite } from "./templates.ts";
import { lossyProxy, type LossyProxy } from "./proxy.ts";

/** Nodes and proxies that are ended after the test, or after the file when they were started in `beforeAll`. */
export interface Nodes {
  start(options?: NodeOptions & { readonly engine?: "sqlite" | "postgres" }): Promise<RunningNode>;
  proxy(): Promise<LossyProxy>;
}

/** Call it at the top of a test file or in a `describe`. */
export function useNodes(): Nodes {
  const later = useCleanup();
  return {
    start: async ({ engine, ...options } = {}) => {
      const databaseUrl =
        engine === "postgres"
          ? { databaseUrl: await freshPostgres(options.setUp === false ? "empty" : "migrated") }
          : {};
      const node = await startNode({ ...databaseUrl, copyStore: copySqlite, ...options });
      later(() => node.end());
      return node;
    },
    proxy: async () => {
      const proxy = await lossyProxy();
      later(() => proxy.close());
      return proxy;
    },
  };
}
