import type { Hono } from "hono";
import {
  countDeliveries,
  retryDeliveries,
  retryDelivery,
  viewDeliveries,
  type DeliveryQuery,
} from "#src/app/delivery.ts";
import { findTrouble, listHosts, viewHost } from "#src/app/delivery-hosts.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import { listPeers } from "#src/store/peers.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { cursorOf, idOf, leadTo, readDone } from "./done.ts";
import { renderHost, renderHosts, type PeersByOrigin } from "./delivery-hosts-view.ts";
import { deliveryDoneWords, renderDeliveries } from "./deliveries-view.ts";
import { deliveriesHref, hostHref } from "./delivery-words.ts";
import { renderProblem } from "./problem.ts";

const perPage = 30;
const hostsPerPage = 50;
const worstShown = 20;
const waitingShown = 10;
const longest = 2_000;

/** Who has what we said, who has not and why, and the servers that it goes to; for those who keep the node running. */
export function deliveryPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/deliveries", only("operator"), async (c) => {
    const query = readQuery(c);
    const { about, host } = query;
    const where = { ...(about === undefined ? {} : { about }), ...(host === undefined ? {} : { host }) };
    const { items, next } = await viewDeliveries(app, { ...query, limit: perPage, ...cursorOf(c) });
    const counts = await countDeliveries(app, where);
    const done = readDone(c, deliveryDoneWords);
    const subject = about === undefined ? undefined : pageOfSubject(app.origin, about);
    return c.html(renderDeliveries(c.get("page"), { query, counts, items, next, subject, done }));
  });
  pages.post("/deliveries/retry", only("operator"), async (c) => {
    const body = await readForm(c);
    const [about, host, to] = [field(body, "about"), field(body, "host"), field(body, "to")];
    if (about === "" && !isOrigin(host)) return renderProblem(c, "not-found");
    const wanted = about === "" ? { host } : { about: about.slice(0, longest), ...(isOrigin(host) ? { host } : {}) };
    const retried = await retryDeliveries(app, wanted);
    return leadTo(
      c,
      wayBack(to, about === "" ? hostHref(host) : deliveriesHref(wanted)),
      retried > 0 ? "retried" : "nothing",
    );
  });
  pages.post("/deliveries/:id/retry", only("operator"), async (c) => {
    const to = wayBack(field(await readForm(c), "to"), "/deliveries");
    const { outcome } = await retryDelivery(app, idOf(c));
    if (outcome === "unknown") return renderProblem(c, "not-found");
    return leadTo(c, to, outcome === "done" ? "retried" : "over");
  });
  hostRoutes(app, pages);
}

function hostRoutes(app: WebParts["app"], pages: Hono<WebEnvironment>): void {
  pages.get("/delivery", only("operator"), async (c) => {
    const cursor = c.req.query("cursor");
    const after = cursor !== undefined && isOrigin(cursor) ? { cursor } : {};
    const { items, next } = await listHosts(app, { limit: hostsPerPage, ...after });
    const trouble = await findTrouble(app, worstShown);
    const shown = { items, next, peers: await peersByOrigin(app), done: readDone(c, deliveryDoneWords) };
    return c.html(renderHosts(c.get("page"), { ...trouble, ...shown }));
  });
  pages.get("/delivery/hosts/:host", only("operator"), async (c) => {
    const found = await findHostNamed(app, c.req.param("host"));
    if (found === undefined) return renderProblem(c, "not-found");
    const host = found.host.host;
    const [waiting, failed] = [
      await viewDeliveries(app, { host, state: "waiting", limit: waitingShown }),
      await viewDeliveries(app, { host, state: "failed", limit: waitingShown }),
    ];
    const shown = [...failed.items, ...waiting.items].slice(0, waitingShown);
    return c.html(renderHost(c.get("page"), { ...found, waiting: shown, done: readDone(c, deliveryDoneWords) }));
  });
}

/** Its address names host and port; nearly all are https. */
async function findHostNamed(app: WebParts["app"], name: string) {
  for (const scheme of ["https", "http"]) {
    const host = `${scheme}://${name}`;
    const found = isOrigin(host) ? await viewHost(app, host) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

async function peersByOrigin(app: WebParts["app"]): Promise<PeersByOrigin> {
  const peers = await listPeers(app.database, { limit: 500 });
  return new Map(peers.map((peer) => [peer.origin, peer]));
}

const isOrigin = (value: string): boolean =>
  value.length <= 300 && /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value;

const states = ["waiting", "failed", "done", "dropped"] as const;

/** What does not fit is left out. */
function readQuery(c: Request): DeliveryQuery {
  const [about, host, wanted] = [c.req.query("about"), c.req.query("host"), c.req.query("state")];
  const state = states.find((one) => one === wanted);
  return {
    ...(about === undefined || about === "" || about.length > longest ? {} : { about }),
    ...(host !== undefined && isOrigin(host) ? { host } : {}),
    ...(state === undefined ? {} : { state }),
  };
}

/** The page of what was said, where an address of ours is one. */
function pageOfSubject(origin: string, about: string): string | undefined {
  const [, kind = "", id = ""] =
    /^\/(announcements|events|agreements|entries)\/([^/]+)/.exec(about.slice(origin.length)) ?? [];
  if (!about.startsWith(`${origin}/`) || !isUuidV7(id)) return undefined;
  return kind === "entries" ? `/ledger/${id}` : `/${kind}/${id}`;
}

/** Only pages of this feature, so that a form leads nowhere else. */
function wayBack(to: string, otherwise: string): string {
  if (!/^\/(deliveries\?|deliveries$|delivery$|delivery\/hosts\/)/.test(to) || to.length > longest) return otherwise;
  const there = new URL(to, "http://here.invalid");
  there.searchParams.delete("done");
  return `${there.pathname}${there.search}`;
}
