import { pageOf } from "#src/app/page.ts";
import { cardOf } from "#src/app/publication.ts";
import { findRequest, listRequests, maxStandingRequests, requestCardOf } from "#src/app/requests.ts";
import { termsOf } from "#src/app/agreement-words.ts";
import type { Context } from "#src/app/context.ts";
import { isUuidV7, proposalsIri, sameOrigin } from "#src/domain/iri.ts";
import type { ProposalCard, RequestCard } from "#src/domain/resource.ts";
import { findAgreementRow } from "#src/store/agreements.ts";
import { findPeer, findPeerByCoop, findPeerByNode, type Peer } from "#src/store/peers.ts";
import { findProposal, listOwnProposals, type Proposal } from "#src/store/proposals.ts";
import { writeAgreementDocument } from "#federation/wire/agreement.ts";
import { marketContext } from "#federation/wire/context.ts";
import { readable, unreadable, type JsonObject, type Read } from "#federation/wire/json.ts";
import { writeProposalDocument, writeProposalObject, writeProposalTombstone } from "#federation/wire/proposal.ts";
import { readProposalPage } from "#federation/wire/proposal-page.ts";
import { writeRequestDocument, writeRequestObject } from "#federation/wire/request.ts";
import { wantsActivity } from "./objects.ts";
import type { SignerOf } from "./signer.ts";

/** What serving capacity needs: our coop, and who signed a request. */
export interface MarketGround {
  readonly app: Context;
  readonly signerOf: SignerOf;
}

/** With the slots that each shows as taken, a page of 20 stays below a megabyte. */
const pageSize = 20;

/**
 * `GET /proposals`, `/proposals/ID` and `/agreements/ID` as ActivityPub. What is not public answers only a request signed by the coop
 * or the node of an addressee, and is 404 for everyone else. Undefined when the request is for something else, or is a person's.
 */
export async function serveMarket(ground: MarketGround, request: Request): Promise<Response | undefined> {
  const url = new URL(request.url);
  const [, folder, id, more] = url.pathname.split("/");
  if (more !== undefined || (folder !== "proposals" && folder !== "agreements")) return undefined;
  if ((request.method !== "GET" && request.method !== "HEAD") || !wantsActivity(request)) return undefined;
  const peer = await peerOf(ground, request);
  if (folder === "agreements") return serveAgreement(ground, peer, id ?? "");
  if (id !== undefined) return serveProposal(ground, peer, id);
  return serveCollection(ground, peer, url.searchParams);
}

/** The peer whose coop or node signed. */
async function peerOf({ app, signerOf }: MarketGround, request: Request): Promise<Peer | undefined> {
  const signer = await signerOf(request);
  if (signer === undefined) return undefined;
  return (await findPeerByCoop(app.database, signer)) ?? findPeerByNode(app.database, signer);
}

/** Partners see everything; everyone else what is public. A blocked peer sees nothing. */
const isPartner = (peer: Peer | undefined): boolean => peer?.state === "partner";

async function serveCollection(
  { app }: MarketGround,
  peer: Peer | undefined,
  query: URLSearchParams,
): Promise<Response> {
  const id = proposalsIri(app.origin);
  const before = query.get("before");
  if (peer?.state === "blocked" || (before !== null && !isUuidV7(before))) return notFound();
  if (before === null && !query.has("page")) {
    return answer({ "@context": marketContext, id, type: "OrderedCollection", first: firstPage(app.origin) });
  }
  return answer(await collectionPage(app, peer, before));
}

async function collectionPage(app: Context, peer: Peer | undefined, before: string | null): Promise<JsonObject> {
  const id = proposalsIri(app.origin);
  const audience = isPartner(peer) ? {} : ({ audience: "public" } as const);
  const shown = { ...audience, forPeer: peer?.id ?? null };
  const request = { limit: pageSize, ...(before === null ? {} : { cursor: before }) };
  const page = await pageOf(request, (asked) => listOwnProposals(app.database, { ...asked, ...shown }));
  return {
    "@context": marketContext,
    id: before === null ? firstPage(app.origin) : `${id}?before=${before}`,
    type: "OrderedCollectionPage",
    partOf: id,
    orderedItems: [
      ...(before === null ? await requestsFor(app, audience) : []),
      ...page.items.map((proposal) => writeProposalObject(cardOf(app.origin, proposal), peer?.coop)),
    ],
    ...(page.next === undefined ? {} : { next: `${id}?before=${page.next}` }),
  };
}

/** What we need stands on the first page, before what we offer. */
async function requestsFor(app: Context, audience: { readonly audience?: "public" }): Promise<readonly JsonObject[]> {
  const { items } = await listRequests(app, { limit: maxStandingRequests, whose: "ours", ...audience });
  return items.map((request) => writeRequestObject(requestCardOf(request)));
}

const firstPage = (origin: string): string => `${proposalsIri(origin)}?page=first`;

async function serveProposal({ app }: MarketGround, peer: Peer | undefined, id: string): Promise<Response> {
  const proposal = await findProposal(app.database, id);
  if (proposal === undefined) return serveRequest(app, peer, id);
  if (proposal.peerId !== null || !mayRead(peer, proposal)) return notFound();
  const { deletedAtMs } = proposal;
  if (deletedAtMs !== null) return answer(writeProposalTombstone({ proposal: proposal.proposal, deletedAtMs }), 410);
  return answer(writeProposalDocument(cardOf(app.origin, proposal), peer?.coop));
}

/** What we need has addresses like what we offer, and is shown to the same. */
async function serveRequest(app: Context, peer: Peer | undefined, id: string): Promise<Response> {
  const found = isUuidV7(id) ? (await findRequest(app, id))?.request : undefined;
  if (found?.peerId !== null || !mayRead(peer, { ...found, toPeerId: null })) return notFound();
  const { deletedAtMs, proposal } = found;
  return deletedAtMs === null
    ? answer(writeRequestDocument(requestCardOf(found)))
    : answer(writeProposalTombstone({ proposal, deletedAtMs }), 410);
}

/** Whether one of our proposals is shown to a peer, or to anyone: what answers a request is for the one who asked alone. */
function mayRead(peer: Peer | undefined, { audience, toPeerId }: Pick<Proposal, "audience" | "toPeerId">): boolean {
  if (peer?.state === "blocked" || (toPeerId !== null && toPeerId !== peer?.id)) return false;
  return audience === "public" || isPartner(peer);
}

/** An agreement lives on its receiver's server; only its provider may read it. */
async function serveAgreement({ app }: MarketGround, peer: Peer | undefined, id: string): Promise<Response> {
  const row = await findAgreementRow(app.database, id);
  if (row === undefined || row.role !== "receiver" || peer === undefined) return notFound();
  const party = await findPeer(app.database, row.peerId);
  return party?.id === peer.id && peer.state !== "blocked" ? answer(writeAgreementDocument(termsOf(row))) : notFound();
}

function answer(document: JsonObject, status = 200): Response {
  const headers = {
    "content-type": "application/activity+json",
    vary: "Accept, Signature",
    "cache-control": "private",
  };
  return new Response(JSON.stringify(document), { status, headers });
}

function notFound(): Response {
  const problem = { type: "about:blank", title: "There is no such thing here", status: 404 };
  const headers = { "content-type": "application/problem+json", vary: "Accept, Signature" };
  return new Response(JSON.stringify(problem), { status: 404, headers });
}

/** More pages than this nobody has. */
const maxPages = 100;

/** What a coop offers, and what it needs. */
interface Shared {
  readonly cards: readonly ProposalCard[];
  readonly requests: readonly RequestCard[];
}

/**
 * Everything that a node lets us see of its proposals, page by page. `load` fetches a document, signed as our node; what it throws
 * passes through. A proposal that cannot be read is left out.
 */
export async function fetchProposals(load: (url: string) => Promise<unknown>, origin: string): Promise<Read<Shared>> {
  const cards: ProposalCard[] = [];
  const requests: RequestCard[] = [];
  let url: string | undefined = firstPage(origin);
  for (let pages = 0; url !== undefined; pages += 1) {
    if (pages === maxPages) return unreadable("the list of proposals does not end");
    const page = readProposalPage(await load(url));
    if (!page.ok) return page;
    cards.push(...page.value.cards);
    requests.push(...page.value.requests);
    url = page.value.next;
    if (url !== undefined && !sameOrigin(url, origin)) return unreadable("the list of proposals goes on elsewhere");
  }
  return readable({ cards, requests });
}
