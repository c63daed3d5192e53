import { readFile } from "node:fs/promises";
import { Activity } from "@fedify/vocab";
import { preloadedContexts } from "@fedify/vocab-runtime";
import { expect, test } from "vitest";
import { readEntryDocument, writeEntryDocument, type EntryDocument } from "#src/app/entry-document.ts";
import { openedWords } from "#src/app/entry-words.ts";
import { referenceOf } from "#src/app/references.ts";
import { openSeals } from "#federation/proof.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { readEntryCreate, readEntryForget, writeLedgerMessage } from "#federation/wire/ledger.ts";

const provider = "https://meet.example/actors/coop";
const receiver = "https://other.example/actors/coop";
const publishedAtMs = Date.parse("2026-03-01T09:30:00Z");
const salt = "0123456789abcdef0123456789abcdef";
const words = { note: "Captions for the assembly in February", person: "Mercè Puig" };

const work: EntryDocument = {
  entry: "https://meet.example/entries/0195a3c4-7b00-7000-8000-000000000004",
  maker: provider,
  provider,
  receiver,
  unit: "work-minute",
  quantity: 180,
  startsAtMs: Date.parse("2026-02-28T17:00:00Z"),
  endsAtMs: Date.parse("2026-02-28T20:00:00Z"),
  agreement: null,
  corrects: null,
  kind: "work",
  gift: true,
  commons: "contribution",
  performer: referenceOf(salt, words.person),
  publishedAtMs,
  reference: referenceOf(salt, words.note),
};
const surplus: EntryDocument = {
  entry: "https://meet.example/entries/0195a3c4-7b00-7000-8000-000000000005",
  maker: provider,
  provider,
  receiver,
  unit: "EUR",
  quantity: 125_050,
  startsAtMs: Date.parse("2025-01-01T00:00:00Z"),
  endsAtMs: Date.parse("2026-01-01T00:00:00Z"),
  agreement: null,
  corrects: "https://meet.example/entries/0195a3c4-7b00-7000-8000-000000000006",
  kind: "surplus",
  gift: false,
  commons: "contribution",
  performer: null,
  publishedAtMs,
};

const envelope = {
  id: "https://meet.example/messages/0195a3c4-7b00-7000-8000-000000000003",
  actor: provider,
  origin: "https://meet.example",
  publishedAtMs,
  ledger: { digest: "cd".repeat(32), count: 1 },
};
const about = { entry: work.entry, to: receiver } as const;
const written: Readonly<Record<string, JsonObject>> = {
  "entry-work": JSON.parse(writeEntryDocument(work)) as JsonObject,
  "entry-surplus": JSON.parse(writeEntryDocument(surplus)) as JsonObject,
  "entry-create-work": writeLedgerMessage(
    { type: "entry-create", ...about, document: writeEntryDocument(work), salt, words },
    envelope,
  ),
  "entry-forget": writeLedgerMessage({ type: "entry-forget", ...about }, envelope),
};

const fixtureOf = (name: string) => readFile(new URL(`../fixtures/${name}.jsonld`, import.meta.url), "utf8");
const parsed = async (name: string) => JSON.parse(await fixtureOf(name)) as JsonObject;

test.each(Object.keys(written))("%s is written as the fixture shows it", async (name) => {
  expect(`${JSON.stringify(written[name], null, 2)}\n`).toBe(await fixtureOf(name));
});

test("work and surplus read back as what was written", async () => {
  expect(readEntryDocument(await parsed("entry-work"))).toEqual({ entry: work });
  expect(readEntryDocument(await parsed("entry-surplus"))).toEqual({ entry: surplus });
});

test("an entry that needs none of the later terms is written as it always was", () => {
  const capacity: EntryDocument = { ...work, unit: "seat-minute", gift: false, commons: null, performer: null };
  const { kind: _, ...before } = capacity;
  const text = writeEntryDocument({ ...before });
  expect(writeEntryDocument({ ...before, kind: "capacity" })).toBe(text);
  expect(text).not.toMatch(/gift|commons|performer|kind/);
  // Of a node of the first version, which signed exactly this.
  expect(openSeals().hash(JSON.parse(text) as object)).toBe(firstHash);
});
const firstHash = "7dc5ee31f7d3ae4f6de15c19feeb6895b4a15b2994e574f3d8d668832b5a7d4e";

test("the words come beside the document, and only those that it stands for are kept", async () => {
  const read = readEntryCreate(await parsed("entry-create-work"));
  if (!read.ok) throw new Error(read.reason);
  expect(read.value).toMatchObject({ salt, beside: words });
  expect(read.value.document).not.toContain("Puig");
  expect(openedWords(work, read.value)).toEqual({ salt, ...words });
  expect(openedWords(work, { salt, beside: { note: "Nothing at all", person: words.person } })).toEqual({
    salt,
    person: words.person,
  });
  expect(openedWords(work, { salt: "f".repeat(32), beside: words })).toEqual({ salt: "f".repeat(32) });
  expect(openedWords(work, { beside: words })).toEqual({ salt: null });
});

test("words that cannot be read are none, and the entry counts without them", async () => {
  const activity = await parsed("entry-create-work");
  const wrong = [{ person: 5 }, { note: "x".repeat(2_001) }, { person: "x\0" }, { note: "\ud800" }, "words", 5, null];
  for (const beside of wrong) {
    const read = readEntryCreate({ ...activity, words: beside });
    expect(read.ok && openedWords(work, read.value)).toEqual({ salt });
  }
});

test("what should be forgotten is the words of one entry", async () => {
  expect(readEntryForget(await parsed("entry-forget"))).toEqual({ ok: true, value: { entry: work.entry } });
  for (const object of [work.entry, `${work.entry}#word`, 5, `${"x".repeat(2_000)}#words`])
    expect(readEntryForget({ object })).toMatchObject({ ok: false });
});

test.each<[string, object]>([
  ["a kind that nobody knows", { kind: "loan" }],
  ["a gift that is no yes or no", { gift: "yes" }],
  ["an account that nobody knows", { commons: "take" }],
  ["a person by name", { performer: "Mercè Puig" }],
])("%s is unreadable", async (_, change) => {
  expect(readEntryDocument({ ...(await parsed("entry-work")), ...change })).toMatchObject({
    unreadable: expect.any(String),
  });
});

test("another implementation understands them without fetching anything", async () => {
  const contextLoader = async (url: string) => {
    const document = preloadedContexts[url];
    if (document === undefined) throw new Error(`${url} would have to be fetched.`);
    return { document, documentUrl: url, contextUrl: null };
  };
  for (const name of ["entry-create-work", "entry-forget"]) {
    const json = await parsed(name);
    const activity = await Activity.fromJsonLd(json, { contextLoader });
    expect(await activity.toJsonLd({ contextLoader })).toEqual(json);
  }
});
