import { expect, test } from "vitest";
import { saveAgreement } from "#src/store/agreements.ts";
import { onBothEngines } from "#test/rig.ts";
import { openApiNode, origin, type ApiNode } from "./api-node.ts";

const hourMs = 3_600_000;

/** An agreement in which we meet elsewhere, or others meet here. */
async function agreeOn(
  { app }: ApiNode,
  role: "provider" | "receiver",
  endsAtMs = app.nowMs() + 3 * hourMs,
): Promise<string> {
  const id = app.newId();
  const nowMs = app.nowMs();
  const coops = { provider: "https://kerala.example/actors/coop", receiver: `${origin}/actors/coop` };
  await app.database.transaction((session) =>
    saveAgreement(session, {
      id,
      agreement: `${origin}/agreements/${id}`,
      role,
      peerId: app.newId(),
      proposalId: app.newId(),
      proposal: "https://kerala.example/proposals/1",
      ...coops,
      title: "Assembly",
      seats: 20,
      startsAtMs: endsAtMs - hourMs,
      endsAtMs,
      terms: { kind: "gift" },
      state: "accepted",
      revision: 1,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    }),
  );
  return id;
}

onBothEngines("guest links in the API", (engine) => {
  test("are made, listed and taken back by operators, where we meet", async () => {
    const node = await openApiNode(engine);
    const id = await agreeOn(node, "receiver");
    const made = await node.call(`POST /agreements/${id}/guests`, { label: "Speakers", role: "moderator" });
    expect([made.status, made.body]).toEqual([
      201,
      {
        id: expect.any(String),
        agreement: id,
        label: "Speakers",
        role: "moderator",
        url: expect.stringMatching(/^http:\/\/localhost:4000\/guests\/[\w-]{22}$/),
        created: expect.any(String),
      },
    ]);
    const plain = await node.call(`POST /agreements/${id}/guests`, { label: "Everybody" });
    expect(plain.body).toMatchObject({ role: "participant" });
    expect((await node.call(`DELETE /guests/${String(made.body["id"])}`)).status).toBe(204);
    const list = await node.call(`GET /agreements/${id}/guests`);
    expect(list.body).toEqual({ items: [plain.body, { ...made.body, revoked: expect.any(String) }] });
  });

  test("are refused for what is not ours, over, unknown or unreadable, and to members", async () => {
    const node = await openApiNode(engine);
    const [ours, given, over] = [
      await agreeOn(node, "receiver"),
      await agreeOn(node, "provider"),
      await agreeOn(node, "receiver", node.app.nowMs() - hourMs),
    ];
    const post = async (id: string, body: object, token = node.tokens.operator) =>
      (await node.call(`POST /agreements/${id}/guests`, body, { token })).status;
    expect(await post(given, { label: "A" })).toBe(404);
    expect(await post(over, { label: "A" })).toBe(409);
    expect(await post(ours, { label: "A", role: "owner" })).toBe(422);
    expect(await post(ours, { label: "\u200b" })).toBe(422);
    expect(await post(ours, { label: "A" }, node.tokens.member)).toBe(403);
    expect((await node.call(`DELETE /guests/${node.app.newId()}`)).status).toBe(404);
    expect((await node.call(`GET /agreements/${given}/guests`)).status).toBe(404);
    expect((await node.call(`GET /agreements/${ours}/guests`)).body).toEqual({ items: [] });
  });
});
