import { afterAll, beforeAll, expect, test } from "vitest";
import { findEntry, listEntries } from "#src/app/ledger.ts";
import { findOwedWarning } from "#src/app/owed-limits.ts";
import type { Database } from "#src/store/database.ts";
import type { EntryRow } from "#src/store/entries.ts";
import { locales, pseudoLocale, type Locale } from "#src/web/text.ts";
import { checkPage, memoryDatabase } from "#test/rig.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";
import { openPartners, type Partner } from "./pages-partner.ts";

const databases: Database[] = [];
let node: PagesNode;
let partner: Partner;
let steward: Visitor;
let peerId: string;

const open = async (): Promise<Database> => {
  const database = await memoryDatabase();
  databases.push(database);
  return database;
};

beforeAll(async () => {
  node = await openPagesNode(await open());
  partner = await openPartners(node.app, await open());
  steward = await node.person("steward");
  const { html } = await steward.get("/ledger/entries/new");
  peerId = /<option value="([0-9a-f-]{36})"/.exec(html)?.[1] ?? "";
});

afterAll(async () => {
  node.close();
  for (const database of databases) await database.close();
});

const form = "/ledger/entries/new";
const post = (fields: Record<string, string>, from = form) => steward.post("/ledger/entries", fields, { from });
async function newest(): Promise<EntryRow> {
  const [entry] = (await listEntries(node.app, { limit: 1 })).items;
  if (entry === undefined) throw new Error("There is no entry.");
  return entry;
}

test("work is recorded with a name only when its owner agreed; what was typed wrong is explained at its field", async () => {
  const work = {
    peer: peerId,
    kind: "work-gift",
    direction: "given",
    amount: "1:30",
    from: "2026-11-20",
    note: "Captions",
  };
  const named = { ...work, person: "Mercè Puig" };
  const refused = await post({ ...named, amount: "lots", from: "", peer: "" });
  expect(refused.status).toBe(422);
  for (const says of ["Choose a coop that you keep", "Write hours, as in 2 or 1:30", "Write a day.", "Ask them first"])
    expect(refused.words).toContain(says);
  expect(refused.html).toMatch(/name="person"[^>]* value="Mercè Puig"/);
  expect((await listEntries(node.app, { limit: 1 })).items).toEqual([]);
  const done = await post({ ...named, consents: "yes" });
  const entry = await newest();
  expect([done.status, done.headers.get("location")]).toEqual([303, `/ledger/${entry.id}`]);
  expect(entry).toMatchObject({ kind: "work", gift: true, quantity: 90, note: "Captions", person: "Mercè Puig" });
  // A day of the coop's own zone.
  expect(entry.endsAtMs - entry.startsAtMs).toBe(86_400_000);
  const shown = await steward.get(`/ledger/${entry.id}`);
  expect(shown.words).toContain("Forget the words beside it");
  await partner.carry();
  const here = `/ledger/${entry.id}`;
  await steward.send(`${here}/forget`, {}, { from: here });
  expect(await findEntry(node.app, entry.id)).toMatchObject({ entry: { note: null, person: null } });
  expect((await steward.get(here)).words).not.toContain("Puig");
});

test("money and a surplus are typed with their decimals, and a correction by its difference", async () => {
  const money = { peer: peerId, kind: "surplus", direction: "received", amount: "1 250,50", currency: "eur" };
  const period = { from: "2025-01-01", until: "2025-12-31" };
  expect((await post({ ...money, ...period, until: "2024-12-31" })).words).toContain("a day that is not before");
  expect((await post({ ...money, ...period, amount: "1.234" })).status).toBe(422);
  expect((await post({ ...money, ...period, currency: "euro" })).words).toContain("three letters of a currency");
  await post({ ...money, ...period });
  const entry = await newest();
  expect(entry).toMatchObject({ kind: "surplus", commons: "contribution", unit: "EUR", quantity: 125_050 });
  const correction = `${form}?corrects=${entry.id}`;
  expect((await steward.get(correction)).words).toContain("You received €1,250.50 from");
  expect((await post({ corrects: entry.id, way: "more" }, correction)).words).toContain("above zero");
  await post({ corrects: entry.id, way: "less", amount: "50.5", note: "Counted twice" }, correction);
  const second = await newest();
  expect(second).toMatchObject({
    corrects: entry.entry,
    quantity: 5_050,
    provider: entry.receiver,
    note: "Counted twice",
  });
  const other = await post({ corrects: node.app.newId(), way: "less", amount: "1" });
  expect([other.status, (await steward.get(`${form}?corrects=nothing`)).status]).toEqual([404, 404]);
  expect(await findOwedWarning(node.app, entry.id)).toBeUndefined();
});

test("the forms are worded and valid in every language, and for stewards alone", async () => {
  const entry = await newest();
  for (const locale of [...locales, pseudoLocale] as readonly Locale[]) {
    const person = await node.person("steward", locale);
    const wrong = await person.post("/ledger/entries", { kind: "work-paid" }, { from: form });
    const pages = [await person.get(form), await person.get(`${form}?corrects=${entry.id}`), wrong];
    for (const { html } of pages) {
      expect(await checkPage(html), locale).toEqual([]);
      expect(html, locale).not.toMatch(/undefined|\[object|NaN/);
    }
  }
  const operator = await node.person("operator");
  expect((await operator.get(form)).status).toBe(403);
  expect((await operator.get(`/ledger/${entry.id}`)).words).not.toContain("Correct this entry");
});
