import "temporal-polyfill/global";
import { signRequest } from "@fedify/fedify/sig";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cancelAgreement, requestCapacity } from "#src/app/agreements.ts";
import { listAgreements } from "#src/app/agreement-view.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { openKeys } from "#src/app/keys.ts";
import { acceptPeer, addPeer } from "#src/app/peers.ts";
import { propose, withdrawProposal } from "#src/app/proposals.ts";
import { publishDue } from "#src/app/publication.ts";
import { shareResource } from "#src/app/resources.ts";
import { findPeerByOrigin } from "#src/store/peers.ts";
import { updateProposal } from "#src/store/proposals.ts";
import { eventually, onBothEngines } from "#test/rig.ts";
import { openNeighbour, type Neighbour } from "./neighbour.ts";

const hourMs = 3_600_000;
const startsAtMs = Math.ceil(Date.now() / hourMs) * hourMs + 24 * hourMs;
const evening = { startsAtMs, endsAtMs: startsAtMs + 2 * hourMs };

onBothEngines("capacity between two nodes", (engine) => {
  let lender: Neighbour;
  let borrower: Neighbour;

  beforeEach(async () => {
    lender = await openNeighbour(await engine.open(), { handle: "lender" });
    borrower = await openNeighbour(await engine.open(), { handle: "borrower" });
    await Promise.all([lender.start(), borrower.start()]);
    await addPeer(lender.app, lender.federation.partners, borrower.origin);
    const asked = await eventually(() => findPeerByOrigin(borrower.app.database, lender.origin));
    await acceptPeer(borrower.app, asked.id);
    for (const [one, other] of [
      [lender, borrower],
      [borrower, lender],
    ] as const) {
      await eventually(async () => (await findPeerByOrigin(one.app.database, other.origin))?.state === "partner");
    }
  });
  afterEach(() => Promise.all([lender.stop(), borrower.stop()]));

  async function lend(audience: "public" | "partners" = "partners") {
    const shared = await shareResource(lender.app, {
      kind: "meeting-server",
      name: { en: "Great hall" },
      platform: "link",
      seats: 200,
    });
    if (shared.outcome !== "done") throw new Error(shared.outcome);
    const terms = { kind: "reciprocal", perSeatHour: 2, unit: "work-minute" } as const;
    const proposed = await propose(lender.app, { resourceId: shared.resource.id, seats: 200, audience, terms });
    if (proposed.outcome !== "done") throw new Error(proposed.outcome);
    return proposed.proposal;
  }
  const listed = async () => (await findCapacity(borrower.app, { ...evening, limit: 10 })).items;
  /** What the borrower knows to be free, with the lender's clock running. */
  async function freeAsTold(): Promise<number | undefined> {
    await publishDue(lender.app);
    return (await listed())[0]?.freeSeats;
  }
  const agreements = async (node: Neighbour) => (await listAgreements(node.app, { limit: 10 })).items;

  async function borrow(seats: number): Promise<void> {
    const [item] = await eventually(async () => ((await listed()).length > 0 ? listed() : undefined));
    const asked = await requestCapacity(borrower.app, {
      proposalId: item?.id ?? "",
      seats,
      title: "Assembly",
      ...evening,
    });
    expect(asked.outcome).toBe("offered");
  }

  type Signer = { readonly node: Neighbour; readonly actorId: string };

  async function read(url: string, signer?: Signer): Promise<Response> {
    const request = new Request(url, { headers: { accept: "application/activity+json" } });
    if (signer === undefined) return fetch(request);
    const { node, actorId } = signer;
    const keys = await openKeys(node.app, node.app.database, actorId);
    const jwk = keys.find((key) => key.use === "http")?.privateJwk ?? {};
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("jwk", jwk, algorithm, true, ["sign"]);
    return fetch(await signRequest(request, key, new URL(`${node.origin}/actors/${actorId}#main-key`)));
  }
  const get = (path: string, signer?: Signer): Promise<Response> => read(`${lender.origin}${path}`, signer);

  test("what is proposed is seen, asked for, agreed on by both and shown as taken; cancelling frees it", async () => {
    await lend();
    await borrow(50);
    await eventually(async () => (await agreements(borrower))[0]?.state === "accepted");
    const [[theirs], [ours]] = [await agreements(lender), await agreements(borrower)];
    expect([theirs?.state, ours?.due, ours?.joinUrl]).toEqual([
      "accepted",
      { unit: "work-minute", quantity: 200 },
      theirs?.joinUrl,
    ]);
    await eventually(async () => (await freeAsTold()) === 150);
    await cancelAgreement(borrower.app, ours?.id ?? "");
    await eventually(async () => (await agreements(lender))[0]?.state === "cancelled");
    await eventually(async () => (await freeAsTold()) === 200);
  });

  test("answers that are lost, and a lender that is away, only delay it", async () => {
    await lend();
    await borrow(50);
    await eventually(async () => (await agreements(borrower))[0]?.state === "accepted");
    borrower.lose((body) => body.includes('"Reject"'));
    await lender.stop();
    const [item] = await listed();
    await requestCapacity(borrower.app, { proposalId: item?.id ?? "", seats: 180, title: "Too big", ...evening });
    await lender.start();
    await eventually(async () => (await agreements(lender)).some((agreement) => agreement.title === "Too big"));
    borrower.lose(() => false);
    await eventually(async () => (await agreements(borrower))[0]?.state === "rejected", { withinMs: 20_000 });
    expect((await agreements(borrower))[0]?.refusal).toEqual({ reason: "capacity-short", freeSeats: 150 });
  });

  test("a withdrawn proposal leaves the partner's list", async () => {
    const proposal = await lend();
    await eventually(async () => (await listed()).length === 1);
    await withdrawProposal(lender.app, proposal.id);
    await eventually(async () => (await listed()).length === 0);
  });

  test("partners' proposals answer only to a partner's signature, agreements only to the other party", async () => {
    const [secret, open] = [await lend("partners"), await lend("public")];
    const path = (iri: string): string => new URL(iri).pathname;
    const partner = { node: borrower, actorId: "coop" };
    const statuses = [
      await get(path(secret.proposal)),
      await get(path(secret.proposal), partner),
      await get(path(secret.proposal), { node: borrower, actorId: "node" }),
      await get(path(open.proposal)),
      await get("/proposals/nothing", partner),
      await get("/agreements/nothing", partner),
    ].map((response) => response.status);
    expect(statuses).toEqual([404, 200, 200, 200, 404, 404]);
    const items = async (response: Response) =>
      ((await response.json()) as { orderedItems: { id: string }[] }).orderedItems.map(({ id }) => id);
    expect(await items(await get("/proposals?page=first"))).toEqual([open.proposal]);
    expect(await items(await get("/proposals?page=first", partner))).toEqual([open.proposal, secret.proposal]);
    await withdrawProposal(lender.app, open.id);
    expect((await get(path(open.proposal))).status).toBe(410);
  });

  test("an offer that answers somebody's request is shown to them alone", async () => {
    const [theirs, other] = [await lend(), await lend("public")];
    const borrowerPeer = await findPeerByOrigin(lender.app.database, borrower.origin);
    const partner = { node: borrower, actorId: "coop" };
    const shown = async (): Promise<unknown[]> => {
      const collection = (await (await get("/proposals?page=first", partner)).json()) as {
        orderedItems: { id: string }[];
      };
      return [
        (await get(new URL(theirs.proposal).pathname, partner)).status,
        collection.orderedItems.map(({ id }) => id),
      ];
    };
    const aim = (toPeerId: string): Promise<void> =>
      lender.app.database.transaction((session) => updateProposal(session, theirs.id, { toPeerId }));
    await aim(borrowerPeer?.id ?? "");
    expect(await shown()).toEqual([200, [other.proposal, theirs.proposal]]);
    await aim("another");
    expect(await shown()).toEqual([404, [other.proposal]]);
  });

  test("an agreement answers to its provider, and to nobody else", async () => {
    await lend();
    await borrow(10);
    const [ours] = await agreements(borrower);
    const url = ours?.agreement ?? "";
    expect((await read(url)).status).toBe(404);
    expect((await read(url, { node: borrower, actorId: "coop" })).status).toBe(404);
    const signed = await read(url, { node: lender, actorId: "coop" });
    expect([signed.status, ((await signed.json()) as { id: string }).id]).toEqual([200, url]);
  });
});
