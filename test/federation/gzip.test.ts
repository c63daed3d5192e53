import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { defaultJsonLimits } from "#src/domain/jsonlimits.ts";
import { compressed, inflated, takesGzip } from "#federation/gzip.ts";

const gzipped = (text: string) => Uint8Array.from(gzipSync(text));
const headers = new Headers({ "content-encoding": "gzip" });

test("a text goes compressed to those who take that, and comes out the same", async () => {
  const text = JSON.stringify({ entries: Array.from({ length: 1_000 }, (_, index) => index) });
  expect(takesGzip(new Headers({ "accept-encoding": "br, gzip;q=0.5" }))).toBe(true);
  expect(takesGzip(new Headers())).toBe(false);
  const letter = await compressed(text, true);
  expect([letter.encoding, letter.body.length < text.length]).toEqual(["gzip", true]);
  expect(new TextDecoder().decode(await inflated(headers, letter.body))).toBe(text);
  expect((await compressed(text, false)).encoding).toBeUndefined();
});

test("nothing grows beyond what a body may be, and what is not gzip is nothing", async () => {
  const bomb = gzipped("0".repeat(defaultJsonLimits.maxBytes + 1));
  expect(bomb.length).toBeLessThan(10_000);
  expect(await inflated(headers, bomb)).toBeUndefined();
  expect(await inflated(headers, gzipped("{}").slice(0, 5))).toBeUndefined();
  expect(await inflated(new Headers({ "content-encoding": "br" }), gzipped("{}"))).toBeUndefined();
});
