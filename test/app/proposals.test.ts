import { expect, test } from "vitest";
import { acceptAgreement, requestCapacity } from "#src/app/agreements.ts";
import { listAgreements } from "#src/app/agreement-view.ts";
import { findCapacity, type CapacityQuery } from "#src/app/capacity.ts";
import { receiveProposal, receiveWithdrawnProposal, replaceProposals } from "#src/app/partner-proposals.ts";
import { changeProposal, listProposals, propose, withdrawProposal } from "#src/app/proposals.ts";
import { cardOf } from "#src/app/publication.ts";
import { findPeerByCoop } from "#src/store/peers.ts";
import { findProposalByIri } from "#src/store/proposals.ts";
import { onBothEngines } from "#test/rig.ts";
import {
  carryAvailability,
  hourMs,
  noonMs,
  openPair,
  proposeSeats,
  setPeerState,
  shareServer,
  type Pair,
} from "./pair.ts";

const evening = { startsAtMs: noonMs + 6 * hourMs, endsAtMs: noonMs + 8 * hourMs };

const seen = async ({ receiver }: Pair, query: Partial<CapacityQuery> = {}) =>
  (await findCapacity(receiver.context, { limit: 100, ...query })).items;

onBothEngines("proposals", (engine) => {
  test("what a coop proposes stands in its partner's list, with everything to choose by and without the address", async () => {
    const pair = await openPair(engine.open);
    const server = await shareServer(pair.provider);
    await proposeSeats(pair.provider, server, { terms: { kind: "reciprocal", perSeatHour: 2, unit: "work-minute" } });
    expect(await pair.carry()).toEqual([]);
    const [item] = await seen(pair);
    expect(item).toMatchObject({
      coop: pair.provider.coop,
      coopName: { en: "kerala" },
      own: false,
      resource: { actor: server.actor, name: { ca: "Sala gran", en: "Great hall" }, platform: "link" },
      seats: 200,
      freeSeats: 200,
      terms: { kind: "reciprocal", perSeatHour: 2, unit: "work-minute" },
      region: "kerala",
      languages: ["ca", "en"],
      energy: "renewable",
      features: ["captions"],
    });
    const row = await findProposalByIri(pair.receiver.context.database, item?.proposal ?? "");
    expect(JSON.stringify(row)).not.toContain("meet.example");
    const [own] = (await findCapacity(pair.provider.context, { limit: 1 })).items;
    expect([own?.own, own?.peerId, own?.coopName]).toEqual([true, null, { en: "kerala" }]);
  });

  test("the list is searched by slot and seats, language, region, energy and features, page by page, newest first", async () => {
    const pair = await openPair(engine.open);
    const [hall, room] = [await shareServer(pair.provider), await shareServer(pair.provider, { seats: 30 })];
    for (const server of [hall, room, hall, room]) await proposeSeats(pair.provider, server);
    await pair.carry();
    const counts = [
      { seats: 31 },
      { language: "ca" },
      { language: "en-GB" },
      { language: "fr" },
      { region: "Kerala" },
      { region: "catalonia" },
      { energy: "renewable" },
      { energy: "mixed" },
      { features: ["captions"] },
      { features: ["captions", "recording"] },
    ] satisfies Partial<CapacityQuery>[];
    const found = await Promise.all(counts.map(async (query) => (await seen(pair, query)).length));
    expect(found).toEqual([2, 4, 0, 0, 4, 0, 4, 0, 4, 0]);
    const pages: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined;) {
      const page = await findCapacity(pair.receiver.context, { limit: 3, ...(cursor === "" ? {} : { cursor }) });
      pages.push(...page.items.map((item) => item.id));
      cursor = page.next;
    }
    expect(pages).toEqual((await seen(pair)).map((item) => item.id));
    expect(pages).toEqual(pages.toSorted().toReversed());
  });

  test("seats that are agreed show as taken in every proposal of the resource, without a name", async () => {
    const pair = await openPair(engine.open);
    const server = await shareServer(pair.provider);
    await proposeSeats(pair.provider, server);
    await proposeSeats(pair.provider, server, { seats: 100 });
    await pair.carry();
    const [smaller, larger] = await seen(pair);
    await requestCapacity(pair.receiver.context, {
      proposalId: larger?.id ?? "",
      seats: 150,
      title: "Secret assembly",
      ...evening,
    });
    await pair.carry();
    await carryAvailability(pair);
    expect((await seen(pair, evening)).map((item) => [item.id, item.freeSeats])).toEqual([
      [smaller?.id, 50],
      [larger?.id, 50],
    ]);
    const [after] = await seen(pair);
    expect(after?.taken).toEqual([{ ...evening, seats: 50 }]);
    expect(await seen(pair, { ...evening, seats: 51 })).toEqual([]);
    const next = { startsAtMs: evening.endsAtMs, endsAtMs: evening.endsAtMs + hourMs };
    expect((await seen(pair, { ...next, seats: 100 })).length).toBe(2);
  });

  test("many changes make one message for a partner that has not been told yet", async () => {
    const pair = await openPair(engine.open);
    await proposeSeats(pair.provider, await shareServer(pair.provider), { acceptUpTo: 0 });
    await pair.carry();
    const [item] = await seen(pair);
    for (const seats of [10, 20, 30]) {
      await requestCapacity(pair.receiver.context, { proposalId: item?.id ?? "", seats, title: "Meeting", ...evening });
    }
    await pair.carry();
    for (const { id } of (await listAgreements(pair.provider.context, { limit: 3 })).items) {
      await acceptAgreement(pair.provider.context, id);
    }
    const { q, t } = pair.provider.context.database;
    const rows = await q.select().from(t.outbox);
    const waiting = rows.filter((row) => row.state === "waiting").map((row) => row.message.type);
    expect(waiting.toSorted()).toEqual(["agreement-accept", "agreement-accept", "agreement-accept"]);
    await pair.carry();
    const said = (await q.select().from(t.outbox)).length;
    await carryAvailability(pair);
    expect((await q.select().from(t.outbox)).length).toBe(said + 1);
    expect((await seen(pair, evening))[0]?.freeSeats).toBe(140);
    for (const seats of [190, 180, 170])
      await changeProposal(
        pair.provider.context,
        (await listProposals(pair.provider.context, { limit: 1 })).items[0]?.id ?? "",
        { seats },
      );
    expect((await q.select().from(t.outbox)).filter((row) => row.state === "waiting")).toHaveLength(1);
    await pair.carry();
    expect((await seen(pair))[0]?.seats).toBe(170);
  });

  test("limited peers are not told of what is for partners, and forget what becomes so", async () => {
    const pair = await openPair(engine.open);
    await setPeerState(pair.provider, pair.receiver, "limited");
    const server = await shareServer(pair.provider);
    await proposeSeats(pair.provider, server);
    const open = await proposeSeats(pair.provider, server, { audience: "public" });
    await pair.carry();
    expect((await seen(pair)).map((item) => item.proposal)).toEqual([open.proposal]);
    await changeProposal(pair.provider.context, open.id, { audience: "partners" });
    await pair.carry();
    expect(await seen(pair)).toEqual([]);
    pair.clock.nowMs += 1000;
    await changeProposal(pair.provider.context, open.id, { audience: "public" });
    await pair.carry();
    expect(await seen(pair)).toHaveLength(1);
  });

  test("a withdrawn proposal stays withdrawn, whatever arrives late, and can no longer be asked for", async () => {
    const pair = await openPair(engine.open);
    const first = await proposeSeats(pair.provider, await shareServer(pair.provider));
    await pair.carryOnce(() => "late");
    expect((await withdrawProposal(pair.provider.context, first.id)).outcome).toBe("done");
    expect((await withdrawProposal(pair.provider.context, first.id)).outcome).toBe("done");
    await pair.provider.context.database.transaction(async ({ q, t }) => {
      await q.update(t.outbox).set({ attempts: 1 });
    });
    // The Delete overtakes the Create.
    const gone = { coop: pair.provider.coop, proposal: first.proposal, deletedAtMs: noonMs + 1 };
    expect(await receiveWithdrawnProposal(pair.receiver.context, gone)).toEqual({ outcome: "done" });
    await pair.carry();
    expect(await seen(pair)).toEqual([]);
    const row = await findProposalByIri(pair.receiver.context.database, first.proposal);
    const asked = { proposalId: row?.id ?? "", seats: 1, title: "Late", ...evening };
    expect(await requestCapacity(pair.receiver.context, asked)).toEqual({
      outcome: "refused",
      refusal: { reason: "proposal-unknown" },
    });
  });

  test("what is older than what is known changes nothing; what is another coop's, or a stranger's, is dropped", async () => {
    const pair = await openPair(engine.open);
    const { context } = pair.receiver;
    const proposal = await proposeSeats(pair.provider, await shareServer(pair.provider));
    await pair.carry();
    const card = cardOf(pair.provider.context.origin, proposal);
    const tell = (changes: Partial<typeof card>, coop = pair.provider.coop) =>
      receiveProposal(context, coop, { ...card, ...changes });
    await tell({ seats: 10, updatedAtMs: card.updatedAtMs - 1 });
    await tell({ seats: 20 });
    expect((await seen(pair))[0]?.seats).toBe(200);
    await tell({ seats: 30, updatedAtMs: card.updatedAtMs + 1 });
    expect((await seen(pair))[0]?.seats).toBe(30);
    const elsewhere = { proposal: "https://elsewhere.example/proposals/1" };
    const because = [
      await tell(elsewhere),
      await tell({ coop: "https://elsewhere.example/actors/coop" }),
      await tell({ resource: { ...card.resource, actor: "https://elsewhere.example/actors/1" } }),
      await tell({}, "https://elsewhere.example/actors/coop"),
      await receiveWithdrawnProposal(context, { coop: pair.provider.coop, ...elsewhere, deletedAtMs: noonMs }),
    ].map((told) => (told.outcome === "dropped" ? told.because : told.outcome));
    const another = "the proposal is another coop's";
    expect(because).toEqual([another, another, another, "it is not from a partner", another]);
    expect(await seen(pair)).toHaveLength(1);
  });

  test("a partner's whole list heals what messages lost, and spares what came while it was fetched", async () => {
    const pair = await openPair(engine.open);
    const server = await shareServer(pair.provider);
    const [kept, removed] = [await proposeSeats(pair.provider, server), await proposeSeats(pair.provider, server)];
    await pair.carry();
    const missed = await proposeSeats(pair.provider, server);
    pair.clock.nowMs += 1000;
    const askedAtMs = pair.clock.nowMs;
    const fresh = await proposeSeats(pair.provider, server);
    const { context } = pair.receiver;
    const { origin } = pair.provider.context;
    await receiveProposal(context, pair.provider.coop, cardOf(origin, fresh));
    const peer = await findPeerByCoop(context.database, pair.provider.coop);
    const cards = [kept, missed].map((proposal) => cardOf(origin, proposal));
    await replaceProposals(context, { peerId: peer?.id ?? "", cards, askedAtMs });
    const listed = (await seen(pair)).map((item) => item.proposal);
    expect(listed.toSorted()).toEqual([kept, missed, fresh].map((proposal) => proposal.proposal).toSorted());
    expect(listed).not.toContain(removed.proposal);
    await setPeerState(pair.receiver, pair.provider, "ended");
    expect(await seen(pair)).toEqual([]);
  });

  test("no more is proposed than the resource has, and no less than is already agreed", async () => {
    const pair = await openPair(engine.open);
    const server = await shareServer(pair.provider);
    const { context } = pair.provider;
    const wanted = { resourceId: server.id, seats: 201, audience: "partners", terms: { kind: "gift" } } as const;
    expect(await propose(context, wanted)).toEqual({
      outcome: "refused",
      refusal: { reason: "seats-most", most: 200 },
    });
    expect(await propose(context, { ...wanted, resourceId: "nothing" })).toEqual({ outcome: "not-found" });
    const proposal = await proposeSeats(pair.provider, server);
    await pair.carry();
    const [item] = await seen(pair);
    await requestCapacity(pair.receiver.context, {
      proposalId: item?.id ?? "",
      seats: 120,
      title: "Meeting",
      ...evening,
    });
    await pair.carry();
    expect(await changeProposal(context, proposal.id, { seats: 119 })).toEqual({
      outcome: "refused",
      refusal: { reason: "seats-agreed", least: 120 },
    });
    expect((await changeProposal(context, proposal.id, { seats: 120 })).outcome).toBe("done");
  });
});
