import { afterAll, beforeAll, expect, test } from "vitest";
import { listAgreements } from "#src/app/agreement-view.ts";
import { requestCapacity, requestSeries } from "#src/app/agreements.ts";
import { amendAgreement, confirmAgreement } from "#src/app/amendments.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { counterAgreement } from "#src/app/counters.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { checkAccessibility, checkPage, memoryDatabase, openBrowser, type OpenBrowser } from "#test/rig.ts";
import { openPagesNode, type PagesNode, type Visit, type Visitor } from "./pages-node.ts";
import { offerHall, openPartners, type Partner } from "./pages-partner.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

const slotIn = (days: number) => {
  const startsAtMs = Math.ceil((Date.now() + days * dayMs) / (15 * minuteMs)) * 15 * minuteMs;
  return { startsAtMs, endsAtMs: startsAtMs + 2 * hourMs };
};

/** A slot as the form has it, on the clock of the coop's zone. */
function typedSlot({ startsAtMs, endsAtMs }: { readonly startsAtMs: number; readonly endsAtMs: number }) {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Madrid" });
  const hour = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Madrid", hour: "2-digit", minute: "2-digit" });
  return { date: day.format(startsAtMs), from: hour.format(startsAtMs), to: hour.format(endsAtMs) };
}

let node: PagesNode;
let partner: Partner;
let steward: Visitor;
let browser: OpenBrowser;

beforeAll(async () => {
  node = await openPagesNode(await memoryDatabase());
  partner = await openPartners(node.app, await memoryDatabase());
  steward = await node.person("steward");
  const notice = { freeUntilMinutes: 48 * 60, latePercent: 50, noShowPercent: 100 };
  await offerHall(partner, { acceptUpTo: 40, terms: { kind: "gift", notice } });
  const shared = await steward.send(
    "/resources",
    { kind: "meeting-server", "name.en": "Large room", seats: "200" },
    { from: "/resources/new" },
  );
  const here = /action="(\/resources\/[0-9a-f-]+)\/remove"/.exec(shared.html)?.[1] ?? "";
  await steward.send(`${here}/offer`, { seats: "200", audience: "partners", acceptUpTo: "60", terms: "gift" });
  await partner.carry();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  node.close();
});

const offerOf = async (from: PagesNode["app"]): Promise<string> =>
  (await findCapacity(from, { limit: 10 })).items.find(({ own }) => !own)?.id ?? "";

const newest = async (app: PagesNode["app"]) => {
  const [agreement] = (await listAgreements(app, { limit: 1 })).items;
  if (agreement === undefined) throw new Error("There is no agreement.");
  return agreement;
};

/** We ask the partner, and have its answer. */
async function ask(seats: number, days: number, more: { readonly tentativeUntilMs?: number } = {}): Promise<string> {
  const wish = { proposalId: await offerOf(node.app), seats, title: `Ours for ${seats}`, fairUseVersion: 1 };
  await requestCapacity(node.app, { ...wish, ...slotIn(days), ...more });
  await partner.carry();
  return `/agreements/${(await newest(node.app)).id}`;
}

/** The partner asks us, and has our answer. */
async function beAsked(seats: number, days: number): Promise<string> {
  const wish = { proposalId: await offerOf(partner.app), seats, title: `Theirs for ${seats}`, fairUseVersion: 1 };
  await requestCapacity(partner.app, { ...wish, ...slotIn(days) });
  await partner.carry();
  return `/agreements/${(await newest(node.app)).id}`;
}

async function see(path: string): Promise<Visit> {
  const visit = await steward.get(path);
  expect(await checkPage(visit.html), path).toEqual([]);
  return visit;
}

async function press(path: string, fields: Record<string, string> = {}, from?: string): Promise<Visit> {
  const visit = await steward.send(path, fields, from === undefined ? {} : { from });
  expect(await checkPage(visit.html), path).toEqual([]);
  await partner.carry();
  return visit;
}

test("a change is looked at beside what stands, with its cost, before it is asked for", async () => {
  const here = await ask(30, 1);
  const start = (await newest(node.app)).startsAtMs;
  const query = new URLSearchParams({ seats: "20", ...typedSlot({ startsAtMs: start, endsAtMs: start + 2 * hourMs }) });
  const preview = await see(`${here}/change?${query.toString()}`);
  expect(preview.words).toContain("Agreed now Asked for now");
  expect(preview.words).toContain("30 seats 20 seats");
  // Ten seats for two hours come back a day before, not two: half of them.
  expect(preview.words).toMatch(/10 seat-hours/);
  expect((await see(here)).words).toContain("Kerala Commons provides 30 seats for you.");
  const fields = Object.fromEntries([...query, ["cost", "600"]]);
  const asked = await press(`${here}/change`, fields, `${here}/change`);
  expect(asked.words).toContain("You have asked Kerala Commons for the change.");
  const changed = await see(here);
  expect(changed.words).toContain("Kerala Commons provides 20 seats for you.");
  expect(changed.words).toContain("Changed once");
  expect(changed.words).toContain("You owe Kerala Commons 10 seat-hours for seats given back.");
});

test("what costs more than the page has said is said again, and not done", async () => {
  const here = await ask(25, 1.2);
  const { startsAtMs, endsAtMs } = await newest(node.app);
  const fields = { seats: "5", ...typedSlot({ startsAtMs, endsAtMs }), cost: "0" };
  const visit = await steward.post(`${here}/change`, fields, { from: `${here}/change` });
  expect([visit.status, visit.words.includes("20 seat-hours")]).toEqual([409, true]);
  expect((await newest(node.app)).pending).toBe(null);
});

test("what cannot be is said beside its field, with what was typed kept", async () => {
  const here = await ask(10, 5);
  const visit = await steward.get(`${here}/change?seats=many&date=2027-02-31&from=10:00&to=11:00`);
  expect(visit.status).toBe(422);
  expect(await checkPage(visit.html)).toEqual([]);
  expect(visit.html).toContain('value="many"');
});

test("more than is answered at once waits, and can be taken back", async () => {
  const here = await ask(35, 6);
  const { startsAtMs, endsAtMs } = await newest(node.app);
  await press(`${here}/change`, { seats: "50", ...typedSlot({ startsAtMs, endsAtMs }) }, `${here}/change`);
  const waiting = await see(here);
  expect(waiting.words).toContain("You have asked for a change");
  expect(waiting.words).toContain("It stays as it was until Kerala Commons agrees. They can answer until");
  expect(waiting.words).toContain("A change waits for them");
  await press(`${here}/keep`, {}, here);
  expect((await see(here)).words).not.toContain("You have asked for a change");
  expect((await newest(partner.app)).pending).toBe(null);
});

test("a partner's change stands on the overview, is compared, and is answered by the number that was seen", async () => {
  const here = await beAsked(50, 3);
  const theirs = await newest(partner.app);
  await amendAgreement(partner.app, theirs.id, { seats: 90 });
  await partner.carry();
  expect((await see("/overview")).words).toContain("Kerala Commons asks for another time or other seats.");
  expect((await see("/agreements")).words).toContain("A change waits for you");
  const asked = await see(here);
  expect(asked.words).toContain("Kerala Commons asks for a change");
  expect(asked.words).toContain("50 seats 90 seats");
  await amendAgreement(partner.app, theirs.id, { seats: 100 });
  await partner.carry();
  const stale = await steward.post(`${here}/accept`, { amendment: "1" }, { from: here });
  expect([stale.status, stale.words.includes("Something else is asked for now.")]).toEqual([409, true]);
  const refused = await press(`${here}/reject`, { amendment: "2", note: "Only 50 chairs." }, here);
  expect(refused.words).toContain("The change was refused");
  expect((await newest(partner.app)).refusal).toEqual({ reason: "declined", note: "Only 50 chairs." });
  expect((await see(here)).words).toContain("You provide 50 seats for Kerala Commons.");
});

test("something else is proposed to a partner, and agreed when it says yes", async () => {
  const here = await beAsked(80, 4);
  expect((await see(here)).words).toContain("Propose something else");
  const slot = await newest(node.app);
  const later = { startsAtMs: slot.startsAtMs + hourMs, endsAtMs: slot.endsAtMs + hourMs };
  const form = await see(`${here}/change`);
  expect(form.words).toContain("What you can give instead");
  const fields = { seats: "70", ...typedSlot(later), note: "The hall is free an hour later." };
  const proposed = await press(`${here}/change`, fields, `${here}/change`);
  expect(proposed.words).toContain("You have proposed something else");
  await confirmAgreement(partner.app, (await newest(partner.app)).id);
  await partner.carry();
  expect((await see(here)).words).toContain("You provide 70 seats for Kerala Commons.");
  expect((await newest(partner.app)).startsAtMs).toBe(later.startsAtMs);
});

test("a partner's proposal is compared with what was asked for, and agreed with one button", async () => {
  const here = await ask(60, 7);
  const theirs = await newest(partner.app);
  await counterAgreement(partner.app, theirs.id, { seats: 55, note: "Sixty is too many for the stairs." });
  await partner.carry();
  expect((await see("/overview")).words).toContain("Kerala Commons proposes something else.");
  const proposed = await see(here);
  expect(proposed.words).toContain("Without your yes by then, the request ends.");
  expect(proposed.words).toContain("Sixty is too many for the stairs.");
  await press(`${here}/confirm`, {}, here);
  expect((await see(here)).words).toContain("Kerala Commons provides 55 seats for you.");
});

test("seats are held while we are not sure, and ours when we say so", async () => {
  const here = await ask(20, 10, { tentativeUntilMs: Date.now() + 2 * dayMs });
  const held = await see(here);
  expect(held.words).toContain("You are not sure yet");
  expect((await see("/overview")).words).toContain("Say that you are sure; otherwise they are let go");
  await press(`${here}/confirm`, {}, here);
  expect((await see(here)).words).toContain("Kerala Commons provides 20 seats for you.");
});

test("a series is answered together, and ended from one of its times on", async () => {
  const slots = [12, 19, 26].map(slotIn);
  const wish = { proposalId: await offerOf(partner.app), seats: 70, title: "Weekly", fairUseVersion: 1 };
  await requestSeries(partner.app, { ...wish, slots, rule: "FREQ=WEEKLY;COUNT=3" });
  await partner.carry();
  const here = `/agreements/${(await newest(node.app)).id}`;
  const open = await see(here);
  expect(open.words).toContain("All its times");
  const done = await press(`${here}/series`, { action: "accept" }, here);
  expect(done.words).toContain("It is done for all of them");
  const states = async (): Promise<string[]> =>
    (await listAgreements(partner.app, { limit: 3 })).items.map(({ state }) => state);
  expect(await states()).toEqual(["accepted", "accepted", "accepted"]);
  // The newest is the last one: only it is ended.
  await press(`${here}/series`, { action: "cancel" }, here);
  expect(await states()).toEqual(["cancelled", "accepted", "accepted"]);
});

test("that nobody came is said after the end, and to whom", async () => {
  const here = await beAsked(15, 2);
  const early = await steward.post(`${here}/no-show`, {}, { from: here });
  expect(early.status).toBe(409);
  node.clock.nowMs += 3 * dayMs;
  const over = await see(here);
  expect(over.words).toContain("Nobody came");
  const ended = await press(`${here}/no-show`, {}, here);
  expect(ended.words).toContain("It is recorded that nobody came, and Kerala Commons is told.");
  expect((await newest(partner.app)).endCause).toBe("no-show");
  node.clock.nowMs = Date.now();
});

/** One agreement of each kind with something open, and the forms. */
async function openOnes(): Promise<readonly string[]> {
  const unsure = await ask(12, 20, { tentativeUntilMs: Date.now() + 2 * dayMs });
  const ours = await ask(30, 1.5);
  const { startsAtMs, endsAtMs } = await newest(node.app);
  const query = new URLSearchParams({ seats: "20", ...typedSlot({ startsAtMs, endsAtMs }) }).toString();
  const proposed = await ask(60, 21);
  await counterAgreement(partner.app, (await newest(partner.app)).id, { seats: 50, note: "The small hall." });
  const slots = [22, 29].map(slotIn);
  const wish = { proposalId: await offerOf(partner.app), seats: 70, title: "Fortnightly", fairUseVersion: 1 };
  await requestSeries(partner.app, { ...wish, slots, rule: "FREQ=WEEKLY;COUNT=2" });
  await partner.carry();
  const series = `/agreements/${(await newest(node.app)).id}`;
  const theirs = await beAsked(50, 24);
  await amendAgreement(partner.app, (await newest(partner.app)).id, { seats: 90 });
  await partner.carry();
  return [theirs, series, proposed, `${ours}/change?${query}`, unsure, `${theirs}/change`];
}

test("all of them can be read and used by everybody, wide and light, narrow and dark", async () => {
  const paths = await openOnes();
  for (const look of [{ width: 1280 }, { width: 360, colorScheme: "dark" }] as const) {
    const { context, page } = await browser.person(look);
    await context.addCookies([await node.cookie("steward")]);
    // In the dark, what has tables; the rest is made of the same parts.
    for (const path of look.width === 1280 ? paths : paths.slice(0, 2)) {
      await page.goto(`${node.app.origin}${path}`);
      expect(await checkAccessibility(page), path).toEqual([]);
      const beyond = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
      expect(beyond, path).toBe(0);
    }
    await context.close();
  }
}, 120_000);
