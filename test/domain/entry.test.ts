import fc from "fast-check";
import { expect, test } from "vitest";
import {
  accountOf,
  canCorrect,
  dayOfEntry,
  decideEntry,
  decideEntryWord,
  kindOf,
  type Entry,
  type EntryState,
  type EntryWord,
} from "#src/domain/entry.ts";

const us = "https://a.example/coop";
const peer = "https://b.example/coop";
const pair = { us, peer };
const hash = "11".repeat(32);
const id = "https://b.example/entries/0199ffff-0000-7000-8000-000000000001";
const entry: Entry = {
  entry: id,
  maker: peer,
  provider: peer,
  receiver: us,
  unit: "seat-minute",
  quantity: 5_400,
  startsAtMs: 0,
  endsAtMs: 60_000,
};

function decide(change: Partial<Entry>, held?: { hash: string; state: EntryState }) {
  return decideEntry({ entry: { ...entry, ...change }, hash, held, pair });
}

test("the first time is new, the second the same, other content a conflict that both signatures survive", () => {
  expect(decide({})).toEqual({ outcome: "new" });
  expect(decide({}, { hash, state: "agreed" })).toEqual({ outcome: "same" });
  const other = "22".repeat(32);
  expect(decide({}, { hash: other, state: "in-transit" })).toEqual({ outcome: "conflict", state: "disputed" });
  expect(decide({}, { hash: other, state: "agreed" })).toEqual({ outcome: "conflict", state: "agreed" });
});

test("work, money and surplus are entries like any other; what names no kind is what its unit stands for", () => {
  const kinds: readonly Partial<Entry>[] = [
    { unit: "work-minute", kind: "work", gift: true },
    { unit: "work-minute", commons: "contribution" },
    { unit: "EUR", kind: "money" },
    { unit: "EUR", kind: "surplus", commons: "contribution" },
    { unit: "EUR", kind: "surplus", commons: "use" },
    { commons: "use" },
  ];
  expect(kinds.map((kind) => decide(kind).outcome)).toEqual(kinds.map(() => "new"));
  expect(
    [entry, { unit: "work-minute" }, { unit: "EUR" }, { unit: "EUR", kind: "surplus" } as const].map(kindOf),
  ).toEqual(["capacity", "work", "money", "surplus"]);
  expect([entry, { commons: "contribution" } as const, { commons: "use" } as const].map(accountOf)).toEqual([
    "pair",
    "commons",
    "commons-use",
  ]);
});

test("a correction counts the same thing in the same sums as what it corrects", () => {
  const correction: Entry = { ...entry, corrects: id, provider: us, receiver: peer, quantity: 1 };
  expect(canCorrect(correction, { ...entry, kind: "capacity", gift: false, commons: null, agreement: null })).toBe(
    true,
  );
  const others: readonly Partial<Entry>[] = [
    { unit: "work-minute" },
    { commons: "use" },
    { agreement: "https://b.example/agreements/1" },
  ];
  expect(others.map((other) => canCorrect(correction, { ...entry, ...other }))).toEqual(others.map(() => false));
  const work: Entry = { ...entry, unit: "work-minute" };
  expect(canCorrect({ ...work, gift: true }, work)).toBe(false);
});

test.each<[string, Partial<Entry>]>([
  ["wrong-pair", { provider: "https://c.example/coop" }],
  ["wrong-pair", { receiver: "https://c.example/coop" }],
  ["wrong-pair", { provider: us }],
  ["wrong-maker", { maker: "https://c.example/coop" }],
  ["id-not-of-maker", { entry: id.replace("b.example", "c.example") }],
  ["id-not-of-maker", { entry: id.replace("b.example", "a.example") }],
  ["id-not-of-maker", { entry: id.replace("-7000-", "-4000-") }],
  ["id-not-of-maker", { entry: `${id}/` }],
  ["id-not-of-maker", { maker: us }],
  ["unit", { unit: "seat-hour" }],
  ["kind", { kind: "work" }],
  ["kind", { gift: true }],
  ["kind", { kind: "surplus", unit: "EUR" }],
  ["kind", { kind: "surplus", commons: "use" }],
  ["quantity", { quantity: 0 }],
  ["quantity", { quantity: -5 }],
  ["quantity", { quantity: 0.5 }],
  ["quantity", { quantity: 10 ** 12 + 1 }],
  ["period", { endsAtMs: 0 }],
  ["corrects", { corrects: id }],
])("%s: %j is refused, also when we hold that id", (because, change) => {
  expect(decide(change)).toEqual({ outcome: "refused", because });
  expect(decide(change, { hash, state: "agreed" })).toEqual({ outcome: "refused", because });
});

test("the day of an entry is the UTC date in its UUIDv7", () => {
  const made = Date.UTC(2026, 11, 31, 23, 59, 59, 999);
  const iri = (atMs: number) =>
    `https://a.example/entries/${atMs
      .toString(16)
      .padStart(12, "0")
      .replace(/^(.{8})/, "$1-")}-7abc-9def-0123456789ab`;
  expect([made, made + 1].map((atMs) => dayOfEntry(iri(atMs)))).toEqual(["2026-12-31", "2027-01-01"]);
  expect(dayOfEntry(iri(0))).toBe("1970-01-01");
  expect(dayOfEntry("https://a.example/entries/ffffffff-ffff-7000-8000-000000000000")).toBeUndefined();
  expect(dayOfEntry("https://a.example/entries/1")).toBeUndefined();
});

const held = { ...entry, hash };

test("a countersignature agrees for good, also after a dispute; a refusal of what is agreed comes too late", () => {
  const word = (state: EntryState, said: "countersigned" | "refused") =>
    decideEntryWord(
      { ...held, state },
      said === "countersigned" ? { word: said, hash, by: us } : { word: said, hash, by: us, reason: "quantity" },
    );
  expect((["in-transit", "disputed", "agreed"] as const).map((state) => word(state, "countersigned"))).toEqual([
    { outcome: "change", state: "agreed" },
    { outcome: "change", state: "agreed" },
    { outcome: "same" },
  ]);
  expect((["in-transit", "disputed", "agreed"] as const).map((state) => word(state, "refused"))).toEqual([
    { outcome: "change", state: "disputed" },
    { outcome: "same" },
    { outcome: "late" },
  ]);
});

test("nobody but the other side countersigns or refuses", () => {
  for (const by of [peer, "https://c.example/coop"]) {
    expect(decideEntryWord({ ...held, state: "in-transit" }, { word: "countersigned", hash, by })).toEqual({
      outcome: "not-theirs",
    });
    expect(decideEntryWord({ ...held, state: "in-transit" }, { word: "refused", hash, by, reason: "other" })).toEqual({
      outcome: "not-theirs",
    });
  }
});

test("a word about other content under the same id is a conflict", () => {
  const word: EntryWord = { word: "countersigned", hash: "22".repeat(32), by: us };
  expect(decideEntryWord({ ...held, state: "in-transit" }, word)).toEqual({ outcome: "conflict", state: "disputed" });
  expect(decideEntryWord({ ...held, state: "agreed" }, word)).toEqual({ outcome: "conflict", state: "agreed" });
});

test("the words about an entry lead to the same end in any order and number", () => {
  const refused: EntryWord = { word: "refused", hash, by: us, reason: "quantity" };
  const words = fc.array(fc.constantFrom<EntryWord[]>(refused, { word: "countersigned", hash, by: us }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(words, fc.array(fc.nat(7), { maxLength: 8 }), (said, again) => {
      const end = (list: readonly EntryWord[]) =>
        list.reduce<EntryState>((state, word) => {
          const decided = decideEntryWord({ ...held, state }, word);
          return decided.outcome === "change" ? decided.state : state;
        }, "in-transit");
      const doubled = [...said, ...again.flatMap((index) => said[index % said.length] ?? [])];
      expect(end(doubled.toReversed())).toBe(end(said));
    }),
  );
});
