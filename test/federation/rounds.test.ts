import "temporal-polyfill/global";
import { expect, test } from "vitest";
import { nextNightMs } from "#federation/rounds.ts";

const at = (text: string): number => Temporal.ZonedDateTime.from(text).epochMilliseconds;

test("partners are looked at in the coop's own night, also where the clock changes in it", () => {
  const next = (text: string) => nextNightMs(at(text), Temporal.ZonedDateTime.from(text).timeZoneId);
  expect(next("2026-11-22T15:00[Asia/Kolkata]")).toBe(at("2026-11-23T02:00[Asia/Kolkata]"));
  expect(next("2026-11-22T01:59[Asia/Kolkata]")).toBe(at("2026-11-22T02:00[Asia/Kolkata]"));
  expect(next("2026-11-22T02:00[Asia/Kolkata]")).toBe(at("2026-11-23T02:00[Asia/Kolkata]"));
  // There is no 02:00 in that night.
  expect(next("2026-03-28T12:00[Europe/Madrid]")).toBe(at("2026-03-29T03:00[Europe/Madrid]"));
});
