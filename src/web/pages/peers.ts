import type { Hono } from "hono";
import {
  acceptPeer,
  addPeer,
  blockPeer,
  endPeer,
  limitPeer,
  listSuggestions,
  type PeerActOutcome,
} from "#src/app/peers.ts";
import { trustPeerKeys } from "#src/app/partner-keys.ts";
import { balances, findBooks } from "#src/app/ledger.ts";
import { listAgreements } from "#src/app/agreement-view.ts";
import { findCapacity } from "#src/app/capacity.ts";
import type { Context } from "#src/app/context.ts";
import { findPartnerShare } from "#src/app/partner-policy.ts";
import type { LookedUp } from "#src/app/partners.ts";
import { findDeliveryHealth } from "#src/store/deliveries.ts";
import { findPeer, listPartnerKeys, listPeers, listVouchers, type Peer } from "#src/store/peers.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { idOf, leadTo, readDone } from "./done.ts";
import { peerNames } from "./peer-names.ts";
import { doneWords, renderPeer, type Done } from "./peer-view.ts";
import { renderPeers } from "./peers-view.ts";
import { renderProblem } from "./problem.ts";

const longestAddress = 500;
const most = 500;

/** Other coops: who they are, what they are to us, and who our partners know. */
export function peerPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app, partners } = parts;
  pages.get("/peers", only("member"), async (c) => c.html(renderPeers(c.get("page"), await known(app))));
  pages.post("/peers", only("steward"), async (c) => {
    const body = await readForm(c);
    const page = c.get("page");
    const address = field(body, "address");
    const refuse = async (error: string): Promise<Response> =>
      c.html(renderPeers({ ...page, typed: keepTyped(body, { address: error }) }, await known(app)), 422);
    if (address === "") return refuse(page.text("peers-address-missing"));
    if (address.length > longestAddress) return refuse(lookUpSays(page.text, "malformed"));
    const added = await addPeer(app, partners, address);
    if (added.outcome === "failed") return refuse(lookUpSays(page.text, added.failed));
    return leadTo(c, `/peers/${added.peer.id}`, added.peer.state === "partner" ? "partner" : "asked");
  });
  pages.get("/peers/:id", only("member"), async (c) => showPeer(parts, c));
  actRoutes(parts, pages);
}

async function known(app: Context) {
  return {
    origin: app.origin,
    peers: await listPeers(app.database, { limit: most }),
    suggestions: await listSuggestions(app),
  };
}

/** Why a coop could not be found, and what to do. */
function lookUpSays(text: Text, failed: Extract<LookedUp, { failed: string }>["failed"] | "suspended"): string {
  switch (failed) {
    case "suspended":
      return text("moderation-peer-suspended");
    case "not-found":
      return text("peers-failed-not-found");
    case "unreachable":
      return text("peers-failed-unreachable");
    case "not-fedicoop":
      return text("peers-failed-not-fedicoop");
    case "ourselves":
      return text("peers-failed-ourselves");
    case "malformed":
      return text("peers-failed-malformed");
  }
}

async function showPeer({ app }: WebParts, c: Request): Promise<Response> {
  const { database } = app;
  const peer = await findPeer(database, idOf(c));
  if (peer === undefined) return renderProblem(c, "not-found");
  const [vouchers, health, agreements, capacity] = [
    await listVouchers(database, peer.origin),
    await findDeliveryHealth(database, peer.origin),
    await listAgreements(app, { limit: 10, peerId: peer.id }),
    await findCapacity(app, { limit: 200 }),
  ];
  return c.html(
    renderPeer(c.get("page"), {
      peer,
      vouchers,
      health,
      agreements: agreements.items,
      offers: capacity.items.filter(({ peerId }) => peerId === peer.id),
      newKeys: (await listPartnerKeys(database, peer.coop)).filter(({ state }) => state === "waiting"),
      balances: await balances(app, peer.id),
      books: await findBooks(app, peer.id),
      names: await peerNames(database),
      done: readDone(c, doneWords),
      share: await findPartnerShare(app, peer.id),
    }),
  );
}

type Act = (app: Context, id: string) => Promise<PeerActOutcome>;

function actRoutes({ app, partners }: WebParts, pages: Hono<WebEnvironment>): void {
  const act = (path: string, run: Act, doneFor: (peer: Peer) => Done): void => {
    pages.post(`/peers/:id/${path}`, only("steward"), async (c) => {
      const outcome = await run(app, idOf(c));
      if (outcome.outcome === "unknown") return renderProblem(c, "not-found");
      return leadTo(c, `/peers/${idOf(c)}`, outcome.outcome === "done" ? doneFor(outcome.peer) : "impossible");
    });
  };
  act("accept", acceptPeer, ({ state }) => (state === "partner" ? "partner" : "asked"));
  act("limit", limitPeer, () => "limited");
  act("block", blockPeer, () => "blocked");
  act("end", endPeer, () => "ended");
  pages.post("/peers/:id/trust", only("steward"), async (c) =>
    (await trustPeerKeys(app, idOf(c))) ? leadTo(c, `/peers/${idOf(c)}`, "trusted") : renderProblem(c, "not-found"),
  );
  pages.post("/peers/:id/check", only("operator"), async (c) => {
    const peer = await findPeer(app.database, idOf(c));
    if (peer === undefined) return renderProblem(c, "not-found");
    const { reachable } = await partners.check(peer.id);
    return leadTo(c, `/peers/${peer.id}`, reachable ? "answers" : "silent");
  });
}
