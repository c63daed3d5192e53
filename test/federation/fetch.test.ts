import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { FetchError, mayReach, safeFetch, type FetchLimits } from "#federation/fetch.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A server on loopback; answers its origin. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const open: FetchLimits = { allowPrivateAddresses: true, timeoutMs: 5000 };
const closed: FetchLimits = { allowPrivateAddresses: false, timeoutMs: 5000 };

async function problemOf(answer: Promise<Response>): Promise<string> {
  try {
    return `answered ${(await answer).status}`;
  } catch (error) {
    return error instanceof FetchError ? error.problem : String(error);
  }
}

describe("what leaves this node", () => {
  test.each([
    ["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.5.4", "192.0.0.8", "192.0.2.1"],
    [
      "192.88.99.1",
      "192.168.1.1",
      "198.18.0.1",
      "198.51.100.7",
      "203.0.113.9",
      "224.0.0.1",
      "240.0.0.1",
      "255.255.255.255",
    ],
    ["::", "::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "100::1", "2001::1"],
    ["2001:db8::1", "2002:7f00:1::", "3fff::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1", "5f00::1"],
  ])("is refused for special addresses (%s and its like)", async (...addresses) => {
    expect(addresses.filter((address) => mayReach(address, false))).toEqual([]);
    const urls = addresses.map((address) => `http://${address.includes(":") ? `[${address}]` : address}:9/`);
    expect(await Promise.all(urls.map((url) => problemOf(safeFetch(url, {}, closed))))).toEqual(
      urls.map(() => "address"),
    );
  });

  test("may go to public addresses, and to a coop's own network where that is allowed, but never to link-local ones", () => {
    expect(["1.1.1.1", "93.184.216.34", "2606:4700::1111"].every((address) => mayReach(address, false))).toBe(true);
    expect(["127.0.0.1", "::1", "10.0.0.1", "fd00::1", "100.64.0.1"].every((address) => mayReach(address, true))).toBe(
      true,
    );
    expect(
      ["169.254.169.254", "fe80::1", "::ffff:127.0.0.1", "224.0.0.1"].some((address) => mayReach(address, true)),
    ).toBe(false);
  });

  test("is refused for a name that leads to such an address, however the number is written", async () => {
    const port = new URL(await serve((_, response) => response.end("secret"))).port;
    for (const host of ["localhost", "2130706433", "0x7f.1", "127.1"]) {
      expect(await problemOf(safeFetch(`http://${host}:${port}/`, {}, closed))).toBe("address");
    }
    expect(await (await safeFetch(`http://localhost:${port}/`, {}, open)).text()).toBe("secret");
  });

  test("is http or https only, without a password", async () => {
    for (const url of [
      "file:///etc/passwd",
      "ftp://example.org/",
      "data:text/plain,hello",
      "http://me:secret@example.org/",
    ]) {
      expect(await problemOf(safeFetch(url, {}, open))).toBe("scheme");
    }
  });
});

describe("what comes back", () => {
  test("says where it came from after redirects, and a secret header does not travel to another server", async () => {
    const seen: string[] = [];
    const other = await serve((request, response) => {
      seen.push(`${request.headers.authorization ?? "-"} ${request.headers.accept ?? "-"}`);
      response.writeHead(200, { "content-type": "text/plain" }).end("here");
    });
    const first = await serve((_, response) => response.writeHead(302, { location: `${other}/there` }).end());
    const answer = await safeFetch(
      `${first}/here`,
      { headers: { authorization: "Bearer x", accept: "text/plain" } },
      open,
    );
    expect([answer.url, answer.status, await answer.text(), seen]).toEqual([
      `${other}/there`,
      200,
      "here",
      ["- text/plain"],
    ]);
  });

  test("stops after three redirects, and a POST follows none", async () => {
    const origin = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end("end");
      else response.writeHead(307, { location: `/${left - 1}` }).end();
    });
    expect(await (await safeFetch(`${origin}/3`, {}, open)).text()).toBe("end");
    expect(await problemOf(safeFetch(`${origin}/4`, {}, open))).toBe("redirects");
    expect(await problemOf(safeFetch(`${origin}/1`, { method: "POST", body: "x" }, open))).toBe("answered 307");
    expect(await problemOf(safeFetch(`${origin}/1`, {}, { ...open, redirects: 0 }))).toBe("answered 307");
  });

  test("is checked again at each redirect", async () => {
    for (const location of ["http://169.254.169.254/latest/", "file:///etc/passwd", "http://["]) {
      const origin = await serve((_, response) => response.writeHead(302, { location }).end());
      expect(await problemOf(safeFetch(origin, {}, open))).toMatch(/^(address|scheme|redirects)$/);
    }
  });

  test("is cut when too big, also when it was small before it was unpacked", async () => {
    const origin = await serve((request, response) => {
      if (request.url === "/packed")
        response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(5_000_000)));
      else if (request.url === "/small") response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("small"));
      else response.end(Buffer.alloc(5_000_000));
    });
    expect(await problemOf(safeFetch(`${origin}/plain`, {}, { ...open, maxBytes: 100_000 }))).toBe("too-big");
    expect(await problemOf(safeFetch(`${origin}/packed`, {}, { ...open, maxBytes: 100_000 }))).toBe("too-big");
    expect(await (await safeFetch(`${origin}/small`, {}, { ...open, maxBytes: 100_000 })).text()).toBe("small");
  });

  test("has a time limit, for a server that never answers and for one that never ends", async () => {
    const origin = await serve((request, response) => {
      if (request.url === "/drip") response.writeHead(200).write("a");
    });
    expect(await problemOf(safeFetch(`${origin}/silent`, {}, { ...open, timeoutMs: 150 }))).toBe("timeout");
    expect(await problemOf(safeFetch(`${origin}/drip`, {}, { ...open, timeoutMs: 150 }))).toBe("timeout");
  });

  test("is a plain failure when nobody is there or the answer is broken", async () => {
    const origin = await serve((_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end("not packed"),
    );
    expect(await problemOf(safeFetch(origin, {}, open))).toBe("network");
    expect(await problemOf(safeFetch("http://127.0.0.1:9/", {}, open))).toBe("network");
  });
});
