import { eq } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { expect, test } from "vitest";
import { changeEntry, enterEntries } from "#src/app/books.ts";
import { transact, type Context } from "#src/app/context.ts";
import { listFittingEntries, sumFittingEntries, type EntryFilter } from "#src/app/entry-lists.ts";
import { blankEntry } from "#src/app/entry-intake.ts";
import { historyOf, monthsFrom } from "#src/app/ledger-history.ts";
import { wrongMonths } from "#src/app/month-sums.ts";
import { accountOf, kindOf } from "#src/domain/entry.ts";
import { entryIri } from "#src/domain/iri.ts";
import type { EntryRow } from "#src/store/entries.ts";
import { listMonthSums } from "#src/store/month-sums.ts";
import { onBothEngines } from "#test/rig.ts";
import { openPair, type Side } from "./ledger-pair.ts";

onBothEngines("entries that fit what is asked for", (engine) => {
  const open = async (): Promise<Side> => (await openPair(engine.open)).a;

  test("lists and their sums are those of all entries that fit, whatever is asked for", async () => {
    const side = await open();
    const rows = await enterMany(side);
    for (const filter of filters) {
      const fitting = rows.filter((row) => fits(row, filter, side.coop));
      const listed = await listAll(side.app, filter);
      expect(
        listed.map(({ id }) => id),
        JSON.stringify(filter),
      ).toEqual(fitting.toSorted(newest).map(({ id }) => id));
      const { unit, state } = filter;
      const sum = unit === undefined || state === undefined ? undefined : exactly(sumOf(fitting, side.coop));
      expect(await sumFittingEntries(side.app, filter), JSON.stringify(filter)).toEqual(sum);
    }
  });

  test("sums of months follow every change of an entry, and are what a count anew comes to", async () => {
    const side = await open();
    const rows = [...(await enterMany(side))];
    for (const [index, row] of rows.entries()) {
      if (row.state === "agreed") continue;
      const changes = { state: index % 2 === 0 ? "agreed" : "disputed", updatedAtMs: row.updatedAtMs + 1 } as const;
      rows[index] = await transact(side.app, (work) => changeEntry(work, row, changes));
    }
    const kept = await listMonthSums(side.app.database);
    const keyOf = (sum: (typeof kept)[number]) => [sum.month, sum.unit, sum.account, sum.kind, sum.gift].join(" ");
    const counted = Map.groupBy(rows, (row) =>
      [row.day.slice(0, 7), row.unit, accountOf(row), kindOf(row), row.gift].join(" "),
    );
    expect(kept.map(keyOf).toSorted()).toEqual([...counted.keys()].toSorted());
    for (const sum of kept) {
      const some = counted.get(keyOf(sum)) ?? [];
      const { given, received } = sumOf(
        some.filter(({ state }) => state === "agreed"),
        side.coop,
      );
      expect([sum.given, sum.received, sum.entries], keyOf(sum)).toEqual([given, received, some.length]);
    }
    expect(await wrongMonths(side.app, side.app.database, side.peerId)).toEqual([]);
    await side.app.database.transaction(async ({ q, t }) => {
      await q.update(t.monthSums).set({ given: 1 }).where(eq(t.monthSums.month, "2026-03"));
    });
    expect(await wrongMonths(side.app, side.app.database, side.peerId)).toContain("2026-03 EUR pair money false");
  });

  test("the past of all partners ends in the balance of today", async () => {
    const side = await open();
    const rows = await enterMany(side);
    const [history] = await historyOf(side.app);
    const agreed = rows.filter((row) => fits(row, { state: "agreed", unit: "seat-minute", accounts: ["pair"] }, ""));
    const all = sumOf(agreed, side.coop);
    expect(history?.months.at(-1)?.closing).toBe(BigInt(all.given - all.received));
  });
});

test("months without entries stand in between, and what a clock puts later counts in the last one", () => {
  const sums = [
    { month: "2026-09", given: 60, received: 0 },
    { month: "2026-11", given: 0, received: 20 },
    { month: "9999-12", given: 5, received: 0 },
  ];
  expect(monthsFrom(sums, "2026-12")).toEqual([
    { month: "2026-09", given: 60n, received: 0n, closing: 60n },
    { month: "2026-10", given: 0n, received: 0n, closing: 60n },
    { month: "2026-11", given: 0n, received: 20n, closing: 40n },
    { month: "2026-12", given: 5n, received: 0n, closing: 45n },
  ]);
  expect(monthsFrom([], "2026-12")).toEqual([]);
});

const filters: readonly EntryFilter[] = [
  {},
  { state: "agreed" },
  { state: "disputed" },
  { state: "withdrawn", unit: "EUR" },
  { unit: "seat-minute", state: "agreed", direction: "given", accounts: ["pair"] },
  { unit: "seat-minute", state: "in-transit" },
  { unit: "work-minute", state: "agreed", kind: "work", gift: true, accounts: ["commons", "commons-use"] },
  { unit: "seat-minute", kind: "capacity", state: "agreed", from: "2026-02", until: "2026-03" },
  { unit: "EUR", state: "disputed", direction: "received", from: "2026-04" },
  { unit: "EUR", kind: "surplus" },
  { accounts: ["commons-use"], until: "2026-05" },
  { unit: "JPY", state: "agreed" },
];

const states = ["agreed", "in-transit", "agreed", "disputed", "agreed"] as const;
const kinds = [
  { unit: "seat-minute", kind: null, commons: null, gift: false },
  { unit: "work-minute", kind: "work", commons: "contribution", gift: true },
  { unit: "EUR", kind: "surplus", commons: "contribution", gift: false },
  { unit: "seat-minute", kind: "capacity", commons: "use", gift: false },
  { unit: "EUR", kind: "money", commons: null, gift: false },
  { unit: "work-minute", kind: "work", commons: null, gift: false },
  { unit: "seat-minute", kind: null, commons: null, gift: false },
] as const;

/** Half a year of entries of every kind, state and direction. */
async function enterMany({ app, coop, peerId }: Side): Promise<readonly EntryRow[]> {
  const rows = Array.from({ length: 120 }, (_, index): EntryRow => {
    const atMs = Date.UTC(2026, index % 6, 1 + (index % 27), index % 24);
    const id = uuidV7({ msecs: atMs });
    const isGiven = index % 3 !== 0;
    const other = "https://b.example/actors/coop";
    return {
      ...blankEntry,
      ...(kinds[index % kinds.length] as (typeof kinds)[number]),
      state: states[index % states.length] ?? "agreed",
      withdrawnAtMs: index % 10 === 3 ? atMs : null,
      id,
      peerId,
      entry: entryIri(app.origin, id),
      maker: coop,
      provider: isGiven ? coop : other,
      receiver: isGiven ? other : coop,
      quantity: 1 + index * 60,
      startsAtMs: atMs,
      endsAtMs: atMs + 60_000,
      agreement: null,
      corrects: null,
      performer: null,
      day: new Date(atMs).toISOString().slice(0, 10),
      document: "{}",
      hash: "0".repeat(64),
      createdAtMs: atMs,
      updatedAtMs: atMs,
    };
  });
  return transact(app, (work) => enterEntries(work, rows));
}

/** Every page of a list, seventeen at a time. */
async function listAll(app: Context, filter: EntryFilter): Promise<readonly EntryRow[]> {
  const items: EntryRow[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined;) {
    const page = await listFittingEntries(app, filter, { limit: 17, ...(cursor === "" ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

const exactly = ({ given, received }: ReturnType<typeof sumOf>) => ({
  given: BigInt(given),
  received: BigInt(received),
});

const newest = (one: EntryRow, other: EntryRow): number =>
  (other.madeAtMs ?? 0) - (one.madeAtMs ?? 0) || ((one.mark ?? "") < (other.mark ?? "") ? 1 : -1);

function fits(row: EntryRow, filter: EntryFilter, us: string): boolean {
  const month = row.day.slice(0, 7);
  const { unit, state, direction, accounts, kind, gift, from = "", until = "9999" } = filter;
  const wanted: readonly (readonly [unknown, unknown])[] = [
    [unit, row.unit],
    [state, row.withdrawnAtMs === null ? row.state : "withdrawn"],
    [direction, row.provider === us ? "given" : "received"],
    [kind, kindOf(row)],
    [gift, row.gift],
  ];
  const isOfAccount = accounts === undefined || accounts.includes(accountOf(row));
  return (
    isOfAccount && month >= from && month <= until && wanted.every(([want, is]) => want === undefined || want === is)
  );
}

const sumOf = (rows: readonly EntryRow[], us: string): { readonly given: number; readonly received: number } => ({
  given: rows.filter(({ provider }) => provider === us).reduce((sum, { quantity }) => sum + quantity, 0),
  received: rows.filter(({ provider }) => provider !== us).reduce((sum, { quantity }) => sum + quantity, 0),
});
