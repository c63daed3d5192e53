import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  disputeOf,
  sayingProblem,
  stateAfterWord,
  timeOfWord,
  type DisputeWord,
  type Saying,
} from "#src/domain/dispute.ts";
import { disputeAnswerMs, maxDifferMs, maxWordsOfSide } from "#src/domain/policy.ts";

const [maker, other, stranger] = [
  "https://a.example/actors/coop",
  "https://b.example/actors/coop",
  "https://c.example",
];
const entry = { maker, provider: maker, receiver: other };
const dayMs = 86_400_000;

let made = 0;
const word = (by: string, kind: DisputeWord["kind"], rest: Partial<DisputeWord> = {}): DisputeWord => ({
  word: `${by}/words/${(made += 1)}`,
  by,
  kind,
  saidAtMs: 1_000,
  ...rest,
});

describe("what the words of a dispute come to", () => {
  test("whose turn it is, and until when: the side that did not speak last", () => {
    const refusal = word(other, "refusal", { reason: "quantity", saidAtMs: 5 });
    const note = word(maker, "note", { saidAtMs: 9 });
    expect(disputeOf(entry, [refusal])).toMatchObject({ refusal, awaits: [maker], answerByMs: 5 + disputeAnswerMs });
    expect(disputeOf(entry, [refusal, note])).toMatchObject({ awaits: [other], answerByMs: 9 + disputeAnswerMs });
  });

  test("it rests once both have named a date, until the earlier one, and then both are asked again", () => {
    const refusal = word(other, "refusal");
    const ours = word(maker, "differ", { saidAtMs: 2_000, untilMs: 90 * dayMs });
    const theirs = word(other, "differ", { saidAtMs: 3_000, untilMs: 60 * dayMs });
    expect(disputeOf(entry, [refusal, ours]).restsUntilMs).toBeUndefined();
    expect(disputeOf(entry, [theirs, refusal, ours])).toMatchObject({
      restsUntilMs: 60 * dayMs,
      awaits: [maker, other],
      answerByMs: 60 * dayMs + disputeAnswerMs,
    });
    const after = word(maker, "note", { saidAtMs: 61 * dayMs });
    expect(disputeOf(entry, [after, theirs, refusal, ours])).toMatchObject({ awaits: [other] });
  });

  test("taken back by its maker: nobody is asked any more, whatever else is said", () => {
    const words = [word(maker, "withdrawn", { saidAtMs: 7 }), word(other, "refusal"), word(other, "note")];
    expect(disputeOf(entry, words)).toMatchObject({ withdrawnAtMs: 7, awaits: [] });
    expect(disputeOf(entry, words).answerByMs).toBeUndefined();
  });

  test("words by the wrong side, or by nobody who is asked, count for nothing", () => {
    const words = [word(maker, "refusal"), word(other, "withdrawn"), word(stranger, "note")];
    expect(disputeOf(entry, words)).toEqual({ words: [], awaits: [] });
  });

  const anyWord = fc.record({
    word: fc.integer({ min: 0, max: 8 }).map((id) => `https://a.example/words/${id}`),
    by: fc.constantFrom(maker, other, stranger),
    kind: fc.constantFrom("refusal", "note", "differ", "withdrawn"),
    untilMs: fc.integer({ min: 0, max: 50 }),
    saidAtMs: fc.integer({ min: 0, max: 20 }),
  });

  test("the same for every order and however often each arrives", () => {
    const conversation = fc.uniqueArray(anyWord, { maxLength: 8, selector: (one) => one.word });
    const arrivals = conversation.chain((words) => {
      const again = fc.subarray(words);
      const shuffled = again.chain((more) =>
        fc.shuffledSubarray([...words, ...more], { minLength: words.length + more.length }),
      );
      return fc.tuple(fc.constant(words), shuffled);
    });
    fc.assert(
      fc.property(arrivals, ([words, arrived]) => {
        expect(disputeOf(entry, arrived)).toEqual(disputeOf(entry, words));
      }),
    );
  });

  test("contested states come of refusals and of taking back; nothing undoes what both have signed", () => {
    expect(stateAfterWord("in-transit", { kind: "refusal" })).toBe("disputed");
    expect(stateAfterWord("in-transit", { kind: "withdrawn" })).toBe("disputed");
    expect(stateAfterWord("in-transit", { kind: "note" })).toBe("in-transit");
    expect(stateAfterWord("agreed", { kind: "withdrawn" })).toBe("agreed");
  });

  test("the time of a word is later than all that it answers, though the other clock is ahead", () => {
    expect(timeOfWord([], 50)).toBe(50);
    expect(timeOfWord([word(other, "note", { saidAtMs: 900 }), word(other, "note", { saidAtMs: 300 })], 50)).toBe(901);
  });
});

describe("what a steward may say", () => {
  const disputed = { entry, state: "disputed", words: [word(other, "refusal")] } as const;
  const says = (by: string, kind: Saying["kind"], untilMs?: number): Saying => ({
    by,
    kind,
    nowMs: 5_000,
    ...(untilMs === undefined ? {} : { untilMs }),
  });

  test.each([
    [says(maker, "refusal"), "own"],
    [says(other, "withdrawn"), "theirs"],
    [says(maker, "differ", 5_000), "date"],
    [says(maker, "differ", 5_001 + maxDifferMs), "date"],
    [says(maker, "differ"), "date"],
    [says(maker, "differ", 5_000 + dayMs), undefined],
    [says(maker, "note"), undefined],
    [says(other, "refusal"), undefined],
    [says(maker, "withdrawn"), undefined],
  ] as const)("%j in a dispute: %s", (saying, problem) => {
    expect(sayingProblem(disputed, saying)).toBe(problem);
  });

  test("before a refusal there is nothing to talk about but refusing and taking back; afterwards nothing at all", () => {
    const open = { entry, state: "in-transit", words: [] } as const;
    expect(sayingProblem(open, says(maker, "note"))).toBe("undisputed");
    expect(sayingProblem(open, says(maker, "withdrawn"))).toBeUndefined();
    expect(sayingProblem({ ...open, state: "agreed" }, says(other, "refusal"))).toBe("late");
    const over = { ...disputed, words: [word(maker, "withdrawn")] };
    expect(sayingProblem(over, says(other, "note"))).toBe("withdrawn");
  });

  test("a side says so much about one entry and no more, but may always take it back", () => {
    const words = Array.from({ length: maxWordsOfSide }, () => word(maker, "note"));
    expect(sayingProblem({ ...disputed, words }, says(maker, "note"))).toBe("many");
    expect(sayingProblem({ ...disputed, words }, says(maker, "withdrawn"))).toBeUndefined();
    expect(sayingProblem({ ...disputed, words }, says(other, "note"))).toBeUndefined();
  });
});
