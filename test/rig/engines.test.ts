import { expect, test } from "vitest";
import { openDatabase } from "#src/store/database.ts";
import { onBothEngines } from "./engines.ts";

onBothEngines("the rig's stores", (engine) => {
  test("each one opened is empty and apart from the others", async () => {
    const [one, other] = await Promise.all([engine.open(), engine.open()]);
    await one.transaction(async ({ q, t }) => {
      await q.insert(t.keyValues).values({ key: "a", value: "1" });
    });
    expect([one.engine, await one.q.$count(one.t.keyValues), await other.q.$count(other.t.keyValues)]).toEqual([
      engine.name,
      1,
      0,
    ]);
  });

  test("one place can be opened twice, and both see what one writes", async () => {
    const place = await engine.place();
    const both = await Promise.all([openDatabase(place), openDatabase(place)]);
    await both[0].transaction(async ({ q, t }) => {
      await q.insert(t.keyValues).values({ key: "a", value: "1" });
    });
    expect(await both[1].q.$count(both[1].t.keyValues)).toBe(1);
    await Promise.all(both.map((database) => database.close()));
  });
});
