import { beforeAll, describe, expect, test } from "vitest";
import type { LossyProxy } from "./proxy.ts";
import { useNodes } from "./nodes.ts";
import type { RunningNode } from "./node.ts";

describe.each(["sqlite", "postgres"] as const)("a node on %s in a process of its own", (engine) => {
  const nodes = useNodes();
  let node: RunningNode;
  let proxy: LossyProxy;
  beforeAll(async () => {
    proxy = await nodes.proxy();
    node = await nodes.start({
      engine,
      handle: "kerala",
      name: "Kerala Commons",
      language: "en",
      region: "IN-KL",
      proxy,
    });
  });

  test("is set up, and answers its steward", async () => {
    const told = await node.ask("GET /node");
    expect(told).toMatchObject({ name: "Kerala Commons", handle: "kerala", region: "IN-KL" });
    expect(node.origin).toBe(proxy.origin);
    expect(String(told["coop"])).toContain(proxy.origin);
  });

  test("is reached at its public origin through the proxy", async () => {
    const answer = await fetch(`${node.origin}/livez`);
    expect(answer.status).toBe(200);
    expect(proxy.passages.at(-1)).toMatchObject({ path: "/livez", status: 200 });
  });

  test("refuses who has no token, and says so in its API", async () => {
    expect((await node.api("GET /peers", undefined, { token: null })).status).toBe(401);
  });

  test("comes back from kill -9 and from a clean stop as what it was", async () => {
    const first = node.pid();
    await node.kill9();
    await expect(fetch(`${node.origin}/livez`)).rejects.toThrow();
    await node.restart();
    await node.stop();
    await node.restart();
    expect(node.pid()).not.toBe(first);
    expect(await node.ask("GET /node")).toMatchObject({ handle: "kerala" });
  });

  test("says what is wrong with a command", async () => {
    const wrong = await node.cli("peer", "dance");
    expect(wrong.status).not.toBe(0);
    expect(wrong.stderr).not.toBe("");
  });
});

describe("two processes on one PostgreSQL", () => {
  const nodes = useNodes();

  test("are one coop", async () => {
    const node = await nodes.start({ engine: "postgres", handle: "quebec" });
    const twin = await nodes.start({ twinOf: node });
    expect(twin.port).not.toBe(node.port);
    expect(await twin.ask("GET /node")).toEqual(await node.ask("GET /node"));
  });
});
