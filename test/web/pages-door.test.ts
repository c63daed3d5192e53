import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Locale, locales, pseudoLocale } from "#src/web/text.ts";
import { checkAccessibility, checkPage, openBrowser, type OpenBrowser } from "#test/rig.ts";
import { openDoor, type Door } from "./pages-door.ts";
import type { Visit } from "./pages-node.ts";

let door: Door;
let browser: OpenBrowser;

beforeAll(async () => {
  door = await openDoor();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await door.close();
});

const widthBeyond = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("every page on the way into a room", () => {
  test.each<Locale>([...locales, pseudoLocale])("is worded, and valid, in %s", async (locale) => {
    const { node, open } = door;
    const visitor = node.visitor(locale);
    const steward = await node.person("steward", locale);
    const seen: (readonly [string, Visit])[] = [];
    for (const path of door.anyone) seen.push([path, await visitor.get(path)]);
    for (const path of door.ours) seen.push([path, await steward.get(path)]);
    seen.push(["guest without a name", await visitor.post(open.guests, { language: "" })]);
    const meeting = `/meetings/${open.id}`;
    seen.push(["member without a name", await steward.post(`${meeting}/enter`, { name: "" }, { from: meeting })]);
    seen.push(["link for nobody", await steward.post(`/agreements/${open.id}/guests`, {})]);
    for (const [path, { html, status }] of seen) {
      expect(status, path).not.toBe(500);
      // The other languages fill the same pages with other words.
      if (locale === "en" || locale === pseudoLocale) expect(await checkPage(html), path).toEqual([]);
      expect(html, path).not.toMatch(/\sstyle=|\son[a-z]+="|undefined|\[object|NaN/);
    }
  });

  test("somebody whom the room sends back reads why, in our own words", async () => {
    const visitor = door.node.visitor();
    const words = async (query: string) => (await visitor.get(`/join/wanted${query}`)).words;
    expect(await words("")).toContain("Come in from Kerala Commons");
    expect(await words("?left=yes")).toContain("You have left the room");
    expect(await words('?errors=[{"key":"maxParticipantsReached","message":"Call 555"}]')).toContain(
      "The room is full",
    );
    const other = await words("?errors=Call+555");
    expect(other).toContain("The room did not let you in");
    expect(other).not.toContain("555");
  });

  test("can be read and used by everybody, on a phone in the dark and from right to left", async () => {
    const looks = [
      { width: 390, colorScheme: "dark", locale: "ca" },
      { width: 320, colorScheme: "light", locale: pseudoLocale },
    ] as const;
    for (const { locale, ...options } of looks) {
      const { context, page } = await browser.person(options);
      await page.goto(`${door.node.app.origin}/about?lang=${locale}`);
      await walk(page, door.anyone, locale === "ca");
      await context.addCookies([await door.node.cookie("steward")]);
      await walk(page, door.ours, locale === "ca");
      await context.close();
    }
  }, 120_000);

  test("waits by itself, without a script: for the room to open, or back to where another pass is given", async () => {
    const { node, early } = door;
    const { clock } = node;
    const { nowMs } = clock;
    const refresh = async (path: string) => (await node.visitor().get(path)).headers.get("refresh");
    expect(await refresh(early.short)).toBe("30");
    clock.nowMs = nowMs + 50_000;
    expect(await refresh(early.short)).toMatch(/^\d+; url=https:\/\/early\.example\/guests\/1$/);
    clock.nowMs = early.opensAtMs - 2000;
    const { context, page } = await browser.person({ javaScript: false });
    await page.goto(`${node.app.origin}${early.good}`);
    expect(await page.locator("main").innerText()).toContain("Vous êtes en avance.");
    clock.nowMs = early.opensAtMs;
    await page.waitForRequest(/^https:\/\/meet\.example\//);
    await context.close();
    clock.nowMs = nowMs;
  }, 30_000);

  test("needs no mouse: a guest types, and the keyboard alone leads on", async () => {
    const { context, page } = await browser.person({ width: 390, javaScript: false });
    await page.goto(`${door.node.app.origin}${door.open.guests}`);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("name"));
    for (let stops = 0; stops < 12 && (await focused()) !== "name"; stops += 1) await page.keyboard.press("Tab");
    await page.keyboard.type("Meera");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("language");
    await page.keyboard.press("Tab");
    // Nobody is at that address: it is enough that the browser goes there, through the form's redirect.
    const [host] = await Promise.all([
      page.waitForRequest(/^https:\/\/kerala\.example\//),
      page.keyboard.press("Enter"),
    ]);
    expect(new URL(host.url()).searchParams.get("pass")).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  }, 60_000);
});

const kinds = /nonsense|left=|^\/guests\/|^\/meetings$|done=/;

async function walk(page: Page, paths: readonly string[], examine: boolean): Promise<void> {
  for (const path of paths) {
    await page.goto(`${door.node.app.origin}${path}`);
    expect(await widthBeyond(page), path).toBe(0);
    // The others are made of the same parts.
    if (examine && kinds.test(path)) expect(await checkAccessibility(page), path).toEqual([]);
  }
}
