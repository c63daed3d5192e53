import { createPublicKey } from "node:crypto";
import { createServer, type Server } from "node:http";
import { serve } from "@hono/node-server";
import type { Context } from "#src/app/context.ts";
import { openKeys } from "#src/app/keys.ts";
import { actorIri, coopActorId, inboxIri } from "#src/domain/iri.ts";
import { openDocuments } from "#federation/documents.ts";
import { openLedger, type Ledger } from "#federation/ledger.ts";
import { openSigners } from "#federation/signer.ts";
import { freePort, type Engine } from "#test/rig.ts";
import { openCoop } from "./ground.ts";

/** A coop whose actor and `/ledger/sync` are served over real HTTP. */
export interface Node {
  readonly app: Context;
  readonly ledger: Ledger;
  readonly server: Server;
  /** How many comparisons it was asked for. */
  requests: number;
}

export const allowPrivateAddresses = true;

/** Starts one on a free port; the caller closes its server. */
export async function openNode(engine: Engine): Promise<Node> {
  const port = await freePort();
  const clock = {
    get nowMs() {
      return Date.now();
    },
  };
  const app = await openCoop(await engine.open(), clock, `http://127.0.0.1:${port}`);
  const documents = openDocuments(app, { allowPrivateAddresses });
  const ledger = openLedger({ app, signerOf: openSigners(documents).signerOf, allowPrivateAddresses });
  const actor = await actorDocument(app);
  const node: Node = { app, ledger, requests: 0, server: createServer() };
  const server = serve({
    port,
    hostname: "127.0.0.1",
    fetch: async (request) => {
      if (request.method === "POST") node.requests += 1;
      return (await ledger.answer(request)) ?? actor();
    },
  }) as Server;
  await new Promise((resolve) => server.once("listening", resolve));
  return Object.assign(node, { server });
}

async function actorDocument(app: Context): Promise<() => Response> {
  const coop = actorIri(app.origin, coopActorId);
  const key = (await openKeys(app, app.database, coopActorId)).find((one) => one.use === "http");
  const { kty = "", n = "", e = "" } = key?.publicJwk ?? {};
  const publicKeyPem = createPublicKey({ key: { kty, n, e }, format: "jwk" }).export({ type: "spki", format: "pem" });
  const document = JSON.stringify({
    "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
    id: coop,
    type: "Organization",
    inbox: inboxIri(app.origin, coopActorId),
    publicKey: { id: `${coop}#main-key`, owner: coop, publicKeyPem },
  });
  return () => new Response(document, { headers: { "content-type": "application/activity+json" } });
}
