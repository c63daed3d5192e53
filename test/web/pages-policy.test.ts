import { afterAll, beforeAll, expect, test } from "vitest";
import { findCapacity } from "#src/app/capacity.ts";
import { listAgreements } from "#src/app/agreement-view.ts";
import { recordEntry } from "#src/app/entry-recording.ts";
import { listPeers } from "#src/store/peers.ts";
import { openDatabase, type Database } from "#src/store/database.ts";
import { checkAccessibility, openBrowser, temporaryFolder } from "#test/rig.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";
import { offerHall, openPartners, type Partner } from "./pages-partner.ts";

const folder = temporaryFolder();
const databases: Database[] = [];
let node: PagesNode;
let partner: Partner;
let steward: Visitor;

const open = async (): Promise<Database> => {
  const database = await openDatabase({ file: `${folder.path}/${databases.length}.sqlite` });
  databases.push(database);
  return database;
};

const notice = { freeUntilMinutes: 30 * 24 * 60, latePercent: 50, noShowPercent: 100 };

beforeAll(async () => {
  node = await openPagesNode(await open());
  partner = await openPartners(node.app, await open());
  steward = await node.person("steward");
  const terms = { kind: "reciprocal", perSeatHour: 6, unit: "work-minute", notice } as const;
  await offerHall(partner, { terms, commonsSeats: 20, commonsUntilHours: 48 });
});

afterAll(async () => {
  node.close();
  for (const database of databases) await database.close();
  folder.remove();
});

const peerPath = async (): Promise<string> => {
  const [peer] = await listPeers(node.app.database, { limit: 1 });
  return `/peers/${peer?.id ?? ""}`;
};
const askPath = async (): Promise<string> => {
  const { items } = await findCapacity(node.app, { limit: 10 });
  return `/capacity/ask?proposal=${items.find(({ own }) => !own)?.id ?? ""}`;
};
const agreementPath = async (): Promise<string> =>
  `/agreements/${(await listAgreements(node.app, { limit: 1 })).items[0]?.id ?? ""}`;

test("what a partner may have is chosen on a page of its own, and stands on the partner's", async () => {
  const here = await peerPath();
  expect((await steward.get(here)).words).toContain("As many as there are.");
  const form = `${here}/policy`;
  const wrong = await steward.post(form, { seatsAtOnce: "many", seatHoursAMonth: "100" }, { from: form });
  expect([wrong.status, wrong.words]).toEqual([422, expect.stringContaining("Write a whole number of seats")]);
  expect(wrong.html).toMatch(/name="seatsAtOnce"[^>]* value="many"/);
  const owed = { "owed-seat-minute": "1000", "owed-work-minute": "", owedCurrency: "eur", owedAmount: "250.50" };
  const owing = { ...owed, "owed-seat-minute": "lots", owedCurrency: "euro" };
  const refused = await steward.post(form, { seatHoursAMonth: "", seatsAtOnce: "", ...owing }, { from: form });
  expect(refused.words).toContain("Write hours, as in 100 or 1:30, or an amount of money");
  expect(refused.words).toContain("Write the three letters of a currency");
  const chosen = { ...owed, seatsAtOnce: "60", seatHoursAMonth: "100", answer: "steward", commonsTrusted: "yes" };
  const after = await steward.send(form, chosen, { from: form });
  expect(after.words).toContain("At most 60 seats.");
  expect(after.words).toMatch(/0 seat-hours of 100 seat-hours in/);
  expect(after.words).toContain("One of you: every request waits.");
  expect(after.words).toContain("Its word is taken.");
  expect(after.words).toContain("0 seat-hours of at most 1,000 seat-hours");
  expect(after.words).toContain("€0.00 of at most €250.50");
  expect((await steward.get(form)).html).toMatch(/name="owed-EUR"[^>]* value="250.50"/);
  await steward.send(form, { answer: "automatic" }, { from: form });
  expect((await steward.get(here)).words).not.toContain("of at most");
  await steward.send(form, { ...chosen, "owed-seat-minute": "", owedCurrency: "", owedAmount: "" }, { from: form });
  const member = await node.person("member");
  expect((await member.get(form)).status).toBe(403);
});

test("an offer says what giving back costs and what is kept, and what was typed wrong is explained", async () => {
  const shared = await steward.send("/resources", {
    kind: "meeting-server",
    "name.en": "Hall",
    seats: "50",
    energy: "unknown",
  });
  const room = /action="(\/resources\/[0-9a-f-]+)\/remove"/.exec(shared.html)?.[1] ?? "";
  const offer = { seats: "50", audience: "partners", terms: "gift" };
  const wrong = { ...offer, freeUntil: "soon", latePercent: "120", commonsSeats: "51" };
  const refused = await steward.post(`${room}/offer`, wrong, { from: `${room}/offer` });
  expect(refused.status).toBe(422);
  for (const says of ["Write hours, as in 24 or 1:30.", "from 0 to 100", "at most 50"])
    expect(refused.words).toContain(says);
  const typed = {
    ...offer,
    freeUntil: "48",
    latePercent: "50",
    noShowPercent: "100",
    commonsSeats: "10",
    commonsUntilHours: "24",
  };
  const offered = await steward.send(`${room}/offer`, typed, { from: `${room}/offer` });
  expect(offered.words).toContain("free until 2 days before the start; after that, 50% of what is given back");
  expect(offered.words).toContain("If nobody comes, 100% of what was agreed");
  expect(offered.words).toContain("10 seats are kept for events of the commons until 24 hours before");
});

test("who asks reads the fair-use text and the terms, and is told what taking it back costs before it is done", async () => {
  const href = await askPath();
  const asking = await steward.get(href);
  expect(asking.words).toContain("Meetings of members and their partners.");
  expect(asking.words).toContain("20 seats are kept for events of the commons");
  const proposal = new URL(href, "https://here.example").searchParams.get("proposal") ?? "";
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const wish = { proposal, title: "Assembly", seats: "10", date: day, from: "18:00", to: "20:00" };
  const refused = await steward.post("/capacity/ask", wish, { from: href });
  expect(refused.words).toContain("Seats can only be asked for by those who accept");
  const older = await steward.post("/capacity/ask", { ...wish, "fairUse.7": "yes" }, { from: href });
  expect(older.words).toContain("The text has changed since you opened this page.");
  const asked = await steward.post("/capacity/ask", { ...wish, "fairUse.1": "yes" }, { from: href });
  expect(asked.status).toBe(303);
  await partner.carry();
  const here = await agreementPath();
  const agreed = await steward.get(here);
  expect(agreed.words).toContain("Version 1, accepted with the request");
  expect(agreed.html).toContain(`${partner.app.origin}/fair-use/1`);

  // Pressed without having been told: nothing is done, and the page that tells is shown.
  const pressed = await steward.post(`${here}/cancel`, {}, { from: here });
  expect(pressed.headers.get("location")).toBe(`${here}/cancel`);
  const told = await steward.get(`${here}/cancel`);
  expect(told.words).toContain("10 seat-hours of it count as used");
  expect(told.words).toContain("1 hour of work are due");
  const cost = /name="cost" value="(\d+)"/.exec(told.html)?.[1] ?? "";
  expect(cost).toBe("600");
  const done = await steward.post(`${here}/cancel`, { cost }, { from: `${here}/cancel` });
  expect(done.headers.get("location")).toBe(`${here}?done=cancelled`);
});

test("every fair-use text stays to be read by anyone", async () => {
  const visitor = node.visitor("en");
  expect((await visitor.get("/fair-use/1")).words).toContain("Leave the room as you found it");
  expect((await visitor.get("/fair-use/2")).status).toBe(404);
  expect((await visitor.get("/fair-use/x")).status).toBe(404);
  expect((await visitor.get("/fair-use")).status).toBe(302);
});

/** Work that we gave the partner, with words beside it. */
async function workEntry(): Promise<string> {
  const [peer] = await listPeers(node.app.database, { limit: 1 });
  const evening = { startsAtMs: Date.UTC(2026, 10, 20, 17), endsAtMs: Date.UTC(2026, 10, 20, 20) };
  const work = { kind: "work", direction: "given", unit: "work-minute", quantity: 90, ...evening } as const;
  const outcome = await recordEntry(node.app, { ...work, peerId: peer?.id ?? "", note: "Captions", person: "Mercè" });
  if (outcome.outcome !== "done") throw new Error(outcome.outcome);
  return outcome.entry.id;
}

test("these pages can be used by everybody, wide and narrow", async () => {
  const browser = await openBrowser();
  const here = await agreementPath();
  const { items } = await findCapacity(node.app, { limit: 10 });
  const room =
    items
      .find(({ own }) => own)
      ?.resource.actor.split("/")
      .at(-1) ?? "";
  const peer = await peerPath();
  const paths = [
    peer,
    `${peer}/policy`,
    await askPath(),
    here,
    `${here}/cancel`,
    `/resources/${room}/offer`,
    "/fair-use/1",
    "/ledger/entries/new",
    `/ledger/entries/new?corrects=${await workEntry()}`,
  ];
  for (const options of [{ width: 1280 }, { width: 360, colorScheme: "dark" }] as const) {
    const { context, page } = await browser.person(options);
    await context.addCookies([await node.cookie("steward")]);
    for (const [index, path] of paths.entries()) {
      await page.goto(`${node.app.origin}${path}`);
      // What has colours of its own is made of parts that other tests look at in the dark.
      if (options.width === 1280) expect(await checkAccessibility(page), path).toEqual([]);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond, path).toBe(0);
      const pictures = process.env["PICTURES"];
      if (pictures !== undefined)
        await page.screenshot({ path: `${pictures}/policy-${options.width}-${index}.png`, fullPage: true });
    }
    await context.close();
  }
  await browser.close();
});
