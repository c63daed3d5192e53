import { expect, it } from "vitest";
import { listAgreements } from "#src/app/agreement-view.ts";
import { requestCapacity } from "#src/app/agreements.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { receiveWithdrawnProposal } from "#src/app/partner-proposals.ts";
import { endDueRequests, receiveRequest, receiveWithdrawnRequest, replaceRequests } from "#src/app/partner-requests.ts";
import { findOwnProposal } from "#src/app/proposals.ts";
import {
  findRequest,
  listRequests,
  maxStandingRequests,
  offerForRequest,
  publishRequest,
  requestCardOf,
  takeAnswer,
  withdrawRequest,
  type NewRequest,
} from "#src/app/requests.ts";
import type { RequestCard } from "#src/domain/resource.ts";
import { findPeerByCoop } from "#src/store/peers.ts";
import { onBothEngines } from "#test/rig.ts";
import { hourMs, noonMs, openPair, setPeerState, shareServer, type Pair, type Side } from "./pair.ts";

const dayMs = 24 * hourMs;

const need: NewRequest = {
  title: { fr: "Assemblée générale", en: "General assembly" },
  seats: 80,
  startsAtMs: noonMs + dayMs,
  endsAtMs: noonMs + dayMs + 2 * hourMs,
  audience: "partners",
  languages: ["fr"],
  features: ["captions"],
};

onBothEngines("what coops need", (engine) => {
  const open = (): Promise<Pair> => openPair(() => engine.open());

  const publish = async ({ context }: Side, changes: Partial<NewRequest> = {}) => {
    const outcome = await publishRequest(context, { ...need, ...changes });
    if (outcome.outcome !== "done") throw new Error(outcome.outcome);
    return outcome.request;
  };
  const seenBy = async ({ context }: Side) => (await listRequests(context, { limit: 50, whose: "theirs" })).items;

  it("is told to partners, who offer; the offer is for the one who asked alone, and answered at once", async () => {
    const pair = await open();
    const { provider, receiver } = pair;
    const request = await publish(receiver);
    expect(await pair.carry()).toEqual([]);
    const [seen] = await seenBy(provider);
    expect(seen).toMatchObject({ ...need, proposal: request.proposal, coop: receiver.coop });
    expect(Object.keys(seen?.title ?? {})).toEqual(["fr", "en"]);

    const hall = await shareServer(provider);
    const offered = await offerForRequest(provider.context, seen?.id ?? "", {
      resourceId: hall.id,
      seats: 100,
      terms: { kind: "gift" },
    });
    expect(offered).toMatchObject({ outcome: "done", proposal: { inReplyTo: request.proposal, seats: 100 } });
    await pair.carry();
    const view = await findRequest(receiver.context, request.id);
    expect(view?.answers).toMatchObject([{ seats: 100, coop: provider.coop, inReplyTo: request.proposal }]);

    const taken = await takeAnswer(receiver.context, request.id, {
      proposalId: view?.answers[0]?.id ?? "",
      title: "Assemblée générale",
    });
    expect(taken).toMatchObject({ outcome: "offered", agreement: { seats: 80, startsAtMs: need.startsAtMs } });
    await pair.carry();
    expect((await listAgreements(receiver.context, { limit: 5 })).items).toMatchObject([{ state: "accepted" }]);

    // Enough is agreed: the request goes by itself, and the offer for it too.
    expect(await endDueRequests(receiver.context)).toBe(1);
    await pair.carry();
    expect(await seenBy(provider)).toEqual([]);
    expect(await endDueRequests(provider.context)).toBe(1);
    await pair.carry();
    expect((await findCapacity(receiver.context, { limit: 5 })).items).toEqual([]);
    expect(await endDueRequests(receiver.context)).toBe(0);
  });

  it("is answered at once for its hour and its coop alone", async () => {
    const pair = await open();
    const { provider, receiver } = pair;
    const request = await publish(receiver);
    await pair.carry();
    const hall = await shareServer(provider);
    const [seen] = await seenBy(provider);
    const answer = { resourceId: hall.id, seats: 80, terms: { kind: "gift" } } as const;
    await offerForRequest(provider.context, seen?.id ?? "", answer);
    await pair.carry();
    const [answered] = (await findRequest(receiver.context, request.id))?.answers ?? [];
    const ask = { proposalId: answered?.id ?? "", seats: 10, title: "Another hour" };
    const other = { startsAtMs: need.startsAtMs + dayMs, endsAtMs: need.endsAtMs + dayMs };
    await requestCapacity(receiver.context, { ...ask, ...other });
    await pair.carry();
    const states = async () => (await listAgreements(receiver.context, { limit: 9 })).items.map(({ state }) => state);
    expect(await states()).toEqual(["offered"]);
    // Somebody else who knows its address.
    const { proposals } = provider.context.database.t;
    await provider.context.database.transaction(async ({ q }) => {
      await q.update(proposals).set({ toPeerId: "somebody else" });
    });
    await requestCapacity(receiver.context, { ...ask, startsAtMs: need.startsAtMs, endsAtMs: need.endsAtMs });
    await pair.carry();
    expect(await states()).toEqual(["rejected", "offered"]);
  });

  it("stays while fewer seats are agreed than it asks for", async () => {
    const pair = await open();
    const { provider, receiver } = pair;
    const request = await publish(receiver);
    await pair.carry();
    const hall = await shareServer(provider, { seats: 50 });
    const [seen] = await seenBy(provider);
    await offerForRequest(provider.context, seen?.id ?? "", {
      resourceId: hall.id,
      seats: 50,
      terms: { kind: "gift" },
    });
    await pair.carry();
    const [answer] = (await findRequest(receiver.context, request.id))?.answers ?? [];
    await takeAnswer(receiver.context, request.id, { proposalId: answer?.id ?? "", title: "Part" });
    await pair.carry();
    expect(await endDueRequests(receiver.context)).toBe(0);
    expect(await seenBy(provider)).toHaveLength(1);
  });

  it("is withdrawn when its hour has come, and a late message does not bring it back", async () => {
    const pair = await open();
    const { provider, receiver } = pair;
    const request = await publish(receiver);
    await pair.carry();
    pair.clock.nowMs = need.startsAtMs;
    expect(await endDueRequests(receiver.context)).toBe(1);
    await pair.carry();
    const card = requestCardOf(request);
    await receiveRequest(provider.context, receiver.coop, card);
    pair.clock.nowMs = noonMs;
    expect(await seenBy(provider)).toEqual([]);
    await receiveRequest(provider.context, receiver.coop, card);
    expect(await seenBy(provider)).toEqual([]);
    expect((await findRequest(receiver.context, request.id))?.request.deletedAtMs).toBe(need.startsAtMs);
  });

  it("ends the same, however its messages cross, come twice or late", async () => {
    const pair = await open();
    const { provider, receiver } = pair;
    const request = await publish(receiver);
    await pair.carry(() => "twice");
    await withdrawRequest(receiver.context, request.id);
    expect((await withdrawRequest(receiver.context, request.id))?.deletedAtMs).toEqual(expect.any(Number));
    await pair.carry(() => "twice");
    expect(await seenBy(provider)).toEqual([]);
    // The withdrawal before the request itself.
    const card = { ...requestCardOf(request), proposal: `${request.proposal.slice(0, -4)}ffff` };
    const gone = { coop: receiver.coop, proposal: card.proposal, deletedAtMs: card.updatedAtMs + 1 };
    expect(await receiveWithdrawnRequest(provider.context, gone)).toBeUndefined();
    await receiveWithdrawnProposal(provider.context, gone);
    await receiveRequest(provider.context, receiver.coop, card);
    expect(await seenBy(provider)).toEqual([]);
  });

  it("heals by the list that a partner shows", async () => {
    const pair = await open();
    const { provider, receiver } = pair;
    const request = await publish(receiver);
    await pair.carry(() => "lost");
    const peer = await findPeerByCoop(provider.context.database, receiver.coop);
    const replace = (cards: readonly RequestCard[]) =>
      replaceRequests(provider.context, { peerId: peer?.id ?? "", cards, askedAtMs: pair.clock.nowMs + 1 });
    await replace([requestCardOf(request)]);
    expect(await seenBy(provider)).toHaveLength(1);
    await replace([]);
    expect(await seenBy(provider)).toEqual([]);
  });

  it("is not for limited peers unless it is public, never for blocked ones, and nobody speaks for another coop", async () => {
    const pair = await open();
    const { provider, receiver } = pair;
    await setPeerState(receiver, provider, "limited");
    await publish(receiver);
    await pair.carry();
    expect(await seenBy(provider)).toEqual([]);
    const open2 = await publish(receiver, { audience: "public" });
    await pair.carry();
    expect(await seenBy(provider)).toMatchObject([{ audience: "public" }]);
    const card = requestCardOf(open2);
    expect(await receiveRequest(receiver.context, provider.coop, card)).toMatchObject({ outcome: "dropped" });
    const [seen] = await seenBy(provider);
    await setPeerState(provider, receiver, "blocked");
    expect(await seenBy(provider)).toEqual([]);
    expect(await findRequest(provider.context, seen?.id ?? "")).toBeUndefined();
    expect(await receiveRequest(provider.context, receiver.coop, card)).toMatchObject({ outcome: "dropped" });
  });

  it("is bounded: in time, in number, for us and for what others send", async () => {
    const pair = await open();
    const { provider, receiver } = pair;
    const past = await publishRequest(receiver.context, { ...need, startsAtMs: noonMs - hourMs, endsAtMs: noonMs });
    expect(past).toMatchObject({ outcome: "refused", refusal: { reason: "slot-past" } });
    const one = requestCardOf(await publish(receiver));
    for (let count = 0; count <= maxStandingRequests; count += 1) {
      const proposal = `${one.proposal.slice(0, -4)}${String(count).padStart(4, "0")}`;
      const told = await receiveRequest(provider.context, receiver.coop, { ...one, proposal });
      expect(told.outcome).toBe(count < maxStandingRequests ? "done" : "dropped");
    }
    // Nor by taking one back, asking for something else, and then for the first again.
    const again = { ...one, proposal: `${one.proposal.slice(0, -4)}0000`, updatedAtMs: one.updatedAtMs + 2 };
    const deletedAtMs = one.updatedAtMs + 1;
    await receiveWithdrawnRequest(provider.context, { coop: receiver.coop, proposal: again.proposal, deletedAtMs });
    const other = { ...one, proposal: `${one.proposal.slice(0, -4)}ffff` };
    expect(await receiveRequest(provider.context, receiver.coop, other)).toEqual({ outcome: "done" });
    expect(await receiveRequest(provider.context, receiver.coop, again)).toMatchObject({ outcome: "dropped" });
    expect((await listRequests(provider.context, { limit: 200, whose: "theirs" })).items).toHaveLength(
      maxStandingRequests,
    );
  });

  it("is answered at once for the hour that stood in it when it was answered, wherever its coop moves it", async () => {
    const pair = await open();
    const { provider, receiver } = pair;
    const request = await publish(receiver);
    await pair.carry();
    const hall = await shareServer(provider);
    const [seen] = await seenBy(provider);
    const answer = { resourceId: hall.id, seats: 80, terms: { kind: "gift" } } as const;
    await offerForRequest(provider.context, seen?.id ?? "", answer);
    await pair.carry();
    const moved = { startsAtMs: need.startsAtMs + dayMs, endsAtMs: need.endsAtMs + dayMs };
    const card = { ...requestCardOf(request), ...moved, updatedAtMs: request.updatedAtMs + 1 };
    expect(await receiveRequest(provider.context, receiver.coop, card)).toEqual({ outcome: "done" });
    const [answered] = (await findRequest(receiver.context, request.id))?.answers ?? [];
    const ask = { proposalId: answered?.id ?? "", seats: 10, title: "Moved", ...moved };
    await requestCapacity(receiver.context, ask);
    await pair.carry();
    expect((await listAgreements(receiver.context, { limit: 9 })).items).toMatchObject([{ state: "offered" }]);
  });

  it("takes the offers for it along when it is forgotten because its coop lists it no more", async () => {
    const pair = await open();
    const { provider, receiver } = pair;
    await publish(receiver);
    await pair.carry();
    const hall = await shareServer(provider);
    const [seen] = await seenBy(provider);
    const answer = { resourceId: hall.id, seats: 80, terms: { kind: "gift" } } as const;
    const offered = await offerForRequest(provider.context, seen?.id ?? "", answer);
    const proposalId = offered.outcome === "done" ? offered.proposal.id : "";
    const peer = await findPeerByCoop(provider.context.database, receiver.coop);
    await replaceRequests(provider.context, {
      peerId: peer?.id ?? "",
      cards: [],
      askedAtMs: pair.clock.nowMs + 1,
    });
    expect(await endDueRequests(provider.context)).toBe(1);
    expect((await findOwnProposal(provider.context, proposalId))?.deletedAtMs).toEqual(expect.any(Number));
    expect(await endDueRequests(provider.context)).toBe(0);
  });
});
