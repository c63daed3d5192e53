import { createFederation, type Federation as FedifyFederation } from "@fedify/fedify";
import { getLogger } from "@logtape/logtape";
import type { Context } from "#src/app/context.ts";
import type { Partners } from "#src/app/partners.ts";
import { dispatchActor, dispatchRecipient, idOfHandle } from "./actors.ts";
import { setCollections } from "./collections.ts";
import { comeAgain, watchReading } from "./come-again.ts";
import { openCourier, type Courier } from "./deliver.ts";
import { openDocuments, type Documents } from "./documents.ts";
import { answerEcho } from "./echo.ts";
import { openGuard } from "./guard.ts";
import { setInbox } from "./inbox.ts";
import { openForwards } from "./inbox/forwarded.ts";
import { openKeyValues } from "./keyvalue.ts";
import { openLedger, type Ledger } from "./ledger.ts";
import { openListRounds } from "./list-rounds.ts";
import { nodeInfo, nodeInfoLinks, nodeInfoPath } from "./nodeinfo.ts";
import { serveObject, wantsActivity } from "./objects.ts";
import { openPartners } from "./partners.ts";
import { problemResponse } from "./problem.ts";
import { serveMarket } from "./proposals.ts";
import { openReading, rememberingSigner } from "./reading.ts";
import { openRounds } from "./rounds.ts";
import { openSigners, type Signers } from "./signer.ts";
import { openSoftwareWatch } from "./software.ts";
import { verifySpeaker } from "./speaker.ts";
import { serveTalk } from "./talk.ts";
import { webFingerOfOrigin } from "./webfinger.ts";
import type { JsonObject } from "./wire/json.ts";

const log = getLogger(["fedicoop", "federation"]);

/** What every listener and dispatcher is given. */
export interface Ground {
  readonly app: Context;
  readonly partners: Partners;
  readonly documents: Documents;
  /** Who signed the request: set for every activity that arrives. */
  readonly signer?: string;
  /** The activity that arrives, as it came, without signatures inside of it. */
  readonly said?: JsonObject;
  /** Those signatures: for others, to whom it is passed on. Here nothing hangs on them. */
  readonly vouchers?: JsonObject;
  /** Whether an actor of ours shows no more than servers need that have not said who they are. */
  readonly isBare?: boolean;
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
  const loaded = openDocuments(app, { allowPrivateAddresses });
  const signers = openSigners(loaded);
  const { signerOf } = signers;
  // Who forgets a document forgets the keys in it.
  const documents = { ...loaded, forget: signers.forget };
  const courier = openCourier({ app, allowPrivateAddresses });
  const ledger = openLedger({ app, signerOf, allowPrivateAddresses });
  const partners = openPartners({
    app,
    allowPrivateAddresses,
    documents,
    reconcile: ledger.reconcile,
    hostAwake: courier.hostAwake,
  });
  const rounds = openRounds({ app, partners });
  const lists = openListRounds({ app, partners });
  const software = openSoftwareWatch({ app, allowPrivateAddresses });
  const { isKept: isKeyKept, isHopeless: isKeyHopeless } = signers;
  const guard = openGuard({ app, trustedProxies, hostAwake: courier.hostAwake, isKeyKept, isKeyHopeless });
  const answer = openAnswer({ app, partners, documents, signers, ledger });
  return {
    partners,
    courier: {
      start() {
        courier.start();
        rounds.start();
        lists.start();
        software.start();
      },
      async stop() {
        await Promise.all([courier.stop(), rounds.stop(), lists.stop(), software.stop()]);
      },
    },
    async fetch(request, { remoteAddress, next }) {
      // What arrived is of interest as it came, before anything was made of it.
      const echo = answerEcho(app, request, { remoteAddress, trustedProxies });
      if (echo !== undefined) return echo;
      const admission = await guard(request, { remoteAddress });
      if ("refuse" in admission) return admission.refuse;
      return admission.settle(await answer(admission.pass, next).catch(failed));
    },
  };
}

interface AnswerGround extends Ground {
  readonly signers: Signers;
  readonly ledger: Ledger;
}

/** Behind the guard: what is ActivityPub is answered here, the rest by `next`. */
function openAnswer({ signers, ledger, ...ground }: AnswerGround): (request: Request, next: Next) => Promise<Response> {
  const { app, documents } = ground;
  const signerOf = rememberingSigner(signers.signerOf);
  const reading = openReading(app, signerOf);
  const federation = openFedify(app, documents);
  const hearing = { signers, forwards: openForwards(app.nowMs) };
  const viaFedify = async (request: Request, next: Next, isBare: boolean): Promise<Response> => {
    const page = async (): Promise<Response> => varied(await next(request));
    const onNotFound = (): Promise<Response> =>
      request.method === "POST" || wantsActivity(request) ? notFound() : page();
    const handlers = { onNotFound, onNotAcceptable: page };
    if (request.method !== "POST")
      return federation.fetch(request, { contextData: { ...ground, isBare }, ...handlers });
    const spoken = await verifySpeaker(ground, request, hearing);
    if (spoken instanceof Response) return spoken;
    const { request: rest, ...said } = spoken;
    const watched = watchReading(documents);
    const contextData = { ...ground, ...said, documents: watched.documents };
    const response = await federation.fetch(rest, { contextData, ...handlers });
    return response.status === 500 && watched.wasAway() ? comeAgain() : response;
  };
  return async (request, next) => {
    const url = new URL(request.url);
    const reader = await reading(request);
    if ("refuse" in reader) return reader.refuse;
    if (url.pathname === "/.well-known/nodeinfo") return nodeInfoLinks(app.origin);
    const found =
      (await ledger.answer(request)) ??
      (await webFingerOfOrigin(app, url)) ??
      (await serveTalk(app, request)) ??
      (await serveObject({ app, signerOf }, request));
    const market = found ?? (await serveMarket({ app, signerOf }, request));
    if (market !== undefined) return market;
    if (fedifyPath.test(url.pathname)) return viaFedify(request, next, reader.isBare);
    return objectPath.test(url.pathname) ? varied(await next(request)) : next(request);
  };
}

/** A bug is told to the log, and to nobody else. */
function failed(error: unknown): Response {
  log.error("A request could not be answered: {error}", { error });
  return problemResponse({
    type: "about:blank",
    title: "Something went wrong on our side",
    status: 500,
    detail: "Nothing was changed. Try again later.",
  });
}

/** What Fedify answers; it is not asked about anything else, so that the API's and the pages' requests stay untouched. */
const fedifyPath = /^\/(inbox$|actors\/|nodeinfo\/|\.well-known\/webfinger$)/;

/** Where people get a page and servers get JSON, besides actors. */
const objectPath = /^\/(announcements|proposals|agreements|entries|partners)(\/|$)/;

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

function openFedify(app: Context, documents: Documents): FedifyFederation<Ground> {
  const federation = createFederation<Ground>({
    kv: openKeyValues(app),
    // It was verified before, by `verifySpeaker`, with keys that are kept in memory; without a signer nothing is handled.
    skipSignatureVerification: true,
    origin: app.origin,
    documentLoaderFactory: () => documents.load,
    contextLoaderFactory: () => documents.loadContext,
    authenticatedDocumentLoaderFactory: () => documents.load,
  });
  federation.setNodeInfoDispatcher(nodeInfoPath, ({ data }) => nodeInfo(data.app));
  federation
    .setActorDispatcher("/actors/{identifier}", ({ data, request, contextLoader }, id) =>
      request.method === "POST" ? dispatchRecipient(data.app, id) : dispatchActor(data, id, contextLoader),
    )
    // Nothing is signed through Fedify: `documents.ts` signs what we read, `post.ts` what we say, with keys named as we publish them.
    .setKeyPairsDispatcher(() => [])
    .mapHandle(({ data }, handle) => idOfHandle(data.app, handle));
  setCollections(federation);
  setInbox(federation);
  return federation;
}
