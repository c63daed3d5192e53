import { connect, type AddressInfo, type Socket } from "node:net";
import { serve } from "@hono/node-server";
import { expect, test } from "vitest";
import { inTurnOfConnection } from "#src/connection-turns.ts";
import { eventually, useCleanup } from "#test/rig.ts";

const cleanup = useCleanup();

/** A server whose answers are large, and how many it has begun. */
async function openServer(bytes: number): Promise<{ readonly port: number; begun(): number }> {
  let begun = 0;
  const server = serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (_request, { incoming, outgoing }) =>
      inTurnOfConnection({ incoming, outgoing }, async () => new Response(`${(begun += 1)}${"x".repeat(bytes)}`)),
  });
  await new Promise((resolve) => server.once("listening", resolve));
  cleanup(() => void server.close());
  return { port: (server.address() as AddressInfo).port, begun: () => begun };
}

const asks = (times: number): string => "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(times);

function open(port: number): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  cleanup(() => void socket.destroy());
  return socket;
}

test("who asks ahead and reads nothing gets one answer made, and who asks for a hundred at once none more", async () => {
  const { port, begun } = await openServer(20_000_000);
  const silent = open(port).pause();
  silent.write(asks(10));
  await eventually(() => begun() === 1);
  const flood = open(port);
  const ended = new Promise((resolve) => flood.once("close", resolve));
  flood.resume().write(asks(100));
  await ended;
  expect(begun()).toBeLessThanOrEqual(2);
});

test("who asks ahead and reads gets all answers, in order", async () => {
  const { port } = await openServer(10);
  const socket = open(port);
  let got = "";
  socket.on("data", (part) => (got += String(part)));
  socket.write(asks(10));
  await eventually(() => got.includes("10xxxxxxxxxx"));
  expect([...got.matchAll(/(\d+)x{10}/g)].map(([, number]) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  socket.write(asks(1));
  await eventually(() => got.includes("11xxxxxxxxxx"));
});
