import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { saveAgreement, updateAgreement } from "#src/store/agreements.ts";
import { saveUser } from "#src/store/people.ts";
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

  test("a coop's own website sends people in, and its programs name those who moderate", async () => {
    const node = await openApiNode(engine);
    const { app } = node;
    const [id, later] = [await agreeOn(node, "receiver", app.nowMs() + hourMs), await agreeOn(node, "receiver")];
    const joinUrlSealed = app.secrets.seal("https://kerala.example/join/abc", `join ${id}`);
    await app.database.transaction((session) => updateAgreement(session, id, { joinUrlSealed }));
    const send = async (body: object, to = id) => node.call(`POST /agreements/${to}/passes`, body);
    const sent = await send({ name: " Meera ", role: "moderator", language: "ml", person: "member 7" });
    expect(sent.status).toBe(201);
    const url = new URL(String(sent.body["url"]));
    expect(url.href).toMatch(/^https:\/\/kerala\.example\/join\/abc\?pass=/);
    const pass = decodeJwt(url.searchParams.get("pass") ?? "");
    expect(pass).toMatchObject({ name: "Meera", role: "moderator", language: "ml" });
    expect(JSON.stringify(pass)).not.toContain("member 7");
    expect((await send({ name: "Meera" }, later)).status).toBe(409);
    expect((await send({ name: "\u200b" })).status).toBe(422);

    const user = { id: app.newId(), role: "member", name: "Marta", memberId: null } as const;
    const account = { ...user, sessionEpoch: 1, createdAtMs: app.nowMs(), lastSeenAtMs: null };
    await app.database.transaction((session) => saveUser(session, account));
    const moderators = `/agreements/${id}/moderators`;
    const marta = { id: user.id, name: "Marta" };
    expect((await node.call(`GET ${moderators}`)).body).toEqual({ items: [{ ...marta, role: "participant" }] });
    const named = await node.call(`POST ${moderators}`, { people: [user.id, app.newId()] });
    expect([named.status, named.body]).toEqual([200, { items: [{ ...marta, role: "moderator" }] }]);
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
