import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { changeCoop } from "#src/app/coop-changes.ts";
import type { Context } from "#src/app/context.ts";
import { readWordDocument } from "#src/app/dispute-document.ts";
import { sayWord, type WordSaid } from "#src/app/disputes.ts";
import { countersignEntry, disputeEntry } from "#src/app/entry-acts.ts";
import { forgetWords } from "#src/app/entry-forgetting.ts";
import { openLedgerKey } from "#src/app/ledger-keys.ts";
import { balances } from "#src/app/ledger.ts";
import { signAllWaiting } from "#src/app/signatures.ts";
import { disputeAnswerMs } from "#src/domain/policy.ts";
import { listWords, type WordRow } from "#src/store/dispute-words.ts";
import type { EntryRow } from "#src/store/entries.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { onBothEngines } from "#test/rig.ts";
import {
  activityOf,
  agree,
  booksAt,
  deliverAll,
  fulfilled,
  held,
  openPair,
  receive,
  waitingRows,
  type Pair,
  type Side,
} from "./ledger-pair.ts";

const dayMs = 86_400_000;

/** What a side sees of a conversation: without what is its own business, such as ids. */
async function seen(side: Side, entry: string) {
  const row = await held(side, entry);
  const words = await listWords(side.app.database, row.id);
  const shown = words
    .map(({ word, by, kind, reason, untilMs, note, document, hash }: WordRow) => ({
      word,
      by,
      kind,
      reason,
      untilMs,
      note,
      hash,
      content: readWordDocument(JSON.parse(document) as JsonObject),
    }))
    .toSorted((one, other) => (one.word < other.word ? -1 : 1));
  const { state, disputedBy, disputeReason, disputeNote, differUntilMs, answerByMs, withdrawnAtMs } = row;
  const awaits = row.awaits === "us" ? side.coop : row.awaits === "them" ? "the other" : row.awaits;
  const dates = { differUntilMs, answerByMs, withdrawnAtMs };
  const said = { disputedBy, disputeReason, disputeNote, awaits: awaits === side.coop ? "asked" : awaits };
  return { words: shown, state, ...dates, ...said };
}

onBothEngines("a dispute", (engine) => {
  let pair: Pair;
  beforeEach(async () => {
    pair = await openPair(engine.open);
    await changeCoop(pair.b.app, { countersign: "steward" });
  });

  /** An entry of A's that B holds and whose steward refuses, as both know. */
  async function disputed(note = "We were thirty."): Promise<string> {
    const { entry } = await fulfilled(pair, (await agree(pair)).id);
    await deliverAll(pair);
    const { id } = await held(pair.b, entry);
    expect(await disputeEntry(pair.b.app, id, { reason: "quantity", note })).toMatchObject({ outcome: "done" });
    await deliverAll(pair);
    return entry;
  }

  const say = async (side: Side, entry: string, said: Partial<WordSaid> & Pick<WordSaid, "kind">) =>
    sayWord(side.app, (await held(side, entry)).id, { note: "", ...said });

  /** Both sides see the same, each from its own side. */
  async function expectSame(entry: string): Promise<void> {
    const [atA, atB] = [await seen(pair.a, entry), await seen(pair.b, entry)];
    expect({ ...atA, awaits: null }).toEqual({ ...atB, awaits: null });
    if (atA.awaits !== null && atA.awaits !== "both")
      expect(new Set([atA.awaits, atB.awaits])).toEqual(new Set(["asked", "the other"]));
    expect(await booksAt(pair.a)).toEqual(await booksAt(pair.b));
  }

  test("a refusal is a signed word with its note beside it; both sides see it, whose turn it is and until when", async () => {
    const entry = await disputed();
    await expectSame(entry);
    const atA = await held(pair.a, entry);
    expect(atA).toMatchObject({ state: "disputed", disputeNote: "We were thirty.", awaits: "us" });
    const [word] = await listWords(pair.a.app.database, atA.id);
    expect(word).toMatchObject({ kind: "refusal", by: pair.b.coop, reason: "quantity", note: "We were thirty." });
    expect(atA.answerByMs).toBe((word?.saidAtMs ?? 0) + disputeAnswerMs);
    // What was signed does not say the note.
    expect(word?.document).not.toContain("thirty");
    expect(JSON.parse(word?.document ?? "{}")).toMatchObject({ entry, kind: "refusal", proof: [{}] });
    expect((await held(pair.b, entry)).awaits).toBe("them");
  });

  test("each answers in turn; agreeing to differ lets it rest until the earlier date; the maker takes it back and it counts nowhere", async () => {
    const entry = await disputed();
    await say(pair.a, entry, { kind: "note", note: "Our server counted ninety." });
    await deliverAll(pair);
    expect((await held(pair.b, entry)).awaits).toBe("us");
    const untilMs = Math.ceil(Date.now() / dayMs) * dayMs + 30 * dayMs;
    await say(pair.b, entry, { kind: "differ", untilMs: untilMs + dayMs });
    await say(pair.a, entry, { kind: "differ", untilMs });
    await deliverAll(pair);
    await expectSame(entry);
    expect(await held(pair.b, entry)).toMatchObject({ state: "disputed", awaits: "both", differUntilMs: untilMs });
    expect((await balances(pair.a.app))[0]).toMatchObject({ disputed: 5_400, given: 0 });

    expect(await say(pair.b, entry, { kind: "withdrawn" })).toEqual({ outcome: "impossible", because: "theirs" });
    expect(await say(pair.a, entry, { kind: "withdrawn", note: "You are right." })).toMatchObject({ outcome: "done" });
    await deliverAll(pair);
    await expectSame(entry);
    expect((await held(pair.b, entry)).state).toBe("disputed");
    for (const side of [pair.a, pair.b]) {
      for (const balance of await balances(side.app))
        expect(balance).toMatchObject({ disputed: 0, inTransit: 0, balance: 0 });
      expect(await listWords(side.app.database, (await held(side, entry)).id)).toHaveLength(5);
    }
    const { id } = await held(pair.b, entry);
    expect(await countersignEntry(pair.b.app, id)).toEqual({ outcome: "impossible", because: "withdrawn" });
    expect(await say(pair.b, entry, { kind: "note" })).toEqual({ outcome: "impossible", because: "withdrawn" });
  });

  test("a countersignature that crosses what takes the entry back wins on both sides", async () => {
    const { entry } = await fulfilled(pair, (await agree(pair)).id);
    await deliverAll(pair);
    await say(pair.a, entry, { kind: "withdrawn" });
    await countersignEntry(pair.b.app, (await held(pair.b, entry)).id);
    await deliverAll(pair);
    await expectSame(entry);
    expect((await held(pair.a, entry)).state).toBe("agreed");
    expect((await balances(pair.a.app))[0]).toMatchObject({ given: 5_400, disputed: 0 });
  });

  test("nothing is said twice by repeating, in the name of others, or about what is agreed", async () => {
    const entry = await disputed();
    const { id } = await held(pair.b, entry);
    await disputeEntry(pair.b.app, id, { reason: "other", note: "again" });
    expect(await listWords(pair.b.app.database, id)).toHaveLength(1);
    expect(await disputeEntry(pair.a.app, (await held(pair.a, entry)).id, { reason: "other", note: "" })).toEqual({
      outcome: "impossible",
      because: "own",
    });
    await countersignEntry(pair.b.app, id);
    await deliverAll(pair);
    await expectSame(entry);
    expect(await held(pair.a, entry)).toMatchObject({ state: "agreed", awaits: null, answerByMs: null });
    expect(await say(pair.a, entry, { kind: "note" })).toEqual({ outcome: "impossible", because: "late" });
    expect(await sayWord(pair.a.app, "nothing", { kind: "note", note: "" })).toEqual({ outcome: "not-found" });
  });

  test(
    "what both sides end with does not depend on the order in which words, doubled or late, arrive",
    { timeout: 60_000 },
    async () => {
      const orders = fc.record({
        talk: fc.array(
          fc.record({ byA: fc.boolean(), kind: fc.constantFrom("note", "differ", "withdrawn", "refusal") }),
          { minLength: 1, maxLength: 4 },
        ),
        seed: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
        signed: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(orders, async ({ talk, seed, signed }) => {
          const { entry } = await fulfilled(pair, (await agree(pair)).id);
          await deliverAll(pair);
          const { id } = await held(pair.b, entry);
          await disputeEntry(pair.b.app, id, { reason: "other", note: "no" });
          // Nothing is delivered while they talk, so that words cross.
          for (const { byA, kind } of talk)
            await say(byA ? pair.a : pair.b, entry, { kind, note: kind, untilMs: Date.now() + dayMs });
          if (signed) await countersignEntry(pair.b.app, id);
          const messages = await Promise.all(
            [pair.a, pair.b].map(async (side) =>
              (await waitingRows(side)).map((row) => ({ from: side, activity: activityOf(side, row) })),
            ),
          );
          const all = messages.flat();
          const shuffled = [...all, ...all]
            .map((message, index) => ({ message, rank: seed[index % seed.length] ?? 0 }))
            .toSorted((one, other) => one.rank - other.rank);
          for (const { message } of shuffled) {
            const { from, activity } = message;
            await receive(from === pair.a ? pair.b : pair.a, activity, from.coop);
          }
          await deliverAll(pair);
          await expectSame(entry);
        }),
        { numRuns: 6 },
      );
    },
  );

  test("words that arrive before their entry wait for it", async () => {
    const { entry } = await fulfilled(pair, (await agree(pair)).id);
    await say(pair.a, entry, { kind: "withdrawn", note: "A slip." });
    const rows = (await waitingRows(pair.a)).map((row) => activityOf(pair.a, row));
    const words = rows.filter((row) => (row["object"] as JsonObject)["kind"] !== undefined);
    expect(words).toHaveLength(1);
    for (const word of words) expect(await receive(pair.b, word, pair.a.coop)).toBe("done");
    const document = JSON.parse((await held(pair.a, entry)).document) as JsonObject;
    await changeCoop(pair.b.app, { countersign: "automatic" });
    const create = { ...words[0], type: "Create", object: document } as JsonObject;
    expect(await receive(pair.b, create, pair.a.coop)).toBe("done");
    expect(await held(pair.b, entry)).toMatchObject({ state: "disputed", withdrawnAtMs: expect.any(Number) });
    await expectSame(entry);
  });

  test("as long as the partner has not confirmed our log a word stands here, unsigned, and is said once it has", async () => {
    const { entry } = await fulfilled(pair, (await agree(pair)).id);
    await deliverAll(pair);
    const atB = await held(pair.b, entry);
    pair.b.app.confirmations.delete(pair.b.peerId);
    await disputeEntry(pair.b.app, atB.id, { reason: "quantity", note: "no" });
    expect(await waitingRows(pair.b)).toEqual([]);
    expect((await listWords(pair.b.app.database, atB.id))[0]?.document).not.toContain("proof");
    pair.b.app.confirmations.add(pair.b.peerId);
    expect(await signAllWaiting(pair.b.app)).toBe(1);
    await deliverAll(pair);
    await expectSame(entry);
  });

  test("forged, altered, foreign and future words are dropped; a note that is not what was signed is not shown", async () => {
    const entry = await disputed();
    const { a, b } = pair;
    await say(a, entry, { kind: "note", note: "ninety" });
    const row = (await waitingRows(a)).find(({ message }) => message.type === "dispute-word");
    if (row === undefined) throw new Error("Nothing to say.");
    const activity = activityOf(a, row);
    const object = activity["object"] as JsonObject;
    const words = async () => (await seen(b, entry)).words.length;
    const { proof: _, ...content } = object;
    const sealed = async (app: Context, changes: JsonObject) => {
      const key = await openLedgerKey(app, app.database, Date.now());
      return {
        ...activity,
        object: JSON.parse(await app.seals.seal(JSON.stringify({ ...content, ...changes }), key)) as JsonObject,
      };
    };
    const future = new Date(Date.now() + 3 * dayMs).toISOString();
    const id = `${a.app.origin}/words/${crypto.randomUUID()}`;
    for (const wrong of [
      { ...activity, object: { ...object, kind: "withdrawn" } },
      { ...activity, object: content },
      { ...activity, object: "x" },
      await sealed(b.app, {}),
      await sealed(a.app, { published: future }),
      await sealed(a.app, { kind: "shout" }),
      await sealed(a.app, { kind: "differ" }),
      await sealed(a.app, { id }),
      await sealed(a.app, { attributedTo: "https://c.example/actors/coop" }),
    ])
      expect(await receive(b, wrong, a.coop)).toEqual({ dropped: expect.any(String) });
    expect(await receive(b, activity, "https://c.example/actors/coop")).toEqual({ dropped: expect.any(String) });
    expect(await words()).toBe(1);
    expect(await receive(b, { ...activity, note: "nine" }, a.coop)).toBe("done");
    expect((await seen(b, entry)).words.map(({ note }) => note)).toEqual([null, "We were thirty."]);
    expect(await receive(b, activity, a.coop)).toBe("done");
    expect((await seen(b, entry)).words.map(({ note }) => note)).toEqual(["ninety", "We were thirty."]);
    // A word with the same id and other content is kept as evidence, and the first one stays.
    expect(await receive(b, await sealed(a.app, { kind: "withdrawn" }), a.coop)).toEqual({
      dropped: expect.any(String),
    });
    expect(await b.app.database.q.$count(b.app.database.t.evidence)).toBe(1);
    expect((await held(b, entry)).withdrawnAtMs).toBeNull();
  });

  test("a side's own notes can be erased on both sides; the words themselves, and what the other side said, stay", async () => {
    const entry = await disputed();
    await say(pair.a, entry, { kind: "note", note: "ninety" });
    await deliverAll(pair);
    await forgetWords(pair.b.app, (await held(pair.b, entry)).id);
    await deliverAll(pair);
    await expectSame(entry);
    const { words, state, disputeNote } = await seen(pair.a, entry);
    expect([words.map(({ note }) => note), state, disputeNote]).toEqual([["ninety", null], "disputed", ""]);
  });

  test("an unsigned refusal of an older node counts", async () => {
    const made: EntryRow = await fulfilled(pair, (await agree(pair)).id);
    const refusal = {
      type: "Reject",
      object: made.entry,
      hash: made.hash,
      refusal: { reason: "quantity", note: "no" },
    };
    expect(await receive(pair.a, refusal, pair.b.coop)).toBe("done");
    expect(await held(pair.a, made.entry)).toMatchObject({ state: "disputed", disputeNote: "no", awaits: "us" });
  });
});
