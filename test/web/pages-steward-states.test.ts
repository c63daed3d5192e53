import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, type Database } from "#src/store/database.ts";
import { locales, pseudoLocale, type Locale } from "#src/web/text.ts";
import {
  checkAccessibility,
  checkPage,
  openBrowser,
  temporaryFolder,
  type BrowserOptions,
  type OpenBrowser,
} from "#test/rig.ts";
import { openPagesNode, type PagesNode } from "./pages-node.ts";
import { fillStates } from "./pages-steward-states.ts";

const folder = temporaryFolder();
const databases: Database[] = [];
let node: PagesNode;
let fresh: PagesNode;
let paths: readonly string[];

const open = async (): Promise<Database> => {
  const database = await openDatabase({ file: `${folder.path}/${databases.length}.sqlite` });
  databases.push(database);
  return database;
};

beforeAll(async () => {
  node = await openPagesNode(await open());
  fresh = await openPagesNode(await open());
  paths = await fillStates(node, await open());
});

afterAll(async () => {
  node.close();
  fresh.close();
  for (const database of databases) await database.close();
  folder.remove();
});

const emptyPaths = [
  "/overview",
  "/capacity",
  "/agreements",
  "/resources",
  "/peers",
  "/ledger",
  "/ledger/statements",
  "/ledger/recovery",
  "/commons",
  "/requests",
  "/feeds",
];

describe.each<Locale>([...locales, pseudoLocale])("in %s", (locale) => {
  test("every page in every state is worded, and valid", async () => {
    expect(paths.length).toBeGreaterThan(30);
    const steward = await node.person("steward", locale);
    for (const path of paths) {
      const page = await steward.get(path);
      expect([path, page.status]).toEqual([path, path.includes("2030-02-30") ? 422 : 200]);
      expect([path, await checkPage(page.html)]).toEqual([path, []]);
    }
  });

  test("every empty page teaches its first step", async () => {
    const steward = await fresh.person("steward", locale);
    for (const path of emptyPaths) {
      const page = await steward.get(path);
      expect([path, page.status, await checkPage(page.html)]).toEqual([path, 200, []]);
    }
  });
});

describe("for everybody (WCAG 2.2 AA)", () => {
  let browser: OpenBrowser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const widthBeyond = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  /** One path of each kind of page: `/peers/…` stands for all of them. */
  const kinds = (): readonly string[] => [
    ...new Map(paths.map((path) => [path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…"), path])).values(),
  ];

  test.each([
    ["wide and light", "en", { width: 1200 }],
    ["narrow and dark", "ca", { width: 360, colorScheme: "dark" }],
  ] as const)(
    "each kind of page, %s",
    async (_, locale, options) => {
      const page = await visit(locale, options);
      for (const path of kinds()) {
        await page.goto(new URL(path, node.app.origin).href);
        expect([path, await checkAccessibility(page)]).toEqual([path, []]);
      }
    },
    120_000,
  );

  test.each(["fr", pseudoLocale] as const)(
    "no page in %s is wider than a phone",
    async (locale) => {
      const page = await visit(locale, { width: 360 });
      for (const path of paths) {
        await page.goto(new URL(path, node.app.origin).href);
        expect([path, await widthBeyond(page)]).toEqual([path, 0]);
      }
    },
    120_000,
  );

  const visit = async (locale: Locale, options: BrowserOptions): Promise<Page> => {
    const { page, context } = await browser.person({ timeZone: "Europe/Madrid", ...options });
    const session = await node.cookie("steward");
    const language = { name: session.name.replace("session", "language"), value: locale, url: session.url };
    await context.addCookies([session, language]);
    return page;
  };
});
