import { expect, test } from "vitest";
import { saveProbe } from "#src/store/health.ts";
import { onBothEngines } from "#test/rig.ts";

onBothEngines("transactions", (engine) => {
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
