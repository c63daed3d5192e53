import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { findAddresses, findHashtags } from "#src/domain/announcement.ts";
import { parseGeoPoint } from "#src/domain/distance.ts";
import { domainOf } from "#src/domain/standing.ts";
import { htmlOfText, plainText, safeHtml } from "#src/app/html.ts";
import { readAddress } from "#federation/lookup.ts";
import { readSignature } from "#federation/signature.ts";

/** Texts that make a search go back and forth: runs of what a pattern repeats, and what almost ends it. */
const patterns: Readonly<Record<string, string>> = {
  spaces: " ",
  lines: "\n \n",
  tags: "<b>",
  opened: "<a href='",
  breaks: "<br ",
  ends: "</p ",
  entities: "&amp",
  addresses: "http://,,",
  hosts: "a.a-",
  handles: "@a@a",
  hashtags: "#a_",
  dots: ".",
  slashes: "/",
  quotes: '"a\\',
  parameters: ';a="b"',
  commas: ',a="b"',
  brackets: "([{",
  dashes: "a-",
  digits: "1",
  comments: "<!--",
};
const shorter = 4_000;
const times = 8;

type Reader = (text: string) => unknown;
const nowMs = Date.now();
const header = (name: string, text: string): Headers => {
  const headers = new Headers({ date: new Date(nowMs).toUTCString() });
  headers.set(name, text.replaceAll(/[^ -~]/g, " "));
  return headers;
};

const plain: Readonly<Record<string, Reader>> = {
  plainText,
  safeHtml,
  htmlOfText: (text) => htmlOfText(text, { hashtag: () => "x", people: new Map() }),
  findHashtags,
  findAddresses,
  readAddress: (text) => readAddress(text, false),
  parseGeoPoint: (text) => parseGeoPoint(`1${text}x`),
  domainOf: (text) => domainOf(`https://${text}/`),
  draftSignature: (text) => readSignature(header("signature", `keyId="${text}`), undefined, nowMs),
  rfc9421Signature: (text) => {
    const headers = header("signature-input", `sig1=("@method");${text}`);
    headers.set("signature", text.replaceAll(/[^ -~]/g, " "));
    return readSignature(headers, undefined, nowMs);
  },
};

/** The readers of the wire with a real document that each of them reads, its texts replaced. */
const wire: [name: string, reader: Reader][] = [];
const root = join(import.meta.dirname, "../..");

const isAddress = (text: string): boolean => /^(https?:|as:|\d{4}-|P)/.test(text) || text.length < 24;
const withTexts = (value: unknown, text: string): unknown => {
  if (typeof value === "string") return isAddress(value) ? value : text;
  if (Array.isArray(value)) return value.map((each) => withTexts(each, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withTexts(each, text)]));
};

beforeAll(async () => {
  const fixtures = globSync(["test/fixtures/*.jsonld", "test/fixtures/remote/*/*.json"], { cwd: root }).map(
    (path) => JSON.parse(readFileSync(join(root, path), "utf8")) as { id?: string },
  );
  for (const path of globSync("federation/wire/*.ts", { cwd: root })) {
    const module = (await import(join(root, path))) as Record<string, unknown>;
    for (const [name, read] of Object.entries(module)) {
      if (!name.startsWith("read") || typeof read !== "function") continue;
      const call = (document: { id?: string }): unknown =>
        (read as (...given: unknown[]) => unknown)(document, given(document));
      const readable = fixtures.find((document) => isRead(() => call(document)));
      if (readable === undefined) continue;
      wire.push([`${basename(path)} ${name}`, (text) => call(withTexts(readable, text) as { id?: string })]);
    }
  }
});

/** What a second argument can be: the address that is wanted, with the clock that other readers want. */
const given = ({ id = "" }: { id?: string }): unknown =>
  Object.assign(id, {}) && { nowMs, toString: () => id, valueOf: () => id };

function isRead(call: () => unknown): boolean {
  try {
    const read = call();
    return typeof read === "object" && read !== null && "ok" in read && read.ok === true;
  } catch {
    return false;
  }
}

function tookMs(reader: Reader, text: string): number {
  const taken = [0, 1].map(() => {
    const startedAtMs = performance.now();
    reader(text);
    return performance.now() - startedAtMs;
  });
  return Math.min(...taken);
}

const textOf = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Eight times as long a text may take eight times as long; a square takes 64 times. Below some milliseconds the machine's moods say more. */
function isOffence(reader: Reader, unit: string): boolean {
  const long = tookMs(reader, textOf(unit, shorter * times));
  return long > 40 && long / Math.max(tookMs(reader, textOf(unit, shorter)), 0.2) > 28;
}

/** What is found is looked at again, so that a busy moment is no finding. */
const offences = (name: string, reader: Reader): readonly string[] =>
  Object.entries(patterns).flatMap(([kind, unit]) =>
    isOffence(reader, unit) && isOffence(reader, unit) && isOffence(reader, unit) ? [`${name}: ${kind}`] : [],
  );

test("this would find a pattern that goes back and forth", () => {
  expect(isOffence((text) => /\s+x/.test(text), " ")).toBe(true);
});

test("no text of others makes us think for ever: time grows with its length", () => {
  expect(Object.entries(plain).flatMap(([name, reader]) => offences(name, reader))).toEqual([]);
});

test("nor does one in a document of the wire, and no reader throws for it", () => {
  expect(wire.length).toBeGreaterThan(15);
  expect(wire.flatMap(([name, reader]) => offences(name, reader))).toEqual([]);
});
