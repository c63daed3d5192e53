import { createHash } from "node:crypto";
import fc from "fast-check";
import { nip77 } from "nostr-tools";
import { expect, test } from "vitest";
import type { Sha256 } from "#src/domain/digest.ts";
import {
  answerNegentropy,
  beginNegentropy,
  continueNegentropy,
  type NegentropyOptions,
  type RangeStore,
} from "#src/domain/negentropy.ts";
import { MalformedFrame } from "#src/domain/negentropy-bytes.ts";
import { cutsBetween, firstFrom, placeText, totalOf, type Place } from "#src/domain/stretch.ts";

const sha256: Sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

function inMemory(items: readonly Place[]): RangeStore {
  const places = items.toSorted((one, other) => (placeText(one) < placeText(other) ? -1 : 1));
  const within = ({ from, until }: { readonly from: string; readonly until: string | undefined }) =>
    places.slice(firstFrom(places, from), until === undefined ? undefined : firstFrom(places, until));
  return {
    totalOf: async (range) => totalOf(within(range)),
    list: async (range, limit) => within(range).slice(0, limit),
    cuts: async (range, parts) => cutsBetween(within(range), parts),
  };
}

const optionsFor = (items: readonly Place[], frameLimit: number): NegentropyOptions => ({
  store: inMemory(items),
  sha256,
  frameLimit,
});

/** The other implementation counts times in 32 bits. */
const place = fc.record({
  madeAtMs: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2_000_000_000 })),
  mark: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hex),
});
const sets = fc.record({
  common: fc.array(place, { maxLength: 300, size: "max" }),
  ours: fc.array(place, { maxLength: 60, size: "max" }),
  theirs: fc.array(place, { maxLength: 60, size: "max" }),
});

function vectorOf(items: readonly Place[]) {
  const vector = new nip77.NegentropyStorageVector();
  for (const { madeAtMs, mark } of items) vector.insert(madeAtMs, mark);
  vector.seal();
  return vector;
}

/** Our side begins, until nothing is left. Answers what it found, and after how many answers. */
async function begin(options: NegentropyOptions, answer: (message: Uint8Array) => Promise<Uint8Array>) {
  const [have, need] = [new Set<string>(), new Set<string>()];
  let message: Uint8Array | undefined = await beginNegentropy(options);
  let trips = 0;
  for (; message !== undefined; trips += 1) {
    expect(message.length).toBeLessThanOrEqual(Math.max(options.frameLimit, 10_000));
    expect(trips).toBeLessThan(200);
    const found = await continueNegentropy(options, await answer(message), 100_000);
    for (const mark of found.have) have.add(mark);
    for (const mark of found.need) need.add(mark);
    message = found.next;
  }
  return { have: [...have].toSorted(), need: [...need].toSorted(), trips };
}

const marksOf = (items: readonly Place[]): string[] => [...new Set(items.map(({ mark }) => mark))].toSorted();

const frameLimits = fc.constantFrom(4_096, 5_000, 60_000);

test("finds with another implementation what each side lacks, whoever begins, in frames of any size", async () => {
  await fc.assert(
    fc.asyncProperty(sets, frameLimits, async ({ common, ours, theirs }, frameLimit) => {
      const [left, right] = [optionsFor([...common, ...ours], frameLimit), [...common, ...theirs]];
      const expected = { have: marksOf(ours), need: marksOf(theirs) };
      // Where we list ids the other one does not list its own: it says itself what it has and needs.
      const told = { have: new Set<string>(), need: new Set<string>() };
      const answers = async (message: Uint8Array) => {
        const answered = new nip77.Negentropy(vectorOf(right), frameLimit).reconcile(
          hex(message),
          (id) => told.need.add(id),
          (id) => told.have.add(id),
        );
        return Buffer.from(answered ?? "61", "hex");
      };
      const begun = await begin(left, answers);
      expect([...new Set([...begun.have, ...told.have])].toSorted()).toEqual(expected.have);
      expect([...new Set([...begun.need, ...told.need])].toSorted()).toEqual(expected.need);
      const ourselves = await begin(left, (message) => answerNegentropy(optionsFor(right, frameLimit), message));
      expect(ourselves).toMatchObject(expected);

      const other = new nip77.Negentropy(vectorOf(right), frameLimit);
      const [have, need] = [new Set<string>(), new Set<string>()];
      let message: string | null = other.initiate();
      for (let trips = 0; message !== null; trips += 1) {
        expect(trips).toBeLessThan(200);
        const answered = await answerNegentropy(left, Buffer.from(message, "hex"));
        expect(answered.length).toBeLessThanOrEqual(frameLimit);
        message = other.reconcile(
          hex(answered),
          (id) => have.add(id),
          (id) => need.add(id),
        );
      }
      expect([[...have].toSorted(), [...need].toSorted()]).toEqual([expected.need, expected.have]);
    }),
    { numRuns: 60 },
  );
});

test("few differences among many take three messages", async () => {
  const many = Array.from({ length: 20_000 }, (_, index): Place => ({
    madeAtMs: 1_700_000_000_000 + index * 7_000,
    mark: hex(sha256(Buffer.from(String(index)))),
  }));
  const ours = optionsFor(many.slice(1), 400_000);
  const theirs = optionsFor(many.slice(0, -1), 400_000);
  const found = await begin(ours, (message) => answerNegentropy(theirs, message));
  expect(found).toEqual({ have: [many.at(-1)?.mark], need: [many[0]?.mark], trips: 2 });
});

test("what is no message is refused, and another version is told ours", async () => {
  const options = optionsFor([], 60_000);
  expect(hex(await answerNegentropy(options, Buffer.from("60ffff", "hex")))).toBe("61");
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
      const message = Uint8Array.of(0x61, ...bytes);
      await answerNegentropy(options, message).catch((error: unknown) => expect(error).toBeInstanceOf(MalformedFrame));
    }),
  );
  // A bound before the last one; a list that promises more than there is; a mode that there is none of.
  for (const bad of ["61050002010002", "6100000005", "61000007"]) {
    await expect(answerNegentropy(options, Buffer.from(bad, "hex"))).rejects.toThrow(MalformedFrame);
  }
});

test("it ends when it takes too long, and the rest is asked about again", async () => {
  const many = Array.from({ length: 500 }, (_, index): Place => ({
    madeAtMs: index,
    mark: hex(sha256(Uint8Array.of(index & 255, index >> 8))),
  }));
  const ours = optionsFor(many, 60_000);
  const spent = { ...optionsFor([], 60_000), isSpent: () => true };
  const answered = await answerNegentropy(spent, await beginNegentropy(ours));
  // One range for everything, with its fingerprint.
  expect(answered.length).toBe(1 + 2 + 1 + 16);
});
