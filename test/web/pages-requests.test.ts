import { beforeAll, expect, test } from "vitest";
import { listAgreements } from "#src/app/agreement-view.ts";
import { listRequests, offerForRequest, publishRequest } from "#src/app/requests.ts";
import { listResourceViews } from "#src/app/resources.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { fillPages } from "./pages-content.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";
import { offerHall, openPartners, type Partner } from "./pages-partner.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;
const startsAtMs = Math.ceil((Date.now() + 9 * dayMs) / minuteMs) * minuteMs;
const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Madrid" }).format(startsAtMs);

onBothEngines("what coops need, through pages", (engine) => {
  const later = useCleanup();
  let node: PagesNode;
  let partner: Partner;
  let operator: Visitor;

  beforeAll(async () => {
    node = await openPagesNode(await engine.open());
    later(() => node.close());
    partner = await openPartners(node.app, await engine.open());
    operator = await node.person("operator");
  });

  test("a need is published, offered for, and asked for with one button", async () => {
    expect((await operator.get("/requests")).words).toContain("You have said nothing");
    const wrong = await operator.post("/requests", { seats: "0" }, { from: "/requests/new" });
    expect(wrong.status).toBe(422);
    expect(wrong.words).toContain("Say what it is for, in one language at least.");
    expect(wrong.words).toContain("Say how many seats");
    const typed = { "title.en": "Spring assembly", "title.ca": "Assemblea de primavera", seats: "60", date: day };
    const need = { ...typed, from: "18:00", to: "20:00", languages: ["ca", "en"], features: ["captions"] };
    const published = await operator.send("/requests", { ...need, audience: "partners" }, { from: "/requests/new" });
    expect(published.words).toContain("It is published");
    expect(published.words).toContain("You need this. Partners can offer.");
    await partner.carry();

    const [seen] = (await listRequests(partner.app, { limit: 5, whose: "theirs" })).items;
    expect(seen).toMatchObject({ seats: 60, title: { ca: "Assemblea de primavera" }, features: ["captions"] });
    await offerHall(partner);
    const [hall] = (await listResourceViews(partner.app, { limit: 1 })).items;
    const answer = { resourceId: hall?.id ?? "", seats: 70, terms: { kind: "gift" } } as const;
    await offerForRequest(partner.app, seen?.id ?? "", answer);
    await partner.carry();

    expect((await operator.get("/requests")).words).toContain("One offer");
    expect((await operator.get("/overview")).words).toMatch(/You need .* One offer/u);
    const id = (await listRequests(node.app, { limit: 1, whose: "ours" })).items[0]?.id ?? "";
    const page = await operator.get(`/requests/${id}`);
    expect(page.words).toContain("Ask Kerala Commons for these seats");
    expect(page.words).toContain("By asking you accept its fair-use policy as it stands here.");
    const proposal = /name="proposal" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
    const newer = { proposal, fairUseVersion: "7" };
    expect((await operator.post(`/requests/${id}/take`, newer, { from: `/requests/${id}` })).status).toBe(422);
    const take = { proposal, fairUseVersion: "1" };
    const asked = await operator.post(`/requests/${id}/take`, take, { from: `/requests/${id}` });
    expect([asked.status, asked.headers.get("location")]).toEqual([303, expect.stringMatching(/^\/agreements\//)]);
    await partner.carry();
    expect((await listAgreements(node.app, { limit: 1 })).items).toMatchObject([
      { state: "accepted", seats: 60, title: "Spring assembly" },
    ]);
    const after = await operator.get(`/requests/${id}`);
    expect(after.words).toContain("You have asked for these seats");
    expect(after.words).not.toContain("Ask Kerala Commons");
  });

  test("a partner's need stands on the overview, and seats are offered for it alone", async () => {
    const { room } = await fillPages(node.app);
    await publishRequest(partner.app, {
      title: { ml: "പൊതുയോഗം", en: "Fishers’ council" },
      seats: 90,
      startsAtMs,
      endsAtMs: startsAtMs + 60 * minuteMs,
      audience: "partners",
      languages: ["ml"],
      features: [],
    });
    await partner.carry();
    const steward = await node.person("steward");
    expect((await steward.get("/overview")).words).toContain("Fishers’ council");
    const [theirs] = (await listRequests(node.app, { limit: 1, whose: "theirs" })).items;
    const here = `/requests/${theirs?.id ?? ""}`;
    expect((await steward.get(here)).words).toContain("Kerala Commons needs this.");
    const wrong = await steward.post(`${here}/offer`, { resource: room, seats: "999", terms: "gift" }, { from: here });
    expect([wrong.status, wrong.words.includes("from 1 to 200")]).toEqual([422, true]);
    const wanted = { resource: room, seats: "90", terms: "reciprocal", price: "2", unit: "work-minute" };
    const offered = await steward.send(`${here}/offer`, wanted, { from: here });
    expect(offered.words).toContain("Your offer is on its way.");
    expect(offered.words).toContain("Your offers");
    await partner.carry();
    const member = await node.person("member");
    expect((await member.get(here)).words).not.toContain("Offer these seats");
    expect((await member.post("/requests/new")).status).not.toBe(200);
  });

  test("a need is withdrawn", async () => {
    const ours = async () => (await listRequests(node.app, { limit: 5, whose: "ours" })).items;
    const [request] = await ours();
    const gone = await operator.send(
      `/requests/${request?.id ?? ""}/withdraw`,
      {},
      { from: `/requests/${request?.id}` },
    );
    expect(gone.words).toContain("It is withdrawn");
    expect(await ours()).toEqual([]);
    expect((await operator.get(`/requests/${request?.id}`)).words).toContain("Not needed any more");
  });
});
