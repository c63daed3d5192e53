import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { lossyProxy, type LossyProxy } from "./proxy.ts";
import { eventually } from "./wait.ts";

let server: Server;
let arrived: string[] = [];
let proxy: LossyProxy;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += String(part)));
    request.on("end", () => {
      arrived.push(`${request.method} ${request.url} ${request.headers.host} ${body}`);
      response.writeHead(202, { "x-count": String(arrived.length) }).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());

beforeEach(async () => {
  arrived = [];
  proxy = await lossyProxy();
  proxy.forwardTo((server.address() as AddressInfo).port);
});
afterEach(() => proxy.close());

const post = (body: string): Promise<number | "broken"> =>
  fetch(`${proxy.origin}/inbox?a=1`, { method: "POST", body }).then(
    (response) => response.status,
    () => "broken",
  );

test("without a rule everything passes, with its own host name", async () => {
  expect(await post("one")).toBe(202);
  expect(arrived).toEqual([`POST /inbox?a=1 localhost:${proxy.port} one`]);
  expect(proxy.passages).toMatchObject([{ method: "POST", path: "/inbox?a=1", body: "one", status: 202, number: 1 }]);
});

test.each([
  ["drop", "broken", 0],
  ["lose-answer", "broken", 1],
  ["duplicate", 202, 2],
  [{ answer: 503 }, 503, 0],
  [{ delayMs: 5 }, 202, 1],
] as const)("%o: the sender sees %s, the node gets %i", async (fate, seen, count) => {
  proxy.rule(({ body }) => (body === "marked" ? fate : "pass"));
  expect(await post("marked")).toBe(seen);
  expect(arrived).toHaveLength(count);
  expect(await post("other")).toBe(202);
});

test("held requests are released in another order", async () => {
  proxy.rule(() => "hold");
  const sent = ["a", "b", "c"].map(async (body, index) => {
    await eventually(() => proxy.held() === index);
    return post(body);
  });
  await eventually(() => proxy.held() === 3);
  await proxy.release([2, 0, 1]);
  expect(await Promise.all(sent)).toEqual([202, 202, 202]);
  expect(arrived.map((line) => line.at(-1))).toEqual(["c", "a", "b"]);
});

test("a node that is away refuses connections until the way is mended", async () => {
  await proxy.cut();
  expect(await post("lost")).toBe("broken");
  await proxy.mend();
  expect(await post("found")).toBe(202);
  expect(arrived).toHaveLength(1);
});
