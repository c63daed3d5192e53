import { describe, test } from "vitest";
import { useNodes } from "#test/rig.ts";
import { doTheMainJob } from "./main-job.ts";
import { firstTime, openRoute } from "./route.ts";

describe("the main job ends the same", () => {
  const nodes = useNodes();

  test("when the first copy of every message is lost on the way", async () => {
    await doTheMainJob(await openRoute(nodes, firstTime("drop")));
  }, 180_000);

  test("when every message arrives but its first confirmation is lost", async () => {
    await doTheMainJob(await openRoute(nodes, firstTime("lose-answer")));
  }, 180_000);

  test("when the other side fails on the first copy of every message", async () => {
    await doTheMainJob(await openRoute(nodes, firstTime({ answer: 503 })));
  }, 180_000);
});
