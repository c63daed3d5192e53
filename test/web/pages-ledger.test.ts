import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findEntry } from "#src/app/ledger.ts";
import type { Database } from "#src/store/database.ts";
import type { EntryRow } from "#src/store/entries.ts";
import type { Peer } from "#src/store/peers.ts";
import { locales, pseudoLocale, type Locale } from "#src/web/text.ts";
import { checkPage, memoryDatabase } from "#test/rig.ts";
import { enterAll, fillBooks, keepLog, meetPartner, type Given } from "./ledger-books.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";

let database: Database;
let node: PagesNode;
let steward: Visitor;
let kerala: Peer;
let entries: readonly EntryRow[];

beforeAll(async () => {
  database = await memoryDatabase();
  node = await openPagesNode(database);
  ({ kerala, entries } = await fillBooks(node.app));
  steward = await node.person("steward");
});

afterAll(async () => {
  node.close();
  await database.close();
});

/** The numbers on a page that lead to lists of entries: what each says, and where it leads. */
const numbersOn = (html: string): readonly { readonly says: string; readonly href: string }[] =>
  [
    ...html.matchAll(
      /<a(?: class="figure-none")? href="(\/ledger[^"#]*\?[^"#]*)#entries"><span class="amount">([^<]*)</g,
    ),
  ].map(([, href = "", says = ""]) => ({ says, href: href.replaceAll("&amp;", "&") }));

/** What the list at an address says that its entries come to. */
async function sumsAt(href: string): Promise<readonly string[]> {
  const { html, status } = await steward.get(href);
  expect([href, status]).toEqual([href, 200]);
  const sum = /<p class="sum">(.*?)<\/p>/s.exec(html)?.[1] ?? "";
  return [...sum.matchAll(/<span class="amount">([^<]*)</g)].map(([, says = ""]) => says);
}

async function enterOne(peer: Peer, given: Given): Promise<EntryRow> {
  const [entry] = await enterAll(node.app, peer, [given]);
  if (entry === undefined) throw new Error("It was not entered.");
  return entry;
}

const entryOf = (found: (entry: EntryRow) => boolean): EntryRow => {
  const entry = entries.find(found);
  if (entry === undefined) throw new Error("There is no such entry.");
  return entry;
};

describe("every number leads to the entries that it is made of", () => {
  test.each([
    ["of all partners", () => "/ledger", 60],
    ["of one partner", () => `/ledger/peers/${kerala.id}`, 40],
  ])("%s", async (_, path, atLeast) => {
    const numbers = numbersOn((await steward.get(path())).html);
    expect(numbers.length).toBeGreaterThan(atLeast);
    for (const { says, href } of numbers) {
      const bare = (one: string): string => one.replace(/^[+\u2212]/, "");
      expect([href, (await sumsAt(href)).map(bare)]).toEqual([href, expect.arrayContaining([bare(says)])]);
    }
  });

  test("of the commons: who gives and who draws, each once", async () => {
    const { html, words } = await steward.get("/commons");
    expect(words).toContain("You 90 seat-hours 45 seat-hours +45 seat-hours");
    expect(words).toContain("Kerala Commons 45 seat-hours 90 seat-hours \u221245 seat-hours");
    expect(words).toContain("Work, as a gift You 15 hours of work 0 hours of work +15 hours of work");
    expect(words).toContain("Surplus: Euro (EUR) You €1,250.00");
    expect(words).toContain("Not counted yet What On its way Disputed Work 2 hours of work 0 hours of work");
    const numbers = numbersOn(html);
    expect(numbers.length).toBeGreaterThan(15);
    // A line of one coop leads to one sum; those of all together to both directions.
    for (const { href, says } of numbers.filter(({ href: one }) => one.includes("direction=")))
      expect([href, await sumsAt(href)]).toEqual([href, [says]]);
  });

  test("a list says each entry's state, and the hour at which the other side had the same", async () => {
    const { words } = await steward.get(`/ledger/peers/${kerala.id}?state=disputed`);
    expect(words).toMatch(/Given to Kerala Commons \w+ \d+ \w+ 20 seat-hours 30 min Disputed \d+ Nov, \d+:\d\d/);
    expect(words).not.toContain("Agreed Agreed");
  });

  test("older entries follow page by page, and none twice", async () => {
    const seen: string[] = [];
    let path: string | undefined = `/ledger/peers/${kerala.id}`;
    await enterAll(
      node.app,
      kerala,
      Array.from({ length: 70 }, () => ({ unit: "JPY", kind: "money", quantity: 1 })),
    );
    path += "?unit=JPY";
    while (path !== undefined) {
      const { html } = await steward.get(path);
      seen.push(...[...html.matchAll(/href="\/ledger\/([0-9a-f]{8}-[0-9a-f-]{27})"/g)].map(([, id = ""]) => id));
      path = /href="([^"]*)" rel="next"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
    }
    expect([seen.length, new Set(seen).size]).toEqual([70, 70]);
  });
});

test("the state of every partner's books is seen at a glance, those first that need a look", async () => {
  const { words } = await steward.get("/ledger");
  const states = [
    "Two Faces Signed two different things",
    "Le Relais d’habitation Not the same (3 hours ago)",
    "Cooperativa Marina Getting back what you had signed",
    "Only Just Met Not compared yet",
    "Kerala Commons The same on both sides (3 hours ago)",
  ];
  const places = states.map((state) => words.indexOf(state));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(words).toContain("Next comparison: in 5 hours.");
});

describe("an entry", () => {
  test("says who signed, when, with which key, where it stands in the log, and when the other side confirmed it", async () => {
    const { words } = await steward.get(`/ledger/${entries[0]?.id ?? ""}`);
    expect(words).toMatch(/Seaside Coop Made and signed \w+ \d+ \w+ at \d+:\d\d With the key ed25519-k+/);
    expect(words).toContain("Written in its log In place 1 of 40 Kerala Commons holds the first 38");
    expect(words).toMatch(/Kerala Commons Has signed/);
    expect(words).toMatch(/Kerala Commons last confirmed it on \w+ \d+ \w+ at \d+:\d\d\./);
  });

  test("that waits to be signed says why, and one that was corrected leads to what corrects it", async () => {
    const peer = await meetPartner(node.app, "late.example", "Late");
    const first = await enterOne(peer, { state: "in-transit" });
    const second = await enterOne(peer, { received: true, quantity: 60, corrects: first.entry });
    const shown = await steward.get(`/ledger/${first.id}`);
    expect(shown.words).toContain("Corrected by 1 seat-hour Agreed");
    expect(shown.html).toContain(`href="/ledger/${second.id}"`);
    expect((await steward.get(`/ledger/${second.id}`)).words).toContain("Corrects 90 seat-hours On its way");
    await database.transaction(async ({ q, t }) => {
      await q.update(t.entries).set({ document: JSON.stringify({ id: first.entry }) });
    });
    const { words } = await steward.get(`/ledger/${first.id}`);
    expect(words).toContain("It is signed and sent as soon as Late has confirmed what you signed before.");
    expect((await findEntry(node.app, first.id))?.signatures).toEqual([]);
  });

  test("of work says what was done in words, and whether it was a gift", async () => {
    const work = entryOf(({ note }) => note !== null);
    expect((await steward.get(`/ledger/${work.id}`)).words).toContain("In words Captions for the assembly");
    const gift = entryOf(({ gift: isGift }) => isGift);
    const { words } = await steward.get(`/ledger/${gift.id}`);
    expect(words).toContain("Kind Work, as a gift Account Given to the commons");
  });
});

test("a node that lost signatures and has them back says how many, on the page of that partner", async () => {
  const peer = await meetPartner(node.app, "back.example", "Back Again");
  await keepLog(node.app, peer, { side: "ours", recoveredAtMs: node.app.nowMs(), recoveredLeaves: 3 });
  const { words } = await steward.get(`/ledger/peers/${peer.id}`);
  expect(words).toContain("3 signatures of yours have come back from Back Again");
});

test("addresses of partners' books from before lead on, and odd queries are no error", async () => {
  const moved = await steward.get(`/ledger?peer=${kerala.id}&state=disputed`);
  expect([moved.status, moved.headers.get("location")]).toEqual([
    302,
    `/ledger/peers/${kerala.id}?state=disputed#entries`,
  ]);
  const odd = "unit=%00&state=x&direction=up&account=me&kind=%00&gift=perhaps&from=2026-13&until=%00&cursor=%00";
  expect((await steward.get(`/ledger?${odd}`)).status).toBe(200);
  expect((await steward.get(`/ledger/peers/${kerala.id}?from=9999-12&until=0000-01`)).status).toBe(200);
});

test.each<Locale>([...locales, pseudoLocale])("every page of the books is worded, and valid, in %s", async (locale) => {
  const reader = await node.person("member", locale);
  const work = entryOf(({ note }) => note !== null);
  const filtered = `/ledger/peers/${kerala.id}?unit=seat-minute&state=agreed&direction=given&account=pair&from=2026-01`;
  for (const path of ["/ledger", "/commons", `/ledger/peers/${kerala.id}`, filtered, `/ledger/${work.id}`]) {
    const page = await reader.get(path);
    expect([path, page.status, await checkPage(page.html)]).toEqual([path, 200, []]);
    expect(page.html, path).not.toMatch(/\sstyle=|undefined|\[object|NaN|Infinity/);
  }
});
