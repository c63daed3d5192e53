import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { feedUrl, findFeed } from "#src/app/feeds.ts";
import { listSearches, lookForFitting } from "#src/app/saved-searches.ts";
import { createToken } from "#src/app/tokens.ts";
import { listAllSearchRows } from "#src/store/saved-searches.ts";
import { locales, pseudoLocale, type Locale } from "#src/web/text.ts";
import {
  checkAccessibility,
  checkPage,
  type Engine,
  memoryDatabase,
  onBothEngines,
  openBrowser,
  type OpenBrowser,
  useCleanup,
} from "#test/rig.ts";
import { fillPages } from "./pages-content.ts";
import { addOffer, fillFederation } from "./pages-browse-content.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";

const later = useCleanup();
const nowMs = Date.UTC(2030, 5, 3, 8);
/** Thursday, 18:00 in Madrid. */
const evening = "date=2030-06-06&from=18:00&to=20:00";

async function openFederation(engine: Engine): Promise<{ node: PagesNode; steward: Visitor; ids: readonly string[] }> {
  const node = await openPagesNode(await engine.open(), { nowMs });
  later(() => node.close());
  return { node, steward: await node.person("steward"), ids: await fillFederation(node.app) };
}

/** The names of the offers on a page, in order. */
const halls = ({ html }: { html: string }): readonly string[] =>
  [...html.matchAll(/<h3><a [^>]*>(?:Hall of )?([^<]+)<\/a>/g)].map(([, name]) => name ?? "");

onBothEngines("looking around the federation", (engine) => {
  test("filters by what matters, with the best first and the reasons beside each", async () => {
    const { steward } = await openFederation(engine);
    const all = await steward.get("/capacity");
    expect(all.words).not.toContain("Silent Coop");
    expect(halls(await steward.get(`/capacity?${evening}&seats=50`))).toEqual([
      "Québec en commun",
      "Girona Rooms",
      "Nowhere Coop",
      "Kerala Commons",
    ]);
    const near = await steward.get(`/capacity?${evening}&seats=50&near=41.39, 2.17&within=300`);
    expect(halls(near)).toEqual(["Girona Rooms"]);
    expect(near.words).toContain("85 km away");
    expect(halls(await steward.get("/capacity?near=kerala&within=100"))).toEqual(["Kerala Commons"]);
    expect(halls(await steward.get("/capacity?feature=captions&feature=recording&terms=gift"))).toEqual([
      "Kerala Commons",
      "Girona Rooms",
    ]);
    expect(halls(await steward.get("/capacity?terms=work-minute"))).toHaveLength(3);
    expect(halls(await steward.get("/capacity?terms=EUR&price=1.20"))).toHaveLength(3);
    expect(halls(await steward.get("/capacity?terms=EUR&price=1,19"))).toHaveLength(2);
    const alone = await steward.get("/capacity?terms=gift&price=5");
    expect(alone.words).toContain("Choose under “Terms” what you can give");
    expect(halls(await steward.get("/capacity?energyStated=yes"))).toEqual(["Kerala Commons"]);
    expect(halls(await steward.get("/capacity?platform=galene"))).toEqual(["Nowhere Coop"]);
    expect(halls(await steward.get("/capacity?audience=public"))).toEqual(["Québec en commun"]);
    const kerala = await steward.get("/capacity?energyStated=yes");
    expect(kerala.words).toContain("Renewable energy: Our own panels on the roof");
    expect(kerala.words).toContain("One meeting may have at most 150 seats");
    expect(kerala.words).toContain("Grey hours are closed.");
    const wrong = await steward.get("/capacity?near=atlantis&seats=5");
    expect([
      wrong.status,
      wrong.html.includes('value="atlantis"'),
      wrong.html.includes('<details class="search-more" open>'),
    ]).toEqual([422, true, true]);
    expect(wrong.words).toContain("That place is not known here.");
  });

  test("says what comes close where little fits: another hour, or fewer seats", async () => {
    const { node, steward } = await openFederation(engine);
    const slot = { startsAtMs: Date.UTC(2030, 5, 6, 15), endsAtMs: Date.UTC(2030, 5, 6, 16, 30) };
    await addOffer(node.app, "Busy Coop", { seats: 500, taken: [{ ...slot, seats: 300 }] });
    const found = await steward.get(`/capacity?${evening}&seats=400`);
    expect(found.words).toContain("Nobody has that at this hour");
    expect(found.words).toContain("Close to what you look for Hall of Busy Coop 500 seats free");
    expect(found.words).toContain("Free at another time: ");
    expect(found.html).toMatch(/capacity\/ask\?[^"]*from=18%3A30&amp;to=20%3A30/);
    const fewer = await steward.get(`/capacity?${evening.replace("18:00", "19:00")}&seats=501`);
    expect(fewer.words).toContain("Free with 251 seats");
    // What is close leads on with what would have to be otherwise.
    expect(fewer.html).toMatch(/capacity\/ask\?[^"]*seats=251/);
  });

  test("puts chosen offers side by side, four at most, and places them on a map with a list", async () => {
    const { steward, ids } = await openFederation(engine);
    const side = await steward.get(
      `/capacity/compare?${evening}&seats=50&${ids
        .slice(0, 3)
        .map((id) => `offer=${id}`)
        .join("&")}`,
    );
    expect(side.words).toContain("Free then 100 of 100 seats 150 of 300 seats 60 of 60 seats");
    expect((await steward.get(`/capacity/compare?offer=${ids[0] ?? ""}`)).words).toContain("Choose at least two");
    const many = [...ids, ids[0] ?? ""].map((id) => `offer=${id}`).join("&");
    expect((await steward.get(`/capacity/compare?${many}`)).words).toContain("You ticked more than 4");
    const map = await steward.get(`/capacity/map?${evening}`);
    expect(map.html.match(/class="map-mark"/g)).toHaveLength(3);
    expect(map.words).toContain("Without a place Hall of Nowhere Coop");
    expect((await steward.get("/capacity/map?platform=galene")).words).toContain("No place to show");
  });

  test("shows one page after the other, each offer once", async () => {
    const { node, steward } = await openFederation(engine);
    for (let count = 0; count < 30; count += 1)
      await addOffer(node.app, `Coop ${"abcdefghijklmnopqrstuvwxyzABCD"[count] ?? ""}${count > 25 ? "x" : ""}`);
    const seen: string[] = [];
    for (let path: string | undefined = "/capacity?seats=20"; path !== undefined;) {
      const page = await steward.get(path);
      seen.push(...halls(page));
      path = /<a href="([^"]+)" rel="next"/.exec(page.html)?.[1]?.replaceAll("&amp;", "&");
    }
    expect([seen.length, new Set(seen).size]).toEqual([34, 34]);
  });

  test("saves a search, says on its page what newly fits, and gives it an address that a feed reader follows", async () => {
    const { node, steward } = await openFederation(engine);
    const from = `/capacity?${evening}&seats=200`;
    const search =
      /name="search" value="([^"]+)"/.exec((await steward.get(from)).html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect((await steward.post("/searches", { search, name: " " }, { from })).status).toBe(422);
    const saved = await steward.send("/searches", { search, name: "Spring <assembly>" }, { from });
    expect(saved.words).toContain("The search is saved.");
    expect(saved.words).toContain("Nothing fits yet");
    const [row] = await listAllSearchRows(node.app.database, { limit: 1 });
    const { id = "", userId = "" } = row ?? {};
    node.clock.nowMs += 60_000;
    await addOffer(node.app, "Newcomer & Sons", { seats: 250 });
    expect(await lookForFitting(node.app)).toBe(1);
    expect((await steward.get("/searches")).words).toContain("Spring <assembly> One new offer");
    expect((await steward.get("/overview")).words).toContain("Something newly fits a search that you saved.");
    const page = await steward.send(`/searches/${id}/feed`, {}, { from: `/searches/${id}` });
    expect(page.words).toContain("Hall of Newcomer & Sons");
    expect((await steward.get("/overview")).words).not.toContain("Something newly fits");
    const card = await findFeed(node.app, { userId, kind: "search", subjectId: id });
    if (card === undefined) throw new Error("There is no feed.");
    const address = feedUrl(node.app.origin, card, { format: "atom", language: "en" });
    const atom = await node.visitor().get(new URL(address).pathname);
    expect(atom.headers.get("content-type")).toContain("application/atom+xml");
    expect(atom.html).toContain("<title>Spring &lt;assembly&gt;</title>");
    expect(atom.html).toContain("<name>Newcomer &amp; Sons</name>");
    expect(atom.html).toContain("<updated>2030-06-03T08:01:00.000Z</updated>");
    const stranger = await node.person("member");
    expect((await stranger.get(`/searches/${id}`)).status).toBe(404);
    await steward.send(`/searches/${id}/delete`, {}, { from: `/searches/${id}` });
    expect(await listSearches(node.app, userId)).toEqual([]);
    expect((await node.visitor().get(new URL(address).pathname)).status).toBe(404);
  });

  test("is Atom for who signs in or has a token, and our own public offers are for everyone", async () => {
    const { node, steward } = await openFederation(engine);
    await fillPages(node.app);
    const visitor = node.visitor();
    expect((await visitor.get("/capacity.atom")).status).toBe(401);
    const { token } = await createToken(node.app, { role: "member", name: "reader" });
    const byToken = await visitor.get("/capacity.atom?seats=130", { authorization: `Bearer ${token}` });
    expect(byToken.html.match(/<entry>/g)).toHaveLength(1);
    expect((await steward.get("/capacity.atom?seats=many")).status).toBe(422);
    const shared = await visitor.get("/shared.atom");
    expect(shared.html.match(/<entry>/g)).toHaveLength(1);
    expect(shared.html).not.toContain("Kerala");
    const features = JSON.parse((await visitor.get("/shared.geojson")).html) as { features: unknown[] };
    expect(features.features).toMatchObject([
      { geometry: null, properties: { name: { en: "The big room" }, seats: 120 } },
    ]);
    expect(JSON.stringify(features)).not.toContain("secret-room");
  });
});

describe("the pages", () => {
  let node: PagesNode;
  let browser: OpenBrowser;
  let paths: readonly string[];

  beforeAll(async () => {
    node = await openPagesNode(await memoryDatabase(), { nowMs });
    browser = await openBrowser();
    const ids = await fillFederation(node.app);
    const steward = await node.person("steward");
    await steward.post(
      "/searches",
      { search: `${evening}&seats=50`, name: "Assembly" },
      { from: `/capacity?${evening}` },
    );
    await steward.post("/searches", { search: "seats=5000", name: "Congress" }, { from: `/capacity?${evening}` });
    paths = [
      "/capacity",
      `/capacity?${evening}&seats=50&near=Kerala`,
      `/capacity?${evening}&seats=200`,
      "/capacity?near=atlantis",
      `/capacity/compare?${evening}&${ids
        .slice(0, 4)
        .map((id) => `offer=${id}`)
        .join("&")}`,
      "/capacity/compare",
      "/capacity/map",
      "/capacity/map?seats=5000",
    ];
  });
  afterAll(async () => {
    await browser.close();
    node.close();
  });

  /** Of somebody with two searches. */
  async function withSearches(steward: Visitor): Promise<readonly string[]> {
    for (const [name, search] of [
      ["Assembly", `${evening}&seats=50`],
      ["Congress", "seats=5000"],
    ] as const)
      await steward.post("/searches", { search, name }, { from: "/account" });
    const links = [...(await steward.get("/searches")).html.matchAll(/href="(\/searches\/[^"]+)"/g)];
    return ["/searches", ...links.map(([, path]) => path ?? "")];
  }

  test.each<Locale>([...locales, pseudoLocale])("are worded and valid in %s", async (locale) => {
    const steward = await node.person("steward", locale);
    for (const path of [...paths, "/searches", ...(await withSearches(steward))]) {
      const { status, html } = await steward.get(path);
      expect([200, 422], path).toContain(status);
      expect(await checkPage(html), path).toEqual([]);
      expect(html, path).not.toMatch(/\sstyle=|\son[a-z]+="|undefined|\[object|NaN/);
    }
  });

  test.each([
    { width: 1280, colorScheme: "light" },
    { width: 360, colorScheme: "dark" },
  ] as const)("can be read and used by everybody at $width pixels, $colorScheme", async (options) => {
    const { context, page } = await browser.person(options);
    await context.addCookies([await node.cookie("steward")]);
    for (const path of paths) {
      await page.goto(`${node.app.origin}${path}`);
      expect(await checkAccessibility(page), path).toEqual([]);
      expect(await widthBeyond(page), path).toBe(0);
    }
    await context.close();
  });
});

const widthBeyond = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
