import fc from "fast-check";
import { expect, test } from "vitest";
import type { EntryMark } from "#src/domain/digest.ts";
import type { EntryState } from "#src/domain/entry.ts";
import { maxReconciledEntries } from "#src/domain/policy.ts";
import { decideReconciliation } from "#src/domain/reconcile.ts";

function mark(entry: string, state: EntryState = "agreed", content = "aa"): EntryMark {
  return { entry, hash: content.repeat(32), state };
}

test("the same books are equal, in any order", () => {
  expect(decideReconciliation([], [])).toEqual({ outcome: "equal" });
  expect(decideReconciliation([mark("1"), mark("2", "disputed")], [mark("2", "disputed"), mark("1")])).toEqual({
    outcome: "equal",
  });
});

test("each side sends what the other lacks or knows less of, and content that differs is a conflict", () => {
  const ours = [mark("1"), mark("2", "agreed"), mark("3", "in-transit"), mark("4"), mark("6", "disputed")];
  const theirs = [
    mark("2", "in-transit"),
    mark("3", "disputed"),
    mark("4", "agreed", "bb"),
    mark("5"),
    mark("6", "agreed"),
  ];
  expect(decideReconciliation(ours, theirs)).toEqual({
    outcome: "differs",
    send: ["1", "2"],
    ask: ["3", "5", "6"],
    conflicts: [{ entry: "4", ourHash: "aa".repeat(32), theirHash: "bb".repeat(32) }],
  });
});

test("lists that cannot be whole are not compared", () => {
  const many = Array.from({ length: maxReconciledEntries + 1 }, (_, index) => mark(String(index)));
  expect(decideReconciliation(many, [])).toEqual({ outcome: "too-large" });
  expect(decideReconciliation([], many)).toEqual({ outcome: "too-large" });
  expect(decideReconciliation(many.slice(1), []).outcome).toBe("differs");
});

const states = fc.constantFrom<EntryState[]>("in-transit", "disputed", "agreed");
const books = fc
  .dictionary(fc.constantFrom("1", "2", "3", "4", "5", "6"), states)
  .map((all) => Object.entries(all).map(([entry, state]) => mark(entry, state)));

test("the two sides find the same differences, and sending them makes the books equal", () => {
  fc.assert(
    fc.property(books, books, (ours, theirs) => {
      const here = decideReconciliation(ours, theirs);
      const there = decideReconciliation(theirs, ours);
      expect(here.outcome).toBe(there.outcome);
      if (here.outcome !== "differs" || there.outcome !== "differs") return;
      expect([there.send, there.ask]).toEqual([here.ask, here.send]);
      const exchange = (mine: readonly EntryMark[], yours: readonly EntryMark[], asked: readonly string[]) => [
        ...mine.filter(({ entry }) => !asked.includes(entry)),
        ...yours.filter(({ entry }) => asked.includes(entry)),
      ];
      expect(decideReconciliation(exchange(ours, theirs, here.ask), exchange(theirs, ours, here.send))).toEqual({
        outcome: "equal",
      });
    }),
  );
});
