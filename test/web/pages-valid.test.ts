import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createInvite } from "#src/app/invites.ts";
import { withdrawAnnouncement } from "#src/app/announcements.ts";
import { openDatabase } from "#src/store/database.ts";
import { type Locale, locales, pseudoLocale } from "#src/web/text.ts";
import { checkAccessibility, checkPage, openBrowser, type BrowserOptions, type OpenBrowser } from "#test/rig.ts";
import { agreeOn, fillPages, say } from "./pages-content.ts";
import { openPagesNode, type Fields, type PagesNode, type Visitor } from "./pages-node.ts";

const hourMs = 3_600_000;

let node: PagesNode;
let fresh: PagesNode;
let browser: OpenBrowser;
/** Addresses for everyone, for stewards, and of a node that is not set up. */
const paths: Record<"anyone" | "steward" | "fresh", string[]> = { anyone: [], steward: [], fresh: [] };
/** Forms that come back, and with what. */
const wrong: (readonly [path: string, from: string, fields: Fields])[] = [];

const linkOf = async ({ app }: PagesNode, purpose: "setup" | "invite"): Promise<string> =>
  new URL((await createInvite(app, { purpose, role: "steward" })).url).pathname;

beforeAll(async () => {
  node = await openPagesNode(await openDatabase({ file: ":memory:" }));
  fresh = await openPagesNode(await openDatabase({ file: ":memory:" }), { setUp: false });
  browser = await openBrowser();
  const { app } = node;
  const content = await fillPages(app);
  const gone = await say(app, { en: "Gone" });
  await withdrawAnnouncement(app, gone);
  await agreeOn(app, "before", { resourceId: content.room });
  await agreeOn(app, "open", { resourceId: content.room, startsAtMs: app.nowMs() });
  await agreeOn(app, "sent", { resourceId: content.booth, startsAtMs: app.nowMs() });
  await agreeOn(app, "after", {
    resourceId: content.room,
    startsAtMs: app.nowMs() - 2 * hourMs,
    endsAtMs: app.nowMs() - hourMs,
  });
  await agreeOn(app, "cancelled", { resourceId: content.room, state: "cancelled" });
  const { room, booth, circle, listed, unlisted, announcement } = content;
  const joins = ["before", "open", "sent", "after", "cancelled", "unknown"].map((token) => `/join/${token}`);
  const actors = [room, booth, circle, listed, unlisted].map((id) => `/actors/${id}`);
  paths.anyone = [
    "/",
    "/about",
    "/announcements",
    `/announcements/${announcement}`,
    `/announcements/${gone}`,
    ...actors,
    ...joins,
  ];
  paths.anyone.push("/sign-in", "/nothing", "/welcome/used-up", await linkOf(node, "invite"));
  paths.steward = ["/", "/announcements", `/announcements/${announcement}?done=announced`, "/announcements/new"];
  paths.steward.push(
    `/announcements/${announcement}/edit`,
    "/members",
    "/members/new",
    `/members/${unlisted}/edit`,
    "/circles/new",
  );
  paths.steward.push(
    `/circles/${circle}/edit`,
    "/settings?done=saved",
    "/account",
    "/account/passkey",
    `/actors/${unlisted}`,
  );
  paths.fresh = ["/", "/about", await linkOf(fresh, "setup")];
  wrong.push(["/announcements", "/announcements/new", {}], ["/members", "/members/new", { handle: "no spaces" }]);
  wrong.push(
    ["/settings", "/settings", {}],
    ["/account/invites", "/account", { role: "member", name: "a".repeat(200) }],
  );
  wrong.push(["/account/invites", "/account", { role: "member" }]);
});
afterAll(async () => {
  await browser.close();
  for (const one of [node, fresh]) one.close();
});

/** Every page that somebody meets, as it is written. */
async function allPages(locale: Locale): Promise<readonly (readonly [name: string, html: string])[]> {
  const steward = await node.person("steward", locale);
  const seen: (readonly [string, string])[] = [];
  const look = async (person: Visitor, all: readonly string[], who: string): Promise<void> => {
    for (const path of all) seen.push([`${who} ${path}`, (await person.get(path)).html]);
  };
  await look(node.visitor(locale), paths.anyone, "anyone");
  await look(steward, paths.steward, "steward");
  await look(fresh.visitor(locale), paths.fresh, "fresh");
  for (const [path, from, fields] of wrong)
    seen.push([`wrong ${path}`, (await steward.post(path, fields, { from })).html]);
  seen.push(["wrong set-up", (await fresh.visitor(locale).post(paths.fresh[2] ?? "", {})).html]);
  return seen;
}

describe("every public page, and every one of an account", () => {
  test.each<Locale>([...locales, pseudoLocale])(
    "is worded, and valid, in %s",
    async (locale) => {
      for (const [name, html] of await allPages(locale)) {
        expect(await checkPage(html), `${name}\n${html}`).toEqual([]);
        expect(html, name).not.toMatch(/\sstyle=|\son[a-z]+="|undefined|\[object|NaN/);
      }
    },
    60_000,
  );

  const looks: readonly (readonly [name: string, locale: Locale, options: BrowserOptions])[] = [
    ["wide and light", "en", { width: 1280 }],
    ["narrow and dark", "ca", { width: 360, colorScheme: "dark" }],
    ["from right to left, narrow", pseudoLocale, { width: 320 }],
  ];
  test.each(looks)(
    "can be read and used by everybody: %s",
    async (_, locale, options) => {
      const { context, page } = await browser.person(options);
      const open = async (at: PagesNode, all: readonly string[]): Promise<void> => {
        await page.goto(`${at.app.origin}/about?lang=${locale}`);
        for (const path of all) await examine(page, `${at.app.origin}${path}`);
      };
      await open(node, paths.anyone);
      await open(fresh, paths.fresh);
      await context.addCookies([await node.cookie("steward")]);
      await open(node, paths.steward);
      await page.goto(`${node.app.origin}/settings`);
      await page.getByRole("textbox").first().fill("");
      await page.locator("main form button[type=submit]").first().click();
      await examine(page, undefined);
      await context.close();
    },
    120_000,
  );
});

async function examine(page: Page, address: string | undefined): Promise<void> {
  if (address !== undefined) await page.goto(address);
  expect(await checkAccessibility(page), page.url()).toEqual([]);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond, page.url()).toBe(0);
}
