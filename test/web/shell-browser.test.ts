import { serve, type ServerType } from "@hono/node-server";
import { Hono } from "hono";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { assetRoutes } from "#src/web/assets.ts";
import { pageHeaders } from "#src/web/layout.ts";
import { type Locale, locales } from "#src/web/text.ts";
import { checkAccessibility, openBrowser, type BrowserOptions, type OpenBrowser } from "#test/rig.ts";
import { galleryPage, renderGallery } from "./gallery.ts";
import { wrongForm } from "./gallery-form.ts";

const web = new Hono();
web.route("/assets", assetRoutes());
web.get("/:locale", async (c) => {
  for (const [name, value] of Object.entries(pageHeaders)) c.header(name, value);
  const locale = c.req.param("locale") as Locale;
  return c.html(renderGallery(galleryPage(locale, c.req.query("wrong") === undefined ? {} : { typed: wrongForm })));
});

let server: ServerType;
let browser: OpenBrowser;
let origin: string;
const complaints: string[] = [];
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = serve({ fetch: web.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  // Whatever the policy refused would stand here.
  expect(complaints.splice(0)).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  server.close();
});

async function open(path: string, options: BrowserOptions = {}): Promise<Page> {
  const { context, page } = await browser.person({ timeZone: "Europe/Madrid", ...options });
  closers.push(() => context.close());
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`${origin}${path}`);
  return page;
}

const widthBeyond = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("for everybody (WCAG 2.2 AA)", () => {
  test.each([
    ["wide and light", "/en", { width: 1280 }],
    ["narrow and dark", "/en", { width: 360, colorScheme: "dark" }],
    ["from right to left, narrow and light", "/qps-plocm", { width: 360 }],
    ["from right to left, wide and dark", "/qps-plocm", { width: 1280, colorScheme: "dark" }],
    ["with errors, light", "/en?wrong", {}],
    ["with errors, dark", "/en?wrong", { colorScheme: "dark" }],
  ] as const)("%s", async (_, path, options) => {
    const page = await open(path, options);
    expect(await checkAccessibility(page)).toEqual([]);
    expect(await widthBeyond(page)).toBe(0);
  });

  test.each(locales)("fits a phone in %s, also at twice the size of a small one", async (locale) => {
    const page = await open(`/${locale}`, { width: 360 });
    expect(await widthBeyond(page)).toBe(0);
    await page.setViewportSize({ width: 320, height: 600 });
    expect(await widthBeyond(page)).toBe(0);
  });

  test("every button and link of the frame is large enough to touch", async () => {
    const page = await open("/en", { width: 360 });
    const small = await page.$$eval("header a, header button, footer a", (all) =>
      all
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 24)
        .map((one) => one.textContent),
    );
    expect(small).toEqual([]);
  });
});

describe("by keyboard", () => {
  test("the first stop leads past the navigation, and every focus is seen", async () => {
    const page = await open("/en");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe("#main");
    expect(await page.locator(".skip").boundingBox()).toMatchObject({ y: expect.any(Number) });
    expect((await page.locator(".skip").boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineWidth);
    expect(Number.parseFloat(outline)).toBeGreaterThanOrEqual(2);
  });

  test("errors have the focus, and each leads to its field", async () => {
    const page = await open("/en?wrong");
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("error-summary");
    await page.getByRole("link", { name: "Write a whole number, as in 200." }).press("Enter");
    await page.keyboard.press("Tab");
    expect(new URL(page.url()).hash).toBe("#field-seats");
    expect(await page.inputValue("#field-seats")).toBe("many");
  });
});

describe("on a narrow screen", () => {
  test.each([true, false])("the navigation opens and closes (script: %s)", async (javaScript) => {
    const page = await open("/en", { width: 360, javaScript });
    const ledger = page.getByRole("link", { name: "Ledger", exact: true });
    expect(await ledger.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Menu" }).click();
    expect(await ledger.isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await ledger.isVisible()).toBe(false);
  });

  test("a table is a list in which each value has its name", async () => {
    const page = await open("/en", { width: 360 });
    const cell = page.locator("td[data-label=Given]").first();
    expect(await cell.evaluate((element) => getComputedStyle(element, "::before").content)).toBe('"Given"');
    expect(
      await page
        .locator("thead")
        .first()
        .evaluate((element) => element.getBoundingClientRect().height),
    ).toBeLessThanOrEqual(1);
  });
});

describe("the script", () => {
  test("adds a button that copies, which is not there without it", async () => {
    const without = await open("/en", { javaScript: false });
    expect(await without.getByRole("button", { name: "Copy" }).isVisible()).toBe(false);
    expect(await without.getByText("@comuns@comuns.example").isVisible()).toBe(true);
    const page = await open("/en");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("@comuns@comuns.example");
  });

  test("names the zone to a reader who lives in another one, and to nobody else", async () => {
    const selector = ".step-done time";
    const home = await open("/en");
    expect(await home.locator(selector).first().textContent()).toBe("Friday 20 November at 9:40");
    const away = await open("/en", { timeZone: "America/Toronto" });
    expect(await away.locator(selector).first().textContent()).toMatch(/^Friday 20 November at 9:40 (CET|GMT\+1)$/);
  });
});
