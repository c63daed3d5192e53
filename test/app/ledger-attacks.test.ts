import { beforeEach, expect, test } from "vitest";
import { takeItems } from "#src/app/reconcile.ts";
import { onBothEngines } from "#test/rig.ts";
import { agree, fulfilled, held, openPair, receive, spokenBy, waitingRows, type Pair } from "./ledger-pair.ts";

onBothEngines("a partner that lies in a reconciliation", (engine) => {
  let pair: Pair;
  beforeEach(async () => {
    pair = await openPair(engine.open);
  });

  test("cannot say for us that we refused its entry", async () => {
    const entry = await fulfilled(pair, (await agree(pair, { seats: 10 })).id);
    const [row] = await waitingRows(pair.a);
    if (row === undefined) throw new Error("Nothing waits.");
    await receive(pair.b, await spokenBy(pair.a, row), pair.a.coop);
    const { document } = await held(pair.a, entry.entry);
    await takeItems(pair.b.app, pair.a.coop, [{ document, refusal: { reason: "other", note: "You said no." } }]);
    expect(await held(pair.b, entry.entry)).toMatchObject({ disputedBy: null, disputeNote: null });
    expect(await held(pair.b, entry.entry)).toMatchObject({ state: "in-transit", waits: "quantity" });
  });
});
