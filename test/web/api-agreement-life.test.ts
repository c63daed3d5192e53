import { expect, test } from "vitest";
import { saveAgreement, type AgreementRow } from "#src/store/agreements.ts";
import { memoryDatabase } from "#test/rig.ts";
import { openApiNode, origin, type ApiNode } from "./api-node.ts";

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** An agreement for tomorrow that stands. */
async function agreeOn({ app }: ApiNode, more: Partial<AgreementRow>): Promise<string> {
  const id = app.newId();
  const nowMs = app.nowMs();
  const startsAtMs = Math.ceil(nowMs / minuteMs) * minuteMs + 24 * hourMs;
  await app.database.transaction((session) =>
    saveAgreement(session, {
      id,
      agreement: `${origin}/agreements/${id}`,
      role: "receiver",
      peerId: app.newId(),
      proposalId: app.newId(),
      proposal: "https://kerala.example/proposals/1",
      provider: "https://kerala.example/actors/coop",
      receiver: `${origin}/actors/coop`,
      title: "Assembly",
      seats: 20,
      startsAtMs,
      endsAtMs: startsAtMs + hourMs,
      terms: { kind: "gift" },
      state: "accepted",
      revision: 1,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      ...more,
    }),
  );
  return id;
}

const unused = (): never => {
  throw new Error("One store is enough here.");
};
const open = () => openApiNode({ name: "sqlite", open: () => memoryDatabase(), place: unused });

test("a change is asked for, shown, and taken back", async () => {
  const node = await open();
  const id = await agreeOn(node, {});
  const { start, end } = (await node.call(`GET /agreements/${id}`)).body;
  const asked = await node.call(`POST /agreements/${id}/amend`, { seats: 35 });
  expect([asked.status, asked.body]).toEqual([
    200,
    expect.objectContaining({ state: "accepted", seats: 20, amendment: 1, pending: { seats: 35, start, end } }),
  ]);
  // Said again, it is the same.
  expect((await node.call(`POST /agreements/${id}/amend`, { seats: 35 })).body).toEqual(asked.body);
  const kept = await node.call(`POST /agreements/${id}/keep`);
  expect(kept.body).toMatchObject({ amendment: 2, pending: { seats: 20 } });
  expect((await node.call(`POST /agreements/${id}/counter`, { seats: 5 })).status).toBe(409);
});

test("what is no slot, and what is over, is refused and changes nothing", async () => {
  const node = await open();
  const id = await agreeOn(node, {});
  const wrong: readonly (readonly [body: unknown, status: number])[] = [
    [{ seats: 0 }, 422],
    [{ seats: 1.5 }, 422],
    [{ seats: "ten" }, 422],
    [{ start: "2027-03-01T18:00:30Z" }, 422],
    [{ start: "2027-03-01T18:00:00Z", end: "2027-03-01T17:00:00Z" }, 422],
    [{ start: "2020-03-01T18:00:00Z" }, 409],
    [{ start: "2200-03-01T18:00:00Z", end: "2200-03-01T19:00:00Z" }, 409],
    [{ places: 3 }, 422],
  ];
  const found: unknown[] = [];
  for (const [body] of wrong) found.push((await node.call(`POST /agreements/${id}/amend`, body)).status);
  expect(found).toEqual(wrong.map(([, status]) => status));
  expect((await node.call(`GET /agreements/${id}`)).body).not.toHaveProperty("pending");
  const over = await agreeOn(node, { startsAtMs: 60 * minuteMs, endsAtMs: 120 * minuteMs });
  expect((await node.call(`POST /agreements/${over}/amend`, { seats: 5 })).status).toBe(409);
  expect((await node.call(`POST /agreements/${node.app.newId()}/amend`, { seats: 5 })).status).toBe(404);
  const member = { token: node.tokens.member };
  expect((await node.call(`POST /agreements/${id}/amend`, { seats: 5 }, member)).status).toBe(403);
});

test("a counter-offer and who is not sure yet are confirmed by one call", async () => {
  const node = await open();
  const untilMs = Math.ceil(node.app.nowMs() / minuteMs) * minuteMs + hourMs;
  const terms = { kind: "gift" } as const;
  const at = Math.ceil(node.app.nowMs() / minuteMs) * minuteMs + 30 * hourMs;
  const counter = { seats: 12, startsAtMs: at, endsAtMs: at + hourMs, terms, untilMs, note: "An hour later?" };
  const id = await agreeOn(node, { counter });
  const until = new Date(untilMs).toISOString().replace(".000", "");
  expect((await node.call(`GET /agreements/${id}`)).body["counter"]).toMatchObject({
    seats: 12,
    until,
    note: counter.note,
  });
  expect((await node.call(`POST /agreements/${id}/confirm`)).body["pending"]).toMatchObject({ seats: 12 });
  const unsure = await agreeOn(node, { state: "offered", tentativeUntilMs: untilMs });
  expect((await node.call(`GET /agreements/${unsure}`)).body).toMatchObject({ tentativeUntil: until });
  expect((await node.call(`POST /agreements/${unsure}/confirm`)).body["pending"]).toMatchObject({ seats: 20 });
});

test("a steward's answer to an older wish than what is asked for now is refused", async () => {
  const node = await open();
  const nowMs = Math.ceil(node.app.nowMs() / minuteMs) * minuteMs;
  const slot = { startsAtMs: nowMs + 30 * hourMs, endsAtMs: nowMs + 31 * hourMs };
  const wish = {
    agreement: "https://kerala.example/agreements/1",
    proposal: "",
    provider: "",
    receiver: "",
    title: "",
  };
  const pending = { ...wish, ...slot, seats: 30, terms: { kind: "gift" }, amendment: 2 } as const;
  const id = await agreeOn(node, { role: "provider", amendment: 2, pending, pendingUntilMs: nowMs + hourMs });
  const stale = await node.call(`POST /agreements/${id}/accept`, { amendment: 1 });
  expect([stale.status, stale.body["detail"]]).toEqual([
    409,
    "Something else is asked for now. Look at the agreement again.",
  ]);
  const refused = await node.call(`POST /agreements/${id}/reject`, { amendment: 2, note: "Too many." });
  expect(refused.body).toMatchObject({
    state: "accepted",
    seats: 20,
    refusal: { reason: "declined", note: "Too many." },
  });
  expect(refused.body).not.toHaveProperty("pending");
  expect((await node.call(`POST /agreements/${id}/no-show`)).status).toBe(409);
});
