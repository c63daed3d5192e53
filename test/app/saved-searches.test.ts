import { expect, test } from "vitest";
import {
  deleteSearch,
  findSearch,
  listFitting,
  listSearches,
  lookForFitting,
  markSearchSeen,
  maxSearches,
  saveSearch,
} from "#src/app/saved-searches.ts";
import { changeProposal } from "#src/app/proposals.ts";
import { onBothEngines } from "#test/rig.ts";
import { hourMs, noonMs, openPair, proposeSeats, shareServer } from "./pair.ts";

onBothEngines("saved searches", (engine) => {
  test("tell what newly fits, once, and forget what does no more", async () => {
    const pair = await openPair(engine.open);
    const { context } = pair.receiver;
    const server = await shareServer(pair.provider);
    await proposeSeats(pair.provider, server, { seats: 100 });
    await pair.carry();
    const slot = { startsAtMs: noonMs + 5 * hourMs, endsAtMs: noonMs + 6 * hourMs };
    const wanted = { seats: 50, language: "ca", slot };
    const saved = await saveSearch(context, { userId: "one", name: "Assembly", wanted });
    if (saved.outcome !== "done") throw new Error(saved.outcome);
    expect(saved.search).toMatchObject({ name: "Assembly", wanted, fitting: 1, fresh: 0 });
    expect(await lookForFitting(context)).toBe(0);

    pair.clock.nowMs += hourMs;
    const larger = await proposeSeats(pair.provider, server, { seats: 200 });
    await proposeSeats(pair.provider, server, { seats: 10 });
    await pair.carry();
    expect(await lookForFitting(context)).toBe(1);
    expect(await lookForFitting(context)).toBe(0);
    expect(await listSearches(context, "one")).toMatchObject([{ fitting: 2, fresh: 1 }]);
    const fitting = await listFitting(context, saved.search);
    expect(fitting.map(({ freeSeats, fitsSinceMs }) => [freeSeats, fitsSinceMs])).toEqual([
      [200, noonMs + hourMs],
      [100, noonMs],
    ]);
    await markSearchSeen(context, saved.search.id);
    expect(await listSearches(context, "one")).toMatchObject([{ fitting: 2, fresh: 0 }]);

    await changeProposal(pair.provider.context, larger.id, { seats: 40 });
    await pair.carry();
    await lookForFitting(context);
    expect(await listSearches(context, "one")).toMatchObject([{ fitting: 1, fresh: 0 }]);
    // When the hour has passed nothing of it is touched any more.
    pair.clock.nowMs += 24 * hourMs;
    await lookForFitting(context);
    expect(await listSearches(context, "one")).toMatchObject([{ fitting: 1 }]);
  });

  test("are their owner's alone, and so many at most", async () => {
    const { receiver } = await openPair(engine.open);
    const { context } = receiver;
    for (let count = 0; count < maxSearches; count += 1)
      await saveSearch(context, { userId: "one", name: `${count}`, wanted: { seats: 1 + count } });
    expect(await saveSearch(context, { userId: "one", name: "more", wanted: {} })).toEqual({ outcome: "too-many" });
    const [last] = await listSearches(context, "one");
    const id = last?.id ?? "";
    expect(await findSearch(context, { id, userId: "other" })).toBeUndefined();
    expect(await deleteSearch(context, { id, userId: "other" })).toBe(false);
    expect(await listSearches(context, "other")).toEqual([]);
    expect(await deleteSearch(context, { id, userId: "one" })).toBe(true);
    expect(await listSearches(context, "one")).toHaveLength(maxSearches - 1);
  });
});
