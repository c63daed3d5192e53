import { expect, test } from "vitest";
import { keepCard } from "#src/app/peers.ts";
import { transact } from "#src/app/context.ts";
import { freshRow } from "#src/app/agreement-words.ts";
import { saveAgreement } from "#src/store/agreements.ts";
import { onBothEngines } from "#test/rig.ts";
import { cardOf, openApiNode, origin, type ApiNode } from "./api-node.ts";

const hourMs = 3_600_000;
const addPeer = async ({ app }: ApiNode) =>
  transact(app, (work) =>
    keepCard(work, { ...cardOf("other.example"), fairUse: { en: "Be kind." }, fairUseVersion: 3 }),
  );

onBothEngines("terms and policy over the API", (engine) => {
  test("what one partner may have is read and changed, and stewards alone change it", async () => {
    const node = await openApiNode(engine);
    const { id } = await addPeer(node);
    const path = `/peers/${id}/policy`;
    const nothing = { seatsAtOnce: null, seatMinutesAMonth: null, answer: "automatic", commonsTrusted: false };
    expect((await node.call(`GET ${path}`)).body).toMatchObject(nothing);
    const changed = await node.call(`PATCH ${path}`, { seatsAtOnce: 50, answer: "steward" });
    expect(changed).toMatchObject({ status: 200, body: { ...nothing, seatsAtOnce: 50, answer: "steward" } });
    expect(changed.body["used"]).toMatchObject({ seatMinutesThisMonth: 0, seatsAtOnce: 0 });
    expect((await node.call(`PATCH ${path}`, { seatsAtOnce: null })).body).toMatchObject({
      seatsAtOnce: null,
      answer: "steward",
    });
    expect((await node.call(`PATCH ${path}`, { seatsAtOnce: -1 })).status).toBe(422);
    expect((await node.call(`PATCH ${path}`, { answer: "never" })).status).toBe(422);
    expect((await node.call(`PATCH ${path}`, {}, { token: node.tokens.operator })).status).toBe(403);
    expect((await node.call("GET /peers/019f0000-0000-7000-8000-000000000000/policy")).status).toBe(404);
    expect((await node.call(`GET /peers/${id}`)).body).toMatchObject({
      fairUse: { en: "Be kind." },
      fairUseVersion: 3,
    });
  });

  test("proposals have notice terms and kept seats, within bounds", async () => {
    const node = await openApiNode(engine);
    const server = { kind: "meeting-server", name: { en: "Hall" }, platform: "link", seats: 100 };
    const { body: resource } = await node.call("POST /resources", server);
    const notice = { freeUntilMinutes: 1440, latePercent: 50, noShowPercent: 100 };
    const wanted = { resource: resource["id"], seats: 80, audience: "partners", terms: { kind: "gift", notice } };
    const made = await node.call("POST /proposals", { ...wanted, commonsSeats: 20, commonsUntilHours: 48 });
    expect(made).toMatchObject({
      status: 201,
      body: { terms: { kind: "gift", notice }, commonsSeats: 20, commonsUntilHours: 48 },
    });
    const here = `/proposals/${String(made.body["id"])}`;
    expect((await node.call(`PATCH ${here}`, { commonsSeats: 81 })).status).toBe(409);
    expect((await node.call(`PATCH ${here}`, { terms: { kind: "gift" } })).body["terms"]).toEqual({ kind: "gift" });
    const wrong = { kind: "gift", notice: { ...notice, latePercent: 101 } };
    expect((await node.call(`PATCH ${here}`, { terms: wrong })).status).toBe(422);
  });

  test("what taking back and changing cost is answered before either is done", async () => {
    const node = await openApiNode(engine);
    const peer = await addPeer(node);
    const startsAtMs = Math.ceil(Date.now() / 60_000) * 60_000 + 5 * hourMs;
    const id = node.app.newId();
    await transact(node.app, async (work) => {
      const terms = {
        agreement: `${origin}/agreements/${id}`,
        proposal: `${peer.origin}/proposals/${id}`,
        provider: peer.coop,
        receiver: `${origin}/actors/coop`,
        title: "Assembly",
        seats: 10,
        startsAtMs,
        endsAtMs: startsAtMs + 2 * hourMs,
        terms: {
          kind: "reciprocal",
          perSeatHour: 6,
          unit: "work-minute",
          notice: { freeUntilMinutes: 600, latePercent: 50, noShowPercent: 100 },
        },
      } as const;
      const row = freshRow(work, terms, { id, role: "receiver", peerId: peer.id, proposalId: id });
      await saveAgreement(work.session, { ...row, state: "accepted", revision: 1 });
    });
    const cost = async (query: string) => (await node.call(`GET /agreements/${id}/cost?${query}`)).body;
    const freeUntil = new Date(startsAtMs - 10 * hourMs).toISOString().replace(".000Z", "Z");
    const due = { unit: "work-minute", quantity: 60 };
    expect(await cost("action=cancel")).toEqual({ feeSeatMinutes: 600, due, freeUntil });
    expect(await cost("action=amend&seats=4")).toMatchObject({ feeSeatMinutes: 360 });
    expect(await cost("action=amend&seats=40")).toEqual({ feeSeatMinutes: 0, freeUntil });
    expect((await node.call(`GET /agreements/${id}/cost?action=leave`)).status).toBe(422);
    expect((await node.call(`POST /agreements/${id}/waive`)).status).toBe(409);
  });
});
