import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { useNodes, type Passage } from "#test/rig.ts";
import { doTheMainJob, expectEqualBooks } from "./main-job.ts";
import { isMessage, openRoute } from "./route.ts";

describe("the main job ends the same", () => {
  const nodes = useNodes();

  test("when everything arrives twice, and all of it once more in reverse order", async () => {
    const route = await openRoute(nodes, () => () => "duplicate");
    await doTheMainJob(route);
    for (const [proxy, node] of [
      [route.proxies.a, route.a],
      [route.proxies.b, route.b],
    ] as const) {
      for (const passage of proxy.passages.filter(isMessage).toReversed())
        expect(await replay(passage, node.port)).toBeLessThan(500);
    }
    await expectEqualBooks(route);
  }, 180_000);
});

/** Sends a request that was seen before again, to the letter, and answers the status. */
function replay(passage: Passage, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const again = request(
      {
        port,
        host: "127.0.0.1",
        method: passage.method,
        path: passage.path,
        headers: passage.headers as Record<string, string>,
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    again.once("error", reject);
    again.end(passage.body);
  });
}
