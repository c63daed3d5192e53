import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { addTo, emptyTotal, takeFrom } from "#src/domain/fingerprint.ts";
import { fromHex } from "#src/domain/digest.ts";
import { firstPlace, maxStretch, placeText, splitStretch, totalOf, type Place } from "#src/domain/stretch.ts";

const places = (number: number, at: (index: number) => number): Place[] =>
  Array.from({ length: number }, (_, index) => ({
    madeAtMs: at(index),
    mark: createHash("sha256").update(String(index)).digest("hex"),
  })).toSorted((one, other) => (placeText(one) < placeText(other) ? -1 : 1));

test("too many places are cut into stretches that together come to the same, also within one millisecond", () => {
  for (const at of [(index: number) => 1_700_000_000_000 + index * 977, () => 1_700_000_000_000]) {
    const all = places(3 * maxStretch, at);
    const stretches = splitStretch(all, firstPlace, undefined);
    expect(Math.max(...stretches.map(({ total }) => total.count))).toBeLessThanOrEqual(maxStretch);
    const sum = emptyTotal();
    for (const { total } of stretches) addTo(sum, total.sum, total.count);
    expect(sum).toEqual(totalOf(all));
    // Where they begin does not depend on the order in which entries came: some first, then the rest of one stretch.
    const first = splitStretch(all.slice(0, maxStretch + 1), firstPlace, undefined);
    const again = first.flatMap(({ start }, index) => {
      const end = first[index + 1]?.start;
      const within = all.filter((place) => placeText(place) >= start && (end === undefined || placeText(place) < end));
      return splitStretch(within, start, end);
    });
    expect(again).toEqual(stretches);
  }
});

test("what is taken out of a sum was never in it", () => {
  const [one, other] = places(2, (index) => index);
  const total = totalOf([one as Place]);
  addTo(total, fromHex((other as Place).mark));
  takeFrom(total, fromHex((one as Place).mark));
  expect(total).toEqual(totalOf([other as Place]));
});
