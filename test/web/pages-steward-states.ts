import { changeCoop } from "#src/app/coop-changes.ts";
import { acceptAgreement, requestCapacity } from "#src/app/agreements.ts";
import { listAgreements } from "#src/app/agreement-view.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { disputeEntry } from "#src/app/entry-acts.ts";
import { fulfil } from "#src/app/entry-making.ts";
import { listEntries } from "#src/app/ledger.ts";
import { blockPeer, hearPeer, limitPeer } from "#src/app/peers.ts";
import { minuteMs } from "#src/domain/slot.ts";
import type { Database } from "#src/store/database.ts";
import { listPeers, saveListings, savePartnerKey } from "#src/store/peers.ts";
import type { PagesNode, Visitor } from "./pages-node.ts";
import { offerHall, openPartners, strangerAt, type Partner } from "./pages-partner.ts";
import { fillRecovery } from "./pages-recovery-states.ts";
import { fillStatements } from "./pages-statement-states.ts";
import { fillTimes } from "./pages-time-states.ts";

const dayMs = 86_400_000;

const slotIn = (days: number) => {
  const startsAtMs = Math.ceil((Date.now() + days * dayMs) / minuteMs) * minuteMs;
  return { startsAtMs, endsAtMs: startsAtMs + 90 * minuteMs };
};

/** Fills a node with everything that its pages can show, and answers the path of each page in each state. */
export async function fillStates(node: PagesNode, database: Database): Promise<readonly string[]> {
  const steward = await node.person("steward");
  const partner = await openPartners(node.app, database);
  await share(steward);
  await offerHall(partner, { acceptUpTo: 40, terms: costly, commonsSeats: 10, commonsUntilHours: 48 });
  await meetOthers(node);
  await giveAndTake(node, partner);
  const times = await fillTimes(node, { partner, steward, slot: slotIn(12) });
  const peers = await listPeers(node.app.database, { limit: 100 });
  const agreements = (await listAgreements(node.app, { limit: 100 })).items;
  const entries = (await listEntries(node.app, { limit: 100 })).items;
  const bookkeeper = peers.find(({ id }) => id === agreements[0]?.peerId);
  const statements = bookkeeper === undefined ? [] : await fillStatements(node.app, bookkeeper);
  const resources = (await findCapacity(node.app, { limit: 100 })).items.filter(({ own }) => own);
  const room = `/resources/${resources[0]?.resource.actor.split("/").at(-1) ?? ""}`;
  const hall = (await findCapacity(node.app, { limit: 100 })).items.find(({ own }) => !own);
  return [
    "/overview",
    "/capacity",
    "/capacity?seats=20&language=en",
    "/capacity?seats=5000",
    "/capacity?seats=30&date=2030-02-30",
    "/agreements",
    "/agreements?state=expired",
    "/resources",
    "/resources/new",
    "/resources/new?kind=other",
    room,
    `${room}/change`,
    `${room}/hours`,
    `${room}/offer`,
    "/peers",
    "/ledger",
    "/ledger?state=disputed#entries",
    "/ledger/disputes",
    "/ledger/disputes?show=settled",
    ...entries.filter(({ disputedBy }) => disputedBy !== null).map(({ id }) => `/ledger/disputes/${id}`),
    `/ledger/peers/${agreements[0]?.peerId ?? ""}?state=agreed&unit=seat-minute&direction=given`,
    ...statements,
    ...(await fillRecovery(node.app, peers)),
    "/commons",
    `/capacity/ask?proposal=${hall?.id ?? ""}`,
    ...times,
    ...peers.map(({ id }) => `/peers/${id}`),
    `/peers/${agreements[0]?.peerId ?? ""}/policy`,
    ...agreements.filter(({ state }) => state === "accepted").map(({ id }) => `/agreements/${id}/cancel`),
    "/fair-use/1",
    ...agreements.map(({ id }) => `/agreements/${id}`),
    ...entries.map(({ id }) => `/ledger/${id}`),
  ];
}

/** A price, and something to pay for what is given back late. */
const costly = {
  kind: "reciprocal",
  perSeatHour: 5,
  unit: "EUR",
  notice: { freeUntilMinutes: 100 * 24 * 60, latePercent: 50, noShowPercent: 100 },
} as const;

async function share(steward: Visitor): Promise<void> {
  const room = { kind: "meeting-server", "name.en": "Large room", "name.ca": "Sala gran", seats: "200" };
  const more = { languages: ["ca", "en"], features: ["captions"], energy: "renewable", location: "Barcelona" };
  const shared = await steward.send("/resources", { ...room, ...more }, { from: "/resources/new" });
  const here = /action="(\/resources\/[0-9a-f-]+)\/remove"/.exec(shared.html)?.[1] ?? "";
  await steward.send(`${here}/offer`, { seats: "200", audience: "partners", acceptUpTo: "60", terms: "gift" });
}

/** One who asks, one who is asked, one who is limited and one who is blocked; a listing, and a key that nobody announced. */
async function meetOthers(node: PagesNode): Promise<void> {
  const hosts = ["waits.example", "limited.example", "blocked.example"];
  for (const host of hosts) {
    const card = strangerAt(host);
    const follow = `https://${host}/messages/1`;
    await hearPeer(node.app, { node: card.node, event: "their-follow", follow }, { ...card, name: { fr: host } });
  }
  const peers = await listPeers(node.app.database, { limit: 100 });
  const idOf = (origin: string): string => peers.find((peer) => peer.origin === origin)?.id ?? "";
  await limitPeer(node.app, idOf("https://limited.example"));
  await blockPeer(node.app, idOf("https://blocked.example"));
  const listing = { origin: "https://third.example", name: { en: "Third Coop" }, region: "Goa", languages: ["en"] };
  const key = { key: "https://limited.example/actors/coop#k2", publicKeyMultibase: "z6Mk", state: "waiting" } as const;
  await node.app.database.transaction(async (session) => {
    await saveListings(session, idOf("https://kerala.example"), [listing]);
    const coop = "https://limited.example/actors/coop";
    await savePartnerKey(session, {
      ...key,
      coop,
      firstSeenAtMs: Date.now(),
      revokedAtMs: null,
      revocationSeenAtMs: null,
      compromisedAtMs: null,
      announcement: null,
    });
  });
}

/** Requests in each state on both sides, and entries in each state by both makers. */
async function giveAndTake(node: PagesNode, partner: Partner): Promise<void> {
  const ask = async (from: Partner["app"], seats: number, days: number): Promise<void> => {
    const offer = (await findCapacity(from, { limit: 100 })).items.find(({ own }) => !own);
    await requestCapacity(from, {
      proposalId: offer?.id ?? "",
      seats,
      title: `${seats} in ${days}`,
      fairUseVersion: 1,
      ...slotIn(days),
    });
  };
  for (const [seats, days] of [
    [50, 1],
    [15, 9],
    [30, 2],
    [80, 3],
    [250, 4],
    [70, 0.01],
  ] as const) {
    await ask(partner.app, seats, days);
    await partner.carry();
  }
  for (const [seats, days] of [
    [20, 5],
    [35, 6],
    [90, 7],
  ] as const) {
    await ask(node.app, seats, days);
    await partner.carry();
  }
  await ask(node.app, 10, 8);
  const atUs = (await listAgreements(node.app, { limit: 100 })).items;
  const atThem = (await listAgreements(partner.app, { limit: 100 })).items;
  const titled = (items: typeof atUs, title: string): string => items.find((one) => one.title === title)?.id ?? "";
  await fulfil(node.app, titled(atUs, "50 in 1"), 4500);
  await partner.carry();
  await changeCoop(partner.app, { countersign: "steward" });
  await fulfil(node.app, titled(atUs, "30 in 2"), 2000);
  await partner.carry();
  const [disputed] = (await listEntries(partner.app, { limit: 1 })).items;
  await disputeEntry(partner.app, disputed?.id ?? "", { reason: "quantity", note: "Only ten came." });
  await fulfil(partner.app, titled(atThem, "20 in 5"), 1000);
  await partner.carry();
  await changeCoop(node.app, { countersign: "steward" });
  await acceptAgreement(partner.app, titled(atThem, "90 in 7"));
  await fulfil(partner.app, titled(atThem, "35 in 6"), 1000);
  await partner.carry();
}
