import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatTerms, formatQuantity } from "#src/web/components/quantity.ts";
import {
  formatDate,
  formatDistance,
  formatDuration,
  formatMoment,
  formatSlot,
  formatTime,
} from "#src/web/components/time.ts";
import { formatLanguages, formatList } from "#src/web/components/language.ts";
import { flowPlot, type FlowMonth } from "#src/web/components/plot.ts";
import { openText } from "#src/web/text.ts";
import { galleryPage } from "./gallery.ts";

const en = openText("en", { missing: "throw" });
const [ca, es, fr] = [openText("ca"), openText("es"), openText("fr")];
const plain = (words: string): string => words.replace(/[\u00a0\u202f\u2009]/g, " ");

describe("quantities", () => {
  test.each([
    [{ quantity: 5400, unit: "seat-minute" }, "90 seat-hours"],
    [{ quantity: 60, unit: "seat-minute" }, "1 seat-hour"],
    [{ quantity: 100, unit: "seat-minute" }, "1 seat-hour 40 min"],
    [{ quantity: 1, unit: "seat-minute" }, "1 seat-minute"],
    [{ quantity: 0, unit: "seat-minute" }, "0 seat-hours"],
    [{ quantity: -5430, unit: "seat-minute" }, "−90 seat-hours 30 min"],
    [{ quantity: 5400, unit: "seat-minute", signed: true }, "+90 seat-hours"],
    [{ quantity: 0, unit: "seat-minute", signed: true }, "0 seat-hours"],
    [{ quantity: 90, unit: "work-minute" }, "1 h 30 min of work"],
    [{ quantity: 60, unit: "work-minute" }, "1 hour of work"],
    [{ quantity: 12_050, unit: "EUR" }, "€120.50"],
    [{ quantity: 5, unit: "EUR" }, "€0.05"],
    [{ quantity: 1500, unit: "JPY" }, "JP¥1,500"],
    [{ quantity: 1500, unit: "KWD" }, "KWD 1.500"],
    [{ quantity: 7, unit: "apples" }, "7 apples"],
  ])("%o reads %s", (amount, expected) => {
    expect(plain(formatQuantity(en, amount))).toBe(expected);
  });

  test("are exact beyond what a number can hold", () => {
    const quantity = 9_007_199_254_740_993n;
    expect(plain(formatQuantity(en, { quantity, unit: "EUR" }))).toBe("€90,071,992,547,409.93");
    expect(formatQuantity(en, { quantity: quantity * 60n, unit: "seat-minute" })).toBe(
      "9,007,199,254,740,993 seat-hours",
    );
  });

  test("say in every language the whole of what they are given", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(en, ca, es, fr), (quantity, text) => {
        const figures =
          formatQuantity(text, { quantity, unit: "seat-minute" })
            .replace(/(?<=\d)[\s.,](?=\d{3})/g, "")
            .match(/\d+/g)
            ?.map(Number) ?? [];
        const [first = 0, second = 0] = figures;
        expect(quantity < 60 && quantity > 0 ? first : first * 60 + second).toBe(quantity);
      }),
    );
  });

  test("are worded in each language", () => {
    const amount = { quantity: 5400, unit: "seat-minute" };
    expect([ca, es, fr].map((text) => formatQuantity(text, amount))).toEqual([
      "90 hores-plaça",
      "90 horas-plaza",
      "90 heures-place",
    ]);
    expect(plain(formatTerms(fr, { kind: "reciprocal", perSeatHour: 120, unit: "EUR" }))).toBe(
      "1,20 € par heure et par place",
    );
    expect(formatTerms(ca, { kind: "gift" })).toBe("un regal, sense res a canvi");
  });
});

describe("times", () => {
  const nowMs = Date.UTC(2026, 10, 22, 8, 40);
  const startsAtMs = Date.UTC(2026, 10, 26, 17, 0);
  const page = { text: en, zone: "Europe/Madrid", nowMs };

  test("are in the coop's zone and the reader's language", () => {
    expect(plain(formatMoment(page, startsAtMs))).toBe("Thursday 26 November at 18:00");
    expect(plain(formatMoment({ ...page, text: ca }, startsAtMs))).toMatch(/^dijous, 26 de novembre.* 18:00$/);
    expect(plain(formatMoment({ ...page, zone: "Asia/Kolkata" }, startsAtMs))).toContain("22:30");
  });

  test("name the zone when it is not the coop's", () => {
    expect(plain(formatMoment(page, startsAtMs, "Asia/Kolkata"))).toBe(
      "Thursday 26 November at 22:30 (India Standard Time)",
    );
    expect(formatMoment(page, startsAtMs, "Europe/Madrid")).not.toContain("(");
  });

  test("of day alone name the zone only when it is another one", () => {
    expect(formatTime(page, startsAtMs)).toBe("18:00");
    expect(formatTime(page, startsAtMs, "Asia/Kolkata")).toBe("22:30 (India Standard Time)");
  });

  test("name the year when it is another one", () => {
    expect(formatDate(page, Date.UTC(2025, 9, 18))).toContain("2025");
    expect(formatDate(page, startsAtMs)).not.toContain("2026");
    // Already next year in Barcelona, not yet in Greenwich.
    expect(formatDate(page, Date.UTC(2026, 11, 31, 23, 30))).toContain("2027");
  });

  test("of a slot name the day once, or both days", () => {
    const slot = { startsAtMs, endsAtMs: startsAtMs + 7_200_000 };
    expect(plain(formatSlot(page, slot))).toMatch(/^Thursday 26 November,? (at )?18:00\s?–\s?20:00$/);
    expect(plain(formatSlot(page, slot))).not.toContain("27");
    expect(plain(formatSlot(page, { ...slot, endsAtMs: startsAtMs + 36_000_000 }))).toContain("27");
  });

  test("say how far away they are", () => {
    expect(formatDistance(page, startsAtMs)).toBe("in 4 days");
    expect(formatDistance(page, nowMs - 7_200_000)).toBe("2 hours ago");
    // From an evening to the third morning after it people count three days, though it is not yet 60 hours.
    const evening = { ...page, zone: "Europe/Madrid", nowMs: Date.parse("2026-11-22T20:00:00Z") };
    expect(formatDistance(evening, Date.parse("2026-11-25T07:00:00Z"))).toBe("in 3 days");
    expect(formatDistance(page, nowMs + 10_000)).toBe("now");
  });

  test("of a duration are hours and minutes", () => {
    expect(plain(formatDuration(en, 150))).toMatch(/^2 hrs? 30 mins?$/);
    expect(plain(formatDuration(fr, 45))).toBe("45 min");
  });
});

test("lists are joined as the language joins them", () => {
  expect(formatList(ca, ["Kerala", "Quebec", "Catalunya"])).toBe("Kerala, Quebec i Catalunya");
});

test("languages have the names that the reader gives them", () => {
  expect(formatLanguages(es, ["ca", "ml", "fr"])).toBe("catalán, malayálam y francés");
  expect(formatLanguages(en, ["not a tag"])).toBe("not a tag");
});

describe("a plot", () => {
  const page = galleryPage("en");
  const labels = { up: "Given", down: "Received", level: "Balance" };
  const monthOf = (month: string, up: number, down: number): FlowMonth => ({
    month,
    up: BigInt(up),
    down: BigInt(down),
    level: BigInt(up - down),
    upHref: `/ledger?from=${month}`,
    downHref: `/ledger?until=${month}`,
  });
  const of = async (months: readonly FlowMonth[], reader = page, unit = "seat-minute"): Promise<string> =>
    String(await flowPlot(reader, { caption: "Seats", labels, unit, months }));

  test("says in its table what it draws, exactly, and each number leads to what it is made of", async () => {
    const drawn = await of([monthOf("2026-10", 0, 120), monthOf("2026-11", 9_007_199_254_740_991, 0)]);
    expect(drawn).toMatch(/October 2026.*href="\/ledger\?until=2026-10"><span class="amount">2 seat-hours/s);
    expect(drawn).toContain("150,119,987,579,016 seat-hours 31 min");
    expect(drawn).not.toMatch(/NaN|Infinity/);
  });

  test("stands at the end of its year, which is on the left in a language that runs the other way", async () => {
    const months = [monthOf("2026-10", 60, 0), monthOf("2026-11", 120, 30)];
    const bars = (drawn: string): string[] => [...drawn.matchAll(/"flow-up" x="([\d.]+)%"/g)].map(([, x]) => x ?? "");
    expect(bars(await of(months))).toEqual(["84.83", "93.17"]);
    expect(bars(await of(months, galleryPage("qps-plocm")))).toEqual(["9.84", "1.5"]);
  });

  test("has lines at round numbers of what people count in", async () => {
    const lines = async (up: number, unit: string): Promise<string[]> =>
      [...(await of([monthOf("2026-11", up, 0)], page, unit)).matchAll(/flow-tick"[^>]*>([^<]+)/g)]
        .map(([, says]) => says ?? "")
        .slice(0, -1);
    expect(await lines(5400, "seat-minute")).toEqual([
      "20 seat-hours",
      "40 seat-hours",
      "60 seat-hours",
      "80 seat-hours",
    ]);
    expect(await lines(45, "seat-minute")).toEqual([
      "10 seat-minutes",
      "20 seat-minutes",
      "30 seat-minutes",
      "40 seat-minutes",
    ]);
    expect(await lines(12_050, "EUR")).toEqual(["€50.00", "€100.00"]);
    expect(await lines(1, "JPY")).toEqual(["JP¥1"]);
  });

  test("of nothing is a line, and of no month is nothing", async () => {
    expect(await of([monthOf("2026-11", 0, 0)])).not.toMatch(/NaN|Infinity/);
    expect(flowPlot(page, { caption: "Seats", labels, unit: "EUR", months: [] })).toBeUndefined();
  });
});
