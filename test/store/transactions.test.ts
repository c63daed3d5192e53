import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDatabase, type Session } from "#src/store/database.ts";
import { saveProbe } from "#src/store/health.ts";
import { onBothEngines } from "#test/rig.ts";

onBothEngines("transactions", (engine) => {
  const put = ({ q, t }: Session, key: string, value = "1") => q.insert(t.keyValues).values({ key, value });
  const numberIn = async ({ q, t }: Session): Promise<number> =>
    Number((await q.select().from(t.keyValues).where(eq(t.keyValues.key, "n")))[0]?.value ?? 0);

  test("that come at once do not lose each other's work, and each answer is visible when it is given", async () => {
    const database = await engine.open();
    await database.transaction((session) => put(session, "n", "0"));
    const seen = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const mine = await database.transaction(async (session) => {
          const next = (await numberIn(session)) + 1;
          await session.q
            .update(session.t.keyValues)
            .set({ value: String(next) })
            .where(eq(session.t.keyValues.key, "n"));
          return next;
        });
        return { mine, visible: await numberIn(database) };
      }),
    );
    expect(seen.map(({ mine }) => mine).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    expect(seen.every(({ mine, visible }) => visible >= mine)).toBe(true);
  });

  test("that fail are undone alone, whatever runs beside them", async () => {
    const database = await engine.open();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        database.transaction(async (session) => {
          await put(session, `k${index}`);
          if (index % 3 === 0) throw new Error(`no ${index}`);
          // A constraint that is broken inside of one.
          if (index % 3 === 1) await put(session, `k${index}`);
          return index;
        }),
      ),
    );
    const kept = (await database.q.select().from(database.t.keyValues)).map(({ key }) => key).toSorted();
    const good = results.flatMap((result) => (result.status === "fulfilled" ? [`k${result.value}`] : []));
    expect([kept, good.length]).toEqual([good.toSorted(), 6]);
    expect(results[0]).toMatchObject({ status: "rejected", reason: { message: "no 0" } });
  });

  test("end before the store is closed, and are there when it is opened again", async () => {
    const place = await engine.place();
    const database = await openDatabase(place);
    const writes = Array.from({ length: 10 }, (_, index) =>
      database.transaction((session) => put(session, `k${index}`)),
    );
    await Promise.all([...writes, ...(engine.name === "sqlite" ? [database.close()] : [])]);
    if (engine.name === "postgres") await database.close();
    const again = await openDatabase(place);
    expect(await again.q.$count(again.t.keyValues)).toBe(10);
    await again.close();
  });

  test("of two processes wait for each other", async () => {
    const place = await engine.place();
    const both = await Promise.all([openDatabase(place), openDatabase(place)]);
    await both[0].transaction((session) => put(session, "n", "0"));
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        both[index % 2 === 0 ? 0 : 1].transaction(async (session) => {
          const next = (await numberIn(session)) + 1;
          await session.q
            .update(session.t.keyValues)
            .set({ value: String(next) })
            .where(eq(session.t.keyValues.key, "n"));
        }),
      ),
    );
    expect(await numberIn(both[0])).toBe(20);
    for (const database of both) await database.close();
  });

  test("one that begins the moment another ends is not forgotten, however close they follow", async () => {
    const database = await engine.open();
    const write = (turn: number): Promise<void> => database.transaction((session) => saveProbe(session, turn));
    // Each continuation runs some microtasks later than the one before, to meet every moment between two commits.
    for (let pauses = 0; pauses < 12; pauses += 1) {
      await write(pauses);
      for (let pause = 0; pause < pauses; pause += 1) await Promise.resolve();
      await write(pauses);
    }
    expect(await database.transaction(() => Promise.resolve("ended"))).toBe("ended");
  }, 10_000);
});
