import { expect, test } from "vitest";
import { findCapacity, type CapacityQuery } from "#src/app/capacity.ts";
import { replaceProposals } from "#src/app/partner-proposals.ts";
import { changeProposal, withdrawProposal } from "#src/app/proposals.ts";
import { cardOf } from "#src/app/publication.ts";
import { openDatabase } from "#src/store/database.ts";
import { findPeerByCoop } from "#src/store/peers.ts";
import { saveProposal, type Proposal } from "#src/store/proposals.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { hourMs, noonMs, openPair, openSide, proposeSeats, setPeerState, shareServer, type Side } from "./pair.ts";

const later = useCleanup();

const ids = async ({ context }: Side, query: Partial<CapacityQuery> = {}): Promise<readonly string[]> =>
  (await findCapacity(context, { limit: 100, ...query })).items.map(({ id }) => id);

onBothEngines("the index of listings", (engine) => {
  test("sees at once what another process on the same store wrote, changed and withdrew, also when that committed late", async () => {
    const clock = { nowMs: noonMs };
    const place = await engine.place();
    const [one, other] = [await openDatabase(place), await openDatabase(place)];
    later(() => one.close());
    later(() => other.close());
    const writer = await openSide(one, "kerala", clock);
    const reader: Side = { ...writer, context: { ...writer.context, database: other } };
    expect(await ids(reader)).toEqual([]);
    const server = await shareServer(writer);
    const first = await proposeSeats(writer, server);
    expect(await ids(reader)).toEqual([first.id]);
    clock.nowMs += hourMs;
    const second = await proposeSeats(writer, server, { seats: 50 });
    expect(await ids(reader)).toEqual([second.id, first.id]);
    await changeProposal(writer.context, first.id, { seats: 10 });
    expect(await ids(reader, { seats: 11 })).toEqual([second.id]);
    // Its transaction had begun before the change above, and ends only now.
    const late: Proposal = {
      ...second,
      id: first.id.replace(/.$/, (last) => (last === "f" ? "e" : "f")),
      proposal: `${second.proposal}0`,
    };
    await one.transaction((session) => saveProposal(session, { ...late, changedAtMs: clock.nowMs - 10_000 }));
    expect(await ids(reader)).toContain(late.id);
    await withdrawProposal(writer.context, second.id);
    expect(await ids(reader)).not.toContain(second.id);
  });

  test("shows a peer's offers while we deal with it, and none that are meant for one partner alone", async () => {
    const pair = await openPair(engine.open);
    await proposeSeats(pair.provider, await shareServer(pair.provider), { audience: "public" });
    await pair.carry();
    const [id] = await ids(pair.receiver);
    for (const [state, seen] of [
      ["limited", [id]],
      ["blocked", []],
      ["partner", [id]],
      ["ended", []],
    ] as const) {
      await setPeerState(pair.receiver, pair.provider, state);
      expect(await ids(pair.receiver), state).toEqual(seen);
    }
    const { context } = pair.provider;
    const [own] = await context.database.q.select().from(context.database.t.proposals);
    if (own === undefined) throw new Error("Nothing is proposed.");
    const meant = {
      ...own,
      id: own.id.replace(/.$/, (last) => (last === "f" ? "e" : "f")),
      proposal: `${own.proposal}0`,
      toPeerId: "somebody",
    };
    await context.database.transaction((session) => saveProposal(session, meant));
    expect(await ids(pair.provider)).toEqual([own.id]);
  });

  test("what a partner's list leaves out is gone, and comes back with the first word about it", async () => {
    const pair = await openPair(engine.open);
    const { context } = pair.receiver;
    const proposal = await proposeSeats(pair.provider, await shareServer(pair.provider));
    await pair.carry();
    const [id] = await ids(pair.receiver);
    const peerId = (await findPeerByCoop(context.database, pair.provider.coop))?.id ?? "";
    const card = cardOf(pair.provider.context.origin, proposal);
    pair.clock.nowMs += 1000;
    await replaceProposals(context, { peerId, cards: [], askedAtMs: pair.clock.nowMs });
    expect(await ids(pair.receiver)).toEqual([]);
    pair.clock.nowMs += 1000;
    await replaceProposals(context, { peerId, cards: [card], askedAtMs: pair.clock.nowMs });
    expect(await ids(pair.receiver)).toEqual([id]);
    // A list that was asked for before that does not take it away again.
    await replaceProposals(context, { peerId, cards: [], askedAtMs: pair.clock.nowMs - 500 });
    expect(await ids(pair.receiver)).toEqual([id]);
  });

  test("by fit, the room that is just large enough comes first and our own last, page by page, each once", async () => {
    const pair = await openPair(engine.open);
    const server = await shareServer(pair.provider);
    const sizes = [200, 60, 50, 100, 60, 55, 70, 49];
    for (const seats of sizes) await proposeSeats(pair.provider, server, { seats });
    await proposeSeats(pair.receiver, await shareServer(pair.receiver), { seats: 50 });
    await pair.carry();
    const query = { seats: 50, order: "fit", startsAtMs: noonMs + hourMs, limit: 3 } as const;
    const found: (readonly [number, boolean])[] = [];
    const seen = new Set<string>();
    for (let cursor: string | undefined = ""; cursor !== undefined;) {
      const page = await findCapacity(pair.receiver.context, { ...query, ...(cursor !== "" && { cursor }) });
      for (const item of page.items) {
        found.push([item.freeSeats, item.own]);
        seen.add(item.id);
      }
      cursor = page.next;
    }
    expect(found.map(([free]) => free)).toEqual([50, 55, 60, 60, 70, 100, 200, 50]);
    expect(found.map(([, own]) => own)).toEqual([...Array<boolean>(7).fill(false), true]);
    expect(seen.size).toBe(8);
  });
});
