import { getLogger } from "@logtape/logtape";
import { transact, type Context } from "#src/app/context.ts";
import type { NodeCard, Partners } from "#src/app/partners.ts";
import { replaceProposals } from "#src/app/partner-proposals.ts";
import { replaceRequests } from "#src/app/partner-requests.ts";
import { keepCard } from "#src/app/peers.ts";
import { coopActorId, partnersIri, sameOrigin } from "#src/domain/iri.ts";
import { findPeer, saveListings, type Peer } from "#src/store/peers.ts";
import { openFindActor } from "./actor-search.ts";
import type { Documents } from "./documents.ts";
import { FetchError } from "./fetch.ts";
import { openFetchList } from "./list-rounds.ts";
import { lookUpNode, parseDocument } from "./lookup.ts";
import { openFindObject } from "./object-search.ts";
import { getSigned, openHttpKeys } from "./post.ts";
import { fetchProposals } from "./proposals.ts";
import { readPartners } from "./wire/node.ts";

const log = getLogger(["fedicoop", "partners"]);

export interface PartnersOptions {
  readonly app: Context;
  readonly allowPrivateAddresses: boolean;
  readonly documents: Documents;
  readonly reconcile: Partners["reconcile"];
  /** Told the origin of a node that answered us. */
  readonly hostAwake: (origin: string) => Promise<void>;
}

/** What a person waits for from other nodes; see {@link Partners}. */
export function openPartners(options: PartnersOptions): Partners {
  const { app, allowPrivateAddresses } = options;
  const load = openSignedLoad(options);
  const check = openCheck(options, load);
  return {
    lookUp: (address) => lookUpNode(address, { origin: app.origin, allowPrivateAddresses }),
    findActor: openFindActor(options),
    fetchList: openFetchList(allowPrivateAddresses),
    findObject: openFindObject(options),
    reconcile: options.reconcile,
    check: async (peerId) => {
      const peer = await findPeer(app.database, peerId);
      return peer === undefined ? { reachable: false, problem: "There is no such peer." } : check(peer);
    },
  };
}

type Load = (url: string) => Promise<unknown>;

/** Documents that are for partners only, asked for as our coop; undefined where there is none. @throws {FetchError} */
function openSignedLoad({ app, allowPrivateAddresses }: PartnersOptions): Load {
  const keyOf = openHttpKeys(app);
  return async (url) => {
    const response = await getSigned(url, await keyOf(coopActorId), { allowPrivateAddresses });
    return response.ok ? parseDocument(await response.text()) : undefined;
  };
}

type Checked = Awaited<ReturnType<Partners["check"]>>;

/** Fetches everything that a peer shows us, keeps it, and says what could not be had. */
function openCheck(options: PartnersOptions, load: Load): (peer: Peer) => Promise<Checked> {
  const { app, allowPrivateAddresses, hostAwake } = options;
  return async (peer) => {
    if (peer.state === "blocked") return { reachable: false, problem: "It is blocked." };
    const looked = await lookUpNode(peer.origin, { origin: app.origin, allowPrivateAddresses });
    if ("failed" in looked) return { reachable: false, problem: looked.detail };
    if (!isSame(peer, looked.found))
      return { reachable: true, problem: "Another coop answers there now. Nothing was changed." };
    await transact(app, (work) => keepCard(work, looked.found));
    await hostAwake(peer.origin);
    const problem = isDealtWith(peer) ? await fetchShared(app, peer, load) : undefined;
    return { reachable: true, ...(problem === undefined ? {} : { problem }) };
  };
}

const isSame = (peer: Peer, card: NodeCard): boolean => peer.node === card.node && peer.coop === card.coop;
const isDealtWith = (peer: Peer): boolean => peer.state === "partner" || peer.state === "limited";

/** A partner's proposals and its partners. Answers what went wrong, if anything did. */
async function fetchShared(app: Context, peer: Peer, load: Load): Promise<string | undefined> {
  try {
    const askedAtMs = app.nowMs();
    const proposals = await fetchProposals(load, peer.origin);
    if (!proposals.ok) return `Its proposals cannot be read: ${proposals.reason}.`;
    const { cards, requests } = proposals.value;
    await replaceProposals(app, { peerId: peer.id, cards, askedAtMs });
    await replaceRequests(app, { peerId: peer.id, cards: requests, askedAtMs });
    const partners = readPartners(await load(partnersIri(peer.origin)));
    if (!partners.ok) return `${partners.reason}.`;
    const others = partners.value.filter(({ origin }) => origin !== app.origin && !sameOrigin(origin, peer.origin));
    await transact(app, ({ session }) => saveListings(session, peer.id, others));
    return undefined;
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    log.debug("{origin} does not show everything: {error}", { origin: peer.origin, error: error.message });
    return error.message;
  }
}
