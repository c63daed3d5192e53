import { describe, test } from "vitest";
import { useNodes } from "#test/rig.ts";
import { doTheMainJob, expectEqualBooks } from "./main-job.ts";
import { openRoute } from "./route.ts";

describe("the main job ends the same", () => {
  const nodes = useNodes();

  test("when either node is killed after every step", async () => {
    const route = await openRoute(nodes);
    await doTheMainJob(route, async () => {
      await Promise.all([route.a, route.b].map((node) => node.kill9()));
      await Promise.all([route.a, route.b].map((node) => node.restart()));
    });
    await expectEqualBooks(route);
  }, 240_000);

  test("when a node is killed between its decision and its word", async () => {
    const route = await openRoute(nodes);
    await doTheMainJob(route, async (after) => {
      // The other side is away, so that what was decided is only a row in the outbox when the process dies.
      const [speaker, listener] = after.startsWith("A")
        ? ([route.a, route.proxies.b] as const)
        : ([route.b, route.proxies.a] as const);
      await listener.cut();
      await speaker.kill9();
      await speaker.restart();
      await listener.mend();
    });
  }, 240_000);
});
