import { createFederation, type Federation as FedifyFederation, type KvStore } from "@fedify/fedify";
import type { Context } from "#src/app/context.ts";
import type { Partners } from "#src/app/partners.ts";
import { dispatchActor, dispatchRecipient, idOfHandle } from "./actors.ts";
import { setCollections } from "./collections.ts";
import { openCourier, type Courier } from "./deliver.ts";
import { openDocuments, type Documents } from "./documents.ts";
import { openGuard } from "./guard.ts";
import { setInbox } from "./inbox.ts";
import { openKeyValues } from "./keyvalue.ts";
import { openLedger, type Ledger } from "./ledger.ts";
import { nodeInfo, nodeInfoLinks, nodeInfoPath } from "./nodeinfo.ts";
import { serveObject, wantsActivity } from "./objects.ts";
import { openPartners } from "./partners.ts";
import { serveMarket } from "./proposals.ts";
import { openRounds } from "./rounds.ts";
import { keyIdOf, openSignerOf, type SignerOf } from "./signer.ts";
import { webFingerOfOrigin } from "./webfinger.ts";

/** What every listener and dispatcher is given. */
export interface Ground {
  readonly app: Context;
  readonly partners: Partners;
  readonly documents: Documents;
  /** Who signed the request, where the body carries a signature of its own that Fedify takes instead. */
  readonly signer?: string;
}

export interface FederationOptions {
  readonly app: Context;
  readonly config: {
    readonly allowPrivateAddresses: boolean;
    /** Whose forwarded headers are believed: addresses and networks. */
    readonly trustedProxies: readonly string[];
  };
}

/** Everything that exists only because other nodes do. */
export interface Federation {
  /** Answers a request of anyone: other servers here, people and programs in `next`. */
  fetch(request: Request, from: { readonly remoteAddress: string; readonly next: Next }): Promise<Response>;
  readonly partners: Partners;
  /** Sends what is to be said, and looks at partners from time to time. */
  readonly courier: Pick<Courier, "start" | "stop">;
}

type Next = (request: Request) => Promise<Response>;

export function openFederation({ app, config }: FederationOptions): Federation {
  const { allowPrivateAddresses, trustedProxies } = config;
  const documents = openDocuments(app, { allowPrivateAddresses });
  const signerOf = openSignerOf(documents);
  const courier = openCourier({ app, allowPrivateAddresses });
  const ledger = openLedger({ app, signerOf, allowPrivateAddresses });
  const partners = openPartners({
    app,
    allowPrivateAddresses,
    reconcile: ledger.reconcile,
    hostAwake: courier.hostAwake,
  });
  const rounds = openRounds({ app, partners });
  const guard = openGuard({ app, trustedProxies, hostAwake: courier.hostAwake });
  const answer = openAnswer({ app, partners, documents, signerOf, ledger });
  return {
    partners,
    courier: {
      start() {
        courier.start();
        rounds.start();
      },
      async stop() {
        await Promise.all([courier.stop(), rounds.stop()]);
      },
    },
    async fetch(request, { remoteAddress, next }) {
      const admission = await guard(request, { remoteAddress });
      if ("refuse" in admission) return admission.refuse;
      return admission.settle(await answer(admission.pass, next));
    },
  };
}

interface AnswerGround extends Ground {
  readonly signerOf: SignerOf;
  readonly ledger: Ledger;
}

/** Behind the guard: what is ActivityPub is answered here, the rest by `next`. */
function openAnswer({
  signerOf,
  ledger,
  ...ground
}: AnswerGround): (request: Request, next: Next) => Promise<Response> {
  const { app, documents } = ground;
  const federation = openFedify(app, documents);
  const viaFedify = async (request: Request, next: Next): Promise<Response> => {
    const page = async (): Promise<Response> => varied(await next(request));
    const contextData = await withSigner(ground, request, signerOf);
    if (contextData === "forged") return new Response("The request's signature does not hold.", { status: 401 });
    const onNotFound = (): Promise<Response> =>
      request.method === "POST" || wantsActivity(request) ? notFound() : page();
    const response = await federation.fetch(request, { contextData, onNotFound, onNotAcceptable: page });
    // What we keep of the sender may be older than its newest key: next time it is fetched again.
    if (response.status === 401) documents.forget(keyIdOf(request) ?? "");
    return response;
  };
  return async (request, next) => {
    const url = new URL(request.url);
    if (url.pathname === "/.well-known/nodeinfo") return nodeInfoLinks(app.origin);
    const found =
      (await ledger.answer(request)) ??
      (await webFingerOfOrigin(app, url)) ??
      (await serveObject({ app, signerOf }, request));
    const market = found ?? (await serveMarket({ app, signerOf }, request));
    if (market !== undefined) return market;
    return fedifyPath.test(url.pathname) ? viaFedify(request, next) : next(request);
  };
}

/** What Fedify answers; it is not asked about anything else, so that the API's and the pages' requests stay untouched. */
const fedifyPath = /^\/(inbox$|actors\/|nodeinfo\/|\.well-known\/webfinger$)/;

async function notFound(): Promise<Response> {
  const problem = { type: "about:blank", title: "There is no such thing here", status: 404 };
  return new Response(JSON.stringify(problem), {
    status: 404,
    headers: { "content-type": "application/problem+json" },
  });
}

/** The same address answers pages and JSON: caches must know. */
function varied(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.append("vary", "Accept");
  return new Response(response.body, { status: response.status, headers });
}

/**
 * Fedify takes a signature or proof inside of a body for its sender's word, whoever sent it and however old it is. We also want the request
 * itself signed, by the same actor.
 */
async function withSigner(ground: Ground, request: Request, signerOf: SignerOf): Promise<Ground | "forged"> {
  if (request.method !== "POST") return ground;
  const text = await request.clone().text();
  if (!/"(signature|proof)"\s*:/.test(text) || !carriesProof(text)) return ground;
  const signer = await signerOf(request);
  return signer === undefined ? "forged" : { ...ground, signer };
}

/** Only the activity's own counts; an entry inside of it carries proofs too. */
function carriesProof(text: string): boolean {
  const activity = JSON.parse(text) as object;
  return "signature" in activity || "proof" in activity;
}

function openFedify(app: Context, documents: Documents): FedifyFederation<Ground> {
  const federation = createFederation<Ground>({
    kv: openFedifyStore(openKeyValues(app)),
    origin: app.origin,
    documentLoaderFactory: () => documents.load,
    contextLoaderFactory: () => documents.loadContext,
    authenticatedDocumentLoaderFactory: () => documents.load,
  });
  federation.setNodeInfoDispatcher(nodeInfoPath, ({ data }) => nodeInfo(data.app));
  federation
    .setActorDispatcher("/actors/{identifier}", ({ data, request, contextLoader }, id) =>
      request.method === "POST" ? dispatchRecipient(data.app, id) : dispatchActor(data.app, id, contextLoader),
    )
    // Nothing is signed through Fedify: `documents.ts` signs what we read, `post.ts` what we say, with keys named as we publish them.
    .setKeyPairsDispatcher(() => [])
    .mapHandle(({ data }, handle) => idOfHandle(data.app, handle));
  setCollections(federation);
  setInbox(federation);
  return federation;
}

/** How long a verified key counts without being looked at again. */
const keyFreshHours = 24;

/**
 * Fedify keeps keys for ever, and failures to fetch one for ten minutes: a partner that was down while we looked would be refused for as
 * long after it is back. Keys are kept for a day, failures not at all (`documents.ts` remembers them for seconds).
 */
function openFedifyStore(store: Required<KvStore>): KvStore {
  const isKey = (key: readonly string[]): boolean => key[1] === "publicKey";
  return {
    ...store,
    set: async (key, value, options) => {
      if (isKey(key) && (value === null || key[2] === "__fetchError")) return;
      await store.set(key, value, isKey(key) ? { ttl: Temporal.Duration.from({ hours: keyFreshHours }) } : options);
    },
  };
}
