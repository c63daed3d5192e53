import type { LookupAddress } from "node:dns";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FetchError, mayReach, openFetch, safeFetch, type Resolve } from "#federation/fetch.ts";
import { lookUpNode } from "#federation/lookup.ts";
import { useCleanup } from "#test/rig.ts";
import { openTarget, type Target } from "./target.ts";
import { openVillain, type Villain } from "./villain.ts";

const cleanup = useCleanup();
const closed = { allowPrivateAddresses: false, timeoutMs: 2000 };
const open = { allowPrivateAddresses: true, timeoutMs: 2000 };

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanup(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function outcomeOf(answer: Promise<Response>): Promise<string> {
  try {
    return `answered ${(await answer).status}`;
  } catch (error) {
    return error instanceof FetchError ? error.problem : String(error);
  }
}

/** What the registries of special addresses name (RFC 6890 and its successors), and both ends of each range. */
const special = `
  0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.1 127.255.255.255 169.254.0.1 169.254.169.254
  172.16.0.0 172.31.255.255 192.0.0.0 192.0.0.9 192.0.0.170 192.0.0.255 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.0
  198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.254 255.255.255.255
  :: ::1 ::7f00:1 ::127.0.0.1 ::a9fe:a9fe ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:8.8.8.8 ::ffff:0:7f00:1
  64:ff9b::7f00:1 64:ff9b::127.0.0.1 64:ff9b::8.8.8.8 64:ff9b:1::7f00:1 64:ff9b:1:ffff::a9fe:a9fe 100::1 100:0:0:1::1 200::1 1000::1
  2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe::1 3fff::1
  4000::1 5f00::1 8000::1 fc00::1 fd00:ec2::254 fd20:ce::254 168.63.129.16 100.100.100.200 2a00::5efe:7f00:1 2a00::200:5efe:a00:1 fe80::1 fe80::1%eth0 fe80::1%25eth0 febf::1 fec0::1 ff02::1 ff0e::1`
  .trim()
  .split(/\s+/);

describe("an address that is not public", () => {
  test("is not connected to, in a URL or behind a name", async () => {
    expect(special.filter((address) => mayReach(address, false))).toEqual([]);
    const literal = special.filter((address) => !address.includes("%"));
    const urls = literal.map((address) => `http://${address.includes(":") ? `[${address}]` : address}/`);
    expect(new Set(await Promise.all(urls.map((url) => outcomeOf(safeFetch(url, {}, closed)))))).toEqual(
      new Set(["address"]),
    );
    const outcomes = special.map((address) => {
      const fetchIt = openFetch((_host, _options, done) =>
        done(null, [{ address, family: address.includes(":") ? 6 : 4 }]),
      );
      return outcomeOf(fetchIt("http://harmless.example/", {}, closed));
    });
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(["address"]));
  });

  test("is recognised however its number is written", async () => {
    const { port } = new URL(await serve((_, response) => response.end("secret")));
    const forms =
      "127.1 127.0.1 2130706433 0x7f000001 0x7f.0.0.1 0177.0.0.1 017700000001 127.0.0.1. 127。0。0。1 ①②⑦.0.0.1 localhost LOCALHOST";
    for (const host of forms.split(" "))
      expect([host, await outcomeOf(safeFetch(`http://${host}:${port}/`, {}, closed))]).toEqual([host, "address"]);
    // Where private networks are allowed, the addresses of clouds' secrets are not.
    for (const host of [
      "169.254.169.254",
      "2852039166",
      "0xa9fea9fe",
      "[::ffff:169.254.169.254]",
      "[64:ff9b::a9fe:a9fe]",
      "[::a9fe:a9fe]",
      "[fd00:ec2::254]",
      "[fd20:ce::254]",
      "100.100.100.200",
      "168.63.129.16",
    ])
      expect([host, await outcomeOf(safeFetch(`http://${host}/latest/`, {}, open))]).toEqual([host, "address"]);
  });

  test("beside a public one behind the same name is reason enough", async () => {
    const both: LookupAddress[] = [
      { address: "93.184.216.34", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ];
    for (const addresses of [both, both.toReversed()]) {
      const fetchIt = openFetch((_host, _options, done) => done(null, addresses));
      expect(await outcomeOf(fetchIt("http://two.example/", {}, closed))).toBe("address");
    }
  });

  test("is not reached at the ports of other services either, nor with a password in the address", async () => {
    for (const url of ["http://mail.example:25/", "https://shell.example:22/", "http://name.example:53/"])
      expect(await outcomeOf(safeFetch(url, {}, closed))).toBe("address");
    for (const url of ["http://me:secret@coop.example/", "ftp://coop.example/", "file:///etc/passwd", "gopher://a/"])
      expect(await outcomeOf(safeFetch(url, {}, closed))).toBe("scheme");
  });
});

describe("a name that changes its address between check and connection", () => {
  test("is connected to at the address that was checked", async () => {
    let reached = 0;
    const { port } = new URL(await serve((_, response) => void ((reached += 1), response.end("secret"))));
    const asked: string[] = [];
    const rebinding: Resolve = (host, _options, done) => {
      asked.push(host);
      // Nobody answers there, on this machine or in this test.
      const address = asked.length === 1 ? "93.184.216.34" : "127.0.0.1";
      done(null, [{ address, family: 4 }]);
    };
    const fetchIt = openFetch(rebinding);
    const first = await outcomeOf(fetchIt(`http://rebind.example:${port}/`, {}, { ...closed, timeoutMs: 200 }));
    expect(["timeout", "network"]).toContain(first);
    expect([asked.length, reached]).toEqual([1, 0]);
    expect(await outcomeOf(fetchIt(`http://rebind.example:${port}/`, {}, closed))).toBe("address");
    expect(reached).toBe(0);
  });
});

describe("a redirect", () => {
  test.each([0, 1, 2])("into a private range after %i good hops is not followed", async (hops) => {
    for (const bad of ["http://169.254.169.254/latest/", "http://metadata.example/", "http://[::a9fe:a9fe]/"]) {
      const origin = await serve((request, response) => {
        const left = Number(request.url?.slice(1));
        response.writeHead(302, { location: left === 0 ? bad : `/${left - 1}` }).end();
      });
      const fetchIt = openFetch((_host, _options, done) => done(null, [{ address: "169.254.169.254", family: 4 }]));
      expect(await outcomeOf(fetchIt(`${origin}/${hops}`, {}, open))).toBe("address");
    }
  });
});

describe("what a stranger names", () => {
  let careful: Target;
  let here: Target;
  let eve: Villain;
  let inside: Villain;
  beforeAll(async () => {
    [careful, here] = [await openTarget({ allowPrivateAddresses: false }), await openTarget()];
    [eve, inside] = [await openVillain("eve"), await openVillain("inside")];
    cleanup(careful.close);
    cleanup(here.close);
    cleanup(eve.close);
    cleanup(inside.close);
  });
  afterAll(() => expect(inside.asked).toEqual([]));
  const context = "https://www.w3.org/ns/activitystreams";

  test("as its key or itself is not fetched from our own network, whether it POSTs or asks", async () => {
    const body = {
      "@context": context,
      id: `${eve.origin}/1`,
      type: "Follow",
      actor: eve.person,
      object: careful.coop,
    };
    const before = eve.asked.length;
    expect((await careful.take(await eve.sign(careful.inbox, body))).status).toBe(401);
    const answer = await careful.take(await eve.ask(`${careful.origin}/proposals`));
    expect(answer.status).toBeLessThan(500);
    expect(eve.asked.length).toBe(before);
  });

  test("as context, picture, attachment, inbox, collection or link of an activity is fetched by nobody", async () => {
    const url = `${inside.origin}/secret`;
    eve.answers.set(
      "/users/eve",
      eve.document({ icon: { type: "Image", url }, image: url, url, featured: url, outbox: url }),
    );
    const image = { type: "Image", url, mediaType: "image/svg+xml" };
    const note = {
      id: `${eve.origin}/notes/1`,
      type: "Note",
      attributedTo: eve.person,
      content: `<p><img src="${url}"><a href="${url}">x</a></p>`,
      attachment: [image, { type: "Document", url }, { type: "Link", href: url }],
      image,
      icon: url,
      tag: [
        { type: "Emoji", name: ":x:", icon: image },
        { type: "Mention", href: url, name: "@x" },
      ],
      replies: url,
      preview: url,
    };
    for (const object of [
      note,
      { ...note, "@context": url },
      { ...note, id: `${eve.origin}/notes/2`, type: "Article" },
    ]) {
      const create = {
        "@context": [context, url],
        id: `${eve.origin}/creates/1`,
        type: "Create",
        actor: eve.person,
        object,
      };
      expect((await here.take(await eve.sign(here.inbox, create))).status).toBe(202);
    }
  });

  test("in NodeInfo or WebFinger as another server's node is not asked for", async () => {
    const type = "application/activity+json";
    const wanted = `${inside.origin}/actors/node`;
    eve.answers.set("/.well-known/nodeinfo", {
      links: [{ rel: "https://www.w3.org/ns/activitystreams#Application", href: wanted }],
    });
    const options = { origin: here.origin, allowPrivateAddresses: true };
    expect(await lookUpNode(eve.origin, options)).toMatchObject({ failed: "not-fedicoop" });
    eve.answers.set("/.well-known/webfinger", { links: [{ rel: "self", type, href: wanted }] });
    expect(await lookUpNode(eve.origin, options)).toMatchObject({ failed: "not-fedicoop" });
    eve.answers.set("/.well-known/nodeinfo", (_, response) => response.writeHead(302, { location: wanted }).end());
    eve.answers.delete("/.well-known/webfinger");
    inside.answers.set("/actors/node", {});
    expect(await lookUpNode(eve.origin, options)).toMatchObject({ failed: expect.any(String) });
    // A redirect is followed, as it may be; what it led to was not believed.
    expect(inside.asked.splice(0)).toEqual(["/actors/node"]);
  });
});
