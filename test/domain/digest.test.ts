import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  dayBytes,
  dayDigest,
  digestOf,
  pairBytes,
  pairDigest,
  type EntryMark,
  type Sha256,
} from "#src/domain/digest.ts";
import type { EntryState } from "#src/domain/entry.ts";

const sha256: Sha256 = (bytes) => createHash("sha256").update(bytes).digest();

/** The same by another road: text and Buffers, written from the description alone. */
function sha(...parts: (string | Buffer)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const morning = "https://a.example/entries/01990000-0000-7000-8000-000000000001"; // 2025-08-31
const evening = "https://a.example/entries/01990000-0001-7000-8000-000000000001";
const theirs = "https://b.example/entries/01990000-0000-7000-8000-000000000001";
const later = "https://a.example/entries/019a0000-0000-7000-8000-000000000001"; // 2025-10-20
const marks: readonly EntryMark[] = [
  { entry: later, hash: "44".repeat(32), state: "agreed" },
  { entry: theirs, hash: "33".repeat(32), state: "disputed" },
  { entry: evening, hash: "22".repeat(32), state: "agreed" },
  { entry: morning, hash: "11".repeat(32), state: "in-transit" },
];

test("a day is its entries by id, each as id, a zero, the hash and a byte for the state", () => {
  const expected = Buffer.concat([
    Buffer.from(`${morning}\0`),
    Buffer.alloc(32, 0x11),
    Buffer.of(1),
    Buffer.from(`${evening}\0`),
    Buffer.alloc(32, 0x22),
    Buffer.of(2),
    Buffer.from(`${theirs}\0`),
    Buffer.alloc(32, 0x33),
    Buffer.of(3),
  ]);
  expect(Buffer.from(dayBytes(marks.slice(1))).equals(expected)).toBe(true);
  expect(dayDigest(marks.slice(1), sha256)).toBe(sha(expected).toString("hex"));
});

test("a pair is its days in order, each as date, a zero and the day's digest", () => {
  const first = sha(
    `${morning}\0`,
    Buffer.alloc(32, 0x11),
    "\u0001",
    `${evening}\0`,
    Buffer.alloc(32, 0x22),
    "\u0002",
    `${theirs}\0`,
    Buffer.alloc(32, 0x33),
    "\u0003",
  );
  const second = sha(`${later}\0`, Buffer.alloc(32, 0x44), "\u0002");
  const expected = sha("2025-08-31\0", first, "2025-10-20\0", second).toString("hex");
  expect(digestOf(marks, sha256)).toBe(expected);
  const days = [
    { day: "2025-10-20", digest: second.toString("hex") },
    { day: "2025-08-31", digest: first.toString("hex") },
  ];
  expect(pairDigest(days, sha256)).toBe(expected);
  expect(pairBytes(days)).toHaveLength(2 * (10 + 1 + 32));
});

test("the published vectors: a pair without entries, and one with four", () => {
  expect(digestOf([], sha256)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(digestOf(marks, sha256)).toBe("54e6ff4bee3fdb2b8b90fde979c95c901645a6520c652c7fa5b5bacc8f13a7e8");
});

const someMarks = fc.uniqueArray(
  fc.record({
    entry: fc
      .tuple(fc.constantFrom("a", "b"), fc.uuid({ version: 7 }))
      .map(([host, id]) => `https://${host}.example/entries/${id}`),
    hash: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex")),
    state: fc.constantFrom<EntryState[]>("in-transit", "agreed", "disputed"),
  }),
  { selector: ({ entry }) => entry, maxLength: 20 },
);

/** UUIDv7 of any time; those beyond the year 9999 never enter a ledger. */
const inTime = someMarks.map((list) =>
  list.map((mark) => ({ ...mark, entry: mark.entry.replace(/entries\/..../, "entries/0199") })),
);

test("the digest does not depend on the order of entries, and on everything else", () => {
  fc.assert(
    fc.property(inTime, fc.nat(19), (list, index) => {
      const unique = [...new Map(list.map((mark) => [mark.entry, mark])).values()];
      const digest = digestOf(unique, sha256);
      expect(digestOf(unique.toReversed(), sha256)).toBe(digest);
      const changed = unique[index % Math.max(1, unique.length)];
      if (changed === undefined) return;
      const without = unique.filter((mark) => mark !== changed);
      const state = changed.state === "agreed" ? "disputed" : "agreed";
      expect(digestOf(without, sha256)).not.toBe(digest);
      expect(digestOf([...without, { ...changed, state }], sha256)).not.toBe(digest);
    }),
  );
});

test("what is no hash, or no entry, never gets into a digest", () => {
  expect(() => dayDigest([{ entry: morning, hash: "AA".repeat(32), state: "agreed" }], sha256)).toThrow(RangeError);
  expect(() =>
    digestOf([{ entry: "https://a.example/entries/1", hash: "11".repeat(32), state: "agreed" }], sha256),
  ).toThrow(RangeError);
});
