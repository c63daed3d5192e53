import type { Hono } from "hono";
import { listEventsInTrouble } from "#src/app/event-room.ts";
import { listRequests } from "#src/app/requests.ts";
import { listAgreements, type AgreementView } from "#src/app/agreement-view.ts";
import { listDisputes } from "#src/app/dispute-views.ts";
import { listEntries } from "#src/app/ledger.ts";
import { listUnconfirmed } from "#src/app/statements.ts";
import { listSearches } from "#src/app/saved-searches.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import { listAsked } from "#src/store/attendances.ts";
import { findDeliveryHealth } from "#src/store/deliveries.ts";
import { findReconciliation } from "#src/store/evidence.ts";
import { listPartnerKeys, listPeers, type Peer } from "#src/store/peers.ts";
import { listResources } from "#src/store/resources.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { only } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { renderOverview, type Overview, type PartnerOrder } from "./overview-view.ts";
import { listLogsToLookAt } from "#src/app/recovery-view.ts";
import { findServerTrouble } from "./overview-trouble.ts";
import { peerNames } from "./peer-names.ts";
import { listOwnNeeds } from "./requests.ts";
import { answersWaiting } from "./responses-waiting.ts";
import { dayOf } from "./slot-fields.ts";

const most = 100;

/** What waits for us, what happens today, and whether everything is in order with each partner. */
export function overviewPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/overview", only("member"), async (c) => {
    const page = c.get("page");
    return c.html(renderOverview(page, { ...(await overviewOf(app, page)), searches: await freshSearches(app, c) }));
  });
}

/** Saved searches that something newly fits. */
async function freshSearches(app: WebParts["app"], c: Request): Promise<Overview["searches"]> {
  const signedIn = c.get("signedIn");
  const searches = signedIn === undefined ? [] : await listSearches(app, signedIn.user.id);
  return searches.filter(({ fresh }) => fresh > 0);
}

async function overviewOf(app: WebParts["app"], page: PageContext): Promise<Omit<Overview, "searches">> {
  const { database } = app;
  const us = actorIri(app.origin, coopActorId);
  const { startsAtMs: fromMs, endsAtMs: untilMs } = dayOf(page.nowMs, page.zone);
  const offered = (await listAgreements(app, { limit: most, state: "offered" })).items;
  const accepted = (await listAgreements(app, { limit: most, state: "accepted" })).items;
  const today = (await listAgreements(app, { limit: most, fromMs, untilMs })).items;
  const inTransit = (await listEntries(app, { limit: most, state: "in-transit" })).items;
  const disputed = (await listDisputes(app, { limit: most, isOurTurn: true })).items;
  const peers = await listPeers(database, { limit: 500, states: ["partner", "limited", "received"] });
  return {
    us,
    offers: [...offered, ...accepted].filter(({ waitsForUs }) => waitsForUs).toSorted(bySoonest),
    asked: offered.filter(({ role, state }) => role === "receiver" && state === "offered").toSorted(bySoonest),
    toRecord: accepted
      .filter(({ role, state, endsAtMs }) => role === "provider" && state === "accepted" && endsAtMs <= page.nowMs)
      // What settles itself in a few minutes is nobody's task.
      .filter(({ settleDueAtMs }) => settleDueAtMs === null)
      .toSorted(bySoonest),
    today: today.filter(({ state }) => state === "accepted" || state === "fulfilled").toSorted(bySoonest),
    toCountersign: inTransit.filter(({ maker, waits }) => maker !== us && waits !== null),
    disputed,
    toAnswer: await listAsked(database, page.nowMs, most),
    answers: await answersWaiting(database, page),
    received: peers.filter(({ state }) => state === "received"),
    partners: await Promise.all(peers.filter(({ state }) => state !== "received").map((peer) => orderOf(app, peer))),
    needs: (await listRequests(app, { limit: 3, whose: "theirs" })).items,
    ownNeeds: await listOwnNeeds(app),
    isSharing: (await listResources(database, { limit: 1 })).length > 0,
    names: await peerNames(database),
    trouble: await findServerTrouble(app),
    events: await listEventsInTrouble(app),
    logs: await listLogsToLookAt(app),
    statements: await listUnconfirmed(app, most),
  };
}

const bySoonest = (one: AgreementView, other: AgreementView): number => one.startsAtMs - other.startsAtMs;

async function orderOf({ database }: WebParts["app"], peer: Peer): Promise<PartnerOrder> {
  return {
    peer,
    health: await findDeliveryHealth(database, peer.origin),
    reconciliation: await findReconciliation(database, peer.id),
    hasNewKey: (await listPartnerKeys(database, peer.coop)).some(({ state }) => state === "waiting"),
  };
}
