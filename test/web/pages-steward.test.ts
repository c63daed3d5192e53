import { beforeAll, describe, expect, test } from "vitest";
import { acceptAgreement, rejectAgreement, requestCapacity } from "#src/app/agreements.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { fulfil } from "#src/app/entry-making.ts";
import { listAgreements } from "#src/app/agreement-view.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { runDueWork } from "#src/app/schedule.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";
import { offerHall, openPartners, type Partner } from "./pages-partner.ts";

const dayMs = 86_400_000;

/** The day of a date field, so many days from now, in Madrid. */
const dayIn = (days: number): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Madrid" }).format(Date.now() + days * dayMs);

/** Whole minutes, so many days from now. */
const slotIn = (days: number) => {
  const startsAtMs = Math.ceil((Date.now() + days * dayMs) / minuteMs) * minuteMs;
  return { startsAtMs, endsAtMs: startsAtMs + 120 * minuteMs };
};

const pathTo = (html: string, folder: string): string =>
  new RegExp(`href="(/${folder}/[0-9a-f-]{36})"`).exec(html)?.[1] ?? "";

onBothEngines("the main job through pages", (engine) => {
  const later = useCleanup();
  let node: PagesNode;
  let partner: Partner;
  let steward: Visitor;

  beforeAll(async () => {
    node = await openPagesNode(await engine.open());
    later(() => node.close());
    partner = await openPartners(node.app, await engine.open());
    steward = await node.person("steward");
  });

  const hall = async (): Promise<string> => {
    const { items } = await findCapacity(partner.app, { limit: 10 });
    return items.find(({ own }) => !own)?.id ?? "";
  };

  /** Kerala asks for seats of our room, and we open the page of its request. */
  const beAsked = async (seats: number, days: number): Promise<string> => {
    await requestCapacity(partner.app, {
      proposalId: await hall(),
      seats,
      title: `For ${seats}`,
      fairUseVersion: 1,
      ...slotIn(days),
    });
    await partner.carry();
    const { items } = await listAgreements(node.app, { limit: 1 });
    return `/agreements/${items[0]?.id ?? ""}`;
  };

  test("a server is shared and its seats offered; until then each page says what to do next", async () => {
    expect((await steward.get("/resources")).words).toContain("Nothing is shared yet");
    const room = { kind: "meeting-server", "name.en": "Large room", "name.ca": "Sala gran", seats: "200" };
    const shared = await steward.send(
      "/resources",
      { ...room, address: "https://meet.example/large", languages: ["ca", "en"], energy: "renewable" },
      { from: "/resources/new" },
    );
    expect(shared.words).toContain("It is added. Now offer its seats");
    expect(shared.words).toContain("Not offered yet");
    expect(shared.html).not.toContain("meet.example");
    const here = /action="(\/resources\/[0-9a-f-]+)\/remove"/.exec(shared.html)?.[1] ?? "";
    const offer = { seats: "200", audience: "partners", acceptUpTo: "60", terms: "gift" };
    const offered = await steward.send(`${here}/offer`, offer);
    expect(offered.words).toContain("The seats are offered, and your partners are told.");
    expect(offered.words).toContain("requests up to 60 seats are answered at once");
    await partner.carry();
    expect((await findCapacity(partner.app, { limit: 10 })).items).toMatchObject([{ own: false, seats: 200 }]);
  });

  test("what can be answered at once is agreed; its use is recorded, signed by both, and adds up", async () => {
    const here = await beAsked(50, 5);
    const agreed = await steward.get(here);
    expect(agreed.words).toContain("Agreed");
    expect(agreed.words).toContain("You provide 50 seats for Kerala Commons.");
    expect(agreed.html).toMatch(/\/join\/[\w-]{20,}/);
    const recorded = await steward.send(`${here}/use`, { used: "90:30" }, { from: here });
    expect(recorded.words).toContain("90 seat-hours 30 min are recorded and signed by you.");
    const entry = pathTo(recorded.html, "ledger");
    expect((await steward.get(entry)).words).toContain("Kerala Commons Has not signed");
    await partner.carry();
    expect((await steward.get(entry)).words).toContain("Both have signed: it counts");
    const ledger = await steward.get("/ledger");
    expect(ledger.words).toContain("Meeting seats 90 seat-hours 30 min 0 seat-hours +90 seat-hours 30 min");
  });

  test("a larger request waits with its seats held, stands on the overview, and is answered once", async () => {
    const here = await beAsked(90, 6);
    const overview = await steward.get("/overview");
    expect(overview.words).toContain("One thing waits for you.");
    expect(overview.words).toContain("Kerala Commons asks for 90 seats. Unless one of you answers, the request ends");
    const asked = await steward.get(here);
    expect(asked.words).toContain("Kerala Commons asked you for 90 seats.");
    expect(asked.words).toContain("The seats are held until");
    const accepted = await steward.send(`${here}/accept`, {}, { from: here });
    expect(accepted.words).toContain("Agreed. Kerala Commons is told");
    const late = await steward.send(`${here}/reject`, { note: "No" }, { from: here });
    expect(late.status).toBe(409);
    expect(late.words).toContain("Meanwhile it stands otherwise: Agreed.");
    await partner.carry();
    expect((await steward.get("/overview")).words).toContain("Nothing waits for you.");
  });

  test("no is said with a note, and the same hour is not given twice", async () => {
    const here = await beAsked(80, 7);
    const refused = await steward.send(`${here}/reject`, { note: "The room is being repaired." }, { from: here });
    expect(refused.words).toContain("You have refused");
    await partner.carry();
    const { items } = await listAgreements(partner.app, { limit: 1 });
    expect(items[0]?.refusal).toEqual({ reason: "declined", note: "The room is being repaired." });
  });

  test("a meeting that is over waits to be recorded, and its cancellation is no longer the only way out", async () => {
    await beAsked(10, 8);
    node.clock.nowMs += 9 * dayMs;
    const overview = await steward.get("/overview");
    expect(overview.words).toContain("The meeting is over. Record what Kerala Commons used");
    node.clock.nowMs = Date.now();
  });
});

onBothEngines("asking a partner through pages", (engine) => {
  const later = useCleanup();
  let node: PagesNode;
  let partner: Partner;
  let steward: Visitor;

  beforeAll(async () => {
    node = await openPagesNode(await engine.open());
    later(() => node.close());
    partner = await openPartners(node.app, await engine.open());
    steward = await node.person("steward");
    await offerHall(partner, { acceptUpTo: 40 });
  });

  const search = (days: number, seats: number): string =>
    `/capacity?${new URLSearchParams({ date: dayIn(days), from: "18:00", to: "20:00", seats: String(seats) }).toString()}`;

  /** Searches, asks with the one button, and opens the page of the agreement. */
  const ask = async (days: number, seats: number, title: string) => {
    const found = await steward.get(search(days, seats));
    const href = (/href="(\/capacity\/ask\?[^"]+)"/.exec(found.html)?.[1] ?? "").replaceAll("&amp;", "&");
    const query = Object.fromEntries(new URL(href, "https://here.example").searchParams);
    const asked = await steward.post("/capacity/ask", { ...query, title, "fairUse.1": "yes" }, { from: href });
    expect(asked.status).toBe(303);
    return (asked.headers.get("location") ?? "").replace(/\?.*$/, "");
  };

  test("a search says who has room, why it fits, and what the week looks like", async () => {
    const found = await steward.get(search(4, 30));
    expect(found.words).toContain("One offer fits");
    expect(found.words).toContain("120 of 120 seats are free on");
    expect(found.words).toContain("Ask Kerala Commons for 30 seats");
    expect(found.html).toContain('class="week-wanted"');
    expect((await steward.get(search(4, 121))).words).toContain("Nobody has that at this hour");
    const elsewhere = await steward.get(`${search(4, 30)}&region=Nowhere`);
    expect(elsewhere.words).toContain("Nobody has that at this hour");
  });

  test("the request shows the partner's fair use, and becomes an agreement that says how to join", async () => {
    const found = await steward.get(search(4, 30));
    const href = (/href="(\/capacity\/ask\?[^"]+)"/.exec(found.html)?.[1] ?? "").replaceAll("&amp;", "&");
    expect((await steward.get(href)).words).toContain(
      "Fair use at Kerala Commons Meetings of members and their partners.",
    );
    const here = await ask(4, 30, "Assembly");
    expect((await steward.get(here)).words).toContain("Waits for them");
    await partner.carry();
    const agreed = await steward.get(here);
    expect(agreed.words).toContain("Kerala Commons provides 30 seats for you.");
    expect(agreed.words).toContain("guests by a link that you make for them.");
    expect(agreed.html).toContain("https://kerala.example/join/");
    // What is free is told a moment later, once for all that changed.
    await runDueWork({ ...partner.app, nowMs: () => Date.now() + 60_000 });
    await partner.carry();
    expect((await steward.get(search(4, 30))).words).toContain("90 of 120 seats are free on");
  });

  test("a refusal is worded, with the same hour asked of others as the next step", async () => {
    const here = await ask(5, 60, "Film night");
    await partner.carry();
    const { items } = await listAgreements(partner.app, { limit: 1 });
    await rejectAgreement(partner.app, items[0]?.id ?? "", {
      note: "We meet ourselves that evening.",
    });
    await partner.carry();
    const refused = await steward.get(here);
    expect(refused.words).toContain("Kerala Commons has refused");
    expect(refused.words).toContain("We meet ourselves that evening.");
    const elsewhere = /href="(\/capacity\?[^"]+)"/.exec(refused.html)?.[1] ?? "";
    expect(elsewhere.replaceAll("&amp;", "&")).toContain(`date=${dayIn(5)}&from=18%3A00&to=20%3A00&seats=60`);
  });

  test("it can be taken back, which says what it does and to whom", async () => {
    const here = await ask(6, 20, "Taken back");
    await partner.carry();
    const cancelled = await steward.send(`${here}/cancel`, {}, { from: here });
    expect(cancelled.words).toContain("It is cancelled, and Kerala Commons is told.");
    await partner.carry();
    expect((await listAgreements(partner.app, { limit: 1 })).items[0]?.state).toBe("cancelled");
  });

  describe("what the partner recorded", () => {
    /** Kerala records the use of an agreement, and our steward opens the entry. */
    const recorded = async (days: number): Promise<string> => {
      await changeCoop(node.app, { countersign: "steward" });
      await ask(days, 20, `Day ${days}`);
      await partner.carry();
      const { items } = await listAgreements(partner.app, { limit: 1 });
      await acceptAgreement(partner.app, items[0]?.id ?? "");
      await fulfil(partner.app, items[0]?.id ?? "", 1200);
      await partner.carry();
      return pathTo((await steward.get("/ledger?state=in-transit")).html, "ledger");
    };

    test("waits for a steward who wants to see it, and is signed with a button", async () => {
      const here = await recorded(7);
      expect((await steward.get("/overview")).words).toContain("Kerala Commons says that it gave you 20 seat-hours.");
      expect((await steward.get(here)).words).toContain("one of you sees every entry before it is signed");
      const signed = await steward.send(`${here}/countersign`, {}, { from: here });
      expect(signed.words).toContain("You have signed too, and Kerala Commons is told.");
      await partner.carry();
      expect((await steward.get("/ledger")).words).toContain("\u221220 seat-hours");
      const late = await steward.send(`${here}/dispute`, { reason: "other", note: "No." }, { from: here });
      expect([late.status, late.words]).toEqual([409, expect.stringContaining("Both have signed this already")]);
    });

    test("is refused with a reason and words, which both sides see", async () => {
      const here = await recorded(8);
      const empty = await steward.send(`${here}/dispute`, { reason: "quantity", note: "" }, { from: here });
      expect([empty.status, empty.words]).toEqual([422, expect.stringContaining("Write what is wrong")]);
      const disputed = await steward.send(
        `${here}/dispute`,
        { reason: "quantity", note: "Nobody came." },
        { from: here },
      );
      expect(disputed.words).toContain("You have refused it, and Kerala Commons is told why.");
      expect(disputed.words).toContain("The quantity is wrong Nobody came.");
      // It is the other side's turn now, so that it waits for nobody here.
      expect((await steward.get("/overview")).words).toContain("Nothing waits for you.");
      expect((await steward.get("/ledger/disputes")).words).toMatch(/Kerala Commons should answer until \w+/);
    });
  });
});
