import type { Route } from "./route.ts";
import { nodeRoutes } from "./routes/node.ts";
import { peerRoutes } from "./routes/peers.ts";
import { resourceRoutes } from "./routes/resources.ts";

/** Every call of the API, in the order in which the documents show them. */
export const routes: readonly Route[] = [...nodeRoutes, ...peerRoutes, ...resourceRoutes];
