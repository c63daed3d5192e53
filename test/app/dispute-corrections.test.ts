import { beforeEach, expect, test } from "vitest";
import { changeCoop } from "#src/app/coop-changes.ts";
import { sayWord } from "#src/app/disputes.ts";
import { countersignEntry, disputeEntry } from "#src/app/entry-acts.ts";
import { correctionOf, recordEntry } from "#src/app/entry-recording.ts";
import { balances } from "#src/app/ledger.ts";
import type { EntryRow } from "#src/store/entries.ts";
import { onBothEngines } from "#test/rig.ts";
import {
  agree,
  booksAt,
  deliverAll,
  fulfilled,
  held,
  openPair,
  proofsOf,
  type Pair,
  type Side,
} from "./ledger-pair.ts";

onBothEngines("a dispute that a correction ends", (engine) => {
  let pair: Pair;
  beforeEach(async () => {
    pair = await openPair(engine.open);
  });

  /** A says that it gave 5,400; B's steward refuses it. */
  async function disputed(): Promise<string> {
    await changeCoop(pair.b.app, { countersign: "steward" });
    const { entry } = await fulfilled(pair, (await agree(pair)).id);
    await deliverAll(pair);
    await disputeEntry(pair.b.app, (await held(pair.b, entry)).id, { reason: "quantity", note: "3,000" });
    await deliverAll(pair);
    // From here on the rule would sign what fits into what was agreed.
    await changeCoop(pair.b.app, { countersign: "automatic" });
    return entry;
  }

  /** One side records that 2,400 of it were too much. */
  async function correct(side: Side, entry: string): Promise<EntryRow> {
    const direction = side === pair.a ? "received" : "given";
    const wish = { ...correctionOf(await held(side, entry)), direction, quantity: 2_400 } as const;
    const { commons, ...rest } = wish;
    const done = await recordEntry(side.app, { ...rest, ...(commons === null ? {} : { commons }) });
    if (done.outcome !== "done") throw new Error(JSON.stringify(done));
    await deliverAll(pair);
    return done.entry;
  }

  async function expectSettled(entry: string, correction: string): Promise<void> {
    for (const side of [pair.a, pair.b]) {
      for (const one of [entry, correction]) {
        const row = await held(side, one);
        expect([row.state, proofsOf(row).length, row.awaits]).toEqual(["agreed", 2, null]);
      }
      expect((await balances(side.app))[0]).toMatchObject({ balance: side === pair.a ? 3_000 : -3_000, disputed: 0 });
    }
    expect(await booksAt(pair.a)).toEqual(await booksAt(pair.b));
  }

  test("of its maker waits for the steward of the side that refused, although it fits; signing it signs both", async () => {
    const entry = await disputed();
    const correction = await correct(pair.a, entry);
    const atB = await held(pair.b, correction.entry);
    expect([atB.state, atB.waits]).toEqual(["in-transit", "disputed"]);
    expect((await balances(pair.a.app))[0]).toMatchObject({ balance: 0 });
    expect(await countersignEntry(pair.b.app, atB.id)).toMatchObject({ outcome: "done", entry: { state: "agreed" } });
    await deliverAll(pair);
    await expectSettled(entry, correction.entry);
  });

  test("of the side that refused: once the maker has signed it, that side signs what it corrects by itself", async () => {
    const entry = await disputed();
    const correction = await correct(pair.b, entry);
    expect((await held(pair.a, correction.entry)).state).toBe("in-transit");
    await countersignEntry(pair.a.app, (await held(pair.a, correction.entry)).id);
    await deliverAll(pair);
    await expectSettled(entry, correction.entry);
  });

  test("what was taken back is corrected by no rule, and makes room for what is right", async () => {
    const entry = await disputed();
    const { startsAtMs, endsAtMs, agreement } = await held(pair.a, entry);
    await sayWord(pair.a.app, (await held(pair.a, entry)).id, { kind: "withdrawn", note: "" });
    await deliverAll(pair);
    const correction = await correct(pair.a, entry);
    expect(await held(pair.b, correction.entry)).toMatchObject({ state: "in-transit", waits: "disputed" });
    const agreementId = agreement?.split("/").at(-1) ?? "";
    const about = { peerId: pair.a.peerId, kind: "capacity", unit: "seat-minute", agreementId } as const;
    const right = { ...about, direction: "given", quantity: 3_000, startsAtMs, endsAtMs } as const;
    const done = await recordEntry(pair.a.app, right);
    if (done.outcome !== "done") throw new Error(JSON.stringify(done));
    await deliverAll(pair);
    expect((await held(pair.a, done.entry.entry)).state).toBe("agreed");
    expect((await balances(pair.a.app))[0]).toMatchObject({ balance: 3_000, disputed: 0, inTransit: 2_400 });
    expect(await booksAt(pair.a)).toEqual(await booksAt(pair.b));
  });
});
