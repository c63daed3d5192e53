import { expect, test } from "vitest";
import type { Context } from "#src/app/context.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { sayWord } from "#src/app/disputes.ts";
import { disputeEntry } from "#src/app/entry-acts.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import { listWords } from "#src/store/dispute-words.ts";
import { agree, befriend, fulfilled, held, type Side } from "#test/app/ledger-pair.ts";
import { onBothEngines } from "#test/rig.ts";
import { openNode, type Node } from "./ledger-nodes.ts";

onBothEngines("disputes of two ledgers over HTTP", (engine) => {
  test("words of a dispute that were lost heal, with their notes, although the books are equal", async () => {
    const nodes = [await openNode(engine), await openNode(engine)] as const;
    const [a, b] = nodes;
    const pair = { a: await sideOf(a, b), b: await sideOf(b, a) };
    const fromA = () => a.ledger.reconcile(pair.a.peerId);
    const fromB = () => b.ledger.reconcile(pair.b.peerId);
    await changeCoop(pair.b.app, { countersign: "steward" });
    const { entry } = await fulfilled(pair, (await agree(pair)).id);
    await fromA();
    await disputeEntry(pair.b.app, (await held(pair.b, entry)).id, { reason: "quantity", note: "fewer came" });
    await fromB();
    const atA = await held(pair.a, entry);
    await sayWord(pair.a.app, atA.id, { kind: "note", note: "We counted ninety." });
    await sayWord(pair.a.app, atA.id, { kind: "withdrawn", note: "" });
    await fromA();
    expect((await fromB()).state).toMatch(/equal|repaired/);
    await fromA();
    for (const side of [pair.a, pair.b]) {
      const row = await held(side, entry);
      expect([row.state, row.withdrawnAtMs]).toEqual(["disputed", expect.any(Number)]);
      const words = await listWords(side.app.database, row.id);
      expect(new Set(words.map(({ note }) => note))).toEqual(new Set(["fewer came", "We counted ninety.", null]));
    }
    expect((await fromA()).state).toBe("equal");
    for (const { server } of nodes) {
      server.close();
      server.closeAllConnections();
    }
  });
});

const sideOf = async ({ app }: Node, { app: other }: { readonly app: Context }): Promise<Side> => ({
  app,
  coop: actorIri(app.origin, coopActorId),
  peerId: await befriend(app, other),
});
