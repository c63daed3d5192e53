import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideHour, isPlainName, longestGuestName, plainName } from "#src/domain/pass.ts";

describe("a name in a pass", () => {
  test.each([
    ["  Luc\n Tremblay\t", "Luc Tremblay"],
    ["\u202eLuc\u200b", "Luc"],
    ["Nu\u0301ria", "Núria"],
    ["മീര\u200d", "മീര\u200d"],
    ["👩🏽‍💻 Ana", "👩🏽‍💻 Ana"],
    ["a\ud800b", "ab"],
    ["\u0000\u2028", ""],
  ])("%j is shown as %j", (typed, shown) => expect(plainName(typed)).toBe(shown));

  test("whatever is typed becomes plain, and stays as it is then", () => {
    const typed = fc.string({ unit: "binary", maxLength: 200 });
    fc.assert(
      fc.property(typed, (text) => {
        const name = plainName(text);
        expect(plainName(name)).toBe(name);
        expect(Array.from(name).length).toBeLessThanOrEqual(longestGuestName);
      }),
      { numRuns: 500 },
    );
  });

  test("that says nothing is none", () => {
    expect([isPlainName(""), isPlainName("\u200d"), isPlainName("B"), isPlainName(" B")]).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });
});

test("a room is open from a quarter of an hour before the slot until its end, or longer where it may go on", () => {
  const slot = { startsAtMs: 3_600_000, endsAtMs: 7_200_000 };
  const at = (nowMs: number, overrunUntilMs: number | null = null) => decideHour({ ...slot, overrunUntilMs }, nowMs);
  expect([at(2_699_999), at(2_700_000), at(7_199_999), at(7_200_000)]).toEqual(["before", "open", "open", "after"]);
  expect([at(7_200_000, 7_500_000), at(7_500_000, 7_500_000), at(7_000_000, 1)]).toEqual(["open", "after", "open"]);
});
