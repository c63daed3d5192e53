import fc from "fast-check";
import { expect, test } from "vitest";
import { checkJsonLimits, defaultJsonLimits } from "#src/domain/jsonlimits.ts";

const limits = { maxBytes: 1000, maxDepth: 3, maxValues: 10 };

test.each([
  ["[[[1]]]", undefined],
  ["[[[[1]]]]", "too-deep"],
  ['{"a":{"b":{"c":[]}}}', "too-deep"],
  ['["[[[[[[[[", "]]]"]', undefined],
  [String.raw`["\"[[[[[[", "\\", [[1]]]`, undefined],
  [String.raw`["\\", [[[1]]]]`, "too-deep"],
  ["[1,2,3,4,5,6,7,8]", undefined],
  ["[1,2,3,4,5,6,7,8,9,10,11]", "too-many"],
  [`"${"x".repeat(1000)}"`, "too-large"],
  ["[[[[", "too-deep"],
  ['"unfinished \\', undefined],
  ["", undefined],
])("%s is %s", (json, problem) => {
  expect(checkJsonLimits(json, limits)).toBe(problem);
  expect(checkJsonLimits(new TextEncoder().encode(json), limits)).toBe(problem);
});

test("depth is counted as JSON has it, whatever the strings hold", () => {
  const depthOf = (value: unknown): number =>
    typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const json = JSON.stringify(value);
      const depth = depthOf(JSON.parse(json));
      expect(checkJsonLimits(json, { ...defaultJsonLimits, maxDepth: depth })).toBeUndefined();
      if (depth > 0) expect(checkJsonLimits(json, { ...defaultJsonLimits, maxDepth: depth - 1 })).toBe("too-deep");
    }),
  );
});

test("a million open brackets are refused without being parsed", () => {
  expect(checkJsonLimits("[".repeat(1_000_000))).toBe("too-deep");
});
