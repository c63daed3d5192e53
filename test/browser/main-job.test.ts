import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { checkAccessibility, eventually, openBrowser, useCleanup, useNodes, type RunningNode } from "#test/rig.ts";

/** A steward at her node, in her language, with nothing but its pages. */
interface Steward {
  readonly page: Page;
  readonly origin: string;
}

interface Coop {
  readonly name: string;
  readonly handle: string;
  readonly language: string;
  readonly region: string;
  readonly timeZone: string;
  readonly person: string;
}

const catalunya: Coop = {
  name: "Sala Comuna",
  handle: "sala",
  language: "ca",
  region: "Catalunya",
  timeZone: "Europe/Madrid",
  person: "Núria",
};
const quebec: Coop = {
  name: "Le Relais",
  handle: "relais",
  language: "fr",
  region: "Québec",
  timeZone: "America/Toronto",
  person: "Luc",
};

const dayMs = 86_400_000;

describe("two stewards, each in a browser", () => {
  const nodes = useNodes();
  const cleanup = useCleanup();

  test("set their nodes up, become partners, share a room, and agree on what was used, through the pages only", async () => {
    const [nodeA, nodeB] = await Promise.all([nodes.start({ setUp: false }), nodes.start({ setUp: false })]);
    const browser = await openBrowser({ language: "ca", authenticator: true });
    cleanup(() => browser.close());
    const other = await browser.person({ language: "fr", authenticator: true });
    const a = await setUp(browser.page, nodeA, catalunya);
    const b = await setUp(other.page, nodeB, quebec);

    await shareRoom(a);
    await befriend(a, b);
    await ask(b);
    await seeAgreed(b);
    await recordUse(a);
    await seeEqualBooks(a, b);
  }, 300_000);
});

/** Opens the one-time link that the node printed, answers its questions, and makes a passkey. */
async function setUp(page: Page, node: RunningNode, coop: Coop): Promise<Steward> {
  const link = /http:\/\/\S+\/welcome\/\S+/.exec(node.log())?.[0];
  if (link === undefined) throw new Error(`The node printed no link:\n${node.log()}`);
  await page.goto(link);
  await page.locator(`[name="name.${coop.language}"]`).fill(coop.name);
  await page.locator('[name="defaultLanguage"]').selectOption(coop.language);
  await page.locator('[name="handle"]').fill(coop.handle);
  await page.locator('[name="region"]').fill(coop.region);
  await page.locator('[name="timeZone"]').fill(coop.timeZone);
  await page.locator('[name="personName"]').fill(coop.person);
  await submit(page, /\/welcome\//);
  await page.locator("[data-passkey] button").click();
  await page.waitForURL("**/overview");
  expect(await page.locator(".who").innerText()).toContain(coop.person);
  return { page, origin: node.origin };
}

/** Presses the button of the form whose action fits, and waits for the page that follows. */
async function submit(page: Page, action: RegExp): Promise<void> {
  for (const form of await page.locator('form[method="post"]').all()) {
    if (!action.test((await form.getAttribute("action")) ?? "")) continue;
    await Promise.all([page.waitForEvent("load"), form.locator('button[type="submit"]').first().click()]);
    const problems = await page.locator(".error-summary").allInnerTexts();
    expect(problems).toEqual([]);
    return;
  }
  throw new Error(`There is no form for ${String(action)} on ${page.url()}`);
}

async function shareRoom({ page, origin }: Steward): Promise<void> {
  await page.goto(`${origin}/resources/new`);
  await page.locator('[name="name.ca"]').fill("Sala gran");
  await page.locator('[name="seats"]').fill("200");
  await page.locator('[name="address"]').fill("https://sales.example/gran");
  await submit(page, /^\/resources/);
  expect(await page.locator("h1").innerText()).toContain("Sala gran");
  await Promise.all([page.waitForURL("**/offer"), page.locator('main a[href$="/offer"]').first().click()]);
  await submit(page, /\/resources\/[^/]+\/offer$/);
}

async function befriend(a: Steward, b: Steward): Promise<void> {
  await a.page.goto(`${a.origin}/peers`);
  await a.page.locator('[name="address"]').fill(b.origin);
  await submit(a.page, /^\/peers$/);
  await eventually(async () => {
    await b.page.goto(`${b.origin}/overview`);
    return (await b.page.locator("main").innerText()).includes(catalunya.name);
  });
  await b.page.goto(`${b.origin}/peers`);
  await b.page.locator("main article a", { hasText: catalunya.name }).first().click();
  await submit(b.page, /\/peers\/[^/]+\/accept$/);
}

async function ask({ page, origin }: Steward): Promise<void> {
  const date = new Date(Date.now() + 9 * dayMs).toISOString().slice(0, 10);
  const query = new URLSearchParams({ date, from: "12:00", to: "14:00", seats: "50" }).toString();
  const offer = page.locator('main a[href^="/capacity/ask"]');
  await eventually(async () => {
    await page.goto(`${origin}/capacity?${query}`);
    return (await offer.count()) > 0;
  });
  expect(await checkAccessibility(page)).toEqual([]);
  await offer.first().click();
  await page.locator('[name="title"]').fill("Assemblée");
  await submit(page, /^\/capacity\/ask$/);
  expect(await page.locator("h1").innerText()).toContain("Assemblée");
}

/** The page of the agreement says how to join, and that page leads nobody in before the hour. */
async function seeAgreed({ page }: Steward): Promise<void> {
  const join = page.locator('main a[href*="/join/"]').first();
  await eventually(async () => {
    await page.reload();
    return (await join.count()) > 0;
  });
  expect(await checkAccessibility(page)).toEqual([]);
  const href = (await join.getAttribute("href")) ?? "";
  const agreement = page.url();
  await page.goto(href);
  expect(await page.locator("main").innerText()).toContain("Assemblée");
  expect(await page.content()).not.toContain("sales.example");
  await page.goto(agreement);
}

async function recordUse({ page, origin }: Steward): Promise<void> {
  await page.goto(`${origin}/agreements`);
  await page.locator("main a", { hasText: "Assemblée" }).first().click();
  await page.locator('[name="used"]').fill("90");
  await submit(page, /\/agreements\/[^/]+\/use$/);
}

/** Both ledgers show the same entry, signed by both, and comparing says that they are the same. */
async function seeEqualBooks(a: Steward, b: Steward): Promise<void> {
  for (const { page, origin } of [a, b]) {
    await eventually(async () => {
      await page.goto(`${origin}/ledger?state=agreed`);
      return (await page.locator('main a[href^="/ledger/0"]').count()) > 0;
    });
    expect(await page.locator("main").innerText()).toMatch(/\b90\b/);
    await submit(page, /\/ledger\/peers\/[^/]+\/reconcile$/);
    expect(await page.locator(".alert .notice-good").count()).toBe(1);
    expect(await checkAccessibility(page)).toEqual([]);
  }
}
