import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { lookUpNode } from "#federation/lookup.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

type Documents = (origin: string) => Readonly<Record<string, unknown>>;

/** A server that answers these documents by path; what is not there is 404. `"hang"` never answers. */
async function serveDocuments(documents: Documents): Promise<string> {
  let answers: Readonly<Record<string, unknown>> = {};
  const server = createServer((request, response) => {
    const answer = answers[request.url?.split("?")[0] ?? ""];
    if (answer === "hang") return;
    if (answer === undefined) response.writeHead(404).end();
    else if (answer instanceof URL) response.writeHead(302, { location: answer.href }).end();
    else response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answers = documents(origin);
  return origin;
}

const webFinger = (node: string) => ({ links: [{ rel: "self", type: "application/activity+json", href: node }] });
const node = (origin: string) => ({
  id: `${origin}/actors/node`,
  type: "Application",
  inbox: `${origin}/actors/node/inbox`,
  attributedTo: `${origin}/actors/coop`,
});
const coop = (origin: string) => ({
  id: `${origin}/actors/coop`,
  type: ["Organization"],
  inbox: `${origin}/actors/coop/inbox`,
  preferredUsername: "there",
  nameMap: { en: "There", fr: "Là-bas" },
  region: "Québec",
  languages: ["fr", "en"],
  listed: true,
  ledgerSync: `${origin}/ledger/sync`,
  assertionMethod: [
    { id: `${origin}/actors/coop#ed25519-0011223344556677`, type: "Multikey", publicKeyMultibase: "z6Mk" },
  ],
});
const good: Documents = (origin) => ({
  "/.well-known/webfinger": webFinger(`${origin}/actors/node`),
  "/actors/node": node(origin),
  "/actors/coop": coop(origin),
});

const lookUp = (address: string) =>
  lookUpNode(address, { origin: "https://here.example", allowPrivateAddresses: true });
const lookUpThere = async (change: (origin: string) => object): Promise<unknown> =>
  lookUp(await serveDocuments((origin) => ({ ...good(origin), ...change(origin) })));

test("a node's card says who it is, in plain words and with its keys", async () => {
  const origin = await serveDocuments(good);
  expect(await lookUp(origin)).toEqual({
    found: {
      origin,
      node: `${origin}/actors/node`,
      nodeInbox: `${origin}/actors/node/inbox`,
      coop: `${origin}/actors/coop`,
      coopInbox: `${origin}/actors/coop/inbox`,
      handle: "there",
      name: { en: "There", fr: "Là-bas" },
      summary: {},
      fairUse: {},
      fairUseVersion: 1,
      region: "Québec",
      languages: ["fr", "en"],
      listed: true,
      ledgerKeys: [{ key: `${origin}/actors/coop#ed25519-0011223344556677`, publicKeyMultibase: "z6Mk" }],
    },
  });
});

test("without WebFinger of the bare origin it is found by NodeInfo's link to the application", async () => {
  const links = (origin: string) => ({
    links: [{ rel: "https://www.w3.org/ns/activitystreams#Application", href: `${origin}/actors/node` }],
  });
  const found = await lookUpThere((origin) => ({
    "/.well-known/webfinger": undefined,
    "/.well-known/nodeinfo": links(origin),
  }));
  expect(found).toMatchObject({ found: { handle: "there" } });
});

test("mark-up, endless texts, false languages and odd values are cleaned away", async () => {
  const found = await lookUpThere((origin) => ({
    "/actors/coop": {
      ...coop(origin),
      nameMap: { en: "<script>alert(1)</script>Th<b>ere</b>\n\nnow", "not a tag!": "x", __proto__: "y", fr: 7 },
      name: `<img src=x onerror=alert(1)>Plain${"!".repeat(10_000)}`,
      summaryMap: { ca: `<p>Un</p><p onclick="x">Dos</p>${"a".repeat(90_000)}` },
      region: { a: 1 },
      languages: ["fr", "fr", "../..", 5],
      listed: "yes",
      assertionMethod: [
        {
          id: "https://elsewhere.example/actors/coop#ed25519-0011223344556677",
          type: "Multikey",
          publicKeyMultibase: "z",
        },
        7,
        null,
      ],
    },
  }));
  const card = (found as { found: { name: Record<string, string>; summary: Record<string, string> } }).found;
  expect(card).toMatchObject({ region: "", languages: [], listed: false, ledgerKeys: [] });
  expect(Object.keys(card.name)).toEqual(["und"]);
  expect(card.name["und"]).toMatch(/^Plain!{100,195}$/);
  expect(card.summary["ca"]?.startsWith("Un\n\nDos")).toBe(true);
  expect(card.summary["ca"]?.length).toBeLessThanOrEqual(5_000);
});

const elsewhere = "https://elsewhere.example";
const liars: readonly (readonly [name: string, failed: string, change: (origin: string) => object])[] = [
  [
    "whose node is on another server",
    "not-fedicoop",
    () => ({ "/.well-known/webfinger": webFinger(`${elsewhere}/actors/node`) }),
  ],
  [
    "whose coop is on another server",
    "not-fedicoop",
    (origin) => ({ "/actors/node": { ...node(origin), attributedTo: `${elsewhere}/actors/coop` } }),
  ],
  [
    "whose node has its inbox on another server",
    "not-fedicoop",
    (origin) => ({ "/actors/node": { ...node(origin), inbox: `${elsewhere}/inbox` } }),
  ],
  [
    "whose coop has its inbox on another server",
    "not-fedicoop",
    (origin) => ({ "/actors/coop": { ...coop(origin), inbox: `${elsewhere}/inbox` } }),
  ],
  [
    "whose coop calls itself somebody else",
    "not-fedicoop",
    (origin) => ({ "/actors/coop": { ...coop(origin), id: `${elsewhere}/actors/coop` } }),
  ],
  ["whose node is a person", "not-fedicoop", (origin) => ({ "/actors/node": { ...node(origin), type: "Person" } })],
  [
    "that is some other fediverse server",
    "not-fedicoop",
    (origin) => ({ "/actors/coop": { ...coop(origin), ledgerSync: undefined } }),
  ],
  ["that answers with nonsense", "not-fedicoop", () => ({ "/actors/node": "<html>" })],
  [
    "that answers with deep JSON",
    "not-fedicoop",
    () => ({ "/actors/node": `${"[".repeat(5_000)}${"]".repeat(5_000)}` }),
  ],
  ["that answers with a list", "not-fedicoop", () => ({ "/actors/node": [1], "/.well-known/nodeinfo": [2] })],
  [
    "that sends us around in circles",
    "unreachable",
    (origin) => ({ "/actors/node": new URL(`${origin}/actors/node`) }),
  ],
  ["that answers without end", "unreachable", () => ({ "/actors/node": "x".repeat(2_000_000) })],
  ["with nothing there", "not-fedicoop", () => ({ "/.well-known/webfinger": undefined })],
];

test.each(liars)("a server %s is %s", async (_, failed, change) => {
  expect(await lookUpThere(change)).toMatchObject({ failed, detail: expect.stringMatching(/\.$/) });
});

test.each([
  "",
  " ",
  "@",
  "@a@b@c",
  "https://",
  "https://user:secret@there.example",
  "javascript:alert(1)",
  "a b",
  `${"x".repeat(600)}.example`,
])("%j is malformed", async (address) => {
  expect(await lookUp(address)).toMatchObject({ failed: "malformed" });
});

test("a private address is not connected to where that is not allowed", async () => {
  const origin = await serveDocuments(good);
  const looked = await lookUpNode(origin, { origin: "https://here.example", allowPrivateAddresses: false });
  expect(looked).toMatchObject({ failed: "unreachable" });
});

test("a server that does not answer is given up after the limit", async () => {
  const origin = await serveDocuments((there) => ({ ...good(there), "/actors/coop": "hang" }));
  const looked = await lookUpNode(origin, {
    origin: "https://here.example",
    allowPrivateAddresses: true,
    limitMs: 200,
  });
  expect(looked).toMatchObject({ failed: "unreachable", detail: expect.stringContaining("did not answer") });
});
