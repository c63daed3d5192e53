import { createHash } from "node:crypto";
import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { useNodes, type Fate, type LossyProxy, type Passage } from "#test/rig.ts";
import { doTheMainJob, expectEqualBooks, type Coops } from "./main-job.ts";

interface Route extends Coops {
  readonly proxies: { readonly a: LossyProxy; readonly b: LossyProxy };
}

describe("the main job ends the same", () => {
  const nodes = useNodes();

  const openRoute = async (rule?: () => (passage: Passage) => Fate): Promise<Route> => {
    const proxies = { a: await nodes.proxy(), b: await nodes.proxy() };
    if (rule !== undefined) for (const proxy of [proxies.a, proxies.b]) proxy.rule(rule());
    const a = await nodes.start({ handle: "catalunya", proxy: proxies.a });
    const b = await nodes.start({ handle: "quebec", proxy: proxies.b });
    return { a, b, proxies };
  };

  test("when the first copy of every message is lost on the way", async () => {
    await doTheMainJob(await openRoute(firstTime("drop")));
  }, 180_000);

  test("when every message arrives but its first confirmation is lost", async () => {
    await doTheMainJob(await openRoute(firstTime("lose-answer")));
  }, 180_000);

  test("when the other side fails on the first copy of every message", async () => {
    await doTheMainJob(await openRoute(firstTime({ answer: 503 })));
  }, 180_000);

  test("when everything arrives twice, and all of it once more in reverse order", async () => {
    const route = await openRoute(() => () => "duplicate");
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

  test("when either node is killed after every step", async () => {
    const route = await openRoute();
    await doTheMainJob(route, async () => {
      for (const node of [route.a, route.b]) {
        await node.kill9();
        await node.restart();
      }
    });
    await expectEqualBooks(route);
  }, 240_000);

  test("when a node is killed between its decision and its word", async () => {
    const route = await openRoute();
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

  test("when one of them is away while the other goes on", async () => {
    const route = await openRoute();
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

const isMessage = (passage: Passage): boolean => passage.method === "POST" && passage.path.endsWith("inbox");

/** Lets this become of the first copy of each message; the next copies pass. Fetches are not messages and always pass. */
function firstTime(fate: Fate): () => (passage: Passage) => Fate {
  return () => {
    const seen = new Set<string>();
    return (passage) => {
      const copy = createHash("sha256").update(passage.body).digest("hex");
      if (!isMessage(passage) || seen.has(copy)) return "pass";
      seen.add(copy);
      return fate;
    };
  };
}

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
