import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createInvite } from "#src/app/invites.ts";
import { withdrawAnnouncement } from "#src/app/announcements.ts";
import { createEvent } from "#src/app/events.ts";
import { type Locale, locales, pseudoLocale } from "#src/web/text.ts";
import { checkAccessibility, checkPage, memoryDatabase, openBrowser, type OpenBrowser } from "#test/rig.ts";
import { agreeOn, fillPages, say, sayRichly } from "./pages-content.ts";
import { openPagesNode, type Fields, type PagesNode, type Visit, type Visitor } from "./pages-node.ts";

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
  node = await openPagesNode(await memoryDatabase());
  fresh = await openPagesNode(await memoryDatabase(), { setUp: false });
  browser = await openBrowser();
  const { app } = node;
  const content = await fillPages(app);
  const gone = await say(app, { en: "Gone" });
  await withdrawAnnouncement(app, gone);
  const rich = await sayRichly(app);
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
  paths.anyone.push(`/announcements/${rich}`, `/announcements/${rich}/history`, "/tags/openday");
  paths.anyone.push("/sign-in", "/nothing", "/welcome/used-up", await linkOf(node, "invite"));
  const startsAtMs = Math.ceil(app.nowMs() / hourMs) * hourMs;
  const planned = await createEvent(app, {
    name: { en: "Commons hour", ca: "Hora dels comuns" },
    description: { en: "We talk about #commons." },
    startsAtMs,
    endsAtMs: startsAtMs + hourMs,
    place: { name: { en: "Ateneu" }, latitudeE6: 41_385_100, longitudeE6: 2_173_400 },
    onlineUrl: "https://meet.example/commons",
    languages: ["en", "ca"],
    interpretation: ["csc"],
  });
  const event = planned.outcome === "done" ? planned.event.id : "";
  paths.anyone.push("/events", `/events/${event}`);
  paths.steward = [
    "/",
    "/events/new",
    `/events/${event}`,
    `/events/${event}/edit`,
    "/announcements",
    `/announcements/${announcement}?done=announced`,
    "/announcements/new",
  ];
  paths.steward.push("/announcements?state=draft");
  paths.steward.push(
    `/announcements/${rich}/edit`,
    "/timeline",
    "/following",
    "/responses",
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
    "/account/member",
    `/actors/${unlisted}`,
  );
  paths.fresh = ["/", "/about", await linkOf(fresh, "setup")];
  wrong.push(["/announcements", "/announcements/new", { act: "preview", "content.ca": "Hola #tothom" }]);
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
async function allPages(locale: Locale): Promise<readonly (readonly [name: string, visit: Visit])[]> {
  const steward = await node.person("steward", locale);
  const seen: (readonly [string, Visit])[] = [];
  const look = async (person: Visitor, all: readonly string[], who: string): Promise<void> => {
    for (const path of all) seen.push([`${who} ${path}`, await person.get(path)]);
  };
  await look(node.visitor(locale), paths.anyone, "anyone");
  await look(steward, paths.steward, "steward");
  await look(fresh.visitor(locale), paths.fresh, "fresh");
  for (const [path, from, fields] of wrong) seen.push([`wrong ${path}`, await steward.post(path, fields, { from })]);
  seen.push(["wrong set-up", await fresh.visitor(locale).post(paths.fresh[2] ?? "", {})]);
  return seen;
}

describe("every public page, and every one of an account", () => {
  test.each<Locale>([...locales, pseudoLocale])(
    "is worded, and valid, in %s",
    async (locale) => {
      for (const [name, { html, status }] of await allPages(locale)) {
        // A wording that is missing throws here, and the page is one that says so.
        expect(status, name).not.toBe(500);
        expect(await checkPage(html), name).toEqual([]);
        expect(html, name).not.toMatch(/\sstyle=|\son[a-z]+="|undefined|\[object|NaN/);
      }
    },
    60_000,
  );

  test("can be read and used by everybody, wide and light", async () => {
    const { context, page } = await browser.person({ width: 1280 });
    await walk({ context, page }, "en", (path) => examine(page, path));
    await page.goto(`${node.app.origin}/settings`);
    await page.getByRole("textbox").first().fill("");
    await page.locator("main form button[type=submit]").first().click();
    await examine(page, "settings with an error");
    await context.close();
  }, 120_000);

  test("can be read in the dark, on a phone", async () => {
    const { context, page } = await browser.person({ width: 360, colorScheme: "dark" });
    // What has colours of its own; the rest is made of the same parts.
    const coloured = /^\/$|^\/join\/(before|sent|after|cancelled)|^\/account$|done=|^\/members$/;
    await walk({ context, page }, "ca", async (path) => {
      expect(await widthBeyond(page), path).toBe(0);
      if (coloured.test(path)) await examine(page, path);
    });
    await context.close();
  }, 120_000);

  test("fits a small phone from right to left", async () => {
    const { context, page } = await browser.person({ width: 320 });
    await walk({ context, page }, pseudoLocale, async (path) => expect(await widthBeyond(page), path).toBe(0));
    await context.close();
  }, 120_000);
});

/** Opens each page in turn: of a visitor, of a fresh node, then of a steward. */
async function walk(
  { context, page }: Awaited<ReturnType<OpenBrowser["person"]>>,
  locale: Locale,
  look: (path: string) => Promise<void>,
): Promise<void> {
  const visit = async ({ app }: PagesNode, all: readonly string[]): Promise<void> => {
    await page.goto(`${app.origin}/about?lang=${locale}`);
    for (const path of all) {
      await page.goto(`${app.origin}${path}`);
      await look(path);
    }
  };
  await visit(node, paths.anyone);
  await visit(fresh, paths.fresh);
  await context.addCookies([await node.cookie("steward")]);
  await visit(node, paths.steward);
}

async function examine(page: Page, name: string): Promise<void> {
  expect(await checkAccessibility(page), name).toEqual([]);
  expect(await widthBeyond(page), name).toBe(0);
}

const widthBeyond = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
