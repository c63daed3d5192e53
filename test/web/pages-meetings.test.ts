import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { cancelAgreement, requestCapacity } from "#src/app/agreements.ts";
import { listAgreements } from "#src/app/agreement-view.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { enterRoom } from "#src/app/joining.ts";
import { updateAgreement } from "#src/store/agreements.ts";
import { listUsers } from "#src/store/people.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { openPagesNode, type PagesNode, type Visit } from "./pages-node.ts";
import { offerHall, openPartners, type Partner } from "./pages-partner.ts";

const minuteMs = 60_000;

interface Ground {
  readonly node: PagesNode;
  readonly partner: Partner;
  /** Our id of the agreement. */
  readonly id: string;
}

/** Where a visit leads: the token of the join page and the pass. */
function wayOf(visit: Visit): { readonly token: string; readonly pass: string } {
  const url = new URL(visit.headers.get("location") ?? "", "http://here.invalid");
  return { token: url.pathname.split("/").at(-1) ?? "", pass: url.searchParams.get("pass") ?? "" };
}

/** What the host makes of it. */
async function letIn({ partner }: Ground, visit: Visit) {
  const { token, pass } = wayOf(visit);
  const entrance = await enterRoom(partner.app, token, pass);
  const { name, role, language, back } = decodeJwt(pass);
  return { entrance: entrance.when === "enter" ? entrance.url : entrance.when, name, role, language, back };
}

const room = "https://meet.example/backwater";

onBothEngines("the meetings of a coop in rooms of others", (engine) => {
  const later = useCleanup();

  /** Seaside meets at Kerala Commons, so many minutes from now, for an hour. */
  async function openGround(inMinutes: number): Promise<Ground> {
    const node = await openPagesNode(await engine.open());
    later(() => node.close());
    const partner = await openPartners(node.app, await engine.open());
    await offerHall(partner);
    const [item] = (await findCapacity(node.app, { limit: 10 })).items;
    const startsAtMs = Math.ceil(Date.now() / minuteMs + inMinutes) * minuteMs;
    const slot = { startsAtMs, endsAtMs: startsAtMs + 60 * minuteMs };
    await requestCapacity(node.app, {
      proposalId: item?.id ?? "",
      seats: 20,
      title: "Assembly",
      fairUseVersion: 1,
      ...slot,
    });
    await partner.carry();
    const [agreement] = (await listAgreements(node.app, { limit: 1 })).items;
    return { node, partner, id: agreement?.id ?? "" };
  }

  test("a member enters with one click, by the name of their account; stewards moderate, or who is named", async () => {
    const ground = await openGround(5);
    const { node, id } = ground;
    const [member, steward] = [await node.person("member", "ca"), await node.person("steward")];
    const list = await member.get("/meetings");
    expect(list.words).toContain("En una sala de Kerala Commons.");
    expect(list.headers.get("content-security-policy")).toContain("form-action *");
    const entered = await member.post(`/meetings/${id}/enter`, {}, { from: "/meetings" });
    expect(entered.status).toBe(303);
    const back = `${node.app.origin}/meetings/${id}`;
    expect(await letIn(ground, entered)).toEqual({
      entrance: room,
      name: "Marta Roca",
      role: "participant",
      language: "ca",
      back,
    });
    const [first, second] = [entered, await member.post(`/meetings/${id}/enter`, {}, { from: "/meetings" })];
    expect(decodeJwt(wayOf(second).pass).sub).toBe(decodeJwt(wayOf(first).pass).sub);
    const byName = await steward.post(`/meetings/${id}/enter`, { name: " Núria \n P. " }, { from: `/meetings/${id}` });
    expect(await letIn(ground, byName)).toMatchObject({ entrance: room, name: "Núria P.", role: "moderator" });
    expect((await steward.post(`/meetings/${id}/enter`, { name: " " }, { from: `/meetings/${id}` })).status).toBe(422);

    const marta = (await listUsers(node.app.database)).find(({ name }) => name === "Marta Roca")?.id ?? "";
    const guests = `/agreements/${id}/guests`;
    const named = await steward.send(
      `/agreements/${id}/moderators`,
      { moderators: [marta, "nobody"] },
      { from: guests },
    );
    expect(named.words).toContain("It holds for everybody who enters from now on.");
    const now = await member.post(`/meetings/${id}/enter`, {}, { from: "/meetings" });
    expect(await letIn(ground, now)).toMatchObject({ entrance: room, role: "moderator" });
    const other = await steward.post(`/meetings/${id}/enter`, {}, { from: "/meetings" });
    expect(await letIn(ground, other)).toMatchObject({ role: "participant" });
  });

  test("the agreement's page has the button, too; before the hour nobody is sent on, and strangers never", async () => {
    const { node, id, partner } = await openGround(40);
    const member = await node.person("member");
    const before = await member.get(`/meetings/${id}`);
    expect(before.words).toMatch(/It starts in 4[01] minutes/);
    expect(before.html).not.toContain("/enter");
    expect(Number(before.headers.get("refresh"))).toBeGreaterThan(60);
    const early = await member.post(`/meetings/${id}/enter`, { name: "Marta" }, { from: "/meetings" });
    expect(early.headers.get("location")).toBe(`/meetings/${id}`);
    const { database } = node.app;
    const trouble = { kind: "server-down", sinceMs: node.clock.nowMs } as const;
    await database.transaction((session) => updateAgreement(session, id, { trouble }));
    expect((await member.get(`/meetings/${id}`)).words).toContain(
      "The meeting server of Kerala Commons does not answer",
    );
    node.clock.nowMs += 30 * minuteMs;
    expect((await member.get(`/agreements/${id}`)).html).toContain(`action="/meetings/${id}/enter"`);
    const stranger = await node.visitor().post(`/meetings/${id}/enter`, { name: "Eve" });
    expect(stranger.headers.get("location")).toBe("/sign-in");
    const link = await node.visitor().get(`/meetings/${id}`);
    expect(link.headers.get("location")).toBe(`/sign-in?to=/meetings/${id}`);
    const [known, elsewhere] = [`/sign-in?to=/meetings/${id}`, "/sign-in?to=https://evil.example/meetings"];
    expect((await member.get(known)).headers.get("location")).toBe(`/meetings/${id}`);
    expect((await member.get(elsewhere)).headers.get("location")).toBe("/overview");
    node.clock.nowMs += 75 * minuteMs;
    expect((await member.get(`/meetings/${id}`)).words).toContain("Thank you for coming");
    expect((await member.get("/meetings")).words).toContain("No meetings ahead");
    const [theirs] = (await listAgreements(partner.app, { limit: 1 })).items;
    await cancelAgreement(partner.app, theirs?.id ?? "");
    await partner.carry();
    expect((await member.get(`/meetings/${id}`)).words).toContain("This meeting does not take place here");
    expect((await member.get(`/meetings/${node.app.newId()}`)).status).toBe(404);
  });

  test("a guest comes by a link, without an account and without a trace, until it is taken back", async () => {
    const ground = await openGround(5);
    const { node, id } = ground;
    const operator = await node.person("operator");
    const guests = `/agreements/${id}/guests`;
    expect((await operator.post(guests, { label: "", role: "participant" })).status).toBe(422);
    const made = await operator.send(guests, { label: "Speakers", role: "moderator" });
    expect(made.words).toContain("The link is ready to be copied and sent.");
    const address = /data-copy="([^"]+)"/.exec(made.html)?.[1] ?? "";
    expect(address).toMatch(/\/guests\/[\w-]{22}$/);
    const path = new URL(address).pathname;

    const guest = node.visitor("fr");
    const page = await guest.get(path, { "accept-language": "ml, fr;q=0.5" });
    expect(page.words).toContain("Seaside Coop vous invite à une réunion dans une salle de Kerala Commons.");
    expect(page.html).toMatch(/<option value="ml" selected>/);
    expect([page.headers.get("cache-control"), page.headers.get("x-robots-tag")]).toEqual(["no-store", "noindex"]);
    expect(page.headers.getSetCookie()).toEqual([]);
    expect((await guest.post(path, { name: "  ", language: "ml" })).status).toBe(422);
    expect((await guest.post(path, { name: "Meera", language: "?" })).status).toBe(422);
    const entered = await guest.post(path, { name: "മീര Meera", language: "ml" });
    expect(entered.headers.getSetCookie()).toEqual([]);
    expect(await letIn(ground, entered)).toEqual({
      entrance: room,
      name: "മീര Meera",
      role: "moderator",
      language: "ml",
      back: address,
    });
    const again = await guest.post(path, { name: "Meera", language: "ml" });
    expect(decodeJwt(wayOf(again).pass).sub).not.toBe(decodeJwt(wayOf(entered).pass).sub);

    const link = /action="\/guest-links\/([^/]+)\/revoke"/.exec(made.html)?.[1] ?? "";
    const revoked = await operator.send(`/guest-links/${link}/revoke`, {}, { from: guests });
    expect(revoked.words).toContain("Speakers Moderator Taken back on");
    expect(revoked.html).not.toContain(path);
    const refused = await guest.get(path);
    expect([refused.status, refused.words]).toEqual([410, expect.stringContaining("Ce lien n’est plus valable")]);
    const late = await guest.post(path, { name: "Meera", language: "ml" });
    expect([late.status, late.headers.get("location")]).toEqual([410, null]);
    expect((await guest.get("/guests/no-such-token")).status).toBe(404);
  });

  test("guests wait before the hour; only operators make links", async () => {
    const { node, id } = await openGround(40);
    const guests = `/agreements/${id}/guests`;
    const made = await (await node.person("steward")).send(guests, { label: "Everybody", role: "participant" });
    const path = new URL(/data-copy="([^"]+)"/.exec(made.html)?.[1] ?? "").pathname;
    const early = await node.visitor().get(path);
    expect(early.words).toMatch(/It starts in 4[01] minutes/);
    expect(early.html).not.toContain('name="name"');
    expect(early.headers.get("refresh")).toMatch(/^\d+$/);
    const member = await node.person("member");
    expect((await member.get(guests)).status).toBe(403);
    expect((await member.get(`/agreements/${id}`)).html).not.toContain(guests);
    node.clock.nowMs += 102 * minuteMs;
    expect((await node.visitor().get(path)).words).toContain("Thank you for coming");
    const late = await (await node.person("steward")).post(guests, { label: "More", role: "participant" });
    expect([late.status, late.words]).toEqual([422, expect.stringContaining("nobody can be invited any more")]);
  });
});
