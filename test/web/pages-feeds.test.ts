import nodeIcal, { type VEvent } from "node-ical";
import { beforeAll, expect, test } from "vitest";
import { listAgreements } from "#src/app/agreement-view.ts";
import { cancelAgreement, requestCapacity } from "#src/app/agreements.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { transact } from "#src/app/context.ts";
import { openCalendar } from "#src/domain/calendar.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { updateResource } from "#src/store/resources.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { agreeOn, fillPages, type Content } from "./pages-content.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";
import { offerHall, openPartners, type Partner } from "./pages-partner.ts";

const dayMs = 86_400_000;

const events = (text: string): VEvent[] =>
  Object.values(nodeIcal.sync.parseICS(text)).filter((one): one is VEvent => one?.type === "VEVENT");

/** As other programs fetch it: without cookies, with nothing but the address. */
const addressIn = (html: string): string => /data-copy="https?:\/\/[^/]+(\/feeds\/[^"]+)"/.exec(html)?.[1] ?? "";

onBothEngines("calendars of our own and under secret addresses", (engine) => {
  const later = useCleanup();
  let node: PagesNode;
  let partner: Partner;
  let steward: Visitor;
  let content: Content;
  let agreementId: string;
  const startsAtMs = Math.ceil((Date.now() + 5 * dayMs) / minuteMs) * minuteMs;

  beforeAll(async () => {
    node = await openPagesNode(await engine.open());
    later(() => node.close());
    partner = await openPartners(node.app, await engine.open());
    steward = await node.person("steward");
    content = await fillPages(node.app);
    await offerHall(partner);
    const { items } = await findCapacity(node.app, { limit: 10 });
    const slot = { startsAtMs, endsAtMs: startsAtMs + 120 * minuteMs };
    const proposalId = items.find(({ own }) => !own)?.id ?? "";
    const wanted = { proposalId, seats: 40, title: "Assembly, the yearly one", fairUseVersion: 1, ...slot };
    await requestCapacity(node.app, wanted);
    agreementId = (await listAgreements(node.app, { limit: 1 })).items[0]?.id ?? "";
  });

  test("an agreement is tentative until it is agreed, and then leads in", async () => {
    const before = events((await steward.get(`/agreements/${agreementId}/calendar.ics`)).html);
    expect(before).toHaveLength(1);
    expect(before[0]).toMatchObject({ status: "TENTATIVE", transparency: "OPAQUE" });
    await partner.carry();
    const file = await steward.get(`/agreements/${agreementId}/calendar.ics`);
    expect(file.headers.get("content-type")).toBe("text/calendar; charset=utf-8; method=PUBLISH");
    const [after] = events(file.html);
    expect(after).toMatchObject({ uid: before[0]?.uid, status: "CONFIRMED", summary: "Assembly, the yearly one" });
    expect(after?.start.getTime()).toBe(startsAtMs);
    expect(Number(after?.sequence)).toBeGreaterThan(Number(before[0]?.sequence));
    expect(after?.url).toContain(`/agreements/${agreementId}`);
    expect(after?.location).toMatch(/\/meetings\/[0-9a-f-]{36}$/);
    expect(after?.description).toContain("Kerala Commons provides 40 seats for you.");
    const visitor = await node.visitor().get(`/agreements/${agreementId}/calendar.ics`);
    expect(visitor.status).toBe(303);
    expect((await steward.get(`/agreements/${agreementId}`)).html).toContain(`/agreements/${agreementId}/calendar.ics`);
  });

  test("a calendar keeps up by a secret address, in the language of whoever made it, until that is ended", async () => {
    const catalan = await node.person("member", "ca");
    expect((await catalan.get("/feeds")).words).toContain("Encara no hi ha cap adreça");
    const made = await catalan.send("/feeds", { kind: "agreements" });
    expect(made.words).toContain("L’adreça és a punt");
    const address = addressIn(made.html);
    expect(address).toMatch(/^\/feeds\/[\w-]{22}\.ics\?language=ca$/);
    expect(made.html).toContain('href="webcal://');
    const program = node.visitor();
    program.cookies.clear();
    const first = await program.get(address);
    expect(events(first.html)[0]?.description).toContain("Kerala Commons us dona 40 places.");
    expect(first.headers.get("x-robots-tag")).toBe("noindex");
    const etag = first.headers.get("etag") ?? "";
    const again = await program.get(address, { "if-none-match": etag });
    expect([again.status, again.html]).toEqual([304, ""]);
    node.clock.nowMs += minuteMs;
    await cancelAgreement(node.app, agreementId);
    const cancelled = await program.get(address, { "if-none-match": etag });
    expect(cancelled.status).toBe(200);
    const [before] = events(first.html);
    const [after] = events(cancelled.html);
    expect(after).toMatchObject({ uid: before?.uid, status: "CANCELLED", transparency: "TRANSPARENT" });
    expect(Number(after?.sequence)).toBeGreaterThan(Number(before?.sequence));
    const id = /action="\/feeds\/([0-9a-f-]{36})\/revoke"/.exec(made.html)?.[1] ?? "";
    expect((await steward.post(`/feeds/${id}/revoke`, {}, { from: "/feeds" })).status).toBe(404);
    expect((await program.get(address)).status).toBe(200);
    const ended = await catalan.send(`/feeds/${id}/revoke`, {}, { from: "/feeds" });
    expect(ended.words).toContain("L’adreça ja no funciona.");
    expect((await program.get(address)).status).toBe(404);
  });

  test("a resource's calendar says who meets there and when it is closed; strangers see only how many seats are free", async () => {
    await agreeOn(node.app, "meeting", { resourceId: content.room, startsAtMs, endsAtMs: startsAtMs + 60 * minuteMs });
    const blackouts = [{ startsAtMs: startsAtMs + 2 * dayMs, endsAtMs: startsAtMs + 3 * dayMs, note: "New cables" }];
    const calendar = { ...openCalendar("Europe/Madrid"), blackouts };
    await transact(node.app, ({ session }) => updateResource(session, content.room, { calendar }));
    const ours = events((await steward.get(`/resources/${content.room}/calendar.ics`)).html);
    expect(new Set(ours.map(({ summary }) => summary))).toEqual(
      new Set(["General assembly (Kerala Commons)", "New cables"]),
    );
    const open = await node.visitor().get(`/actors/${content.room}/calendar.ics`);
    expect(open.status).toBe(200);
    expect(open.html).not.toMatch(/assembly|Kerala|cables/i);
    expect((await node.visitor().get(`/actors/${content.booth}/calendar.ics`)).status).toBe(404);
    expect((await node.visitor().get(`/actors/${content.room}`)).html).toContain(
      `/actors/${content.room}/calendar.ics`,
    );
  });

  test("what is no feed answers programs in a line", async () => {
    for (const path of ["/feeds/nothing.ics", "/feeds/AAAAAAAAAAAAAAAAAAAAAA.atom", `/feeds/${"a".repeat(5000)}.ics`]) {
      const answer = await node.visitor().get(path);
      expect([answer.status, answer.html]).toEqual([404, "There is no such feed."]);
    }
    expect((await steward.post("/feeds", { kind: "agreement", subject: "nonsense" }, { from: "/feeds" })).status).toBe(
      403,
    );
  });
});
