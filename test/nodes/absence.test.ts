import { describe, expect, test } from "vitest";
import { useNodes } from "#test/rig.ts";
import { doTheMainJob } from "./main-job.ts";
import { openRoute } from "./route.ts";

describe("the main job ends the same", () => {
  const nodes = useNodes();

  test("when one of them is away while the other goes on", async () => {
    const route = await openRoute(nodes);
    await doTheMainJob(route, async (after) => {
      if (after !== "A recorded the use") return;
      await route.b.stop();
      const { proxies } = route;
      const before = proxies.b.passages.length;
      proxies.b.rule(() => ({ answer: 502 }));
      // By its fourth try A waits for many seconds; B's first word then brings A's rows back at once.
      await expect.poll(() => proxies.b.passages.length - before, { timeout: 60_000 }).toBeGreaterThanOrEqual(4);
      proxies.b.rule();
      await route.b.restart();
    });
  }, 240_000);
});
